/**
 * One running seat: its driver between the wire, the clock and its clients.
 *
 * Lives in a dedicated worker, because a hidden page's timers stand still for a minute. Knows the
 * wall clock only as ticks; a gap between ticks means that the browser froze it, and it says so to
 * the core before anything else that had waited gets in.
 */
import type { Problem } from '../assert.ts';
import type { Genesis } from '../ledger/genesis.ts';
import type { Rules as LedgerRules } from '../ledger/chain.ts';
import { founding } from '../raft/configuration.ts';
import type { HardState } from '../raft/log-entry.ts';
import type { Message } from '../raft/message.ts';
import { admitted } from '../raft/newcomer.ts';
import { DEFAULT_OPTIONS, type RaftOptions, type Restart } from '../raft/state.ts';
import { heirOf, members } from '../raft/view.ts';
import { Attester } from './attester.ts';
import { isClientPost, isControl, isSeatPost } from './check-post.ts';
import { Counter } from './counter.ts';
import { DiskFailure, type SeatDisk } from './disk.ts';
import { Driver, type Signing } from './driver.ts';
import { Host, type NewBlock } from './host.ts';
import { Neighbour } from './neighbour.ts';
import { Notary } from './notary.ts';
import type { SeatPost } from './protocol.ts';
import { Library } from './query.ts';
import { commonMicroseconds, Recorder } from './recorder.ts';
import { Rows } from './rows.ts';
import { StatusBoard } from './status.ts';
import { isNewer, Weather, type Rules } from './weather.ts';
import type { Wire } from './wire.ts';
import { DAMAGED, JOINING, wordsOf } from './words.ts';

const TICK_MS = 50;
const ELECTION_TICKS = 30;
const HEARTBEAT_TICKS = 4;
/** A wait between two ticks longer than this is a sleep. */
const SLEEP_MS = 10 * TICK_MS;
const ERRANDS_EVERY_MS = 500;
const FLUSH_EVERY_MS = 500;

export const LIVE_OPTIONS: RaftOptions = {
  ...DEFAULT_OPTIONS,
  electionTicks: ELECTION_TICKS,
  heartbeatTicks: HEARTBEAT_TICKS,
};

export interface SeatParts {
  readonly seat: number;
  readonly tab: number;
  readonly build: string;
  readonly genesis: Genesis;
  readonly disk: SeatDisk;
  readonly wire: Wire;
  readonly rules: LedgerRules;
  readonly signatures: Signing;
  /** The network's rules as they stand. */
  readonly weather: Rules;
  /** 32 bits of chance for timers. */
  readonly seed: number;
  /** The seat is known to have lived: its disk must not be taken for a new one again. */
  readonly enrol: () => Promise<void>;
  readonly onFatal: (words: string, full: boolean) => void;
}

type Beginning = Pick<Restart, 'hard' | 'snapshot' | 'log'> & { readonly learnsTo: number };

export class Seat {
  readonly #parts: SeatParts;
  readonly #host: Host;
  readonly #notary: Notary;
  readonly #library: Library;
  readonly #rows: Rows;
  readonly #recorder: Recorder;
  readonly #weather: Weather;
  readonly #board: StatusBoard;
  readonly #attester: Attester;
  readonly #neighbour: Neighbour;
  #damage: Problem | null = null;
  #silent = false;
  #since = 0;
  #driver: Driver | null = null;
  #counter: Counter | null = null;
  #tickedAtMs = 0;
  #slow = { errandsMs: 0, flushMs: 0 };
  readonly #stops: (() => void)[] = [];

  constructor(parts: SeatParts) {
    this.#parts = parts;
    const { genesis, rules, disk, seat, seed, signatures } = parts;
    this.#host = new Host(genesis, rules);
    this.#notary = new Notary(genesis, signatures.verifier);
    this.#rows = new Rows(seat);
    this.#library = new Library(disk, this.#host, this.#notary, this.#rows);
    this.#recorder = new Recorder(seat);
    this.#weather = new Weather(seed, seat);
    this.#weather.rules = parts.weather;
    this.#board = new StatusBoard(parts, this.#host);
    this.#attester = new Attester(parts, this.#notary, (attests) =>
      this.#others().forEach((to) => this.#post(to, { attests })),
    );
    const [host, notary, library, rows] = [this.#host, this.#notary, this.#library, this.#rows];
    this.#neighbour = new Neighbour({
      ...{ seat, disk, host, notary, library, rows, signatures, chance: seed },
      ask: (to, ask) => this.#post(to, { ask }),
      joined: (admission) => this.#begin(admitted(admission), admission.learnsTo),
    });
  }

  /** Comes up: with what the disk holds, as a founder, or asking to be let in. */
  async start(): Promise<void> {
    const { disk, genesis, seat, wire } = this.#parts;
    const { found } = disk;
    const founds = found.kind === 'new' && genesis.voters.includes(seat);
    if (found.kind === 'whole') {
      await this.#run(found);
    } else if (founds) {
      await this.#begin({ term: 0, vote: 0, commit: 0 });
    } else {
      this.#damage = found.kind === 'damaged' ? found.problem : null;
      this.#neighbour.wait();
    }
    this.#tickedAtMs = performance.now();
    const timer = setInterval(() => this.#tick(), TICK_MS);
    this.#stops.push(
      () => clearInterval(timer),
      wire.listen(`seat/${seat}`, (message) => this.#heard(message)),
      wire.listen('all', (message) => this.#control(message)),
    );
  }

  /** At once: nothing is heard, sent or answered any more. */
  halt(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#silent = true;
    void this.#driver?.stop();
  }

  /** In good order: hands leadership over if it can within a moment, and writes what it has. */
  async stop(): Promise<void> {
    const driver = this.#driver;
    if (driver && !driver.stopped) {
      const heir = heirOf(driver.state);
      if (heir > 0) {
        driver.push({ kind: 'transfer', to: heir });
        await pause(2 * TICK_MS);
      }
      driver.flush();
      await pause(0);
    }
    for (const stop of this.#stops.splice(0)) stop();
    await driver?.stop();
    this.#parts.disk.close();
  }

  /** With an empty disk: what was agreed since the founding comes from the others, in order. */
  async #begin(hard: HardState, learnsTo = 0): Promise<void> {
    const { disk, enrol, genesis } = this.#parts;
    const configuration = founding({ voters: genesis.voters });
    const snapshot = { index: 0, term: 0, configuration, data: new Uint8Array(0) };
    await disk.begin(snapshot, hard, learnsTo);
    await enrol();
    await this.#run({ hard, snapshot, log: [], learnsTo });
  }

  async #run({ hard, snapshot, log, learnsTo }: Beginning): Promise<void> {
    const { disk, seat, seed, signatures } = this.#parts;
    const [host, notary, recorder] = [this.#host, this.#notary, this.#recorder];
    this.#since = learnsTo;
    const restart: Restart = { id: seat, options: LIVE_OPTIONS, seed, hard, snapshot, log };
    const driver = new Driver({
      ...{ disk, host, notary, signatures, recorder, restart, learnsTo },
      isWhole: () => this.#neighbour.isWhole,
      effects: {
        send: (messages) => this.#send(messages),
        applied: (blocks) => this.#applied(blocks),
        installed: () => (this.#library.verifiedFrom = Infinity),
        read: (id, index) => this.#counter?.read(id, index),
        events: (events) => this.#counter?.events(events),
        declined: (declined) => this.#counter?.declined(declined),
        fatal: (error) => this.#fatal(error),
      },
    });
    this.#counter = new Counter({
      ...{ driver, host, library: this.#library, signatures, recorder },
      reply: ({ client, id }, reply) => this.#parts.wire.post(`tab/${client}`, { id, reply }),
      guard: (work) => this.#guard(work),
    });
    await driver.recover();
    this.#driver = driver;
  }

  #heard(message: unknown): void {
    this.#noticeSleep();
    if (isClientPost(message)) this.#counter?.take(message);
    // Another build's core may mean something else by the same words.
    const { seat, genesis, build } = this.#parts;
    if (!isSeatPost(message) || message.build !== build) return;
    const { from, attests, ask } = message;
    if (from === seat || !genesis.seats.some((one) => one.seat === from)) return;
    const inputs = this.#neighbour.heard(message, this.#driver?.state.hard.term ?? 0);
    if (inputs.length > 0) this.#driver?.push(...inputs);
    if (attests.length > 0) this.#guard(this.#attester.take(attests));
    if (ask) this.#guard(this.#neighbour.answer(from, ask, this.#driver));
  }

  #control(control: unknown): void {
    if (!isControl(control) || (control.kind !== 'rules' && control.kind !== 'here')) return;
    const { rules } = control;
    if (isNewer(rules, this.#weather.rules, commonMicroseconds())) this.#weather.rules = rules;
  }

  #tick(): void {
    this.#noticeSleep();
    const now = performance.now();
    this.#tickedAtMs = now;
    this.#driver?.push({ kind: 'tick' });
    const slow = this.#slow;
    if (now - slow.errandsMs >= ERRANDS_EVERY_MS) {
      slow.errandsMs = now;
      this.#guard(this.#neighbour.errands(this.#driver, this.#others()));
    }
    if (now - slow.flushMs >= FLUSH_EVERY_MS) {
      slow.flushMs = now;
      const { blocks, certified } = this.#notary.unwritten();
      if (blocks.length + certified.length > 0) this.#driver?.flush();
    }
    this.#board.post(this.#driver?.state ?? null, {
      damage: this.#damage ?? this.#rows.problem,
      words: !this.#neighbour.waits ? '' : this.#damage ? DAMAGED : JOINING,
    });
  }

  /** Must come before anything that waited meanwhile: old messages arrive in one burst. */
  #noticeSleep(): void {
    const now = performance.now();
    const gapMs = now - this.#tickedAtMs;
    if (gapMs < SLEEP_MS) return;
    this.#tickedAtMs = now;
    this.#driver?.push({ kind: 'resumed', gapTicks: Math.floor(gapMs / TICK_MS) });
  }

  #send(messages: readonly Message[]): void {
    const byAddressee = new Map<number, Message[]>();
    for (const message of messages) {
      const list = byAddressee.get(message.to) ?? [];
      list.push(message);
      byAddressee.set(message.to, list);
    }
    for (const [to, raft] of byAddressee) this.#post(to, { raft });
  }

  #post(to: number, part: Partial<SeatPost>): void {
    const { seat, build, wire } = this.#parts;
    if (this.#silent) return;
    const since = this.#since;
    const post: SeatPost = { from: seat, build, since, raft: [], attests: [], ask: null, ...part };
    const fate = this.#weather.fate(seat, to);
    const { delayMs } = this.#weather.rules.network;
    this.#board.sent(post.raft, fate.length === 0 ? null : (fate[0] ?? delayMs));
    for (const waitMs of fate) {
      if (waitMs === 0) wire.post(`seat/${to}`, post);
      else setTimeout(() => wire.post(`seat/${to}`, post), waitMs);
    }
  }

  #applied(blocks: readonly NewBlock[]): void {
    const first = blocks[0];
    if (first) {
      this.#library.verifiedFrom = Math.min(this.#library.verifiedFrom, first.stored.height);
    }
    this.#counter?.applied(blocks);
    this.#guard(this.#attester.attest(blocks));
  }

  #others(): readonly number[] {
    const { genesis, seat } = this.#parts;
    const state = this.#driver?.state;
    // Whoever has no state yet knows only who may ever take part.
    const all = state ? members(state.configuration) : genesis.seats.map((one) => one.seat);
    return all.filter((id) => id !== seat);
  }

  /** What is read from a disk that was closed meanwhile is of no interest; the rest is fatal. */
  #guard(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!this.#driver?.stopped) this.#fatal(error);
    });
  }

  #fatal(error: unknown): void {
    this.halt();
    const full = error instanceof DiskFailure && error.reason === 'full';
    this.#parts.onFatal(wordsOf(error), full);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

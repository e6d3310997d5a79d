/**
 * The loop of one seat: take all inputs that wait, step the core through them, write once, and
 * only then send, install, apply and answer. While a write is under way inputs wait, which gives
 * one write for many entries and makes it impossible to promise what is not on disk.
 *
 * A write that fails ends the seat: it can no longer keep a promise. It says so in words.
 */
import { attestationClaim } from '../ledger/certificate.ts';
import type { Claim, Verifier } from '../ledger/key.ts';
import type { Hex } from '../ledger/transaction.ts';
import type { Snapshot } from '../raft/log-entry.ts';
import type { Message } from '../raft/message.ts';
import { isTooEarly } from '../raft/newcomer.ts';
import { mergePersist } from '../raft/persist.ts';
import { start, step } from '../raft/raft.ts';
import type { Event, Input, Output, Persist, RaftState, Restart } from '../raft/state.ts';
import { entriesBetween } from '../raft/view.ts';
import type { Caught } from './catch-up.ts';
import type { SeatDisk } from './disk.ts';
import type { Host, NewBlock } from './host.ts';
import { MemberGate, type Declined } from './member-gate.ts';
import type { Notary } from './notary.ts';
import type { Recorder } from './recorder.ts';

/** Checks signatures by the fastest way there is; what holds is noted where the ledger looks. */
export interface Signatures {
  readonly verifier: Verifier;
  prepare(claims: readonly Claim[]): Promise<void>;
}

/** The same, and this seat's own signature. */
export interface Signing extends Signatures {
  sign(message: Uint8Array): Promise<Hex>;
}

export interface DriverEffects {
  send(messages: readonly Message[]): void;
  applied(blocks: readonly NewBlock[]): void;
  /** A snapshot replaced the chain; blocks before it may be missing here. */
  installed(snapshot: Snapshot): void;
  /** What was committed when `id` was asked is applied; null = this seat cannot know. */
  read(id: number, index: number | null): void;
  events(events: readonly Event[]): void;
  /** Changes of members that this seat did not take, each by itself. */
  declined(declined: readonly Declined[]): void;
  /** The seat has stopped and will not go on. */
  fatal(error: unknown): void;
}

export interface DriverParts {
  readonly disk: SeatDisk;
  readonly host: Host;
  readonly notary: Notary;
  readonly signatures: Signatures;
  readonly effects: DriverEffects;
  readonly recorder: Recorder;
  readonly restart: Restart;
  /** Until it has committed this entry the seat neither stands nor votes; 0 = it may. */
  readonly learnsTo?: number;
  /** true: every block of the chain is here and signed by a majority. */
  readonly isWhole: () => boolean;
  /** Entries between two snapshots; default 256. */
  readonly compactEvery?: number;
}

/** A snapshot is taken after so many entries, and the log keeps as many before it. */
const COMPACT_EVERY = 256;
const NOTHING = { blocks: [], certified: [] };
/** Inputs of one round: more would keep the first ones waiting. */
const BATCH_MAX = 512;

export class Driver {
  state: RaftState;
  readonly #parts: DriverParts;
  readonly #gate: MemberGate;
  #inbox: Input[] = [];
  #running = false;
  #stopped = false;
  #flush = false;
  #caught: Caught = { older: [], certified: [] };
  /** Taken at some index, to be handed to the core once the log has grown past it. */
  #snapshot: Pick<Snapshot, 'index' | 'data'>;
  #round: Promise<void> = Promise.resolve();

  constructor(parts: DriverParts) {
    this.#parts = parts;
    const { restart, recorder, host, isWhole } = parts;
    this.#gate = new MemberGate(host, isWhole);
    recorder.start(restart);
    this.state = start(restart);
    this.#snapshot = { index: restart.snapshot.index, data: new Uint8Array(0) };
  }

  /** Applies what the disk knows to be committed; must come before the first input. */
  async recover(): Promise<void> {
    const { host, notary, disk, signatures } = this.#parts;
    const { snapshot, hard } = this.state;
    host.install(snapshot);
    const entries = entriesBetween(this.state, snapshot.index + 1, hard.commit);
    // All at once: a disk and a verifier that are asked block by block take most of the start.
    const [onDisk] = await Promise.all([
      disk.blocks(host.height + 1, entries.length),
      this.#prepare(entries.map((entry) => (entry.kind === 'data' ? entry.data : null))),
    ]);
    const blocks = entries
      .map((entry, at) => host.apply(snapshot.index + 1 + at, entry))
      .filter((block) => block !== null);
    // Only the log is chained by checksums, so of a block on disk no more than the signatures
    // that hold is believed.
    const known = new Map(onDisk.map((block) => [block.height, block]));
    const attests = blocks.flatMap(({ stored: { height, hash } }) =>
      (known.get(height)?.certificate ?? []).map((one) =>
        attestationClaim(one, hash, host.genesis),
      ),
    );
    await signatures.prepare(attests.filter((claim) => claim !== null));
    for (const block of blocks) notary.restore(block, known.get(block.stored.height) ?? null);
    this.#parts.effects.applied(blocks);
  }

  push(...inputs: readonly Input[]): void {
    if (this.#stopped) return;
    const { learnsTo = 0 } = this.#parts;
    const { hard } = this.state;
    this.#inbox.push(...inputs.filter((input) => !isTooEarly(input, hard, learnsTo)));
    this.#wake();
  }

  /** Something may be worth proposing now. */
  nudge(): void {
    this.#wake();
  }

  /** Writes the blocks that are not on disk yet. */
  flush(): void {
    this.#flush = true;
    this.#wake();
  }

  /** Blocks below the chain's end and signatures that were fetched from others and checked. */
  backfill({ older, certified }: Caught): void {
    const { older: first, certified: known } = this.#caught;
    this.#caught = { older: [...first, ...older], certified: [...known, ...certified] };
    this.#wake();
  }

  /** Takes no more inputs; resolves when the round under way is over. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#parts.recorder.stop();
    await this.#round;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  #wake(): void {
    if (this.#running || this.#stopped) return;
    this.#running = true;
    // The inputs of one moment (a burst of messages) make one round.
    this.#round = Promise.resolve().then(() => this.#run());
  }

  async #run(): Promise<void> {
    try {
      while (!this.#stopped && (await this.#oneRound()));
    } catch (error) {
      this.#stopped = true;
      this.#parts.effects.fatal(error);
    } finally {
      this.#running = false;
    }
  }

  /** Answers whether there may be more to do. */
  async #oneRound(): Promise<boolean> {
    const { host, recorder, disk, notary, effects } = this.#parts;
    const outputs: Output[] = [];
    const take = (input: Input): void => {
      recorder.input(input);
      const stepped = step(this.state, input);
      this.state = stepped.state;
      outputs.push(stepped.output);
      const refusal = stepped.output.events.find(({ kind }) => kind === 'refused');
      if (input.kind === 'proposeConf' && refusal?.kind === 'refused') {
        this.#gate.decline(input.change, refusal.why);
      }
    };
    const inputs = this.#inbox.splice(0, BATCH_MAX);
    for (const input of inputs) {
      if (!this.#gate.holds(input, this.state)) take(input);
    }
    const change = this.#gate.release(this.state);
    if (change) take(change);
    const proposal = host.propose(this.state, this.#gate.waits);
    if (proposal) take({ kind: 'propose', data: proposal });
    const compaction = this.#compaction();
    if (compaction) take(compaction);

    const persist = outputs.reduce<Persist | null>(
      (all, { persist: one }) => mergePersist(all, one),
      null,
    );
    const compacts = (persist?.snapshot ?? null) !== null;
    // Blocks can be made again from the log, so they are written many at a time, and at the latest
    // when the log lets go of them.
    const unwritten = this.#flush || compacts ? notary.unwritten() : NOTHING;
    this.#flush = false;
    const caught = this.#caught;
    this.#caught = { older: [], certified: [] };
    const blocks = [...caught.older, ...unwritten.blocks];
    const certified = [...caught.certified, ...unwritten.certified];
    const worth = blocks.length + certified.length > 0;
    const fresh = persist?.entries ?? [];
    const prepared = this.#prepare(fresh.map((one) => (one.kind === 'data' ? one.data : null)));
    // Whoever slept may have lost its disk to another tab meanwhile; a write finds out.
    const slept = inputs.some(({ kind }) => kind === 'resumed');
    if (persist || worth || slept) {
      await disk.write({ persist, hard: this.state.hard, blocks, certified });
      notary.wrote([...unwritten.blocks, ...unwritten.certified]);
    }
    // What is promised rests on the disk alone; signatures are for those who execute.
    for (const output of outputs) if (output.send.length > 0) effects.send(output.send);
    await prepared;
    for (const output of outputs) this.#act(output);
    const events = outputs.flatMap((output) => output.events);
    const declined = this.#gate.declined();
    if (declined.length > 0) effects.declined(declined);
    if (events.length > 0) effects.events(events);
    const { older, certified: grown } = this.#caught;
    const waits = this.#inbox.length + older.length + grown.length > 0 || this.#flush;
    return waits || host.propose(this.state, this.#gate.waits) !== null;
  }

  #act({ install, apply, reads }: Output): void {
    const { host, notary, effects } = this.#parts;
    if (install) {
      host.install(install);
      notary.forget();
      this.#snapshot = { index: install.index, data: install.data };
      effects.installed(install);
    }
    const blocks: NewBlock[] = [];
    for (const { index, entry } of apply) {
      const block = host.apply(index, entry);
      if (!block) continue;
      notary.add(block, false);
      blocks.push(block);
    }
    if (blocks.length > 0) effects.applied(blocks);
    for (const { id, index } of reads) effects.read(id, index);
  }

  /** The log keeps a stretch behind the snapshot, so that a seat a little late needs none. */
  #compaction(): Input | null {
    const { host, compactEvery = COMPACT_EVERY } = this.#parts;
    if (host.appliedIndex - this.#snapshot.index < compactEvery) return null;
    const { index, data } = this.#snapshot;
    this.#snapshot = { index: host.appliedIndex, data: host.snapshot() };
    return index > this.state.snapshot.index ? { kind: 'compact', index, data } : null;
  }

  async #prepare(blocks: readonly (Uint8Array | null)[]): Promise<void> {
    const { host, signatures } = this.#parts;
    const claims = blocks.flatMap((bytes) => (bytes ? host.claimsOfBlock(bytes) : []));
    if (claims.length > 0) await signatures.prepare(claims);
  }
}

/**
 * A whole simulated cluster: seats that run the shipped core, a virtual network, virtual disks,
 * clocks, clients, an operator, and a list of faults. The same setup gives the same run, step by
 * step, in every engine.
 *
 * It knows nothing of wall time, threads or the page. Chance comes from the seed and from the
 * place where it is needed, never from a generator that faults could shift; the core's own chance
 * is inside its states. One call of `step` is one input to one seat, one message lost, one write
 * that became durable, or one fault. Within a tick: faults, writes, messages, clocks, clients,
 * operator, compaction; a message sent in a tick arrives in a later one.
 */
import { founding } from '../raft/configuration.ts';
import type { SeatId } from '../raft/message.ts';
import type { Durable } from '../raft/persist.ts';
import type { RaftState } from '../raft/state.ts';
import type { Fault } from '../scenario/fault.ts';
import type { Application } from './application.ts';
import { Clients } from './client.ts';
import { nextWish } from './client-desk.ts';
import { compactWhereDue } from './compaction.ts';
import { act } from './fault-act.ts';
import { deliver, finishWrite, startSeat, stepBatch, syncLazy } from './host.ts';
import { Fingerprint } from './mix.ts';
import { Monitor, type Violation } from './monitor.ts';
import { Network, SEATS_MAX } from './network.ts';
import { operate } from './operate.ts';
import { Operator } from './operator.ts';
import { absentSeat, isUp, type Seat } from './seat.ts';
import { counted, type Setup, type Tally } from './setup.ts';
import type { Happening, StoryLine } from './story.ts';

/** Lines of the story that are kept. */
export const STORY_MAX = 200;

/** What a tick goes through. */
const FAULTS = 0;
const WRITES = 1;
const MESSAGES = 2;
const CLOCKS = 3;
const CLIENTS = 4;
const OPERATOR = 5;
const COMPACTION = 6;
/** The operator looks every so many ticks. */
const OPERATOR_TICKS = 5;
/** Ticks without a step after which a run is called over. */
const SILENCE_MAX = 20_000;

const TICK: { readonly kind: 'tick' } = { kind: 'tick' };
/** A client, the operator or a waiting inbox speaks to a seat. */
export const INPUT: Happening = { kind: 'input' };

export class World {
  readonly setup: Setup;
  readonly application: Application<unknown>;
  readonly network: Network;
  readonly monitor = new Monitor();
  readonly clients: Clients;
  readonly operator = new Operator();
  readonly print = new Fingerprint();
  /** By number; 0 is nobody. */
  seats: Seat[] = [];
  /** Sorted by `at`; what is before `faultCursor` has happened and must stay as it is. */
  faults: readonly Fault[];
  tick = 0;
  stepCount = 0;
  counts: Tally = counted();
  story: StoryLine[] = [];
  /** What the latest step was, and of whom. */
  latestWhat: Happening | null = null;
  latestSeat: SeatId = 0;
  /** Who voted, and which leader committed, in the latest step; 0 = nobody. */
  voted: SeatId = 0;
  committed: SeatId = 0;
  /** true: the latest step sent or told something. */
  loud = false;
  /** Told of every line of the story as it is written. */
  onStory: ((line: StoryLine) => void) | null = null;
  /** Seat whose waiting inputs are being stepped together; 0 = none. */
  batching: SeatId = 0;
  /** Where the loop stands: part of the tick, place in that part, next fault of the list. */
  phase = FAULTS;
  cursor = 0;
  faultCursor = 0;

  constructor(setup: Setup) {
    this.setup = setup;
    this.application = setup.application;
    this.network = new Network(setup.seed);
    this.clients = new Clients(setup.seed, setup.seats);
    this.faults = setup.faults;
    for (let id = 0; id <= SEATS_MAX; id++) {
      this.seats.push(absentSeat(id, this.blankDisk(), setup.application.initial()));
    }
    for (let id = 1; id <= setup.seats; id++) startSeat(this, this.seats[id]!);
  }

  /** What a seat starts from that holds nothing: the genesis. */
  blankDisk(): Durable {
    const voters = Array.from({ length: this.setup.seats }, (_, i) => i + 1);
    const configuration = founding({ voters });
    const snapshot = { index: 0, term: 0, configuration, data: new Uint8Array(0) };
    return { hard: { term: 0, vote: 0, commit: 0 }, snapshot, log: [] };
  }

  get violation(): Violation | null {
    return this.monitor.violation;
  }

  /** true: nothing of this tick has happened yet but faults. */
  get atFaults(): boolean {
    return this.phase === FAULTS && this.batching === 0;
  }

  /** The tick at which a fault given now takes effect. */
  get faultTick(): number {
    return this.atFaults ? this.tick : this.tick + 1;
  }

  /** The next thing that happens before `untilTick`; false: there is nothing more. */
  step(untilTick = Infinity): boolean {
    if (this.violation) return false;
    this.voted = 0;
    this.committed = 0;
    const silentUntil = this.tick + SILENCE_MAX;
    while (this.tick < untilTick && this.tick < silentUntil) {
      if (this.batching !== 0) {
        this.begin(this.batching, INPUT);
        stepBatch(this, this.seats[this.batching]!);
        return this.#end();
      }
      if (this.#phaseStep()) return this.#end();
      this.cursor = 0;
      if (this.phase++ === COMPACTION) {
        this.phase = FAULTS;
        this.tick++;
      }
    }
    return false;
  }

  /** Steps until `ticks` more have passed, or nothing more happens; answers with the steps. */
  run(ticks: number): number {
    const from = this.stepCount;
    const until = this.tick + ticks;
    while (this.step(until));
    return this.stepCount - from;
  }

  #end(): true {
    const { violation } = this;
    if (violation) this.tell(0, { kind: 'violation', ...violation });
    return true;
  }

  /** One step of the present phase; false: it has no more. */
  #phaseStep(): boolean {
    switch (this.phase) {
      case FAULTS:
        return this.#nextFault();
      case WRITES:
        return this.#each((seat) => this.#diskStep(seat));
      case MESSAGES:
        return this.#nextMessage();
      case CLOCKS:
        return this.#each((seat) => this.#clockStep(seat));
      case CLIENTS:
        return nextWish(this);
      case OPERATOR:
        return this.tick % OPERATOR_TICKS === 0 && operate(this);
      default:
        return this.#each((seat) => compactWhereDue(this, seat));
    }
  }

  /** Asks each seat in turn, again as long as it does something. */
  #each(doSomething: (seat: Seat) => boolean): boolean {
    for (; this.cursor < SEATS_MAX; this.cursor++) {
      if (doSomething(this.seats[this.cursor + 1]!)) return true;
    }
    return false;
  }

  #nextFault(): boolean {
    const fault = this.faults[this.faultCursor];
    if (!fault || fault.at > this.tick) return false;
    this.faultCursor++;
    this.begin(0, INPUT);
    const seat = 'seat' in fault ? fault.seat : 0;
    this.tell(seat, { kind: 'fault', fault });
    if (!act(this, fault)) {
      this.story.pop();
      this.tell(seat, { kind: 'fault-idle', fault });
    }
    return true;
  }

  #diskStep(seat: Seat): boolean {
    const { writing } = seat;
    if (writing && writing.dueTick <= this.tick) {
      this.begin(seat.id, { kind: 'written' });
      finishWrite(this, seat);
      return true;
    }
    if (seat.lazy.length === 0 || !syncLazy(this, seat)) return false;
    this.begin(seat.id, { kind: 'written' });
    return true;
  }

  #nextMessage(): boolean {
    const flight = this.network.arrive(this.tick);
    if (!flight) return false;
    const { message } = flight;
    const seat = this.seats[message.to]!;
    const lost = this.network.isCut(message.from, message.to) ? 'cut' : isUp(seat) ? null : 'down';
    this.begin(message.to, { kind: 'carried', message, lost });
    this.print.add(flight.id);
    if (lost === null) deliver(this, seat, { kind: 'message', message });
    return true;
  }

  #clockStep(seat: Seat): boolean {
    if (seat.life !== 'up' || seat.asleepSince >= 0) return false;
    const { clockRate } = seat;
    const due = clockRate === 0.5 ? 1 - (this.tick & 1) : clockRate;
    // A fast clock ticks twice: seats remember how often they did in this tick.
    if (seat.tickedAt !== this.tick) {
      seat.tickedAt = this.tick;
      seat.ticked = 0;
    }
    if (seat.ticked >= due) return false;
    seat.ticked++;
    this.begin(seat.id, TICK);
    deliver(this, seat, TICK);
    return true;
  }

  /** Of those that are up and think they lead, the one of the highest term; null = none. */
  leader(): Seat | null {
    let leader: Seat | null = null;
    for (const seat of this.seats) {
      if (!isUp(seat) || seat.state?.role !== 'leader') continue;
      if (!leader || seat.state.hard.term > leader.state!.hard.term) leader = seat;
    }
    return leader;
  }

  /** States of all seats that are up, by number; null elsewhere. */
  states(): readonly (RaftState | null)[] {
    return this.seats.map((seat) => (isUp(seat) ? seat.state : null));
  }

  /** Bytes from outside the list, given to a seat now; false: it is not up. */
  propose(seat: SeatId, data: Uint8Array): boolean {
    const found = this.seats[seat];
    if (!found || !isUp(found) || this.violation) return false;
    this.begin(seat, INPUT);
    this.print.addBytes(data);
    deliver(this, found, { kind: 'propose', data });
    return true;
  }

  /** Adds a line to the story. */
  tell(seat: SeatId, what: Happening): void {
    const line = { tick: this.tick, step: this.stepCount, seat, what };
    this.loud = true;
    this.story.push(line);
    if (this.story.length > 2 * STORY_MAX) this.story = this.story.slice(-STORY_MAX);
    this.onStory?.(line);
  }

  /** Everything a step needs before it: its number, its mark in the fingerprint, its line. */
  begin(seat: SeatId, what: Happening): void {
    this.stepCount++;
    this.print.add(this.tick);
    this.print.add((this.phase << 8) ^ seat);
    this.loud = false;
    this.latestSeat = seat;
    this.latestWhat = what;
  }
}

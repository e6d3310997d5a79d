/**
 * A recorded live run as something the player can play: the same core takes the same inputs from
 * the same starts, and every property is watched as in a simulation. A tick is a millisecond of
 * the recording.
 *
 * What it cannot know: seats that nobody recorded, what the application made of the entries (so
 * state roots are not compared), and when a message that never arrived was lost.
 */
import { BrokenInvariant } from '../assert.ts';
import type { Message, SeatId } from '../raft/message.ts';
import { start, step } from '../raft/raft.ts';
import type { Output, RaftState } from '../raft/state.ts';
import { showSeat } from '../raft/show-seat.ts';
import { fold, KINDS } from './fold.ts';
import { Fingerprint } from './mix.ts';
import { Monitor, type MonitorCheckpoint, type Violation } from './monitor.ts';
import type { Machine } from './player.ts';
import { counted, type Counts, type Tally } from './setup.ts';
import type { SimulationShow } from './show.ts';
import { messageShow, type Reached } from './show-world.ts';
import type { Happening, StoryLine } from './story.ts';
import type { Trace, TraceLine } from './trace.ts';
import { STORY_MAX } from './world.ts';

/** Milliseconds after which a message that has not arrived is taken for lost. */
const LOST_AFTER = 2000;
const MICROSECONDS = 1000;

interface Sent {
  readonly id: number;
  readonly message: Message;
  readonly sentAt: number;
  readonly mark: number;
}

export interface TraceCheckpoint {
  readonly stepCount: number;
  readonly states: ReadonlyMap<SeatId, RaftState>;
  readonly up: ReadonlySet<SeatId>;
  readonly sent: readonly Sent[];
  readonly nextId: number;
  readonly monitor: MonitorCheckpoint;
  readonly counts: Counts;
  readonly lanes: readonly [number, number];
  readonly story: readonly StoryLine[];
  readonly latest: StoryLine | null;
}

export class TraceMachine implements Machine<TraceCheckpoint> {
  stepCount = 0;
  readonly #lines: readonly TraceLine[];
  readonly #from: number;
  #states = new Map<SeatId, RaftState>();
  #up = new Set<SeatId>();
  #sent: Sent[] = [];
  #nextId = 1;
  readonly #monitor = new Monitor();
  readonly #print = new Fingerprint();
  #counts: Tally = counted();
  #story: StoryLine[] = [];
  #latest: StoryLine | null = null;
  #loud = false;

  constructor({ lines }: Trace) {
    this.#lines = lines;
    this.#from = lines[0]?.at ?? 0;
  }

  get tick(): number {
    return this.#tickOf(Math.max(0, this.stepCount - 1));
  }

  get silent(): boolean {
    return this.#latest?.what.kind === 'tick' && !this.#loud;
  }

  step(untilTick = Infinity): boolean {
    const line = this.#lines[this.stepCount];
    if (!line || this.#monitor.violation || this.#tickOf(this.stepCount) >= untilTick) return false;
    this.stepCount++;
    this.#loud = false;
    this.#print.add((line.seat << 4) ^ this.tick);
    try {
      this.#take(line);
    } catch (error) {
      if (!(error instanceof BrokenInvariant)) throw error;
      this.#monitor.coreStopped(line.seat, error.message);
    }
    const violation = this.#broken();
    if (violation) this.#tell(0, { kind: 'violation', ...violation });
    return true;
  }

  #broken(): Violation | null {
    return this.#monitor.violation;
  }

  #tickOf(index: number): number {
    const line = this.#lines[index] ?? this.#lines.at(-1);
    return line ? Math.floor((line.at - this.#from) / MICROSECONDS) : 0;
  }

  #take(line: TraceLine): void {
    const { seat } = line;
    this.#note(seat, { kind: 'input' });
    if (line.kind === 'stop') {
      this.#up.delete(seat);
      this.#tell(seat, { kind: 'life', up: false });
      return;
    }
    if (line.kind === 'start') {
      if (this.#up.has(seat)) this.#counts.crashes++;
      const state = start(line.restart);
      this.#put(state);
      this.#up.add(seat);
      this.#monitor.started(state);
      this.#monitor.compareLogs(state, 0, this.#logs());
      this.#tell(seat, { kind: 'life', up: true });
      return;
    }
    const before = this.#states.get(seat);
    if (!before || !this.#up.has(seat)) return;
    const { input } = line;
    if (input.kind === 'tick') this.#note(seat, { kind: 'tick' });
    if (input.kind === 'message') this.#arrived(seat, input.message);
    const { state, output } = step(before, input);
    this.#put(state);
    this.#watch(before, state, output);
  }

  #watch(before: RaftState, state: RaftState, output: Output): void {
    const monitor = this.#monitor;
    monitor.stepped(before, state, output);
    const { persist } = output;
    if (persist && persist.entries.length > 0) {
      monitor.compareLogs(state, persist.firstIndex, this.#logs());
    }
    fold(this.#print, state, output);
    const { tick } = this;
    for (const message of output.send) {
      this.#loud = true;
      this.#counts.messages++;
      this.#sent.push({ id: this.#nextId++, message, sentAt: tick, mark: markOf(message) });
    }
    if (output.install) this.#counts.snapshots++;
    this.#counts.commits = monitor.committedCount;
    for (const event of output.events) {
      if (event.kind === 'role' && event.role === 'leader') this.#counts.elections++;
      if (event.kind === 'commit') {
        if (state.role !== 'leader') continue;
        this.#tell(state.id, { ...event, term: state.hard.term });
      } else if (event.kind !== 'configuration' || state.role === 'leader') {
        this.#tell(state.id, event);
      }
    }
  }

  #arrived(seat: SeatId, message: Message): void {
    this.#note(seat, { kind: 'carried', message, lost: null });
    const mark = markOf(message);
    const at = this.#sent.findIndex(
      (sent) =>
        sent.mark === mark && sent.message.to === seat && sent.message.from === message.from,
    );
    const { tick } = this;
    this.#sent = this.#sent.filter((sent, i) => i !== at && sent.sentAt > tick - LOST_AFTER);
  }

  #put(state: RaftState): void {
    this.#states = new Map(this.#states).set(state.id, state);
  }

  #logs(): readonly RaftState[] {
    return [...this.#states.values()].filter(({ id }) => this.#up.has(id));
  }

  #note(seat: SeatId, what: Happening): void {
    this.#latest = { tick: this.tick, step: this.stepCount, seat, what };
  }

  #tell(seat: SeatId, what: Happening): void {
    this.#loud = true;
    this.#story.push({ tick: this.tick, step: this.stepCount, seat, what });
    if (this.#story.length > 2 * STORY_MAX) this.#story = this.#story.slice(-STORY_MAX);
  }

  show(reached: Reached): SimulationShow {
    const checks = this.#monitor.checks();
    const states = [...this.#states.values()].sort((a, b) => a.id - b.id);
    return {
      tick: this.tick,
      step: this.stepCount,
      ...reached,
      faultTick: this.tick,
      seats: states.map((state) =>
        showSeat(state, {
          state: this.#up.has(state.id) ? 'up' : 'down',
          here: false,
          appliedIndex: state.hard.commit,
        }),
      ),
      messages: this.#sent.map(({ id, message, sentAt }) =>
        messageShow({ id, message, sentAt, arrivesAt: sentAt + 1 }, false),
      ),
      cuts: [],
      checks,
      story: this.#story.slice(-STORY_MAX),
      latest: this.#latest,
      violation: checks.find(({ held }) => !held) ?? null,
      runHash: this.#print.hex(),
      counts: { ...this.#counts },
    };
  }

  checkpoint(): TraceCheckpoint {
    return {
      stepCount: this.stepCount,
      states: this.#states,
      up: new Set(this.#up),
      sent: this.#sent.slice(),
      nextId: this.#nextId,
      monitor: this.#monitor.checkpoint(),
      counts: { ...this.#counts },
      lanes: [this.#print.a, this.#print.b],
      story: this.#story.slice(-STORY_MAX),
      latest: this.#latest,
    };
  }

  restore(then: TraceCheckpoint): void {
    this.stepCount = then.stepCount;
    this.#states = new Map(then.states);
    this.#up = new Set(then.up);
    this.#sent = then.sent.slice();
    this.#nextId = then.nextId;
    this.#monitor.restore(then.monitor);
    this.#counts = { ...then.counts };
    [this.#print.a, this.#print.b] = then.lanes;
    this.#story = then.story.slice();
    this.#latest = then.latest;
  }
}

/** Equal for a message and its copy on the other side of a channel. */
function markOf(message: Message): number {
  const print = new Fingerprint();
  print.add(KINDS[message.kind]);
  print.add(message.term);
  if (message.kind === 'append') {
    print.add(message.previousIndex);
    print.add(message.entries.length);
    print.add(message.commit);
  } else if (message.kind === 'appendReply') {
    print.add(message.index ^ (message.refused ? 0x40000000 : 0));
  } else if (message.kind === 'snapshot' || message.kind === 'snapshotReply') {
    print.add(message.index);
    print.add(message.offset);
  } else if (message.kind === 'heartbeat' || message.kind === 'heartbeatReply') {
    print.add(message.round);
  } else if (message.kind !== 'timeoutNow') print.add(message.pre ? 1 : 2);
  return print.a ^ print.b;
}

/**
 * One simulated seat: the core, its disk and its application, and the host's duties between them:
 * write, wait until it is durable, then send, install, apply, answer reads. While a write is
 * under way inputs wait in the inbox and are then stepped together, with one write for all.
 */
import type { SeatId } from '../raft/message.ts';
import { applyPersist, mergePersist, type Durable } from '../raft/persist.ts';
import type { Input, Output, Persist, RaftState } from '../raft/state.ts';

/** absent: never there; wiped: its disk is empty and it may not start as the voter it was. */
type Life = 'absent' | 'up' | 'down' | 'wiped' | 'removed';

/** Everything about a seat at one moment; what it holds is immutable but for the three lists. */
export interface Seat {
  readonly id: SeatId;
  life: Life;
  /** Tick since which it is frozen; −1 = awake. */
  asleepSince: number;
  /** As it was when it stopped, for the picture; null before the first start. */
  state: RaftState | null;
  disk: Durable;
  /** Handed to the disk but not synced: only with the bug 'answer-before-writing'. */
  lazy: { readonly dueTick: number; readonly persist: Persist }[];
  /** A write under way, and what waits for it; null = none. */
  writing: { readonly dueTick: number; readonly outputs: readonly Output[] } | null;
  inbox: Input[];
  /** How many inputs of the inbox are still to be stepped before the next write. */
  batchLeft: number;
  batch: Output[];
  application: unknown;
  appliedIndex: number;
  /** State of the application that the log may be cut at. */
  cut: { readonly index: number; readonly application: unknown } | null;
  /** Reads that wait until the application is there. */
  reads: { readonly id: number; readonly index: number }[];
  clockRate: number;
  /** The last tick in which its clock went, and how often it did. */
  tickedAt: number;
  ticked: number;
  diskTicks: number;
  starts: number;
  /** Wiped, and not yet taken out and brought in again. */
  forgot: boolean;
  /** Until it has committed this entry it neither stands nor votes; 0 = it may. */
  learnsTo: number;
}

/** A seat that was never there. */
export function absentSeat(id: SeatId, disk: Durable, application: unknown): Seat {
  return {
    id,
    life: 'absent',
    asleepSince: -1,
    state: null,
    disk,
    lazy: [],
    writing: null,
    inbox: [],
    batchLeft: 0,
    batch: [],
    application,
    appliedIndex: 0,
    cut: null,
    reads: [],
    clockRate: 1,
    tickedAt: -1,
    ticked: 0,
    diskTicks: 0,
    starts: 0,
    forgot: false,
    learnsTo: 0,
  };
}

/** A copy that the other's changes do not reach. */
export function copyOf(seat: Seat): Seat {
  return {
    ...seat,
    lazy: seat.lazy.slice(),
    inbox: seat.inbox.slice(),
    batch: seat.batch.slice(),
    reads: seat.reads.slice(),
  };
}

/** true: it takes inputs now, or will once it is free. */
export function isUp(seat: Seat): boolean {
  return seat.life === 'up';
}

/** true: an input given now is stepped now. */
export function isFree(seat: Seat): boolean {
  return seat.asleepSince < 0 && seat.writing === null && seat.batchLeft === 0;
}

/** What several outputs ask to be written, as one; null = nothing. */
export function persistOf(outputs: readonly Output[]): Persist | null {
  let all: Persist | null = null;
  for (const { persist } of outputs) all = mergePersist(all, persist);
  return all;
}

/** What reached the disk. */
export function write(seat: Seat, persist: Persist): void {
  seat.disk = applyPersist(seat.disk, persist);
}

/**
 * The host is gone: memory and inbox with it. Without `synced`, what was under way is lost too;
 * with it, the operating system finishes what it was given.
 */
export function crash(seat: Seat, { synced }: { readonly synced: boolean }): void {
  if (synced) {
    for (const { persist } of seat.lazy) write(seat, persist);
    const pending = seat.writing && persistOf(seat.writing.outputs);
    if (pending) write(seat, pending);
  }
  seat.life = 'down';
  seat.asleepSince = -1;
  seat.lazy = [];
  seat.writing = null;
  seat.inbox = [];
  seat.batchLeft = 0;
  seat.batch = [];
  seat.cut = null;
  seat.reads = [];
}

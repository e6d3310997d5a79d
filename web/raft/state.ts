/**
 * One seat of the cluster between two inputs. Deeply immutable: `step` answers with a new value
 * that shares what did not change, so that a player may keep every state there ever was.
 */
import type {
  Configuration,
  ConfigurationChange,
  Entry,
  HardState,
  Snapshot,
} from './log-entry.ts';
import type { Message, SeatId } from './message.ts';

export type Role = 'follower' | 'pre-candidate' | 'candidate' | 'leader';

/** Faults built in on purpose, for lessons: each breaks one rule of the paper. */
export type CoreBug =
  /** The vote is left out of what is written (§5.2 needs it durable). */
  | 'vote-not-persisted'
  /** A leader commits entries of older terms by counting replicas (§5.4.2 forbids it). */
  | 'commit-old-terms'
  /** Votes are granted without comparing logs (§5.4.1 demands it). */
  | 'no-log-check'
  /** A leader answers reads from its own state, asking nobody (§8 demands a round). */
  | 'stale-reads';

export interface RaftOptions {
  /** Shortest election timeout; the drawn one is from this to twice this minus one. 2 and up. */
  readonly electionTicks: number;
  /** 1 and up, less than `electionTicks`. */
  readonly heartbeatTicks: number;
  readonly preVote: boolean;
  /** A leader that hears from no majority for an election timeout steps down. */
  readonly checkQuorum: boolean;
  /** Entries in one append, 1 and up. */
  readonly maxEntriesPerAppend: number;
  /** Bytes of data in one append; a larger single entry travels alone. */
  readonly maxBytesPerAppend: number;
  /** Appends in flight to one follower before the leader waits. */
  readonly inflightMax: number;
  /** Uncommitted bytes at which a leader refuses proposals. */
  readonly uncommittedBytesMax: number;
  readonly snapshotChunkBytes: number;
  readonly bug?: CoreBug;
}

export const DEFAULT_OPTIONS: RaftOptions = {
  electionTicks: 10,
  heartbeatTicks: 1,
  preVote: true,
  checkQuorum: true,
  maxEntriesPerAppend: 64,
  maxBytesPerAppend: 256 * 1024,
  inflightMax: 16,
  uncommittedBytesMax: 8 * 1024 * 1024,
  snapshotChunkBytes: 256 * 1024,
};

/** What a leader knows of one other seat (and of itself); 0 ≤ match < next. */
export interface Progress {
  readonly id: SeatId;
  /** Highest index known to be durable there. */
  readonly match: number;
  /** Index of the next entry to send. */
  readonly next: number;
  /** probe: one append at a time; replicate: pipelined; snapshot: waits for the installation. */
  readonly mode: 'probe' | 'replicate' | 'snapshot';
  /** Last index of each append in flight, oldest first. */
  readonly inflight: readonly number[];
  /** Waits for an answer before it sends more: a probe is out, or `inflight` is full. */
  readonly paused: boolean;
  /** Heard from since the last check of the quorum. */
  readonly active: boolean;
  /** Of the snapshot being sent: its index and the next byte to send. */
  readonly snapshotIndex: number;
  readonly snapshotOffset: number;
  /** Highest read round it confirmed. */
  readonly round: number;
}

/** One answer to a campaign. */
interface Ballot {
  readonly from: SeatId;
  readonly granted: boolean;
}

/** A read that waits for a majority to confirm the leader. */
interface PendingRead {
  readonly id: number;
  /** What it must see at least; only good once the leader has committed in its own term. */
  readonly index: number;
  readonly round: number;
}

export interface RaftState {
  readonly id: SeatId;
  readonly options: RaftOptions;

  // Durable: equals what was last handed out to be written.
  readonly hard: HardState;
  /** Covers everything before `log`; index 0 = none. */
  readonly snapshot: Snapshot;
  /** log[i] has index snapshot.index + 1 + i. */
  readonly log: readonly Entry[];

  // In memory only.
  readonly role: Role;
  /** The leader of this term as far as known; 0 = unknown. */
  readonly leader: SeatId;
  /** As of `hard.commit`: a change counts once it is committed, as in etcd. */
  readonly configuration: Configuration;
  readonly electionElapsed: number;
  readonly heartbeatElapsed: number;
  /** Drawn anew for each term and each reset. */
  readonly electionTimeout: number;
  /** State of the generator, 32 bits: no other source of chance exists here. */
  readonly random: number;
  /** Answers to the running campaign, in order of arrival, one a seat. */
  readonly votes: readonly Ballot[];
  /** Of a leader: one for each voter and learner, sorted by id; empty elsewhere. */
  readonly progress: readonly Progress[];
  /** Of a leader: index of the latest membership change in its log that may not be applied yet. */
  readonly pendingConf: number;
  /** Of a leader: whom it hands over to; 0 = nobody. */
  readonly transferee: SeatId;
  /** Of a leader: reads that wait, and the number of the latest round. */
  readonly reads: readonly PendingRead[];
  readonly round: number;
  /** Of a leader: bytes of data in its log after `hard.commit`. */
  readonly uncommittedBytes: number;
  /** Pieces of a snapshot that is being received; null = none. */
  readonly incoming: Incoming | null;
  /** Messages dropped because stale or foreign; they are counted, never an error. */
  readonly ignored: number;
}

interface Incoming {
  readonly index: number;
  readonly term: number;
  readonly configuration: Configuration;
  readonly totalBytes: number;
  readonly pieces: readonly Uint8Array[];
  readonly bytes: number;
}

export type Input =
  | { readonly kind: 'tick' }
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'propose'; readonly data: Uint8Array }
  | { readonly kind: 'proposeConf'; readonly change: ConfigurationChange }
  /** Election timer fires now, whatever the clock says. */
  | { readonly kind: 'campaign' }
  /** The leader hands over to `to`. */
  | { readonly kind: 'transfer'; readonly to: SeatId }
  /** The leader's heartbeat timer fires now. */
  | { readonly kind: 'heartbeat' }
  /** A read of what was committed before now; `id` comes back in the output. */
  | { readonly kind: 'readIndex'; readonly id: number }
  /** The application holds `data` for everything up to `index` ≤ commit; older log goes. */
  | { readonly kind: 'compact'; readonly index: number; readonly data: Uint8Array }
  /**
   * The host was asleep for so many ticks. From an election timeout on: lead no longer, campaign
   * not before a full timeout; a shorter nap changes nothing.
   */
  | { readonly kind: 'resumed'; readonly gapTicks: number };

/** What must be durable before anything else of the same output happens. */
export interface Persist {
  /**
   * Goes into the same write as all the rest, never after it; null = leave what is there. Its
   * commit index matters too: a seat that comes up with a membership change in its log, but
   * without the commit index that came with it, would count by a configuration two changes old.
   */
  readonly hard: HardState | null;
  /** The log from this index on is discarded first of all; 0 = nothing is. */
  readonly truncateFrom: number;
  /** Replaces everything up to its index, whether the log held it or not; null = none. */
  readonly snapshot: Snapshot | null;
  /** Index of entries[0]; meaningless when there are none. */
  readonly firstIndex: number;
  readonly entries: readonly Entry[];
}

export type Event =
  | { readonly kind: 'role'; readonly role: Role; readonly term: number; readonly why: string }
  | { readonly kind: 'vote'; readonly term: number; readonly candidate: SeatId }
  | { readonly kind: 'commit'; readonly index: number }
  | { readonly kind: 'configuration'; readonly configuration: Configuration }
  | { readonly kind: 'installed'; readonly index: number }
  /** A proposal, change, transfer or read that was not taken, and why. */
  | { readonly kind: 'refused'; readonly what: Input['kind']; readonly why: string };

/**
 * What the host must do, in this order: write `persist` and wait until it is durable; then send,
 * install, apply, answer reads. Doing any of it earlier breaks the promises of the algorithm.
 */
export interface Output {
  readonly persist: Persist | null;
  readonly send: readonly Message[];
  /** The application starts over from this before it applies. */
  readonly install: Snapshot | null;
  /** Newly committed, in order, without gaps. */
  readonly apply: readonly { readonly index: number; readonly entry: Entry }[];
  /** Reads that may be answered once everything up to `index` is applied; null = refused. */
  readonly reads: readonly { readonly id: number; readonly index: number | null }[];
  readonly events: readonly Event[];
}

/** What a seat starts from: its number, the chance it was given, what it had made durable. */
export interface Restart {
  readonly id: SeatId;
  readonly options: RaftOptions;
  /** 32 bits; differs from seat to seat. */
  readonly seed: number;
  readonly hard: HardState;
  /** Index 0 with the founding configuration for a fresh seat. */
  readonly snapshot: Snapshot;
  readonly log: readonly Entry[];
}

export interface Stepped {
  readonly state: RaftState;
  readonly output: Output;
}

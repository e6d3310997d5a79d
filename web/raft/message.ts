/**
 * What seats say to each other. Plain data: structured-clonable, no classes, integers and bytes
 * only. Message kinds follow the Raft paper (Ongaro and Ousterhout 2014); pre-votes and read
 * rounds follow Ongaro's dissertation, §9.6 and §6.4.
 */
import type { Configuration, Entry } from './log-entry.ts';

/** A seat's number, 1 and up; 0 stands for nobody. */
export type SeatId = number;

interface Envelope {
  readonly from: SeatId;
  readonly to: SeatId;
  /** The sender's term; of a pre-vote and a granted pre-vote reply, the term it would have. */
  readonly term: number;
}

export interface Vote extends Envelope {
  readonly kind: 'vote';
  /** true: asks only whether a vote would be granted; changes nobody's term or vote. */
  readonly pre: boolean;
  readonly lastIndex: number;
  readonly lastTerm: number;
  /** Sent on the leader's own wish: granted even while a leader is heard. */
  readonly transfer: boolean;
}

export interface VoteReply extends Envelope {
  readonly kind: 'voteReply';
  readonly pre: boolean;
  readonly granted: boolean;
}

export interface Append extends Envelope {
  readonly kind: 'append';
  /** The entry just before `entries`, which must match. */
  readonly previousIndex: number;
  readonly previousTerm: number;
  readonly entries: readonly Entry[];
  readonly commit: number;
}

export interface AppendReply extends Envelope {
  readonly kind: 'appendReply';
  /** The highest index known to match; of a refusal, the `previousIndex` that did not. */
  readonly index: number;
  readonly refused: boolean;
  /** Of a refusal: where the follower's log could match at best, and the term there. */
  readonly hintIndex: number;
  readonly hintTerm: number;
}

export interface Heartbeat extends Envelope {
  readonly kind: 'heartbeat';
  /** Never past what the receiver is known to hold. */
  readonly commit: number;
  /** The latest read round that waits for this answer; 0 = none. */
  readonly round: number;
}

export interface HeartbeatReply extends Envelope {
  readonly kind: 'heartbeatReply';
  readonly round: number;
}

/** One piece of a snapshot, at most `snapshotChunkBytes` long. */
export interface SnapshotPiece extends Envelope {
  readonly kind: 'snapshot';
  readonly index: number;
  /** Term of the entry at `index`. */
  readonly entryTerm: number;
  readonly configuration: Configuration;
  readonly offset: number;
  readonly totalBytes: number;
  readonly data: Uint8Array;
}

/** Asks for the next piece; once everything is there, an {@link AppendReply} answers instead. */
export interface SnapshotReply extends Envelope {
  readonly kind: 'snapshotReply';
  readonly index: number;
  /** The next byte wanted. */
  readonly offset: number;
}

/** The leader asks `to` to campaign at once (§3.10 of the dissertation). */
interface TimeoutNow extends Envelope {
  readonly kind: 'timeoutNow';
}

export type Message =
  | Vote
  | VoteReply
  | Append
  | AppendReply
  | Heartbeat
  | HeartbeatReply
  | SnapshotPiece
  | SnapshotReply
  | TimeoutNow;

export type MessageKind = Message['kind'];

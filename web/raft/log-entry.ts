/** What the log is made of. */
import type { SeatId } from './message.ts';

/** Who votes. Outside a joint change `outgoing` is empty; lists are sorted and without doubles. */
export interface Configuration {
  readonly voters: readonly SeatId[];
  /** The old voters while two majorities are needed; empty otherwise. */
  readonly outgoing: readonly SeatId[];
  readonly learners: readonly SeatId[];
  /** Learners once the joint change ends: they are still among `outgoing`. */
  readonly learnersNext: readonly SeatId[];
  /** true: the leader leaves the joint configuration by itself. */
  readonly autoLeave: boolean;
}

/** A wish to change who votes; `{}` leaves a joint configuration. */
export interface ConfigurationChange {
  readonly add?: readonly SeatId[];
  readonly addLearner?: readonly SeatId[];
  readonly remove?: readonly SeatId[];
  /** true: stay in the joint configuration until told to leave. */
  readonly explicit?: boolean;
}

export type Entry =
  | { readonly term: number; readonly kind: 'noop' }
  | { readonly term: number; readonly kind: 'data'; readonly data: Uint8Array }
  | { readonly term: number; readonly kind: 'conf'; readonly change: ConfigurationChange };

/** All that entries up to and including `index` led to. */
export interface Snapshot {
  readonly index: number;
  readonly term: number;
  /** As of `index`. */
  readonly configuration: Configuration;
  /** The application's own bytes. */
  readonly data: Uint8Array;
}

/** `commit` may lag after a restart: it is written with the rest, never for its own sake. */
export interface HardState {
  readonly term: number;
  /** Who was voted for in `term`; 0 = nobody. */
  readonly vote: SeatId;
  readonly commit: number;
}

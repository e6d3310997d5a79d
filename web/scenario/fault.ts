/**
 * What goes wrong in a simulated cluster, as a list that is part of the scenario: the same seed
 * and the same list give the same run in every browser.
 */

/** Faults built in on purpose, for lessons; the last one is the host's, the others the core's. */
export type Bug =
  | 'none'
  | 'vote-not-persisted'
  | 'commit-old-terms'
  | 'no-log-check'
  | 'stale-reads'
  | 'answer-before-writing';

/** Seats are numbers from 1; `at` is a tick of virtual time, 0 … 10 000 000. */
export type Fault = { readonly at: number } & (
  | { readonly kind: 'stop'; readonly seat: number }
  /** Stops and forgets what was not yet synced to its disk. */
  | { readonly kind: 'lose-unsynced'; readonly seat: number }
  | { readonly kind: 'restart'; readonly seat: number }
  /** Stops with an empty disk; may come back only as a learner. */
  | { readonly kind: 'wipe'; readonly seat: number }
  /** Frozen: its clock and inbox stand still, messages pile up. */
  | { readonly kind: 'sleep'; readonly seat: number }
  | { readonly kind: 'wake'; readonly seat: number }
  | { readonly kind: 'timeout-now'; readonly seat: number }
  | { readonly kind: 'clock'; readonly seat: number; readonly rate: 0.5 | 1 | 2 }
  /** Messages from → to are lost; both ways when `both`. */
  | { readonly kind: 'cut'; readonly from: number; readonly to: number; readonly both: boolean }
  | { readonly kind: 'join'; readonly from: number; readonly to: number; readonly both: boolean }
  /** Seats of different groups do not hear each other; replaces all cuts. */
  | { readonly kind: 'partition'; readonly groups: readonly (readonly number[])[] }
  | { readonly kind: 'heal' }
  /** From here on, for every link. Ticks; percent 0 … 100. */
  | { readonly kind: 'delay'; readonly minTicks: number; readonly maxTicks: number }
  | { readonly kind: 'loss'; readonly percent: number }
  | { readonly kind: 'duplicate'; readonly percent: number }
  /** true: messages may overtake each other. */
  | { readonly kind: 'reorder'; readonly on: boolean }
  /** One message in flight, by its number in this run. */
  | { readonly kind: 'hold'; readonly message: number }
  | { readonly kind: 'release'; readonly message: number }
  | { readonly kind: 'drop'; readonly message: number }
  /** Disk writes of a seat take so many ticks; 0 = at once. */
  | { readonly kind: 'disk'; readonly seat: number; readonly ticks: number }
  | { readonly kind: 'transfer'; readonly from: number; readonly to: number }
  | { readonly kind: 'add-seat'; readonly seat: number }
  | { readonly kind: 'remove-seat'; readonly seat: number }
  | { readonly kind: 'compact'; readonly seat: number }
  /** A client's wish, given to this seat: a new value of the register, or a read of it. */
  | { readonly kind: 'write'; readonly seat: number; readonly value: number }
  | { readonly kind: 'read'; readonly seat: number }
);

export interface ClusterScenario {
  /** Founding seats, all voters. */
  readonly seats: 3 | 5 | 7;
  /** Sorted by `at`; entries of the same tick keep their order. */
  readonly faults: readonly Fault[];
  readonly bug: Bug;
  readonly preVote: boolean;
  readonly checkQuorum: boolean;
  /** A client writes or reads every so many ticks; 0 = never. */
  readonly workloadTicks: number;
  /** Seeded bad luck on top of the list, from the start for so many ticks; 0 = none. */
  readonly chaosTicks: number;
}

export const DEFAULT_CLUSTER: ClusterScenario = {
  seats: 5,
  faults: [],
  bug: 'none',
  preVote: true,
  checkQuorum: true,
  workloadTicks: 20,
  chaosTicks: 0,
};

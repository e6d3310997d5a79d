/** A simulated run at one moment, as the page draws it and the console prints it. */
import type { MessageShow, SeatShow } from '../raft/show.ts';
import type { Counts } from './setup.ts';
import type { Seen, StoryLine } from './story.ts';

/**
 * The five safety properties of the paper's figure 3, what every seat owes on its own, and what
 * the ledger adds.
 */
export type CheckName =
  | 'election-safety'
  | 'leader-append-only'
  | 'log-matching'
  | 'leader-completeness'
  | 'state-machine-safety'
  | 'state-root-agreement'
  | 'reads-are-current'
  | 'term-monotone'
  | 'commit-within-log';

export interface Check {
  readonly name: CheckName;
  readonly held: boolean;
  /** How often it was looked at. */
  readonly looked: number;
  /** Of a violation: what was seen; strings/en/simulation.ts says it in words. */
  readonly seen: Seen | null;
}

export interface SimulationShow {
  readonly tick: number;
  /** Steps taken since the start; a step is one input to one seat, or one fault. */
  readonly step: number;
  /** The furthest step and its tick ever computed on this branch. */
  readonly stepMax: number;
  readonly tickMax: number;
  /** The tick at which a fault given now takes effect: this one, or the next if it has begun. */
  readonly faultTick: number;
  readonly seats: readonly SeatShow[];
  readonly messages: readonly MessageShow[];
  /** Directed links that lose everything. */
  readonly cuts: readonly (readonly [from: number, to: number])[];
  readonly checks: readonly Check[];
  /** The last lines up to this step, at most 200, oldest first. */
  readonly story: readonly StoryLine[];
  /** What the latest step was, however small; null before the first. */
  readonly latest: StoryLine | null;
  /** The violated property; the run stands still. null = none. */
  readonly violation: Check | null;
  /** Hex, over every step so far: equal runs have equal hashes. */
  readonly runHash: string;
  readonly counts: Counts;
}

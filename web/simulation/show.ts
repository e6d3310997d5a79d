/** A simulated run at one moment, as the page draws it and the console prints it. */
import type { MessageShow, SeatShow } from '../raft/show.ts';

/** One line of the run's story. */
export interface StoryLine {
  readonly tick: number;
  /** Number of the step that it belongs to. */
  readonly step: number;
  /** 0 = the network or a client. */
  readonly seat: number;
  /** election, role, commit, fault, message, client, violation, … */
  readonly kind: string;
  readonly words: string;
}

/** The five safety properties of the paper's figure 3, and what the ledger adds. */
export type CheckName =
  | 'election-safety'
  | 'leader-append-only'
  | 'log-matching'
  | 'leader-completeness'
  | 'state-machine-safety'
  | 'state-root-agreement'
  | 'reads-are-current';

export interface Check {
  readonly name: CheckName;
  readonly held: boolean;
  /** How often it was looked at. */
  readonly looked: number;
  /** Of a violation: what was seen, in words. */
  readonly words: string;
}

export interface SimulationShow {
  readonly tick: number;
  /** Steps taken since the start; a step is one input to one seat, or one fault. */
  readonly step: number;
  /** The furthest step ever computed on this branch. */
  readonly stepMax: number;
  readonly seats: readonly SeatShow[];
  readonly messages: readonly MessageShow[];
  /** Directed links that lose everything. */
  readonly cuts: readonly (readonly [from: number, to: number])[];
  readonly checks: readonly Check[];
  readonly story: readonly StoryLine[];
  /** The violated property; the run stands still. null = none. */
  readonly violation: Check | null;
  /** Hex, over every step so far: equal runs have equal hashes. */
  readonly runHash: string;
  readonly counts: {
    readonly elections: number;
    readonly commits: number;
    readonly messages: number;
    readonly reads: number;
    readonly crashes: number;
    readonly snapshots: number;
  };
}

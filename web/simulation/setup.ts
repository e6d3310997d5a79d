/** What a run starts from: with the same setup, the same run. */
import type { RaftOptions } from '../raft/state.ts';
import { DEFAULT_OPTIONS } from '../raft/state.ts';
import type { ClusterScenario, Fault } from '../scenario/fault.ts';
import type { Application } from './application.ts';
import { REGISTER } from './register.ts';

export interface Setup {
  /** Founding seats, all voters, 1 … 7. */
  readonly seats: number;
  /** 32 bits. */
  readonly seed: number;
  /** Sorted by `at`; bad luck that a scenario asks for is already in it. */
  readonly faults: readonly Fault[];
  readonly options: RaftOptions;
  /** The host's own bug: it answers first and syncs its disk later. */
  readonly answersBeforeWriting: boolean;
  /** A client writes or reads every so many ticks; 0 = never. */
  readonly workloadTicks: number;
  /** From this tick on the clients are silent. */
  readonly workloadUntil: number;
  /** Entries applied after which a seat thinks of cutting its log; 0 = never by itself. */
  readonly compactEvery: number;
  readonly application: Application<unknown>;
}

/** A tick stands for 50 ms: heartbeats every 0.2 s, elections after 1.5 to 3 s. */
const SIMULATED_OPTIONS: RaftOptions = {
  ...DEFAULT_OPTIONS,
  electionTicks: 30,
  heartbeatTicks: 4,
  inflightMax: 8,
};

const COMPACT_EVERY = 48;

/** The setup of a scenario; `faults` replaces its list, as it does once bad luck is dealt out. */
export function setupOf(
  cluster: ClusterScenario,
  seed: number,
  faults: readonly Fault[] = cluster.faults,
): Setup {
  const { bug, preVote, checkQuorum } = cluster;
  // Figure 8 of the paper needs an old entry to arrive without the new one behind it.
  const singly = bug === 'commit-old-terms' ? { maxEntriesPerAppend: 1 } : {};
  const inCore = bug !== 'none' && bug !== 'answer-before-writing';
  return {
    seats: cluster.seats,
    seed: seed >>> 0,
    faults,
    options: { ...SIMULATED_OPTIONS, preVote, checkQuorum, ...singly, ...(inCore ? { bug } : {}) },
    answersBeforeWriting: bug === 'answer-before-writing',
    workloadTicks: cluster.workloadTicks,
    workloadUntil: Infinity,
    compactEvery: COMPACT_EVERY,
    application: REGISTER,
  };
}

/** How often things happened, from the start. */
export interface Counts {
  readonly elections: number;
  readonly commits: number;
  readonly messages: number;
  readonly reads: number;
  readonly writes: number;
  readonly crashes: number;
  readonly partitions: number;
  readonly snapshots: number;
  readonly compactions: number;
  readonly configurations: number;
}

/** The same while it is counted. */
export type Tally = { -readonly [Key in keyof Counts]: number };

/** All zero. */
export function counted(): Tally {
  return {
    elections: 0,
    commits: 0,
    messages: 0,
    reads: 0,
    writes: 0,
    crashes: 0,
    partitions: 0,
    snapshots: 0,
    compactions: 0,
    configurations: 0,
  };
}

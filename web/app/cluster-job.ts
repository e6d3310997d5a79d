/** The states of the simulation's long jobs. */
import { desk as words } from '../strings/en/cluster-control.ts';
import type { RunShow } from './cluster-show.ts';

type RunJob = RunShow['job'];

interface Counted {
  readonly done: number;
  /** 0 = nobody knows. */
  readonly total: number;
}

export const IDLE: RunJob = { state: 'idle' };

export function running(elapsedMs: number, counted: Counted): RunJob {
  return { state: 'running', ...counted, elapsedMs, part: null };
}

/** Ended by a person at `tick`; what was computed stays. */
export function stopped(tick: number, counted: Counted): RunJob {
  const reason = words.runStopped(tick);
  return { state: 'stopped', reason, ...counted, part: null, resumable: false };
}

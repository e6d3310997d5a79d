import type { Snapshot } from '../../app/snapshot.ts';

/** Whose time the frame shows and plays: there is one player at a time. */
export type TimeShown = 'day' | 'run' | 'live';

/** The day's; in the Cluster view the simulated run's, or the wall's. */
export function timeShown({ view, cluster }: Snapshot): TimeShown {
  if (view !== 'cluster') return 'day';
  return cluster.mode === 'simulation' ? 'run' : 'live';
}

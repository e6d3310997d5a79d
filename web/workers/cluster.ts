/** The live cluster of this tab: seats in dedicated workers, other tabs over channels. */
import type { LiveCluster } from '../cluster/live.ts';

export interface ClusterWish {
  /** The scenario's: decides genesis, keys and the cluster's name. */
  readonly seed: number;
  readonly seats: 3 | 5 | 7;
  /** The seat this tab was opened for; 0 = none. */
  readonly seat: number;
}

export function openCluster(wish: ClusterWish): Promise<LiveCluster> {
  return Promise.reject(new Error(`no seats can be run yet (${wish.seats} wanted)`));
}

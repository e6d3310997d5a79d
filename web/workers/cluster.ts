/** The running cluster as the page opens it. */
import type { LiveCluster } from '../cluster/live.ts';

export interface ClusterOptions {
  /** The scenario's: names the cluster, its keys and its accounts. */
  readonly seed: number;
  readonly seats: 3 | 5 | 7;
  /** The seat this tab was opened for; 0 = none. */
  readonly seat: number;
}

/** Joins the cluster of this seed, or starts it; never rejects for want of a browser's feature. */
export function openCluster(options: ClusterOptions): Promise<LiveCluster> {
  return Promise.reject(new Error(`cluster ${options.seed} is not built yet`));
}

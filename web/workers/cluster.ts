/** The running cluster as the page opens it. */
import type { LiveCluster } from '../cluster/live.ts';
import { tryLocks } from '../cluster/lock.ts';
import { demoGenesis } from '../ledger/demo.ts';
import { genesisHash } from '../ledger/genesis.ts';
import { LiveTab } from './live-tab.ts';
import { takeNumber } from './tab-watch.ts';

export interface ClusterOptions {
  /** The scenario's: names the cluster, its keys and its accounts. */
  readonly seed: number;
  readonly seats: 3 | 5 | 7;
  /** The seat this tab was opened for; 0 = none. */
  readonly seat: number;
  /** How a seat's worker is started; tests have their own. */
  readonly startWorker?: () => Worker;
}

/** Accounts of a lesson: as many as the thesis's feeder has buses, but its source. */
const HOMES = 12;

/** Joins the cluster of this seed, or starts it; never rejects for want of a browser's feature. */
export async function openCluster(options: ClusterOptions): Promise<LiveCluster> {
  const { seed, seats } = options;
  const genesis = demoGenesis({ seed, seats, homes: HOMES });
  const hash = genesisHash(genesis);
  // The genesis is part of the name: a chain with other rules begins on disks of its own.
  const cluster = `${seed.toString(16)}-${seats}-${hash.slice(0, 8)}`;
  await tryLocks();
  const held = await takeNumber(cluster);
  const tab = new LiveTab(options, { cluster, genesis, hash, ...held });
  await tab.open();
  return tab;
}

import type { LiveCluster } from '../cluster/live.ts';
import { DEFAULT_CLUSTER } from '../scenario/fault.ts';
import type { AnnexHouse } from './annex.ts';
import type { ClusterCommand } from './cluster-command.ts';

/** Live seats and the simulated run, for the Cluster view and the console. */
export class ClusterDesk {
  readonly #house: AnnexHouse;
  #live: Promise<LiveCluster> | null = null;
  #unwatch = (): void => undefined;

  constructor(house: AnnexHouse) {
    this.#house = house;
  }

  /** The running cluster of the scenario's seed and seats; started at the first call. */
  live(): Promise<LiveCluster> {
    this.#live ??= this.#start();
    return this.#live;
  }

  take(command: ClusterCommand): void {
    if (command.kind === 'cluster-open') void this.live();
  }

  async dispose(): Promise<void> {
    this.#unwatch();
    if (this.#live) await (await this.#live).dispose();
  }

  async #start(): Promise<LiveCluster> {
    const { stage, rim } = this.#house;
    const { seed } = stage.snapshot.world.scenario;
    const { ownSeat } = stage.snapshot.cluster;
    const live = await rim.openCluster({ seed, seats: DEFAULT_CLUSTER.seats, seat: ownSeat });
    this.#unwatch = live.watch((show) => {
      stage.publish({ cluster: { ...stage.snapshot.cluster, live: show } });
    });
    return live;
  }
}

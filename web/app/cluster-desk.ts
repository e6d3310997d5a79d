import type { LiveCluster } from '../cluster/live.ts';
import { DEFAULT_CLUSTER } from '../scenario/fault.ts';
import type { AnnexHouse } from './annex.ts';
import type { ClusterCommand } from './cluster-command.ts';

/** Live seats and the simulated run, for the Cluster view and the console. */
export class ClusterDesk {
  readonly #house: AnnexHouse;

  constructor(house: AnnexHouse) {
    this.#house = house;
  }

  /** The running cluster of the scenario's seed and seats; started at the first call. */
  live(): Promise<LiveCluster> {
    const { seed } = this.#house.stage.snapshot.world.scenario;
    const { ownSeat } = this.#house.stage.snapshot.cluster;
    return this.#house.rim.openCluster({ seed, seats: DEFAULT_CLUSTER.seats, seat: ownSeat });
  }

  take(command: ClusterCommand): void {
    void [this.#house, command];
  }

  async dispose(): Promise<void> {
    await (await this.live()).dispose();
  }
}

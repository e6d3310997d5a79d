import type { AnnexHouse } from './annex.ts';
import type { ClusterDesk } from './cluster-desk.ts';
import type { LedgerCommand } from './cluster-command.ts';

/** Chain, wallets and "Change the past", for the Ledger view and the console. */
export class LedgerDesk {
  readonly #house: AnnexHouse;
  readonly #cluster: ClusterDesk;

  constructor(house: AnnexHouse, cluster: ClusterDesk) {
    this.#house = house;
    this.#cluster = cluster;
  }

  take(command: LedgerCommand): void {
    void [this.#house, this.#cluster, command];
  }

  dispose(): void {
    void this.#house;
  }
}

import type { LiveCluster } from '../cluster/live.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { AnnexCommand } from './command.ts';
import { reportBug } from './failure.ts';
import type { Rim } from './rim.ts';
import type { Stage } from './stage.ts';

/** What the desks of the annex need from the session around them. */
export interface AnnexHouse {
  readonly stage: Stage;
  readonly rim: Rim;
  /** An undoable change of the scenario. */
  readonly change: (scenario: Scenario, words: string) => void;
  /** Address bar and autosave follow what was just published. */
  readonly settle: (newEntry?: boolean) => void;
}

/** What `annex-desks.ts` opens. */
export interface AnnexDesks {
  /** The running cluster; started at the first call. */
  live(): Promise<LiveCluster>;
  dispatch(command: AnnexCommand): void;
  dispose(): Promise<void>;
}

/**
 * Ledger and cluster: everything about them is loaded at the first command that concerns them, so
 * that the first view stays light. Commands that come meanwhile wait in order.
 */
export class Annex {
  readonly #house: AnnexHouse;
  #desks: Promise<AnnexDesks> | null = null;

  constructor(house: AnnexHouse) {
    this.#house = house;
  }

  dispatch(command: AnnexCommand): void {
    void this.#open()
      .then((desks) => desks.dispatch(command))
      .catch((error: unknown) => reportBug(this.#house.stage, error));
  }

  async live(): Promise<LiveCluster> {
    return (await this.#open()).live();
  }

  async dispose(): Promise<void> {
    if (this.#desks) await (await this.#desks).dispose();
  }

  #open(): Promise<AnnexDesks> {
    this.#desks ??= import('./annex-desks.ts').then(({ openDesks }) => openDesks(this.#house));
    return this.#desks;
  }
}

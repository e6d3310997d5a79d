import type { LiveCluster } from '../cluster/live.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { AnnexCommand } from './command.ts';
import { reportBug } from './failure.ts';
import type { SessionStore } from '../store/run-store.ts';
import type { Rim } from './rim.ts';
import type { Stage } from './stage.ts';

/** What the desks of the annex need from the session around them. */
export interface AnnexHouse {
  readonly stage: Stage;
  readonly rim: Rim;
  readonly store: SessionStore;
  /** Moves time or looks elsewhere: no step of undo. */
  readonly show: (scenario: Scenario) => void;
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
 * Ledger, cluster, year and forecast: everything about them is loaded at the first command that concerns
 * them, so that the first view stays light. Commands that come meanwhile wait in order.
 */
export class Annex {
  readonly #house: AnnexHouse;
  #desks: Promise<AnnexDesks> | null = null;

  constructor(house: AnnexHouse) {
    const settled = <Given extends unknown[]>(act: (...given: Given) => void) => {
      return (...given: Given): void => {
        act(...given);
        house.settle();
      };
    };
    this.#house = { ...house, change: settled(house.change), show: settled(house.show) };
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

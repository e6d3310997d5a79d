import type { Scenario } from '../scenario/scenario.ts';
import { isOvertaken, reportBug } from './failure.ts';
import { fitScenario } from './opening.ts';
import type { Rim } from './rim.ts';
import type { Stage } from './stage.ts';
import { gridOf } from './world.ts';

/** Questions to the kernel that stand beside the world on show. */
export class Aside {
  readonly #stage: Stage;
  readonly #rim: Rim;

  constructor(stage: Stage, rim: Rim) {
    this.#stage = stage;
    this.#rim = rim;
  }

  /** Pins a baseline that is known by its scenario only; its results follow. */
  pin(scenario: Scenario): void {
    const fitted = fitScenario(scenario).scenario;
    const grid = gridOf(fitted);
    const baseline = { scenario: fitted, grid, frame: null, day: null };
    this.#stage.publish({ baseline });
    this.#rim.compute.solveBaseline({ scenario: fitted, grid, dayDigest: null }).then(
      (solved) => {
        if (!solved || this.#stage.snapshot.baseline !== baseline) return;
        const { frame, day } = solved;
        this.#stage.publish({ baseline: { ...baseline, frame, day } });
      },
      (error: unknown) => this.#failed(error),
    );
  }

  /** The list of tables that can be recomputed; asked for once. */
  loadTables(): void {
    if (this.#stage.snapshot.tables.length > 0) return;
    this.#rim.compute.tables().then(
      (tables) => {
        if (tables && tables.length > 0) this.#stage.publish({ tables });
      },
      (error: unknown) => this.#failed(error),
    );
  }

  #failed(error: unknown): void {
    if (!isOvertaken(error)) reportBug(this.#stage, error);
  }
}

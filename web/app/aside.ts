import { kernelBytes } from '../kernel/module.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { isOvertaken, reportFailure } from './failure.ts';
import { fitScenario } from './opening.ts';
import type { Rim } from './rim.ts';
import type { Stage } from './stage.ts';
import { gridOf } from './world.ts';

/** Questions to the kernel that stand beside the world on show. */
export class Aside {
  readonly #stage: Stage;
  readonly #rim: Rim;
  #named = false;

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

  /** Names the kernel by the hash of its bytes; the report of the tables carries it. */
  async nameKernel(): Promise<void> {
    if (this.#named) return;
    this.#named = true;
    try {
      const [{ sha256 }, { bytesToHex }, bytes] = await Promise.all([
        import('@noble/hashes/sha2.js'),
        import('@noble/hashes/utils.js'),
        kernelBytes(),
      ]);
      this.#stage.publish({ kernelSha256: bytesToHex(sha256(bytes)) });
    } catch {
      // The view says that the hash is pending; the next change asks again.
      this.#named = false;
    }
  }

  #failed(error: unknown): void {
    if (!isOvertaken(error)) reportFailure(this.#stage, error);
  }
}

/** The worker's side of a search: some or all of its islands, in an instance of their own. */
import type { GridCase } from '../grid/case.ts';
import type { Design } from '../kernel/outcome.ts';
import { SitingHost, migrationDue } from '../kernel/siting-host.ts';
import { sitingProblem } from '../kernel/siting-problem.ts';
import { mergeFronts, migrate } from '../kernel/siting.ts';
import { openWasm } from '../kernel/wasm.ts';
import type { Scenario } from '../scenario/scenario.ts';

export interface SitingStart {
  readonly scenario: Scenario;
  readonly grid: GridCase;
  /** Which of the search's islands, ascending. */
  readonly islands: readonly number[];
  /** Bytes to go on from, one block per island of this worker; null = start afresh. */
  readonly states: readonly Uint8Array[] | null;
}

/** Feasible objectives after each generation, one array an island; the yardstick divided out. */
export type PointsByGeneration = readonly (readonly Float64Array[])[];

export interface Collected {
  readonly generation: number;
  readonly evaluations: number;
  /** Per hosted island. */
  readonly states: readonly Uint8Array[];
  readonly fronts: readonly (readonly Design[])[];
}

export class SitingIsland {
  readonly #host: SitingHost;

  constructor(module: WebAssembly.Module, { scenario, grid, islands, states }: SitingStart) {
    const problem = sitingProblem(grid, scenario);
    const options = { ...scenario.search, seed: scenario.seed, hosted: islands };
    this.#host = new SitingHost(openWasm(module), problem, options);
    islands.forEach((island, at) => {
      const bytes = states?.[at];
      if (bytes) this.#host.restore(island, bytes);
    });
  }

  /** `generations` more without a migration; the last one may be due for one. */
  advance(generations: number): PointsByGeneration {
    const host = this.#host;
    return Array.from({ length: generations }, () => {
      host.step();
      return host.hosted.map((island) => host.points(island));
    });
  }

  takeEmigrants(): Uint8Array[] {
    return this.#host.hosted.map((island) => this.#host.takeEmigrants(island));
  }

  /** One block per hosted island, from the island before it on the ring. */
  acceptImmigrants(mail: readonly Uint8Array[]): void {
    this.#host.hosted.forEach((island, at) => this.#host.acceptImmigrants(island, mail[at]!));
  }

  collect(): Collected {
    const host = this.#host;
    return {
      generation: host.generation,
      evaluations: host.evaluations,
      states: host.hosted.map((island) => host.state(island)),
      fronts: host.hosted.map((island) => host.designs(island)),
    };
  }

  /** The front and the hypervolumes of all islands, wherever they are hosted. */
  gather(
    fronts: readonly (readonly Design[])[],
    points: PointsByGeneration,
  ): { front: Design[]; hypervolumes: number[] } {
    return {
      front: mergeFronts(fronts),
      hypervolumes: points.map((generation) => this.#host.hypervolume(generation)),
    };
  }

  /** `generations` more with migrations, for a worker that hosts every island. */
  advanceAlone(generations: number): Collected & { front: Design[]; hypervolumes: number[] } {
    const points = Array.from({ length: generations }, () => {
      const [generation] = this.advance(1);
      this.migrateHere();
      return generation!;
    });
    const collected = this.collect();
    return { ...collected, ...this.gather(collected.fronts, points) };
  }

  private migrateHere(): void {
    const host = this.#host;
    const { islands } = host.options;
    if (migrationDue(host.generation, islands)) migrate([host], islands);
  }
}

/**
 * Some or all islands of one siting search, in one instance of the kernel.
 *
 * An island's future depends on the problem, the options, its number and what migrates to it:
 * never on which islands share its instance. So a pool may host any island anywhere; the rule it
 * must keep is: all islands step to the same generation, and whenever `migrationDue` says so, the
 * emigrants of island k go to island (k + 1) mod K, all taken before any is accepted.
 */
import type { GridCase } from '../grid/case.ts';
import type { Design } from './outcome.ts';
import { markOf, seal, unseal } from './seal.ts';
import {
  completeOptions,
  packSiting,
  type PackedSiting,
  type SitingOptions,
  type SitingProblem,
} from './siting-problem.ts';
import { f64, i32, u8, type Wasm } from './wasm.ts';

/** Generations between two migrations. */
export const MIGRATION_PERIOD = 20;

/** Whether emigrants travel once this generation is done. */
export function migrationDue(generation: number, islands: number): boolean {
  return islands > 1 && generation > 0 && generation % MIGRATION_PERIOD === 0;
}

interface Hosted {
  readonly index: number;
  /** Address inside wasm. */
  readonly at: number;
}

export class SitingHost {
  readonly options: Required<SitingOptions>;
  /** Stands for everything that decides the search: network, assumptions, options. */
  readonly mark: number;
  readonly #wasm: Wasm;
  readonly #siting: PackedSiting;
  readonly #islands: readonly Hosted[];
  readonly #size: number;
  readonly #points: number;
  readonly #pointsMax: number;
  readonly #mail: number;

  /** Opens the islands named by `hosted` (0 … islands − 1) at generation 0. */
  constructor(
    wasm: Wasm,
    problem: SitingProblem,
    options: SitingOptions & { readonly hosted?: readonly number[] },
  ) {
    this.#wasm = wasm;
    this.options = completeOptions(options);
    const { population, islands, seed, crossoverEta, mutationEta } = this.options;
    this.#siting = packSiting(wasm, problem);
    const { assumptions, year } = this.#siting;
    const content: unknown[] = [this.options, assumptions, contentOf(problem.grid)];
    if (year) content.push(year, categoriesOf(problem.grid));
    this.mark = markOf(JSON.stringify(content));
    this.#size = population / islands;
    const numbers = options.hosted ?? Array.from({ length: islands }, (_, k) => k);
    wasm.openSitingSearch(this.#size);
    wasm.openMigration(this.#size);
    this.#islands = numbers.map((index) => {
      const at = wasm.openSitingIsland(this.#size);
      wasm.setIslandEtas(at, crossoverEta, mutationEta);
      wasm.startIsland(at, seed, index);
      return { index, at };
    });
    this.#pointsMax = 2 * population;
    this.#points = wasm.openHypervolume(this.#pointsMax);
    const first = this.#islands[0];
    if (first === undefined) throw new RangeError('hosted names no island');
    this.#mail = wasm.alloc(Math.max(wasm.islandBytes(first.at), wasm.emigrantBytes(first.at)));
  }

  #at(index: number): number {
    const island = this.#islands.find((each) => each.index === index);
    if (island === undefined) throw new RangeError(`island ${index} is not hosted here`);
    return island.at;
  }

  get hosted(): readonly number[] {
    return this.#islands.map(({ index }) => index);
  }

  /** Generations evaluated so far, the same on all islands between calls. */
  get generation(): number {
    return this.#wasm.islandGeneration(this.#islands[0]!.at);
  }

  get evaluations(): number {
    return this.#islands.reduce((sum, { at }) => sum + this.#wasm.islandEvaluations(at), 0);
  }

  /** One more generation of every hosted island. */
  step(): void {
    for (const { at } of this.#islands) this.#wasm.stepSiting(at, 1);
  }

  /** What island `index` sends to the next one. */
  takeEmigrants(index: number): Uint8Array {
    const at = this.#at(index);
    this.#wasm.takeEmigrants(at, this.#mail);
    return u8(this.#wasm, this.#mail, this.#wasm.emigrantBytes(at)).slice();
  }

  /** Gives island `index` what the one before it sent. */
  acceptImmigrants(index: number, bytes: Uint8Array): void {
    const at = this.#at(index);
    this.#receive(bytes, this.#wasm.emigrantBytes(at));
    this.#wasm.acceptImmigrants(at, this.#mail);
  }

  /** Everything that decides the future of island `index`. */
  state(index: number): Uint8Array {
    const at = this.#at(index);
    this.#wasm.exportIsland(at, this.#mail);
    return seal(this.#markOf(index), [u8(this.#wasm, this.#mail, this.#wasm.islandBytes(at))]);
  }

  /**
   * Puts island `index` where `state` left it. Throws RangeError for bytes of another island,
   * problem or options, and for damaged ones.
   */
  restore(index: number, bytes: Uint8Array): void {
    const at = this.#at(index);
    this.#receive(unseal(this.#markOf(index), bytes), this.#wasm.islandBytes(at));
    this.#wasm.importIsland(at, this.#mail);
  }

  #markOf(index: number): number {
    return (this.mark ^ (index + 1)) >>> 0;
  }

  #receive(bytes: Uint8Array, expected: number): void {
    if (bytes.length !== expected) {
      throw new RangeError(`bytes must be ${expected} long, found ${bytes.length}`);
    }
    u8(this.#wasm, this.#mail, expected).set(bytes);
  }

  /** Rows of the first front of an island, feasible or not. */
  #front(at: number): number[] {
    const rank = i32(this.#wasm, this.#wasm.islandRank(at), this.#size);
    return Array.from(rank.keys()).filter((row) => rank[row] === 0);
  }

  /**
   * The feasible first front of island `index` as points of the hypervolume: three numbers a
   * design, objectives divided by the yardstick (the network without devices).
   */
  points(index: number): Float64Array {
    const wasm = this.#wasm;
    const at = this.#at(index);
    const objectives = f64(wasm, wasm.islandObjectives(at), 3 * this.#size);
    const violation = f64(wasm, wasm.islandViolation(at), this.#size);
    const reference = f64(wasm, wasm.sitingReference.value, 3);
    const rows = this.#front(at).filter((row) => violation[row] === 0);
    const points = new Float64Array(3 * rows.length);
    rows.forEach((row, i) => {
      for (let k = 0; k < 3; k++) points[3 * i + k] = objectives[3 * row + k]! / reference[k]!;
    });
    return points;
  }

  /** Hypervolume of what several islands found, against (1, 1, 1). */
  hypervolume(fronts: readonly Float64Array[]): number {
    const target = f64(this.#wasm, this.#points, 3 * this.#pointsMax);
    let length = 0;
    for (const front of fronts) {
      target.set(front, length);
      length += front.length;
    }
    return this.#wasm.hypervolume(length / 3, 3, 1, 1, 1);
  }

  /** The first front of island `index` as designs. */
  designs(index: number): Design[] {
    const wasm = this.#wasm;
    const at = this.#at(index);
    return this.#front(at).map((row) => readDesign(wasm, this.#siting, { at, row }));
  }
}

/** What a solver sees of a network, in an order that does not depend on how it was made. */
function contentOf(grid: GridCase): unknown[] {
  return [
    grid.baseKva,
    grid.buses.map((b) => [b.id, b.kind, b.loadKw, b.loadKvar, b.shuntKw, b.shuntKvar, b.angleRad]),
    grid.generators.map((g) => [g.bus, g.powerKw, g.reactiveKvar, g.voltagePu, g.inService]),
    grid.branches.map((b) => [
      [b.from, b.to, b.inService, b.tapRatio, b.shiftRad],
      [b.resistancePu, b.reactancePu, b.chargingPu],
    ]),
  ];
}

/** What a year of loads asks of a network besides what a solver sees. */
function categoriesOf(grid: GridCase): unknown[] {
  return grid.buses.map((bus) => bus.category ?? '');
}

/** One row of an island as plain data. */
export function readDesign(
  wasm: Wasm,
  { packed, sites }: PackedSiting,
  { at, row }: { readonly at: number; readonly row: number },
): Design {
  const n = sites.length;
  const genome = f64(wasm, wasm.islandGenome(at) + 16 * n * row, 2 * n);
  const objectives = f64(wasm, wasm.islandObjectives(at) + 24 * row, 3);
  const violation = f64(wasm, wasm.islandViolation(at) + 8 * row, 1)[0]!;
  const panels = new Array<number>(packed.busCount).fill(0);
  const packs = new Array<number>(packed.busCount).fill(0);
  sites.forEach((bus, site) => {
    panels[bus] = genome[site]!;
    packs[bus] = genome[n + site]!;
  });
  return {
    panels,
    packs,
    costUsdPerHour: objectives[0]!,
    voltageDeviationPu: objectives[1]!,
    apparentLossKva: objectives[2]!,
    feasible: violation === 0,
    violation,
  };
}

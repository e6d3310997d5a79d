/**
 * The kernels as one object: what a script, a worker or a table calls. Everything goes in and
 * comes out as plain data; see each function for units, ranges and what it throws.
 *
 * A search may use an instance up and may call back in the middle, so each gets its own; the
 * rest share one and forget everything between calls.
 */
import type { GridCase } from '../grid/case.ts';
import { getCase } from '../grid/cases.ts';
import { applyScenario } from '../scenario/apply.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { validateScenario } from '../scenario/validate.ts';
import { checkRecord } from './argument.ts';
import { type BenchmarkName, type BenchmarkOptions, optimiseBenchmark } from './benchmark.ts';
import { loadKernelModule } from './module.ts';
import { traceNose } from './nose.ts';
import type { Design, NoseCurve, PowerFlow, SitingResult, Year } from './outcome.ts';
import type { TimeSeries, TimeSeriesInput } from './outcome.ts';
import { powerFlow, type PowerFlowOptions } from './power-flow.ts';
import { type PriceField, priceField, type PriceFieldInput } from './price-field.ts';
import { evaluateDesign, type OptimiseOptions, optimiseSiting } from './siting.ts';
import type { SitingProblem } from './siting-problem.ts';
import {
  openTimeSeries,
  type SeriesRun,
  timeSeries,
  type TimeSeriesCall,
  type TimeSeriesOptions,
} from './time-series.ts';
import { openWasm, type Wasm } from './wasm.ts';
import { solveYear, type SolveYearOptions } from './year.ts';

/** A kernel of its own: fetches and compiles the module at the first call. */
export async function openKernel(): Promise<Kernel> {
  return new Kernel(await loadKernelModule());
}

export class Kernel {
  readonly #module: WebAssembly.Module;
  readonly #wasm: Wasm;

  /** From a module that was compiled elsewhere, say by the page for its workers. */
  constructor(module: WebAssembly.Module) {
    this.#module = module;
    this.#wasm = openWasm(module);
  }

  /** One power flow; see `powerFlow` in power-flow.ts. */
  powerFlow(grid: GridCase, options?: PowerFlowOptions): PowerFlow {
    return powerFlow(this.#wasm, grid, options);
  }

  /** Many slots of one case; see `timeSeries` in time-series.ts. */
  timeSeries(grid: GridCase, input: TimeSeriesInput, options?: TimeSeriesCall): TimeSeries {
    return timeSeries(this.#wasm, grid, input, options);
  }

  /** The same, chunk by chunk at the caller's pace. */
  openTimeSeries(grid: GridCase, input: TimeSeriesInput, options?: TimeSeriesOptions): SeriesRun {
    return openTimeSeries(this.#wasm, grid, input, options);
  }

  /**
   * The whole year of `scenario` on its network; see year.ts.
   * @throws TypeError, RangeError naming a setting that no scenario may have.
   */
  year(scenario: Scenario, options?: SolveYearOptions): Year {
    checkRecord('scenario', scenario);
    checkRecord('scenario.year', scenario.year);
    const [problem] = validateScenario(scenario);
    if (problem) {
      const { where, allowed, found } = problem;
      throw new RangeError(`scenario.${where.id ?? ''} must be ${allowed}; found ${found}`);
    }
    const grid = applyScenario(scenario, scenario.ownCase ?? getCase(scenario.caseId));
    return solveYear(this.#wasm, grid, scenario, options);
  }

  /** All loads scaled together from nothing through the nose; see nose.ts. */
  traceNose(grid: GridCase): NoseCurve {
    return traceNose(this.#wasm, grid);
  }

  /** Prices that spread along the lines, and where they rest; see price-field.ts. */
  priceField(grid: GridCase, input: PriceFieldInput): PriceField {
    return priceField(this.#wasm, grid, input);
  }

  /** Where panels and packs should stand; see `optimiseSiting` in siting.ts. */
  optimiseSiting(problem: SitingProblem, options: OptimiseOptions): SitingResult {
    return optimiseSiting(openWasm(this.#module), problem, options);
  }

  /** Objectives and limits of one design of that problem. */
  evaluateDesign(problem: SitingProblem, design: Pick<Design, 'panels' | 'packs'>): Design {
    return evaluateDesign(this.#wasm, problem, design);
  }

  /** The same search on a published test problem; see benchmark.ts. */
  optimiseBenchmark(name: BenchmarkName, options: BenchmarkOptions): { front: number[][] } {
    return optimiseBenchmark(openWasm(this.#module), name, options);
  }
}

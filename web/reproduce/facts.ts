/**
 * What the tables compare with, computed on demand and kept for the run: power flows of the
 * thesis's feeder, its voltage collapse, its dispatch, and searches.
 *
 * Nothing here is a stored answer. The base is 1000 kVA; no other figure is chosen. A year stands on
 * our own loads and weather, which the thesis does not give: it can only tell sizes.
 */
import { assert } from '../assert.ts';
import type { GridCase } from '../grid/case.ts';
import { getCase } from '../grid/cases.ts';
import type { Design, NoseCurve, PowerFlow, SitingResult, Year } from '../kernel/outcome.ts';
import type { PowerFlowOptions } from '../kernel/power-flow.ts';
import type { OptimiseOptions } from '../kernel/siting.ts';
import type { SitingProblem } from '../kernel/siting-problem.ts';
import { DEFAULT_SEARCH, type Scenario } from '../scenario/scenario.ts';
import { annualCost, type YearAccount } from '../year/cost.ts';
import { yearTotals } from '../year/totals.ts';
import { HOURS_PER_YEAR, LIMITS, MODULE, PV_KW_CORRECTED } from './printed.ts';
import { type YearGiven, yearScenario } from './year-scenario.ts';

/** The part of the kernel that the tables need. */
export interface Calculator {
  powerFlow(grid: GridCase, options?: PowerFlowOptions): PowerFlow;
  traceNose(grid: GridCase): NoseCurve;
  evaluateDesign(problem: SitingProblem, design: Pick<Design, 'panels' | 'packs'>): Design;
  optimiseSiting(problem: SitingProblem, options: OptimiseOptions): SitingResult;
  year(scenario: Scenario): Year;
}

/** Newton to rounding: the comparison must not depend on a stopping rule. */
const SOLVE: PowerFlowOptions = { method: 'newton-raphson', tolerancePu: 1e-11 };
/** The thesis's lower limit for the power factor of panels, and what its formulation allows. */
export const POWER_FACTORS = { least: 0.92, unity: 1 } as const;

export class Facts {
  readonly grid: GridCase = getCase('thesis13');
  readonly #kernel: Calculator;
  readonly #kept = new Map<string, unknown>();

  constructor(kernel: Calculator) {
    this.#kernel = kernel;
  }

  /** The peak of Table 5 on a base of `baseKva`, loads times `share`, nothing else connected. */
  loaded({ baseKva = this.grid.baseKva, share = 1 } = {}): PowerFlow {
    return this.#keep(`loaded ${baseKva} ${share}`, () => {
      const buses = this.grid.buses.map((bus) => {
        return { ...bus, loadKw: bus.loadKw * share, loadKvar: bus.loadKvar * share };
      });
      return this.#kernel.powerFlow({ ...this.grid, baseKva, buses }, SOLVE);
    });
  }

  /** Peak, base 1000 kVA: the network before optimisation. */
  get before(): PowerFlow {
    return this.loaded();
  }

  /**
   * Table 7's panels (bus 9 corrected) at noon and 60 °C cell temperature, peak loads. The packs
   * stand still: at noon they would add to a surplus.
   */
  after(powerFactor: number = POWER_FACTORS.least): PowerFlow {
    return this.#keep(`after ${powerFactor}`, () => {
      const tan = kvarPerKw(powerFactor);
      const share = moduleWatts({ irradianceKwM2: 1, ambientC: 30 }) / standardWatts();
      const panels = Object.entries(PV_KW_CORRECTED).map(([bus, kw]) => ({
        bus: Number(bus),
        powerKw: kw * share,
        reactiveKvar: kw * share * tan,
        reactiveMinKvar: 0,
        reactiveMaxKvar: kw * share * tan,
        voltagePu: 1,
        inService: true,
      }));
      const generators = [...this.grid.generators, ...panels];
      return this.#kernel.powerFlow({ ...this.grid, generators }, SOLVE);
    });
  }

  /**
   * The peak with Table 7's panels (bus 9 corrected) at full size, each cut to what its own bus
   * draws, power factor 0.92.
   */
  clipped(baseKva: number): PowerFlow {
    return this.#keep(`clipped ${baseKva}`, () => {
      const tan = kvarPerKw(POWER_FACTORS.least);
      const buses = this.grid.buses.map((bus) => {
        const kw = Math.min(bus.loadKw, PV_KW_CORRECTED[bus.id] ?? 0);
        return { ...bus, loadKw: bus.loadKw - kw, loadKvar: bus.loadKvar - kw * tan };
      });
      return this.#kernel.powerFlow({ ...this.grid, baseKva, buses }, SOLVE);
    });
  }

  /** A year of our own loads and weather, with or without Table 7's devices; see YearGiven. */
  account(given: YearGiven): YearAccount {
    return this.#keep(`year ${JSON.stringify(given)}`, () => {
      const scenario = yearScenario(given);
      const limits = { voltageMinPu: LIMITS.min, voltageMaxPu: LIMITS.max };
      const totals = yearTotals(this.grid, this.#kernel.year(scenario), limits);
      return { totals, cost: annualCost(totals, scenario) };
    });
  }

  /** MWh lost in a year in which every bus draws the same share of its peak at all times. */
  flatLossMwh(loadMwh: number, baseKva: number): number {
    const peakKw = this.grid.buses.reduce((sum, { loadKw }) => sum + loadKw, 0);
    const share = (loadMwh * 1000) / HOURS_PER_YEAR / peakKw;
    return (this.loaded({ baseKva, share }).lossKw * HOURS_PER_YEAR) / 1000;
  }

  /** The base, kVA, on which that flat year loses `lossMwh`, by bisection. */
  baseOfFlatLoss(loadMwh: number, lossMwh: number): number {
    return this.#keep(`flat ${loadMwh} ${lossMwh}`, () => {
      let [low, high] = [400, 2000];
      for (let round = 0; round < 40; round++) {
        const middle = (low + high) / 2;
        if (this.flatLossMwh(loadMwh, middle) > lossMwh) low = middle;
        else high = middle;
      }
      return (low + high) / 2;
    });
  }

  /** Table 7's dispatch with the least power factor allowed, which loses least. */
  get noon(): PowerFlow {
    return this.after();
  }

  /** Tables 4 to 6 exactly as stated: 490 kVA. */
  get stated(): PowerFlow {
    return this.#keep('stated', () => this.#kernel.powerFlow(getCase('thesis13-490'), SOLVE));
  }

  /** Smallest base power, kVA, on which the peak of Table 5 still has a solution. */
  get collapseBaseKva(): number {
    const nose = this.#keep('nose', () => this.#kernel.traceNose(this.grid));
    return this.grid.baseKva / nose.lambdaMax;
  }

  /** Share of the peak at which the lines lose `kw`, by bisection; base 1000 kVA. */
  shareThatLoses(kw: number): number {
    return this.#keep(`share ${kw}`, () => {
      let [low, high] = [0, 1];
      for (let round = 0; round < 40; round++) {
        const middle = (low + high) / 2;
        if (this.loaded({ share: middle }).lossKw < kw) low = middle;
        else high = middle;
      }
      return (low + high) / 2;
    });
  }

  /** Table 7 (bus 9 corrected) judged by the search's own formulation at noon. */
  thesisDesign(powerFactor: number = POWER_FACTORS.least): Design {
    return this.#keep(`design ${powerFactor}`, () => {
      const panels = this.grid.buses.map(({ id }) => {
        return ((PV_KW_CORRECTED[id] ?? 0) * 1000) / standardWatts();
      });
      const packs = panels.map(() => 0);
      const problem = { grid: this.grid, scenario: 'noon' as const, powerFactor };
      return this.#kernel.evaluateDesign(problem, { panels, packs });
    });
  }

  /** The search at noon with the recommended settings. */
  searched(seed: number): SitingResult {
    return this.#keep(`search ${seed}`, () => {
      const { population, generations } = DEFAULT_SEARCH;
      const problem = { grid: this.grid, scenario: 'noon' as const };
      return this.#kernel.optimiseSiting(problem, { seed, population, generations });
    });
  }

  #keep<T>(key: string, make: () => T): T {
    if (!this.#kept.has(key)) this.#kept.set(key, make());
    return this.#kept.get(key) as T;
  }
}

function kvarPerKw(powerFactor: number): number {
  return Math.sqrt(1 - powerFactor * powerFactor) / powerFactor;
}

/** Voltage magnitude of bus `id`, pu. */
export function voltageOf(flow: PowerFlow, id: number): number {
  const bus = flow.buses.find((each) => each.id === id);
  assert(bus, 'the feeder has this bus', { id });
  return bus.voltagePu;
}

/** Σ |1 − V| over all buses but the slack, pu. */
export function deviationOf(flow: PowerFlow): number {
  return flow.buses.reduce((sum, { id, voltagePu }) => {
    return id === 1 ? sum : sum + Math.abs(1 - voltagePu);
  }, 0);
}

/** Watts of one module at standard conditions, from its best voltage and current. */
export function standardWatts(): number {
  return MODULE.bestVolts * MODULE.bestAmperes;
}

/** Watts of one module by the equations of the thesis's panel model. */
export function moduleWatts(air: { irradianceKwM2: number; ambientC: number }): number {
  const { irradianceKwM2: g, ambientC } = air;
  const cellC = ambientC + (g * (MODULE.nominalCellC - 20)) / 0.8;
  const amperes = g * (MODULE.shortAmperes + MODULE.amperesPerK * (cellC - 25));
  const volts = MODULE.openVolts + MODULE.voltsPerK * (cellC - 25);
  return (standardWatts() / (MODULE.openVolts * MODULE.shortAmperes)) * volts * amperes;
}

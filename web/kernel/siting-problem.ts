/**
 * What the siting search is asked: a network, the hours that decide and the assumptions the thesis
 * leaves open, checked and completed with the recommended values.
 */
import type { GridCase } from '../grid/case.ts';
import {
  DEFAULT_SEARCH,
  DEFAULT_SITING,
  PACK_EFFICIENCY,
  PACK_KW,
  SITING_HOURS,
  judgesYear,
  type Scenario,
  type SitingAssumptions,
  type SitingHour,
} from '../scenario/scenario.ts';
import { checkRecord, whole, within } from './argument.ts';
import { packNetwork, type Packed } from './network.ts';
import {
  completeYear,
  layHours,
  sitingHours,
  sitingYear,
  type SitingYear,
  type WholeYear,
} from './siting-year.ts';
import { i32, type Wasm } from './wasm.ts';

/**
 * Left out, an assumption takes the value of `DEFAULT_SITING`; in the evening a pack is charged
 * from the grid, so its charging price is then the grid's divided by the pack's efficiency.
 */
export interface SitingProblem extends Partial<Omit<SitingAssumptions, 'hour'>> {
  readonly grid: GridCase;
  /**
   * 'noon' and 'evening' are one hour, the latter without sun, whatever `irradianceKwM2` says;
   * 'days' and 'year' judge by hours of the simulated year with devices dispatched, where
   * irradiance, air and charging price say nothing.
   */
  readonly scenario: SitingHour;
  /** Behind 'days' and 'year' only. */
  readonly year?: SitingYear;
}

/** Everything that decides a search's result besides the problem. */
export interface SitingOptions {
  /** Integer in [0, 2³²). */
  readonly seed: number;
  /** Designs over all islands, 8 … 1000, a multiple of 4 × islands. */
  readonly population: number;
  /** 1 … 8; default 1. */
  readonly islands?: number;
  /** 1 … 100; default 15 and 20. */
  readonly crossoverEta?: number;
  readonly mutationEta?: number;
}

/** The problem of a page's scenario on a network that has the scenario applied. */
export function sitingProblem(
  grid: GridCase,
  scenario: WholeYear & Pick<Scenario, 'siting'>,
): SitingProblem {
  const { hour, ...rest } = scenario.siting;
  return { grid, scenario: hour, ...rest, year: sitingYear(scenario) };
}

/** [least, most] of each assumption. */
const RANGES: {
  readonly [key in keyof Omit<SitingAssumptions, 'hour'>]: readonly [number, number];
} = {
  irradianceKwM2: [0, 1.5],
  ambientC: [-40, 60],
  days: [4, 48],
  powerFactor: [0.92, 1],
  inverterMinShare: [0, 1],
  inverterEfficiency: [0, 1],
  voltageMinPu: [0.5, 1.5],
  voltageMaxPu: [0.5, 1.5],
  outsideShare: [0, 1],
  panelsMax: [0, 100_000],
  packsMax: [0, 1_000],
  gridPrice: [0, 1000],
  pvPrice: [0, 1000],
  packPrice: [0, 1000],
  packChargingPrice: [0, 1000],
  fee: [0, 1000],
};

/** Counted, not measured. */
const WHOLE: readonly string[] = ['panelsMax', 'packsMax', 'days'];

/** Every assumption of a problem, defaults filled in. @throws TypeError, RangeError. */
export function completeAssumptions(problem: SitingProblem): SitingAssumptions {
  checkRecord('problem', problem);
  // A caller without types may say anything.
  const scenario: string = problem.scenario;
  if (!(SITING_HOURS as readonly string[]).includes(scenario)) {
    const allowed = SITING_HOURS.join(', ');
    throw new RangeError(`problem.scenario must be one of ${allowed}, found ${scenario}`);
  }
  const complete: Record<string, number | string> = { ...DEFAULT_SITING, hour: scenario };
  for (const key of Object.keys(RANGES) as (keyof typeof RANGES)[]) {
    const value = problem[key];
    if (value === undefined) continue;
    (WHOLE.includes(key) ? whole : within)(`problem.${key}`, value, RANGES[key]);
    complete[key] = value;
  }
  if (scenario === 'evening') {
    complete['irradianceKwM2'] = 0;
    complete['packChargingPrice'] =
      problem.packChargingPrice ?? (complete['gridPrice'] as number) / PACK_EFFICIENCY;
  }
  const assumptions = complete as unknown as SitingAssumptions;
  if (assumptions.voltageMaxPu < assumptions.voltageMinPu) {
    throw new RangeError('problem.voltageMaxPu must not be below problem.voltageMinPu');
  }
  return assumptions;
}

/** Options with defaults filled in. @throws TypeError, RangeError. */
export function completeOptions(options: SitingOptions): Required<SitingOptions> {
  checkRecord('options', options);
  const {
    seed,
    population,
    islands = DEFAULT_SEARCH.islands,
    crossoverEta = DEFAULT_SEARCH.crossoverEta,
    mutationEta = DEFAULT_SEARCH.mutationEta,
  } = options;
  const complete = { seed, population, islands, crossoverEta, mutationEta };
  whole('seed', complete.seed, [0, 0xffffffff]);
  whole('islands', islands, [1, 8]);
  whole('population', population, [8, 1000]);
  if (population % (4 * islands) !== 0) {
    throw new RangeError(`population must be a multiple of ${4 * islands}, found ${population}`);
  }
  for (const key of ['crossoverEta', 'mutationEta'] as const) {
    within(key, complete[key], [1, 100]);
  }
  return complete;
}

/** A problem packed into an instance: where the sites are in the case's list of buses. */
export interface PackedSiting {
  readonly packed: Packed;
  readonly assumptions: SitingAssumptions;
  /** Site → index in the case's list of buses. */
  readonly sites: Int32Array;
  /** What decides besides the assumptions where many hours do; null for one hour. */
  readonly year: WholeYear | null;
}

/** Packs the problem; the instance belongs to it from now on. */
export function packSiting(wasm: Wasm, problem: SitingProblem): PackedSiting {
  const a = completeAssumptions(problem);
  const many = judgesYear(a.hour);
  const year = many ? completeYear(problem.year) : null;
  // Refuses what is no network before a year is made for it, since weather is computed where the
  // network will be.
  if (many) packNetwork(wasm, problem.grid);
  const hours = year && sitingHours(wasm, problem.grid, a, year);
  const packed = packNetwork(wasm, problem.grid);
  if (many) wasm.sitingPanel(1, 25, 0, 1);
  else wasm.sitingPanel(a.irradianceKwM2, a.ambientC, a.inverterMinShare, a.inverterEfficiency);
  wasm.sitingDevices(PACK_KW, a.powerFactor, problem.grid.baseKva);
  // Packs that never act are not searched: they would only multiply equal designs.
  const packsMax = year?.year.dispatch === 'idle' ? 0 : a.packsMax;
  wasm.sitingLimits(a.voltageMinPu, a.voltageMaxPu, a.panelsMax, packsMax);
  // Over a year charging pays for itself: from the grid's meter or the panels'.
  const charging = many ? 0 : a.packChargingPrice;
  // Paid on transactions, the fee is none on energy; layHours says what it is.
  const fee = year?.year.feeBasis === 'transaction' ? 0 : a.fee;
  wasm.sitingPrices(a.gridPrice, a.pvPrice, a.packPrice + charging, fee);
  wasm.openSiting();
  if (year && hours) layHours(wasm, packed, { hours, siting: a, whole: year });
  const sites = i32(wasm, wasm.siteBus.value, wasm.siteCount.value).slice();
  if (sites.length === 0) throw new RangeError('problem.grid has no bus that may hold devices');
  return { packed, assumptions: a, sites, year };
}

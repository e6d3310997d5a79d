/**
 * The siting search by many hours: which hours of the year decide with which weight, and all they
 * need, laid out for assembly/siting-year.ts.
 *
 * Knows how a year becomes a judge of designs; never evaluates one. A design's figures are means
 * over the weighted hours, with its panels and packs dispatched by the scenario's rule, so they
 * keep the units of one hour.
 */
import type { GridCase } from '../grid/case.ts';
import { defaultScenario } from '../scenario/default.ts';
import type { Scenario, SitingAssumptions } from '../scenario/scenario.ts';
import { DEFAULT_YEAR, DISPATCHES, type OwnProfile, type YearScenario } from '../scenario/year.ts';
import { representativeDays } from '../year/representative.ts';
import { checkRecord, whole, within } from './argument.ts';
import { setRule } from './dispatch.ts';
import { setInjections, ownInjections, type Packed } from './network.ts';
import type { YearInput } from './outcome.ts';
import { f64, i32, type Wasm } from './wasm.ts';
import { keptInput } from './year.ts';

const HOURS_PER_DAY = 24;
/** Days that own-bus packs run through before a representative day: where they stand at its start. */
const DAYS_BEFORE = 2;

/**
 * The year behind 'days' and 'year'; left out, everything is as in the default scenario. Slots are
 * hours, whatever `stepMinutes` says: quarter-hours cost four times as much. On the thesis's feeder
 * with the devices of its Table 7 they raise the cost by up to 1 %, the deviation by up to 2.3 % and
 * the loss by up to 5 %, since an hour's mean hides its clouds; without devices nothing moves.
 */
export interface SitingYear extends Partial<YearScenario> {
  /** Of weather and loads, integer in [0, 2³²). */
  readonly seed?: number;
  /** −66 … 66 */
  readonly latitudeDeg?: number;
  /** 0 … 5 each. */
  readonly loadScale?: number;
  readonly sunScale?: number;
  readonly ownProfile?: OwnProfile;
}

/** What `SitingYear` leaves out filled in. */
export type WholeYear = Pick<
  Scenario,
  'seed' | 'latitudeDeg' | 'loadScale' | 'sunScale' | 'year' | 'ownProfile'
>;

/** The year of a page's scenario. */
export function sitingYear(scenario: WholeYear): SitingYear {
  const { seed, latitudeDeg, loadScale, sunScale, year, ownProfile } = scenario;
  const rest = { ...year, seed, latitudeDeg, loadScale, sunScale };
  return ownProfile === undefined ? rest : { ...rest, ownProfile };
}

const FEE_BASES: readonly string[] = ['kwh', 'transaction'];
const SHARES = ['albedo', 'cloudiness', 'socMinShare', 'socMaxShare', 'shaveShare'] as const;
const RANGES = {
  latitudeDeg: [-66, 66],
  loadScale: [0, 5],
  sunScale: [0, 5],
  tiltDeg: [0, 90],
  azimuthDeg: [0, 360],
  annualMwh: [0, 1e9],
  loadNoise: [0, 2],
  chargeEfficiency: [0.1, 1],
  nightShare: [0, 10],
  exportPrice: [0, 1000],
  transactionFee: [0, 1000],
  transactionsPerYear: [0, 1e12],
} as const;

/** Defaults filled in. @throws TypeError, RangeError. */
export function completeYear(given: SitingYear = {}): WholeYear {
  checkRecord('problem.year', given);
  const base = defaultScenario();
  const { seed = base.seed, latitudeDeg = base.latitudeDeg, ownProfile, ...rest } = given;
  const { loadScale = base.loadScale, sunScale = base.sunScale, ...said } = rest;
  const known = Object.fromEntries(
    Object.entries(said).filter((entry): boolean => (entry[1] as unknown) !== undefined),
  );
  const year: YearScenario = { ...DEFAULT_YEAR, ...known, stepMinutes: 60 };
  whole('problem.year.seed', seed, [0, 0xffffffff]);
  const all = { latitudeDeg, loadScale, sunScale, ...year };
  for (const name of SHARES) within(`problem.year.${name}`, all[name], [0, 1]);
  for (const name of Object.keys(RANGES) as (keyof typeof RANGES)[]) {
    within(`problem.year.${name}`, all[name], RANGES[name]);
  }
  for (const name of ['nightFromHour', 'nightToHour'] as const) {
    whole(`problem.year.${name}`, year[name], [0, 24]);
  }
  if (!DISPATCHES.includes(year.dispatch)) {
    throw new RangeError(`problem.year.dispatch must be one of ${DISPATCHES.join(', ')}`);
  }
  if (!FEE_BASES.includes(year.feeBasis)) {
    throw new RangeError(`problem.year.feeBasis must be one of ${FEE_BASES.join(', ')}`);
  }
  if (ownProfile !== undefined) checkProfile(ownProfile);
  if (year.socMinShare > year.socMaxShare) {
    throw new RangeError('problem.year.socMinShare must not be above problem.year.socMaxShare');
  }
  const filled = { seed, latitudeDeg, loadScale, sunScale, year };
  return ownProfile === undefined ? filled : { ...filled, ownProfile };
}

/** A meter's loads that are no year would be no loads at all. */
function checkProfile(profile: OwnProfile): void {
  const { stepMinutes, buses } = profile;
  // A caller without types may say anything.
  if (!([60, 15] as readonly number[]).includes(stepMinutes)) {
    throw new RangeError(`problem.year.ownProfile.stepMinutes must be 60 or 15`);
  }
  const slots = (365 * 1440) / stepMinutes;
  for (const { bus, kw } of buses) {
    if (kw.length === slots && kw.every(Number.isFinite)) continue;
    throw new RangeError(`problem.year.ownProfile: bus ${bus} must have ${slots} finite loads`);
  }
}

/** The hours that decide, and what is drawn and made in all hours of the year. */
export interface SitingHours {
  readonly input: YearInput;
  /** Places in the year, rising. */
  readonly slots: Int32Array;
  /** Per slot, 1 together. */
  readonly weights: Float64Array;
  /** Stretches [first, end) that packs of one bus run through, each from the reserve. */
  readonly ranges: readonly (readonly [number, number])[];
}

const lastChoice = new WeakMap<YearInput, { readonly key: string; readonly hours: SitingHours }>();

/** Weather, loads and the choice of hours; forgets what the instance held before. */
export function sitingHours(
  wasm: Wasm,
  grid: GridCase,
  siting: SitingAssumptions,
  whole: WholeYear,
): SitingHours {
  const input = keptInput(wasm, grid, { ...defaultScenario(), ...whole, siting });
  const key = `${siting.hour} ${siting.days}`;
  const last = lastChoice.get(input);
  if (last?.key === key) return last.hours;
  const hours = chooseHours(input, grid.buses.length, siting);
  lastChoice.set(input, { key, hours });
  return hours;
}

function chooseHours(input: YearInput, busCount: number, siting: SitingAssumptions): SitingHours {
  const days =
    siting.hour === 'days'
      ? representativeDays(input, busCount, siting.days).days
      : Array.from({ length: input.slots / HOURS_PER_DAY }, (_, d) => ({ day: d + 1, weight: 1 }));
  const total = days.reduce((sum, { weight }) => sum + weight, 0) * HOURS_PER_DAY;
  const slots = new Int32Array(days.length * HOURS_PER_DAY);
  const weights = new Float64Array(slots.length);
  const ranges: [number, number][] = [];
  days.forEach(({ day, weight }, k) => {
    const end = day * HOURS_PER_DAY;
    const first = Math.max(0, end - (DAYS_BEFORE + 1) * HOURS_PER_DAY);
    for (let h = 0; h < HOURS_PER_DAY; h++) {
      slots[k * HOURS_PER_DAY + h] = end - HOURS_PER_DAY + h;
      weights[k * HOURS_PER_DAY + h] = weight / total;
    }
    const last = ranges.at(-1);
    if (last && first <= last[1]) last[1] = end;
    else ranges.push([first, end]);
  });
  return { input, slots, weights, ranges };
}

/** Lays the hours out behind a packed problem; after `openSiting`. */
export function layHours(
  wasm: Wasm,
  packed: Packed,
  {
    hours,
    siting,
    whole,
  }: {
    readonly hours: SitingHours;
    readonly siting: SitingAssumptions;
    readonly whole: WholeYear;
  },
): void {
  const { input, slots, weights, ranges } = hours;
  const { year, sunScale } = whole;
  const { busCount, grid } = packed;
  const none = new Float64Array(busCount);
  setInjections(wasm, packed, { ...ownInjections(grid), loadKw: none, loadKvar: none });
  wasm.openSitingYear(input.slots, slots.length, ranges.length);
  setRule(wasm, { year, input, dayPrice: siting.gridPrice });
  const fixedFee =
    year.feeBasis === 'transaction'
      ? (year.transactionFee * year.transactionsPerYear) / input.slots
      : 0;
  wasm.sitingYearTerms(year.exportPrice, fixedFee, siting.outsideShare);
  for (const [at, rows] of [
    [wasm.feedLoad.value, input.loadKw],
    [wasm.yearKvar.value, input.loadKvar],
  ] as const) {
    const columns = f64(wasm, at, input.slots * busCount);
    for (let bus = 0; bus < busCount; bus++) {
      // Nothing is served where nothing feeds; the kernel's memory is 0.
      if (packed.dead[bus] === 1) continue;
      const first = bus * input.slots;
      for (let slot = 0; slot < input.slots; slot++) {
        columns[first + slot] = rows[slot * busCount + bus]!;
      }
    }
  }
  const panel = f64(wasm, wasm.feedPanel.value, input.slots);
  for (let slot = 0; slot < input.slots; slot++) panel[slot] = input.panelKw[slot]! * sunScale;
  i32(wasm, wasm.feedRanges.value, 2 * ranges.length).set(ranges.flat());
  i32(wasm, wasm.yearSlot.value, slots.length).set(slots);
  f64(wasm, wasm.yearWeight.value, slots.length).set(weights);
  const price = f64(wasm, wasm.yearPrice.value, slots.length);
  slots.forEach((slot, k) => (price[k] = priceOf(year, siting.gridPrice, slot)));
  wasm.enterSitingYear();
}

/** $/kWh from the grid in an hour of the year: two prices where packs live on their difference. */
function priceOf(year: YearScenario, dayPrice: number, slot: number): number {
  if (year.dispatch !== 'arbitrage') return dayPrice;
  const hour = slot % HOURS_PER_DAY;
  const { nightFromHour: from, nightToHour: to } = year;
  const night = from <= to ? hour >= from && hour < to : hour >= from || hour < to;
  return night ? dayPrice * year.nightShare : dayPrice;
}

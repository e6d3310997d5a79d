/**
 * What every bus draws in each slot of the year: the shape of its category (`shapes.ts`), days
 * that are alike for everybody, and a wander of its own.
 *
 * It never knows weather, panels or the network's state. Invariants: without a wanted annual
 * energy each bus reaches the case's load exactly, in one hour of the year, and never exceeds it;
 * an hour is the mean of its four quarter-hours; kvar follow kW. Only + − × ÷ √ are used and each
 * bus has its own stream, so a year is the same to the last bit everywhere, and another bus or
 * category never changes it. Sizes and persistence of what wanders are ours, in the range that
 * studies of feeders report; public/docs/model.md says so.
 */
import type { Bus, GridCase } from '../grid/case.ts';
import { type Rng, stream } from '../rng.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { OwnProfile } from '../scenario/year.ts';
import { DAYS } from './calendar.ts';
import { type Kind, yearShape } from './shapes.ts';

const HOURS = DAYS * 24;
const QUARTERS = HOURS * 4;

/** Standard deviation of what wanders, share of the shape, at `loadNoise` 1. */
export const OWN_WANDER: Readonly<Record<Kind, number>> = {
  residential: 0.07,
  commercial: 0.05,
  industrial: 0.04,
  neutral: 0.06,
};
/** The same for whole days, alike at all buses. */
export const DAY_WANDER = 0.04;
/** Correlation of a bus's own wander with itself an hour later; its fourth root a quarter later. */
export const HOUR_PERSISTENCE = 0.8;
/** Correlation of a day's wander with the next day's. */
const DAY_PERSISTENCE = 0.7;
const QUARTER_PERSISTENCE = Math.sqrt(Math.sqrt(HOUR_PERSISTENCE));
/** No wander takes a load below this share of its shape. */
const LEAST_SHARE = 0.1;

/** Row-major slots × buses in the case's order, `loadScale` included. */
export interface LoadYear {
  readonly stepMinutes: 60 | 15;
  /** 8,760 or 35,040 */
  readonly slots: number;
  readonly loadKw: Float64Array;
  readonly loadKvar: Float64Array;
}

/**
 * The loads of `grid` (the scenario already applied) over the scenario's year.
 *
 * `year.annualMwh` above 0 scales all generated loads by one factor so that, before `loadScale`,
 * everything together draws that much; the shape stays and the peaks move with it, above the
 * case's or below. Metered loads are never scaled: the others make up what is left, nothing if
 * the meters alone exceed it, and where nothing is generated the total stays what it is.
 */
export function yearLoads(scenario: Scenario, grid: GridCase): LoadYear {
  const { stepMinutes, annualMwh } = scenario.year;
  const slots = stepMinutes === 60 ? HOURS : QUARTERS;
  const count = grid.buses.length;
  const loadKw = new Float64Array(slots * count);
  const loadKvar = new Float64Array(slots * count);
  const shares = sharesOf(scenario, grid);
  const scale = scaleOf({ grid, shares, hours: stepMinutes / 60, wantedMwh: annualMwh });
  grid.buses.forEach((bus, index) => {
    const { share, metered } = shares[index]!;
    if (share === null) return;
    // One product for the peak, so that a share of 1 gives the case's load to the last bit.
    const peakKw = (metered ? 1 : bus.loadKw * scale) * scenario.loadScale;
    const peakKvar = (metered ? kvarPerKw(bus) : bus.loadKvar * scale) * scenario.loadScale;
    for (let slot = 0, at = index; slot < slots; slot++, at += count) {
      loadKw[at] = peakKw * share[slot]!;
      loadKvar[at] = peakKvar * share[slot]!;
    }
  });
  return { stepMinutes, slots, loadKw, loadKvar };
}

/** What one bus draws: shares of its peak, or kW where a meter said so; null where it has none. */
interface BusShare {
  readonly share: ArrayLike<number> | null;
  readonly metered: boolean;
}

function sharesOf(scenario: Scenario, grid: GridCase): BusShare[] {
  const { stepMinutes } = scenario.year;
  const own = scenario.ownProfile;
  const shapes = new Map<Kind, Float64Array>();
  const days = dayWander(scenario.seed);
  return grid.buses.map((bus) => {
    const meter = own?.buses.find((each) => each.bus === bus.id);
    if (own && meter) return { share: inSteps(own, meter.kw, stepMinutes), metered: true };
    if (bus.loadKw === 0 && bus.loadKvar === 0) return { share: null, metered: false };
    const kind = bus.category ?? 'neutral';
    const shape = shapes.get(kind) ?? yearShape(kind);
    shapes.set(kind, shape);
    const quarters = busQuarters(scenario, bus, { kind, shape, days });
    return { share: stepMinutes === 60 ? hourMeans(quarters) : quarters, metered: false };
  });
}

/** The factor on generated loads that makes the year's energy, before `loadScale`. */
function scaleOf(given: {
  readonly grid: GridCase;
  readonly shares: readonly BusShare[];
  readonly hours: number;
  readonly wantedMwh: number;
}): number {
  const { grid, shares, hours, wantedMwh } = given;
  if (!(wantedMwh > 0)) return 1;
  let generated = 0;
  let metered = 0;
  shares.forEach(({ share, metered: read }, index) => {
    if (share === null) return;
    let total = 0;
    for (let slot = 0; slot < share.length; slot++) total += share[slot]!;
    if (read) metered += total;
    else generated += total * grid.buses[index]!.loadKw;
  });
  if (!(generated > 0)) return 1;
  return Math.max(0, (wantedMwh * 1000) / hours - metered) / generated;
}

interface Wandering {
  readonly kind: Kind;
  readonly shape: Float64Array;
  /** Per day, standard deviation 1. */
  readonly days: Float64Array;
}

/** Share of its peak one bus draws in each quarter-hour; the highest hour is 1 throughout. */
function busQuarters(scenario: Scenario, bus: Bus, { kind, shape, days }: Wandering): Float64Array {
  const own = OWN_WANDER[kind] * scenario.year.loadNoise;
  const daily = DAY_WANDER * scenario.year.loadNoise;
  const rng = stream(scenario.seed, `load-year/${bus.id}`);
  const fresh = Math.sqrt(1 - QUARTER_PERSISTENCE * QUARTER_PERSISTENCE);
  const quarters = new Float64Array(QUARTERS);
  let wander = bell(rng);
  let highest = 0;
  for (let hour = 0; hour < HOURS; hour++) {
    let sum = 0;
    const day = daily * betweenNoons(days, hour);
    for (let i = hour * 4; i < hour * 4 + 4; i++) {
      wander = QUARTER_PERSISTENCE * wander + fresh * bell(rng);
      const value = shape[i]! * Math.max(LEAST_SHARE, 1 + own * wander + day);
      quarters[i] = value;
      sum += value;
    }
    if (sum > highest) highest = sum;
  }
  holdPeak(quarters, highest / 4);
  return quarters;
}

/**
 * Divides by the highest hour's mean. Within an hour a load moves only as far as that mean leaves
 * room, so no quarter-hour exceeds 1 and the four of the highest hour are 1.
 */
function holdPeak(quarters: Float64Array, peak: number): void {
  for (let i = 0; i < quarters.length; i += 4) {
    const [a, b, c, d] = [quarters[i]!, quarters[i + 1]!, quarters[i + 2]!, quarters[i + 3]!];
    const mean = (a + b + c + d) / 4;
    const above = Math.max(a, b, c, d) - mean;
    const room = Math.max(0, peak - mean);
    const part = above > room ? room / above : 1;
    quarters[i] = Math.min(1, (mean + part * (a - mean)) / peak);
    quarters[i + 1] = Math.min(1, (mean + part * (b - mean)) / peak);
    quarters[i + 2] = Math.min(1, (mean + part * (c - mean)) / peak);
    quarters[i + 3] = Math.min(1, (mean + part * (d - mean)) / peak);
  }
}

/** How each day differs from its like, the same at all buses: standard deviation 1. */
function dayWander(seed: number): Float64Array {
  const rng = stream(seed, 'load-year/days');
  const fresh = Math.sqrt(1 - DAY_PERSISTENCE * DAY_PERSISTENCE);
  const days = new Float64Array(DAYS);
  let wander = bell(rng);
  for (let day = 0; day < DAYS; day++) {
    days[day] = wander;
    wander = DAY_PERSISTENCE * wander + fresh * bell(rng);
  }
  return days;
}

/** Straight lines between the noons of the days; flat before the first and after the last. */
function betweenNoons(days: Float64Array, hour: number): number {
  const noons = Math.max(0, Math.min(DAYS - 1, (hour - 11.5) / 24));
  const from = Math.min(DAYS - 2, Math.floor(noons));
  return days[from]! + (noons - from) * (days[from + 1]! - days[from]!);
}

const HALF_WORD = 0x10000;
const BELL_SCALE = Math.sqrt(3) / HALF_WORD;

/** Sum of four uniforms, mean 0, standard deviation 1, never beyond ± 3.47. */
function bell(rng: Rng): number {
  const [x, y] = [rng.u32(), rng.u32()];
  const sum = (x >>> 16) + (x & 0xffff) + (y >>> 16) + (y & 0xffff);
  return (sum - 2 * (HALF_WORD - 1)) * BELL_SCALE;
}

function hourMeans(quarters: ArrayLike<number>): Float64Array {
  const hours = new Float64Array(quarters.length / 4);
  for (let hour = 0; hour < hours.length; hour++) {
    const i = hour * 4;
    hours[hour] = (quarters[i]! + quarters[i + 1]! + quarters[i + 2]! + quarters[i + 3]!) / 4;
  }
  return hours;
}

/** A meter's kW in the steps wanted: means of four quarters, or the hour four times. */
function inSteps(own: OwnProfile, kw: readonly number[], stepMinutes: 60 | 15): ArrayLike<number> {
  if (own.stepMinutes === stepMinutes) return kw;
  return stepMinutes === 60
    ? hourMeans(kw)
    : Float64Array.from({ length: QUARTERS }, (_, i) => kw[i >> 2]!);
}

function kvarPerKw(bus: Bus): number {
  return bus.loadKw === 0 ? 0 : bus.loadKvar / bus.loadKw;
}

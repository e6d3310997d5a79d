/**
 * Additive Holt–Winters smoothing with one or two seasons: a level, if wanted a slope, and a value
 * for each slot of the day and of the week, all moved a little by each error of one step ahead.
 *
 * Recurrences and starting values for one season are those of R's `HoltWinters` (C. C. Holt 1957,
 * P. R. Winters 1960); the second season follows J. W. Taylor, Short-term electricity demand
 * forecasting using double seasonal exponential smoothing, J. Oper. Res. Soc. 54 (2003), without
 * his correction for autocorrelated errors.
 */
import { assert } from '../assert.ts';
import type { Forecast } from './forecast.ts';
import { fillGaps } from './gaps.ts';
import { BAND, banded } from './naive.ts';
import { minimise } from './minimise.ts';
import { type Series, slotsPerDay } from './series.ts';

/** How strongly each part follows an error, 0 = never … 1 = wholly. */
export interface Smoothing {
  readonly level: number;
  /** null: no slope at all. */
  readonly slope: number | null;
  /** One a season, the shortest first. */
  readonly seasons: readonly number[];
}

export interface Smoothed {
  readonly smoothing: Smoothing;
  /** Slots of each season. */
  readonly periods: readonly number[];
  /** State after the last value. */
  readonly level: number;
  readonly slopePerSlot: number;
  /** Addend of each coming slot, one list a season, beginning with the slot after the last value. */
  readonly seasonals: readonly Float64Array[];
  /** Sum of squared errors of one step ahead, over `errors` slots. */
  readonly squareSum: number;
  readonly errors: number;
}

interface Start {
  readonly level: number;
  readonly slope: number;
  readonly seasonals: readonly Float64Array[];
}

/** Mean of a whole period around slot `i`, the two outer slots counted half where it is even. */
function centredMean(values: Float64Array, i: number, period: number): number {
  const half = Math.floor(period / 2);
  let sum = 0;
  for (let k = -half; k <= half; k++) {
    const outer = period % 2 === 0 && (k === -half || k === half);
    sum += values[i + k]! * (outer ? 0.5 : 1);
  }
  return sum / period;
}

/** From the first two of the longest period: trend by moving means, seasons by what they leave. */
function startOf(values: Float64Array, periods: readonly number[], slope: boolean): Start {
  const period = periods.at(-1)!;
  const half = Math.floor(period / 2);
  const trend: number[] = [];
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  for (let i = half; i < 2 * period - half; i++) {
    const mean = centredMean(values, i, period);
    trend.push(mean);
    sums[i % period]! += values[i]! - mean;
    counts[i % period]! += 1;
  }
  const figure = sums.map((sum, slot) => sum / counts[slot]!);
  const centre = figure.reduce((sum, value) => sum + value, 0) / period;
  const line = lineThrough(trend);
  return {
    level: slope ? line.at0 : trend.reduce((sum, value) => sum + value, 0) / trend.length,
    slope: slope ? line.slope : 0,
    seasonals: parted(
      figure.map((value) => value - centre),
      periods,
    ),
  };
}

/** Least squares through `values` at 1, 2, 3, … */
function lineThrough(values: readonly number[]): { readonly at0: number; readonly slope: number } {
  const n = values.length;
  const middle = (n + 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  let along = 0;
  let square = 0;
  values.forEach((value, i) => {
    along += (i + 1 - middle) * (value - mean);
    square += (i + 1 - middle) * (i + 1 - middle);
  });
  const slope = square > 0 ? along / square : 0;
  return { at0: mean - slope * middle, slope };
}

/** The longest season's figure as a sum: means over the shorter period first, then the rest. */
function parted(figure: Float64Array, periods: readonly number[]): Float64Array[] {
  let rest = figure;
  return periods.map((period) => {
    const times = figure.length / period;
    const part = new Float64Array(period);
    rest.forEach((value, i) => (part[i % period]! += value / times));
    rest = rest.map((value, i) => value - part[i % period]!);
    return part;
  });
}

/** Runs over `values` with given parameters. `periods` rise, each dividing the next, at most two. */
export function smooth(
  values: Float64Array,
  periods: readonly number[],
  smoothing: Smoothing,
): Smoothed {
  const longest = periods.at(-1) ?? 0;
  assert(values.length > 2 * longest && longest > 1, 'two whole seasons and a value', { longest });
  assert(periods.length <= 2 && smoothing.seasons.length === periods.length, 'a weight a season');
  return run(values, periods, smoothing, startOf(values, periods, smoothing.slope !== null));
}

function run(
  values: Float64Array,
  periods: readonly number[],
  smoothing: Smoothing,
  start: Start,
): Smoothed {
  const [short = 1, long = 1] = periods.length === 2 ? periods : [1, periods[0]];
  const two = periods.length === 2;
  const a = smoothing.level;
  const b = smoothing.slope ?? 0;
  const c = two ? smoothing.seasons[0]! : 0;
  const d = smoothing.seasons.at(-1)!;
  const near = two ? start.seasonals[0]!.slice() : new Float64Array(1);
  const far = start.seasonals.at(-1)!.slice();
  let { level, slope } = start;
  let squareSum = 0;
  for (let i = long; i < values.length; i++) {
    const value = values[i]!;
    const s = near[i % short]!;
    const t = far[i % long]!;
    const before = level;
    const error = value - (before + slope + s + t);
    squareSum += error * error;
    level = a * (value - s - t) + (1 - a) * (before + slope);
    slope = b * (level - before) + (1 - b) * slope;
    if (two) near[i % short] = c * (value - level - t) + (1 - c) * s;
    far[i % long] = d * (value - level - s) + (1 - d) * t;
  }
  const next = values.length;
  const turned = (season: Float64Array): Float64Array =>
    season.map((_, h) => season[(next + h) % season.length]!);
  return {
    ...{ smoothing, periods, level, slopePerSlot: smoothing.slope === null ? 0 : slope },
    seasonals: two ? [turned(near), turned(far)] : [turned(far)],
    ...{ squareSum, errors: next - long },
  };
}

/**
 * The weights with the smallest errors of one step ahead, by a search that always goes the same
 * way: the best of a coarse grid, then ever smaller steps along each weight.
 */
export function fitSmoothing(
  values: Float64Array,
  periods: readonly number[],
  slope: boolean,
): Smoothed {
  const start = startOf(values, periods, slope);
  const smoothingOf = ([level = 0, ...rest]: readonly number[]): Smoothing => ({
    level,
    slope: slope ? rest[0]! : null,
    seasons: slope ? rest.slice(1) : rest,
  });
  const cost = (point: readonly number[]): number =>
    run(values, periods, smoothingOf(point), start).squareSum;
  const axes = [
    [0.05, 0.2, 0.5, 0.9],
    ...(slope ? [[0.005, 0.1]] : []),
    ...periods.map(() => [0.05, 0.3]),
  ];
  return run(values, periods, smoothingOf(minimise(cost, axes)), start);
}

/** The seasons that `train` can carry: day and week, or day, or for daily values week; else none. */
export function seasonsOf(train: Series): readonly number[] {
  const day = slotsPerDay(train);
  const periods = day === 1 ? [7] : train.stepMinutes * day === 1440 ? [day, 7 * day] : [day];
  return periods.filter((period) => period > 1 && train.values.length > 2 * period);
}

/** Fitted to `train`, without a slope, which would carry a load away within a week. */
export function holtWinters(train: Series, horizon: number, intervalWidth = BAND): Forecast {
  const { values } = fillGaps(train);
  const periods = seasonsOf(train);
  if (periods.length === 0) {
    const last = values.at(-1) ?? 0;
    const flat = new Float64Array(horizon).fill(last);
    return banded(train, flat, new Float64Array(horizon), {
      method: 'holt-winters',
      intervalWidth,
    });
  }
  const fit = fitSmoothing(values, periods, false);
  const how = { method: 'holt-winters', intervalWidth } as const;
  return banded(train, aheadOf(fit, horizon), spreadOf(fit, horizon), how);
}

/** What a smoothed series foretells for each of `horizon` slots. */
export function aheadOf(fit: Smoothed, horizon: number): Float64Array {
  return Float64Array.from({ length: horizon }, (_, h) =>
    fit.seasonals.reduce(
      (sum, season) => sum + season[h % season.length]!,
      fit.level + (h + 1) * fit.slopePerSlot,
    ),
  );
}

/** Standard deviation of the error `h + 1` slots ahead, as R's `predict` has it. */
function spreadOf(
  { smoothing, periods, squareSum, errors }: Smoothed,
  horizon: number,
): Float64Array {
  const { level, slope, seasons } = smoothing;
  let share = 1;
  return Float64Array.from({ length: horizon }, (_, h) => {
    if (h > 0) {
      let weight = level * (1 + h * (slope ?? 0));
      periods.forEach((period, k) => {
        if (h % period === 0) weight += seasons[k]! * (1 - level);
      });
      share += weight * weight;
    }
    return Math.sqrt((squareSum / errors) * share);
  });
}

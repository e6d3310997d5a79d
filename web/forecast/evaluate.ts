/**
 * Rolling origin: forecasts made at several past moments from what was known then, each compared
 * with what came. Methods that answer later (in a worker) take the folds one by one.
 */
import { type Pair, score, type Scores } from './error.ts';
import type { Forecast, Forecaster } from './forecast.ts';
import { slice, type Series, slotsPerDay } from './series.ts';

export interface OriginPlan {
  /** Slots that each forecast reaches. */
  readonly horizon: number;
  /** How many moments. */
  readonly origins: number;
  /** Slots from one moment to the next. */
  readonly everySlots: number;
  /** Slots that a forecast may know, the latest before it; 0 = all before it. */
  readonly trainSlots: number;
}

/** A week of day-ahead forecasts, each from all that was known. */
export function dayAheadPlan(series: Series, origins = 7): OriginPlan {
  const day = slotsPerDay(series);
  return { horizon: day, origins, everySlots: day, trainSlots: 0 };
}

/** One past moment: what was known, and what came. */
export interface Fold {
  readonly train: Series;
  readonly actual: Series;
}

/** The plan's moments, oldest first, the last horizon ending with the series; without a past, none. */
export function folds(series: Series, plan: OriginPlan): readonly Fold[] {
  const { horizon, origins, everySlots, trainSlots } = plan;
  const { length } = series.values;
  const all: Fold[] = [];
  for (let k = origins - 1; k >= 0; k--) {
    const at = length - horizon - k * everySlots;
    const from = trainSlots > 0 ? at - trainSlots : 0;
    if (from < 0 || at - from < 2 * slotsPerDay(series)) continue;
    all.push({ train: slice(series, from, at), actual: slice(series, at, at + horizon) });
  }
  return all;
}

export interface Evaluation {
  /** Over all moments as one sample; null where nothing was measured. */
  readonly total: Scores | null;
  /** Moment by moment, as the folds are. */
  readonly each: readonly (Scores | null)[];
  /** Mean absolute error by how far ahead a slot lies; null where nothing was measured. */
  readonly maeByLead: readonly (number | null)[];
}

/** Compares `forecasts[i]` with what came after moment `i`. */
export function evaluate(
  moments: readonly Fold[],
  forecasts: readonly Pick<Forecast, 'mean' | 'lower' | 'upper' | 'intervalWidth'>[],
): Evaluation {
  const pairs = moments.map(({ actual }, i): Pair => ({
    actual: actual.values,
    forecast: forecasts[i]!,
  }));
  const horizon = moments[0]?.actual.values.length ?? 0;
  const maeByLead = Array.from({ length: horizon }, (_, h) => {
    let sum = 0;
    let count = 0;
    for (const { actual, forecast } of pairs) {
      if (!Number.isFinite(actual[h])) continue;
      sum += Math.abs(forecast.mean[h]! - actual[h]!);
      count++;
    }
    return count > 0 ? sum / count : null;
  });
  return { total: score(pairs), each: pairs.map((pair) => score([pair])), maeByLead };
}

/** All of it for a method that answers at once. */
export function rollingOrigin(
  series: Series,
  forecaster: Forecaster,
  plan: OriginPlan,
): Evaluation {
  const moments = folds(series, plan);
  return evaluate(
    moments,
    moments.map(({ train }) => forecaster(train, plan.horizon)),
  );
}

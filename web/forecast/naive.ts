/**
 * The forecasts that any other must beat: what was last, and what was a day or a week ago.
 * Bands: normal with the spread of the method's own errors on the history, which grows with the
 * root of how often the last value is used again (Hyndman and Athanasopoulos, section 5.5).
 */
import { halfWidth } from './chance.ts';
import type { Forecast, Method } from './forecast.ts';
import { fillGaps } from './gaps.ts';
import { endMinute, type Series, slotsPerDay } from './series.ts';

export const BAND = 0.8;

/** The last value goes on. */
export function persistence(train: Series, horizon: number, intervalWidth = BAND): Forecast {
  return repeat(train, horizon, { method: 'persistence', period: 1, intervalWidth });
}

/** Yesterday goes on; from the second day of the horizon, still the last day known. */
export function seasonalNaiveDay(train: Series, horizon: number, intervalWidth = BAND): Forecast {
  const period = slotsPerDay(train);
  return repeat(train, horizon, { method: 'seasonal-naive-day', period, intervalWidth });
}

/** The last week goes on; yesterday where less than a week is known. */
export function seasonalNaiveWeek(train: Series, horizon: number, intervalWidth = BAND): Forecast {
  const day = slotsPerDay(train);
  const period = train.values.length >= 7 * day ? 7 * day : day;
  return repeat(train, horizon, { method: 'seasonal-naive-week', period, intervalWidth });
}

interface Repeat {
  readonly method: Method;
  readonly period: number;
  readonly intervalWidth: number;
}

function repeat(train: Series, horizon: number, how: Repeat): Forecast {
  const { values } = fillGaps(train);
  const period = Math.min(how.period, values.length);
  const from = values.length - period;
  const mean = Float64Array.from({ length: horizon }, (_, h) => values[from + (h % period)] ?? 0);
  let square = 0;
  for (let i = period; i < values.length; i++) {
    const error = values[i]! - values[i - period]!;
    square += error * error;
  }
  const sigma = from > 0 ? Math.sqrt(square / from) : 0;
  const sigmas = mean.map((_, h) => sigma * Math.sqrt(1 + Math.floor(h / period)));
  return banded(train, mean, sigmas, how);
}

/** `mean` between limits that hold `intervalWidth` of a normal with these standard deviations. */
export function banded(
  train: Series,
  mean: Float64Array,
  sigmas: Float64Array,
  { method, intervalWidth }: Pick<Forecast, 'method' | 'intervalWidth'>,
): Forecast {
  const z = halfWidth(intervalWidth);
  return {
    ...{ method, stepMinutes: train.stepMinutes, startMinute: endMinute(train), intervalWidth },
    mean,
    lower: mean.map((value, h) => value - z * sigmas[h]!),
    upper: mean.map((value, h) => value + z * sigmas[h]!),
  };
}

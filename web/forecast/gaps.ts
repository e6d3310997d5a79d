/** Values for slots that were not measured, for methods that need one in each. */
import { measuredCount, type Series, slotsPerDay } from './series.ts';

/**
 * The same series with each gap filled by the nearest measured value of the same time of day a whole
 * number of weeks away (the past first), then days away, then by the mean of all.
 */
export function fillGaps(series: Series): Series {
  const { values } = series;
  const measured = measuredCount(series);
  if (measured === values.length || measured === 0) return series;
  let sum = 0;
  for (const value of values) if (Number.isFinite(value)) sum += value;
  const day = slotsPerDay(series);
  const filled = values.map((value, i) => {
    if (Number.isFinite(value)) return value;
    return nearest(values, i, 7 * day) ?? nearest(values, i, day) ?? sum / measured;
  });
  return { ...series, values: filled };
}

function nearest(values: Float64Array, index: number, step: number): number | null {
  for (let away = step; away < values.length; away += step) {
    for (const value of [values[index - away], values[index + away]]) {
      if (value !== undefined && Number.isFinite(value)) return value;
    }
  }
  return null;
}

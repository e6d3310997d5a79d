/**
 * Measured or made values on a fixed step, and what calendar they stand in.
 *
 * Time is counted in whole minutes since 1970-01-01 00:00 of the series' own clock: no zone and no
 * summer time in here, a day always has 1440 minutes. Whoever reads a file brings it to that form.
 */

export const MINUTES_PER_DAY = 1440;

export interface Series {
  /** From one slot to the next; a whole number that divides a day, or whole days. */
  readonly stepMinutes: number;
  /** Of the first slot, on the series' own clock; a multiple of the step within the day. */
  readonly startMinute: number;
  /** One value a slot, in the unit of whoever made it (kW unless said); NaN = not measured. */
  readonly values: Float64Array;
}

/** A value at a moment, as a file or a notebook gives it. */
export interface Point {
  /** Minutes since 1970-01-01 00:00 on the series' own clock. */
  readonly minute: number;
  /** NaN = not measured. */
  readonly value: number;
}

/** Slots in a day, at least 1; a step of a day or more counts as one. */
export function slotsPerDay(series: { readonly stepMinutes: number }): number {
  return Math.max(1, Math.round(MINUTES_PER_DAY / series.stepMinutes));
}

/** The minute at which slot `index` begins; `index` may lie beyond the end. */
export function minuteOf(series: Series, index: number): number {
  return series.startMinute + index * series.stepMinutes;
}

/** The minute right after the last slot: where a forecast begins. */
export function endMinute(series: Series): number {
  return minuteOf(series, series.values.length);
}

/** Slots `[from, to)` as a series of its own, sharing the values. */
export function slice(series: Series, from: number, to: number): Series {
  const values = series.values.subarray(from, to);
  return { ...series, startMinute: minuteOf(series, from), values };
}

/** Days since 1970-01-01 of the day that `minute` lies in. */
export function dayOf(minute: number): number {
  return Math.floor(minute / MINUTES_PER_DAY);
}

/** 0 = Sunday … 6 = Saturday; 1970-01-01 was a Thursday. */
export function weekday(minute: number): number {
  return (((dayOf(minute) + 4) % 7) + 7) % 7;
}

export function isWeekend(minute: number): boolean {
  const day = weekday(minute);
  return day === 0 || day === 6;
}

/** The same series with weekends marked as not measured: what the thesis trains a weekday on. */
export function weekdaysOnly(series: Series): Series {
  const values = series.values.map((value, i) => (isWeekend(minuteOf(series, i)) ? NaN : value));
  return { ...series, values };
}

/** How many slots hold a number. */
export function measuredCount(series: Series): number {
  let count = 0;
  for (const value of series.values) if (Number.isFinite(value)) count++;
  return count;
}

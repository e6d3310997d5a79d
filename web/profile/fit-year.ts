/**
 * Measured slots of any stretch of time, brought to the 365 days that are simulated: gaps are
 * filled from the same hour of the same weekday, days stand on their own weekday, and a stretch
 * shorter than a year is repeated by whole weeks.
 */
import { DAYS, dayOf, weekdayOf } from './calendar.ts';
import { dateOf } from './csv-time.ts';

const DAY = 1440;

export interface Measured {
  readonly stepMinutes: 60 | 15;
  /** Days since 1970 of the first slot, which begins at midnight. */
  readonly firstDay: number;
  /** Whole days; NaN = not measured. */
  readonly values: Float64Array;
}

export interface Gap {
  /** Since 1970, minutes, and how long it lasts. */
  readonly fromMinute: number;
  readonly minutes: number;
}

export interface Fitted {
  /** 365 days from 1 January. */
  readonly values: Float64Array;
  /** Days of the year taken from another week of the file. */
  readonly repeatedDays: number;
  /** How many days later in the year each day stands so that weekdays agree; −3 … 3. */
  readonly shiftedDays: number;
  /** Whole days of the file that found no place. */
  readonly droppedDays: number;
}

/** Every unbroken run of missing slots. */
export function gapsOf({ stepMinutes, firstDay, values }: Measured): Gap[] {
  const gaps: Gap[] = [];
  let from = -1;
  for (let i = 0; i <= values.length; i++) {
    const missing = i < values.length && Number.isNaN(values[i]);
    if (missing && from < 0) from = i;
    if (missing || from < 0) continue;
    const fromMinute = firstDay * DAY + from * stepMinutes;
    gaps.push({ fromMinute, minutes: (i - from) * stepMinutes });
    from = -1;
  }
  return gaps;
}

/**
 * Each missing slot from the nearest weeks that have it at the same weekday and hour, the mean of
 * both where one lies as far ahead as the other behind; else from the nearest day that has the
 * hour. null: some hour of the day was never measured.
 */
export function filled({ stepMinutes, values }: Measured): Float64Array | null {
  const inDay = DAY / stepMinutes;
  const days = values.length / inDay;
  const result = values.slice();
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) continue;
    const value = nearest(values, i, 7 * inDay, days / 7) ?? nearest(values, i, inDay, days);
    if (value === null) return null;
    result[i] = value;
  }
  return result;
}

function nearest(values: Float64Array, at: number, stride: number, rounds: number): number | null {
  for (let round = 1; round <= rounds; round++) {
    const behind = values[at - round * stride] ?? Number.NaN;
    const ahead = values[at + round * stride] ?? Number.NaN;
    if (Number.isNaN(behind) && Number.isNaN(ahead)) continue;
    if (Number.isNaN(behind)) return ahead;
    return Number.isNaN(ahead) ? behind : (behind + ahead) / 2;
  }
  return null;
}

/** Places the days of a file without gaps, at least seven of them, in the year. */
export function fitYear({ stepMinutes, firstDay, values }: Measured): Fitted {
  const inDay = DAY / stepMinutes;
  const have = Math.min(DAYS, values.length / inDay);
  const { month, dayOfMonth } = dateOf(firstDay);
  // 29 February stands where 1 March does.
  const leapDay = month === 2 && dayOfMonth === 29;
  const position = leapDay ? dayOf(3, 1) : dayOf(month, dayOfMonth);
  const ahead = (((firstDay + 3) % 7) + 14 - weekdayOf(position)) % 7;
  const shiftedDays = ahead > 3 ? ahead - 7 : ahead;
  const start = position + shiftedDays - (position + shiftedDays > DAYS ? 364 : 0);
  const weeks = Math.floor(have / 7) * 7;
  const fitted = new Float64Array(DAYS * inDay);
  let repeatedDays = 0;
  for (let day = 1; day <= DAYS; day++) {
    // 364 days are whole weeks: past the end of the year the weekday still agrees.
    const offset = day >= start ? day - start : day - start + 364;
    const source = offset < have ? offset : offset % weeks;
    if (offset >= have) repeatedDays++;
    fitted.set(values.subarray(source * inDay, (source + 1) * inDay), (day - 1) * inDay);
  }
  const droppedDays = values.length / inDay - have;
  return { values: fitted, repeatedDays, shiftedDays, droppedDays };
}

/**
 * The year that is simulated: 2023, 365 days, with Lebanon's holidays. Days are counted from 1.
 *
 * Holidays as the Association of Banks in Lebanon announced them for 2023 (abl.org.lb, "Official
 * holidays"); those by the moon as they were kept that year.
 */

export const CALENDAR_YEAR = 2023;
export const DAYS = 365;

/** Days of each month, January first. */
export const MONTH_DAYS: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export interface Holiday {
  /** 1 … 365 */
  readonly day: number;
  readonly name: string;
}

/** Sorted by day. */
export const HOLIDAYS: readonly Holiday[] = [
  { day: dayOf(1, 1), name: 'New Year' },
  { day: dayOf(1, 6), name: 'Armenian Christmas' },
  { day: dayOf(2, 9), name: 'Saint Maron' },
  { day: dayOf(2, 14), name: 'Rafik Hariri Memorial Day' },
  { day: dayOf(3, 25), name: 'Annunciation' },
  { day: dayOf(4, 7), name: 'Good Friday' },
  { day: dayOf(4, 9), name: 'Easter' },
  { day: dayOf(4, 10), name: 'Easter Monday' },
  { day: dayOf(4, 14), name: 'Orthodox Good Friday' },
  { day: dayOf(4, 16), name: 'Orthodox Easter' },
  { day: dayOf(4, 17), name: 'Orthodox Easter Monday' },
  { day: dayOf(4, 21), name: 'Eid al-Fitr' },
  { day: dayOf(5, 1), name: 'Labour Day' },
  { day: dayOf(6, 28), name: 'Eid al-Adha' },
  { day: dayOf(7, 19), name: 'Islamic New Year' },
  { day: dayOf(7, 29), name: 'Ashura' },
  { day: dayOf(8, 4), name: 'Beirut Port Memorial Day' },
  { day: dayOf(8, 15), name: 'Assumption' },
  { day: dayOf(9, 27), name: 'The Prophet’s Birthday' },
  { day: dayOf(11, 22), name: 'Independence Day' },
  { day: dayOf(12, 25), name: 'Christmas' },
];

const HOLIDAY_DAYS = new Set(HOLIDAYS.map(({ day }) => day));
const MONTHS = Array.from({ length: DAYS }, (_, i) => monthAt(i + 1));

/** Day of the year, 1 … 365, of a date of 2023. */
export function dayOf(month: number, dayOfMonth: number): number {
  let day = dayOfMonth;
  for (let i = 0; i < month - 1; i++) day += MONTH_DAYS[i]!;
  return day;
}

/** 0 = Monday … 6 = Sunday; 1 January 2023 was a Sunday. */
export function weekdayOf(day: number): number {
  return (day + 5) % 7;
}

/** 0 = January … 11 = December. */
export function monthOf(day: number): number {
  return MONTHS[day - 1]!;
}

/** Whether 1 … 365 is a public holiday; ordinary Sundays are not. */
export function isHoliday(day: number): boolean {
  return HOLIDAY_DAYS.has(day);
}

function monthAt(day: number): number {
  let month = 0;
  for (let left = day; left > MONTH_DAYS[month]!; month++) left -= MONTH_DAYS[month]!;
  return month;
}

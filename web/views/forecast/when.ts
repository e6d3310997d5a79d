/** Minutes of a series as dates and times. */
import { minuteOfText, textOfMinute } from '../../forecast/clock.ts';
import { weekday } from '../../forecast/series.ts';
import { CALENDAR_YEAR, dayOf, DAYS, HOLIDAYS } from '../../profile/calendar.ts';
import { words } from '../../strings/en/forecast.ts';
import { time } from '../../strings/en/frame.ts';

/** '2023-06-21T14:30' in pieces; month 0 … 11. */
const pieces = (minute: number): readonly [number, number, string] => {
  const text = textOfMinute(Math.round(minute));
  return [Number(text.slice(8, 10)), Number(text.slice(5, 7)) - 1, text.slice(11)];
};

const NEW_YEAR = minuteOfText(`${CALENDAR_YEAR}-01-01`)!;

/** '2023-06-21' of day 172. */
export const isoOf = (day: number): string =>
  textOfMinute(NEW_YEAR + (day - 1) * 1440).slice(0, 10);

/** The reverse; null: no date of that year. */
export function dayOfIso(text: string): number | null {
  const minute = minuteOfText(text);
  const day = minute === null ? 0 : (minute - NEW_YEAR) / 1440 + 1;
  return day >= 1 && day <= DAYS ? day : null;
}

/** 'Wed 21 June'. */
export function dateOf(minute: number): string {
  const [day, month] = pieces(minute);
  return `${words.weekdays[(weekday(minute) + 6) % 7]} ${time.date(day, month)}`;
}

/** '14:30'. */
export const clockOf = (minute: number): string => pieces(minute)[2];

/** '21 Jun', with its hour unless it is midnight. */
export function momentOf(minute: number): string {
  const [day, month, clock] = pieces(minute);
  const date = time.shortDate(day, month);
  return clock === '00:00' ? date : `${date} ${clock}`;
}

/** '14:00' for a count of hours, also beyond a day. */
export function hourOf(hours: number): string {
  const minutes = Math.round(hours * 60) % 1440;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The public holiday on the day of `minute`; '' on any other. */
export function holidayOf(minute: number): string {
  const [day, month] = pieces(minute);
  return HOLIDAYS.find((each) => each.day === dayOf(month + 1, day))?.name ?? '';
}

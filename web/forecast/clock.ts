/** Written times and minutes of a series' own clock; the Gregorian calendar, no zones. */
import { MINUTES_PER_DAY } from './series.ts';

const WRITTEN = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::00(?:\.0+)?)?)?$/;

/** Days since 1970-01-01 of a date; months 1 … 12. After H. Hinnant, days_from_civil. */
function daysOf(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const leaps = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146_097 + yearOfEra * 365 + leaps + dayOfYear - 719_468;
}

/** '2024-05-01' or '2024-05-01T13:45' as minutes since 1970-01-01; null if it is no such time. */
export function minuteOfText(text: string): number | null {
  const match = WRITTEN.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match
    .slice(1)
    .map((part?: string) => Number(part ?? 0));
  const days = daysOf(year, month, day);
  const real = textOfMinute(days * MINUTES_PER_DAY).slice(0, 10) === text.slice(0, 10);
  if (!real || hour > 23 || minute > 59) return null;
  return days * MINUTES_PER_DAY + hour * 60 + minute;
}

/** As '2024-05-01T13:45'. */
export function textOfMinute(minute: number): string {
  const days = Math.floor(minute / MINUTES_PER_DAY) + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const rest = minute - Math.floor(minute / MINUTES_PER_DAY) * MINUTES_PER_DAY;
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return `${date}T${two(Math.floor(rest / 60))}:${two(rest % 60)}`;
}

/** Day of the year and minute of the day in the words of the bar. */
import { time } from '../strings/en/frame.ts';

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** '08:15' */
export function clockOf(minute: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** `day` 1 … 365 of a year without a leap day. */
export function dateOf(day: number): string {
  const [dayOfMonth, month] = split(day);
  return time.date(dayOfMonth, month);
}

export function shortDateOf(day: number): string {
  const [dayOfMonth, month] = split(day);
  return time.shortDate(dayOfMonth, month);
}

function split(day: number): [dayOfMonth: number, month: number] {
  let rest = day;
  for (const [month, length] of MONTH_DAYS.entries()) {
    if (rest <= length) return [rest, month];
    rest -= length;
  }
  return [31, 11];
}

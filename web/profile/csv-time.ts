/**
 * Stamps of a profile as minutes on one clock without summer time, and the step between them.
 *
 * A stamp without an offset is the file's own wall clock: an hour missing on a Sunday night in
 * spring and an hour there twice on one in autumn are summer time and are taken out, so that every
 * day has 24 hours of winter time. A stamp with an offset is unambiguous and is brought to the
 * smallest offset in the file.
 */
import { MONTH_DAYS } from './calendar.ts';

const DAY = 1440;
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ]+(\d\d?):(\d\d)(?::\d\d(?:[.,]\d+)?)?)? ?(Z|[+-]\d\d(?::?\d\d)?)?$/;
const DOTTED = /^(\d\d?)\.(\d\d?)\.(\d{4})(?:[T ]+(\d\d?):(\d\d)(?::\d\d)?)?$/;

export interface Stamp {
  /** Since 1970-01-01 00:00 as written, the offset not applied. */
  readonly minute: number;
  /** East of Greenwich, minutes; null where none is written. */
  readonly offset: number | null;
}

/** A stamp as `2023-05-17T14:30+03:00` (parts after the date optional) or `17.05.2023 14:30`. */
export function readStamp(cell: string): Stamp | null {
  const iso = ISO.exec(cell);
  if (iso) {
    const minute = minuteOf([iso[1], iso[2], iso[3]], iso[4], iso[5]);
    return minute === null ? null : { minute, offset: offsetOf(iso[6]) };
  }
  const dotted = DOTTED.exec(cell);
  if (!dotted) return null;
  const minute = minuteOf([dotted[3], dotted[2], dotted[1]], dotted[4], dotted[5]);
  return minute === null ? null : { minute, offset: null };
}

/** Minutes of a date and time in text; null where there is no such date. */
export function minuteOf(
  [year, month, day]: readonly (string | undefined)[],
  hour = '0',
  minute = '0',
): number | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const [h, min] = [Number(hour), Number(minute)];
  if (!(y >= 1900 && y <= 2200 && m >= 1 && m <= 12 && d >= 1)) return null;
  const leap = y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
  const length = MONTH_DAYS[m - 1]! + (m === 2 && leap ? 1 : 0);
  if (d > length || min > 59 || h > 24 || (h === 24 && min > 0)) return null;
  return (daysBefore(y, m) + d - 1) * DAY + h * 60 + min;
}

/** Days from 1970-01-01 to the first of a month. */
function daysBefore(year: number, month: number): number {
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  let days = before * 365 + leaps - 719_162;
  for (let m = 1; m < month; m++) days += MONTH_DAYS[m - 1]!;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month > 2 && leap ? days + 1 : days;
}

/** The date of a day since 1970. */
export function dateOf(day: number): { year: number; month: number; dayOfMonth: number } {
  let year = 1970 + Math.floor(day / 366);
  while (daysBefore(year + 1, 1) <= day) year++;
  let month = 12;
  while (daysBefore(year, month) > day) month--;
  return { year, month, dayOfMonth: day - daysBefore(year, month) + 1 };
}

/** '2023-05-17 14:30' for a person. */
export function shownMinute(minute: number): string {
  const { year, month, dayOfMonth } = dateOf(Math.floor(minute / DAY));
  const two = (value: number): string => String(value).padStart(2, '0');
  const inDay = ((minute % DAY) + DAY) % DAY;
  const clock = `${two(Math.floor(inDay / 60))}:${two(inDay % 60)}`;
  return `${year}-${two(month)}-${two(dayOfMonth)} ${clock}`;
}

function offsetOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (text === 'Z') return 0;
  const digits = text.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || '0');
  return text.startsWith('-') ? -minutes : minutes;
}

export interface Clock {
  /** Of each row, on one clock without summer time. */
  readonly minutes: readonly number[];
  /** Where summer time was found, in minutes as written: the hour that is missing and the doubled one. */
  readonly missingHours: readonly number[];
  readonly doubledHours: readonly number[];
  /** true: stamps had offsets, and more than one. */
  readonly offsetsDiffer: boolean;
}

/** Takes offsets and summer time out of the stamps of a file whose step is `step` minutes. */
export function onOneClock(stamps: readonly Stamp[], step: number): Clock {
  const offsets = new Set(stamps.flatMap(({ offset }) => (offset === null ? [] : [offset])));
  if (offsets.size > 0) {
    const least = Math.min(...offsets);
    const minutes = stamps.map(({ minute, offset }) => minute - (offset ?? least) + least);
    return { minutes, missingHours: [], doubledHours: [], offsetsDiffer: offsets.size > 1 };
  }
  const written = stamps.map(({ minute }) => minute);
  const jumps = findJumps(written, step);
  const minutes = [...written];
  jumps.forEach(({ row, forward }, index) => {
    // Summer is what follows a missing hour up to the doubled one, or all before a first doubled.
    const from = forward ? row : 0;
    const to = forward ? (jumps[index + 1]?.row ?? minutes.length) : index === 0 ? row : 0;
    for (let i = from; i < to; i++) minutes[i]! -= 60;
  });
  const at = (forward: boolean): number[] =>
    jumps.flatMap((jump) => (jump.forward === forward ? [written[jump.row]!] : []));
  return { minutes, missingHours: at(true), doubledHours: at(false), offsetsDiffer: false };
}

interface Jump {
  /** The first row after it. */
  readonly row: number;
  readonly forward: boolean;
}

/**
 * Rows where the wall clock was put forward or back. A missing hour alone may be a gap: it counts
 * when the clock goes back later, or when the file ends before it could.
 */
function findJumps(written: readonly number[], step: number): Jump[] {
  const jumps: Jump[] = [];
  for (let row = 1; row < written.length; row++) {
    const change = written[row]! - written[row - 1]! - step;
    if (Math.abs(change) !== 60 || !inChangingNight(written[row]!)) continue;
    const forward = change > 0;
    if (jumps.at(-1)?.forward !== forward) jumps.push({ row, forward });
  }
  const end = written.at(-1) ?? 0;
  return jumps.filter(({ row, forward }, index) => {
    return !forward || index + 1 < jumps.length || end - written[row]! < 200 * DAY;
  });
}

/** From 22:00 on a Saturday to 04:00 on a Sunday, in the months in which clocks change. */
function inChangingNight(minute: number): boolean {
  const day = Math.floor(minute / DAY);
  const weekday = (((day + 3) % 7) + 7) % 7;
  const hour = Math.floor((minute - day * DAY) / 60);
  const night = weekday === 6 ? hour <= 4 : weekday === 5 && hour >= 22;
  return night && [3, 4, 9, 10, 11].includes(dateOf(day).month);
}

const STEPS = [5, 10, 15, 30, 60];

/** The most frequent step of the stamps: 5, 10, 15, 30 or 60 minutes; 0 for any other. */
export function stepOf(stamps: readonly Stamp[]): number {
  const counts = new Map<number, number>();
  for (let row = 1; row < stamps.length; row++) {
    const [was, is] = [stamps[row - 1]!, stamps[row]!];
    const step = is.minute - (is.offset ?? 0) - (was.minute - (was.offset ?? 0));
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  let best = 0;
  for (const [step, count] of counts) if (count > (counts.get(best) ?? 0)) best = step;
  return STEPS.includes(best) ? best : 0;
}

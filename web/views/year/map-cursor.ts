/** The map's data cursor: which slot a key or a pixel leads to. Pure. */

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Days of the year, from 0, on which the months begin. */
export const MONTH_STARTS: readonly number[] = MONTH_DAYS.map((_, month) =>
  MONTH_DAYS.slice(0, month).reduce((sum, days) => sum + days, 0),
);

const MONTHS = MONTH_DAYS.length;

/** 0 … 11 for a day of the year from 0. */
export function monthOfDay(day: number): number {
  const after = MONTH_STARTS.findIndex((start) => start > day);
  return (after < 0 ? MONTHS : after) - 1;
}

export interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
}

const inYear = (slot: number, slots: number): number => ((slot % slots) + slots) % slots;

/** The same day and hour `months` on; the last day of a shorter month where there is none. */
function monthsOn(slot: number, perDay: number, months: number): number {
  const day = Math.floor(slot / perDay);
  const month = monthOfDay(day);
  const next = (((month + months) % MONTHS) + MONTHS) % MONTHS;
  const dayOfMonth = Math.min(day - MONTH_STARTS[month]!, MONTH_DAYS[next]! - 1);
  return (MONTH_STARTS[next]! + dayOfMonth) * perDay + (slot % perDay);
}

/**
 * Where a key leads: arrows up and down by the hour, left and right by the day (with Shift a
 * week), PageUp and PageDown by the month, Home and End to the year's ends; round the year.
 * @returns undefined when the key is not the cursor's
 */
export function movedOnMap(
  from: number,
  { slots, perDay }: { readonly slots: number; readonly perDay: number },
  { key, shiftKey }: Key,
): number | undefined {
  const hour = Math.max(1, perDay / 24);
  const days = perDay * (shiftKey ? 7 : 1);
  switch (key) {
    case 'ArrowUp':
      return inYear(from + (shiftKey ? 1 : hour), slots);
    case 'ArrowDown':
      return inYear(from - (shiftKey ? 1 : hour), slots);
    case 'ArrowRight':
      return inYear(from + days, slots);
    case 'ArrowLeft':
      return inYear(from - days, slots);
    case 'PageUp':
      return monthsOn(from, perDay, 1);
    case 'PageDown':
      return monthsOn(from, perDay, -1);
    case 'Home':
      return 0;
    case 'End':
      return slots - 1;
    default:
      return undefined;
  }
}

/** Where the map stands in its box, px. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The slot under a pixel of the box; null outside the map. */
export function slotAt(
  [x, y]: readonly [number, number],
  { left, top, width, height }: Place,
  perDay: number,
): number | null {
  const day = Math.floor(((x - left) / width) * 365);
  const row = Math.floor(((top + height - y) / height) * perDay);
  const inside = day >= 0 && day < 365 && row >= 0 && row < perDay;
  return inside ? day * perDay + row : null;
}

/** What the year's map says in words: of one slot, and of the whole picture. Pure. */
import type { YearPart } from '../../app/year-show.ts';
import { timeOfSlot } from '../../kernel/year.ts';
import { map as words } from '../../strings/en/year.ts';
import { formatQuantity, formatShare, NO_VALUE } from '../../units.ts';
import { clockOf, dateOf } from '../clock.ts';
import { QUANTITY, type QuantityId } from './quantity.ts';
import { FAILED, OUTSIDE, UNSOLVED, type YearSlots } from './slots.ts';

export interface When {
  readonly date: string;
  readonly clock: string;
}

export function whenOf(slot: number, stepMinutes: 60 | 15): When {
  const { day, minute } = timeOfSlot(slot, stepMinutes);
  return { date: dateOf(day), clock: clockOf(minute) };
}

/** '12 hours' */
export function countOf(count: number, stepMinutes: 60 | 15): string {
  return words.count({ slots: count, minutes: stepMinutes });
}

function busAt({ grid }: YearPart, index: number | undefined): number | null {
  return grid.buses[index ?? -1]?.id ?? null;
}

/** '0.9120 pu at bus 9', 'charging with 40.0 kW', 'not computed yet'. */
function valueWords(
  part: YearPart,
  slots: YearSlots,
  { id, slot }: { readonly id: QuantityId; readonly slot: number },
): string {
  const { format, of, ahead } = QUANTITY[id];
  const standing = slots.standing[slot];
  if (!ahead && standing === UNSOLVED) return words.unsolved;
  if (!ahead && standing === FAILED) return words.failed;
  const value = of(slots)[slot] ?? Number.NaN;
  const written = (size: number): string => formatQuantity(format, size);
  const text = written(value);
  if (text === NO_VALUE) return words.unsolved;
  if (id === 'pack') {
    if (value === 0) return words.idle;
    return value < 0 ? words.charging(written(-value)) : words.giving(text);
  }
  if (id === 'grid') return value < 0 ? words.back(written(-value)) : words.drawn(text);
  const bus =
    id === 'lowest'
      ? busAt(part, slots.lowestAt[slot])
      : id === 'highest'
        ? busAt(part, slots.highestAt[slot])
        : null;
  return bus === null ? text : words.atBus(text, bus);
}

/** '14 December, 19:00: lowest voltage 0.9120 pu at bus 9, outside the limits' */
export function readingOf(
  part: YearPart,
  slots: YearSlots,
  { id, slot }: { readonly id: QuantityId; readonly slot: number },
): string {
  const said = words.reading({
    ...whenOf(slot, part.year.input.stepMinutes),
    name: words.names[id],
    value: valueWords(part, slots, { id, slot }),
  });
  const standing = slots.standing[slot];
  if (standing === OUTSIDE) return `${said}, ${words.outside}`;
  return standing === FAILED && QUANTITY[id].ahead ? `${said}, ${words.failed}` : said;
}

export interface Tally {
  readonly solved: number;
  readonly outside: number;
  readonly failed: number;
}

export function tallyOf({ standing }: YearSlots): Tally {
  let [solved, outside, failed] = [0, 0, 0];
  for (let slot = 0; slot < standing.length; slot++) {
    const state = standing[slot];
    if (state !== UNSOLVED) solved++;
    if (state === OUTSIDE) outside++;
    if (state === FAILED) failed++;
  }
  return { solved, outside, failed };
}

function rangeOf(values: Float64Array): readonly [number, number] | null {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? null : [low, high];
}

/** The finding: the range of what is shown, and how much of the year breaks a limit. */
export function summaryOf(part: YearPart, slots: YearSlots, id: QuantityId): string {
  const { format, of } = QUANTITY[id];
  const range = rangeOf(of(slots));
  if (!range) return words.nothing;
  const [low, high] = range.map((value) => formatQuantity(format, value)) as [string, string];
  const said = words.range({ name: words.names[id], low, high });
  const { solved, outside, failed } = tallyOf(slots);
  if (solved === 0) return said;
  const bad = outside + failed;
  if (bad === 0)
    return `${said} ${solved < slots.standing.length ? words.insideSoFar : words.allInside}`;
  const count = countOf(bad, part.year.input.stepMinutes);
  return `${said} ${words.outsideCount({ count, share: formatShare(bad / solved) })}`;
}

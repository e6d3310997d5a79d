/** The map's twin as a table, month by month; every slot stands in its CSV. */
import { map, MONTHS, table as words } from '../../strings/en/year.ts';
import { formatBare, QUANTITIES } from '../../units.ts';
import type { Cell, Table } from '../chart/table.ts';
import { MONTH_STARTS } from './map-cursor.ts';
import { DAYS } from './painter.ts';
import { QUANTITY, type QuantityId } from './quantity.ts';
import { FAILED, OUTSIDE, type YearSlots } from './slots.ts';

/** Slots of one month: the first, and the first of the next. */
function slotsOfMonth(month: number, perDay: number): readonly [number, number] {
  return [MONTH_STARTS[month]! * perDay, (MONTH_STARTS[month + 1] ?? DAYS) * perDay];
}

/** Lowest, mean and highest of each month, and the hours that break a limit. */
export function monthTable(slots: YearSlots, id: QuantityId): Table {
  const { of, format } = QUANTITY[id];
  const values = of(slots);
  const perDay = values.length / DAYS;
  const { unit } = QUANTITIES[format];
  const bare = (value: number): string => formatBare(format, value);
  return {
    caption: words.monthly(map.names[id]),
    columns: [
      { label: words.month, unit: '' },
      { label: words.least, unit, format: bare },
      { label: words.mean, unit, format: bare },
      { label: words.most, unit, format: bare },
      { label: words.outside, unit: words.hours },
      { label: words.unsolved, unit: words.hours },
    ],
    rows: MONTHS.map((name, month) => monthRow(name, slots, values, slotsOfMonth(month, perDay))),
  };
}

function monthRow(
  name: string,
  { standing }: YearSlots,
  values: Float64Array,
  [from, to]: readonly [number, number],
): readonly Cell[] {
  let [low, high, sum, count, outside, failed] = [Infinity, -Infinity, 0, 0, 0, 0];
  for (let slot = from; slot < to; slot++) {
    if (standing[slot] === OUTSIDE) outside++;
    if (standing[slot] === FAILED) failed++;
    const value = values[slot]!;
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
    sum += value;
    count++;
  }
  const hour = values.length / DAYS / 24;
  const cells = count === 0 ? [null, null, null] : [low, sum / count, high];
  return [name, ...cells, outside / hour, failed / hour];
}

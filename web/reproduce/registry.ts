/**
 * The printed figures beside ours, room by room of the thesis.
 *
 * A table is data: what was printed, how ours is computed, how close it must be and why. The room
 * knows no clock, no thread and no screen, and holds no result. The app's tables and the forecasts
 * are not covered yet.
 */
import type { TableSummary } from './table.ts';
import type { Table } from './row.ts';
import { COST } from './tables/cost.ts';
import { SITING } from './tables/siting.ts';
import { TABLE_1 } from './tables/table-1.ts';
import { TABLE_10 } from './tables/table-10.ts';
import { TABLE_4 } from './tables/table-4.ts';
import { TABLE_5 } from './tables/table-5.ts';
import { TABLE_6 } from './tables/table-6.ts';
import { TABLE_7 } from './tables/table-7.ts';
import { TABLE_8 } from './tables/table-8.ts';
import { TABLE_9_AFTER, TABLE_9_BEFORE } from './tables/table-9.ts';
import { TEXT } from './tables/text.ts';

const TABLES: readonly Table[] = [
  TABLE_1,
  TABLE_4,
  TABLE_5,
  TABLE_6,
  TABLE_7,
  TABLE_8,
  TABLE_9_BEFORE,
  TABLE_9_AFTER,
  TABLE_10,
  COST,
  TEXT,
  SITING,
];

/** What can be run, in the thesis's order. */
export function tables(): TableSummary[] {
  return TABLES.map(({ id, title, about, stochastic, rows }) => {
    return { id, title, about, stochastic, rowCount: rows.length };
  });
}

/** @throws RangeError naming the known ones when there is no such table. */
export function getTable(id: string): Table {
  const table = TABLES.find((each) => each.id === id);
  if (table) return table;
  const known = TABLES.map((each) => each.id).join(', ');
  throw new RangeError(`id: no table is called '${id}'; there are ${known}`);
}

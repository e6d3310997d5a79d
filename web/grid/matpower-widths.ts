/** Whether every row of a table has the columns it needs; a missing one is named. */
import type { Problem } from '../assert.ts';
import type { Row } from './matlab-text.ts';
import { allowedWidth, missingColumns, type TableFormat } from './matpower-columns.ts';
import { problem } from './problem.ts';

export interface Table {
  readonly line: number;
  readonly rows: readonly Row[];
  readonly comment: string;
}

/** Bad rows named at most; a table off by a column throughout is one problem. */
const ROWS_NAMED_MAX = 20;

/** Breaches of 'at most `most` rows, all as wide as the format asks'. */
export function widthProblems(format: TableFormat, table: Table, most: number): Problem[] {
  const { rows, line, comment } = table;
  const where = { kind: 'file', field: `mpc.${format.name}`, line };
  if (rows.length > most) {
    const words = { found: `${rows.length} rows`, allowed: `at most ${most} rows` };
    return [problem(where, 'size', { ...words, remedy: 'Use a smaller network.' })];
  }
  const width = rows[0]?.cells.length ?? 0;
  const ragged = rows.filter(({ cells }) => cells.length !== width);
  const { columns, widths } = format;
  if (ragged.length === 0) {
    if (rows.length === 0 || allowedWidth(format, width)) return [];
    const missing = missingColumns(format, width, comment).join(', ');
    const allowed = `${widths.join(', ')} or more columns`;
    const remedy = `Add the missing column: ${missing}.`;
    return [problem(where, 'columns', { found: `${width} columns`, allowed, remedy })];
  }
  const usual = usualWidth(rows);
  return rows
    .filter(({ cells }) => cells.length !== usual)
    .slice(0, ROWS_NAMED_MAX)
    .map(({ line: at, cells }) => {
      const short = cells.length < usual;
      const name = columns[Math.min(cells.length, columns.length - 1)] ?? '';
      const remedy = short
        ? `Complete the row; counted from the left, it ends before ${name}.`
        : 'Remove what is too much, or begin a new row with a semicolon.';
      const found = `${cells.length} values`;
      const allowed = `${usual} values, as in the other rows`;
      const place = { kind: format.kind, id: cells[0] ?? '', line: at };
      return problem(place, 'columns', { found, allowed, remedy });
    });
}

function usualWidth(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  let usual = 0;
  for (const { cells } of rows) {
    const count = (counts.get(cells.length) ?? 0) + 1;
    counts.set(cells.length, count);
    if (count > (counts.get(usual) ?? 0)) usual = cells.length;
  }
  return usual;
}

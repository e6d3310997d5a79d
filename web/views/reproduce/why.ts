/** The view's one sentence, and its summary for those who cannot see it at a glance. */
import type { TableReport, TableSummary } from '../../reproduce/table.ts';
import { words } from '../../strings/en/reproduce.ts';
import { tally } from './tally.ts';

export function why(reports: readonly TableReport[]): string {
  const rows = reports.flatMap((report) => report.rows);
  if (rows.length === 0) return words.why.none;
  const off = rows.filter((row) => row.verdict === 'differs');
  if (off.length === 0) return words.why.holds;
  return words.why.differs({
    differs: off.length,
    inconsistent: off.filter((row) => row.finding === 'internally inconsistent').length,
    refuted: off.filter((row) => row.finding === 'not reproducible').length,
    missing: off.filter((row) => row.finding === 'not reproducible, missing data').length,
  });
}

/** The projector's one number and what it counts. */
export function number(
  tables: readonly TableSummary[],
  reports: readonly TableReport[],
): readonly [count: number, words: string] {
  const rows = reports.flatMap((report) => report.rows);
  if (rows.length === 0) return [0, words.number.none(tables.length)];
  return [tally(rows).differs, words.number.differs(rows.length)];
}

export function summary(tables: readonly TableSummary[], reports: readonly TableReport[]): string {
  const { some, none, tryRun, tryFilter } = words.summary;
  if (reports.length === 0) return [words.here, none, tryRun].join(' ');
  const rows = reports.flatMap((report) => report.rows);
  const told = some({
    tables: reports.length,
    all: tables.length,
    rows: rows.length,
    differs: tally(rows).differs,
  });
  return [words.here, told, tryFilter].join(' ');
}

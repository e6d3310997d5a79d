/** Counting, ordering and filtering figures: what differs comes first and nothing is dropped. */
import { words } from '../../strings/en/reproduce.ts';
import type { RowReport, TableReport, TableSummary, Verdict } from '../../reproduce/table.ts';

/** Worst first; the order of every list in this view. */
export const VERDICTS: readonly Verdict[] = ['differs', 'not run', 'within tolerance', 'identical'];

export type Tally = Readonly<Record<Verdict, number>>;

export function tally(rows: readonly RowReport[]): Tally {
  const counts: Record<Verdict, number> = {
    differs: 0,
    'not run': 0,
    'within tolerance': 0,
    identical: 0,
  };
  for (const row of rows) counts[row.verdict] += 1;
  return counts;
}

/** Rows worst verdict first; equals keep the order of the print. */
export function worstFirst(rows: readonly RowReport[]): readonly RowReport[] {
  return rows
    .map((row, at) => ({ row, at, rank: VERDICTS.indexOf(row.verdict) }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ row }) => row);
}

export interface Entry {
  readonly summary: TableSummary;
  readonly report: TableReport | null;
}

/** All tables, those with most differences first, then the rest in the order of the study. */
export function entries(
  tables: readonly TableSummary[],
  reports: readonly TableReport[],
): readonly Entry[] {
  const byId = new Map(reports.map((report) => [report.id, report]));
  return tables
    .map((summary, at) => {
      const report = byId.get(summary.id) ?? null;
      return { summary, report, at, differs: report ? tally(report.rows).differs : 0 };
    })
    .sort((a, b) => b.differs - a.differs || a.at - b.at)
    .map(({ summary, report }) => ({ summary, report }));
}

/** What goes into the report: all tables, most differences first; those not run say so. */
export const complete = (
  tables: readonly TableSummary[],
  reports: readonly TableReport[],
): readonly TableReport[] =>
  entries(tables, reports).map(({ summary, report }) => report ?? notRun(summary));

const notRun = ({ id, title, rowCount }: TableSummary): TableReport => ({
  id,
  title,
  scenarioLink: '',
  seeds: [],
  rows: [],
  problems: [
    {
      where: { kind: 'table', id },
      rule: words.verdict['not run'].word,
      found: words.table.rows(rowCount),
      allowed: '',
      remedy: words.report.notRun,
    },
  ],
  resultHash: '',
  seconds: 0,
});

export interface Filter {
  readonly only: 'all' | 'differs';
  /** '' = all tables. */
  readonly table: string;
}

export const passes = (row: RowReport, { only }: Filter): boolean =>
  only === 'all' || row.verdict === 'differs';

/** Tables that have something to show under the filter. */
export const filtered = (all: readonly Entry[], filter: Filter): readonly Entry[] =>
  all.filter(
    ({ summary, report }) =>
      (filter.table === '' || filter.table === summary.id) &&
      (filter.only === 'all' || (report?.rows.some((row) => passes(row, filter)) ?? false)),
  );

/** Distinct notes in order of appearance, and the place of each row's note in them, from 1. */
export function notes(texts: readonly string[]): {
  readonly list: readonly string[];
  readonly numberOf: (text: string) => number;
} {
  const list = [...new Set(texts.filter((text) => text !== ''))];
  return { list, numberOf: (text) => list.indexOf(text) + 1 };
}

/** A finished run as a file to keep, attach or print: JSON for machines, Markdown for people. */
import { NO_VALUE } from '../units.ts';
import type { RowReport, TableReport, Verdict } from './table.ts';

/** Where, with what and when it was computed; all of it given, nothing is looked up. */
export interface Provenance {
  readonly version: string;
  readonly commit: string;
  readonly kernelSha256: string;
  readonly browser: string;
  readonly cores: number;
  /** ISO 8601. */
  readonly date: string;
}

const REPORT_FORMAT = 'gridledger-reproduction-1';

const ORDER: readonly Verdict[] = ['differs', 'not run', 'within tolerance', 'identical'];

/** Rows as they are reported: what differs first, otherwise in the table's order. */
export function differsFirst(rows: readonly RowReport[]): RowReport[] {
  return ORDER.flatMap((verdict) => rows.filter((row) => row.verdict === verdict));
}

/** How many rows came out how, over all tables. */
function countVerdicts(reports: readonly TableReport[]): Record<Verdict, number> {
  const counts = { differs: 0, 'not run': 0, 'within tolerance': 0, identical: 0 };
  for (const { rows } of reports) for (const { verdict } of rows) counts[verdict]++;
  return counts;
}

const counted = (verdict: Verdict, count: number): string =>
  `${count} ${verdict === 'differs' && count !== 1 ? 'differ' : verdict}`;

/** The whole run as JSON, with every digit. */
export function reportJson(reports: readonly TableReport[], provenance: Provenance): string {
  const tables = reports.map((report) => ({ ...report, rows: differsFirst(report.rows) }));
  const counts = countVerdicts(reports);
  return `${JSON.stringify({ format: REPORT_FORMAT, provenance, counts, tables }, null, 2)}\n`;
}

/** The whole run as Markdown, one table each. */
export function reportMarkdown(reports: readonly TableReport[], provenance: Provenance): string {
  const counts = countVerdicts(reports);
  const { version, commit, kernelSha256, browser, cores, date } = provenance;
  const total = ORDER.reduce((sum, verdict) => sum + counts[verdict], 0);
  const lines = [
    '# The thesis, recomputed',
    '',
    `${total} printed figures: ${ORDER.map((each) => counted(each, counts[each])).join(', ')}.`,
    '',
    `- Version ${text(version)}, commit ${text(commit)}`,
    `- Kernel SHA-256 ${text(kernelSha256)}`,
    `- ${text(browser)}, ${cores} cores, ${text(date)}`,
    ...reports.flatMap(tableLines),
  ];
  return `${lines.join('\n')}\n`;
}

function tableLines(report: TableReport): string[] {
  const { title, scenarioLink, seeds, resultHash, seconds, problems } = report;
  const seedWords = seeds.length > 0 ? [`- Seeds: ${seeds.join(', ')}`] : [];
  return [
    '',
    `## ${text(title)}`,
    '',
    `- Scenario: \`${scenarioLink}\``,
    ...seedWords,
    `- Result: ${resultHash}, ${seconds.toFixed(1)} s`,
    ...problems.map((each) => `- ${text(`${each.rule}: ${each.found}; ${each.remedy}`)}`),
    '',
    '| Verdict | Quantity | Printed | Ours | Difference | Tolerance | Finding | Reason |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...differsFirst(report.rows).map(rowLine),
  ];
}

function rowLine(row: RowReport): string {
  const { quantity, unit, spread } = row;
  const range = spread
    ? ` (${figure(spread.min)} … ${figure(spread.median)} … ${figure(spread.max)} over ` +
      `${spread.seeds} seeds)`
    : '';
  const cells = [
    row.verdict,
    unit === '' ? quantity : `${quantity}, ${unit}`,
    words(row.published, row.publishedWords),
    words(row.ours, row.oursWords) + range,
    figure(row.difference) + (row.relative === null ? '' : ` (${percent(row.relative)})`),
    `${figure(row.tolerance)}: ${row.toleranceWhy}`,
    row.finding,
    row.reason,
  ];
  return `| ${cells.map(text).join(' | ')} |`;
}

function words(value: number | null, said: string | undefined): string {
  if (value === null) return said ?? NO_VALUE;
  return said === undefined ? figure(value) : `${figure(value)} (${said})`;
}

/** Six figures, enough to see any difference from print. */
function figure(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return NO_VALUE;
  return String(Number(value.toPrecision(6)));
}

function percent(relative: number): string {
  return `${(relative * 100).toFixed(2)} %`;
}

/** One cell: nothing in it may end the cell or the line. */
function text(cell: string): string {
  return cell.replace(/[\r\n]+/g, ' ').replaceAll('|', '\\|');
}

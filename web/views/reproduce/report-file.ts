/** The reproducibility report as files: everything that was computed, what differs first. */
import type { RowReport, TableReport, TableSummary } from '../../reproduce/table.ts';
import { words } from '../../strings/en/reproduce.ts';
import { digitsOf, figure, printed } from './figure.ts';
import type { Machine } from './provenance.ts';
import { type Entry, entries, tally, worstFirst } from './tally.ts';

export interface ReportInput {
  readonly machine: Machine;
  readonly tables: readonly TableSummary[];
  readonly reports: readonly TableReport[];
}

export function reportJson({ machine, tables, reports }: ReportInput): string {
  const body = {
    format: 'gridledger-reproducibility-report',
    formatVersion: 1,
    ...machine,
    totalSeconds: reports.reduce((sum, report) => sum + report.seconds, 0),
    verdicts: tally(reports.flatMap((report) => report.rows)),
    tables: entries(tables, reports).map(({ summary, report }) =>
      report === null
        ? { id: summary.id, title: summary.title, verdict: 'not run', rowCount: summary.rowCount }
        : { ...report, about: summary.about },
    ),
  };
  return `${JSON.stringify(body, null, 2)}\n`;
}

/** A cell's text must not end the cell or the row. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');

export function reportMarkdown(input: ReportInput): string {
  const { machine, tables, reports } = input;
  const { report: said } = words;
  const facts: readonly (readonly [string, string])[] = [
    [said.version, machine.version],
    [said.commit, machine.commit],
    [said.kernel, machine.kernelSha256 === '' ? said.pending : machine.kernelSha256],
    [said.browser, machine.browser],
    [said.system, machine.system],
    [said.cores, machine.cores === 0 ? words.table.none : String(machine.cores)],
    [said.date, machine.date],
    [said.link, machine.link],
  ];
  return [
    `# ${said.printTitle}`,
    '',
    ...facts.map(([name, value]) => `- ${name}: ${value}`),
    '',
    said.partial({ tables: reports.length, all: tables.length }),
    ...entries(tables, reports).flatMap(section),
    '',
  ].join('\n');
}

function section({ summary, report }: Entry): string[] {
  const head = ['', `## ${summary.title}`, '', summary.about, ''];
  if (report === null) return [...head, words.verdict['not run'].word];
  const { table } = words;
  const titles = [
    table.quantity,
    table.published,
    table.ours,
    table.difference,
    table.relative,
    table.tolerance,
    table.verdict,
    table.finding,
    words.report.reason,
  ];
  return [
    ...head,
    `| ${titles.join(' | ')} |`,
    `|${titles.map(() => '---').join('|')}|`,
    ...worstFirst(report.rows).map((row) => `| ${cells(row).map(cell).join(' | ')} |`),
    '',
    `- ${words.report.link}: ${report.scenarioLink}`,
    `- ${words.report.seeds}: ${report.seeds.length === 0 ? table.none : report.seeds.join(', ')}`,
    `- ${table.hash}: ${report.resultHash}`,
    `- ${words.report.seconds}: ${report.seconds.toFixed(2)}`,
  ];
}

function cells(row: RowReport): readonly string[] {
  const { none, percent, spreadLong } = words.table;
  const digits = digitsOf(row.published);
  const shown = (value: number | null, said?: string): string =>
    value === null ? (said ?? none) : figure(value, digits);
  const spread = row.spread;
  const told = spread
    ? ` (${spreadLong({
        min: figure(spread.min, digits),
        median: figure(spread.median, digits),
        max: figure(spread.max, digits),
        seeds: spread.seeds,
      })})`
    : '';
  return [
    row.unit === '' ? row.quantity : `${row.quantity}, ${row.unit}`,
    row.published === null ? (row.publishedWords ?? none) : printed(row.published),
    shown(row.ours, row.oursWords) + told,
    shown(row.difference),
    row.relative === null ? none : percent(figure(row.relative * 100, 2)),
    `±${figure(row.tolerance, undefined)} (${row.toleranceWhy})`,
    words.verdict[row.verdict].word,
    words.finding[row.finding],
    row.reason,
  ];
}

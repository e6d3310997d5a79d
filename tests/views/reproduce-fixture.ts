/** Hand-made tables for tests of the Reproduce view; figures of the study, ours rounded. */
import type { RowReport, TableReport, TableSummary } from '../../web/reproduce/table.ts';

export const TABLES: readonly TableSummary[] = [
  {
    id: 'table-1',
    title: 'Table 1, the module',
    about: 'The data sheet’s figures against each other.',
    stochastic: false,
    rowCount: 1,
  },
  {
    id: 'table-9-before',
    title: 'Table 9, voltages before',
    about: 'The power flow of the printed network at 1000 kVA against the printed voltages.',
    stochastic: false,
    rowCount: 2,
  },
  {
    id: 'table-9-after',
    title: 'Table 9, voltages after',
    about: 'The printed design against the printed voltages.',
    stochastic: false,
    rowCount: 2,
  },
  {
    id: 'siting',
    title: 'Siting, least loss',
    about: 'What the search finds against what the thesis says it found.',
    stochastic: true,
    rowCount: 1,
  },
];

export const row = (changes: Partial<RowReport> = {}): RowReport => ({
  quantity: 'Voltage at bus 2',
  unit: 'pu',
  published: 0.8993,
  ours: 0.9053676713717238,
  difference: 0.0060676713717238,
  relative: 0.006747105050287779,
  tolerance: 0.01,
  toleranceWhy: 'No simple model reaches four decimals; the largest residual is 0.0099 pu.',
  verdict: 'within tolerance',
  finding: 'reproduced with correction',
  reason: 'At the stated 490 kVA there is no solution; 1000 kVA gives the column.',
  ...changes,
});

export const report = (id: string, rows: readonly RowReport[]): TableReport => ({
  id,
  title: TABLES.find((table) => table.id === id)!.title,
  scenarioLink: `#/grid?v=1&c=thesis13&from=${id}`,
  seeds: id === 'siting' ? Array.from({ length: 30 }, (_, at) => at + 1) : [],
  rows,
  problems: [],
  resultHash: '0123456789abcdef'.repeat(4),
  seconds: 0.42,
});

export const REPORTS: readonly TableReport[] = [
  report('table-1', [
    row({
      quantity: 'Efficiency',
      unit: '%',
      published: 21.1,
      ours: 21.14,
      difference: 0.04,
      relative: 0.0019,
      tolerance: 0.05,
      toleranceWhy: 'Half of the last printed digit.',
      verdict: 'identical',
      finding: 'reproduced',
      reason: '',
    }),
  ]),
  report('table-9-before', [row(), row({ quantity: 'Voltage at bus 3', published: 0.8953 })]),
  report('table-9-after', [
    row({
      quantity: 'Voltage at bus 3',
      published: 0.9528,
      ours: 0.9301,
      difference: -0.0227,
      verdict: 'within tolerance',
      finding: 'internally inconsistent',
      reason: 'Two identical lines around an unloaded bus drop differently.',
    }),
    row({
      quantity: 'Voltage at bus 12',
      published: 0.9258,
      ours: 1.0041,
      difference: 0.0783,
      verdict: 'differs',
      finding: 'internally inconsistent',
      reason: 'Bus 12 is an unloaded spur, so it must stand at the voltage of bus 7.',
    }),
  ]),
  report('siting', [
    row({
      quantity: 'Least loss',
      unit: 'kVA',
      published: null,
      publishedWords: 'least reached',
      ours: 8.9,
      difference: null,
      relative: null,
      tolerance: 0,
      toleranceWhy: '',
      verdict: 'differs',
      finding: 'not reproducible',
      reason: 'Table 7 gives 118 to 269 kVA; it is dominated.',
      spread: { min: 8.8441, median: 8.9, max: 9.3, seeds: 30 },
    }),
  ]),
];

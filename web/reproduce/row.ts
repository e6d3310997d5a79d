/** One comparison as data, and the verdict on it. */
import type { Facts } from './facts.ts';
import type { Finding, RowReport, TableSummary, Verdict } from './table.ts';
import type { Scenario } from '../scenario/scenario.ts';

export interface Row {
  readonly quantity: string;
  readonly unit: string;
  /** null: the print gives words, not a number. */
  readonly published: number | null;
  readonly publishedWords?: string;
  /** Decimals in print; equal after rounding to them is 'identical'. */
  readonly digits: number;
  readonly ours: (facts: Facts) => number | null;
  readonly oursWords?: (facts: Facts) => string;
  /** For rows in words: whether print and computation agree. */
  readonly agrees?: (facts: Facts) => boolean;
  readonly tolerance: number;
  readonly toleranceWhy: string;
  readonly finding: Finding;
  readonly reason: string;
  /** For rows that differ from seed to seed: the same figure from another seed. */
  readonly bySeed?: (facts: Facts, seed: number) => number;
}

export interface Table extends Omit<TableSummary, 'rowCount'> {
  /** What to open to see it in the other views. */
  readonly scenario: Scenario;
  readonly rows: readonly Row[];
}

export const WORDS_ONLY = 'The print gives words here; they hold or they do not.';

/** Equal at the printed digits, else within the tolerance, else not. */
export function verdictOn(
  row: Pick<Row, 'published' | 'digits' | 'tolerance'>,
  ours: number | null,
): Verdict {
  const { published, digits, tolerance } = row;
  if (published === null || ours === null || !Number.isFinite(ours)) return 'differs';
  if (Number(ours.toFixed(digits)) === published) return 'identical';
  return Math.abs(ours - published) <= tolerance ? 'within tolerance' : 'differs';
}

/** Compares one row. Whatever is not finite is reported as no number. */
export function reportRow(row: Row, facts: Facts, seeds: readonly number[]): RowReport {
  const computed = row.ours(facts);
  const ours = computed !== null && Number.isFinite(computed) ? computed : null;
  const { published, agrees } = row;
  const difference = ours === null || published === null ? null : ours - published;
  const verdict = agrees ? (agrees(facts) ? 'identical' : 'differs') : verdictOn(row, ours);
  const spread = row.bySeed && seeds.length > 0 ? spreadOf(row.bySeed, facts, seeds) : undefined;
  return {
    quantity: row.quantity,
    unit: row.unit,
    published,
    digits: row.digits,
    ...(row.publishedWords === undefined ? {} : { publishedWords: row.publishedWords }),
    ours,
    ...(row.oursWords === undefined ? {} : { oursWords: row.oursWords(facts) }),
    difference,
    relative: difference === null || published === 0 ? null : difference / Math.abs(published!),
    tolerance: row.tolerance,
    toleranceWhy: row.toleranceWhy,
    verdict,
    finding: row.finding,
    reason: row.reason,
    ...(spread === undefined ? {} : { spread }),
  };
}

/** The row as it stands in a run that was stopped before it. */
export function notRun(row: Row): RowReport {
  const { quantity, unit, published, publishedWords, digits, tolerance, toleranceWhy } = row;
  return {
    ...{ quantity, unit, published, digits, tolerance, toleranceWhy },
    ...(publishedWords === undefined ? {} : { publishedWords }),
    ours: null,
    difference: null,
    relative: null,
    verdict: 'not run',
    finding: row.finding,
    reason: row.reason,
  };
}

function spreadOf(
  bySeed: (facts: Facts, seed: number) => number,
  facts: Facts,
  seeds: readonly number[],
): NonNullable<RowReport['spread']> {
  const values = seeds.map((seed) => bySeed(facts, seed)).sort((a, b) => a - b);
  const half = values.length / 2;
  const median = (values[Math.ceil(half) - 1]! + values[Math.floor(half)]!) / 2;
  return { min: values[0]!, median, max: values.at(-1)!, seeds: values.length };
}

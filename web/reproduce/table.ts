/**
 * A printed figure beside ours. Tables are data: what was printed, how ours is computed, how close
 * it must be and why, and the study's finding where the two cannot agree.
 */
import type { Problem } from '../assert.ts';

export type Verdict = 'identical' | 'within tolerance' | 'differs' | 'not run';

/** The study's judgement of the printed figure itself, independent of our tolerance. */
export type Finding =
  | 'reproduced'
  | 'reproduced with correction'
  | 'internally inconsistent'
  | 'not reproducible'
  | 'not reproducible, missing data';

export interface TableSummary {
  /** 'table-9-before' */
  readonly id: string;
  /** 'Table 9, voltages before' */
  readonly title: string;
  /** One sentence: what is compared with what. */
  readonly about: string;
  /** true: has a spread over seeds. */
  readonly stochastic: boolean;
  readonly rowCount: number;
}

export interface RowReport {
  readonly quantity: string;
  readonly unit: string;
  /** null: the print gives words, not a number; see `publishedWords`. */
  readonly published: number | null;
  readonly publishedWords?: string;
  /** Decimals in print, trailing zeros included. */
  readonly digits?: number;
  readonly ours: number | null;
  readonly oursWords?: string;
  readonly difference: number | null;
  readonly relative: number | null;
  readonly tolerance: number;
  readonly toleranceWhy: string;
  readonly verdict: Verdict;
  readonly finding: Finding;
  readonly reason: string;
  /** For stochastic rows, over 30 seeds. */
  readonly spread?: {
    readonly min: number;
    readonly median: number;
    readonly max: number;
    readonly seeds: number;
  };
}

export interface TableReport {
  readonly id: string;
  readonly title: string;
  readonly scenarioLink: string;
  readonly seeds: readonly number[];
  readonly rows: readonly RowReport[];
  readonly problems: readonly Problem[];
  /** SHA-256 over the numbers, hex. */
  readonly resultHash: string;
  readonly seconds: number;
}

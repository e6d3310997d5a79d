/** What the year's part of the Grid view draws. */
import type { GridCase } from '../grid/case.ts';
import type { Year } from '../kernel/outcome.ts';
import type { Scenario } from '../scenario/scenario.ts';

/**
 * A year as far as it is computed. Its arrays are filled in place while it runs, so that a part of
 * it is shown without copying; each publication is a new object with a larger `solved`.
 */
export interface YearPart {
  /** What it is computed for; a later edit makes the year stale, not wrong. */
  readonly scenario: Scenario;
  readonly grid: GridCase;
  readonly year: Year;
  /** 1 for each slot that is solved. */
  readonly known: Uint8Array;
  /** How many of them. */
  readonly solved: number;
  /** First 8 hex digits over all results; '' until the year is whole. */
  readonly stamp: string;
}

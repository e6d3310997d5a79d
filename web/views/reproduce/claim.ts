/**
 * The study's five claims, judged from the figures that were recomputed: a claim knows only which
 * tables speak about it; how it stands follows from their rows.
 */
import type { RowReport, TableReport } from '../../reproduce/table.ts';

export type ClaimId = 'inputs' | 'before' | 'after' | 'losses' | 'optimum';
type Standing = 'holds' | 'corrected' | 'mostly' | 'partly' | 'fails' | 'unknown' | 'open';

/** Which tables speak about a claim, by their id. */
const TABLES: Readonly<Record<ClaimId, RegExp>> = {
  inputs: /^table-[1456]$/,
  before: /^table-9-before$/,
  after: /^table-9-after$/,
  losses: /^table-(8|10)$/,
  optimum: /^siting$/,
};
export const CLAIM_IDS = Object.keys(TABLES) as readonly ClaimId[];

export interface Claim {
  readonly id: ClaimId;
  readonly standing: Standing;
  readonly rows: number;
  readonly reproduced: number;
  readonly corrected: number;
  readonly inconsistent: number;
  /** Refuted, or not following from what is given. */
  readonly refuted: number;
  /** The study gives no data to check them with. */
  readonly missing: number;
}

/** Our figure agrees with the print within its tolerance. */
const agrees = (row: RowReport): boolean =>
  row.verdict === 'identical' || row.verdict === 'within tolerance';

export function judge(id: ClaimId, reports: readonly TableReport[]): Claim {
  const rows = reports
    .filter((report) => TABLES[id].test(report.id))
    .flatMap((report) => report.rows)
    .filter((row) => row.verdict !== 'not run');
  const count = (test: (row: RowReport) => boolean): number => rows.filter(test).length;
  const counts = {
    rows: rows.length,
    reproduced: count((row) => row.finding === 'reproduced' && agrees(row)),
    corrected: count((row) => row.finding === 'reproduced with correction' && agrees(row)),
    inconsistent: count((row) => row.finding === 'internally inconsistent'),
    refuted: count((row) => row.finding === 'not reproducible'),
    missing: count((row) => row.finding === 'not reproducible, missing data'),
  };
  return { id, ...counts, standing: standingOf(counts) };
}

/** Shares of figures that agree, from which a claim holds mostly or in part. */
const MOSTLY = 0.8;
const PARTLY = 0.5;

function standingOf(at: Omit<Claim, 'id' | 'standing'>): Standing {
  if (at.rows === 0) return 'open';
  const good = at.reproduced + at.corrected;
  if (good === at.rows) return at.corrected > 0 ? 'corrected' : 'holds';
  if (good >= MOSTLY * at.rows) return 'mostly';
  if (good >= PARTLY * at.rows) return 'partly';
  return at.missing === at.rows ? 'unknown' : 'fails';
}

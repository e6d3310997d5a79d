/** What a year adds up to, in energy and money: made in pieces, kept while the year is on show. */
import type { LedgerShow } from '../../app/ledger-show.ts';
import type { YearPart } from '../../app/year-show.ts';
import type { GridCase } from '../../grid/case.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { annualCost, type LedgerCount, type YearAccount } from '../../year/cost.ts';
import { type VoltageLimits, type YearTotals, yearTotalsInPieces } from '../../year/totals.ts';

/** The limits most of its buses have. */
export function limitsOf({ buses }: GridCase): VoltageLimits {
  const judged = buses.filter(({ kind }) => kind !== 'slack');
  const counts = new Map<string, { count: number; limits: VoltageLimits }>();
  for (const { voltageMinPu, voltageMaxPu } of judged) {
    const key = `${voltageMinPu}/${voltageMaxPu}`;
    const entry = counts.get(key) ?? { count: 0, limits: { voltageMinPu, voltageMaxPu } };
    entry.count++;
    counts.set(key, entry);
  }
  const most = [...counts.values()].sort((a, b) => b.count - a.count)[0];
  return most?.limits ?? { voltageMinPu: 0.9, voltageMaxPu: 1.1 };
}

/**
 * What the chain on show holds; undefined while none has run. Each transaction, refused ones
 * included, takes a number of its sender's, so the numbers used are the transactions.
 */
export function countOf({ height, wallets, imported }: LedgerShow): LedgerCount | undefined {
  if (height <= 0 || wallets.length === 0 || imported !== '') return undefined;
  return { blocks: height, transactions: wallets.reduce((sum, { nonce }) => sum + nonce, 0) };
}

/** The same account, with what the chain cost beside it. */
export function withLedger<Shown extends { account: YearAccount; scenario: Scenario }>(
  shown: Shown,
  ledger: LedgerCount | undefined,
): Shown {
  if (!ledger) return shown;
  const { totals } = shown.account;
  const cost = annualCost(totals, shown.scenario, ledger);
  return { ...shown, account: { ...shown.account, cost } };
}

const kept = new WeakMap<YearPart, YearAccount>();
const begun = new WeakMap<YearPart, Generator<undefined, YearTotals, undefined>>();

/** null until `advanceAccount` is through with it. */
export const accountOf = (part: YearPart): YearAccount | null => kept.get(part) ?? null;

/** Goes on adding up until done or the time is over. @returns true: there is more to do */
export function advanceAccount(part: YearPart, until: () => boolean): boolean {
  if (kept.has(part)) return false;
  const pieces = begun.get(part) ?? yearTotalsInPieces(part.grid, part.year, limitsOf(part.grid));
  begun.set(part, pieces);
  for (;;) {
    const { done, value: totals } = pieces.next();
    if (done === true) {
      kept.set(part, { totals, cost: annualCost(totals, part.scenario) });
      return false;
    }
    if (until()) return true;
  }
}

/** What a year shows below its map, made piece by piece so that no turn of the loop is long. */
import type { YearPart } from '../../app/year-show.ts';
import { accountOf, advanceAccount } from './account.ts';
import type { AccountOnShow } from './account-row.ts';
import { tallyOf } from './reading.ts';
import { slotsOf } from './slots.ts';
import {
  loadDuration,
  monthlyLeaves,
  monthlySources,
  voltageDuration,
  type YearChart,
} from './year-charts.ts';

export interface Findings {
  readonly part: YearPart;
  readonly before: YearPart | null;
  readonly now: AccountOnShow;
  readonly then: AccountOnShow | null;
  readonly charts: readonly YearChart[];
}

/** Of one turn, for adding up. */
const PIECE_MS = 10;

/** A turn of the loop, in which the page draws and answers. */
export const pause = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** @returns null when nobody wants it any more */
export async function findingsOf(
  part: YearPart,
  before: YearPart | null,
  wanted: () => boolean,
): Promise<Findings | null> {
  for (const year of before ? [part, before] : [part]) {
    for (;;) {
      if (!wanted()) return null;
      const endMs = performance.now() + PIECE_MS;
      const late = (): boolean => performance.now() > endMs;
      if (!slotsOf(year).advance(year.known, late) && !advanceAccount(year, late)) break;
      await pause();
    }
  }
  const now = onShow(part);
  if (!now) return null;
  const slots = slotsOf(part);
  const old = before && slotsOf(before);
  const charts: YearChart[] = [];
  for (const make of [
    () => loadDuration(slots, old),
    () => voltageDuration(part, slots, old),
    () => monthlySources(now.account),
    () => monthlyLeaves(now.account),
  ]) {
    await pause();
    if (!wanted()) return null;
    charts.push(make());
  }
  return { part, before, now, then: before && onShow(before), charts };
}

function onShow(part: YearPart): AccountOnShow | null {
  const account = accountOf(part);
  if (!account) return null;
  const outsideHours = tallyOf(slotsOf(part)).outside * account.totals.slotHours;
  return { account, scenario: part.scenario, outsideHours };
}

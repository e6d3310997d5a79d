/**
 * A design judged over the hours of a year in plain TypeScript: dispatch by its twin, a power flow
 * of its own for every hour, and the sums as public/docs/model.md writes them. No code of the
 * kernel but the year's inputs, which have their own tests.
 */
import type { GridCase } from '../../web/grid/case.ts';
import type { YearInput } from '../../web/kernel/outcome.ts';
import type { Scenario } from '../../web/scenario/scenario.ts';
import { dispatchByTwin, type TwinDispatch, type TwinYear } from './dispatch.ts';
import { flowByTwin, type TwinDesign, type TwinJudgement } from './siting.ts';

export interface TwinHours {
  readonly grid: GridCase;
  readonly scenario: Scenario;
  readonly input: YearInput;
  /** Days judged, from 1, and the days each stands for; null = all, alike. */
  readonly days: readonly { readonly day: number; readonly weight: number }[] | null;
}

export interface TwinYearJudgement extends TwinJudgement {
  readonly worst: { voltageDeviationPu: number; lowestPu: number; highestPu: number };
}

/** Rounds of the twin's power flow: 30 leave less than 1e-9 pu on the loads of these tests. */
const ROUNDS = 30;

export function judgeYearByTwin(hours: TwinHours, design: TwinDesign): TwinYearJudgement {
  const { grid, scenario, input, days } = hours;
  const { siting: a, year } = scenario;
  const n = grid.buses.length;
  const dispatch = dispatchOf(hours, design);
  const tanPhi = Math.sqrt(1 - a.powerFactor * a.powerFactor) / a.powerFactor;
  const chosen = days ?? Array.from({ length: 365 }, (_, d) => ({ day: d + 1, weight: 1 }));
  const total = 24 * chosen.reduce((sum, { weight }) => sum + weight, 0);
  let [cost, deviation, loss, outside, breach] = [0, 0, 0, 0, 0];
  const worst = { voltageDeviationPu: 0, lowestPu: Infinity, highestPu: 0 };
  for (const { day, weight } of chosen) {
    for (let slot = (day - 1) * 24; slot < day * 24; slot++) {
      const w = weight / total;
      const at = slot * n;
      const pv = dispatch.pvKw.subarray(at, at + n);
      const packs = dispatch.packKw.subarray(at, at + n);
      const flow = flowByTwin(grid, {
        injectionKw: pv.map((kw, i) => kw + packs[i]! - input.loadKw[at + i]!),
        injectionKvar: pv.map(
          (kw, i) => (kw + Math.max(0, packs[i]!)) * tanPhi - input.loadKvar[at + i]!,
        ),
        rounds: ROUNDS,
      });
      const pvKw = pv.reduce((sum, kw) => sum + kw, 0);
      const givenKw = packs.reduce((sum, kw) => sum + Math.max(0, kw), 0);
      const hour = slot % 24;
      const { nightFromHour: from, nightToHour: to } = year;
      const night = from <= to ? hour >= from && hour < to : hour >= from || hour < to;
      const price = a.gridPrice * (year.dispatch === 'arbitrage' && night ? year.nightShare : 1);
      cost += w * (price * Math.max(0, flow.gridKw) + year.exportPrice * Math.min(0, flow.gridKw));
      const fee = year.feeBasis === 'kwh' ? a.fee : 0;
      cost += w * (a.pvPrice * pvKw + a.packPrice * givenKw + fee * (pvKw + givenKw));
      const away = flow.magnitude.reduce((sum, v) => sum + Math.abs(1 - v), 0);
      deviation += w * away;
      loss += w * flow.lossKva;
      const breaches = flow.magnitude.map(
        (v) =>
          Math.max(0, (a.voltageMinPu - v) / a.voltageMinPu) +
          Math.max(0, (v - a.voltageMaxPu) / a.voltageMaxPu),
      );
      const sum = breaches.reduce((x, y) => x + y, 0);
      breach += w * sum;
      outside += sum > 0 ? w : 0;
      worst.voltageDeviationPu = Math.max(worst.voltageDeviationPu, away);
      worst.lowestPu = Math.min(worst.lowestPu, ...flow.magnitude);
      worst.highestPu = Math.max(worst.highestPu, ...flow.magnitude);
    }
  }
  const beyond = outside - a.outsideShare;
  if (year.feeBasis === 'transaction') {
    cost += (year.transactionFee * year.transactionsPerYear) / 8760;
  }
  return {
    costUsdPerHour: cost,
    voltageDeviationPu: deviation,
    apparentLossKva: loss,
    violation: beyond > 0 ? beyond + breach : 0,
    worst,
  };
}

/**
 * The whole year in one go, save for packs of one bus judged by some days: those run through each
 * of these days and the two before, starting at their reserve wherever such a stretch begins.
 */
function dispatchOf(hours: TwinHours, { panels, packs }: TwinDesign): TwinDispatch {
  const { grid, scenario, input, days } = hours;
  const busCount = grid.buses.length;
  const panelKw = input.panelKw.map((kw) => kw * scenario.sunScale);
  const whole: TwinYear = {
    slotsPerDay: 24,
    slots: 8760,
    busCount,
    loadKw: input.loadKw,
    panelKw,
    panels,
    packs,
    rules: scenario.year,
  };
  const all = dispatchByTwin(whole);
  if (days === null || scenario.year.dispatch !== 'own-bus') return all;
  const run = new Set(days.flatMap(({ day }) => [day - 2, day - 1, day]).filter((d) => d > 0));
  for (const first of run) {
    if (run.has(first - 1)) continue;
    let last = first;
    while (run.has(last + 1)) last++;
    const [from, to] = [(first - 1) * 24, last * 24];
    const part = dispatchByTwin({
      ...whole,
      slots: to - from,
      loadKw: input.loadKw.subarray(from * busCount, to * busCount),
      panelKw: panelKw.subarray(from, to),
    });
    all.pvKw.set(part.pvKw, from * busCount);
    all.packKw.set(part.packKw, from * busCount);
  }
  return all;
}

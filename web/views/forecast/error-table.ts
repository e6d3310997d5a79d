/** Who erred how much on the last days, and tomorrow, as a table. */
import { skill } from '../../forecast/error.ts';
import { words as all } from '../../strings/en/forecast.ts';
import { formatNumber } from '../chart/number.ts';
import type { Cell, Column, Table } from '../chart/table.ts';
import { kw } from './kw.ts';
import type { Reading } from './reading.ts';

const words = all.errors;
const percent = (share: number): string => formatNumber(100 * share, 0);

/** Shares are per unit in the rows, so also in the CSV; people read them in percent. */
export function errorTable(reading: Reading): Table {
  const { rows, study, hidden } = reading;
  const naive = rows.find(({ method }) => method === 'seasonal-naive-day')?.scores;
  const share = (label: string): Column => ({ label, unit: '%', format: percent });
  const load = (label: string): Column => ({ label, unit: 'kW', format: kw });
  return {
    caption: words.caption({
      days: daysOf(reading),
      percent: Math.round(100 * study.scenario.forecast.band),
    }),
    columns: [
      { label: words.method, unit: '' },
      ...[load(words.rmse), load(words.mae), load(words.bias)],
      ...[share(words.mape), share(words.coverage), share(words.skill)],
      ...(hidden ? [] : [load(`${words.tomorrow}, ${words.rmse}`)]),
    ],
    rows: rows.map(({ method, scores, tomorrow }): readonly Cell[] => [
      all.methods[method],
      ...[scores?.rmse ?? null, scores?.mae ?? null, scores?.bias ?? null],
      ...[scores?.mape ?? null, scores?.coverage ?? null],
      scores && naive ? skill(scores, naive) : null,
      ...(hidden ? [] : [tomorrow?.rmse ?? null]),
    ]),
  };
}

/** How many of the last days were foretold. */
export function daysOf({ study }: Reading): number {
  return study.rows[0]?.evaluation.each.length ?? 0;
}

/** Least and most error, and how honest the best one's band was; '' where nothing was compared. */
export function finding({ rows, study }: Reading): string {
  const told = rows.filter(({ scores }) => scores !== null);
  const [best, worst] = [told[0], told.at(-1)];
  if (!best?.scores || !worst?.scores || best === worst) return '';
  const errors = words.best({
    ...{ best: all.said[best.method], rmse: kw(best.scores.rmse) },
    ...{ worst: all.said[worst.method], worstRmse: kw(worst.scores.rmse) },
  });
  const band = words.coverageNote({
    ...{ who: all.said[best.method], held: percent(best.scores.coverage) },
    percent: Math.round(100 * study.scenario.forecast.band),
  });
  return `${errors} ${band}`;
}

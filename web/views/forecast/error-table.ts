/** Who erred how much on the last days, and tomorrow, as a table. */
import { type Scores, skill } from '../../forecast/error.ts';
import { words as all } from '../../strings/en/forecast.ts';
import { sun as sunWords } from '../../strings/en/forecast-sun.ts';
import { formatNumber } from '../chart/number.ts';
import type { Cell, Column, Table } from '../chart/table.ts';
import { kw } from './kw.ts';
import type { Reading } from './reading.ts';
import { percentOf } from './subject.ts';

const words = all.errors;
const ofSun = sunWords.errors;
const percent = (share: number): string => formatNumber(100 * share, 0);

/** Shares are per unit in the rows, so also in the CSV; people read them in percent. */
export function errorTable(reading: Reading): Table {
  const { rows, study, hidden } = reading;
  const naive = rows.find(({ method }) => method === 'seasonal-naive-day')?.scores;
  const installedKw = study.sun?.installedKw ?? null;
  const relative = (scores: Scores | null): number | null =>
    installedKw === null ? (scores?.mape ?? null) : scores && scores.rmse / installedKw;
  const share = (label: string): Column => ({ label, unit: '%', format: percent });
  const load = (label: string): Column => ({ label, unit: 'kW', format: kw });
  return {
    caption: captionOf(reading),
    columns: [
      { label: words.method, unit: '' },
      ...[load(words.rmse), load(words.mae), load(words.bias)],
      ...[
        share(installedKw === null ? words.mape : ofSun.installed),
        share(words.coverage),
        share(words.skill),
      ],
      ...(hidden ? [] : [load(`${words.tomorrow}, ${words.rmse}`)]),
    ],
    rows: rows.map(({ method, scores, tomorrow }): readonly Cell[] => [
      all.methods[method],
      ...[scores?.rmse ?? null, scores?.mae ?? null, scores?.bias ?? null],
      ...[relative(scores), scores?.coverage ?? null],
      scores && naive ? skill(scores, naive) : null,
      ...(hidden ? [] : [tomorrow?.rmse ?? null]),
    ]),
  };
}

function captionOf(reading: Reading): string {
  const { study } = reading;
  const days = daysOf(reading);
  const at = { days, percent: Math.round(100 * study.scenario.forecast.band) };
  return study.sun ? ofSun.caption({ ...at, kw: kw(study.sun.installedKw) }) : words.caption(at);
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
  const said = { best: all.said[best.method], worst: all.said[worst.method] };
  const shareOf = ({ rmse }: Scores): string => percentOf(rmse, study);
  const errors = study.sun
    ? ofSun.best({ ...said, share: shareOf(best.scores), worstShare: shareOf(worst.scores) })
    : words.best({ ...said, rmse: kw(best.scores.rmse), worstRmse: kw(worst.scores.rmse) });
  const band = words.coverageNote({
    ...{ who: all.said[best.method], held: percent(best.scores.coverage) },
    percent: Math.round(100 * study.scenario.forecast.band),
  });
  return `${errors} ${band}`;
}

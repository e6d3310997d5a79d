/** What stands in a snapshot about the forecast, told in the terms of the view. */
import { sameQuestion } from '../../app/forecast-question.ts';
import type { FitPart, ForecastShow, StudyPart } from '../../app/forecast-show.ts';
import type { Job } from '../../app/snapshot.ts';
import type { Scores } from '../../forecast/error.ts';
import { score } from '../../forecast/error.ts';
import type { Forecast, Method } from '../../forecast/forecast.ts';
import { drawnCurve, type Standing, standings } from '../../forecast/guess.ts';
import { slotsPerDay } from '../../forecast/series.ts';
import { daylight } from '../../forecast/sun.ts';
import { HANDLE_HOURS } from '../../app/forecast-show.ts';

/** What a job found, whatever its state. */
export const partOf = <Part>(job: Job<Part>): Part | null => ('part' in job ? job.part : null);

export interface MethodRow {
  readonly method: Method;
  /** On the last days of the history; null: not asked, or nothing was measured. */
  readonly scores: Scores | null;
  /** Of tomorrow; null while it is hidden, or the method was not asked. */
  readonly tomorrow: Scores | null;
}

export interface Reading {
  readonly study: StudyPart;
  /** Prophet's answer to just this question. */
  readonly fit: FitPart | null;
  /** Tomorrow must not be shown. */
  readonly hidden: boolean;
  /** Tomorrow as drawn by hand; null while there is no guess. */
  readonly guess: Float64Array | null;
  /** Simple methods and Prophet, the smallest error first, those without an answer last. */
  readonly rows: readonly MethodRow[];
  /** The drawn curve among the methods, once tomorrow is shown. */
  readonly standings: readonly Standing[];
}

/** What came, as far as it is scored: of panels, by daylight. */
export function cameOf({ history, coming, sun }: StudyPart): Float64Array {
  if (!sun) return coming.values;
  return daylight(coming.values, sun.clearSky.subarray(history.values.length));
}

/** null: the meter has not been read, or cannot be foretold from. */
export function readingOf(show: ForecastShow): Reading | null {
  const { study, guess } = show;
  if (!study || study.rows.length === 0) return null;
  const found = partOf(show.fit);
  const fit = found && sameQuestion(found.scenario, study.scenario) ? found : null;
  const hidden = guess.on && !guess.revealed;
  const curve = guess.on ? curveOf(guess.handlesKw, slotsPerDay(study.history)) : null;
  const forecasts = [...study.rows.map(({ forecast }) => forecast), ...(fit ? [fit.forecast] : [])];
  return {
    ...{ study, fit, hidden, guess: curve, rows: rowsOf(show, forecasts, hidden) },
    standings: curve && !hidden ? standings(cameOf(study), curve, forecasts) : [],
  };
}

function curveOf(handlesKw: readonly number[], slots: number): Float64Array {
  const perHandle = (slots * HANDLE_HOURS) / 24;
  return drawnCurve(
    handlesKw.map((value, index) => ({ slot: index * perHandle, value })),
    slots,
  );
}

function rowsOf(
  { study, compare }: ForecastShow,
  forecasts: readonly Forecast[],
  hidden: boolean,
): readonly MethodRow[] {
  if (!study) return [];
  const compared = partOf(compare);
  const fresh = compared && sameQuestion(compared.scenario, study.scenario) ? compared : null;
  const tomorrowOf = (method: Method): Scores | null => {
    const forecast = forecasts.find((one) => one.method === method);
    if (hidden || !forecast) return null;
    return score([{ actual: cameOf(study), forecast }]);
  };
  const methods: readonly (readonly [Method, Scores | null])[] = [
    ['prophet', fresh?.comparison.rows[0]?.evaluation.total ?? null],
    ...study.rows.map(({ method, evaluation }) => [method, evaluation.total] as const),
  ];
  return methods
    .map(([method, scores]) => ({ method, scores, tomorrow: tomorrowOf(method) }))
    .sort((a, b) => (a.scores?.rmse ?? Infinity) - (b.scores?.rmse ?? Infinity) || 0);
}

/** The simple method that erred least on the last days; the first where nothing was measured. */
export function bestSimple({ rows, study }: Reading): MethodRow {
  const simple = rows.filter(({ method }) => method !== 'prophet');
  const found = simple.find(({ scores }) => scores !== null) ?? simple[0];
  return found ?? { method: study.rows[0]!.method, scores: null, tomorrow: null };
}

/**
 * Who speaks for tomorrow in the picture: Prophet, or the best simple method until it answers. Of
 * the sun Prophet knows least: there it is the method `wished`, or the best one.
 */
export function leading(reading: Reading, wished: Method | null = null): Forecast {
  const { rows, sun } = reading.study;
  const best = bestSimple(reading).method;
  const simple = rows.find(({ method }) => method === (sun && wished ? wished : best)) ?? rows[0]!;
  return (sun ? null : reading.fit?.forecast) ?? simple.forecast;
}

/**
 * One question about one meter: from what was known before a day, what does that day bring? Cuts a
 * year into history and the day that comes, and answers it by every simple method.
 */
import type { Problem } from '../assert.ts';
import { checkSeries } from './check.ts';
import { dayAheadPlan, type Evaluation, type OriginPlan, rollingOrigin } from './evaluate.ts';
import type { Baseline, Forecast, Method } from './forecast.ts';
import { BASELINES } from './methods.ts';
import { type Series, slice, slotsPerDay } from './series.ts';

/** The simple methods in the order they are shown. */
export const SIMPLE = Object.keys(BASELINES) as readonly Baseline[];

export interface StudyQuestion {
  /** Day of the year that is to be foretold, 1 … 365. */
  readonly day: number;
  /** Days of history wished for before it. */
  readonly historyDays: number;
  /** Share of outcomes that a band is to hold, 0 … 1. */
  readonly band: number;
}

type Simple = Exclude<Method, 'prophet'>;

interface SimpleRow<Told extends Simple> {
  readonly method: Told;
  /** Of the day that comes. */
  readonly forecast: Forecast;
  /** On the last days of the history, each foretold from what was known before it. */
  readonly evaluation: Evaluation;
}

export interface Study<Told extends Simple = Simple> {
  readonly history: Series;
  /** The day that comes, as the year has it. */
  readonly coming: Series;
  /** true: the year begins before as many days as wished were there. */
  readonly cut: boolean;
  /** How the last days of the history are foretold again; the same for every method. */
  readonly plan: OriginPlan;
  /** Empty: `problems` say why nothing can be foretold. */
  readonly rows: readonly SimpleRow<Told>[];
  readonly problems: readonly Problem[];
}

/** `year` begins on 1 January, 00:00. */
export function studyOf(year: Series, question: StudyQuestion): Study<Baseline> {
  const { day, historyDays, band } = question;
  const slots = slotsPerDay(year);
  const at = (day - 1) * slots;
  const from = Math.max(0, at - historyDays * slots);
  // Copies, so that what is sent on does not carry the year along.
  const history = copied(slice(year, from, at));
  const coming = copied(slice(year, at, at + slots));
  const plan = dayAheadPlan(history);
  const problems = checkSeries(history);
  const cut = day - 1 < historyDays;
  if (problems.some(({ harmless }) => !harmless)) {
    return { history, coming, cut, plan, rows: [], problems };
  }
  const rows = SIMPLE.map((method): SimpleRow<Baseline> => {
    const foretell = (train: Series, horizon: number): Forecast =>
      BASELINES[method](train, horizon, band);
    return {
      method,
      forecast: foretell(history, slots),
      evaluation: rollingOrigin(history, foretell, plan),
    };
  });
  return { history, coming, cut, plan, rows, problems };
}

function copied(series: Series): Series {
  return { ...series, values: series.values.slice() };
}

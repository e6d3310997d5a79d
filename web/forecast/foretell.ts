/**
 * Forecasts for scripts, notebooks and the console: rows of time and value in, rows out. Documented
 * in public/docs/api.md; whoever calls it brings the means to run Prophet.
 */
import type { Problem } from '../assert.ts';
import { checkOptions, seriesOf } from './check.ts';
import { minuteOfText, textOfMinute } from './clock.ts';
import {
  defaultOptions,
  type Baseline,
  type Forecast,
  type ForecastOptions,
  type ProphetAnswer,
} from './forecast.ts';
import { BASELINES } from './methods.ts';
import { MINUTES_PER_DAY, minuteOf, type Point, type Series, slotsPerDay } from './series.ts';

/** Written without a zone ('2024-05-01T13:45' or '2024-05-01'), or milliseconds as of Date. */
type Time = string | number;

export interface TimedValue {
  readonly time: Time;
  /** null or NaN = not measured. */
  readonly value: number | null;
}

export interface ForetellOptions extends Partial<Omit<ForecastOptions, 'holidays'>> {
  /** Default 'prophet'. */
  readonly method?: Baseline | 'prophet';
  /** Days as '2024-05-01', or counted since 1970-01-01. */
  readonly holidays?: readonly { readonly name: string; readonly days: readonly Time[] }[];
}

export interface ForetoldRow {
  /** Written, or milliseconds, as the times that were given. */
  readonly time: Time;
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
  /** Addends of `mean` by name: trend, daily, weekly, yearly, one's own, holidays. Prophet's only. */
  readonly [component: string]: number | Time;
}

export interface Foretold {
  /** The slots after the last time; empty: `problems` say why. */
  readonly rows: readonly ForetoldRow[];
  readonly changepoints: readonly { readonly time: Time; readonly rateChangePerDay: number }[];
  readonly problems: readonly Problem[];
}

export interface Question {
  /** null: `problems` say why. */
  readonly series: Series | null;
  readonly options: ForecastOptions;
  readonly method: Baseline | 'prophet';
  readonly problems: readonly Problem[];
  /** How the answer writes its times. */
  readonly write: (minute: number) => Time;
}

/** What the rows and wishes mean; the horizon is a day unless wished otherwise. */
export function questionOf(rows: readonly TimedValue[], wishes: ForetellOptions): Question {
  const { method = 'prophet', holidays = [], ...rest } = wishes;
  const points: Point[] = rows.map(({ time, value }) => ({
    minute: minuteOfTime(time),
    value: value ?? NaN,
  }));
  const { series, problems } = seriesOf(points);
  const odd = points.findIndex(({ minute }) => !Number.isSafeInteger(minute));
  const options: ForecastOptions = {
    ...defaultOptions(series ? slotsPerDay(series) : 1),
    ...rest,
    holidays: holidays.map(({ name, days }) => ({ name, days: days.map(dayOfTime) })),
  };
  const wrong = checkOptions(options);
  const written = typeof rows[0]?.time === 'string';
  const write = (minute: number): Time => (written ? textOfMinute(minute) : minute * 60_000);
  const usable = wrong.length === 0 ? series : null;
  const named = odd < 0 ? problems : [oddTime(rows[odd]!.time, odd + 1)];
  return { series: usable, options, method, problems: [...named, ...wrong], write };
}

function oddTime(time: Time, line: number): Problem {
  return {
    where: { kind: 'series', field: 'time', line },
    ...{ rule: 'time', found: String(time).slice(0, 60) },
    allowed: "a whole minute, written like '2024-05-01T13:45' or in milliseconds",
    remedy: 'Write the time without seconds and without a zone.',
  };
}

/** NaN where it is no time on a whole minute, which the series' check then names. */
function minuteOfTime(time: Time): number {
  return typeof time === 'string' ? (minuteOfText(time) ?? NaN) : time / 60_000;
}

function dayOfTime(day: Time): number {
  return typeof day === 'string' ? minuteOfTime(day) / MINUTES_PER_DAY : day;
}

/** The answer of a method that needs no Prophet; null: Prophet is wanted, or nothing can be. */
export function simpleAnswer(question: Question): Foretold | null {
  const { series, options, method } = question;
  if (!series || method === 'prophet') return null;
  return rowsOf(question, BASELINES[method](series, options.horizon, options.intervalWidth));
}

/** What Prophet answered, as rows. */
export function prophetAnswer(question: Question, answer: ProphetAnswer): Foretold {
  const { forecast, problems } = answer;
  if (!forecast) return { rows: [], changepoints: [], problems };
  const { components, historyLength } = forecast;
  const { rows } = rowsOf(question, forecast);
  return {
    rows: rows.map((row, h) => ({
      ...row,
      ...Object.fromEntries(components.map((part) => [part.name, part.values[historyLength + h]!])),
      // A holiday that calls itself 'mean' must not hide it.
      ...row,
    })),
    changepoints: forecast.changepoints.map(({ minute, rateChangePerDay }) => ({
      time: question.write(minute),
      rateChangePerDay,
    })),
    problems,
  };
}

/** No rows, and why. */
export function refusal({ problems }: Question): Foretold {
  return { rows: [], changepoints: [], problems };
}

function rowsOf({ problems, write }: Question, forecast: Forecast): Foretold {
  const { mean, lower, upper, stepMinutes, startMinute } = forecast;
  const ahead: Series = { stepMinutes, startMinute, values: mean };
  const rows = Array.from(mean, (value, h): ForetoldRow => ({
    time: write(minuteOf(ahead, h)),
    ...{ mean: value, lower: lower[h]!, upper: upper[h]! },
  }));
  return { rows, changepoints: [], problems };
}

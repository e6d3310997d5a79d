/**
 * What a forecast is, and everything about forecasting that is no heavy computing: series and their
 * faults, simple methods, error measures, the thesis's procedure, the grid's upper limit.
 *
 * Knows nothing of pages, workers, networks or wasm. Invariants: nothing here reads a clock or an
 * unseeded chance, and only + − × ÷ √ are used, so every figure is the same to the last bit in every
 * engine. Missing values are NaN in a series and never reach a result.
 * Sources: R. J. Hyndman and G. Athanasopoulos, Forecasting: Principles and Practice (otexts.com);
 * S. J. Taylor and B. Letham, Forecasting at Scale, The American Statistician 72 (2018); the
 * thesis's section 5.2.
 */
import type { Problem } from '../assert.ts';
import type { Series } from './series.ts';

/** Methods that need nothing but the series. */
export type Baseline =
  'persistence' | 'seasonal-naive-day' | 'seasonal-naive-week' | 'holt-winters';

/** Methods that know what a clear sky would give; see sun.ts. */
export type SunMethod = 'clearness-yesterday' | 'clearness-mean' | 'weather';

/** Who answers: the page's names for its methods. */
export type Method = 'prophet' | Baseline | SunMethod;

/** A forecast of the slots right after a series' end. */
export interface Forecast {
  readonly method: Method;
  readonly stepMinutes: number;
  /** Of the first slot that is foretold. */
  readonly startMinute: number;
  /** Unit of the series, one value a slot. */
  readonly mean: Float64Array;
  /** Lower and upper limit of the band that holds `intervalWidth` of all outcomes. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** 0 … 1, e.g. 0.8. */
  readonly intervalWidth: number;
}

/** 'auto' decides by length and step; see autoSeasonalities. */
export type Switch = 'auto' | boolean;

/** Named days that differ from others of their sort, each occurrence lasting one day. */
interface Holiday {
  /** Shown as it is; names must differ. */
  readonly name: string;
  /** Days since 1970-01-01 on the series' clock; past and coming ones. */
  readonly days: readonly number[];
}

/** A cycle of one's own, e.g. a shift plan of 10 days. */
interface CustomSeasonality {
  readonly name: string;
  readonly periodDays: number;
  /** Pairs of sine and cosine, 1 … 50: more follow faster changes and more noise. */
  readonly fourierOrder: number;
}

/** All that decides a Prophet forecast besides the series. */
export interface ForecastOptions {
  /** Slots to foretell, 1 … 10,000. */
  readonly horizon: number;
  /** Of the intervals' draws; an integer in [0, 2³²). */
  readonly seed: number;
  /** 0 < width < 1. */
  readonly intervalWidth: number;
  readonly daily: Switch;
  readonly weekly: Switch;
  readonly yearly: Switch;
  readonly holidays: readonly Holiday[];
  readonly seasonalities: readonly CustomSeasonality[];
  readonly growth: 'linear' | 'flat';
  /** Places in the first 80 % of the history where the trend may bend, 0 … 200. */
  readonly changepoints: number;
  /** How freely it bends there: 0.001 … 10, Prophet's default 0.05. */
  readonly changepointPrior: number;
  /** What a value is divided by before the fit; Prophet's default 'absMax'. */
  readonly scaling: 'absMax' | 'minMax';
}

/** Prophet's own defaults, for `horizon` slots. */
export function defaultOptions(horizon: number): ForecastOptions {
  return {
    ...{ horizon, seed: 0, intervalWidth: 0.8, daily: 'auto', weekly: 'auto', yearly: 'auto' },
    ...{ holidays: [], seasonalities: [], growth: 'linear', changepoints: 25 },
    ...{ changepointPrior: 0.05, scaling: 'absMax' },
  };
}

/** One addend of a forecast over history and horizon together, in the series' unit. */
export interface Component {
  readonly kind: 'trend' | 'daily' | 'weekly' | 'yearly' | 'custom' | 'holiday';
  /** Of a holiday or a custom seasonality; otherwise the kind. */
  readonly name: string;
  readonly values: Float64Array;
}

/** A place where the trend may bend. */
export interface Changepoint {
  readonly minute: number;
  /** By how much the slope changes there, in the series' unit per day. */
  readonly rateChangePerDay: number;
}

/** What Prophet answers: history and horizon on one time axis, beginning at the series' start. */
export interface ProphetForecast extends Forecast {
  readonly method: 'prophet';
  /** The series' length: the horizon begins at this index of `fit` and of every component. */
  readonly historyLength: number;
  /** Start of the time axis that `fit` and the components are on. */
  readonly historyStartMinute: number;
  /** The model on the history and the horizon, historyLength + horizon values. */
  readonly fit: Float64Array;
  /** The addends whose sum is `fit`. */
  readonly components: readonly Component[];
  readonly changepoints: readonly Changepoint[];
  /** Standard deviation of what the fit leaves over on the history, in the series' unit. */
  readonly noise: number;
  /** Which built-in seasonalities were used. */
  readonly seasonalities: {
    readonly daily: boolean;
    readonly weekly: boolean;
    readonly yearly: boolean;
  };
}

/** A forecast, or why there is none. */
export interface ProphetAnswer {
  /** null: `problems` say why. */
  readonly forecast: ProphetForecast | null;
  /** With a forecast, only harmless ones. */
  readonly problems: readonly Problem[];
}

/** Any way to foretell `horizon` slots after `train`; must not keep or change its input. */
export type Forecaster = (train: Series, horizon: number) => Forecast;

/**
 * Prophet, the real one: augurs makes the features and adds the parts up, Stan's own optimiser,
 * compiled to wasm, fits them. This room alone knows these packages; what a series and a forecast
 * are, and the seeded band, come from the forecast room.
 *
 * Invariants: no state is kept between two forecasts; no chance but the options' seed; the same
 * series and options give the same bits in every engine (both wasm modules bring their own
 * mathematics and import none). Runs in the thread that calls it, for up to some seconds.
 */
import type {
  ProphetInitialParams,
  ProphetOptimizeOutput,
  ProphetOptions,
  ProphetPredictions,
} from '@bsull/augurs/prophet';
import { assert } from '../assert.ts';
import { drawBand, type Fitted } from '../forecast/band.ts';
import { checkOptions, checkSeries } from '../forecast/check.ts';
import type {
  Changepoint,
  Component,
  ForecastOptions,
  ProphetAnswer,
  ProphetForecast,
} from '../forecast/forecast.ts';
import { seasonalitiesOf, type Seasonalities } from '../forecast/seasonality.ts';
import { endMinute, minuteOf, type Series } from '../forecast/series.ts';
import { columnOrder, type Features, reordered, restored } from './columns.ts';
import type { Loaded } from './load.ts';

const SECONDS_PER_MINUTE = 60;
const SECONDS_PER_DAY = 86_400;
/** Of Stan's optimiser, which starts from fixed values: it decides nothing. */
const OPTIMISER_SEED = 1;

/** Fits `series` and foretells what `options` want. Bad input and a failed fit come as problems. */
export function forecastWith(
  loaded: Loaded,
  series: Series,
  options: ForecastOptions,
): ProphetAnswer {
  const problems = [...checkSeries(series), ...checkOptions(options)];
  if (problems.some(({ harmless }) => !harmless)) return { forecast: null, problems };
  try {
    return { forecast: fit(loaded, series, options), problems };
  } catch (error) {
    const found = String(error instanceof Error ? error.message : error).slice(0, 60);
    const failed = {
      where: { kind: 'forecast' },
      ...{ rule: 'fit', found, allowed: 'a fit that ends' },
      remedy: 'Try fewer changepoints, a lower Fourier order or a longer history.',
    };
    return { forecast: null, problems: [...problems, failed] };
  }
}

/** What the optimiser was given and what it found, on the model's own scale. */
interface Found {
  readonly changeTimes: readonly number[];
  readonly params: ProphetOptimizeOutput['params'];
}

function fit(loaded: Loaded, series: Series, options: ForecastOptions): ProphetForecast {
  const seasonalities = seasonalitiesOf(series, options);
  const history = measured(series);
  const finds: Found[] = [];
  const optimizer: ProphetOptions['optimizer'] = {
    optimize: (init, json) => {
      const data = JSON.parse(json) as StanData;
      const output = optimise(loaded, init, data, bends(options));
      // The package keeps these figures to itself; the band and the changepoints need them.
      finds.push({ changeTimes: data.t_change, params: output.params });
      return output;
    },
  };
  const prophet = new loaded.Prophet({ optimizer, ...settings(options, seasonalities) });
  try {
    for (const { name, periodDays, fourierOrder } of options.seasonalities) {
      prophet.addSeasonality(name, { period: periodDays, fourierOrder });
    }
    prophet.fit(history);
    const slots = series.values.length + options.horizon;
    const ds = Array.from({ length: slots }, (_, i) => minuteOf(series, i) * SECONDS_PER_MINUTE);
    const told = prophet.predict({ ds });
    const components = componentsOf(told, options);
    const [found] = finds;
    assert(found, 'a fit asks the optimiser once', { asked: finds.length });
    return assemble({ series, options, seasonalities, history, components, found });
  } finally {
    prophet.free();
  }
}

type StanData = Features & { readonly S: number; readonly t_change: readonly number[] };

/** Whether the trend may bend; without, the model still has a changepoint, at the start. */
const bends = ({ growth, changepoints }: ForecastOptions): boolean =>
  growth === 'linear' && changepoints > 0;

function optimise(
  loaded: Loaded,
  init: ProphetInitialParams,
  data: StanData,
  bent: boolean,
): ProphetOptimizeOutput {
  const order = columnOrder(data);
  const beta = init.beta.map((_, i) => init.beta[order[i]!]!);
  // A changepoint at the start is a second name for the slope: no line search ends there.
  const points = bent ? {} : { S: 0, t_change: [] };
  const delta = bent ? init.delta : new Float64Array(0);
  const json = JSON.stringify({ ...reordered(data, order), ...points });
  const ask = (algorithm: 'lbfgs' | 'bfgs'): ProphetOptimizeOutput =>
    loaded.optimizer.optimize({ ...init, beta, delta }, json, { algorithm, seed: OPTIMISER_SEED });
  let output: ProphetOptimizeOutput;
  try {
    output = ask('lbfgs');
  } catch {
    // Where its line search fails Prophet falls back to Newton, which this build does not survive.
    output = ask('bfgs');
  }
  const { params } = output;
  const found = bent ? params.delta : init.delta.map(() => 0);
  return { ...output, params: { ...params, delta: found, beta: restored(params.beta, order) } };
}

interface History {
  /** Seconds since 1970 of the slots that were measured, and their values. */
  readonly ds: number[];
  readonly y: number[];
}

function measured(series: Series): History {
  const history: History = { ds: [], y: [] };
  series.values.forEach((value, i) => {
    if (!Number.isFinite(value)) return;
    history.ds.push(minuteOf(series, i) * SECONDS_PER_MINUTE);
    history.y.push(value);
  });
  return history;
}

function settings(
  options: ForecastOptions,
  { daily, weekly, yearly }: Seasonalities,
): Omit<ProphetOptions, 'optimizer'> {
  const manual = (enabled: boolean) => ({ type: 'manual', enabled }) as const;
  const holidays = options.holidays.map(({ name, days }) => {
    const occurrences = days.map((day) => ({
      start: day * SECONDS_PER_DAY,
      end: (day + 1) * SECONDS_PER_DAY,
    }));
    return [name, { occurrences }] as const;
  });
  return {
    growth: options.growth,
    nChangepoints: options.growth === 'flat' ? 0 : options.changepoints,
    changepointPriorScale: options.changepointPrior,
    scaling: options.scaling,
    ...{ dailySeasonality: manual(daily), weeklySeasonality: manual(weekly) },
    yearlySeasonality: manual(yearly),
    // Prophet's own prior; the package's default is ten times as wide.
    ...(holidays.length > 0 ? { holidays: new Map(holidays), holidaysPriorScale: 10 } : {}),
    // The package would draw its band without a seed: ours is drawn from the fit instead.
    uncertaintySamples: 0,
  };
}

interface Pieces {
  readonly series: Series;
  readonly options: ForecastOptions;
  readonly seasonalities: Seasonalities;
  readonly history: History;
  readonly components: readonly Component[];
  readonly found: Found;
}

function assemble(pieces: Pieces): ProphetForecast {
  const { series, options, seasonalities, history, components, found } = pieces;
  const { intervalWidth, seed } = options;
  const historyLength = series.values.length;
  // Added up here, in an order that never changes, so that the last bits never do.
  const fit = components[0]!.values.map((_, i) =>
    components.reduce((sum, { values }) => sum + values[i]!, 0),
  );
  const mean = fit.slice(historyLength);
  const fitted = fittedOf(pieces);
  const first = history.ds[0]!;
  const span = history.ds.at(-1)! - first;
  const times = mean.map((_, h) => {
    const seconds = minuteOf(series, historyLength + h) * SECONDS_PER_MINUTE;
    return (seconds - first) / span;
  });
  const { lower, upper } = drawBand(mean, times, fitted, { intervalWidth, seed });
  const changepoints = Array.from(fitted.delta, (delta, i): Changepoint => ({
    minute: Math.round((first + found.changeTimes[i]! * span) / SECONDS_PER_MINUTE),
    rateChangePerDay: (delta * fitted.scale * SECONDS_PER_DAY) / span,
  }));
  return {
    ...{ method: 'prophet', stepMinutes: series.stepMinutes, startMinute: endMinute(series) },
    ...{ mean, lower, upper, intervalWidth },
    ...{ historyLength, historyStartMinute: series.startMinute },
    ...{ fit, components, changepoints },
    ...{ noise: fitted.sigma * fitted.scale, seasonalities },
  };
}

/** Prophet scales values by the largest size, or by the range; see its setup of the data frame. */
function fittedOf({ options, history, found }: Pieces): Fitted {
  let least = Infinity;
  let most = -Infinity;
  for (const value of history.y) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const scale =
    options.scaling === 'minMax' ? most - least : Math.max(Math.abs(least), Math.abs(most));
  return { delta: bends(options) ? found.params.delta : [], sigma: found.params.sigmaObs, scale };
}

type Points = ReadonlyMap<string, { readonly point: readonly number[] }>;

const BUILT_IN = ['daily', 'weekly', 'yearly'] as const;

/** Trend, built-in cycles, those of one's own and holidays, in the order of the options. */
function componentsOf(told: ProphetPredictions, options: ForecastOptions): readonly Component[] {
  const trend = Float64Array.from(told.trend.point);
  const components: Component[] = [{ kind: 'trend', name: 'trend', values: trend }];
  const add = (kind: Component['kind'], name: string, from: Points): void => {
    const found = from.get(name);
    if (found) components.push({ kind, name, values: Float64Array.from(found.point) });
  };
  for (const name of BUILT_IN) add(name, name, told.seasonalities);
  for (const { name } of options.seasonalities) add('custom', name, told.seasonalities);
  for (const { name } of options.holidays) add('holiday', name, told.holidays);
  return components;
}

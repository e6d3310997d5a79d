/** The methods that answer at once, by the name they go by. */
import type { Baseline, Forecast } from './forecast.ts';
import { holtWinters } from './holt-winters.ts';
import { persistence, seasonalNaiveDay, seasonalNaiveWeek } from './naive.ts';
import type { Series } from './series.ts';

/** Forecasts `horizon` slots after `train` with a band that holds `intervalWidth` of outcomes. */
export const BASELINES: Readonly<
  Record<Baseline, (train: Series, horizon: number, intervalWidth?: number) => Forecast>
> = {
  persistence,
  'seasonal-naive-day': seasonalNaiveDay,
  'seasonal-naive-week': seasonalNaiveWeek,
  'holt-winters': holtWinters,
};

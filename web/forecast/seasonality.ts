/** Which of Prophet's built-in cycles a series can carry. */
import type { ForecastOptions, Switch } from './forecast.ts';
import { MINUTES_PER_DAY, type Series } from './series.ts';

export interface Seasonalities {
  readonly daily: boolean;
  readonly weekly: boolean;
  readonly yearly: boolean;
}

/**
 * Prophet's own rule for 'auto': a cycle needs two of itself between first and last value, and a
 * step shorter than the shape it describes (a day for the daily, a week for the weekly one).
 */
export function seasonalitiesOf(
  series: Series,
  options: Pick<ForecastOptions, 'daily' | 'weekly' | 'yearly'>,
): Seasonalities {
  const days = ((series.values.length - 1) * series.stepMinutes) / MINUTES_PER_DAY;
  const decide = (wish: Switch, auto: boolean): boolean => (wish === 'auto' ? auto : wish);
  return {
    daily: decide(options.daily, days >= 2 && series.stepMinutes < MINUTES_PER_DAY),
    weekly: decide(options.weekly, days >= 14 && series.stepMinutes < 7 * MINUTES_PER_DAY),
    yearly: decide(options.yearly, days >= 730),
  };
}

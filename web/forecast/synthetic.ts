/**
 * Made-up loads whose truth is known, for demonstrations and for testing forecasts: a day's shape,
 * weekdays and weekends, a slope, holidays, and seeded noise.
 */
import { stream } from '../rng.ts';
import { normals } from './chance.ts';
import { dayOf, isWeekend, MINUTES_PER_DAY, minuteOf, type Series } from './series.ts';

export interface SyntheticWishes {
  readonly seed: number;
  readonly days: number;
  readonly stepMinutes: number;
  /** Minutes since 1970-01-01; default 2024-05-01 00:00, a Wednesday. */
  readonly startMinute?: number;
  /** Mean of a weekday, kW; default 10. */
  readonly meanKw?: number;
  /** What is added each day, kW; default 0. */
  readonly slopeKwPerDay?: number;
  /** Weekend load as a share of a weekday's; default 0.8. */
  readonly weekendShare?: number;
  /** Days since 1970-01-01 that are like weekends. */
  readonly holidays?: readonly number[];
  /** Standard deviation of the noise, kW; default 1. */
  readonly noiseKw?: number;
  /** How much of a slot's noise goes over to the next, 0 … 1; default 0. */
  readonly persistence?: number;
}

/** Days since 1970-01-01 of 2024-05-01. */
const MAY_2024 = 19844;

/** Load at each third hour of a weekday beside its mean; joined by straight lines. */
const SHAPE = [0.6, 0.5, 0.8, 1.1, 1.05, 1.0, 1.45, 1.5] as const;
const HOURS_APART = 3;

/** The values, and the same without noise. */
export function syntheticSeries(wishes: SyntheticWishes): {
  readonly series: Series;
  readonly truth: Float64Array;
} {
  const { seed, days, stepMinutes, startMinute = MAY_2024 * MINUTES_PER_DAY } = wishes;
  const { meanKw = 10, slopeKwPerDay = 0, weekendShare = 0.8 } = wishes;
  const { holidays = [], noiseKw = 1, persistence = 0 } = wishes;
  const length = Math.round((days * MINUTES_PER_DAY) / stepMinutes);
  const normal = normals(stream(seed, 'forecast/synthetic'));
  const empty: Series = { stepMinutes, startMinute, values: new Float64Array(length) };
  const free = new Set(holidays);
  const truth = empty.values.map((_, i) => {
    const minute = minuteOf(empty, i);
    const share = isWeekend(minute) || free.has(dayOf(minute)) ? weekendShare : 1;
    const slope = (slopeKwPerDay * (minute - startMinute)) / MINUTES_PER_DAY;
    return meanKw * share * (stepMinutes < MINUTES_PER_DAY ? shapeAt(minute) : 1) + slope;
  });
  // The first is as spread as all later ones.
  let noise = noiseKw * normal();
  const fresh = noiseKw * Math.sqrt(1 - persistence * persistence);
  const values = truth.map((value, i) => {
    if (i > 0) noise = persistence * noise + fresh * normal();
    return value + noise;
  });
  return { series: { ...empty, values }, truth };
}

function shapeAt(minute: number): number {
  const hour = (minute - dayOf(minute) * MINUTES_PER_DAY) / 60;
  const at = Math.floor(hour / HOURS_APART);
  const left = SHAPE[at]!;
  const right = SHAPE[(at + 1) % SHAPE.length]!;
  return left + ((right - left) * (hour - at * HOURS_APART)) / HOURS_APART;
}

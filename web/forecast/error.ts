/**
 * How far a forecast was from what came, and how honest its band was. Slots that were not measured
 * are left out of everything.
 */
import type { Forecast } from './forecast.ts';

export interface Scores {
  /** Slots compared. */
  readonly count: number;
  /** Mean absolute error, in the series' unit. */
  readonly mae: number;
  /** Root of the mean squared error, in the series' unit. */
  readonly rmse: number;
  /** Mean of forecast − actual: positive = foretold too much. */
  readonly bias: number;
  /** Mean of |error| / |actual| as a share; slots with an actual of 0 left out; null: all were 0. */
  readonly mape: number | null;
  /** Slots that `mape` leaves out because nothing was drawn there. */
  readonly zeros: number;
  /** Mean of the two limits' quantile losses, in the series' unit: narrow and right is small. */
  readonly pinball: number;
  /** Share of slots whose actual value lay inside the band, limits included. */
  readonly coverage: number;
}

/** Loss of foretelling `limit` as the quantile `share`, 0 … 1, when `actual` came. */
export function pinballLoss(actual: number, limit: number, share: number): number {
  return actual >= limit ? share * (actual - limit) : (1 - share) * (limit - actual);
}

/** What was foretold and what came, slot by slot of the same length. */
export interface Pair {
  readonly actual: Float64Array;
  readonly forecast: Pick<Forecast, 'mean' | 'lower' | 'upper' | 'intervalWidth'>;
}

/** All pairs as one sample; null where nothing was measured. */
export function score(pairs: readonly Pair[]): Scores | null {
  const sum = { count: 0, absolute: 0, square: 0, bias: 0, share: 0, zeros: 0, loss: 0, inside: 0 };
  for (const { actual, forecast } of pairs) {
    const { mean, lower, upper, intervalWidth } = forecast;
    const low = (1 - intervalWidth) / 2;
    for (let i = 0; i < actual.length; i++) {
      const came = actual[i]!;
      if (!Number.isFinite(came)) continue;
      const error = mean[i]! - came;
      sum.count++;
      sum.absolute += Math.abs(error);
      sum.square += error * error;
      sum.bias += error;
      if (came === 0) sum.zeros++;
      else sum.share += Math.abs(error / came);
      sum.loss += pinballLoss(came, lower[i]!, low) / 2 + pinballLoss(came, upper[i]!, 1 - low) / 2;
      if (came >= lower[i]! && came <= upper[i]!) sum.inside++;
    }
  }
  const { count, zeros } = sum;
  if (count === 0) return null;
  return {
    ...{ count, zeros, mae: sum.absolute / count, rmse: Math.sqrt(sum.square / count) },
    ...{ bias: sum.bias / count, mape: count > zeros ? sum.share / (count - zeros) : null },
    ...{ pinball: sum.loss / count, coverage: sum.inside / count },
  };
}

/** By how much `ours` beats `theirs`: 1 = no error left, 0 = no better, below 0 = worse. */
export function skill(ours: Scores, theirs: Scores): number | null {
  return theirs.rmse > 0 ? 1 - ours.rmse / theirs.rmse : null;
}

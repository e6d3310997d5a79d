/**
 * Prophet's interval from what its fit found, drawn by our own seeded generator: the package draws
 * with an unseeded one, and a band that changes at each look cannot be shared or tested.
 *
 * As Prophet does (Taylor and Letham 2018, section 3.1.4): in each of 1000 futures the trend bends
 * as often as it could in the past, at times of a Poisson process, by Laplace-distributed rates as
 * large on average as those of the past; each value also has the noise that the fit left. The band
 * lies between the quantiles of these futures, slot by slot.
 */
import { type Rng, stream } from '../rng.ts';
import { exponential, normals, quantile } from './chance.ts';

const FUTURES = 1000;
/** Prophet's, against a spread of nothing where the trend never bent. */
const LEAST_RATE = 1e-8;

/** Fitted figures on the model's own scale: time 0 … 1 over the history, values over `scale`. */
export interface Fitted {
  /** Change of the trend's slope at each changepoint; empty for a flat trend. */
  readonly delta: ArrayLike<number>;
  /** Standard deviation of the noise. */
  readonly sigma: number;
  /** What values were divided by. */
  readonly scale: number;
}

/** Bends of one future still to come, and what those so far have made of its trend. */
interface Future {
  next: number;
  slope: number;
  offset: number;
}

/** Limits of the band around `mean` at the model times `times` (1 = end of history, rising). */
export function drawBand(
  mean: Float64Array,
  times: Float64Array,
  fitted: Fitted,
  { intervalWidth, seed }: { readonly intervalWidth: number; readonly seed: number },
): { readonly lower: Float64Array; readonly upper: Float64Array } {
  const { delta, sigma, scale } = fitted;
  const bends = stream(seed, 'forecast/bends');
  const normal = normals(stream(seed, 'forecast/noise'));
  const count = delta.length;
  let rate = LEAST_RATE;
  for (let i = 0; i < count; i++) rate += Math.abs(delta[i]!) / count;
  const wait = (): number => (count > 0 ? exponential(bends) / count : Infinity);
  const futures = Array.from({ length: FUTURES }, (): Future => ({
    ...{ next: 1 + wait(), slope: 0, offset: 0 },
  }));
  const outcomes = new Float64Array(FUTURES);
  const lower = new Float64Array(mean.length);
  const upper = new Float64Array(mean.length);
  for (let h = 0; h < mean.length; h++) {
    const time = times[h]!;
    futures.forEach((future, i) => {
      while (future.next < time) {
        const bend = laplace(bends, rate);
        future.slope += bend;
        future.offset += bend * future.next;
        future.next += wait();
      }
      const trend = future.slope * time - future.offset;
      outcomes[i] = mean[h]! + scale * (trend + sigma * normal());
    });
    outcomes.sort((a, b) => a - b);
    lower[h] = quantile(outcomes, (1 - intervalWidth) / 2);
    upper[h] = quantile(outcomes, (1 + intervalWidth) / 2);
  }
  return { lower, upper };
}

/** Mean 0, mean size `rate`. */
function laplace(rng: Rng, rate: number): number {
  const size = rate * exponential(rng);
  return rng.unit() < 0.5 ? -size : size;
}

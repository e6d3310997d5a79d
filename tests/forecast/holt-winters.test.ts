import { expect } from '@open-wc/testing';
import {
  aheadOf,
  fitSmoothing,
  holtWinters,
  seasonsOf,
  smooth,
} from '../../web/forecast/holt-winters.ts';
import { slice } from '../../web/forecast/series.ts';
import { syntheticSeries } from '../../web/forecast/synthetic.ts';
import { stream } from '../../web/rng.ts';
import { twinForecast } from '../twin/holt-winters.ts';
import co2 from '../vectors/holt-winters-co2.json' with { type: 'json' };

const { published } = co2;
const ppm = Float64Array.from(co2.values);

describe('Holt–Winters', () => {
  it("reaches R's printed coefficients from R's printed weights", () => {
    const { alpha, beta, gamma, a, b, s } = published;
    const fit = smooth(ppm, [12], { level: alpha, slope: beta, seasons: [gamma] });
    // The weights are printed with five figures; the level's error follows from theirs.
    expect(fit.level).to.be.closeTo(a, 2e-5);
    expect(fit.slopePerSlot).to.be.closeTo(b, 6e-6);
    fit.seasonals[0]!.forEach((value, i) => expect(value).to.be.closeTo(s[i]!, 3e-5));
  });

  it("finds weights at least as good as R's by its own search, always the same", () => {
    const { alpha, beta, gamma } = published;
    const theirs = smooth(ppm, [12], { level: alpha, slope: beta, seasons: [gamma] });
    const ours = fitSmoothing(ppm, [12], true);
    expect(ours.squareSum).to.be.at.most(theirs.squareSum * (1 + 1e-6));
    expect(ours.smoothing.level).to.be.closeTo(alpha, 0.02);
    expect(fitSmoothing(ppm, [12], true).smoothing).to.deep.equal(ours.smoothing);
  });

  it('equals the slow twin with two seasons', () => {
    for (const seed of [1, 2, 3]) {
      const rng = stream(seed, 'test/holt-winters');
      const values = Float64Array.from(
        { length: 75 },
        (_, i) => 5 + (i % 4) + (i % 12) / 3 + rng.unit(),
      );
      const weights = { level: rng.unit(), slope: rng.unit(), seasons: [rng.unit(), rng.unit()] };
      const fit = smooth(values, [4, 12], weights);
      const twin = twinForecast([...values], 12, startByHand([...values]), {
        alpha: weights.level,
        beta: weights.slope,
        gammas: weights.seasons,
      });
      const sum = twin.errors.reduce((total, error) => total + error * error, 0);
      expect(fit.squareSum, `seed ${seed}`).to.be.closeTo(sum, 1e-9 * sum);
      aheadOf(fit, 30).forEach((value, h) => {
        expect(value, `seed ${seed}, ${h} ahead`).to.be.closeTo(twin.ahead(h + 1), 1e-9);
      });
    }
  });

  it('takes day and week where they fit twice, and goes on level where nothing does', () => {
    const { series } = syntheticSeries({ seed: 1, days: 20, stepMinutes: 60 });
    expect(seasonsOf(series)).to.deep.equal([24, 168]);
    expect(seasonsOf(slice(series, 0, 10 * 24))).to.deep.equal([24]);
    const daily = syntheticSeries({ seed: 1, days: 20, stepMinutes: 1440 });
    expect(seasonsOf(daily.series)).to.deep.equal([7]);
    const short = slice(series, 0, 30);
    expect(seasonsOf(short)).to.deep.equal([]);
    expect([...holtWinters(short, 3).mean]).to.deep.equal(Array(3).fill(short.values[29]));
  });

  it('foretells a load without noise to the last watt, and covers one with noise', () => {
    const still = syntheticSeries({ seed: 1, days: 28, stepMinutes: 60, noiseKw: 0 });
    const { mean } = holtWinters(slice(still.series, 0, 27 * 24), 24);
    mean.forEach((value, h) => {
      expect(value).to.be.closeTo(still.series.values[27 * 24 + h]!, 1e-9);
    });
    let inside = 0;
    for (let seed = 0; seed < 20; seed++) {
      const { series } = syntheticSeries({ seed, days: 43, stepMinutes: 60 });
      const told = holtWinters(slice(series, 0, 42 * 24), 24, 0.8);
      told.mean.forEach((_, h) => {
        const came = series.values[42 * 24 + h]!;
        if (came >= told.lower[h]! && came <= told.upper[h]!) inside++;
      });
    }
    expect(inside / (20 * 24)).to.be.within(0.7, 0.9);
  });
});

/** Starting values of periods 4 in 12, written out: moving means, their line, what they leave. */
function startByHand(y: readonly number[]): {
  readonly level: number;
  readonly slope: number;
  readonly seasons: readonly (readonly number[])[];
} {
  const trend = Array.from({ length: 12 }, (_, k) => {
    const i = k + 6;
    const middle = y.slice(i - 5, i + 6).reduce((a, b) => a + b, 0);
    return (middle + (y[i - 6]! + y[i + 6]!) / 2) / 12;
  });
  const xMean = 6.5;
  const yMean = trend.reduce((a, b) => a + b, 0) / 12;
  const slope = trend.reduce((sum, value, k) => sum + (k + 1 - xMean) * (value - yMean), 0) / 143;
  const raw = Array.from({ length: 12 }, (_, slot) => {
    const i = slot < 6 ? slot + 12 : slot;
    return y[i]! - trend[i - 6]!;
  });
  const centre = raw.reduce((a, b) => a + b, 0) / 12;
  const figure = raw.map((value) => value - centre);
  const near = [0, 1, 2, 3].map((k) => (figure[k]! + figure[k + 4]! + figure[k + 8]!) / 3);
  return {
    level: yMean - slope * xMean,
    slope,
    seasons: [near, figure.map((value, i) => value - near[i % 4]!)],
  };
}

import { expect } from '@open-wc/testing';
import * as fc from 'fast-check';
import { halfWidth } from '../../web/forecast/chance.ts';
import { seasonalNaiveDay } from '../../web/forecast/naive.ts';
import {
  CLOUD_ERROR_DAY,
  CLOUD_ERROR_MOMENT,
  cloudError,
  daylight,
  SUN_SIMPLE,
  type SunSimple,
  sunStudyOf,
  type SunYear,
} from '../../web/forecast/sun.ts';
import { stream } from '../../web/rng.ts';

const STEP = 360;
/** A clear sky's day in four slots of six hours. */
const CLEAR = [0, 3, 5, 0];

/** Days of which these shares of a clear sky come; the service foretells `told` of it. */
function yearOf(shares: readonly number[], told: readonly number[] = shares): SunYear {
  const of = (list: readonly number[]): Float64Array =>
    Float64Array.from(list.flatMap((share) => CLEAR.map((kw) => share * kw)));
  return {
    output: { stepMinutes: STEP, startMinute: 0, values: of(shares) },
    ...{ clearSky: of(shares.map(() => 1)), foretold: of(told), installedKw: 6 },
  };
}

const study = (sun: SunYear, day: number, historyDays = 60, band = 0.8) =>
  sunStudyOf(sun, { day, historyDays, band });
const meanOf = (sun: SunYear, day: number, method: SunSimple): number[] => [
  ...study(sun, day).rows.find((row) => row.method === method)!.forecast.mean,
];
const random = (seed: number, days: number): SunYear => {
  const rng = stream(seed, 'a year of panels');
  const draw = (): number[] => Array.from({ length: days }, () => rng.unit());
  return yearOf(draw(), draw());
};

describe('tomorrow’s sun', () => {
  const sun = yearOf([0.5, 1, 0.5, 1, 0.25, 0.75], [1, 1, 1, 1, 1, 0.8]);

  it('is foretold by each method as its rule says by hand', () => {
    expect(meanOf(sun, 6, 'persistence')).to.deep.equal([0, 0, 0, 0]);
    expect(meanOf(sun, 6, 'seasonal-naive-day')).to.deep.equal([0, 0.75, 1.25, 0]);
    // Energy 8 · 0.25 of 8 yesterday; 8 · 3.25 of 40 in all five days.
    expect(meanOf(sun, 6, 'clearness-yesterday')).to.deep.equal([0, 0.75, 1.25, 0]);
    const mean = meanOf(sun, 6, 'clearness-mean');
    [0, 1.95, 3.25, 0].forEach((kw, i) => expect(mean[i]).to.be.closeTo(kw, 1e-12));
    expect(meanOf(sun, 6, 'weather')).to.deep.equal([0, 0.8 * 3, 4, 0]);
  });

  it('takes a day whose clear sky is brighter for brighter, and one without any for dark', () => {
    const rising = { ...sun, clearSky: sun.clearSky.slice() };
    rising.clearSky.set([1, 6, 10, 1], 20);
    // All of the sky’s energy came; held to the 6 kW that are installed.
    const whole = { ...rising, output: { ...sun.output, values: sun.output.values.slice() } };
    whole.output.values.set([0, 3, 5, 0], 16);
    expect(meanOf(whole, 6, 'clearness-yesterday')).to.deep.equal([1, 6, 6, 1]);
    rising.clearSky.fill(0, 16);
    expect(meanOf(rising, 6, 'clearness-yesterday')).to.deep.equal([0, 0, 0, 0]);
  });

  it('looks back two weeks for the mean clearness and no further', () => {
    const shares = Array.from({ length: 20 }, (_, day) => (day < 5 ? 1 : day % 2 ? 0.2 : 0.4));
    // Days 6 … 19 in turn 0.4 and 0.2; with an earlier day it would be more.
    expect(meanOf(yearOf([...shares, 1]), 21, 'clearness-mean')[2]).to.be.closeTo(1.5, 1e-12);
  });

  it('lies in a band as wide as the method erred, in shares of a clear sky', () => {
    const { rows } = study(sun, 6);
    const { forecast } = rows.find(({ method }) => method === 'seasonal-naive-day')!;
    // From day to day 0.5, 0.5, 0.5, 0.75 of the clear sky: the mean of the squares is 0.328125.
    const half = halfWidth(0.8) * Math.sqrt((0.25 + 0.25 + 0.25 + 0.5625) / 4);
    expect(forecast.upper[2]).to.be.closeTo(1.25 + half * 5, 1e-12);
    expect(forecast.upper[1]).to.be.closeTo(0.75 + half * 3, 1e-12);
    expect([forecast.lower[2], forecast.upper[0], forecast.upper[3]]).to.deep.equal([0, 0, 0]);
    const told = rows.find(({ method }) => method === 'weather')!.forecast;
    expect(told.upper[2]).to.be.at.most(6);
  });

  it('is scored by daylight alone', () => {
    expect([...daylight(Float64Array.of(0, 2, 3, 0.1), Float64Array.of(0, 3, 5, 0))]).to.deep.equal(
      [NaN, 2, 3, NaN],
    );
    const { rows, plan } = study(random(3, 40), 40);
    for (const { method, evaluation } of rows) {
      expect(evaluation.each, method).to.have.length(plan.origins);
      expect(evaluation.total!.count, method).to.equal(plan.origins * 2);
    }
    // Yesterday of a year alternating between all and nothing is wrong by all of it, at noon as ever.
    const flip = yearOf(Array.from({ length: 30 }, (_, day) => day % 2));
    const yesterday = study(flip, 30).rows.find(({ method }) => method === 'seasonal-naive-day')!;
    expect(yesterday.evaluation.total!.rmse).to.be.closeTo(Math.sqrt((9 + 25) / 2), 1e-12);
  });

  it('never looks at the day that comes, nor after it, nor outside what is possible', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 39 }), fc.double({ min: 0, max: 9 }), (day, kw) => {
        const year = random(5, 40);
        const values = year.output.values.slice().fill(kw, (day - 1) * 4);
        const other = { ...year, output: { ...year.output, values } };
        const [one, two] = [study(year, day), study(other, day)];
        expect(two.rows).to.deep.equal(one.rows);
        for (const { forecast, method } of one.rows) {
          forecast.mean.forEach((mean, i) => {
            const [lower, upper] = [forecast.lower[i]!, forecast.upper[i]!];
            expect(lower >= 0 && lower <= mean && mean <= upper && upper <= 6, method).to.equal(
              true,
            );
          });
        }
      }),
      { numRuns: 20 },
    );
  });

  it('agrees with the plain method of loads where both say the same', () => {
    const year = random(9, 20);
    const { history } = study(year, 20, 12);
    const [a, b] = [seasonalNaiveDay(history, 4).mean, meanOf(year, 20, 'seasonal-naive-day')];
    expect([...a]).to.deep.equal(b);
  });

  it('has every method, its days copied, and none where the year has just begun', () => {
    const full = study(random(2, 40), 31, 20);
    expect(full.rows.map(({ method }) => method)).to.deep.equal(SUN_SIMPLE);
    expect(full.history.values.buffer.byteLength).to.equal(20 * 4 * 8);
    expect(full.sky.clearSky).to.have.length(21 * 4);
    const early = study(random(2, 40), 2);
    expect(early.rows).to.deep.equal([]);
    expect(early.problems.some(({ harmless }) => !harmless)).to.equal(true);
  });
});

describe('the simulated weather service', () => {
  it('errs by as much as it says, differently each evening, and the same on repeat', () => {
    const days = 2000;
    const half = new Float64Array(days).fill(0.5);
    const error = cloudError(11, half);
    expect(error).to.have.length(days * 96);
    expect(cloudError(11, half)).to.deep.equal(error);
    expect(cloudError(12, Float64Array.of(0.5))).not.to.deep.equal(error.slice(0, 96));
    const square = (list: Float64Array): number =>
      Math.sqrt(list.reduce((sum, value) => sum + value * value, 0) / list.length);
    const total = Math.sqrt(
      CLOUD_ERROR_DAY * CLOUD_ERROR_DAY + CLOUD_ERROR_MOMENT * CLOUD_ERROR_MOMENT,
    );
    expect(square(error), 'seed 11').to.be.closeTo(total, 0.005);
    // A fifth of the sky under cloud: 2 √(0.2 · 0.8) = 0.8 of that; clear and overcast none.
    const other = cloudError(11, Float64Array.of(0.2, 0, 1));
    other.forEach((value, i) =>
      expect(value).to.be.closeTo(i < 96 ? 0.8 * error[i]! : 0, 1e-12, `slot ${i}`),
    );
    // An AR(1) of ρ = exp(−1/8): the mean of a day's 96 keeps 0.391 of its spread.
    const means = Float64Array.from({ length: days }, (_, day) => {
      const slots = error.subarray(day * 96, day * 96 + 96);
      return slots.reduce((sum, value) => sum + value, 0) / 96;
    });
    const expected = Math.sqrt(
      CLOUD_ERROR_DAY * CLOUD_ERROR_DAY + (CLOUD_ERROR_MOMENT * 0.391) ** 2,
    );
    expect(square(means), 'seed 11').to.be.closeTo(expected, 0.006);
  });
});

import { expect } from '@open-wc/testing';
import { pinballLoss, score, skill } from '../../web/forecast/error.ts';
import { dayAheadPlan, evaluate, folds, rollingOrigin } from '../../web/forecast/evaluate.ts';
import { drawnCurve, standings } from '../../web/forecast/guess.ts';
import { BASELINES } from '../../web/forecast/methods.ts';
import { persistence, seasonalNaiveDay, seasonalNaiveWeek } from '../../web/forecast/naive.ts';
import type { Series } from '../../web/forecast/series.ts';
import { syntheticSeries } from '../../web/forecast/synthetic.ts';

const list = (...values: number[]): Float64Array => Float64Array.from(values);

describe('error measures', () => {
  it('are what the definitions give by hand', () => {
    const actual = list(10, 0, 8, NaN, 5);
    const forecast = {
      ...{ mean: list(12, 1, 8, 3, 1), lower: list(9, 0.5, 7, 0, 0), upper: list(13, 2, 9, 9, 4) },
      intervalWidth: 0.8,
    };
    // Errors 2, 1, 0, −4; the slot that was not measured counts nowhere.
    const scores = score([{ actual, forecast }])!;
    expect(scores.count).to.equal(4);
    expect(scores.mae).to.equal(7 / 4);
    expect(scores.rmse).to.equal(Math.sqrt(21 / 4));
    expect(scores.bias).to.equal(-1 / 4);
    // 2/10, 0/8, 4/5 of the three slots whose actual value is not zero.
    expect(scores.mape).to.be.closeTo(1 / 3, 1e-15);
    expect(scores.zeros).to.equal(1);
    expect(scores.coverage).to.equal(2 / 4);
    // Lower limits, 0.1 quantile: .1, .9 · .5, .1, .5; upper, 0.9 quantile: .3, .2, .1, .9.
    expect(scores.pinball).to.be.closeTo((1.15 + 1.5) / 2 / 4, 1e-15);
    expect(pinballLoss(5, 3, 0.9)).to.be.closeTo(1.8, 1e-15);
    expect(pinballLoss(3, 5, 0.9)).to.be.closeTo(0.2, 1e-15);
  });

  it('say so where there is nothing to measure by', () => {
    const forecast = { mean: list(1), lower: list(0), upper: list(2), intervalWidth: 0.8 };
    expect(score([{ actual: list(NaN), forecast }])).to.equal(null);
    const zero = score([{ actual: list(0), forecast }])!;
    expect([zero.mape, zero.zeros]).to.deep.equal([null, 1]);
    const right = { ...zero, rmse: 0 };
    expect(skill(zero, right)).to.equal(null);
    expect(skill(right, zero)).to.equal(1);
    expect(skill({ ...zero, rmse: 3 }, { ...zero, rmse: 2 })).to.equal(-0.5);
  });
});

describe('the forecasts that any other must beat', () => {
  const ramp: Series = {
    stepMinutes: 360,
    startMinute: 0,
    values: Float64Array.from({ length: 32 }, (_, i) => (i % 4) * 10 + Math.floor(i / 28)),
  };

  it('repeat the last value, day and week', () => {
    expect([...persistence(ramp, 3).mean]).to.deep.equal([31, 31, 31]);
    expect([...seasonalNaiveDay(ramp, 6).mean]).to.deep.equal([1, 11, 21, 31, 1, 11]);
    expect([...seasonalNaiveWeek(ramp, 5).mean]).to.deep.equal([0, 10, 20, 30, 0]);
    expect(persistence(ramp, 1).startMinute).to.equal(32 * 360);
    const days = { ...ramp, values: ramp.values.subarray(0, 12) };
    expect([...seasonalNaiveWeek(days, 2).mean]).to.deep.equal([0, 10]);
  });

  it('have the band of their own errors, by hand', () => {
    // Days differ by 1 in 4 of 28 comparisons: sigma² = 4/28; z of 80 % = 1.2815515655446.
    const told = seasonalNaiveDay(ramp, 5, 0.8);
    const half = 1.2815515655446 * Math.sqrt(4 / 28);
    expect(told.upper[0]! - told.mean[0]!).to.be.closeTo(half, 1e-8);
    expect(told.mean[0]! - told.lower[0]!).to.be.closeTo(half, 1e-8);
    expect(told.upper[4]! - told.mean[4]!).to.be.closeTo(half * Math.SQRT2, 1e-8);
  });

  it('fill gaps rather than repeat them', () => {
    const values = ramp.values.slice();
    values[31] = NaN;
    const told = persistence({ ...ramp, values }, 1);
    expect(told.mean[0]).to.equal(30);
  });
});

describe('rolling origin', () => {
  const { series } = syntheticSeries({ seed: 2, days: 40, stepMinutes: 60 });

  it('hands over nothing of the future, and measures the whole horizon', () => {
    const plan = { horizon: 24, origins: 5, everySlots: 36, trainSlots: 240 };
    const moments = folds(series, plan);
    expect(moments).to.have.length(5);
    moments.forEach(({ train, actual }, k) => {
      const at = 960 - 24 - (4 - k) * 36;
      expect([...train.values]).to.deep.equal([...series.values.subarray(at - 240, at)]);
      expect(actual.startMinute).to.equal(series.startMinute + at * 60);
      expect([...actual.values]).to.deep.equal([...series.values.subarray(at, at + 24)]);
    });
    const early = folds(series, { ...plan, origins: 60 });
    expect(early.length).to.be.below(60);
    expect(Math.min(...early.map(({ train }) => train.values.length))).to.equal(240);
    expect(folds(series, { ...plan, trainSlots: 10_000 })).to.deep.equal([]);
  });

  it('adds up to the same as each moment by itself', () => {
    const plan = dayAheadPlan(series);
    const moments = folds(series, plan);
    const forecasts = moments.map(({ train }) => seasonalNaiveDay(train, 24));
    const all = evaluate(moments, forecasts);
    expect(all).to.deep.equal(rollingOrigin(series, seasonalNaiveDay, plan));
    const mean = all.each.reduce((sum, one) => sum + one!.mae, 0) / 7;
    expect(all.total!.mae).to.be.closeTo(mean, 1e-12);
    const byLead = all.maeByLead.reduce<number>((sum, one) => sum + one!, 0) / 24;
    expect(byLead).to.be.closeTo(mean, 1e-12);
    const byHand = moments.map(({ actual }, k) =>
      Math.abs(forecasts[k]!.mean[5]! - actual.values[5]!),
    );
    expect(all.maeByLead[5]).to.be.closeTo(byHand.reduce((a, b) => a + b, 0) / 7, 1e-12);
  });

  it('ranks what knows more of the truth higher', () => {
    const plan = dayAheadPlan(series, 14);
    const rmse = (method: keyof typeof BASELINES): number =>
      rollingOrigin(series, BASELINES[method], plan).total!.rmse;
    // Noise of 1 kW: a repeated week has √2 of it, a repeated day also the weekend, flat all.
    expect(rmse('seasonal-naive-week')).to.be.within(1.2, 1.6);
    expect(rmse('holt-winters')).to.be.below(rmse('seasonal-naive-week'));
    expect(rmse('seasonal-naive-day')).to.be.within(
      rmse('seasonal-naive-week'),
      rmse('persistence'),
    );
  });
});

describe('a drawn guess', () => {
  it('is joined by straight lines, level at both ends', () => {
    const points = [
      { slot: 4, value: 10 },
      { slot: 2, value: 0 },
    ];
    expect([...drawnCurve(points, 6)]).to.deep.equal([0, 0, 0, 5, 10, 10]);
    expect([...drawnCurve([], 2)]).to.deep.equal([0, 0]);
  });

  it('stands among the methods by the same measure', () => {
    const { series, truth } = syntheticSeries({ seed: 3, days: 15, stepMinutes: 60 });
    const train = { ...series, values: series.values.subarray(0, 14 * 24) };
    const actual = series.values.subarray(14 * 24);
    const rivals = [persistence(train, 24), seasonalNaiveWeek(train, 24)];
    const perfect = standings(actual, truth.subarray(14 * 24), rivals);
    expect(perfect.map(({ who }) => who)).to.deep.equal([
      'guess',
      'seasonal-naive-week',
      'persistence',
    ]);
    expect(perfect.map(({ place }) => place)).to.deep.equal([1, 2, 3]);
    const copied = standings(actual, rivals[0]!.mean, rivals);
    expect(copied.map(({ place }) => place)).to.deep.equal([1, 2, 2]);
  });
});

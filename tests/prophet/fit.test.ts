import { expect } from '@open-wc/testing';
import { score } from '../../web/forecast/error.ts';
import {
  defaultOptions,
  type ForecastOptions,
  type ProphetForecast,
} from '../../web/forecast/forecast.ts';
import { type Series, slice } from '../../web/forecast/series.ts';
import { syntheticSeries } from '../../web/forecast/synthetic.ts';
import { columnOrder, reordered, restored } from '../../web/prophet/columns.ts';
import { forecastWith } from '../../web/prophet/fit.ts';
import { loadProphet, type Loaded } from '../../web/prophet/load.ts';
import peyton from '../vectors/prophet-peyton-manning.json' with { type: 'json' };
import univariate from '../vectors/prophet-test-data.json' with { type: 'json' };
import { dailySeries } from './published.ts';

let loaded: Loaded;
before(async () => {
  loaded = await loadProphet();
});

function fit(series: Series, change: Partial<ForecastOptions> = {}): ProphetForecast {
  const options = { ...defaultOptions(24), ...change };
  const { forecast, problems } = forecastWith(loaded, series, options);
  expect(problems.filter(({ harmless }) => !harmless)).to.deep.equal([]);
  return forecast!;
}

describe("Prophet's public examples", () => {
  it("foretells Peyton Manning's page as the quick start prints it, within 0.5 %", () => {
    const { published } = peyton;
    const forecast = fit(dailySeries(peyton), { horizon: 365 });
    expect(forecast.seasonalities).to.deep.equal({ daily: false, weekly: true, yearly: true });
    const at = published.days.map((day) => day - forecast.startMinute / 1440);
    expect(at).to.deep.equal([360, 361, 362, 363, 364]);
    for (const [i, h] of at.entries()) {
      const { python } = published;
      expect(forecast.mean[h]! / python.mean[i]!).to.be.within(0.995, 1.005);
      // Drawn limits of two printings, by Python and by R, differ by 0.09; so may ours from each.
      expect(forecast.lower[h]!).to.be.closeTo(python.lower[i]!, 0.12);
      expect(forecast.upper[h]!).to.be.closeTo(python.upper[i]!, 0.12);
    }
  });

  for (const scaling of ['absMax', 'minMax'] as const) {
    it(`meets the error of Prophet's own test within its 10 %, scaled by ${scaling}`, () => {
      const { rmse, relativeBand } = univariate.published;
      const forecast = fit(dailySeries(univariate, 30), { horizon: 30, scaling });
      // Prophet's test compares the next thirty calendar days with the next thirty rows.
      const actual = Float64Array.from(univariate.values.slice(-30));
      const found = score([{ actual, forecast }])!.rmse;
      expect(found / rmse[scaling]).to.be.within(1 - relativeBand, 1 + relativeBand);
    });
  }
});

describe('a fit', () => {
  const { series } = syntheticSeries({ seed: 5, days: 35, stepMinutes: 60 });
  const rich: Partial<ForecastOptions> = {
    holidays: [
      { name: 'late', days: [19_850, 19_860] },
      { name: 'early', days: [19_852] },
      { name: 'never seen', days: [30_000] },
    ],
    seasonalities: [
      { name: 'shift', periodDays: 3.5, fourierOrder: 3 },
      { name: 'odd', periodDays: 1.7, fourierOrder: 2 },
    ],
  };

  it('is the same to the last bit, however often it is asked and what was asked between', () => {
    const first = fit(series, rich);
    fit(slice(series, 100, 700), { weekly: false });
    for (let i = 0; i < 3; i++) expect(fit(series, rich)).to.deep.equal(first);
    expect(fit(series, { ...rich, seed: 1 }).mean).to.deep.equal(first.mean);
    expect(fit(series, { ...rich, seed: 1 }).lower).not.to.deep.equal(first.lower);
  });

  it('is the sum of its components, in the order of the wishes', () => {
    const forecast = fit(series, rich);
    const { components, historyLength } = forecast;
    expect(components.map(({ kind, name }) => `${kind} ${name}`)).to.deep.equal([
      ...['trend trend', 'daily daily', 'weekly weekly', 'custom shift', 'custom odd'],
      ...['holiday late', 'holiday early', 'holiday never seen'],
    ]);
    expect(forecast.fit).to.have.length(historyLength + 24);
    forecast.fit.forEach((value, i) => {
      const sum = components.reduce((total, { values }) => total + values[i]!, 0);
      expect(value).to.be.closeTo(sum, 1e-12);
    });
    expect([...forecast.mean]).to.deep.equal([...forecast.fit.subarray(historyLength)]);
    // A holiday moves its own days and no other.
    const late = components[5]!.values;
    late.forEach((value, i) => {
      const day = Math.floor((series.startMinute + i * 60) / 1440);
      expect(value !== 0, `day ${day}`).to.equal(day === 19_850 || day === 19_860);
    });
  });

  it('has the noise, the trend and the bend that were put in', () => {
    const made = syntheticSeries({ seed: 8, days: 60, stepMinutes: 60, slopeKwPerDay: 0.2 });
    const bent = made.series.values.map((v, i) => v - Math.max(0, i - 720) * (0.4 / 24));
    const forecast = fit({ ...made.series, values: bent });
    expect(forecast.noise).to.be.within(0.9, 1.2);
    const total = forecast.changepoints.reduce(
      (sum, { rateChangePerDay }) => sum + rateChangePerDay,
      0,
    );
    expect(total).to.be.closeTo(-0.4, 0.06);
    const { startMinute } = made.series;
    const near = forecast.changepoints.filter(
      ({ minute }) => Math.abs(minute - startMinute - 720 * 60) < 5 * 1440,
    );
    const there = near.reduce((sum, { rateChangePerDay }) => sum + rateChangePerDay, 0);
    expect(there / total).to.be.above(0.7);
    expect(forecast.changepoints).to.have.length(25);
    for (const { minute } of forecast.changepoints) {
      expect(minute).to.be.within(startMinute, startMinute + 0.81 * 60 * 1440);
    }
  });

  it('leaves gaps out and foretells over them', () => {
    const values = series.values.slice();
    values.fill(NaN, 200, 260);
    values.fill(NaN, values.length - 10);
    const whole = fit(series);
    const holed = fit({ ...series, values });
    expect(holed.startMinute).to.equal(whole.startMinute);
    holed.fit.forEach((value, i) => expect(value).to.be.closeTo(whole.fit[i]!, 1));
  });

  it('follows its wishes', () => {
    expect(fit(series, { changepoints: 0 }).changepoints).to.deep.equal([]);
    expect(fit(series, { changepoints: 7 }).changepoints).to.have.length(7);
    const flat = fit(series, { growth: 'flat' }).components[0]!.values;
    expect(new Set(flat).size).to.equal(1);
    const bare = fit(series, { daily: false, weekly: false });
    expect(bare.components.map(({ kind }) => kind)).to.deep.equal(['trend']);
    const wide = fit(series, { intervalWidth: 0.95 });
    const usual = fit(series);
    wide.upper.forEach((limit, h) => expect(limit).to.be.above(usual.upper[h]!));
  });

  it('takes the second optimiser where the first gives up', () => {
    const asked: unknown[] = [];
    const optimizer: Loaded['optimizer'] = {
      optimize: (init, data, wishes) => {
        asked.push(wishes.algorithm);
        if (wishes.algorithm === 'lbfgs') throw new Error('70');
        return loaded.optimizer.optimize(init, data, wishes);
      },
    };
    const { forecast } = forecastWith({ ...loaded, optimizer }, series, defaultOptions(24));
    expect(asked).to.deep.equal(['lbfgs', 'bfgs']);
    const usual = fit(series);
    forecast!.mean.forEach((value, h) => expect(value).to.be.closeTo(usual.mean[h]!, 0.2));
  });

  it('comes with the problem instead where it cannot be', () => {
    const options = defaultOptions(24);
    const short = forecastWith(loaded, slice(series, 0, 20), options);
    expect([short.forecast, short.problems[0]!.rule]).to.deep.equal([null, 'length']);
    const none = forecastWith(loaded, series, { ...options, horizon: 0 });
    expect([none.forecast, none.problems[0]!.rule]).to.deep.equal([null, 'range']);
    class Broken {
      addSeasonality(): void {}
      free(): void {}
      fit(): void {
        throw new Error('unreachable');
      }
    }
    const broken = { ...loaded, Prophet: Broken as never };
    const failed = forecastWith(broken, series, options);
    expect([failed.forecast, failed.problems[0]!.rule]).to.deep.equal([null, 'fit']);
    expect(failed.problems[0]!.found).to.equal('unreachable');
  });
});

describe('the 80 % band', () => {
  it('holds 70 to 90 % of a day ahead on seeded loads', () => {
    const pairs = [];
    for (let seed = 1; seed <= 12; seed++) {
      const { series } = syntheticSeries({ seed, days: 31, stepMinutes: 60, slopeKwPerDay: 0.05 });
      const train = slice(series, 0, 30 * 24);
      pairs.push({ actual: series.values.subarray(30 * 24), forecast: fit(train, { seed }) });
    }
    expect(score(pairs)!.coverage).to.be.within(0.7, 0.9);
  });
});

describe('columns', () => {
  it('come in an order that follows from their content, and go back', () => {
    const data = {
      ...{ K: 4, sigmas: [10, 5, 10, 10], s_a: [1, 1, 1, 1], s_m: [0, 0, 0, 0] },
      X: [
        [3, 1, 2, 2],
        [0, 0, 9, 8],
      ],
    };
    const order = columnOrder(data);
    expect(order).to.deep.equal([1, 3, 2, 0]);
    expect(reordered(data, order).X).to.deep.equal([
      [1, 2, 2, 3],
      [0, 8, 9, 0],
    ]);
    expect(reordered(data, order).sigmas).to.deep.equal([5, 10, 10, 10]);
    const back = restored(Float64Array.from([1, 3, 2, 0]), order);
    expect([...back]).to.deep.equal([0, 1, 2, 3]);
  });
});

import { expect } from '@open-wc/testing';
import {
  attemptOf,
  judge,
  runProcedure,
  THESIS_EXAMPLE,
  THESIS_RULES,
} from '../../web/forecast/procedure.ts';
import { seasonalNaiveWeek } from '../../web/forecast/naive.ts';
import { isWeekend, type Series } from '../../web/forecast/series.ts';
import { syntheticSeries } from '../../web/forecast/synthetic.ts';
import { forecastLoads, peakOf, worstCaseShares } from '../../web/forecast/upper-limit.ts';

const list = (...values: number[]): Float64Array => Float64Array.from(values);

describe("the thesis's procedure", () => {
  const { series } = syntheticSeries({ seed: 1, days: 70, stepMinutes: 60, noiseKw: 0.5 });

  it('trains on weekdays of a month and foretells the next weekday', () => {
    // May 2024 begins on a Wednesday: day 30 is Friday the 31st.
    const first = attemptOf(series, 0)!;
    expect(first.trainDays).to.equal(30);
    expect(first.train.values.length).to.equal(720);
    expect(first.target.startMinute).to.equal(Date.UTC(2024, 4, 31) / 60_000);
    expect(first.horizon).to.equal(24);
    first.train.values.forEach((value, i) => {
      const free = isWeekend(first.train.startMinute + i * 60);
      expect(Number.isNaN(value)).to.equal(free);
    });
    // A gathering of 31 days ends on a Friday: the day after next Monday is foretold.
    const monday = attemptOf(series, 0, { ...THESIS_RULES, firstDays: 31 })!;
    expect(monday.target.startMinute).to.equal(Date.UTC(2024, 5, 3) / 60_000);
    expect(monday.horizon).to.equal(72);
  });

  it('begins at midnight and passes over days with a gap', () => {
    const late: Series = { ...series, startMinute: series.startMinute + 23 * 60 };
    expect(attemptOf(late, 0)!.train.startMinute).to.equal(series.startMinute + 1440);
    const values = series.values.slice();
    values[720 + 5] = NaN;
    const passed = attemptOf({ ...series, values }, 0)!;
    expect(passed.target.startMinute).to.equal(Date.UTC(2024, 5, 3) / 60_000);
  });

  it('judges energy, not single hours, by the 5 %', () => {
    const attempt = { ...attemptOf(series, 0)!, target: { ...series, values: list(4, 4) } };
    const told = { mean: list(9, 3.75, 3.75), lower: list(0, 2, 3), upper: list(0, 5, 5) };
    const judgement = judge({ ...attempt, horizon: 3 }, told);
    expect(judgement).to.deep.include({
      actualKwh: 8,
      forecastKwh: 7.5,
      lowerKwh: 5,
      upperKwh: 10,
    });
    // The thesis's own example breaks its own rule.
    expect(judgement.error).to.equal(THESIS_EXAMPLE.error);
    expect(judgement.accepted).to.equal(false);
    const close = judge({ ...attempt, horizon: 3 }, { ...told, mean: list(0, 3.6, 4.01) });
    expect(close.accepted).to.equal(true);
    const idle = { ...attempt.target, values: list(0, 0) };
    expect(judge({ ...attempt, target: idle, horizon: 3 }, told).error).to.equal(null);
  });

  it('accepts, or gathers a week more each round until the data end', () => {
    const accepted = runProcedure(series, seasonalNaiveWeek);
    expect(accepted.at(-1)!.accepted).to.equal(true);
    const never = runProcedure(series, (train, horizon) => {
      const { mean, lower, upper } = seasonalNaiveWeek(train, horizon);
      return { mean: mean.map((value) => value * 2), lower, upper };
    });
    expect(never.map(({ trainDays }) => trainDays)).to.deep.equal([30, 37, 44, 51, 58, 65]);
    expect(never.some(({ accepted: held }) => held)).to.equal(false);
    expect(runProcedure({ ...series, values: series.values.subarray(0, 700) }, seasonalNaiveWeek))
      .to.be.empty;
  });
});

describe('upper limit to bus', () => {
  it("projects the thesis's example, printed and exact", () => {
    const { userPeakKw, upperKwh, busPeakKw, busLoadKw, printedBelowPeak } = THESIS_EXAMPLE;
    const [share = 0] = worstCaseShares({ upper: list(upperKwh) }, userPeakKw);
    expect(busPeakKw * share).to.be.closeTo(busLoadKw, 1e-12);
    expect(Math.floor((1 - share) * 100) / 100).to.equal(printedBelowPeak);
    expect(busPeakKw * (1 - printedBelowPeak)).to.be.closeTo(THESIS_EXAMPLE.printedBusLoad, 1e-9);
  });

  it('gives each bus its load in each slot, and leaves others at their peak', () => {
    const buses = [
      { id: 1, loadKw: 0 },
      { id: 4, loadKw: 400 },
      { id: 7, loadKw: 100 },
    ];
    const shares = worstCaseShares({ upper: list(10, 18, -1) }, 15);
    expect([...shares]).to.deep.equal([10 / 15, 18 / 15, 0]);
    const loads = forecastLoads(buses, [{ bus: 4, shares }], 4);
    expect([...loads]).to.deep.equal([
      ...[0, 400 * (10 / 15), 100],
      ...[0, 400 * (18 / 15), 100],
      ...[0, 0, 100],
      ...[0, 0, 100],
    ]);
    expect(peakOf(list(3, NaN, 7, 5))).to.equal(7);
    expect([...worstCaseShares({ upper: list(3) }, 0)]).to.deep.equal([0]);
  });
});

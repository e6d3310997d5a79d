import { expect } from '@open-wc/testing';
import * as fc from 'fast-check';
import { BASELINES } from '../../web/forecast/methods.ts';
import { SIMPLE, studyOf } from '../../web/forecast/study.ts';
import { slice } from '../../web/forecast/series.ts';
import { syntheticSeries } from '../../web/forecast/synthetic.ts';

/** 2023-01-01, a Sunday. */
const NEW_YEAR = 19_358 * 1440;
const yearOf = (seed: number) =>
  syntheticSeries({ seed, days: 90, stepMinutes: 60, startMinute: NEW_YEAR }).series;

describe('one question about a meter', () => {
  it('cuts the history right before the day and keeps the day apart', () => {
    const year = yearOf(3);
    const { history, coming, cut } = studyOf(year, { day: 61, historyDays: 30, band: 0.8 });
    expect(history).to.deep.equal(slice(year, 30 * 24, 60 * 24));
    expect(coming).to.deep.equal(slice(year, 60 * 24, 61 * 24));
    expect(cut).to.equal(false);
    expect(history.values.buffer.byteLength, 'the year is not carried along').to.equal(720 * 8);
  });

  it('answers by every simple method as that method alone would', () => {
    const year = yearOf(4);
    const { rows, plan } = studyOf(year, { day: 61, historyDays: 60, band: 0.9 });
    expect(rows.map(({ method }) => method)).to.deep.equal(SIMPLE);
    for (const { method, forecast, evaluation } of rows) {
      const alone = BASELINES[method](slice(year, 0, 60 * 24), 24, 0.9);
      expect(forecast, method).to.deep.equal(alone);
      expect(evaluation.each, method).to.have.length(plan.origins);
      expect(evaluation.total!.count, method).to.equal(plan.origins * 24);
    }
  });

  it('never looks at the day that comes, nor after it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 88 }),
        fc.double({ min: -1e6, max: 1e6 }),
        (day, kw) => {
          const year = yearOf(5);
          const other = { ...year, values: year.values.slice() };
          other.values.fill(kw, (day - 1) * 24);
          const question = { day, historyDays: 30, band: 0.8 };
          const [one, two] = [studyOf(year, question), studyOf(other, question)];
          expect(two.rows).to.deep.equal(one.rows);
          expect(two.history).to.deep.equal(one.history);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('takes what there is at the beginning of the year, and says when that is too little', () => {
    for (const [day, rows] of [
      [1, 0],
      [2, 0],
      [3, 4],
      [8, 4],
    ] as const) {
      const study = studyOf(yearOf(6), { day, historyDays: 60, band: 0.8 });
      expect(study.cut, `day ${day}`).to.equal(true);
      expect(study.history.values, `day ${day}`).to.have.length((day - 1) * 24);
      expect(study.rows, `day ${day}`).to.have.length(rows);
      const blocking = study.problems.filter(({ harmless }) => !harmless);
      expect(blocking.length > 0, `day ${day}`).to.equal(rows === 0);
    }
  });
});

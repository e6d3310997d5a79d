import { expect } from '@open-wc/testing';
import { getCase } from '../../web/grid/cases.ts';
import { yearLoads } from '../../web/profile/load-year.ts';
import { stream } from '../../web/rng.ts';
import { defaultScenario } from '../../web/scenario/default.ts';
import { type DaysInput, representativeDays } from '../../web/year/representative.ts';
import { SEED } from '../scenario/random-scenario.ts';

const DAYS = 365;
const HOURS = 8760;

/** One column of load and one panel, from functions of day 0 … 364 and hour. */
function world(
  load: (day: number, hour: number) => number,
  panel: (day: number, hour: number) => number,
): DaysInput {
  const row = (of: typeof load): Float64Array =>
    Float64Array.from({ length: HOURS }, (_, k) => of(Math.floor(k / 24), k % 24));
  return { slots: HOURS, loadKw: row(load), panelKw: row(panel) };
}

/** The thesis's loads and a sun with random clouds. */
function thesisYear(seed: number, stepMinutes: 60 | 15 = 60): DaysInput {
  const scenario = defaultScenario();
  const year = { ...scenario.year, stepMinutes };
  const { slots, loadKw } = yearLoads({ ...scenario, seed, year }, getCase('thesis13'));
  const rng = stream(seed, 'clouds');
  const clear = Array.from({ length: DAYS }, () => 0.3 + 0.7 * rng.unit());
  const panelKw = Float64Array.from({ length: slots }, (_, k) => {
    const hour = ((k * stepMinutes) / 60) % 24;
    const day = Math.floor((k * stepMinutes) / 1440);
    return 0.34 * clear[day]! * Math.max(0, 1 - ((hour - 12) * (hour - 12)) / 40);
  });
  return { slots, loadKw, panelKw };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('representative days', () => {
  it('weigh 365 together, stand in order, each once, the extremes among them', () => {
    for (const [seed, count] of [
      [SEED, 4],
      [SEED + 1, 12],
      [SEED + 2, 24],
      [SEED + 3, 48],
      [SEED + 4, 365],
    ] as const) {
      const input = thesisYear(seed);
      const { days } = representativeDays(input, 13, count);
      const place = `seed ${seed.toString(16)}, ${count} days`;
      expect(days, place).to.have.length(count);
      expect(sum(days.map(({ weight }) => weight)), place).to.equal(DAYS);
      expect(
        days.every(({ weight }) => weight >= 1),
        place,
      ).to.equal(true);
      const list = days.map(({ day }) => day);
      expect(list).to.deep.equal([...new Set(list)].sort((a, b) => a - b));
      const totals = Array.from({ length: HOURS }, (_, k) =>
        sum([...input.loadKw.subarray(k * 13, k * 13 + 13)]),
      );
      const [topLoad, topPanel] = [Math.max(...totals), Math.max(...input.panelKw)];
      const net = totals.map((kw, k) => kw / topLoad - input.panelKw[k]! / topPanel);
      const dayOf = (value: number): number => Math.floor(net.indexOf(value) / 24) + 1;
      expect(list, `${place}: highest net load`).to.include(dayOf(Math.max(...net)));
      expect(list, `${place}: highest surplus`).to.include(dayOf(Math.min(...net)));
      expect(representativeDays(input, 13, count).days).to.deep.equal(days);
    }
  });

  it('find three kinds of days and how often each occurs', () => {
    const kind = (day: number): number => (day % 7 === 0 ? 2 : day < 200 ? 0 : 1);
    const input = world(
      (day, hour) => [10, 30, 50][kind(day)]! + (hour === 18 ? 20 : 0),
      (day, hour) => (hour > 6 && hour < 18 ? [0.3, 0.2, 0.1][kind(day)]! : 0),
    );
    const { days } = representativeDays(input, 1, 3);
    const counts = [0, 1, 2].map((k) => {
      return Array.from({ length: DAYS }, (_, day) => kind(day)).filter((each) => each === k)
        .length;
    });
    const found = days
      .map(({ day, weight }) => [kind(day - 1), weight])
      .sort((a, b) => a[0]! - b[0]!);
    expect(found).to.deep.equal(counts.map((count, k) => [k, count]));
  });

  it('give each day to the one it resembles most', () => {
    const input = thesisYear(SEED);
    const { days } = representativeDays(input, 13, 8);
    const total = (k: number): number => sum([...input.loadKw.subarray(k * 13, k * 13 + 13)]);
    const loads = Array.from({ length: HOURS }, (_, k) => total(k));
    const [topLoad, topPanel] = [Math.max(...loads), Math.max(...input.panelKw)];
    const far = (a: number, b: number): number =>
      sum(
        Array.from({ length: 24 }, (_, hour) => {
          const load = (loads[a * 24 + hour]! - loads[b * 24 + hour]!) / topLoad;
          const panel = (input.panelKw[a * 24 + hour]! - input.panelKw[b * 24 + hour]!) / topPanel;
          return load * load + panel * panel;
        }),
      );
    const weights = days.map(() => 0);
    for (let day = 0; day < DAYS; day++) {
      const gaps = days.map((each) => far(each.day - 1, day));
      weights[gaps.indexOf(Math.min(...gaps))]!++;
    }
    expect(days.map(({ weight }) => weight)).to.deep.equal(weights);
  });

  it('tell the year’s energies within 2 % from 24 days, in hours and in quarter-hours', () => {
    for (const stepMinutes of [60, 15] as const) {
      const input = thesisYear(SEED, stepMinutes);
      const perDay = input.slots / DAYS;
      const { days } = representativeDays(input, 13, 24);
      const whole = (row: Float64Array, width: number): number =>
        sum(
          days.map(({ day, weight }) => {
            return (
              weight * sum([...row.subarray((day - 1) * perDay * width, day * perDay * width)])
            );
          }),
        ) / row.reduce((a, b) => a + b, 0);
      expect(whole(input.loadKw, 13), 'load').to.be.closeTo(1, 0.02);
      expect(whole(input.panelKw, 1), 'panels').to.be.closeTo(1, 0.02);
    }
  });

  it('hold the count to what a year has', () => {
    const flat = world(
      () => 0,
      () => 0,
    );
    expect(representativeDays(flat, 1, 0).days).to.deep.equal([{ day: 1, weight: 365 }]);
    expect(representativeDays(flat, 1, 999).days).to.have.length(365);
    expect(() => representativeDays({ ...flat, slots: 100 }, 1, 4)).to.throw(/365 whole days/);
  });
});

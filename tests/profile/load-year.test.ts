import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { expect } from '@open-wc/testing';
import type { Bus, Category, GridCase } from '../../web/grid/case.ts';
import { getCase } from '../../web/grid/cases.ts';
import { DAYS, dayOf, isHoliday, monthOf, weekdayOf } from '../../web/profile/calendar.ts';
import {
  DAY_WANDER,
  HOUR_PERSISTENCE,
  type LoadYear,
  OWN_WANDER,
  yearLoads,
} from '../../web/profile/load-year.ts';
import { dayTypeOf, yearShape } from '../../web/profile/shapes.ts';
import { stream } from '../../web/rng.ts';
import { defaultScenario } from '../../web/scenario/default.ts';
import type { Scenario } from '../../web/scenario/scenario.ts';
import type { OwnProfile, YearScenario } from '../../web/scenario/year.ts';
import { randomScenario, SEED } from '../scenario/random-scenario.ts';

const grid = getCase('thesis13');

const set = (changes: Partial<YearScenario>, rest: Partial<Scenario> = {}): Scenario => {
  const scenario = defaultScenario();
  return { ...scenario, ...rest, year: { ...scenario.year, ...changes } };
};

/** One bus's column. */
function column(year: LoadYear, index: number, busCount = grid.buses.length): Float64Array {
  return Float64Array.from({ length: year.slots }, (_, k) => year.loadKw[k * busCount + index]!);
}

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

/** Correlation of a row with itself `lag` places later. */
function correlation(values: Float64Array, lag: number): number {
  const middle = mean(values);
  let [both, all] = [0, 0];
  values.forEach((value, i) => {
    all += (value - middle) * (value - middle);
    if (i >= lag) both += (value - middle) * (values[i - lag]! - middle);
  });
  return both / all;
}

/** `count` buses of one category with 100 kW and 40 kvar each, fed from bus 1. */
function plain(count: number, category?: Category): GridCase {
  const slack = grid.buses.find(({ kind }) => kind === 'slack')!;
  const buses = Array.from({ length: count }, (_, i): Bus => {
    const bus: Bus = { ...slack, id: i + 2, kind: 'pq', loadKw: 100, loadKvar: 40 };
    return category ? { ...bus, category } : bus;
  });
  return { ...grid, buses: [slack, ...buses], branches: [] };
}

describe('a year of loads', () => {
  it('reaches each bus’s load exactly, in one hour, and never exceeds it', () => {
    const rng = stream(SEED, 'year-loads');
    for (let round = 0; round < 12; round++) {
      const any = randomScenario(rng);
      const scenario = { ...any, year: { ...any.year, annualMwh: 0 } };
      const year = yearLoads(scenario, grid);
      const place = `seed ${SEED.toString(16)}, round ${round}`;
      expect(year.slots, place).to.equal(scenario.year.stepMinutes === 60 ? 8760 : 35040);
      grid.buses.forEach((bus, index) => {
        const kw = column(year, index);
        const peak = bus.loadKw * scenario.loadScale;
        const highest = kw.reduce((max, value) => Math.max(max, value), 0);
        expect(highest, `${place}, bus ${bus.id}`).to.equal(peak);
        const hours = kw.filter((value) => value === peak).length;
        // A quarter-hour elsewhere may touch the peak; the mean of its hour stays below.
        const hourly = scenario.year.stepMinutes === 60;
        if (peak > 0 && scenario.year.loadNoise > 0) {
          expect(hours, `${place}, bus ${bus.id}`).to.be.within(hourly ? 1 : 4, hourly ? 1 : 40);
        }
        expect(kw.every((value) => value >= 0 && Number.isFinite(value))).to.equal(true);
        year.loadKvar.forEach((kvar, k) => {
          if (k % 13 !== index || bus.loadKw === 0) return;
          const wanted = (year.loadKw[k]! * bus.loadKvar) / bus.loadKw;
          if (Math.abs(kvar - wanted) > 1e-9 * Math.max(1, wanted)) expect.fail(`${place}, ${k}`);
        });
      });
    }
  });

  it('has hours that are the means of their quarter-hours', () => {
    const hours = yearLoads(set({ stepMinutes: 60 }), grid).loadKw;
    const quarters = yearLoads(set({ stepMinutes: 15 }), grid).loadKw;
    for (let hour = 0; hour < 8760; hour++) {
      for (let bus = 0; bus < 13; bus++) {
        const of = [0, 1, 2, 3].map((q) => quarters[(hour * 4 + q) * 13 + bus]!);
        if (Math.abs(mean(of) - hours[hour * 13 + bus]!) > 1e-9) expect.fail(`hour ${hour}`);
      }
    }
  });

  it('is the same everywhere, to the last bit', () => {
    const { loadKw, loadKvar } = yearLoads(set({}, { seed: 7 }), grid);
    const hash = (row: Float64Array): string => bytesToHex(sha256(new Uint8Array(row.buffer)));
    expect(`${hash(loadKw).slice(0, 16)} ${hash(loadKvar).slice(0, 16)}`).to.equal(
      'cee4c63178b7f5e8 27bbfafa89b0077a',
    );
  });

  it('gives each bus a stream of its own: another bus changes nothing', () => {
    const year = yearLoads(set({}), grid);
    const buses = grid.buses.map((bus) => {
      return bus.id === 4 ? { ...bus, loadKw: 999, category: 'industrial' as const } : bus;
    });
    const other = yearLoads(set({}), { ...grid, buses: buses.filter(({ id }) => id !== 6) });
    const index = grid.buses.findIndex(({ id }) => id === 9);
    const at = buses.filter(({ id }) => id !== 6).findIndex(({ id }) => id === 9);
    expect(column(other, at, 12)).to.deep.equal(column(year, index));
    expect(yearLoads(set({}, { seed: 2 }), grid).loadKw).to.not.deep.equal(year.loadKw);
  });
});

describe('what is random about loads', () => {
  // Two alike buses: what both share cancels, what is left is their own wander.
  const pair = plain(2, 'residential');
  const still = yearLoads(set({ stepMinutes: 15, loadNoise: 0 }), pair);
  const moving = yearLoads(set({ stepMinutes: 15 }), pair);
  const ratio = (index: number): Float64Array => {
    const [a, b] = [column(moving, index, 3), column(still, index, 3)];
    const raw = a.map((value, k) => value / b[k]!);
    const middle = mean(raw);
    return raw.map((value) => value / middle);
  };
  const other = ratio(2);
  const own = ratio(1).map((value, k) => value - other[k]!);

  it('persists as stated: 0.8 an hour later, its powers before and after', () => {
    expect(correlation(own, 1)).to.be.closeTo(HOUR_PERSISTENCE ** 0.25, 0.01);
    expect(correlation(own, 4)).to.be.closeTo(HOUR_PERSISTENCE, 0.02);
    expect(correlation(own, 12)).to.be.closeTo(HOUR_PERSISTENCE ** 3, 0.04);
    expect(Math.abs(correlation(own, 96))).to.be.below(0.05);
  });

  it('is as large as stated, twice as large at loadNoise 2, nothing at 0', () => {
    const deviation = Math.sqrt(mean(own.map((value) => value * value)) / 2);
    expect(deviation).to.be.closeTo(OWN_WANDER.residential, 0.005);
    const wide = column(yearLoads(set({ stepMinutes: 15, loadNoise: 2 }), pair), 1, 3);
    const shape = column(still, 1, 3);
    const spread = (row: Float64Array): number => {
      const raw = row.map((value, k) => value / shape[k]!);
      const middle = mean(raw);
      return Math.sqrt(mean(raw.map((value) => (value / middle - 1) ** 2)));
    };
    expect(spread(wide) / spread(column(moving, 1, 3))).to.be.closeTo(2, 0.1);
    expect(column(still, 1, 3)).to.deep.equal(column(still, 2, 3));
  });

  it('has days that are alike at all buses and resemble the day before', () => {
    const many = plain(60);
    const moved = yearLoads(set({}), many);
    const rest = yearLoads(set({ loadNoise: 0 }), many);
    const noons = Float64Array.from({ length: DAYS }, (_, day) => {
      const at = (day * 24 + 12) * 61;
      const sum = (row: Float64Array): number => mean(row.subarray(at + 1, at + 61));
      return sum(moved.loadKw) / sum(rest.loadKw);
    });
    expect(correlation(noons, 1)).to.be.within(0.55, 0.8);
    expect(correlation(noons, 20)).to.be.within(-0.2, 0.2);
    const middle = mean(noons);
    const deviation = Math.sqrt(mean(noons.map((value) => (value / middle - 1) ** 2)));
    expect(deviation).to.be.closeTo(DAY_WANDER, 0.01);
  });
});

describe('shapes', () => {
  const energyOf = (shape: Float64Array, days: readonly number[]): number =>
    mean(days.map((day) => mean(shape.subarray((day - 1) * 96, day * 96))));
  const every = Array.from({ length: DAYS }, (_, i) => i + 1);
  const inWeek = (weekdays: readonly number[]): number[] =>
    every.filter((day) => !isHoliday(day) && weekdays.includes(weekdayOf(day)));

  // VDEW's profiles H0, G0 and G3, their quarter-hours summed over the three seasons of a year.
  for (const [kind, saturday, sunday] of [
    ['residential', 1.108, 1.031],
    ['commercial', 0.844, 0.506],
    ['industrial', 0.934, 0.817],
  ] as const) {
    it(`have the weekend of measured ${kind} loads, and holidays as Sundays`, () => {
      const shape = yearShape(kind);
      const workday = energyOf(shape, inWeek([0, 1, 2, 3, 4]));
      expect(energyOf(shape, inWeek([5])) / workday).to.be.closeTo(saturday, 0.02);
      expect(energyOf(shape, inWeek([6])) / workday).to.be.closeTo(sunday, 0.02);
      const around = [dayOf(11, 21), dayOf(11, 23)];
      const holiday = energyOf(shape, [dayOf(11, 22)]) / energyOf(shape, around);
      expect(holiday).to.be.closeTo(sunday, 0.03);
      expect(dayTypeOf(dayOf(11, 22))).to.equal('sunday');
      expect(shape.every((value) => value > 0)).to.equal(true);
    });
  }

  it('draw 30 to 40 % more in summer than in winter at homes and shops, less so in industry', () => {
    const months = (kind: Category, wanted: readonly number[]): number =>
      energyOf(
        yearShape(kind),
        every.filter((day) => wanted.includes(monthOf(day))),
      );
    for (const kind of ['residential', 'commercial'] as const) {
      const ratio = months(kind, [6, 7]) / months(kind, [0, 1]);
      expect(ratio, kind).to.be.within(1.28, 1.4);
      expect(months(kind, [3]), kind).to.be.below(months(kind, [0]) * 1.01);
    }
    expect(months('industrial', [6, 7]) / months('industrial', [0, 1])).to.be.within(1, 1.12);
  });

  it('are highest after sunset at homes and in working hours elsewhere', () => {
    const peakHour = (kind: Category, day: number): number => {
      const shape = yearShape(kind).subarray((day - 1) * 96, day * 96);
      return shape.indexOf(Math.max(...shape)) / 4;
    };
    const wednesday = dayOf(5, 17);
    expect(peakHour('residential', wednesday)).to.be.within(18, 22);
    expect(peakHour('residential', wednesday + 4), 'a Sunday').to.be.within(11, 21);
    expect(peakHour('commercial', wednesday)).to.be.within(9, 16);
    expect(peakHour('industrial', wednesday)).to.be.within(7, 16);
  });
});

describe('a wanted annual energy, and meters', () => {
  const mwh = (scenario: Scenario): number => {
    const { loadKw, stepMinutes } = yearLoads(scenario, grid);
    return (loadKw.reduce((sum, kw) => sum + kw, 0) * stepMinutes) / 60_000;
  };
  const meter = (
    bus: number,
    kw: (slot: number) => number,
    stepMinutes: 60 | 15 = 60,
  ): OwnProfile => {
    const length = (DAYS * 1440) / stepMinutes;
    return {
      name: 'meter',
      stepMinutes,
      buses: [{ bus, kw: Array.from({ length }, (_, i) => kw(i)) }],
    };
  };

  it('scales all loads by one factor, whatever the peaks become', () => {
    for (const wanted of [9903.75, 1, 50_000]) {
      for (const stepMinutes of [60, 15] as const) {
        expect(mwh(set({ annualMwh: wanted, stepMinutes }))).to.be.closeTo(wanted, wanted * 1e-9);
      }
    }
    const [asIs, scaled] = [set({}), set({ annualMwh: 9903.75 })].map((s) => yearLoads(s, grid));
    const factor = 9903.75 / mwh(set({}));
    asIs!.loadKw.forEach((kw, k) => {
      if (Math.abs(scaled!.loadKw[k]! - kw * factor) > 1e-9) expect.fail(`slot ${k}`);
    });
    expect(mwh(set({ annualMwh: 1000 }, { loadScale: 2 }))).to.be.closeTo(2000, 1e-6);
    expect(mwh(set({ annualMwh: 1000 }, { loadScale: 0 }))).to.equal(0);
  });

  it('puts a meter’s kW in place of its bus, kvar at the case’s ratio', () => {
    const own = meter(7, (slot) => 100 + (slot % 24));
    const { loadKw, loadKvar } = yearLoads(set({}, { ownProfile: own, loadScale: 2 }), grid);
    const index = grid.buses.findIndex(({ id }) => id === 7);
    for (const slot of [0, 1, 23, 24, 8759]) {
      expect(loadKw[slot * 13 + index]).to.equal(2 * (100 + (slot % 24)));
      const kvar = (loadKw[slot * 13 + index]! * 662) / 1158;
      expect(loadKvar[slot * 13 + index]).to.be.closeTo(kvar, 1e-9);
    }
    const without = yearLoads(set({}, { loadScale: 2 }), grid);
    expect(loadKw[index + 1]).to.equal(without.loadKw[index + 1]);
  });

  it('brings a meter to the steps of the year', () => {
    const index = grid.buses.findIndex(({ id }) => id === 9);
    const hours = yearLoads(set({}, { ownProfile: meter(9, (slot) => slot % 8, 15) }), grid);
    expect([0, 1, 2].map((slot) => hours.loadKw[slot * 13 + index])).to.deep.equal([1.5, 5.5, 1.5]);
    const own = meter(9, (slot) => slot % 5);
    const quarters = yearLoads(set({ stepMinutes: 15 }, { ownProfile: own }), grid);
    const first = [0, 3, 4, 7, 8].map((slot) => quarters.loadKw[slot * 13 + index]);
    expect(first).to.deep.equal([0, 0, 1, 1, 2]);
  });

  it('leaves meters alone when an annual energy is wanted', () => {
    const own = meter(7, () => 500);
    const metered = 500 * 8.76;
    expect(mwh(set({ annualMwh: 9000 }, { ownProfile: own }))).to.be.closeTo(9000, 1e-6);
    const index = grid.buses.findIndex(({ id }) => id === 7);
    const year = yearLoads(set({ annualMwh: 9000 }, { ownProfile: own }), grid);
    expect(year.loadKw[index]).to.equal(500);
    expect(mwh(set({ annualMwh: 1000 }, { ownProfile: own }))).to.be.closeTo(metered, 1e-6);
    const nothing = {
      ...grid,
      buses: grid.buses.map((bus) => ({ ...bus, loadKw: 0, loadKvar: 0 })),
    };
    const { loadKw } = yearLoads(set({ annualMwh: 1000 }), nothing);
    expect(loadKw.every((kw) => kw === 0)).to.equal(true);
  });
});

import { expect } from '@open-wc/testing';
import type { GridCase } from '../../web/grid/case.ts';
import { getCase } from '../../web/grid/cases.ts';
import { type Kernel, openKernel } from '../../web/kernel/kernel.ts';
import { kvarShare, ownInjections } from '../../web/kernel/network.ts';
import type { Year, YearDispatch, YearInput } from '../../web/kernel/outcome.ts';
import { monthOf } from '../../web/profile/calendar.ts';
import { yearLoads } from '../../web/profile/load-year.ts';
import { type Rng, stream } from '../../web/rng.ts';
import { defaultScenario } from '../../web/scenario/default.ts';
import { durationCurve } from '../../web/year/duration.ts';
import { ENERGIES } from '../../web/year/energies.ts';
import { yearTotals } from '../../web/year/totals.ts';
import { SEED } from '../scenario/random-scenario.ts';
import { twinTotals } from '../twin/totals.ts';

const LIMITS = { voltageMinPu: 0.9, voltageMaxPu: 1 };
const HOURS = 8760;
const thesis = getCase('thesis13');

/** A year in which nothing happens; rows may be filled in. */
function quiet(grid: GridCase, stepMinutes: 60 | 15 = 60): Year {
  const slots = (365 * 1440) / stepMinutes;
  const cells = slots * grid.buses.length;
  const row = (): Float64Array => new Float64Array(slots);
  const rows = (): Float64Array => new Float64Array(cells);
  const input: YearInput = {
    ...{ stepMinutes, slots, planeKwM2: row(), horizontalKwM2: row(), ambientC: row() },
    ...{ windMs: row(), cloudShare: row(), panelKw: row(), loadKw: rows(), loadKvar: rows() },
  };
  const dispatch: YearDispatch = {
    ...{ pvKw: rows(), packKw: rows(), curtailedKw: row(), storedKwh: row() },
  };
  const series = {
    ...{ slots, voltagePu: rows().fill(1), lossKw: row(), lossKvar: row(), slackKw: row() },
    ...{ slackKvar: row(), converged: new Uint8Array(slots), iterations: new Uint16Array(slots) },
  };
  return { input, dispatch, series };
}

/** Any figures at all: totals do not ask where they come from. */
function random(grid: GridCase, rng: Rng): Year {
  const year = quiet(grid, rng.below(2) === 0 ? 60 : 15);
  const fill = (row: Float64Array, low: number, high: number): void =>
    row.forEach((_, i) => (row[i] = low + rng.unit() * (high - low)));
  fill(year.input.loadKw, 0, 500);
  fill(year.dispatch.pvKw, 0, 300);
  fill(year.dispatch.packKw, -50, 50);
  fill(year.dispatch.curtailedKw, 0, 20);
  fill(year.series.slackKw, -800, 3000);
  fill(year.series.lossKw, 0, 200);
  fill(year.series.voltagePu, 0.85, 1.05);
  year.series.converged.forEach((_, i) => {
    year.series.converged[i] = rng.below(10) === 0 ? 0 : 1;
    year.series.iterations[i] = rng.below(2);
  });
  return year;
}

describe('totals of a year', () => {
  it('agree with the slow twin, month by month, whatever the figures', () => {
    const rng = stream(SEED, 'totals');
    for (let round = 0; round < 3; round++) {
      const year = random(thesis, rng);
      const totals = yearTotals(thesis, year, LIMITS);
      const place = `seed ${SEED.toString(16)}, round ${round}`;
      for (const month of [null, 0, 1, 6, 11]) {
        const ours = month === null ? totals.year : totals.months[month]!;
        for (const [name, value] of Object.entries<number>({
          ...twinTotals(thesis, year, month),
        })) {
          const found = ours[name as keyof typeof ours];
          expect(found, `${place}, ${month}, ${name}`).to.be.closeTo(value, 1e-6);
        }
      }
      for (const name of ENERGIES) {
        const sum = totals.months.reduce((all, each) => all + each[name], 0);
        expect(totals.year[name], name).to.be.closeTo(sum, 1e-6);
      }
      const { converged, iterations } = year.series;
      expect(totals.solvedSlots).to.equal(converged.reduce((sum, each) => sum + each, 0));
      const failed = totals.failedSlots;
      expect(failed.every((slot) => converged[slot] === 0 && iterations[slot]! > 0)).to.equal(true);
      const hours = totals.importByHourMwh.reduce((sum, mwh) => sum + mwh, 0);
      expect(hours).to.be.closeTo(totals.year.importMwh, 1e-6);
      const charged = totals.chargeFromGridMwh + totals.chargeFromPvMwh;
      expect(charged).to.be.closeTo(totals.year.chargeMwh, 1e-6);
      expect(totals.selfConsumption).to.be.within(0, 1);
    }
  });

  it('are right where they can be added by hand', () => {
    const year = quiet(thesis);
    const at = (slot: number, bus: number): number => slot * 13 + bus - 1;
    // Slot 10 on 1 January: load 100, panels 30, pack gives 20, losses 5: 55 bought.
    // Slot 800 on 3 February: load 40, panels 90 of which 10 charge a pack, losses 2: 38 sold.
    for (const slot of [10, 800]) year.series.converged[slot] = 1;
    year.input.loadKw[at(10, 7)] = 100;
    year.dispatch.pvKw[at(10, 7)] = 30;
    year.dispatch.packKw[at(10, 9)] = 20;
    year.series.lossKw[10] = 5;
    year.series.slackKw[10] = 55;
    year.series.voltagePu[at(10, 9)] = 0.88;
    year.input.loadKw[at(800, 4)] = 40;
    year.dispatch.pvKw[at(800, 4)] = 90;
    year.dispatch.packKw[at(800, 4)] = -10;
    year.dispatch.curtailedKw[800] = 7;
    year.series.lossKw[800] = 2;
    year.series.slackKw[800] = -38;
    year.series.voltagePu[at(800, 4)] = 1.02;
    const totals = yearTotals(thesis, year, LIMITS);
    const { months } = totals;
    expect(totals.solvedSlots).to.equal(2);
    expect(monthOf(34)).to.equal(1);
    expect(months[0]!.importMwh).to.equal(0.055);
    expect(months[1]!.exportMwh).to.equal(0.038);
    expect(totals.year.pvMwh).to.be.closeTo(0.12, 1e-15);
    expect(totals.year.curtailedMwh).to.equal(0.007);
    expect(totals.chargeFromPvMwh).to.equal(0.01);
    expect(totals.chargeFromGridMwh).to.equal(0);
    // 38 of 120 left; 55 bought of 55 + 120 − 38 used.
    expect(totals.selfConsumption).to.be.closeTo(1 - 38 / 120, 1e-12);
    expect(totals.selfSufficiency).to.be.closeTo(1 - 55 / 137, 1e-12);
    expect(totals.lowest).to.deep.equal({ value: 0.88, slot: 10, bus: 9 });
    expect(totals.highest).to.deep.equal({ value: 1.02, slot: 800, bus: 4 });
    expect(totals.hoursOutside[8]).to.equal(1);
    expect(totals.hoursOutside[3]).to.equal(1);
    expect(totals.hoursAnyOutside).to.equal(2);
    expect(totals.deviationWorst.slot).to.equal(10);
    expect(totals.deviationMeanPu).to.be.closeTo((0.12 + 0.02) / 2, 1e-12);
    expect(totals.residualWorst.value).to.be.closeTo(0, 1e-12);
    expect(totals.importByHourMwh[10]).to.equal(0.055);
    expect(totals.importForLossByHourMwh[10]).to.equal(0.005);
    expect(totals.importForLossByHourMwh[800 % 24]).to.equal(0);
  });

  it('of a year nobody has begun are 0 and finite', () => {
    const totals = yearTotals(thesis, quiet(thesis), LIMITS);
    expect(totals.solvedSlots).to.equal(0);
    expect(JSON.stringify(totals)).to.not.match(/NaN|Infinity|-1e/);
    expect(totals.lowest).to.deep.equal({ value: 0, slot: -1, bus: 0 });
    expect(totals.selfConsumption).to.equal(null);
    expect(totals.selfSufficiency).to.equal(null);
  });
});

describe('the balance of a solved year', () => {
  let kernel: Kernel;
  before(async () => {
    kernel = await openKernel();
  });

  /** Loads of the year, panels that follow a crude sun, packs that do something. */
  function solved(grid: GridCase, deviceBuses: readonly number[]): Year {
    const year = quiet(grid);
    const n = grid.buses.length;
    const { loadKw, loadKvar } = yearLoads(defaultScenario(), grid);
    const { pvKw, packKw } = year.dispatch;
    for (let slot = 0; slot < HOURS; slot++) {
      const hour = slot % 24;
      for (const bus of deviceBuses) {
        pvKw[slot * n + bus] = 200 * Math.max(0, 1 - ((hour - 12) * (hour - 12)) / 36);
        packKw[slot * n + bus] = hour === 20 ? 60 : hour === 12 || hour === 3 ? -30 : 0;
      }
    }
    const own = ownInjections(grid);
    const share = kvarShare(0.95);
    const input = {
      ...{ slots: HOURS, loadKw, loadKvar },
      injectionKw: pvKw.map((kw, k) => kw + packKw[k]! + own.injectionKw[k % n]!),
      injectionKvar: pvKw.map((kw, k) => kw * share + own.injectionKvar[k % n]!),
    };
    const series = kernel.timeSeries(grid, input, { method: 'fast', tolerancePu: 1e-11 });
    return { ...year, input: { ...year.input, loadKw, loadKvar }, series };
  }

  it('closes to 1e-9 pu in every hour, devices at the slack and shunts included', () => {
    for (const [id, buses] of [
      ['thesis13', [6, 8]],
      ['thesis13', [0, 6]],
      ['ieee14', [4, 8]],
    ] as const) {
      const grid = getCase(id);
      const totals = yearTotals(grid, solved(grid, buses), LIMITS);
      expect(totals.solvedSlots, id).to.equal(HOURS);
      expect(totals.residualWorst.value / grid.baseKva, id).to.be.below(1e-9);
      const { year } = totals;
      const given = year.importMwh + year.pvMwh + year.dischargeMwh + year.generationMwh;
      const taken = year.loadMwh + year.chargeMwh + year.lossMwh + year.exportMwh + year.shuntMwh;
      expect(given, id).to.be.closeTo(taken, 1e-6 * taken);
    }
  });

  it('leaves out buses that nothing feeds and says what they would have drawn', () => {
    const branches = thesis.branches.map((branch) => {
      return branch.from === 8 && branch.to === 9 ? { ...branch, inService: false } : branch;
    });
    const grid = { ...thesis, branches };
    const totals = yearTotals(grid, solved(grid, [6]), LIMITS);
    const { loadKw } = yearLoads(defaultScenario(), grid);
    let dark = 0;
    for (let slot = 0; slot < HOURS; slot++) dark += loadKw[slot * 13 + 8]!;
    expect(totals.year.unservedMwh).to.be.closeTo(dark / 1000, 1e-6);
    expect(totals.hoursOutside[8]).to.equal(0);
    expect(totals.lowest.value).to.be.above(0.5);
    expect(totals.residualWorst.value / grid.baseKva).to.be.below(1e-9);
  });
});

describe('duration curves', () => {
  it('fall from the highest to the lowest and keep order statistics', () => {
    const rng = stream(SEED, 'duration');
    const values = Float64Array.from({ length: HOURS }, () => rng.unit() * 100 - 20);
    const sorted = [...values].sort((a, b) => b - a);
    const curve = durationCurve(values, 200);
    expect(curve.values).to.have.length(200);
    expect(curve.values[0]).to.equal(sorted[0]);
    expect(curve.values[199]).to.equal(sorted[HOURS - 1]);
    curve.values.forEach((value, i) => {
      expect(value).to.equal(sorted[Math.round(curve.shares[i]! * (HOURS - 1))]);
      if (i > 0) expect(value).to.be.at.most(curve.values[i - 1]!);
    });
    const half = Uint8Array.from(values, (value) => (value < 0 ? 0 : 1));
    const upper = durationCurve(values, 50, half);
    expect(upper.slots).to.equal(sorted.filter((value) => value >= 0).length);
    expect(upper.values[49]).to.be.at.least(0);
    expect(durationCurve(new Float64Array(0), 10).values).to.have.length(0);
    expect([...durationCurve(Float64Array.of(3), 10).values]).to.deep.equal([3]);
  });
});

import { expect } from '@open-wc/testing';
import { getCase } from '../../web/grid/cases.ts';
import { solveMoment, solveDay } from '../../web/kernel/day.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import type { TimeSeries } from '../../web/kernel/outcome.ts';
import { CHUNK_SLOTS } from '../../web/kernel/time-series.ts';
import { openWasm, type Wasm } from '../../web/kernel/wasm.ts';
import {
  chunksOfYear,
  emptyYear,
  putBlock,
  slotOfYear,
  solveYear,
  solveYearBlock,
  timeOfSlot,
  yearGround,
  yearRows,
} from '../../web/kernel/year.ts';
import { applyScenario } from '../../web/scenario/apply.ts';
import { openingScenario } from '../../web/scenario/default.ts';
import { withMoment, withValue, withYear } from '../../web/scenario/edit.ts';
import type { Scenario } from '../../web/scenario/scenario.ts';
import { DISPATCHES } from '../../web/scenario/year.ts';
import { twinPowerFlow } from '../twin/newton.ts';

const ROWS = ['voltagePu', 'lossKw', 'lossKvar', 'slackKw', 'slackKvar'] as const;
const KEYS = [...ROWS, 'converged', 'iterations'] as const;

const gridOf = (scenario: Scenario): ReturnType<typeof getCase> =>
  applyScenario(scenario, getCase(scenario.caseId));

/** Largest difference of two years in any voltage, over slots that converged in both. */
function apart(a: TimeSeries, b: TimeSeries): number {
  return a.voltagePu.reduce((most, v, at) => Math.max(most, Math.abs(v - b.voltagePu[at]!)), 0);
}

describe('a whole year', () => {
  let wasm: Wasm;
  before(async () => {
    wasm = openWasm(await loadKernelModule());
  });

  for (const dispatch of ['own-bus', 'self-consumption'] as const) {
    it(`by the fast method is the year by Gauss–Seidel in every hour, ${dispatch}`, () => {
      const scenario = withYear(openingScenario(), { dispatch });
      const grid = gridOf(scenario);
      const fast = solveYear(wasm, grid, scenario);
      const solver = {
        method: 'gauss-seidel',
        acceleration: 1.8,
        tolerancePu: 1e-10,
        iterationsMax: 20_000,
      } as const;
      const slow = solveYear(wasm, grid, scenario, { solver });
      expect(fast.series.converged.every((one) => one === 1)).to.equal(true);
      expect(slow.series.converged.every((one) => one === 1)).to.equal(true);
      expect(apart(fast.series, slow.series)).to.be.below(1e-8);
      const loss = fast.series.lossKw.map((kw, slot) => Math.abs(kw - slow.series.lossKw[slot]!));
      expect(Math.max(...loss) / grid.baseKva, 'losses, pu').to.be.below(1e-8);
    });
  }

  it('agrees with the slow twin on sampled weeks', () => {
    const scenario = withYear(openingScenario(), { dispatch: 'self-consumption' });
    const grid = gridOf(scenario);
    const { series } = solveYear(wasm, grid, scenario);
    const ground = yearGround(wasm, grid, scenario);
    for (const week of [0, 12, 25, 51]) {
      for (let slot = week * 168; slot < (week + 1) * 168; slot += 5) {
        const rows = yearRows(grid, scenario, ground, { first: slot, count: 1 });
        const buses = grid.buses.map((bus, at) => ({
          ...bus,
          loadKw: rows.loadKw[at]! - rows.injectionKw[at]!,
          loadKvar: rows.loadKvar[at]! - rows.injectionKvar[at]!,
        }));
        const twin = twinPowerFlow({ ...grid, buses }, { tolerance: 1e-11 }).voltagePu;
        grid.buses.forEach((bus, at) => {
          const here = series.voltagePu[slot * grid.buses.length + at]!;
          expect(here, `bus ${bus.id}, slot ${slot}`).to.be.closeTo(twin[at]!, 1e-8);
        });
      }
    }
  });

  it('has the same bits block by block, in any order, and on another instance', async () => {
    const scenario = withYear(openingScenario(), { dispatch: 'peak-shaving' });
    const grid = gridOf(scenario);
    const whole = solveYear(wasm, grid, scenario);
    const other = openWasm(await loadKernelModule());
    const pieces = emptyYear(yearGround(other, grid, scenario), grid.buses.length);
    const known = new Uint8Array(pieces.input.slots);
    const chunks = chunksOfYear(scenario);
    for (let from = chunks - 1; from >= 0; from -= 7) {
      const firstChunk = Math.max(0, from - 6);
      const block = { firstChunk, chunks: from - firstChunk + 1 };
      putBlock(pieces, known, solveYearBlock(other, grid, scenario, block));
    }
    expect(known.every((one) => one === 1)).to.equal(true);
    for (const key of KEYS) expect(pieces.series[key], key).to.deep.equal(whole.series[key]);
    for (const key of ['pvKw', 'packKw', 'storedKwh', 'curtailedKw'] as const) {
      expect(pieces.dispatch[key], key).to.deep.equal(whole.dispatch[key]);
    }
  });

  it('keeps what was solved when it is stopped, and nothing else', () => {
    const scenario = openingScenario();
    const grid = gridOf(scenario);
    const stop = new AbortController();
    const { series } = solveYear(wasm, grid, scenario, {
      signal: stop.signal,
      onProgress: ({ done }) => done >= 4 * CHUNK_SLOTS && stop.abort(),
    });
    const whole = solveYear(wasm, grid, scenario);
    const buses = grid.buses.length;
    const head = 4 * CHUNK_SLOTS * buses;
    expect(series.voltagePu.subarray(0, head)).to.deep.equal(
      whole.series.voltagePu.subarray(0, head),
    );
    expect(series.voltagePu.subarray(head).every((v) => v === 0)).to.equal(true);
    expect(series.converged.subarray(4 * CHUNK_SLOTS).every((one) => one === 0)).to.equal(true);
  });

  for (const dispatch of DISPATCHES) {
    it(`balances energy in every slot and over the year, ${dispatch}`, () => {
      const scenario = withYear(openingScenario(), { dispatch });
      const grid = gridOf(scenario);
      const { input, dispatch: done, series } = solveYear(wasm, grid, scenario);
      const buses = grid.buses.length;
      const { chargeEfficiency, socMinShare } = scenario.year;
      const packs = scenario.devices.reduce((sum, entry) => sum + entry.packs, 0);
      let stored = packs * 210 * socMinShare;
      let worst = 0;
      for (let slot = 0; slot < input.slots; slot++) {
        let into = series.slackKw[slot]! - series.lossKw[slot]!;
        for (let at = slot * buses; at < (slot + 1) * buses; at++) {
          into += done.pvKw[at]! + done.packKw[at]! - input.loadKw[at]!;
          const pack = done.packKw[at]!;
          stored += pack < 0 ? -pack * chargeEfficiency : -pack;
        }
        worst = Math.max(worst, Math.abs(into), Math.abs(stored - done.storedKwh[slot]!));
        stored = done.storedKwh[slot]!;
      }
      // The power flow's own tolerance, 1e-9 pu on 1,000 kVA at each of 13 buses.
      expect(worst, 'kW or kWh in an hour').to.be.below(2e-5);
    });
  }

  it('shows at a moment what the year has there', () => {
    const base = withYear(withMoment(openingScenario(), 'year'), { dispatch: 'own-bus' });
    for (const stepMinutes of [60, 15] as const) {
      const scenario = withYear(
        withValue(withValue({ ...base, method: 'fast' }, 'day', 200), 'minute', 13 * 60 + 30),
        { stepMinutes },
      );
      const grid = gridOf(scenario);
      const { series, input } = solveYear(wasm, grid, scenario);
      const slot = slotOfYear(scenario);
      expect(timeOfSlot(slot, stepMinutes).day).to.equal(200);
      const frame = solveMoment(wasm, grid, scenario, (13 * 60 + 30) / 15);
      const buses = grid.buses.length;
      frame.flow.buses.forEach(({ voltagePu }, at) => {
        expect(voltagePu).to.be.closeTo(series.voltagePu[slot * buses + at]!, 1e-8);
      });
      expect([...frame.loadKw]).to.deep.equal([
        ...input.loadKw.subarray(slot * buses, (slot + 1) * buses),
      ]);
      const day = solveDay(wasm, grid, scenario);
      const quarter = (13 * 60 + 30) / 15;
      expect(day.irradianceKwM2[quarter]).to.equal(input.planeKwM2[slot]);
      expect(day.series.lossKw[quarter]).to.be.closeTo(series.lossKw[slot]!, 1e-6);
    }
  });

  it('refuses a year with more figures than fit, naming how many', () => {
    const scenario = withYear(openingScenario(), { stepMinutes: 15 });
    const grid = getCase('ieee118');
    const twice = { ...grid, buses: [...grid.buses, ...grid.buses] };
    expect(() => solveYear(wasm, twice, scenario)).to.throw(RangeError, 'at most 4600000 fit');
  });
});

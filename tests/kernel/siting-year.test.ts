import { expect } from '@open-wc/testing';
import { getCase } from '../../web/grid/cases.ts';
import { dispatchYear } from '../../web/kernel/dispatch.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { ownInjections } from '../../web/kernel/network.ts';
import type { Design } from '../../web/kernel/outcome.ts';
import {
  evaluateDesign,
  evaluateDesigns,
  optimiseSiting,
  SitingRun,
} from '../../web/kernel/siting.ts';
import { sitingProblem, type SitingProblem } from '../../web/kernel/siting-problem.ts';
import { timeSeries } from '../../web/kernel/time-series.ts';
import { openWasm, type Wasm } from '../../web/kernel/wasm.ts';
import { solveYear, yearInput } from '../../web/kernel/year.ts';
import { stream } from '../../web/rng.ts';
import { defaultScenario, THESIS_DEVICES } from '../../web/scenario/default.ts';
import type { Scenario, SitingHour } from '../../web/scenario/scenario.ts';
import { DISPATCHES, type Dispatch } from '../../web/scenario/year.ts';
import { representativeDays } from '../../web/year/representative.ts';
import type { TwinDesign } from '../twin/siting.ts';
import { judgeYearByTwin } from '../twin/siting-year.ts';

const GRID = getCase('thesis13');
const BASE = defaultScenario();
const OBJECTIVES = ['costUsdPerHour', 'voltageDeviationPu', 'apparentLossKva'] as const;
const NOTHING: TwinDesign = {
  panels: GRID.buses.map(() => 0),
  packs: GRID.buses.map(() => 0),
};
const THESIS: TwinDesign = {
  panels: GRID.buses.map(({ id }) => THESIS_DEVICES.find((d) => d.bus === id)?.panels ?? 0),
  packs: GRID.buses.map(({ id }) => THESIS_DEVICES.find((d) => d.bus === id)?.packs ?? 0),
};

function scenarioOf(hour: SitingHour, dispatch: Dispatch, days = 8): Scenario {
  const siting = { ...BASE.siting, hour, days };
  return { ...BASE, siting, year: { ...BASE.year, dispatch, exportPrice: 0.02 } };
}

const problemOf = (hour: SitingHour, dispatch: Dispatch, days?: number): SitingProblem =>
  sitingProblem(GRID, scenarioOf(hour, dispatch, days));

function randomDesign(seed: number): TwinDesign {
  const rng = stream(seed, 'siting-year');
  const count = (most: number): number => (rng.below(3) === 0 ? 0 : rng.below(most));
  return {
    panels: GRID.buses.map(({ kind }) => (kind === 'slack' ? 0 : count(900))),
    packs: GRID.buses.map(({ kind }) => (kind === 'slack' ? 0 : count(4))),
  };
}

describe('siting by many hours: one design', () => {
  let wasm: Wasm;
  before(async () => {
    wasm = openWasm(await loadKernelModule());
  });

  /** Both figures of a design, and what differs by more than the kernel's 1e-6 pu allow. */
  function compare(scenario: Scenario, design: TwinDesign): void {
    const input = yearInput(wasm, GRID, scenario);
    const days =
      scenario.siting.hour === 'days'
        ? representativeDays(input, GRID.buses.length, scenario.siting.days).days
        : null;
    const slow = judgeYearByTwin({ grid: GRID, scenario, input, days }, design);
    const fast = evaluateDesign(wasm, sitingProblem(GRID, scenario), design);
    for (const key of OBJECTIVES) {
      expect(fast[key] / slow[key], `${scenario.year.dispatch}: ${key}`).to.be.closeTo(1, 3e-6);
    }
    expect(fast.violation).to.be.closeTo(slow.violation, 1e-6);
    for (const key of ['voltageDeviationPu', 'lowestPu', 'highestPu'] as const) {
      expect(fast.worst![key], key).to.be.closeTo(slow.worst[key], 3e-6);
    }
  }

  for (const dispatch of DISPATCHES) {
    it(`gives the figures of its slow twin over days, ${dispatch}`, () => {
      compare(scenarioOf('days', dispatch), randomDesign(3));
      compare(scenarioOf('days', dispatch, 5), THESIS);
    });
  }

  it('gives the figures of its slow twin over the whole year', () => {
    compare(scenarioOf('year', 'own-bus'), THESIS);
    const scenario = scenarioOf('year', 'self-consumption');
    const year = { ...scenario.year, feeBasis: 'transaction' as const };
    compare({ ...scenario, year, sunScale: 0.8, loadScale: 0.9 }, randomDesign(5));
  });

  it('buys what a series of power flows of the same dispatch buys, in a network with loops', () => {
    const grid = getCase('ieee14');
    const scenario = scenarioOf('year', 'self-consumption');
    const siting = { ...scenario.siting, voltageMinPu: 0.5, voltageMaxPu: 1.5 };
    const mine = { ...scenario, siting };
    const panels = grid.buses.map(({ kind }) => (kind === 'slack' ? 0 : 20_000));
    const packs = grid.buses.map(({ kind }) => (kind === 'slack' ? 0 : 40));
    const input = yearInput(wasm, grid, mine);
    const busCount = grid.buses.length;
    const request = { input, busCount, panels, packs, year: mine.year, sunScale: 1, dayPrice: 1 };
    const { pvKw, packKw } = dispatchYear(wasm, request);
    const tanPhi = Math.sqrt(1 - 0.92 * 0.92) / 0.92;
    const own = ownInjections(grid);
    const series = timeSeries(
      wasm,
      grid,
      {
        slots: 8760,
        loadKw: input.loadKw,
        loadKvar: input.loadKvar,
        injectionKw: pvKw.map((kw, at) => own.injectionKw[at % busCount]! + kw + packKw[at]!),
        injectionKvar: pvKw.map(
          (kw, at) => own.injectionKvar[at % busCount]! + (kw + Math.max(0, packKw[at]!)) * tanPhi,
        ),
      },
      { method: 'newton-raphson' },
    );
    const mean = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / 8760;
    const found = evaluateDesign(wasm, sitingProblem(grid, mine), { panels, packs });
    const loss = mean(series.lossKw.map((kw, at) => Math.hypot(kw, series.lossKvar[at]!)));
    expect(found.apparentLossKva / loss).to.be.closeTo(1, 1e-6);
    const { gridPrice, pvPrice, packPrice, fee } = mine.siting;
    const given = mean(packKw.map((kw) => Math.max(0, kw))) * busCount;
    const made = mean(pvKw);
    const pv = (made * pvKw.length) / packKw.length;
    const cost =
      gridPrice * mean(series.slackKw.map((kw) => Math.max(0, kw))) +
      0.02 * mean(series.slackKw.map((kw) => Math.min(0, kw))) +
      (pvPrice + fee) * pv +
      ((packPrice + fee) * given) / busCount;
    expect(found.costUsdPerHour / cost).to.be.closeTo(1, 1e-6);
  });

  it('says of a design what the year of the page shows of it', () => {
    const scenario = scenarioOf('year', 'forecast');
    const placed = {
      ...scenario,
      devices: THESIS_DEVICES,
      powerFactor: scenario.siting.powerFactor,
    };
    const { series } = solveYear(wasm, GRID, placed);
    const found = evaluateDesign(wasm, sitingProblem(GRID, scenario), THESIS);
    const loss = series.lossKw.reduce((a, kw, t) => a + Math.hypot(kw, series.lossKvar[t]!), 0);
    expect((found.apparentLossKva * 8760) / loss).to.be.closeTo(1, 1e-6);
    const away = series.voltagePu.reduce((a, v) => a + Math.abs(1 - v), 0);
    expect((found.voltageDeviationPu * 8760) / away).to.be.closeTo(1, 1e-6);
    expect(found.worst!.lowestPu).to.be.closeTo(Math.min(...series.voltagePu), 1e-6);
    expect(found.worst!.highestPu).to.be.closeTo(Math.max(...series.voltagePu), 1e-6);
  });

  it('allows the share of hours outside the limits that it is given, and no more', () => {
    const scenario = scenarioOf('year', 'own-bus');
    const judged = (outsideShare: number): Design => {
      const siting = { ...scenario.siting, outsideShare };
      return evaluateDesign(wasm, sitingProblem(GRID, { ...scenario, siting }), THESIS);
    };
    const strict = judged(0);
    expect(strict.feasible).to.equal(false);
    expect(judged(0.05).feasible).to.equal(true);
    expect(judged(0.01).violation).to.be.closeTo(strict.violation - 0.01, 1e-12);
    expect(judged(1).violation).to.equal(0);
  });

  it('says that a year without a power flow in some hour is none', () => {
    const scenario = scenarioOf('year', 'own-bus');
    const none = evaluateDesign(wasm, sitingProblem(GRID, { ...scenario, loadScale: 3 }), NOTHING);
    expect([none.violation, none.feasible, none.worst]).to.deep.equal([1e6, false, undefined]);
  });

  it('refuses a year that cannot be, by name', () => {
    const year = (said: object): SitingProblem => ({ ...problemOf('year', 'idle'), year: said });
    for (const [said, name] of [
      [{ chargeEfficiency: 2 }, 'chargeEfficiency'],
      [{ dispatch: 'magic' }, 'dispatch'],
      [{ socMinShare: 0.9, socMaxShare: 0.1 }, 'socMinShare'],
      [{ seed: 0.5 }, 'seed'],
      [{ nightFromHour: 3.5 }, 'nightFromHour'],
      [{ feeBasis: 'day' }, 'feeBasis'],
      [{ ownProfile: { name: '', stepMinutes: 60, buses: [{ bus: 4, kw: [1, 2] }] } }, 'bus 4'],
      [{ ownProfile: { name: '', stepMinutes: 30, buses: [] } }, 'stepMinutes'],
    ] as const) {
      expect(() => evaluateDesign(wasm, year(said), NOTHING), name).to.throw(RangeError, name);
    }
    const nowhere = { ...problemOf('year', 'idle'), grid: null } as unknown as SitingProblem;
    expect(() => evaluateDesign(wasm, nowhere, NOTHING)).to.throw(TypeError, 'grid');
    const never = { ...problemOf('days', 'idle'), year: null } as unknown as SitingProblem;
    expect(() => evaluateDesign(wasm, never, NOTHING)).to.throw(TypeError, 'problem.year');
  });
});

describe('siting by many hours: the search', () => {
  let module: WebAssembly.Module;
  before(async () => {
    module = await loadKernelModule();
  });

  it('judges a design in the search as it would alone, to the last bit', () => {
    for (const hour of ['days', 'year'] as const) {
      const problem = problemOf(hour, 'own-bus');
      const run = SitingRun.create(openWasm(module), problem, { seed: 4, population: 12 });
      const { front } = run.step(2);
      const again = evaluateDesigns(openWasm(module), problem, front);
      expect(again).to.deep.equal(
        front.map((design, k) => ({ ...design, worst: again[k]!.worst })),
      );
    }
  });

  it('stopped and gone on from bytes, ends at the same bits, with islands too', () => {
    const problem = problemOf('days', 'forecast');
    const options = { seed: 8, population: 16, islands: 2 };
    const whole = SitingRun.create(openWasm(module), problem, options);
    whole.step(24);
    const first = SitingRun.create(openWasm(module), problem, options);
    first.step(9);
    const bytes = first.state();
    const second = SitingRun.create(openWasm(module), problem, options);
    second.restore(bytes);
    second.step(15);
    expect(second.state()).to.deep.equal(whole.state());
    expect(second.result()).to.deep.equal(whole.result());
    const other = SitingRun.create(openWasm(module), problemOf('days', 'idle'), options);
    expect(() => other.restore(bytes)).to.throw(RangeError);
  });

  it('searches neither packs that rest nor buses that could not use them', () => {
    const options = { seed: 2, population: 20, generations: 8 };
    const idle = optimiseSiting(openWasm(module), problemOf('days', 'idle'), options);
    expect(Math.max(...idle.front.flatMap(({ packs }) => packs))).to.equal(0);
    const own = optimiseSiting(openWasm(module), problemOf('days', 'own-bus'), options);
    const unloaded = GRID.buses.flatMap((bus, at) => (bus.loadKw === 0 ? [at] : []));
    expect(unloaded.length).to.be.above(2);
    for (const { panels, packs } of own.front) {
      for (const at of unloaded) expect([panels[at], packs[at]]).to.deep.equal([0, 0]);
    }
  });

  it('finds cheaper, calmer years than no devices and Table 7, by whole hours of the year', () => {
    const problem = problemOf('days', 'own-bus', 24);
    const { front } = optimiseSiting(openWasm(module), problem, {
      seed: 1,
      population: 60,
      generations: 80,
    });
    const year = { ...problem, scenario: 'year' as const };
    const [none, thesis] = evaluateDesigns(openWasm(module), year, [NOTHING, THESIS]);
    expect(front.every((design) => design.feasible)).to.equal(true);
    const best = front[0]!.wholeYear!;
    expect(best.costUsdPerHour).to.be.below(0.75 * none!.costUsdPerHour);
    expect(best.costUsdPerHour).to.be.below(thesis!.costUsdPerHour);
    const again = evaluateDesign(openWasm(module), year, front[0]!);
    expect(best.apparentLossKva).to.equal(again.apparentLossKva);
    expect(best.worst).to.deep.equal(again.worst);
  });

  /**
   * Measured over fixed designs, which no search has bent towards the chosen days. 24 days missed
   * means by 1.8, 2.1, 0.8, 2.0, 2.8 and 0.8 % in the order below, and the year's lowest voltage
   * by up to 0.025 pu: the worst hour of packs that ran empty need not lie in a chosen day.
   */
  it('by 24 days stays as near the whole year as it says', () => {
    const most: Record<Dispatch, number> = {
      idle: 0.02,
      'self-consumption': 0.025,
      'peak-shaving': 0.01,
      arbitrage: 0.025,
      forecast: 0.03,
      'own-bus': 0.01,
    };
    const designs = [NOTHING, THESIS, ...[1, 2, 3, 4, 5, 6].map(randomDesign)];
    for (const dispatch of DISPATCHES) {
      const wasm = openWasm(module);
      const days = evaluateDesigns(wasm, problemOf('days', dispatch, 24), designs);
      const year = evaluateDesigns(wasm, problemOf('year', dispatch), designs);
      const worst = Math.max(
        ...days.flatMap((design, k) =>
          OBJECTIVES.map((key) => Math.abs(design[key] / year[k]![key] - 1)),
        ),
      );
      expect(worst, dispatch).to.be.within(0.0005, most[dispatch]);
      days.forEach(({ worst: found }, k) => {
        expect(found!.lowestPu - year[k]!.worst!.lowestPu, dispatch).to.be.within(-1e-6, 0.03);
      });
    }
  });
});

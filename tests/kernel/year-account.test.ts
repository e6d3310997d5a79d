import { expect } from '@open-wc/testing';
import type { GridCase } from '../../web/grid/case.ts';
import { getCase } from '../../web/grid/cases.ts';
import { islands } from '../../web/grid/topology.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import type { Design } from '../../web/kernel/outcome.ts';
import { evaluateDesign } from '../../web/kernel/siting.ts';
import { sitingProblem } from '../../web/kernel/siting-problem.ts';
import { openWasm, type Wasm } from '../../web/kernel/wasm.ts';
import { solveYear, yearGround } from '../../web/kernel/year.ts';
import { applyScenario } from '../../web/scenario/apply.ts';
import { defaultScenario, THESIS_DEVICES } from '../../web/scenario/default.ts';
import type { Scenario } from '../../web/scenario/scenario.ts';
import { DISPATCHES, type Dispatch, type YearScenario } from '../../web/scenario/year.ts';
import { annualCost } from '../../web/year/cost.ts';
import { yearTotals } from '../../web/year/totals.ts';

const GRID = getCase('thesis13');
/** From bus 2 to bus 7: without it, buses 7 to 13 are dark. */
const LINE_2_7 = GRID.branches.findIndex(({ from, to }) => from === 2 && to === 7);
const LIMITS = { voltageMinPu: 0.9, voltageMaxPu: 1.1 };

function scenarioOf(year: Partial<YearScenario>, more: Partial<Scenario> = {}): Scenario {
  const base = defaultScenario();
  const siting = { ...base.siting, hour: 'year' as const, ...LIMITS };
  const devices = THESIS_DEVICES;
  const powerFactor = siting.powerFactor;
  return { ...base, siting, devices, powerFactor, ...more, year: { ...base.year, ...year } };
}

describe('the year of the page and the year of the search', () => {
  let wasm: Wasm;
  before(async () => {
    wasm = openWasm(await loadKernelModule());
  });

  function judged(grid: GridCase, scenario: Scenario): Design {
    const devices = new Map(scenario.devices.map((each) => [each.bus, each]));
    return evaluateDesign(wasm, sitingProblem(grid, scenario), {
      panels: grid.buses.map(({ id }) => devices.get(id)?.panels ?? 0),
      packs: grid.buses.map(({ id }) => devices.get(id)?.packs ?? 0),
    });
  }

  /** $ a year: by the account of every slot solved, and by the search's mean hour. */
  function expectAlike(scenario: Scenario, place: string): void {
    const grid = applyScenario(scenario, GRID);
    const totals = yearTotals(grid, solveYear(wasm, grid, scenario), LIMITS);
    const design = judged(grid, scenario);
    const account = annualCost(totals, scenario).totalUsd;
    expect((8760 * design.costUsdPerHour) / account, place).to.be.closeTo(1, 1e-7);
    const deviation = design.voltageDeviationPu / totals.deviationMeanPu;
    expect(deviation, place).to.be.closeTo(1, 1e-6);
  }

  it('cost the same, whatever the rule and whatever the fee is paid on', () => {
    for (const dispatch of DISPATCHES) {
      for (const feeBasis of ['kwh', 'transaction'] as const) {
        const scenario = scenarioOf({ dispatch, feeBasis, exportPrice: 0.03 });
        expectAlike(scenario, `${dispatch}, ${feeBasis}`);
      }
    }
  });

  it('cost the same where a line is open, and nothing is dispatched for buses in the dark', () => {
    const lit = { bus: 3, panels: 3000, packs: 3 };
    const dark = { bus: 9, panels: 2000, packs: 2 };
    const grid = applyScenario(scenarioOf({}, { switched: [LINE_2_7] }), GRID);
    expect(islands(grid).flat()).to.have.length(7);
    const loads = islands(grid)
      .flat()
      .map((at) => ({ bus: GRID.buses[at]!.id, loadKw: 0, loadKvar: 0 }));
    const groundOf = (dispatch: Dispatch, more: Partial<Scenario>) => {
      const scenario = scenarioOf({ dispatch }, more);
      const applied = applyScenario(scenario, GRID);
      return structuredClone(yearGround(wasm, applied, scenario).dispatch);
    };
    for (const dispatch of DISPATCHES) {
      const open = groundOf(dispatch, { devices: [lit, dark], switched: [LINE_2_7] });
      const alone = groundOf(dispatch, { devices: [lit], loads });
      for (const key of ['pvKw', 'packKw', 'curtailedKw', 'storedKwh'] as const) {
        const same = open[key].every((value, at) => value === alone[key][at]);
        expect(same, `${dispatch}: ${key}`).to.equal(true);
      }
      expectAlike(scenarioOf({ dispatch }, { devices: [lit], switched: [LINE_2_7] }), dispatch);
    }
  });

  it('takes a line that is opened afterwards for another year', () => {
    const closed = scenarioOf({ dispatch: 'self-consumption' }, {});
    const before = yearGround(wasm, GRID, closed).dispatch.storedKwh.slice();
    const open = { ...closed, switched: [LINE_2_7] };
    const after = yearGround(wasm, applyScenario(open, GRID), open).dispatch.storedKwh;
    expect(after.some((kwh, slot) => kwh !== before[slot])).to.equal(true);
  });

  it('finds the same losses on whatever base the per-unit figures stand', () => {
    const grid = getCase('ieee33');
    const times = 100_000 / grid.baseKva;
    const rebased = {
      ...grid,
      baseKva: times * grid.baseKva,
      branches: grid.branches.map((branch) => ({
        ...branch,
        resistancePu: times * branch.resistancePu,
        reactancePu: times * branch.reactancePu,
        chargingPu: branch.chargingPu / times,
      })),
    };
    const devices = [{ bus: 18, panels: 700, packs: 2 }];
    for (const dispatch of ['own-bus', 'self-consumption'] as const) {
      const scenario = scenarioOf({ dispatch }, { devices, loadScale: 0.4 });
      const [here, there] = [judged(grid, scenario), judged(rebased, scenario)];
      for (const key of ['costUsdPerHour', 'apparentLossKva', 'voltageDeviationPu'] as const) {
        expect(there[key] / here[key], `${dispatch}: ${key}`).to.be.closeTo(1, 1e-5);
      }
    }
  });

  it('allows all hours outside the limits where all may be, and a share that is met exactly', () => {
    const scenario = scenarioOf({}, { devices: [] });
    for (const [hour, days] of [
      ['year', 24],
      ['days', 5],
      ['days', 7],
      ['days', 20],
    ] as const) {
      // No bus of the feeder without devices reaches 1.2 pu in any hour.
      const limits = { voltageMinPu: 1.2, voltageMaxPu: 1.3, outsideShare: 1 };
      const siting = { ...scenario.siting, hour, days, ...limits };
      const { violation } = judged(GRID, { ...scenario, siting });
      expect(violation, `${hour} ${days}`).to.equal(0);
    }
  });

  it('knows two meters apart that differ by two readings exchanged', () => {
    const kw = Array.from({ length: 8760 }, (_, slot) => 100 + (slot % 24));
    const profile = (readings: readonly number[]): Scenario['ownProfile'] => ({
      name: 'Meter',
      stepMinutes: 60,
      buses: [{ bus: 4, kw: readings }],
    });
    const loadOf = (readings: readonly number[]): number => {
      const scenario = scenarioOf({}, { ownProfile: profile(readings)! });
      return yearGround(wasm, GRID, scenario).input.loadKw[3]!;
    };
    expect(loadOf(kw)).to.equal(100);
    const other = [...kw];
    // As far apart as the weights of a sum of 8191 would not notice.
    [other[0], other[8191]] = [kw[8191]!, kw[0]!];
    expect(loadOf(other)).to.equal(kw[8191]);
  });
});

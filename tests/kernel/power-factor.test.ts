import { expect } from '@open-wc/testing';
import { getCase } from '../../web/grid/cases.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { bestPowerFactor, tryPowerFactors } from '../../web/kernel/power-factor.ts';
import { openWasm } from '../../web/kernel/wasm.ts';
import { applyScenario } from '../../web/scenario/apply.ts';
import { openingScenario } from '../../web/scenario/default.ts';
import { withAllDevices, withYear } from '../../web/scenario/edit.ts';
import { twinPowerFlow } from '../twin/newton.ts';
import { yearGround, yearRows } from '../../web/kernel/year.ts';

describe('the power factor of a year', () => {
  it('that loses least loses less than its neighbours by the slow twin as well', async () => {
    const wasm = openWasm(await loadKernelModule());
    const scenario = withYear(openingScenario(), { dispatch: 'self-consumption' });
    const grid = applyScenario(scenario, getCase('thesis13'));
    const trials = tryPowerFactors(wasm, grid, scenario);
    const best = bestPowerFactor(trials);
    expect(trials.every(({ unsolved }) => unsolved === 0)).to.equal(true);
    // Devices that supply kvar where loads want them: the study finds its lower limit best too.
    expect(best.powerFactor).to.be.below(1);
    const lossKw = (powerFactor: number): number => {
      const tuned = { ...scenario, powerFactor };
      const ground = yearGround(wasm, grid, tuned);
      let sum = 0;
      for (let slot = 11; slot < 8760; slot += 97) {
        const rows = yearRows(grid, tuned, ground, { first: slot, count: 1 });
        const buses = grid.buses.map((bus, at) => ({
          ...bus,
          loadKw: rows.loadKw[at]! - rows.injectionKw[at]!,
          loadKvar: rows.loadKvar[at]! - rows.injectionKvar[at]!,
        }));
        const { voltagePu, angleRad } = twinPowerFlow({ ...grid, buses }, { tolerance: 1e-11 });
        for (const { from, to, resistancePu: r, reactancePu: x } of grid.branches) {
          const [i, j] = [from, to].map((id) => grid.buses.findIndex((bus) => bus.id === id));
          const [a, b] = [voltagePu[i!]!, voltagePu[j!]!];
          const square = a * a + b * b - 2 * a * b * Math.cos(angleRad[i!]! - angleRad[j!]!);
          sum += ((square * r) / (r * r + x * x)) * grid.baseKva;
        }
      }
      return sum;
    };
    const sampled = trials.map(({ powerFactor }) => lossKw(powerFactor));
    const least = sampled.indexOf(Math.min(...sampled));
    expect(Math.abs(trials[least]!.powerFactor - best.powerFactor)).to.be.at.most(0.011);
  });

  it('does not matter where there are no devices', async () => {
    const wasm = openWasm(await loadKernelModule());
    const scenario = withAllDevices(openingScenario(), []);
    const grid = applyScenario(scenario, getCase('thesis13'));
    const trials = tryPowerFactors(wasm, grid, scenario);
    expect(new Set(trials.map(({ lossMwh }) => lossMwh)).size).to.equal(1);
  });
});

import { expect } from '@open-wc/testing';
import type { GridCase } from '../../web/grid/case.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { powerFlow } from '../../web/kernel/power-flow.ts';
import { openWasm, type Wasm } from '../../web/kernel/wasm.ts';
import { twinPowerFlow } from '../twin/newton.ts';
import { randomMeshed, randomRadial } from '../twin/random-grid.ts';

let wasm: Wasm;

before(async () => {
  wasm = openWasm(await loadKernelModule());
});

// Gauss–Seidel stops on the move of a sweep, far smaller than the distance still to go.
const METHODS = [
  { method: 'newton-raphson', tolerancePu: 1e-10 },
  { method: 'fast', tolerancePu: 1e-10 },
  { method: 'gauss-seidel', tolerancePu: 1e-12, iterationsMax: 200_000 },
] as const;

/** Every method on `grid` within 1e-8 pu of the twin; `name` says how to see it again. */
function compare(grid: GridCase, name: string, enforceReactiveLimits: boolean): void {
  const twin = twinPowerFlow(grid, { enforce: enforceReactiveLimits });
  expect(twin.converged, name).to.equal(true);
  for (const options of METHODS) {
    const flow = powerFlow(wasm, grid, { ...options, enforceReactiveLimits });
    const label = `${name}, ${options.method}`;
    expect(flow.converged, label).to.equal(true);
    expect(flow.atReactiveLimit, label).to.deep.equal(twin.held);
    flow.buses.forEach(({ id, voltagePu: v, angleRad: a }, i) => {
      const re = v * Math.cos(a) - twin.voltagePu[i]! * Math.cos(twin.angleRad[i]!);
      const im = v * Math.sin(a) - twin.voltagePu[i]! * Math.sin(twin.angleRad[i]!);
      expect(Math.hypot(re, im), `${label}, bus ${id}`).to.be.below(1e-8);
    });
  }
}

describe('every method against the dense twin', () => {
  it('on 1,000 random radial feeders', () => {
    for (let seed = 0; seed < 1000; seed++) compare(randomRadial(seed), `radial ${seed}`, false);
  }).timeout(120_000);

  it('on 200 random meshed networks with PV buses, taps and phase shifts', () => {
    for (let seed = 0; seed < 200; seed++) compare(randomMeshed(seed), `meshed ${seed}`, false);
  }).timeout(120_000);

  it('on the same networks with reactive limits', () => {
    for (let seed = 0; seed < 200; seed++) compare(randomMeshed(seed), `limits ${seed}`, true);
  }).timeout(120_000);
});

import { expect } from '@open-wc/testing';
import type { GridCase } from '../../web/grid/case.ts';
import { cases, getCase } from '../../web/grid/cases.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { powerFlow, type PowerFlowOptions } from '../../web/kernel/power-flow.ts';
import type { PowerFlow } from '../../web/kernel/outcome.ts';
import { openWasm, type Wasm } from '../../web/kernel/wasm.ts';
import published from '../cases/thesis13/published.json';
import { gaussSeidelTwin } from '../twin/gauss-seidel.ts';
import { randomMeshed, randomRadial } from '../twin/random-grid.ts';

describe('Gauss–Seidel', () => {
  let wasm: Wasm;
  const solve = (grid: GridCase, options: PowerFlowOptions = {}): PowerFlow =>
    powerFlow(wasm, grid, { method: 'gauss-seidel', tolerancePu: 1e-12, ...options });
  before(async () => {
    wasm = openWasm(await loadKernelModule());
  });

  for (const [acceleration, sweeps] of Object.entries(published.sweepsTo1e12)) {
    it(`needs the published ${sweeps} sweeps to 1e-12 at acceleration ${acceleration}`, () => {
      const flow = solve(getCase('thesis13'), { acceleration: Number(acceleration) });
      expect(flow.converged).to.equal(true);
      expect(flow.iterations).to.equal(sweeps);
    });
  }

  it('needs as many sweeps as the twin, and ends where it ends', () => {
    for (const id of ['thesis13', 'ieee14', 'ieee30', 'ieee33']) {
      const grid = getCase(id);
      const twin = gaussSeidelTwin(grid, { tolerance: 1e-12, sweepsMax: 5000 })!;
      const flow = solve(grid);
      expect(flow.iterations, id).to.equal(twin.sweeps);
      flow.buses.forEach((bus, i) => {
        expect(bus.voltagePu, `${id} bus ${bus.id}`).to.be.closeTo(twin.voltagePu[i]!, 1e-10);
        expect(bus.angleRad, `${id} bus ${bus.id}`).to.be.closeTo(twin.angleRad[i]!, 1e-10);
      });
    }
  });

  it('is as near at a loose tolerance in slow feeders as in quick networks', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const grid = seed % 2 === 0 ? randomRadial(seed) : randomMeshed(seed);
      const loose = solve(grid, { tolerancePu: 1e-8, iterationsMax: 100_000 });
      const exact = powerFlow(wasm, grid, { method: 'newton-raphson', tolerancePu: 1e-12 });
      expect(loose.converged, `seed ${seed}`).to.equal(true);
      loose.buses.forEach((bus, i) => {
        expect(bus.voltagePu, `seed ${seed}`).to.be.closeTo(exact.buses[i]!.voltagePu, 1e-8);
      });
    }
  });

  it('tells the whole story: one entry a sweep, the start first, the end last', () => {
    const grid = getCase('thesis13');
    const flow = solve(grid, { acceleration: 1.8 });
    expect(flow.mismatchHistoryPu).to.have.length(flow.iterations + 1);
    // Flat and unloaded lines: what is missing at the start is the largest load of Table 5.
    expect(flow.mismatchHistoryPu[0]).to.be.closeTo(1.158, 1e-4);
    expect(flow.mismatchHistoryPu.at(-1)).to.equal(flow.worstMismatchPu);
  });

  it('keeps its story within bounds in the longest of runs', () => {
    const options = { tolerancePu: 1e-12, iterationsMax: 50_000 };
    const flow = solve({ ...getCase('thesis13'), baseKva: 490 }, options);
    expect(flow.iterations).to.equal(50_000);
    expect(flow.mismatchHistoryPu).to.have.length(20_001);
    expect(flow.mismatchHistoryPu.every(Number.isFinite)).to.equal(true);
  });

  it('leaves the last finite iterate when acceleration drives it out of the world', () => {
    let stopped = 0;
    for (const { id } of cases()) {
      const flow = solve(getCase(id), { acceleration: 2, iterationsMax: 3000 });
      if (flow.converged) continue;
      stopped++;
      const figures = flow.buses.flatMap((bus) => [bus.voltagePu, bus.angleRad]);
      figures.push(flow.worstMismatchPu, flow.lossKw, flow.lossKvar, ...flow.mismatchHistoryPu);
      expect(figures.every(Number.isFinite), id).to.equal(true);
    }
    expect(stopped).to.be.greaterThan(0);
  });

  it('needs one sweep to see that a network stands still', () => {
    const grid = getCase('ieee33');
    const buses = grid.buses.map((bus) => ({ ...bus, loadKw: 0, loadKvar: 0 }));
    const flow = solve({ ...grid, buses });
    expect(flow.converged).to.equal(true);
    expect(flow.iterations).to.equal(1);
    expect(flow.lossKw).to.be.closeTo(0, 1e-9);
  });

  it('stops at what doubles can express instead of sweeping on', () => {
    const flow = solve(getCase('ieee14'), { tolerancePu: 1e-300, iterationsMax: 100_000 });
    expect(flow.converged).to.equal(true);
    expect(flow.iterations).to.be.lessThan(2000);
    expect(flow.worstMismatchPu).to.be.lessThan(1e-12);
  });
});

import { expect } from '@open-wc/testing';
import type { GridCase } from '../../web/grid/case.ts';
import { getCase } from '../../web/grid/cases.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { traceNose } from '../../web/kernel/nose.ts';
import type { NoseCurve } from '../../web/kernel/outcome.ts';
import { openWasm, type Wasm } from '../../web/kernel/wasm.ts';
import { admittance, injections, type TwinFlow, twinPowerFlow } from '../twin/newton.ts';
import { randomMeshed, randomRadial } from '../twin/random-grid.ts';

let wasm: Wasm;

before(async () => {
  wasm = openWasm(await loadKernelModule());
});

/** The largest λ for which the twin, led upwards step by step, still finds a solution. */
function bisect(grid: GridCase, relative: number): number {
  let good = 0;
  let start: TwinFlow = twinPowerFlow(grid, { scale: 0 });
  expect(start.converged).to.equal(true);
  let step = 0.1;
  while (step > relative * good) {
    const next = twinPowerFlow(grid, { scale: good + step, start, iterationsMax: 100 });
    if (next.converged && near(next, start)) {
      good += step;
      start = next;
    } else step /= 2;
  }
  return good;
}

/** A wild Newton step may land on another solution; the upper branch moves little by little. */
function near(next: TwinFlow, start: TwinFlow): boolean {
  return next.voltagePu.every((v, i) => Math.abs(v - start.voltagePu[i]!) < 0.2);
}

const point = (curve: NoseCurve, index: number): Float64Array => {
  const n = curve.voltagesPu.length / curve.lambda.length;
  return curve.voltagesPu.subarray(index * n, index * n + n);
};

describe('nose curve', () => {
  it('of the thesis feeder: 1.809286760145065, so no solution below 552.704 kVA', () => {
    const curve = traceNose(wasm, getCase('thesis13'));
    expect(curve.lambdaMax).to.be.closeTo(1.809286760145065, 1e-11);
    expect(1000 / curve.lambdaMax).to.be.closeTo(552.7039837067188, 1e-8);
    expect(curve.weakestBus).to.equal(9);
  });

  it('is there when the case itself has no solution', () => {
    const curve = traceNose(wasm, getCase('thesis13-490'));
    expect(curve.lambdaMax).to.be.closeTo(0.49 * 1.809286760145065, 1e-11);
    expect(curve.lambda[0]).to.equal(0);
  });

  it('of one line and one load meets the closed form, on both branches', () => {
    // V⁴ + (2 (r p + x q) − 1) V² + (r² + x²)(p² + q²) = 0 with slack at 1 pu.
    const [r, x, p, q] = [0.03, 0.08, 0.7, 0.3];
    const grid = oneLine({ r, x, p, q });
    const root = (lambda: number, sign: number): number => {
      const half = 0.5 - lambda * (r * p + x * q);
      const rest = half * half - lambda * lambda * (r * r + x * x) * (p * p + q * q);
      return Math.sqrt(half + sign * Math.sqrt(Math.max(0, rest)));
    };
    const most = 0.5 / (r * p + x * q + Math.sqrt((r * r + x * x) * (p * p + q * q)));
    const curve = traceNose(wasm, grid);
    expect(curve.lambdaMax).to.be.closeTo(most, 1e-12 * most);
    const nose = curve.lambda.indexOf(curve.lambdaMax);
    curve.lambda.forEach((lambda, i) => {
      if (i === nose) return;
      const expected = root(lambda, i < nose ? 1 : -1);
      expect(curve.voltagePu[i], `point ${i}`).to.be.closeTo(expected, 1e-8);
    });
    expect(curve.lambda.at(-1)).to.be.below(0.2 * most);
  });

  for (const id of ['ieee14', 'ieee33', 'ieee57']) {
    it(`of ${id} agrees with bisection by the twin`, () => {
      const expected = bisect(getCase(id), 1e-9);
      const { lambdaMax } = traceNose(wasm, getCase(id));
      expect(lambdaMax).to.be.closeTo(expected, 3e-8 * expected);
      expect(lambdaMax).to.be.at.least(expected * (1 - 1e-12));
    }).timeout(60_000);
  }

  it('of 30 random networks agrees with bisection, and never steps off the curve', () => {
    for (let seed = 0; seed < 30; seed++) {
      const grid = seed % 2 === 0 ? randomRadial(seed) : randomMeshed(seed);
      const curve = traceNose(wasm, grid);
      const expected = bisect(grid, 1e-8);
      expect(curve.lambdaMax, `seed ${seed}`).to.be.closeTo(expected, 3e-7 * expected);
      const nose = curve.lambda.indexOf(curve.lambdaMax);
      expect(nose, `seed ${seed}`).to.be.above(0);
      for (let i = 1; i < curve.lambda.length; i++) {
        const [here, before] = [point(curve, i), point(curve, i - 1)];
        const jump = Math.max(...here.map((v, k) => Math.abs(v - before[k]!)));
        expect(jump, `seed ${seed}, point ${i}`).to.be.below(0.1);
        if (i > nose) continue;
        const least = curve.lambda[i - 1]! * (1 - 1e-11);
        expect(curve.lambda[i], `seed ${seed}, point ${i}`).to.be.at.least(least);
      }
    }
  }).timeout(60_000);

  it('solves the power flow at every point of the upper branch', () => {
    const grid = getCase('ieee30');
    const curve = traceNose(wasm, grid);
    const nose = curve.lambda.indexOf(curve.lambdaMax);
    let start: TwinFlow = twinPowerFlow(grid, { scale: 0 });
    for (let i = 0; i < nose; i++) {
      start = twinPowerFlow(grid, { scale: curve.lambda[i]!, start });
      expect(start.converged, `point ${i}`).to.equal(true);
      point(curve, i).forEach((v, k) => expect(v).to.be.closeTo(start.voltagePu[k]!, 1e-7));
    }
    expect(injections(admittance(grid), start.voltagePu, start.angleRad).p).to.have.length(30);
  });

  it('of a lossless line between two regulated buses is V₁V₂/x', () => {
    const grid = oneLine({ r: 0, x: 0.2, p: 0.5, q: 0 });
    const unit = { powerKw: 0, reactiveKvar: 0, inService: true };
    const range = { reactiveMinKvar: -1e6, reactiveMaxKvar: 1e6 };
    const curve = traceNose(wasm, {
      ...grid,
      buses: grid.buses.map((bus) => (bus.id === 2 ? { ...bus, kind: 'pv' } : bus)),
      generators: [
        { ...unit, ...range, bus: 1, voltagePu: 1.02 },
        { ...unit, ...range, bus: 2, voltagePu: 0.98 },
      ],
    });
    expect(curve.lambdaMax).to.be.closeTo((1.02 * 0.98) / 0.2 / 0.5, 1e-8);
  });

  it('of generation without load is there too', () => {
    const curve = traceNose(wasm, oneLine({ r: 0, x: 0.2, p: -0.5, q: 0 }));
    expect(curve.lambdaMax).to.be.closeTo(1 / (2 * 0.2) / 0.5, 1e-11);
    expect(curve.lambda.at(-1)).to.be.below(0.2 * curve.lambdaMax);
  });

  it('has no end when there is nothing to scale', () => {
    const curve = traceNose(wasm, oneLine({ r: 0.03, x: 0.08, p: 0, q: 0 }));
    expect(curve.lambdaMax).to.equal(Infinity);
    expect(curve.lambda).to.have.length(1);
  });
});

function oneLine({ r, x, p, q }: { r: number; x: number; p: number; q: number }): GridCase {
  const bus = { shuntKw: 0, shuntKvar: 0, baseKv: 0, voltageMinPu: 0.9, voltageMaxPu: 1.1 };
  return {
    ...{ id: 'line', name: 'one line', source: 'made by a test', baseKva: 1000, generators: [] },
    buses: [
      { ...bus, id: 1, kind: 'slack', loadKw: 0, loadKvar: 0 },
      { ...bus, id: 2, kind: 'pq', loadKw: 1000 * p, loadKvar: 1000 * q },
    ],
    branches: [
      {
        ...{ from: 1, to: 2, resistancePu: r, reactancePu: x, chargingPu: 0, ratingKva: 0 },
        ...{ tapRatio: 1, shiftRad: 0, inService: true },
      },
    ],
  };
}

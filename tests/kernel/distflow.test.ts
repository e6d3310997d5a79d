import { expect } from '@open-wc/testing';
import type { Branch, Bus, GridCase } from '../../web/grid/case.ts';
import { getCase } from '../../web/grid/cases.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { ownInjections, packNetwork } from '../../web/kernel/network.ts';
import { powerFlow } from '../../web/kernel/power-flow.ts';
import { timeSeries } from '../../web/kernel/time-series.ts';
import { f64, openWasm, type Wasm } from '../../web/kernel/wasm.ts';
import { stream } from '../../web/rng.ts';
import { twinPowerFlow } from '../twin/newton.ts';
import { randomRadial } from '../twin/random-grid.ts';

/** As in assembly/radial-plan.ts. */
const OK = 0;
const LOOP = 1;
const PV_BUS = 2;
const TAP_OR_SHIFT = 3;
const SLACKS = 4;

describe('DistFlow', () => {
  let wasm: Wasm;
  const reasonAgainst = (grid: GridCase): number => {
    packNetwork(wasm, grid);
    return wasm.radialPrepare();
  };
  const change = (at: number, more: Partial<Branch>, id = 'ieee33'): GridCase => {
    const grid = getCase(id);
    const branches = grid.branches.map((each, i) => (i === at ? { ...each, ...more } : each));
    return { ...grid, branches };
  };
  const kind = (at: number, to: Bus['kind']): GridCase => {
    const grid = getCase('ieee33');
    const buses = grid.buses.map((bus, i) => (i === at ? { ...bus, kind: to } : bus));
    const unit = { ...grid.generators[0]!, bus: grid.buses[at]!.id };
    return { ...grid, buses, generators: [...grid.generators, unit] };
  };
  before(async () => {
    wasm = openWasm(await loadKernelModule());
  });

  it('takes feeders and refuses the rest with the reason', () => {
    for (const id of ['thesis13', 'ieee33', 'ieee69']) {
      expect(reasonAgainst(getCase(id)), id).to.equal(OK);
    }
    const last = getCase('ieee33').buses.at(-1)!.id;
    const loop = getCase('ieee33');
    const tie: Branch = { ...loop.branches[0]!, from: loop.buses[5]!.id, to: last };
    expect(reasonAgainst({ ...loop, branches: [...loop.branches, tie] })).to.equal(LOOP);
    expect(reasonAgainst(kind(7, 'pv'))).to.equal(PV_BUS);
    expect(reasonAgainst(kind(7, 'slack'))).to.equal(SLACKS);
    expect(reasonAgainst(change(4, { tapRatio: 0.98 }))).to.equal(TAP_OR_SHIFT);
    expect(reasonAgainst(change(4, { shiftRad: 0.1 }))).to.equal(TAP_OR_SHIFT);
  });

  it('is not misled by a tree’s number of branches: a loop beside a dead bus', () => {
    const grid = getCase('ieee33');
    const [first, second] = [grid.buses[1]!.id, grid.buses[2]!.id];
    const twin = { ...grid.branches[1]!, from: first, to: second };
    const cut = grid.branches.map((each, i) =>
      i === grid.branches.length - 1 ? { ...each, inService: false } : each,
    );
    const broken = { ...grid, branches: [...cut, twin] };
    expect(reasonAgainst(broken)).to.equal(LOOP);
    expect(powerFlow(wasm, broken, { method: 'fast' }).converged).to.equal(true);
  });

  it('follows Newton into reverse flow and high voltages', () => {
    const grid = getCase('thesis13');
    for (const factor of [-0.5, -1, -3]) {
      const buses = grid.buses.map((bus) => ({ ...bus, loadKw: bus.loadKw * factor }));
      const options = { tolerancePu: 1e-12 };
      const fast = powerFlow(wasm, { ...grid, buses }, { method: 'fast', ...options });
      const exact = powerFlow(wasm, { ...grid, buses }, { method: 'newton-raphson', ...options });
      expect(fast.converged, `factor ${factor}`).to.equal(true);
      fast.buses.forEach((bus, i) => {
        expect(bus.voltagePu).to.be.closeTo(exact.buses[i]!.voltagePu, 1e-10);
      });
    }
  });

  it('gives two injection vectors what each gets alone, losses and slack included', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const grid = randomRadial(seed);
      const rng = stream(seed, 'second lane');
      const other: GridCase = {
        ...grid,
        buses: grid.buses.map((bus) => ({ ...bus, loadKw: bus.loadKw * 1.2 * rng.unit() })),
      };
      const flows = [grid, other].map((each) => powerFlow(wasm, each, { tolerancePu: 1e-12 }));
      const n = grid.buses.length;
      const nets = [grid, other].map((each) => {
        packNetwork(wasm, each);
        return {
          p: f64(wasm, wasm.injectionP.value, n).slice(),
          q: f64(wasm, wasm.injectionQ.value, n).slice(),
        };
      });
      expect(wasm.radialPrepare(), `seed ${seed}`).to.equal(OK);
      const p = wasm.alloc(n * 16);
      const q = wasm.alloc(n * 16);
      nets.forEach((net, lane) => {
        net.p.forEach((value, i) => (f64(wasm, p, 2 * n)[2 * i + lane] = value));
        net.q.forEach((value, i) => (f64(wasm, q, 2 * n)[2 * i + lane] = value));
      });
      expect(wasm.radialSolve2(p, q, 0), `seed ${seed}`).to.equal(3);
      const square = f64(wasm, wasm.radialV2.value, 2 * n);
      const pair = (pointer: number): Float64Array => f64(wasm, pointer, 2);
      flows.forEach((flow, lane) => {
        flow.buses.forEach((bus, i) => {
          const v = Math.sqrt(square[2 * i + lane]!);
          expect(v, `seed ${seed} lane ${lane}`).to.be.closeTo(bus.voltagePu, 1e-7);
        });
        const slack = flow.buses[0]!.generationKw / grid.baseKva;
        expect(pair(wasm.radialSums.value + 32)[lane]).to.be.closeTo(slack, 1e-6);
        const lossP = flow.lossKw / grid.baseKva;
        const lossQ = flow.lossKvar / grid.baseKva;
        expect(pair(wasm.radialSums.value)[lane]).to.be.closeTo(lossP, 1e-6);
        expect(pair(wasm.radialSums.value + 16)[lane]).to.be.closeTo(lossQ, 1e-6);
      });
    }
  });

  it('takes shunts that draw power, one network or many slots', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const plain = randomRadial(seed);
      const rng = stream(seed, 'shunts');
      const size = (): number => (0.1 * plain.baseKva * (rng.unit() - 0.3)) / plain.buses.length;
      const buses = plain.buses.map((bus) => ({ ...bus, shuntKw: size(), shuntKvar: size() }));
      const grid = { ...plain, buses };
      expect(reasonAgainst(grid), `randomRadial(${seed})`).to.equal(OK);
      const twin = twinPowerFlow(grid);
      const flow = powerFlow(wasm, grid, { method: 'fast', tolerancePu: 1e-10 });
      const own = ownInjections(grid);
      const input = {
        slots: 1,
        loadKw: Float64Array.from(own.loadKw),
        loadKvar: Float64Array.from(own.loadKvar),
        injectionKw: Float64Array.from(own.injectionKw),
        injectionKvar: Float64Array.from(own.injectionKvar),
      };
      const series = timeSeries(wasm, grid, input, { method: 'fast', tolerancePu: 1e-10 });
      expect(flow.converged && series.converged[0] === 1, `randomRadial(${seed})`).to.equal(true);
      twin.voltagePu.forEach((v, i) => {
        expect(flow.buses[i]!.voltagePu, `randomRadial(${seed})`).to.be.closeTo(v, 1e-8);
        expect(series.voltagePu[i], `randomRadial(${seed})`).to.be.closeTo(v, 1e-8);
      });
    }
  });

  it('says which of two lanes has no solution and still solves the other', () => {
    const grid = getCase('thesis13');
    const n = grid.buses.length;
    packNetwork(wasm, grid);
    expect(wasm.radialPrepare()).to.equal(OK);
    const p = wasm.alloc(n * 16);
    const q = wasm.alloc(n * 16);
    for (const [at, of, key] of [
      [p, wasm.injectionP.value, 1.9],
      [q, wasm.injectionQ.value, 1.9],
    ] as const) {
      const pairs = f64(wasm, at, 2 * n);
      f64(wasm, of, n).forEach((value, i) => {
        pairs[2 * i] = value * key;
        pairs[2 * i + 1] = value;
      });
    }
    // Collapse is at 1.8093 times the peak.
    expect(wasm.radialSolve2(p, q, 0)).to.equal(2);
    const lowest = Math.sqrt(f64(wasm, wasm.radialV2.value, 2 * n)[2 * 8 + 1]!);
    expect(lowest).to.be.closeTo(0.823524, 1e-6);
  });
});

import { expect } from '@open-wc/testing';
import type { Branch, Bus, Generator, GridCase } from '../../web/grid/case.ts';
import { cases, getCase } from '../../web/grid/cases.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { ownInjections } from '../../web/kernel/network.ts';
import type { PowerFlow } from '../../web/kernel/outcome.ts';
import { powerFlow, type PowerFlowOptions } from '../../web/kernel/power-flow.ts';
import { openWasm, type Wasm } from '../../web/kernel/wasm.ts';
import type { Method } from '../../web/scenario/scenario.ts';
import published from '../cases/thesis13/published.json';
import { twinPowerFlow, type TwinFlow } from '../twin/newton.ts';
import { randomMeshed, randomRadial } from '../twin/random-grid.ts';

const METHODS: readonly Method[] = ['gauss-seidel', 'newton-raphson', 'fast'];
const TIGHT = { tolerancePu: 1e-12, iterationsMax: 200_000 };

let wasm: Wasm;
before(async () => {
  wasm = openWasm(await loadKernelModule());
});

const solve = (grid: GridCase, options: PowerFlowOptions): PowerFlow =>
  powerFlow(wasm, grid, { ...TIGHT, ...options });

/** Largest difference of any voltage in magnitude or angle. */
function apart(flow: PowerFlow, twin: TwinFlow): number {
  return Math.max(
    ...flow.buses.map((bus, i) =>
      Math.max(
        Math.abs(bus.voltagePu - twin.voltagePu[i]!),
        Math.abs(bus.angleRad - twin.angleRad[i]!),
      ),
    ),
  );
}

const withBase = (baseKva: number): GridCase => ({ ...getCase('thesis13'), baseKva });

describe('the thesis’s feeder', () => {
  for (const method of METHODS) {
    it(`equals the full-precision solution by ${method}`, () => {
      const flow = solve(getCase('thesis13'), { method });
      expect(flow.converged).to.equal(true);
      published.buses.forEach(({ id, voltagePu, angleDegrees }, i) => {
        const bus = flow.buses[i]!;
        expect(bus.id).to.equal(id);
        expect(bus.voltagePu, `bus ${id}`).to.be.closeTo(voltagePu, 1e-9);
        expect(bus.angleRad, `bus ${id}`).to.be.closeTo((angleDegrees * Math.PI) / 180, 1e-9);
      });
      // 1e-9 pu of voltage over 0.001 pu of impedance is 1e-6 pu of flow, 1e-3 kW; ours is nearer.
      published.branches.forEach((want, i) => {
        const branch = flow.branches[i]!;
        expect([branch.from, branch.to]).to.deep.equal([want.from, want.to]);
        for (const key of ['fromKw', 'fromKvar', 'toKw', 'toKvar', 'lossKw', 'lossKvar'] as const) {
          expect(branch[key], `${want.from}-${want.to} ${key}`).to.be.closeTo(want[key], 2e-6);
        }
      });
      expect(flow.lossKw).to.be.closeTo(published.lossKw, 2e-6);
      expect(flow.lossKvar).to.be.closeTo(published.lossKvar, 2e-6);
      expect(flow.buses[0]!.generationKw).to.be.closeTo(published.slackKw, 2e-6);
      expect(flow.buses[0]!.generationKvar).to.be.closeTo(published.slackKvar, 2e-6);
    });

    it(`has no solution on the stated 490 kVA by ${method}, and says where it fails`, () => {
      const flow = solve(getCase('thesis13-490'), { method, iterationsMax: 2000 });
      expect(flow.converged).to.equal(false);
      expect(flow.worstMismatchPu).to.be.within(1e-3, 1e6);
      expect(flow.buses.map((bus) => bus.id)).to.include(flow.worstBus);
      const figures = flow.buses.flatMap((bus) => [bus.voltagePu, bus.angleRad]);
      expect([...figures, flow.lossKw, flow.lossKvar].every(Number.isFinite)).to.equal(true);
    });
  }

  it('is carried on a base just above the published collapse and not just below', () => {
    for (const method of ['newton-raphson', 'fast'] as const) {
      const above = withBase(published.collapseBaseKva * 1.0002);
      const below = withBase(published.collapseBaseKva * 0.9998);
      expect(powerFlow(wasm, above, { method }).converged, method).to.equal(true);
      expect(powerFlow(wasm, below, { method }).converged, method).to.equal(false);
    }
  });
});

describe('all methods', () => {
  it('agree with the twin on every built-in case, reactive limits or not', () => {
    for (const { id } of cases().filter((each) => each.id !== 'thesis13-490')) {
      for (const enforce of [false, true]) {
        const twin = twinPowerFlow(getCase(id), { enforce });
        expect(twin.converged, id).to.equal(true);
        for (const method of METHODS) {
          const flow = solve(getCase(id), { method, enforceReactiveLimits: enforce });
          expect(flow.converged, `${id} ${method}`).to.equal(true);
          expect(apart(flow, twin), `${id} ${method}`).to.be.lessThan(1e-8);
          expect(flow.atReactiveLimit, `${id} ${method}`).to.deep.equal(twin.held);
        }
      }
    }
  });

  it('agree with the twin on 1000 random radial networks', () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const grid = randomRadial(seed);
      const twin = twinPowerFlow(grid);
      expect(twin.converged, `randomRadial(${seed})`).to.equal(true);
      for (const method of METHODS) {
        const flow = solve(grid, { method });
        expect(flow.converged, `randomRadial(${seed}) ${method}`).to.equal(true);
        expect(apart(flow, twin), `randomRadial(${seed}) ${method}`).to.be.lessThan(1e-8);
      }
    }
  });

  it('agree with the twin on 200 random meshed networks, limits enforced', () => {
    let held = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const grid = randomMeshed(seed);
      const twin = twinPowerFlow(grid, { enforce: true });
      held += twin.held.length > 0 ? 1 : 0;
      for (const method of METHODS) {
        const flow = solve(grid, { method, enforceReactiveLimits: true });
        expect(flow.converged, `randomMeshed(${seed}) ${method}`).to.equal(true);
        expect(apart(flow, twin), `randomMeshed(${seed}) ${method}`).to.be.lessThan(1e-8);
        expect(flow.atReactiveLimit, `randomMeshed(${seed})`).to.deep.equal(twin.held);
      }
    }
    expect(held, 'networks where a limit binds').to.be.greaterThan(20);
  });

  it('hold IEEE 118’s units at their limits where that matters', () => {
    const grid = getCase('ieee118');
    const free = solve(grid, { method: 'newton-raphson' });
    for (const method of METHODS) {
      const flow = solve(grid, { method, enforceReactiveLimits: true });
      expect(flow.atReactiveLimit).to.have.length.greaterThan(0);
      for (const id of flow.atReactiveLimit) {
        const at = grid.buses.findIndex((bus) => bus.id === id);
        const limits = grid.generators.filter((unit) => unit.bus === id);
        const least = limits.reduce((sum, unit) => sum + unit.reactiveMinKvar, 0);
        const most = limits.reduce((sum, unit) => sum + unit.reactiveMaxKvar, 0);
        const before = free.buses[at]!.generationKvar;
        expect(before < least || before > most, `bus ${id} had a reason`).to.equal(true);
        const bound = before < least ? least : most;
        expect(flow.buses[at]!.generationKvar, `bus ${id}`).to.be.closeTo(bound, 1e-3);
      }
    }
  });
});

describe('what a power flow reports', () => {
  const line = (from: number, to: number, more: Partial<Branch> = {}): Branch => ({
    ...{ from, to, resistancePu: 0.02, reactancePu: 0.04, chargingPu: 0.01, ratingKva: 0 },
    ...{ tapRatio: 1, shiftRad: 0, inService: true },
    ...more,
  });
  const bus = (id: number, more: Partial<Bus> = {}): Bus => ({
    ...{ id, kind: 'pq', loadKw: 100, loadKvar: 40, shuntKw: 0, shuntKvar: 0, baseKv: 0 },
    ...{ voltageMinPu: 0.9, voltageMaxPu: 1.1 },
    ...more,
  });
  const unit = (at: number, more: Partial<Generator> = {}): Generator => ({
    ...{ bus: at, powerKw: 0, reactiveKvar: 0, reactiveMinKvar: -1e3, reactiveMaxKvar: 1e3 },
    ...{ voltagePu: 1, inService: true },
    ...more,
  });
  const small = (more: Partial<GridCase> = {}): GridCase => ({
    ...{ id: 'small', name: 'small', source: 'made by a test', baseKva: 1000 },
    buses: [bus(10, { kind: 'slack' }), bus(7), bus(3), bus(99)],
    generators: [unit(10)],
    branches: [line(10, 7), line(3, 7), line(7, 99)],
    ...more,
  });

  it('balances: generation is load plus shunts plus losses', () => {
    for (const id of ['thesis13', 'ieee14', 'ieee33', 'ieee118']) {
      const grid = getCase(id);
      const flow = solve(grid, { method: 'fast' });
      let kw = -flow.lossKw;
      let kvar = -flow.lossKvar;
      grid.buses.forEach((each, i) => {
        const { voltagePu: v, generationKw, generationKvar } = flow.buses[i]!;
        kw += generationKw - each.loadKw - each.shuntKw * v * v;
        kvar += generationKvar - each.loadKvar - each.shuntKvar * v * v;
      });
      expect(kw / grid.baseKva, id).to.be.closeTo(0, 1e-9);
      expect(kvar / grid.baseKva, id).to.be.closeTo(0, 1e-9);
    }
  });

  it('shows what is cut off as dead, and feeds the rest', () => {
    const branches = [line(10, 7), line(3, 7, { inService: false }), line(7, 99)];
    for (const method of METHODS) {
      const cut = solve(small({ branches }), { method });
      const alone = solve(
        small({
          buses: small().buses.filter(({ id }) => id !== 3),
          branches: [line(10, 7), line(7, 99)],
        }),
        { method },
      );
      expect(cut.converged, method).to.equal(true);
      expect(cut.buses[2]).to.deep.equal({
        ...{ id: 3, voltagePu: 0, angleRad: 0, generationKw: 0, generationKvar: 0 },
      });
      expect(cut.buses[3]!.voltagePu, method).to.equal(alone.buses[2]!.voltagePu);
      expect(cut.branches[1]!.fromKw).to.equal(0);
      expect(cut.lossKw).to.equal(alone.lossKw);
    }
  });

  it('adds up the units of a bus, and gives a PV bus without a unit its load only', () => {
    const pv = small({
      buses: [bus(10, { kind: 'slack' }), bus(7, { kind: 'pv' }), bus(3), bus(99)],
      generators: [
        unit(10),
        unit(7, { powerKw: 30 }),
        unit(7, { powerKw: 20, voltagePu: 1.01 }),
        unit(7, { powerKw: 500, inService: false }),
        unit(3, { powerKw: 10, reactiveKvar: 5 }),
      ],
    });
    const flow = solve(pv, { method: 'newton-raphson' });
    expect(flow.buses[1]!.generationKw).to.equal(50);
    expect(flow.buses[1]!.voltagePu).to.be.closeTo(1.01, 1e-12);
    expect(flow.buses[2]!.generationKvar).to.equal(5);
    const bare = solve({ ...pv, generators: [unit(10)] }, { method: 'newton-raphson' });
    const plain = solve(small(), { method: 'newton-raphson' });
    expect(bare.buses[1]!.voltagePu).to.be.closeTo(plain.buses[1]!.voltagePu, 1e-12);
  });

  it('takes parallel lines as one of half the impedance and twice the charging', () => {
    const twice = small({ branches: [line(10, 7), line(7, 10), line(3, 7), line(7, 99)] });
    const one = { resistancePu: 0.01, reactancePu: 0.02, chargingPu: 0.02 };
    const once = small({ branches: [line(10, 7, one), line(3, 7), line(7, 99)] });
    for (const method of METHODS) {
      const a = solve(twice, { method });
      const b = solve(once, { method });
      expect(a.buses[3]!.voltagePu, method).to.be.closeTo(b.buses[3]!.voltagePu, 1e-10);
      expect(a.branches[0]!.fromKw, method).to.be.closeTo(a.branches[1]!.toKw, 1e-6);
    }
  });

  it('replaces loads and generation by what it is given', () => {
    const grid = getCase('ieee33');
    const own = ownInjections(grid);
    const half = { ...own, loadKw: Array.from(own.loadKw, (kw) => kw / 2) };
    const buses = grid.buses.map((each) => ({ ...each, loadKw: each.loadKw / 2 }));
    const given = powerFlow(wasm, grid, TIGHT, half);
    const edited = solve({ ...grid, buses }, {});
    expect(given.buses).to.deep.equal(edited.buses);
  });

  it('names the argument it cannot take', () => {
    const grid = getCase('thesis13');
    const bad: [PowerFlowOptions, RegExp][] = [
      [{ method: 'guess' as Method }, /method/],
      [{ tolerancePu: 0 }, /tolerancePu/],
      [{ tolerancePu: Number.NaN }, /tolerancePu/],
      [{ iterationsMax: 2.5 }, /iterationsMax/],
      [{ acceleration: 2.1 }, /acceleration/],
    ];
    for (const [options, name] of bad) {
      expect(() => powerFlow(wasm, grid, options)).to.throw(RangeError, name);
    }
    const wrong = { tolerancePu: '1e-8' } as unknown as PowerFlowOptions;
    expect(() => powerFlow(wasm, grid, wrong)).to.throw(TypeError, /tolerancePu/);
    const nothing = null as unknown as GridCase;
    expect(() => powerFlow(wasm, nothing)).to.throw(TypeError, /grid/);
  });

  it('refuses what no solver can take, and names the place', () => {
    const bad: [Partial<GridCase>, RegExp][] = [
      [{ baseKva: 0 }, /baseKva/],
      [{ buses: [bus(10), bus(7), bus(3), bus(99)] }, /slack/],
      [{ buses: [bus(10, { kind: 'slack', loadKw: Number.NaN }), bus(7), bus(3), bus(99)] }, /10/],
      [{ branches: [line(10, 7, { resistancePu: 0, reactancePu: 0 })] }, /10-7.*impedance/],
      [{ branches: [line(10, 8)] }, /10-8.*unknown/],
      [{ branches: [line(10, 7, { tapRatio: 0 })] }, /ratio/],
      [{ generators: [unit(10, { voltagePu: Number.NaN })] }, /bus 10.*set point/],
    ];
    for (const [change, place] of bad) {
      expect(() => powerFlow(wasm, small(change))).to.throw(RangeError, place);
    }
  });
});

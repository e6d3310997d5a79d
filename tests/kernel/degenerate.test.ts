import { expect } from '@open-wc/testing';
import type { Branch, Bus, Generator, GridCase } from '../../web/grid/case.ts';
import { validate } from '../../web/grid/validate.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { traceNose } from '../../web/kernel/nose.ts';
import { powerFlow } from '../../web/kernel/power-flow.ts';
import { optimiseSiting } from '../../web/kernel/siting.ts';
import { timeSeries } from '../../web/kernel/time-series.ts';
import { openWasm, type Wasm } from '../../web/kernel/wasm.ts';
import { stream, type Rng } from '../../web/rng.ts';

const METHODS = ['gauss-seidel', 'newton-raphson', 'fast'] as const;
const SITING = { seed: 1, population: 8, generations: 3 };

let module: WebAssembly.Module;
let wasm: Wasm;
before(async () => {
  module = await loadKernelModule();
  wasm = openWasm(module);
});

function bus(id: number, more: Partial<Bus> = {}): Bus {
  return {
    ...{ id, kind: 'pq', loadKw: 100, loadKvar: 40, shuntKw: 0, shuntKvar: 0, baseKv: 0 },
    ...{ voltageMinPu: 0.9, voltageMaxPu: 1.1 },
    ...more,
  };
}

function line(from: number, to: number, more: Partial<Branch> = {}): Branch {
  return {
    ...{ from, to, resistancePu: 0.02, reactancePu: 0.04, chargingPu: 0.01, ratingKva: 0 },
    ...{ tapRatio: 1, shiftRad: 0, inService: true },
    ...more,
  };
}

function unit(at: number, more: Partial<Generator> = {}): Generator {
  return {
    ...{ bus: at, powerKw: 0, reactiveKvar: 0, reactiveMinKvar: -1e3, reactiveMaxKvar: 1e3 },
    ...{ voltagePu: 1, inService: true },
    ...more,
  };
}

function grid(parts: Partial<GridCase> = {}): GridCase {
  return {
    ...{ id: 'odd', name: 'odd', source: 'made by a test', baseKva: 1000 },
    buses: [bus(1, { kind: 'slack' }), bus(2), bus(3)],
    generators: [unit(1)],
    branches: [line(1, 2), line(2, 3)],
    ...parts,
  };
}

/** Paths of all numbers that are not finite; 'lambdaMax' may say Infinity. */
function wild(value: unknown, path = ''): string[] {
  if (typeof value === 'number') {
    return Number.isFinite(value) || path.endsWith('lambdaMax') ? [] : [`${path} = ${value}`];
  }
  if (ArrayBuffer.isView(value)) {
    const numbers = value as unknown as ArrayLike<number>;
    return Array.from(numbers).every(Number.isFinite) ? [] : [`${path} holds no number`];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => wild(each, `${path}.${key}`));
}

/** Everything the kernel can do with `odd`: answers with numbers or refuses with RangeError. */
function tryAll(odd: GridCase, name: string): void {
  const slots = 5;
  const count = odd.buses.length;
  const row = (of: (bus: Bus) => number): Float64Array =>
    Float64Array.from({ length: slots * count }, (_, at) => {
      return of(odd.buses[at % count]!) * Math.floor(at / count);
    });
  const zero = new Float64Array(slots * count);
  const rows = { slots, loadKw: row((b) => b.loadKw), loadKvar: row((b) => b.loadKvar) };
  const input = { ...rows, injectionKw: zero, injectionKvar: zero };
  const calls: [string, () => unknown][] = METHODS.flatMap((method) => [
    [method, () => powerFlow(wasm, odd, { method, iterationsMax: 300 })],
    [`${method}, limits`, () => limited(odd, method)],
    [`${method}, slots`, () => timeSeries(wasm, odd, input, { method, iterationsMax: 300 })],
  ]);
  calls.push(['nose', () => traceNose(wasm, odd)]);
  calls.push(['siting', () => search(odd)]);
  for (const [what, call] of calls) {
    try {
      expect(wild(call()), `${name}, ${what}`).to.deep.equal([]);
    } catch (reason) {
      // a refusal is fine for what validate refuses too, or where nothing may be placed
      if (!(reason instanceof RangeError)) throw reason;
      const allowed = validate(odd).length > 0 || /may hold devices/.test(reason.message);
      expect(allowed, `${name}, ${what}: ${reason.message}`).to.equal(true);
    }
  }
}

function limited(odd: GridCase, method: (typeof METHODS)[number]): unknown {
  const flow = powerFlow(wasm, odd, { method, iterationsMax: 300, enforceReactiveLimits: true });
  // what calls itself a solution balances
  if (flow.converged) expect(flow.worstMismatchPu).to.be.below(1.1e-6);
  return flow;
}

function search(odd: GridCase): unknown {
  return optimiseSiting(openWasm(module), { grid: odd, scenario: 'noon' }, SITING);
}

const idle = { loadKw: 0, loadKvar: 0 };
const slack = bus(1, { kind: 'slack' });
const ODD: Record<string, GridCase> = {
  'one bus': grid({ buses: [slack], branches: [] }),
  'one bus without a unit': grid({ buses: [slack], branches: [], generators: [] }),
  'every other bus dead': grid({ branches: [line(1, 2, { inService: false }), line(2, 3)] }),
  'no load': grid({ buses: [1, 2, 3].map((id) => bus(id, { ...idle, ...kindOf(id) })) }),
  'two slacks side by side': grid({ buses: [slack, bus(2, { kind: 'slack' }), bus(3)] }),
  'only slacks': grid({ buses: [slack, bus(2, { kind: 'slack' })], branches: [line(1, 2)] }),
  'a terawatt': grid({ buses: [slack, bus(2, { loadKw: 1e9, loadKvar: 1e9 }), bus(3)] }),
  'a terawatt fed back': grid({ buses: [slack, bus(2, { loadKw: -1e9 }), bus(3)] }),
  'a huge shunt': grid({ buses: [slack, bus(2, { shuntKw: 1e9, shuntKvar: -1e9 }), bus(3)] }),
  'reactances that cancel': grid({
    branches: [
      line(1, 2, { resistancePu: 0, reactancePu: 0.1 }),
      line(1, 2, { resistancePu: 0, reactancePu: -0.1, chargingPu: 0 }),
      line(2, 3),
    ],
  }),
  'a charging that resonates': grid({
    branches: [line(1, 2, { resistancePu: 0, reactancePu: 0.1, chargingPu: 20 }), line(2, 3)],
  }),
  'a negative line': grid({
    branches: [line(1, 2, { resistancePu: -0.02, reactancePu: -0.04 }), line(2, 3)],
  }),
  'a vanishing impedance': grid({
    branches: [line(1, 2, { resistancePu: 1e-30, reactancePu: 0 }), line(2, 3)],
  }),
  'a vast impedance': grid({ branches: [line(1, 2, { reactancePu: 1e6 }), line(2, 3)] }),
  'extreme taps': grid({
    branches: [line(1, 2, { tapRatio: 0.01 }), line(2, 3, { tapRatio: 100, shiftRad: 100 })],
  }),
  'a set point out of reach': grid({
    buses: [slack, bus(2, { kind: 'pv' }), bus(3)],
    generators: [unit(1), unit(2, { powerKw: 1e9, voltagePu: 2 })],
  }),
  'a PV bus without reactive room': grid({
    buses: [slack, bus(2, { kind: 'pv' }), bus(3)],
    generators: [unit(1), unit(2, { reactiveMinKvar: 0, reactiveMaxKvar: 0, voltagePu: 1.1 })],
  }),
  'a base of a gigavolt-ampere': grid({ baseKva: 1e9 }),
};

function kindOf(id: number): Pick<Bus, 'kind'> {
  return { kind: id === 1 ? 'slack' : 'pq' };
}

/** Any network that `validate` lets through, and some beside; sizes over ten decades. */
function randomOdd(seed: number): GridCase {
  const rng = stream(seed, 'degenerate');
  const count = 1 + rng.below(8);
  const buses = Array.from({ length: count }, (_, i) => oddBus(rng, i + 1));
  const generators = buses.flatMap(({ id, kind }) => (kind === 'pq' ? [] : [oddUnit(rng, id)]));
  const branches: Branch[] = [];
  for (let id = 2; id <= count; id++) branches.push(oddLine(rng, 1 + rng.below(id - 1), id));
  for (let more = rng.below(3); more > 0 && count > 1; more--) {
    const from = 1 + rng.below(count);
    branches.push(oddLine(rng, from, 1 + (from % count)));
  }
  return grid({ buses, generators, branches, baseKva: 10 ** rng.below(7) });
}

/** 0, or a size from 10^low to 10^high, of either sign where asked. */
function size(rng: Rng, [low, high]: readonly [number, number], signed = true): number {
  if (rng.below(5) === 0) return 0;
  const value = (1 + 9 * rng.unit()) * 10 ** (low + rng.below(high - low));
  return signed && rng.below(4) === 0 ? -value : value;
}

function oddBus(rng: Rng, id: number): Bus {
  return bus(id, {
    kind: id === 1 ? 'slack' : rng.below(5) === 0 ? 'pv' : 'pq',
    loadKw: size(rng, [-2, 6]),
    loadKvar: size(rng, [-2, 6]),
    shuntKw: rng.below(3) === 0 ? size(rng, [-2, 6]) : 0,
    shuntKvar: rng.below(3) === 0 ? size(rng, [-2, 6]) : 0,
  });
}

function oddUnit(rng: Rng, at: number): Generator {
  const most = Math.abs(size(rng, [-2, 6]));
  const [reactiveMinKvar, reactiveMaxKvar] = [-most * rng.below(2), most];
  const voltagePu = 0.1 + 1.9 * rng.unit();
  return unit(at, { powerKw: size(rng, [-2, 6]), reactiveMinKvar, reactiveMaxKvar, voltagePu });
}

function oddLine(rng: Rng, from: number, to: number): Branch {
  const plain = rng.below(3) > 0;
  return line(from, to, {
    resistancePu: size(rng, [-9, 4], rng.below(4) === 0),
    reactancePu: size(rng, [-9, 4], rng.below(4) === 0),
    chargingPu: rng.below(2) === 0 ? 0 : size(rng, [-6, 3]),
    tapRatio: plain ? 1 : 0.01 + 3 * rng.unit(),
    shiftRad: plain ? 0 : size(rng, [-3, 2]),
    inService: rng.below(8) > 0,
  });
}

describe('networks at the edge', () => {
  for (const [name, odd] of Object.entries(ODD)) {
    it(`${name}: numbers or a refusal, whoever solves`, () => tryAll(odd, name));
  }

  it('600 random odd networks: numbers or a refusal, whoever solves', () => {
    for (let seed = 1; seed <= 600; seed++) tryAll(randomOdd(seed), `randomOdd(${seed})`);
  }).timeout(60_000);

  it('does not call an answer beside a vanishing impedance a solution', () => {
    for (const method of METHODS) {
      const flow = powerFlow(wasm, ODD['a vanishing impedance']!, { method, iterationsMax: 300 });
      expect(flow.converged, method).to.equal(false);
    }
  });

  it('refuses figures that no arithmetic survives, by name', () => {
    const bad: [GridCase, RegExp][] = [
      [grid({ branches: [line(1, 2, { shiftRad: 1e300 })] }), /1-2.*shift/],
      [grid({ branches: [line(1, 2, { tapRatio: 1e-200 })] }), /1-2.*ratio/],
      [grid({ branches: [line(1, 2, { chargingPu: 1e308 })] }), /1-2.*charging/],
      [grid({ branches: [line(1, 2, { resistancePu: 1e-160, reactancePu: 0 })] }), /1-2.*imped/],
      [grid({ branches: [line(1, 2, { reactancePu: 1e200 })] }), /1-2.*impedance/],
      [grid({ buses: [bus(1, { kind: 'slack', angleRad: 1e200 }), bus(2), bus(3)] }), /bus 1/],
      [grid({ buses: [slack, bus(2, { loadKw: 1e308 }), bus(3)] }), /bus 2/],
      [grid({ baseKva: 1e-300 }), /bus 1|baseKva/],
      [grid({ generators: [unit(1, { powerKw: Number.NEGATIVE_INFINITY })] }), /unit at bus 1/],
    ];
    for (const [odd, place] of bad) {
      expect(() => powerFlow(wasm, odd), String(place)).to.throw(RangeError, place);
    }
  });

  it('holds 2,000 buses in a line, in a star and in a ladder', () => {
    const ids = Array.from({ length: 2000 }, (_, i) => i + 1);
    const buses = ids.map((id) => bus(id, { ...kindOf(id), loadKw: 0.01, loadKvar: 0.004 }));
    const short = { resistancePu: 1e-4, reactancePu: 1e-4, chargingPu: 0 };
    const chain = ids.slice(1).map((id) => line(id - 1, id, short));
    const star = ids.slice(1).map((id) => line(1, id, short));
    const rungs = ids.slice(1000).map((id) => line(id - 1000, id, short));
    for (const branches of [chain, star, [...chain, ...rungs]]) {
      const big = grid({ buses, branches });
      const answers = (['newton-raphson', 'fast'] as const).map((method) => {
        const flow = powerFlow(wasm, big, { method });
        expect(flow.converged, method).to.equal(true);
        expect(wild(flow), method).to.deep.equal([]);
        return flow.buses.map(({ voltagePu }) => voltagePu);
      });
      const apart = answers[0]!.map((v, i) => Math.abs(v - answers[1]![i]!));
      expect(Math.max(...apart)).to.be.below(1e-6);
    }
  }).timeout(60_000);

  it('forgets one job entirely before the next', () => {
    const small = grid();
    const fresh = METHODS.map((method) => powerFlow(openWasm(module), small, { method }));
    for (let seed = 1; seed <= 40; seed++) {
      try {
        powerFlow(wasm, randomOdd(seed), { method: METHODS[seed % 3]! });
        traceNose(wasm, randomOdd(seed + 40));
      } catch (reason) {
        if (!(reason instanceof RangeError)) throw reason;
      }
      const again = METHODS.map((method) => powerFlow(wasm, small, { method }));
      expect(again, `after randomOdd(${seed})`).to.deep.equal(fresh);
    }
  });
});

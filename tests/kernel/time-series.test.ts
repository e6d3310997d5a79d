import { expect } from '@open-wc/testing';
import type { GridCase } from '../../web/grid/case.ts';
import { getCase } from '../../web/grid/cases.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { ownInjections } from '../../web/kernel/network.ts';
import type { TimeSeries, TimeSeriesInput } from '../../web/kernel/outcome.ts';
import { powerFlow } from '../../web/kernel/power-flow.ts';
import { CHUNK_SLOTS, openTimeSeries, timeSeries } from '../../web/kernel/time-series.ts';
import { openWasm, type Wasm } from '../../web/kernel/wasm.ts';
import { stream } from '../../web/rng.ts';
import type { Method } from '../../web/scenario/scenario.ts';

/** Each with a network that it is meant for; 'fast' has two ways. */
const RUNS: readonly [Method, string][] = [
  ['fast', 'thesis13'],
  ['fast', 'ieee14'],
  ['newton-raphson', 'ieee30'],
  ['gauss-seidel', 'ieee14'],
  ['gauss-seidel', 'thesis13'],
];
const ROWS = ['voltagePu', 'lossKw', 'lossKvar', 'slackKw', 'slackKvar'] as const;
const KEYS = [...ROWS, 'converged', 'iterations'] as const;

/** Every bus's load wanders by itself between 20 and 110 % of the case's. */
function wander(grid: GridCase, slots: number, seed: number): TimeSeriesInput {
  const rng = stream(seed, 'time-series');
  const n = grid.buses.length;
  const own = ownInjections(grid);
  const row = (of: ArrayLike<number>, least: number): Float64Array =>
    Float64Array.from({ length: slots * n }, (_, k) => of[k % n]! * (least + 0.9 * rng.unit()));
  return {
    slots,
    loadKw: row(own.loadKw, 0.2),
    loadKvar: row(own.loadKvar, 0.2),
    injectionKw: row(own.injectionKw, 0.1),
    injectionKvar: row(own.injectionKvar, 0.1),
  };
}

const slice = (input: TimeSeriesInput, from: number, to: number): TimeSeriesInput => {
  const n = input.loadKw.length / input.slots;
  const cut = (row: Float64Array): Float64Array => row.slice(from * n, to * n);
  return {
    slots: to - from,
    loadKw: cut(input.loadKw),
    loadKvar: cut(input.loadKvar),
    injectionKw: cut(input.injectionKw),
    injectionKvar: cut(input.injectionKvar),
  };
};

describe('time series', () => {
  let wasm: Wasm;
  before(async () => {
    wasm = openWasm(await loadKernelModule());
  });

  for (const [method, id] of RUNS) {
    const grid = getCase(id);
    const n = grid.buses.length;

    it(`equals one power flow per slot (${method}, ${id})`, () => {
      const slots = 130;
      const input = wander(grid, slots, 7);
      const series = timeSeries(wasm, grid, input, { method });
      const slack = grid.buses.findIndex((bus) => bus.kind === 'slack');
      for (let slot = 0; slot < slots; slot += 3) {
        const given = slice(input, slot, slot + 1);
        const options = { method: 'newton-raphson', tolerancePu: 1e-12 } as const;
        const flow = powerFlow(wasm, grid, options, given);
        expect(series.converged[slot]).to.equal(1);
        flow.buses.forEach((bus, i) => {
          expect(series.voltagePu[slot * n + i], `slot ${slot}`).to.be.closeTo(bus.voltagePu, 1e-7);
        });
        const generation = flow.buses[slack]!;
        const perUnit = (kw: number): number => kw / grid.baseKva;
        const pairs = [
          [series.lossKw[slot], flow.lossKw],
          [series.lossKvar[slot], flow.lossKvar],
          [series.slackKw[slot], generation.generationKw],
          [series.slackKvar[slot], generation.generationKvar],
        ] as const;
        for (const [ours, theirs] of pairs) {
          expect(perUnit(ours!), `slot ${slot}`).to.be.closeTo(perUnit(theirs), 1e-6);
        }
      }
    });

    it(`gives the same bits whoever solves which chunk when (${method}, ${id})`, () => {
      const slots = 3 * CHUNK_SLOTS + 41;
      const input = wander(grid, slots, 11);
      const whole = timeSeries(wasm, grid, input, { method });
      const run = openTimeSeries(wasm, grid, input, { method });
      for (const chunk of [3, 0, 2, 1]) {
        run.solve(chunk);
        // Another job on the same instance must not disturb the run.
        powerFlow(wasm, getCase('ieee33'));
      }
      const parts = [0, 1, 2, 3].map((chunk): TimeSeries => {
        const end = Math.min(slots, (chunk + 1) * CHUNK_SLOTS);
        return timeSeries(wasm, grid, slice(input, chunk * CHUNK_SLOTS, end), { method });
      });
      for (const key of KEYS) {
        expect(run.result[key], key).to.deep.equal(whole[key]);
        const joined = parts.flatMap((part) => Array.from(part[key]));
        expect(joined, key).to.deep.equal(Array.from(whole[key]));
      }
    });
  }

  it('takes any number of slots', () => {
    const grid = getCase('thesis13');
    for (const method of ['fast', 'newton-raphson', 'gauss-seidel'] as const) {
      for (const slots of [1, 2, 3, 5, 95, 96, 97, 191]) {
        const input = wander(grid, slots, slots);
        const series = timeSeries(wasm, grid, input, { method });
        const where = `${method} ${slots} slots`;
        expect(Array.from(series.converged), where).to.deep.equal(new Array(slots).fill(1));
        const last = powerFlow(wasm, grid, {}, slice(input, slots - 1, slots));
        expect(series.lossKw.at(-1), where).to.be.closeTo(last.lossKw, 1e-3);
      }
    }
  });

  it('marks the slots without a solution, stays finite and solves their neighbours', () => {
    const grid = getCase('thesis13');
    const n = grid.buses.length;
    const collapsed = [0, 30, 31, 70, 95, 100];
    for (const method of ['fast', 'newton-raphson', 'gauss-seidel'] as const) {
      const input = wander(grid, 120, 5);
      for (const slot of collapsed) {
        // Collapse is at 1.8093 times the peak.
        grid.buses.forEach((bus, i) => {
          input.loadKw[slot * n + i] = bus.loadKw * 2;
          input.loadKvar[slot * n + i] = bus.loadKvar * 2;
        });
      }
      const options = { method, iterationsMax: method === 'gauss-seidel' ? 5000 : 200 };
      const series = timeSeries(wasm, grid, input, options);
      const failed = Array.from(series.converged.keys()).filter((k) => series.converged[k] === 0);
      expect(failed, method).to.deep.equal(collapsed);
      for (const key of ROWS) expect(series[key].every(Number.isFinite), key).to.equal(true);
    }
  });

  it('shows the last voltages inside the world where Gauss–Seidel leaves it', () => {
    const grid = getCase('ieee33');
    // Too much acceleration for this feeder; the lightly loaded slot takes longer to find out.
    const options = { method: 'gauss-seidel', acceleration: 1.9, iterationsMax: 5000 } as const;
    const own = ownInjections(grid);
    const row = (of: ArrayLike<number>): Float64Array =>
      Float64Array.from({ length: 66 }, (_, k) => of[k % 33]! * (k < 33 ? 0.01 : 1));
    const input = {
      slots: 2,
      loadKw: row(own.loadKw),
      loadKvar: row(own.loadKvar),
      injectionKw: new Float64Array(66),
      injectionKvar: new Float64Array(66),
    };
    const { converged, voltagePu } = timeSeries(wasm, grid, input, options);
    expect(Array.from(converged)).to.deep.equal([0, 0]);
    // A sweep that moves more than 1e6 pu has left the world; what came after is not shown.
    expect(voltagePu.every((v) => v > 0 && v < 2e6)).to.equal(true);
  });

  it('shows dead buses at 0 and does not serve them', () => {
    const grid = getCase('thesis13');
    const cut: GridCase = {
      ...grid,
      branches: grid.branches.map((each) =>
        each.from === 7 && each.to === 8 ? { ...each, inService: false } : each,
      ),
    };
    const input = wander(grid, 9, 2);
    const at = [7, 8];
    for (const method of ['fast', 'newton-raphson', 'gauss-seidel'] as const) {
      const series = timeSeries(wasm, cut, input, { method });
      for (let slot = 0; slot < 9; slot++) {
        const row = series.voltagePu.subarray(slot * 13, slot * 13 + 13);
        const dark = Array.from(row.keys()).filter((i) => row[i] === 0);
        expect(dark, method).to.deep.equal(at);
      }
      const flow = powerFlow(wasm, cut, {}, slice(input, 4, 5));
      expect(series.slackKw[4], method).to.be.closeTo(flow.buses[0]!.generationKw, 1e-3);
    }
  });

  it('reads no slot before its chunk is asked for', () => {
    const grid = getCase('thesis13');
    for (const method of ['fast', 'newton-raphson', 'gauss-seidel'] as const) {
      const input = wander(grid, CHUNK_SLOTS + 1, 3);
      const whole = timeSeries(wasm, grid, input, { method });
      const late = input.loadKw.at(-1)!;
      input.loadKw[input.loadKw.length - 1] = Number.NaN;
      const run = openTimeSeries(wasm, grid, input, { method });
      run.solve(0);
      expect(() => run.solve(1), method).to.throw(RangeError, /loadKw in slot 96/);
      input.loadKw[input.loadKw.length - 1] = late;
      run.solve(1);
      expect(run.result, method).to.deep.equal(whole);
    }
  });

  it('fills an earlier answer again, to the same bits as a fresh one', () => {
    const grid = getCase('thesis13');
    const slots = 2 * CHUNK_SLOTS + 7;
    const n = grid.buses.length;
    for (const method of ['fast', 'newton-raphson', 'gauss-seidel'] as const) {
      const input = wander(grid, slots, 13);
      // A slot beyond collapse, so that what says "not converged" is written anew as well.
      grid.buses.forEach((bus, i) => (input.loadKw[20 * n + i] = bus.loadKw * 3));
      const options = { method, iterationsMax: 2000 };
      const fresh = timeSeries(wasm, grid, input, options);
      const into = timeSeries(wasm, grid, wander(grid, slots, 14), options);
      const { voltagePu } = into;
      for (const key of KEYS) into[key].fill(99);
      expect(timeSeries(wasm, grid, input, { ...options, into }), method).to.equal(into);
      expect(into.voltagePu, method).to.equal(voltagePu);
      expect(into, method).to.deep.equal(fresh);

      const run = openTimeSeries(wasm, grid, input, { ...options, into });
      expect(run.result, method).to.equal(into);
      for (const key of KEYS)
        expect(
          into[key].every((each) => each === 0),
          key,
        ).to.equal(true);
      for (const chunk of [2, 0, 1]) run.solve(chunk);
      expect(into, method).to.deep.equal(fresh);
    }
  });

  it('leaves nothing of an earlier answer in slots that it did not reach', () => {
    const grid = getCase('thesis13');
    const slots = 3 * CHUNK_SLOTS;
    const n = grid.buses.length;
    const input = wander(grid, slots, 17);
    const whole = timeSeries(wasm, grid, input);
    const tail = CHUNK_SLOTS * n;
    const headOnly = (into: TimeSeries): void => {
      expect(into.voltagePu.subarray(0, tail)).to.deep.equal(whole.voltagePu.subarray(0, tail));
      for (const key of KEYS) {
        const first = key === 'voltagePu' ? tail : CHUNK_SLOTS;
        expect(
          into[key].subarray(first).every((each) => each === 0),
          key,
        ).to.equal(true);
      }
    };
    const used = (): TimeSeries => {
      const into = timeSeries(wasm, grid, input);
      for (const key of KEYS) into[key].fill(99);
      return into;
    };
    const stopped = used();
    const aborter = new AbortController();
    const onProgress = (): void => aborter.abort();
    timeSeries(wasm, grid, input, { into: stopped, onProgress, signal: aborter.signal });
    headOnly(stopped);
    const thrown = used();
    const quit = (): never => {
      throw new Error('enough');
    };
    expect(() => timeSeries(wasm, grid, input, { into: thrown, onProgress: quit })).to.throw(
      'enou',
    );
    headOnly(thrown);
  });

  it('refuses an answer of another shape and leaves it alone', () => {
    const grid = getCase('thesis13');
    const input = wander(grid, 4, 1);
    const right = timeSeries(wasm, grid, input);
    const before = structuredClone(right);
    const moved = structuredClone(right);
    structuredClone(moved, { transfer: [moved.slackKw.buffer] });
    const bad: [unknown, RegExp, typeof RangeError | typeof TypeError][] = [
      [timeSeries(wasm, grid, wander(grid, 5, 1)), /into\.slots .* 4; found 5/, RangeError],
      [{ ...right, slots: Number.NaN }, /into\.slots/, RangeError],
      [{ ...right, voltagePu: new Float64Array(4 * 33) }, /into\.voltagePu .* 52/, RangeError],
      [{ ...right, lossKvar: new Float64Array(3) }, /into\.lossKvar .* 4/, RangeError],
      [{ ...right, converged: new Uint8Array(5) }, /into\.converged .* 4/, RangeError],
      [{ ...right, iterations: new Uint16Array(0) }, /into\.iterations .* 4/, RangeError],
      [moved, /into\.slackKw .* found 0/, RangeError],
      [{ ...right, slots: '4' }, /into\.slots/, TypeError],
      [{ ...right, slackKvar: new Float32Array(4) }, /into\.slackKvar .* Float64Array/, TypeError],
      [{ ...right, iterations: undefined }, /into\.iterations .* Uint16Array/, TypeError],
      [null, /into must be an object/, TypeError],
      [[right], /into must be an object/, TypeError],
    ];
    for (const [into, name, kind] of bad) {
      for (const call of [timeSeries, openTimeSeries]) {
        expect(() => call(wasm, grid, input, { into: into as TimeSeries })).to.throw(kind, name);
      }
    }
    expect(right).to.deep.equal(before);
  });

  it('names what it cannot take', () => {
    const grid = getCase('thesis13');
    const input = wander(grid, 4, 1);
    const bad: [Partial<TimeSeriesInput>, RegExp][] = [
      [{ slots: 0 }, /input\.slots/],
      [{ slots: 5 }, /input\.loadKw .* 65/],
      [{ injectionKvar: new Float64Array(3) }, /input\.injectionKvar/],
      [
        { loadKvar: input.loadKvar.with(20, Number.NaN) },
        /input\.loadKvar in slot 1 .* not finite/,
      ],
    ];
    for (const [change, name] of bad) {
      expect(() => timeSeries(wasm, grid, { ...input, ...change })).to.throw(RangeError, name);
    }
    // What no solver looks at counts as well: the slack's injection, before anything is solved.
    for (const figure of [Number.NaN, Infinity, -Infinity]) {
      const odd = { ...input, injectionKw: input.injectionKw.with(26, figure) };
      for (const method of ['fast', 'newton-raphson', 'gauss-seidel'] as const) {
        const call = (): TimeSeries => timeSeries(wasm, grid, odd, { method });
        expect(call, method).to.throw(RangeError, /input\.injectionKw in slot 2 .* not finite/);
      }
    }
    const wrong = { ...input, loadKw: Array.from(input.loadKw) } as unknown as TimeSeriesInput;
    expect(() => timeSeries(wasm, grid, wrong)).to.throw(TypeError, /input\.loadKw/);
    const run = openTimeSeries(wasm, grid, input);
    expect(() => run.solve(1)).to.throw(RangeError, /chunk/);
  });
});

import { expect } from '@open-wc/testing';
import { hypervolumeOf } from '../../web/kernel/benchmark.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { openWasm, type Wasm } from '../../web/kernel/wasm.ts';
import { stream } from '../../web/rng.ts';
import { hypervolumeByCells } from '../twin/hypervolume.ts';

const SEED = 0x51e7;

describe('hypervolume', () => {
  let wasm: Wasm;
  before(async () => {
    wasm = openWasm(await loadKernelModule());
  });

  it('is that of boxes worked out by hand', () => {
    expect(hypervolumeOf(wasm, [], [1, 1])).to.equal(0);
    expect(hypervolumeOf(wasm, [[0.5, 0.5]], [1, 1])).to.equal(0.25);
    const stairs = [
      [1, 3],
      [2, 2],
      [3, 1],
    ];
    expect(hypervolumeOf(wasm, stairs, [4, 4])).to.equal(6);
    expect(hypervolumeOf(wasm, [[1, 2, 3]], [2, 4, 6])).to.equal(6);
    // three unit-thin slabs of a 2 × 2 × 2 cube that share one corner cube
    const slabs = [
      [0, 1, 1],
      [1, 0, 1],
      [1, 1, 0],
    ];
    expect(hypervolumeOf(wasm, slabs, [2, 2, 2])).to.equal(4);
  });

  it('leaves out what is not below the reference point', () => {
    const points = [
      [1, 0.1],
      [0.1, 1],
      [2, -1],
      [0.5, 0.5],
    ];
    expect(hypervolumeOf(wasm, points, [1, 1])).to.equal(0.25);
    expect(hypervolumeOf(wasm, [[0.5, 0.5, 1]], [1, 1, 1])).to.equal(0);
  });

  it('equals brute force on random sets, with ties and repeated points', () => {
    const rng = stream(SEED, 'hypervolume');
    for (let round = 0; round < 300; round++) {
      const width = 2 + (round % 2);
      const count = 1 + rng.below(14);
      // A coarse lattice half of the time, so that coordinates coincide.
      const value = (): number => (round % 4 < 2 ? rng.below(5) / 4 : rng.unit() * 1.2);
      const points = Array.from({ length: count }, () => Array.from({ length: width }, value));
      const reference = new Array<number>(width).fill(1);
      const expected = hypervolumeByCells(points, reference);
      const found = hypervolumeOf(wasm, points, reference);
      const where = `seed ${SEED}, round ${round}: ${JSON.stringify(points)}`;
      expect(found, where).to.be.closeTo(expected, 1e-13);
    }
  });

  it('never shrinks when a point is added, and does not depend on the order', () => {
    const rng = stream(SEED, 'monotone');
    for (const width of [2, 3]) {
      const points: number[][] = [];
      const reference = new Array<number>(width).fill(1);
      let before = 0;
      for (let i = 0; i < 120; i++) {
        points.push(Array.from({ length: width }, () => rng.unit() * 1.1));
        const after = hypervolumeOf(wasm, points, reference);
        expect(after, `seed ${SEED}, point ${i}`).to.be.at.least(before - 1e-15);
        const reversed = hypervolumeOf(wasm, [...points].reverse(), reference);
        expect(reversed, `seed ${SEED}, point ${i}`).to.be.closeTo(after, 1e-13);
        before = after;
      }
      expect(before).to.be.within(0.5, 1);
    }
  });

  it('refuses what it cannot measure', () => {
    expect(() => hypervolumeOf(wasm, [[0.5]], [1])).to.throw(RangeError, 'reference');
    expect(() => hypervolumeOf(wasm, [[0.5, NaN]], [1, 1])).to.throw(RangeError, 'points[0]');
  });
});

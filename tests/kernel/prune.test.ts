import { expect } from '@open-wc/testing';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { f64, openWasm, type Wasm } from '../../web/kernel/wasm.ts';
import { stream, type Rng } from '../../web/rng.ts';
import { twinPrune } from '../twin/prune.ts';

const POPULATION = 16;
/** What an island of 16 takes in: a quarter of it. */
const IMMIGRANTS = 4;
/** Problem number, variables and objectives of assembly/benchmark.ts. */
const SHAPES = { zdt1: [1, 30, 2], dtlz2: [7, 12, 3] } as const;

let module: WebAssembly.Module;
before(async () => {
  module = await loadKernelModule();
});

/** Points on a coarse plane, none of which dominates another: many are equal or equally crowded. */
function tiedFront(rng: Rng, m: number): number[][] {
  return Array.from({ length: POPULATION + IMMIGRANTS }, () => {
    const point = Array.from({ length: m - 1 }, () => rng.below(5));
    return [...point, 20 - point.reduce((sum, x) => sum + x, 0)];
  });
}

/** Rows of `front` that the kernel keeps when the last four of it immigrate, and their crowding. */
function kept(wasm: Wasm, name: keyof typeof SHAPES, front: readonly number[][]): number[] {
  const [problem, n, m] = SHAPES[name];
  wasm.begin();
  const at = wasm.openBenchmark(problem, POPULATION);
  wasm.openMigration(POPULATION);
  wasm.startIsland(at, 1, 0);
  const bytes = wasm.alloc(wasm.emigrantBytes(at));
  expect(wasm.emigrantBytes(at)).to.equal(8 * IMMIGRANTS * (n + m + 1));
  const state = wasm.alloc(wasm.islandBytes(at));
  const genome = f64(wasm, wasm.islandGenome(at), POPULATION * n);
  const objectives = f64(wasm, wasm.islandObjectives(at), POPULATION * m);
  const mail = f64(wasm, bytes, IMMIGRANTS * (n + m + 1));
  front.forEach((point, row) => {
    const away = row - POPULATION;
    // the genome's first figure tells who is who
    if (away >= 0)
      mail.set([row, ...new Array<number>(n - 1).fill(0), ...point], away * (n + m + 1));
    else {
      genome[row * n] = row;
      objectives.set(point, row * m);
    }
  });
  wasm.acceptImmigrants(at, bytes);
  wasm.exportIsland(at, state);
  // 32 bytes of counters, then genomes, objectives, violations and crowding, all doubles
  const figures = f64(wasm, state + 32, POPULATION * (n + m + 2));
  expect(figures.some(Number.isNaN)).to.equal(false);
  return Array.from({ length: POPULATION }, (_, row) => genome[row * n]!);
}

describe('pruning of a front against the twin', () => {
  for (const name of ['zdt1', 'dtlz2'] as const) {
    it(`${SHAPES[name][2]} objectives, 400 fronts full of ties`, () => {
      const wasm = openWasm(module);
      for (let seed = 1; seed <= 400; seed++) {
        const front = tiedFront(stream(seed, 'prune'), SHAPES[name][2]);
        const label = `tiedFront(${seed})`;
        expect(kept(wasm, name, front), label).to.deep.equal(twinPrune(front, POPULATION));
      }
    });
  }

  it('finds twins alone on their front lonely, never without a number', () => {
    const front = Array.from({ length: POPULATION + IMMIGRANTS }, (_, row) => {
      return new Array<number>(3).fill(Math.max(1, row));
    });
    const rows = kept(openWasm(module), 'dtlz2', front);
    expect(rows.slice(0, 2)).to.deep.equal([0, 1]);
  });
});

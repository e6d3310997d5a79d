import { expect } from '@open-wc/testing';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { f64, i32, openWasm, type Wasm } from '../../web/kernel/wasm.ts';
import { stream, type Rng } from '../../web/rng.ts';
import { ranks, type Rated } from '../twin/nsga2-sort.ts';

const SEED = 0x2d5a;

function ranksByKernel(wasm: Wasm, all: readonly Rated[]): number[] {
  const [n, m] = [all.length, all[0]!.objectives.length];
  wasm.begin();
  wasm.openSort(n);
  const objectives = wasm.alloc(8 * n * m);
  const violation = wasm.alloc(8 * n);
  const rank = wasm.alloc(4 * n);
  f64(wasm, objectives, n * m).set(all.flatMap((each) => each.objectives));
  f64(wasm, violation, n).set(all.map((each) => each.violation));
  const fronts = wasm.rankRows(n, m, objectives, violation, rank);
  const found = Array.from(i32(wasm, rank, n));
  expect(fronts).to.equal(1 + Math.max(...found));
  return found;
}

/** `coarse` makes ties and repeated rows likely. */
function randomRows(rng: Rng, count: number, coarse: boolean): Rated[] {
  const width = 2 + rng.below(3);
  const value = (): number => (coarse ? rng.below(4) : rng.unit());
  const share = rng.unit();
  return Array.from({ length: count }, () => ({
    objectives: Array.from({ length: width }, value),
    violation: rng.unit() < share ? 0 : 1 + value(),
  }));
}

describe('non-dominated sort', () => {
  let wasm: Wasm;
  before(async () => {
    wasm = openWasm(await loadKernelModule());
  });

  it('ranks as the definition does, with ties, repeats and violations', () => {
    const rng = stream(SEED, 'sort');
    for (let round = 0; round < 300; round++) {
      const all = randomRows(rng, 1 + rng.below(60), round % 2 === 0);
      const where = `seed ${SEED}, round ${round}`;
      expect(ranksByKernel(wasm, all), where).to.deep.equal(ranks(all));
    }
  });

  it('puts every feasible row before every violating one', () => {
    const all = [
      { objectives: [9, 9], violation: 0 },
      { objectives: [0, 0], violation: 2 },
      { objectives: [1, 1], violation: 1 },
      { objectives: [5, 5], violation: 1 },
    ];
    expect(ranksByKernel(wasm, all)).to.deep.equal([0, 2, 1, 1]);
  });

  it('keeps rows with equal objectives in one front', () => {
    const all = Array.from({ length: 7 }, () => ({ objectives: [1, 2, 3], violation: 0 }));
    expect(ranksByKernel(wasm, all)).to.deep.equal([0, 0, 0, 0, 0, 0, 0]);
  });

  it('ranks a chain one by one', () => {
    const all = Array.from({ length: 50 }, (_, i) => ({ objectives: [50 - i, -i], violation: 0 }));
    expect(ranksByKernel(wasm, all)).to.deep.equal(Array.from({ length: 50 }, (_, i) => 49 - i));
  });
});

const ZDT1 = 1;
const DTLZ2 = 7;

describe('survival', () => {
  let wasm: Wasm;
  before(async () => {
    wasm = openWasm(await loadKernelModule());
  });

  /** Objectives and genomes of the population after `generations`. */
  function populationOf(which: number, generations: number): { f: number[][]; x: string[] } {
    const [size, n, m] = [40, which === DTLZ2 ? 12 : 30, which === DTLZ2 ? 3 : 2];
    wasm.begin();
    const at = wasm.openBenchmark(which, size);
    wasm.startIsland(at, SEED, 0);
    wasm.stepBenchmark(at, generations);
    expect(wasm.islandGeneration(at)).to.equal(generations);
    expect(wasm.islandEvaluations(at)).to.equal(generations * size);
    const objectives = f64(wasm, wasm.islandObjectives(at), size * m);
    const genomes = f64(wasm, wasm.islandGenome(at), size * n);
    const rows = Array.from({ length: size }, (_, i) => i);
    return {
      f: rows.map((i) => Array.from(objectives.subarray(m * i, m * (i + 1)))),
      x: rows.map((i) => genomes.subarray(n * i, n * (i + 1)).join()),
    };
  }

  it('never keeps two equal genomes', () => {
    for (const which of [ZDT1, DTLZ2]) {
      const { x } = populationOf(which, 60);
      expect(new Set(x).size, `problem ${which}`).to.equal(x.length);
    }
  });

  it('never loses the best value of an objective', () => {
    for (const which of [ZDT1, DTLZ2]) {
      let best: number[] | undefined;
      for (let generations = 1; generations <= 41; generations += 5) {
        const { f } = populationOf(which, generations);
        const least = f[0]!.map((_, k) => Math.min(...f.map((row) => row[k]!)));
        least.forEach((value, k) => {
          expect(value, `objective ${k}`).to.be.at.most(best?.[k] ?? Infinity);
        });
        best = least;
      }
    }
  });

  it('spaces a two-objective front more evenly than chance: largest gap below 4 × the mean', () => {
    const { f } = populationOf(ZDT1, 250);
    const front = f.sort((a, b) => a[0]! - b[0]!);
    const gaps = front.slice(1).map((row, i) => {
      const [dx, dy] = [row[0]! - front[i]![0]!, row[1]! - front[i]![1]!];
      return Math.sqrt(dx * dx + dy * dy);
    });
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    expect(Math.max(...gaps)).to.be.below(4 * mean);
  });
});

/**
 * Test problems with known fronts, for the genetic search without a network (ZDT and DTLZ2; see
 * assembly/benchmark.ts for their definitions and sources).
 */
import { checkCallback, checkRecord, checkSignal, whole } from './argument.ts';
import { f64, i32, type Wasm } from './wasm.ts';

export type BenchmarkName = 'zdt1' | 'zdt2' | 'zdt3' | 'zdt4' | 'zdt6' | 'dtlz2';

/** As in assembly/benchmark.ts. */
const NUMBER_OF: { readonly [name in BenchmarkName]: number } = {
  zdt1: 1,
  zdt2: 2,
  zdt3: 3,
  zdt4: 4,
  zdt6: 6,
  dtlz2: 7,
};

export interface BenchmarkOptions {
  /** Integer in [0, 2³²). */
  readonly seed: number;
  /** 8 … 1000 */
  readonly population: number;
  /** At least the population; rounded down to whole generations. */
  readonly evaluations: number;
  readonly onGeneration?: (progress: {
    readonly generation: number;
    readonly generations: number;
  }) => void;
  /** Looked at after each generation; what was found so far is the answer. */
  readonly signal?: AbortSignal;
}

/** Searches a test problem on an instance it may use up; the front, first objective ascending. */
export function optimiseBenchmark(
  wasm: Wasm,
  name: BenchmarkName,
  options: BenchmarkOptions,
): { front: number[][] } {
  if (!Object.hasOwn(NUMBER_OF, name)) {
    const known = Object.keys(NUMBER_OF).join(', ');
    throw new RangeError(`name must be one of ${known}, found ${name}`);
  }
  checkRecord('options', options);
  const { seed, population, evaluations, onGeneration, signal } = options;
  checkCallback('onGeneration', onGeneration);
  checkSignal('signal', signal);
  whole('seed', seed, [0, 0xffffffff]);
  whole('population', population, [8, 1000]);
  whole('evaluations', evaluations, [population, 100_000_000]);
  wasm.begin();
  const at = wasm.openBenchmark(NUMBER_OF[name], population);
  wasm.startIsland(at, seed, 0);
  const generations = Math.floor(evaluations / population);
  let generation = 0;
  while (generation < generations && signal?.aborted !== true) {
    wasm.stepBenchmark(at, 1);
    generation++;
    onGeneration?.({ generation, generations });
  }
  return { front: generation === 0 ? [] : readFront(wasm, at, { name, population }) };
}

function readFront(
  wasm: Wasm,
  at: number,
  { name, population }: { readonly name: BenchmarkName; readonly population: number },
): number[][] {
  const width = name === 'dtlz2' ? 3 : 2;
  const objectives = f64(wasm, wasm.islandObjectives(at), width * population);
  const rank = i32(wasm, wasm.islandRank(at), population);
  const front: number[][] = [];
  for (let row = 0; row < population; row++) {
    if (rank[row] === 0) front.push(Array.from(objectives.slice(width * row, width * (row + 1))));
  }
  return front.sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);
}

/**
 * Exact hypervolume (minimisation, two or three objectives) of `points` against `reference`;
 * forgets what the instance held before.
 */
export function hypervolumeOf(
  wasm: Wasm,
  points: readonly (readonly number[])[],
  reference: readonly number[],
): number {
  const width = reference.length;
  if (width !== 2 && width !== 3) {
    throw new RangeError(`reference must have 2 or 3 entries, found ${width}`);
  }
  wasm.begin();
  const target = wasm.openHypervolume(Math.max(1, points.length));
  const view = f64(wasm, target, 3 * Math.max(1, points.length));
  points.forEach((point, i) => {
    if (point.length !== width || !point.every((value) => Number.isFinite(value))) {
      throw new RangeError(`points[${i}] must be ${width} finite numbers`);
    }
    view.set(point, 3 * i);
  });
  const [x, y, z = 0] = reference as [number, number, number?];
  return wasm.hypervolume(points.length, width, x, y, z);
}

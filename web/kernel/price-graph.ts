/**
 * The graph that prices spread on: the case's buses and, for each pair of them that lines in service
 * join, one weight. Written into the arrays of assembly/price-plan.ts.
 *
 * A line weighs its series conductance g = r/(r² + x²), per unit; lines beside each other add up;
 * taps, shifts and charging do not count. A line with r = 0 has g = 0 and passes no price on, and
 * one with r < 0, which would sharpen prices, weighs 0 as well. By admittance, 1/√(r² + x²),
 * transformers without resistance pass prices on too.
 */
import type { GridCase } from '../grid/case.ts';
import { packNetwork, PQ, SLACK } from './network.ts';
import { f64, i32, type Wasm } from './wasm.ts';

export type PriceWeights = 'conductance' | 'admittance';

export interface PriceGraph {
  readonly wasm: Wasm;
  readonly busCount: number;
  /** 1 = has a path to a slack. */
  readonly live: Uint8Array;
  /** Per pair: buses by their place in the case, and the weight, at least 0. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weight: Float64Array;
  /** Whether buses are eliminated from leaf to root. */
  readonly tree: boolean;
}

/** What decides the graph besides the case. */
export interface GraphOptions {
  readonly weights: PriceWeights;
  /** The general order even on a tree; for comparison. */
  readonly general?: boolean;
}

/**
 * Forgets what the instance held before and enters the graph of `grid`, its order found.
 * @throws TypeError, RangeError for what `packNetwork` refuses.
 */
export function openPriceGraph(wasm: Wasm, grid: GridCase, options: GraphOptions): PriceGraph {
  const { busCount, branchIndex, busIndexOf, dead } = packNetwork(wasm, grid);
  const pairs = new Map<number, number>();
  for (const index of branchIndex) {
    const branch = grid.branches[index]!;
    const ends = [busIndexOf.get(branch.from)!, busIndexOf.get(branch.to)!] as const;
    const key = Math.min(...ends) * busCount + Math.max(...ends);
    pairs.set(key, (pairs.get(key) ?? 0) + weightOf(branch, options.weights));
  }
  const keys = [...pairs.keys()];
  const graph = {
    ...{ wasm, busCount, live: dead.map((each) => 1 - each) },
    from: Int32Array.from(keys, (key) => Math.floor(key / busCount)),
    to: Int32Array.from(keys, (key) => key % busCount),
    weight: Float64Array.from(pairs.values()),
  };
  writeGraph(graph, grid);
  const tree = wasm.planPrices(options.general === true ? 1 : 0) !== 0;
  wasm.openPriceSystem();
  return { ...graph, tree };
}

function weightOf(
  { resistancePu: r, reactancePu: x }: { resistancePu: number; reactancePu: number },
  weights: PriceWeights,
): number {
  const square = r * r + x * x;
  return weights === 'admittance' ? 1 / Math.sqrt(square) : Math.max(0, r) / square;
}

/** Slacks are roots; of the other live buses none holds a voltage, which the plan would refuse. */
function writeGraph(graph: Omit<PriceGraph, 'tree'>, grid: GridCase): void {
  const { wasm, busCount: n, live, from, to, weight } = graph;
  wasm.begin();
  wasm.openPrices(n, weight.length);
  const kind = i32(wasm, wasm.kind.value, n);
  const setVoltage = f64(wasm, wasm.setVoltage.value, n);
  grid.buses.forEach((bus, i) => {
    kind[i] = live[i] === 0 || bus.kind === 'slack' ? SLACK : PQ;
    setVoltage[i] = live[i]!;
  });
  i32(wasm, wasm.branchFrom.value, from.length).set(from);
  i32(wasm, wasm.branchTo.value, to.length).set(to);
  f64(wasm, wasm.pairWeight.value, weight.length).set(weight);
}

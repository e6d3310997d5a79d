/**
 * Where prices come to rest: no bus would move, those at a bound only outwards.
 *
 * Without elasticity one direct solve of (μ + D L) p = μ p_ref + κ (d − s)/(d + s) within the bounds.
 * With it the sources fall as prices rise, which makes the problem that of a convex function's
 * minimum: Newton's method, each step such a solve, cut short where it would overshoot and followed by
 * a sweep over single buses, which settles those whose demand meets its limits. Where μ = 0 a
 * part of the network may have no single answer: if its sources add up to 0, the one that keeps the
 * start's sum is taken, or comes as near to it as the bounds let it.
 */
import type { FullInput } from './price-field.ts';
import type { PriceGraph } from './price-graph.ts';
import { residualAt, shorten, type Sources, sourcesAt, sweep } from './price-rate.ts';
import { f64 } from './wasm.ts';

const ROUNDS = 100;
/** Newton's rounds that need no sweep while no step is cut short; few need more. */
const SMOOTH_ROUNDS = 6;
/** Newton has come to rest when prices change by less than this share of the highest price. */
const REST = 1e-13;
/** Sources that add up to less than this share of themselves balance. */
const ROUNDING = 1e-12;
/** As in assembly/price-solve.ts: what is smaller joins nobody. */
const LEAST_WEIGHT = 1e-200;
/** Outside all prices; what a solve without bounds is given. */
const NOWHERE = 1e29;

export interface Equilibrium {
  readonly equilibrium: Float64Array;
  readonly residual: number;
  readonly converged: boolean;
}

/** The equilibrium next to the start. `residual` is the fastest change left, price per second. */
export function findEquilibrium(graph: PriceGraph, input: FullInput): Equilibrium {
  const part = partsOf(graph, input.diffusion);
  const solveAt = (price: Float64Array) =>
    solve(graph, input, { price, sources: sourcesAt(input, price), part });
  const found = input.elasticity === 0 ? solveAt(input.start) : descend(graph, input, solveAt);
  const residual = residualAt(graph, input, found.next);
  return { equilibrium: found.next, residual, converged: found.settled };
}

interface Solved {
  readonly next: Float64Array;
  readonly settled: boolean;
}

/** Newton's steps from the start until prices rest. */
function descend(
  graph: PriceGraph,
  input: FullInput,
  solveAt: (price: Float64Array) => Solved,
): Solved {
  const rest = REST * Math.max(Math.abs(input.floorPrice), Math.abs(input.ceilingPrice));
  let price: Float64Array = input.start.slice();
  for (let round = 0; round < ROUNDS; round++) {
    const { next, settled } = solveAt(price);
    const change = next.map((value, i) => value - price[i]!);
    if (change.every((value) => Math.abs(value) <= rest)) return { next, settled };
    const share = shorten(graph, input, { price, change });
    price = share === 1 ? next : price.map((value, i) => value + share * change[i]!);
    if (share < 1 || round >= SMOOTH_ROUNDS) sweep(graph, input, price);
  }
  return { next: price, settled: false };
}

interface Model {
  readonly price: Float64Array;
  readonly sources: Sources;
  readonly part: Int32Array;
}

/** The equilibrium of the equation with its sources made linear at `price`. */
function solve(graph: PriceGraph, input: FullInput, { price, sources, part }: Model): Solved {
  const { mu, referencePrice, floorPrice, ceilingPrice } = input;
  const excess = sources.slope.map((slope) => mu + slope);
  const target = sources.value.map(
    (value, i) => mu * referencePrice + value + sources.slope[i]! * price[i]!,
  );
  const system = { excess, target, diffusion: input.diffusion };
  if (mu === 0) anchor(graph, input, { ...system, part });
  return bounded(graph, system, [floorPrice, ceilingPrice]);
}

interface System {
  readonly excess: Float64Array;
  readonly target: Float64Array;
  readonly diffusion: number;
}

function bounded(
  { wasm, busCount: n }: PriceGraph,
  { excess, target, diffusion }: System,
  [low, high]: readonly [number, number],
): Solved {
  f64(wasm, wasm.excess.value, n).set(excess);
  f64(wasm, wasm.target.value, n).set(target);
  wasm.enterPriceSystem(diffusion, low, high);
  const settled = wasm.solvePrices() !== 0;
  // dead buses keep the reference price that the path left there
  return { next: f64(wasm, wasm.price.value, n).slice(), settled };
}

/**
 * Pins one bus of each part that has no excess and whose sources balance, where the answer with
 * the start's sum puts it. Parts that do not balance, or whose answer is wider than the bounds,
 * stay as they are: they move until a bound holds them.
 */
function anchor(
  graph: PriceGraph,
  input: FullInput,
  system: System & { readonly part: Int32Array },
): void {
  const { part, excess, target } = system;
  const loose = new Map<number, number[]>();
  part.forEach((first, i) => {
    if (graph.live[i] === 0) return;
    const buses = loose.get(first);
    if (buses) buses.push(i);
    else loose.set(first, [i]);
  });
  for (const [first, buses] of loose) {
    if (buses.some((i) => excess[i]! > 0)) loose.delete(first);
  }
  if (loose.size === 0) return;
  const pinned = { ...system, excess: excess.slice() };
  for (const first of loose.keys()) pinned.excess[first] = 1;
  const { next } = bounded(graph, pinned, [-NOWHERE, NOWHERE]);
  for (const [first, buses] of loose) {
    const sum = (of: (bus: number) => number): number =>
      buses.reduce((all, bus) => all + of(bus), 0);
    const net = Math.abs(sum((i) => target[i]!));
    if (net > ROUNDING * sum((i) => Math.abs(target[i]!))) continue;
    const lowest = buses.reduce((least, i) => Math.min(least, next[i]!), Infinity);
    const highest = buses.reduce((most, i) => Math.max(most, next[i]!), -Infinity);
    const [up, down] = [input.floorPrice - lowest, input.ceilingPrice - highest];
    if (up > down) continue;
    const shift = sum((i) => input.start[i]! - next[i]!) / buses.length;
    excess[first] = 1;
    target[first]! += next[first]! + Math.max(up, Math.min(down, shift));
  }
}

/** Per bus the first bus of its part: those that prices can reach each other from. */
function partsOf({ busCount, from, to, weight }: PriceGraph, diffusion: number): Int32Array {
  const parent = Int32Array.from({ length: busCount }, (_, i) => i);
  const firstOf = (bus: number): number => {
    let at = bus;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  };
  weight.forEach((value, k) => {
    if (!(diffusion * value > LEAST_WEIGHT)) return;
    const ends = [firstOf(from[k]!), firstOf(to[k]!)] as const;
    parent[Math.max(...ends)] = Math.min(...ends);
  });
  return parent.map((_, i) => firstOf(i));
}

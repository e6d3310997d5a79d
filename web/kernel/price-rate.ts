/**
 * How fast prices change, and what a single bus would settle at: the price equation in plain
 * arithmetic, beside the kernel's own (assembly/price-field.ts).
 */
import type { FullInput } from './price-field.ts';
import type { PriceGraph } from './price-graph.ts';

/** Shares of demand that no price goes below or above; as in assembly/price-field.ts. */
const DEMAND = [0.1, 2] as const;
const BISECTIONS = 60;
/** A gentler slope counts as none: it could not be divided by. */
const LEAST_SLOPE = 1e-100;
/** How far beyond the minimum a step may end, as a share of the slope it started with. */
const OVERSHOOT = 0.1;

/** κ (d − s)/(d + s) per bus, and by how much each falls for a rise of its price. */
export interface Sources {
  readonly value: Float64Array;
  readonly slope: Float64Array;
}

/** The sources at given prices. */
export function sourcesAt(input: FullInput, price: Float64Array): Sources {
  const slope = new Float64Array(price.length);
  const value = price.map((p, i) => {
    const most = input.demandKw[i]!;
    const s = input.supplyKw[i]!;
    const share = demandShare(input, p);
    const d = most * share;
    if (share > DEMAND[0] && share < DEMAND[1] && d > 0) {
      const fall = (most / (d + s)) * (input.elasticity / input.referencePrice);
      const steep = 2 * (s / (d + s)) * input.kappa * fall;
      slope[i] = steep > LEAST_SLOPE ? steep : 0;
    }
    return input.kappa * imbalance(d, s);
  });
  return { value, slope };
}

/** What is wanted at a price, as a share of what is wanted at the reference. */
function demandShare({ elasticity, referencePrice: reference }: FullInput, price: number): number {
  if (elasticity === 0) return 1;
  const wanted = 1 - (elasticity * (price - reference)) / reference;
  return Math.max(DEMAND[0], Math.min(DEMAND[1], wanted));
}

function imbalance(d: number, s: number): number {
  return d + s > 0 ? (d - s) / (d + s) : 0;
}

/** Moves each bus in turn to where it would rest if the others stood still. */
export function sweep(graph: PriceGraph, input: FullInput, price: Float64Array): void {
  const { mu, kappa, referencePrice, diffusion } = input;
  const pairsOf: number[][] = Array.from(price, () => []);
  graph.weight.forEach((_, k) => {
    pairsOf[graph.from[k]!]!.push(k);
    pairsOf[graph.to[k]!]!.push(k);
  });
  pairsOf.forEach((pairs, i) => {
    if (graph.live[i] === 0) return;
    let [own, given] = [mu, mu * referencePrice];
    for (const k of pairs) {
      const other = graph.from[k] === i ? graph.to[k]! : graph.from[k]!;
      const flow = diffusion * graph.weight[k]!;
      own += flow;
      given += flow * price[other]!;
    }
    const [most, s] = [input.demandKw[i]!, input.supplyKw[i]!];
    const rate = (p: number): number =>
      given - own * p + kappa * imbalance(most * demandShare(input, p), s);
    price[i] = fallsTo(rate, price[i]!, [input.floorPrice, input.ceilingPrice]);
  });
}

/** Where a falling `rate` is 0, cut to the range; `from` if it is 0 there already. */
function fallsTo(
  rate: (price: number) => number,
  from: number,
  [least, most]: readonly [number, number],
): number {
  if (rate(from) === 0) return from;
  if (rate(least) <= 0) return least;
  if (rate(most) >= 0) return most;
  let [low, high] = [least, most];
  for (let k = 0; k < BISECTIONS; k++) {
    const middle = (low + high) / 2;
    if (rate(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** dp/dt at each bus, price per second. */
function ratesAt(graph: PriceGraph, input: FullInput, price: Float64Array): Float64Array {
  const { from, to, weight } = graph;
  const { value } = sourcesAt(input, price);
  const rate = value.map((source, i) => source - input.mu * (price[i]! - input.referencePrice));
  weight.forEach((w, k) => {
    const flow = input.diffusion * w * (price[from[k]!]! - price[to[k]!]!);
    rate[from[k]!]! -= flow;
    rate[to[k]!]! += flow;
  });
  return rate;
}

/** The fastest change that the bounds do not stop, price per second. */
export function residualAt(graph: PriceGraph, input: FullInput, price: Float64Array): number {
  const rate = ratesAt(graph, input, price);
  return rate.reduce((worst, value, i) => {
    const held = value < 0 ? price[i]! <= input.floorPrice : price[i]! >= input.ceilingPrice;
    return held ? worst : Math.max(worst, Math.abs(value));
  }, 0);
}

/** The largest of 1, ½, ¼ … of `change` that stays on this side of the minimum along it. */
export function shorten(
  graph: PriceGraph,
  input: FullInput,
  { price, change }: { readonly price: Float64Array; readonly change: Float64Array },
): number {
  const along = (share: number): number => {
    const rate = ratesAt(
      graph,
      input,
      price.map((value, i) => value + share * change[i]!),
    );
    return rate.reduce((sum, value, i) => sum + value * change[i]!, 0);
  };
  const least = -OVERSHOOT * Math.abs(along(0));
  let share = 1;
  while (share > 1e-9 && along(share) < least) share /= 2;
  return share;
}

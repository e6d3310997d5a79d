/**
 * The price equation, slow and obvious: a dense matrix from the case's lines, Gaussian elimination
 * with pivoting, the matrix exponential by scaling and squaring, and bounds by coordinate descent
 * (one bus at a time to its own root by bisection, until nothing moves).
 */
import type { GridCase } from '../../web/grid/case.ts';
import type { PriceFieldInput } from '../../web/kernel/price-field.ts';

export type Matrix = number[][];

/** The weighted graph Laplacian over all buses; only for cases without dead buses. */
export function laplacian(grid: GridCase, weights = 'conductance'): Matrix {
  const place = new Map(grid.buses.map((bus, i) => [bus.id, i]));
  const l = grid.buses.map(() => grid.buses.map(() => 0));
  for (const { from, to, resistancePu: r, reactancePu: x, inService } of grid.branches) {
    if (!inService) continue;
    const g = weights === 'admittance' ? 1 / Math.hypot(r, x) : Math.max(0, r / (r * r + x * x));
    const [i, k] = [place.get(from)!, place.get(to)!];
    l[i]![i]! += g;
    l[k]![k]! += g;
    l[i]![k]! -= g;
    l[k]![i]! -= g;
  }
  return l;
}

/** x of a x = b. */
export function denseSolve(a: Matrix, b: readonly number[]): number[] {
  const n = b.length;
  const rows = a.map((row, i) => [...row, b[i]!]);
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k; i < n; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[best]![k]!)) best = i;
    [rows[k], rows[best]] = [rows[best]!, rows[k]!];
    for (let i = k + 1; i < n; i++) {
      const f = rows[i]![k]! / rows[k]![k]!;
      if (f !== 0) for (let j = k; j <= n; j++) rows[i]![j]! -= f * rows[k]![j]!;
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let k = n - 1; k >= 0; k--) {
    let sum = rows[k]![n]!;
    for (let j = k + 1; j < n; j++) sum -= rows[k]![j]! * x[j]!;
    x[k] = sum / rows[k]![k]!;
  }
  return x;
}

function multiply(a: Matrix, b: Matrix): Matrix {
  return a.map((row) => {
    const out = new Array<number>(b[0]!.length).fill(0);
    row.forEach((x, k) => {
      if (x !== 0) b[k]!.forEach((y, j) => (out[j]! += x * y));
    });
    return out;
  });
}

/** e^a: Taylor's series of a / 2^s, squared s times. */
function expm(a: Matrix): Matrix {
  const norm = Math.max(...a.map((row) => row.reduce((sum, x) => sum + Math.abs(x), 0)));
  const squarings = Math.max(0, Math.ceil(Math.log2(norm)) + 4);
  const small = a.map((row) => row.map((x) => x / 2 ** squarings));
  let term: Matrix = a.map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
  let sum = term;
  for (let k = 1; k <= 14; k++) {
    term = multiply(term, small).map((row) => row.map((x) => x / k));
    sum = sum.map((row, i) => row.map((x, j) => x + term[i]![j]!));
  }
  for (let k = 0; k < squarings; k++) sum = multiply(sum, sum);
  return sum;
}

/** K = D L + μ I. */
export function decay(grid: GridCase, input: PriceFieldInput): Matrix {
  const l = laplacian(grid, input.weights);
  return l.map((row, i) => row.map((x, j) => input.diffusion * x + (i === j ? input.mu : 0)));
}

/** κ (d − s)/(d + s) at a price. */
export function sourceOf(input: PriceFieldInput, bus: number, price: number): number {
  const { elasticity: e = 0, referencePrice: ref } = input;
  const most = input.demandKw[bus]!;
  const s = input.supplyKw[bus]!;
  const wanted = e === 0 ? most : most * (1 - (e * (price - ref)) / ref);
  const d = Math.min(2 * most, Math.max(most / 10, wanted));
  return d + s === 0 ? 0 : (input.kappa * (d - s)) / (d + s);
}

/** μ p_ref + κ (d − s)/(d + s) at given prices. */
export function drive(input: PriceFieldInput, prices: ArrayLike<number>): number[] {
  return Array.from(
    { length: prices.length },
    (_, i) => input.mu * input.referencePrice + sourceOf(input, i, prices[i]!),
  );
}

/** Prices after `seconds` by the matrix exponential of [[−K, f], [0, 0]]; no elasticity, no bounds. */
export function exactPrices(grid: GridCase, input: PriceFieldInput, seconds: number): number[] {
  const start = Array.from(input.start!);
  const f = drive(input, start);
  const k = decay(grid, input);
  const augmented = [
    ...k.map((row, i) => [...row.map((x) => -x * seconds), f[i]! * seconds]),
    [...f.map(() => 0), 0],
  ];
  const column = [...start, 1].map((x) => [x]);
  return multiply(expm(augmented), column)
    .slice(0, -1)
    .map(([x]) => x!);
}

/** One step without bounds, the matrix inverted densely. */
export function denseStep(
  grid: GridCase,
  input: PriceFieldInput,
  prices: readonly number[],
): number[] {
  const { theta = 1, stepSeconds: h } = input;
  const k = decay(grid, input);
  const f = drive(input, prices);
  const a = k.map((row, i) => row.map((x, j) => (i === j ? 1 : 0) + theta * h * x));
  const b = k.map((row, i) => {
    const given = row.reduce((sum, x, j) => sum + x * prices[j]!, 0);
    return prices[i]! - (1 - theta) * h * given + h * f[i]!;
  });
  return denseSolve(a, b);
}

/**
 * Within the bounds, where row(i, p, prices) = 0 has one root in p for each bus and falls with p:
 * that root, cut to the bounds, bus after bus.
 */
function descend(
  input: PriceFieldInput,
  start: readonly number[],
  row: (bus: number, price: number, prices: readonly number[]) => number,
): number[] {
  const prices = [...start];
  for (let sweep = 0; sweep < 20_000; sweep++) {
    let moved = 0;
    for (let i = 0; i < prices.length; i++) {
      let [low, high] = [input.floorPrice, input.ceilingPrice];
      if (row(i, low, prices) <= 0) high = low;
      else if (row(i, high, prices) >= 0) low = high;
      for (let k = 0; k < 60 && low < high; k++) {
        const middle = (low + high) / 2;
        if (row(i, middle, prices) > 0) low = middle;
        else high = middle;
      }
      const next = (low + high) / 2;
      moved = Math.max(moved, Math.abs(next - prices[i]!));
      prices[i] = next;
    }
    if (moved < 1e-13) break;
  }
  return prices;
}

/** The steady state within the bounds, elasticity included; μ above 0. */
export function boundedRest(grid: GridCase, input: PriceFieldInput): number[] {
  const l = laplacian(grid, input.weights);
  const start = l.map(() => input.referencePrice);
  return descend(input, start, (i, p, prices) => {
    const around = l[i]!.reduce((sum, x, j) => sum + x * (j === i ? p : prices[j]!), 0);
    const pull = input.mu * (p - input.referencePrice);
    return sourceOf(input, i, p) - pull - input.diffusion * around;
  });
}

/** One step within the bounds. */
export function boundedStep(
  grid: GridCase,
  input: PriceFieldInput,
  before: readonly number[],
): number[] {
  const { theta = 1, stepSeconds: h } = input;
  const k = decay(grid, input);
  const f = drive(input, before);
  return descend(input, before, (i, p, prices) => {
    const later = k[i]!.reduce((sum, x, j) => sum + x * (j === i ? p : prices[j]!), 0);
    const now = k[i]!.reduce((sum, x, j) => sum + x * before[j]!, 0);
    return before[i]! - p + h * (f[i]! - theta * later - (1 - theta) * now);
  });
}

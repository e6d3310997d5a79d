/**
 * The price equation on a feeder: the path of prices from a start, and where it comes to rest.
 *
 *   dp/dt = −D L p + κ (d(p) − s)/(d(p) + s) − μ (p − p_ref),   floor ≤ p ≤ ceiling
 *
 * L is the graph Laplacian of price-graph.ts (positive semidefinite, so prices spread and never
 * sharpen), d(p) = d₀ (1 − e (p − p_ref)/p_ref) within d₀/10 … 2 d₀. Prices are doubles in any currency
 * per kWh, seconds are of the model's own time. The same bits in every engine. Derivation, order,
 * conservation and limits: public/docs/model.md, section "Price equation".
 */
import type { GridCase } from '../grid/case.ts';
import { checkRecord, whole, within } from './argument.ts';
import { openPriceGraph, type PriceGraph, type PriceWeights } from './price-graph.ts';
import { findEquilibrium } from './price-equilibrium.ts';
import { f64, u8, type Wasm } from './wasm.ts';

/** Steps taken inside wasm before their rows are read. */
const BATCH = 64;
const CELLS_MAX = 20_000_000;
const STEPS_MAX = 1_000_000;
/** Of a rate that is not 0; smaller ones could not be divided by. */
const RATE = [1e-30, 1e6] as const;
const REFERENCE_LEAST = 1e-6;
const PRICE = [-1e6, 1e6] as const;
const POWER_KW_MAX = 1e12;
/** Less counts as nothing: shares of it would round to nothing themselves. */
const POWER_KW_LEAST = 1e-30;

export interface PriceFieldInput {
  /** At the reference price, per bus in the case's order, 0 … 10¹²; below 10⁻³⁰ counts as 0. */
  readonly demandKw: ArrayLike<number>;
  readonly supplyKw: ArrayLike<number>;
  /** D: per second and per unit of weight; 0 or 10⁻³⁰ … 10⁶. */
  readonly diffusion: number;
  /** κ: price per second where nothing is supplied; 0 or 10⁻³⁰ … 10⁶. */
  readonly kappa: number;
  /** μ: per second; 0 or 10⁻³⁰ … 10⁶. */
  readonly mu: number;
  /** Each within ±10⁶, the reference between the other two; 10⁻⁶ and up with an elasticity. */
  readonly referencePrice: number;
  readonly floorPrice: number;
  readonly ceilingPrice: number;
  /** 10⁻⁹ … 10⁹. */
  readonly stepSeconds: number;
  /** Whole, 0 … 10⁶; (steps + 1) × buses at most 2 × 10⁷. */
  readonly steps: number;
  /** e: relative fall of demand for a relative rise of price, 0 … 100; default 0. */
  readonly elasticity?: number;
  /** θ, ½ … 1: 1 (default) is implicit Euler, ½ the trapezoidal rule. */
  readonly theta?: number;
  /** Default 'conductance'. */
  readonly weights?: PriceWeights;
  /** Price of each bus at the start, within the bounds; default the reference. */
  readonly start?: ArrayLike<number>;
  /** Largest distance from the equilibrium that counts as being there; default 10⁻⁶. */
  readonly tolerance?: number;
}

export interface PriceField {
  /** (steps + 1) × buses, row by row, the start first. */
  readonly price: Float64Array;
  /** Same shape: 0 = free, 1 = held at the floor, 2 = held at the ceiling. */
  readonly clamped: Uint8Array;
  /** The steady state within the bounds, per bus. */
  readonly equilibrium: Float64Array;
  /** Fastest change left at the equilibrium, price per second; 0 up to rounding. */
  readonly residual: number;
  /**
   * Whether the equilibrium and the bounds of every step were found. May be false when demand goes
   * from one of its limits to the other within a small part of the band.
   */
  readonly converged: boolean;
  /** First step from which all prices stay within the tolerance of the equilibrium; −1 if none. */
  readonly stepsToEquilibrium: number;
}

/** An input with nothing left out; quantities of dead buses are 0, their price the reference. */
export type FullInput = Required<Omit<PriceFieldInput, 'demandKw' | 'supplyKw' | 'start'>> & {
  readonly demandKw: Float64Array;
  readonly supplyKw: Float64Array;
  readonly start: Float64Array;
};

/**
 * Path and equilibrium of prices on `grid`. A bus without a path to a slack has the reference price.
 * `general` solves a tree like a meshed network, for comparison. Forgets what the instance held.
 * @throws TypeError, RangeError naming the argument at fault.
 */
export function priceField(
  wasm: Wasm,
  grid: GridCase,
  input: PriceFieldInput,
  general = false,
): PriceField {
  checkRecord('input', input);
  const weights = checkedWeights(input.weights);
  const graph = openPriceGraph(wasm, grid, { weights, general });
  const full = complete(input, weights, graph);
  wasm.openPriceRows(BATCH);
  const { price, clamped, settled } = run(graph, full);
  const { equilibrium, residual, converged } = findEquilibrium(graph, full);
  return {
    ...{ price, clamped, equilibrium, residual, converged: converged && settled },
    stepsToEquilibrium: arrival(price, equilibrium, full.tolerance),
  };
}

function checkedWeights(weights: unknown): PriceWeights {
  if (weights === undefined || weights === 'conductance') return 'conductance';
  if (weights === 'admittance') return weights;
  if (typeof weights !== 'string') throw new TypeError('weights must be a string');
  throw new RangeError(`weights must be 'conductance' or 'admittance', found '${weights}'`);
}

function complete(input: PriceFieldInput, weights: PriceWeights, graph: PriceGraph): FullInput {
  const { busCount, live } = graph;
  const { elasticity = 0, theta = 1, tolerance = 1e-6 } = input;
  for (const name of ['diffusion', 'kappa', 'mu'] as const) {
    if (input[name] !== 0) within(name, input[name], RATE);
  }
  within('floorPrice', input.floorPrice, PRICE);
  within('ceilingPrice', input.ceilingPrice, [input.floorPrice, PRICE[1]]);
  const band = [input.floorPrice, input.ceilingPrice] as const;
  within('referencePrice', input.referencePrice, band);
  within('stepSeconds', input.stepSeconds, [1e-9, 1e9]);
  whole('steps', input.steps, [0, Math.min(STEPS_MAX, Math.floor(CELLS_MAX / busCount) - 1)]);
  within('elasticity', elasticity, [0, 100]);
  within('theta', theta, [0.5, 1]);
  within('tolerance', tolerance, [0, PRICE[1]]);
  if (elasticity > 0) within('referencePrice', input.referencePrice, [REFERENCE_LEAST, PRICE[1]]);
  const alive = (row: Float64Array, otherwise: number): Float64Array =>
    row.map((value, i) => (live[i] === 1 ? value : otherwise));
  const power = [0, POWER_KW_MAX] as const;
  const row = (name: 'demandKw' | 'supplyKw' | 'start', range: readonly [number, number]) =>
    checkedRow(name, input[name], { length: busCount, range });
  const reference = input.referencePrice;
  return {
    ...{ ...input, weights, elasticity, theta, tolerance },
    demandKw: alive(row('demandKw', power), 0).map(notable),
    supplyKw: alive(row('supplyKw', power), 0).map(notable),
    start:
      input.start === undefined
        ? new Float64Array(busCount).fill(reference)
        : alive(row('start', band), reference),
  };
}

function notable(powerKw: number): number {
  return powerKw < POWER_KW_LEAST ? 0 : powerKw;
}

function checkedRow(
  name: string,
  value: unknown,
  { length, range }: { readonly length: number; readonly range: readonly [number, number] },
): Float64Array {
  if (!Array.isArray(value) && !(value instanceof Float64Array)) {
    throw new TypeError(`${name} must be a list of numbers`);
  }
  if (value.length !== length) {
    throw new RangeError(`${name} must have one entry for each of ${length} buses`);
  }
  const row: ArrayLike<unknown> = value;
  return Float64Array.from({ length }, (_, i) => {
    const entry = row[i] as number;
    within(`${name}[${i}]`, entry, range);
    return entry;
  });
}

interface Path {
  readonly price: Float64Array;
  readonly clamped: Uint8Array;
  readonly settled: boolean;
}

function run({ wasm, busCount: n }: PriceGraph, input: FullInput): Path {
  const { diffusion, mu, stepSeconds, theta, floorPrice, ceilingPrice, steps } = input;
  f64(wasm, wasm.demandAt.value, n).set(input.demandKw);
  f64(wasm, wasm.supplyAt.value, n).set(input.supplyKw);
  f64(wasm, wasm.price.value, n).set(input.start);
  wasm.priceSources(input.kappa, input.elasticity, input.referencePrice);
  wasm.priceMotion(diffusion, mu, stepSeconds, theta, floorPrice, ceilingPrice);
  const price = new Float64Array((steps + 1) * n);
  const clamped = new Uint8Array((steps + 1) * n);
  price.set(input.start);
  // none of these calls allocates, so one view each will do
  const prices = f64(wasm, wasm.priceRows.value, BATCH * n);
  const holds = u8(wasm, wasm.heldRows.value, BATCH * n);
  let settled = true;
  for (let done = 0; done < steps; done += BATCH) {
    const count = Math.min(BATCH, steps - done);
    settled = wasm.stepPrices(count) !== 0 && settled;
    price.set(prices.subarray(0, count * n), (done + 1) * n);
    clamped.set(holds.subarray(0, count * n), (done + 1) * n);
  }
  return { price, clamped, settled };
}

function arrival(price: Float64Array, equilibrium: Float64Array, tolerance: number): number {
  const n = equilibrium.length;
  for (let at = price.length - 1; at >= 0; at--) {
    if (Math.abs(price[at]! - equilibrium[at % n]!) <= tolerance) continue;
    const step = Math.floor(at / n) + 1;
    return step * n < price.length ? step : -1;
  }
  return 0;
}

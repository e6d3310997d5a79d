// Crossover and mutation.
//
// Real variables: simulated binary crossover within bounds (Deb and Agrawal, Complex Systems 9,
// 1995; bounded form of Deb's NSGA-II) with probability 0.9 a mating and 0.5 a variable, and
// polynomial mutation (Deb and Goyal, 1996; bounded) with probability 1/n a variable.
// Whole variables: the same crossover rounded to the nearest whole number, or (where the island's
// `lineChance` says so) a step along the line through both parents; mutation is one of
//   - a step of log-uniform length, 1 … range, up or down: fine tuning by ±1 and long jumps alike,
//   - the lower bound, or, from there, a log-uniform value: designs that use few places,
//   - polynomial mutation, rounded.
// Arithmetic is NativeMath's, so children have the same bits in every engine.

import { genomeOf, Island } from "./island";
import { rngBelow, rngUnit } from "./rng";

const MATING_CHANCE: f64 = 0.9;
const VARIABLE_CHANCE: f64 = 0.5;

/** x to any power, 0 ≤ x; shorter and quicker than NativeMath.pow, and near enough here. */
function power(x: f64, exponent: f64): f64 {
  return NativeMath.exp(exponent * NativeMath.log(x));
}

/** x to a whole power, 0 ≤ n. */
function wholePower(x: f64, n: i32): f64 {
  let result = 1.0;
  let factor = x;
  for (; n > 0; n >>= 1) {
    if (n & 1) result *= factor;
    factor *= factor;
  }
  return result;
}

/** x to the power eta + 1; the usual whole eta needs multiplications only. */
function raise(x: f64, eta: f64): f64 {
  return eta == Math.floor(eta) ? wholePower(x, <i32>eta + 1) : power(x, eta + 1.0);
}

/** Spread factor of the bounded crossover; `room` ≥ 1 measures the nearer bound. */
function spread(u: f64, room: f64, eta: f64): f64 {
  const alpha = 2.0 - 1.0 / raise(room, eta);
  const scaled = u * alpha;
  return power(scaled <= 1.0 ? scaled : 1.0 / (2.0 - scaled), 1.0 / (eta + 1.0));
}

/** Crosses one variable of the two children at `first` and `second`. */
function crossVariable(island: Island, k: i32, first: usize, second: usize): void {
  const at = (<usize>k) << 3;
  const x = load<f64>(first + at);
  const y = load<f64>(second + at);
  const whole = load<u8>(island.whole + <usize>k) != 0;
  const low = min(x, y);
  const high = max(x, y);
  const least = whole ? 1.0 : 1e-14;
  if (high - low < least) return;
  const lower = load<f64>(island.lower + at);
  const upper = load<f64>(island.upper + at);
  const eta = island.crossoverEta;
  const gap = high - low;
  const u = rngUnit();
  const down = spread(u, 1.0 + (2.0 * (low - lower)) / gap, eta);
  const up = spread(u, 1.0 + (2.0 * (upper - high)) / gap, eta);
  let a = 0.5 * (low + high - down * gap);
  let b = 0.5 * (low + high + up * gap);
  if (whole) {
    a = nearest(a);
    b = nearest(b);
  }
  a = min(max(lower, a), upper);
  b = min(max(lower, b), upper);
  const swap = rngUnit() < 0.5;
  store<f64>(first + at, swap ? b : a);
  store<f64>(second + at, swap ? a : b);
}

/**
 * Moves both children along the line through their parents by the same share of the way, within
 * ± 1 and mostly small: what the parents have in common in combination (a voltage that just
 * holds) survives, which variable-wise crossover breaks.
 */
function crossAlongLine(island: Island, first: usize, second: usize): void {
  const share = 4.0 * (rngUnit() - 0.5) * (rngUnit() - 0.5);
  for (let k = 0; k < island.variables; k++) {
    const at = (<usize>k) << 3;
    const x = load<f64>(first + at);
    const y = load<f64>(second + at);
    if (x == y) continue;
    const move = share * (x - y);
    const whole = load<u8>(island.whole + <usize>k) != 0;
    const a = whole ? nearest(x + move) : x + move;
    const b = whole ? nearest(y - move) : y - move;
    const lower = load<f64>(island.lower + at);
    const upper = load<f64>(island.upper + at);
    store<f64>(first + at, min(max(lower, a), upper));
    store<f64>(second + at, min(max(lower, b), upper));
  }
}

/** Polynomial mutation of x within [lower, upper]. */
function polynomial(x: f64, lower: f64, upper: f64, eta: f64): f64 {
  const range = upper - lower;
  const u = rngUnit();
  const root = 1.0 / (eta + 1.0);
  let shift: f64;
  if (u < 0.5) {
    const rest = raise(1.0 - (x - lower) / range, eta);
    shift = power(2.0 * u + (1.0 - 2.0 * u) * rest, root) - 1.0;
  } else {
    const rest = raise(1.0 - (upper - x) / range, eta);
    shift = 1.0 - power(2.0 * (1.0 - u) + 2.0 * (u - 0.5) * rest, root);
  }
  return x + shift * range;
}

/** A whole number, log-uniform over 1 … range. */
export function logUniform(range: f64): f64 {
  return Math.floor(power(range + 1.0, rngUnit()));
}

function mutateWhole(x: f64, lower: f64, upper: f64, eta: f64): f64 {
  const kind = rngBelow(4);
  if (kind == 0) return nearest(polynomial(x, lower, upper, eta));
  if (kind == 1) return x == lower ? lower + logUniform(upper - lower) : lower;
  const step = logUniform(upper - lower);
  return rngUnit() < 0.5 ? x - step : x + step;
}

function mutate(island: Island, genome: usize): void {
  const n = island.variables;
  const chance = 1.0 / <f64>n;
  for (let k = 0; k < n; k++) {
    if (rngUnit() >= chance) continue;
    const at = (<usize>k) << 3;
    const lower = load<f64>(island.lower + at);
    const upper = load<f64>(island.upper + at);
    if (!(upper > lower)) continue;
    const x = load<f64>(genome + at);
    const whole = load<u8>(island.whole + <usize>k) != 0;
    const eta = island.mutationEta;
    const y = whole ? mutateWhole(x, lower, upper, eta) : polynomial(x, lower, upper, eta);
    store<f64>(genome + at, min(max(lower, y), upper));
  }
}

/** Two children of rows `a` and `b`, written one after the other to `children`. */
export function vary(island: Island, a: i32, b: i32, children: usize): void {
  const n = island.variables;
  const width = (<usize>n) << 3;
  const second = children + width;
  memory.copy(children, genomeOf(island, a), width);
  memory.copy(second, genomeOf(island, b), width);
  if (island.lineChance > 0 && rngUnit() < island.lineChance) {
    crossAlongLine(island, children, second);
  } else if (rngUnit() < MATING_CHANCE) {
    for (let k = 0; k < n; k++) {
      if (rngUnit() < VARIABLE_CHANCE) crossVariable(island, k, children, second);
    }
  }
  mutate(island, children);
  mutate(island, second);
}

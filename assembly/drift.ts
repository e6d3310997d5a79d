// What wandering processes are made of: x ← ρ x + √(1 − ρ²) d with draws d of mean 0 and variance 1
// from the live stream. The draws are uniform: with ρ near 1 many of them make up x, which is then
// nearly normal, and no logarithm is spent on it.

import { rngU32 } from "./rng";

/** √12: uniform draws of width 1 have variance 1/12. */
const ROOT_TWELVE: f64 = 3.4641016151377544;

/** Uniform with mean 0 (but for 2⁻³³) and variance 1. */
export function draw(): f64 {
  return ROOT_TWELVE * (<f64>rngU32() * (1.0 / 4294967296.0) - 0.5);
}

/** √(1 − ρ²): how much of a draw makes up for what is not kept. */
export function renewal(keeps: f64): f64 {
  return Math.sqrt(1.0 - keeps * keeps);
}

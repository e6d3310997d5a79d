// Prices on the feeder in time: dp/dt = −D L p + κ (d − s)/(d + s) − μ (p − p_ref), by the θ-method.
//
// L = Σ over pairs of w (e_i − e_j)(e_i − e_j)ᵀ is positive semidefinite, so −D L spreads prices and
// never sharpens them. One step of length h solves
//   (1 + θhμ) p′ + θhD L p′ = p − (1 − θ) h (D L p + μ p) + h μ p_ref + h κ (d(p) − s)/(d(p) + s)
// within the bounds (price-solve.ts). Demand follows the price of the step's start:
//   d(p) = d₀ (1 − e (p − p_ref)/p_ref), kept within d₀/10 … 2 d₀.
// Nothing but + − × ÷, so equal inputs give equal bits. Dead buses stand still at p_ref.

import { alloc } from "./memory";
import { busCount } from "./network";
import {
  enterPriceSystem,
  excess,
  held,
  outflow,
  price,
  solvePrices,
  spread,
  target,
} from "./price-solve";

/** Shares of demand that no price goes below or above; as in web/kernel/price-equilibrium.ts. */
const LEAST: f64 = 0.1;
const MOST: f64 = 2;

/** f64 per bus, kW, at least 0: demand at the reference price, and supply. */
export let demandAt: usize = 0;
export let supplyAt: usize = 0;
/** f64 and u8 per step of a batch and bus: prices, and how they were held. */
export let priceRows: usize = 0;
export let heldRows: usize = 0;

let given: usize = 0; // f64 per bus: what a step adds, where it is the same in all steps
let reference: f64 = 0;
let kappa: f64 = 0;
let elasticity: f64 = 0;
let diffusion: f64 = 0;
let mu: f64 = 0;
let step: f64 = 0;
let implicit: f64 = 1;

/** Reserves demand, supply and a batch of `rows` steps; call after `openPriceSystem`. */
export function openPriceRows(rows: i32): void {
  demandAt = alloc((<usize>busCount) << 3);
  supplyAt = alloc((<usize>busCount) << 3);
  given = alloc((<usize>busCount) << 3);
  priceRows = alloc((<usize>rows * <usize>busCount) << 3);
  heldRows = alloc(<usize>rows * <usize>busCount);
}

/** Strength of the sources, and how demand answers to price. */
export function priceSources(strength: f64, response: f64, referencePrice: f64): void {
  kappa = strength;
  elasticity = response;
  reference = referencePrice;
}

/**
 * Enters the steps' system: D, μ (per second), h (seconds), θ, and the bounds. Call after demand and
 * supply are written and `priceSources`.
 */
export function priceMotion(d: f64, m: f64, h: f64, theta: f64, low: f64, high: f64): void {
  diffusion = d;
  mu = m;
  step = h;
  implicit = theta;
  for (let i: usize = 0; i < (<usize>busCount) << 3; i += 8) {
    store<f64>(excess + i, 1 + theta * h * m);
    store<f64>(given + i, added(i, reference));
  }
  enterPriceSystem(theta * h * d, low, high);
}

/** Takes `count` steps from `price`, each into its row; 0 when some bounds did not settle. */
export function stepPrices(count: i32): i32 {
  const n = <usize>busCount;
  let settled: i32 = 1;
  for (let row: usize = 0; row < <usize>count; row++) {
    if (implicit < 1) spread();
    for (let i: usize = 0; i < n << 3; i += 8) store<f64>(target + i, told(i));
    settled &= solvePrices();
    memory.copy(priceRows + ((row * n) << 3), price, n << 3);
    memory.copy(heldRows + row * n, held, n);
  }
  return settled;
}

/** Right-hand side of the step at one bus (× 8). */
function told(bus: usize): f64 {
  const p = load<f64>(price + bus);
  let value = p + (elasticity > 0 ? added(bus, p) : load<f64>(given + bus));
  if (implicit < 1) {
    value -= (1 - implicit) * step * (diffusion * load<f64>(outflow + bus) + mu * p);
  }
  return value;
}

/** h μ p_ref + h κ (d(p) − s)/(d(p) + s). */
function added(bus: usize, p: f64): f64 {
  return step * (mu * reference + kappa * imbalance(bus, p));
}

/** (d − s)/(d + s) at price p, −1 … 1; 0 where nobody wants or has anything. */
function imbalance(bus: usize, p: f64): f64 {
  const most = load<f64>(demandAt + bus);
  const s = load<f64>(supplyAt + bus);
  let d = most;
  if (elasticity > 0) {
    d = most * max(LEAST, min(MOST, 1 - (elasticity * (p - reference)) / reference));
  }
  return d + s > 0 ? (d - s) / (d + s) : 0;
}

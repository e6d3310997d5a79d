// Gauss–Seidel power flow, two injection vectors of the same network at once (one per lane), or
// two such pairs A and B that know nothing of each other; `pair` names one as in
// gauss-seidel-sweep.ts, which holds their memory and sweeps it.
//
// Bus by bus in the case's order, each new voltage used at once (Stagg and El-Abiad 1968, §8.4):
//   V' = (P − jQ) / (conj(V) Yii) − Σ (Yik / Yii) Vk          V ← V + α (V' − V)
// with α folded into the constants, so that a neighbour costs one complex product:
//   V ← A V / |V|² + (1 − α) V − Σ cik Vk      A = α (P − jQ) / Yii      cik = α Yik / Yii
// A PV bus first takes Q = Im(V conj(I)) from the present voltages and is scaled back to its set
// magnitude afterwards. The slack stays where it is.
//
// When to stop: a sweep that moves no voltage by more than the tolerance (|ΔV| as a complex
// number; the classical rule and the one of the thesis study). That rule alone stops far from the
// solution where sweeps gain little, near the nose and in long feeders: a sweep closes only the
// share 1 − ρ of the distance. So ρ is measured, every 16 sweeps, and the distance |ΔV| / (1 − ρ)
// must be within a tenth of the tolerance or 1e-9 pu, whichever is larger.

import { cos, sin } from "./angle";
import {
  accelerate,
  aim,
  asked,
  backup,
  lanes,
  moved,
  openRows,
  rate,
  rows,
  rowsEnd,
} from "./gauss-seidel-sweep";
import { busCount, injectionP, injectionQ, setVoltage, startAngle } from "./network";
import { buildYbus } from "./ybus";

/** Sweeps over which the rate is measured: a power of two, for its root is taken by halves. */
export const RATE_SWEEPS: i32 = 16;
/** Distance from the solution that never matters, per unit. */
const NEAR: f64 = 1e-9;

/** Lays out the rows for the acceleration `alpha`, 0.5 … 2. Call once after packing. */
export function prepareSweeps(alpha: f64): void {
  buildYbus();
  openRows();
  accelerate(alpha);
  flatStart(0);
}

/** Both lanes of a pair at the packed set points and start angles. */
export function flatStart(pair: usize): void {
  for (let i: usize = 0; i < <usize>busCount; i++) {
    const v = load<f64>(setVoltage + (i << 3));
    const angle = load<f64>(startAngle + (i << 3));
    const at = lanes + pair + (i << 5);
    v128.store(at, f64x2.splat(angle == 0 ? v : v * cos(angle)));
    v128.store(at, f64x2.splat(angle == 0 ? 0 : v * sin(angle)), 16);
  }
  keepLanes(3, pair);
}

/** Asks both lanes of pair A for the packed injections. */
export function askPacked(): void {
  for (let i: usize = 0; i < <usize>busCount; i++) {
    v128.store(asked + (i << 5), v128.load64_splat(injectionP + (i << 3)));
    v128.store(asked + (i << 5), v128.load64_splat(injectionQ + (i << 3)), 16);
  }
  aim(0);
}

/** Bus `bus` obeys `role` (PQ or PV) from now on; as PQ pair A is asked for `q`, per unit. */
export function giveRole(bus: i32, role: i32, q: f64): void {
  const v = <u32>(lanes + ((<usize>bus) << 5));
  for (let row = rows; row < rowsEnd; row = <usize>load<u32>(row, 12)) {
    if (load<u32>(row) != v) continue;
    store<i32>(row, role, 16);
    v128.store(<usize>load<u32>(row, 4), f64x2.splat(q), 16);
  }
  aim(0);
}

/** Forgets the rate of the last solve. Call before the first sweep of another. */
export function forgetRate(pair: usize): void {
  memory.fill(rate + pair, 0, 32);
}

/** Takes note of how far a pair has come; call after every RATE_SWEEPS of its sweeps. */
export function measureRate(pair: usize): void {
  v128.store(rate + pair, v128.load(rate + pair, 16));
  v128.store(rate + pair, v128.load(moved + pair), 16);
}

/** 1 − ρ of the last RATE_SWEEPS that were measured; 0.1 before there is anything to compare. */
function shareOf(pair: usize): v128 {
  const before = v128.load(rate + pair);
  let root = f64x2.div(v128.load(rate + pair, 16), before);
  // `moved` is a square, so one root more
  for (let halves: i32 = 2 * RATE_SWEEPS; halves > 1; halves >>= 1) root = f64x2.sqrt(root);
  // x / 0 would be a rate beyond all bounds
  const known = f64x2.gt(before, v128.xor(before, before));
  return v128.bitselect(f64x2.sub(f64x2.splat(1), root), f64x2.splat(0.1), known);
}

/** Bit k: lane k has settled to `tolerance`, per unit, by the rule in the header. */
export function settledLanes(tolerance: f64, pair: usize): i32 {
  const now = v128.load(moved + pair);
  const still = i64x2.bitmask(f64x2.le(now, f64x2.splat(tolerance * tolerance)));
  if (still == 0) return 0;
  const near = f64x2.splat(max(0.1 * tolerance, NEAR));
  return still & i64x2.bitmask(f64x2.le(f64x2.sqrt(now), f64x2.mul(near, shareOf(pair))));
}

/** Bit k: every voltage of lane k is finite. */
export function finiteLanes(pair: usize): i32 {
  const from = lanes + pair;
  let sum = v128.xor(v128.load(from), v128.load(from));
  // x − x is 0 for finite x and NaN otherwise
  for (let at: usize = 0; at < (<usize>busCount) << 5; at += 16) {
    const x = v128.load(from + at);
    sum = f64x2.add(sum, f64x2.sub(x, x));
  }
  return i64x2.bitmask(f64x2.eq(sum, sum));
}

/** Remembers the present voltages of the lanes in `which` (bits) of a pair for `bringBack`. */
export function keepLanes(which: i32, pair: usize): void {
  copyLanes(lanes + pair, backup + pair, which);
}

/** Puts the remembered voltages of the lanes in `which` (bits) of a pair back. */
export function bringBack(which: i32, pair: usize): void {
  copyLanes(backup + pair, lanes + pair, which);
}

function copyLanes(from: usize, to: usize, which: i32): void {
  if (which == 3) memory.copy(to, from, (<usize>busCount) << 5);
  if (which == 0 || which == 3) return;
  const lane = (<usize>(which >> 1)) << 3;
  for (let at = lane; at < (<usize>busCount) << 5; at += 16) {
    store<f64>(to + at, load<f64>(from + at));
  }
}

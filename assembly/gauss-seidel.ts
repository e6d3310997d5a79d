// Gauss–Seidel power flow, two injection vectors of the same network at once (one per lane).
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
import { alloc } from "./memory";
import {
  PV,
  SLACK,
  branchCount,
  busCount,
  injectionP,
  injectionQ,
  kind,
  setVoltage,
  startAngle,
} from "./network";
import { admittanceB, admittanceG, buildYbus, column, rowStart } from "./ybus";

/** 32 bytes per bus: the real and the imaginary pair of V, per unit. */
export let lanes: usize = 0;
/** 32 bytes per bus: the P pair and the Q pair asked for, per unit. */
export let asked: usize = 0;
/** One pair: the largest |ΔV|² of the last sweep. */
export let moved: usize = 0;

// One row per bus that moves: a header, then 24 bytes per neighbour (u32 where V is, f64 c).
//   0 u32 V   4 u32 asked   8 u32 A   12 u32 end of the row   16 i32 role
//   24 f64 G  32 f64 B of Yii   40 f64 re  48 f64 im of α / Yii   56 f64 set magnitude
const HEADER: usize = 64;
const NEIGHBOUR: usize = 24;
let rows: usize = 0;
let rowsEnd: usize = 0;
let drive: usize = 0; // 32 bytes per bus: the pair A
let constants: usize = 0; // pairs 1, 1 − α, 1 / α
let backup: usize = 0;
let rate: usize = 0; // pairs: 1 − ρ of the last RATE_SWEEPS, and `moved` at their end

/** Sweeps over which the rate is measured: a power of two, for its root is taken by halves. */
export const RATE_SWEEPS: i32 = 16;
/** Distance from the solution that never matters, per unit. */
const NEAR: f64 = 1e-9;

/** Lays out the rows for the acceleration `alpha`, 0.5 … 2. Call once after packing. */
export function prepareSweeps(alpha: f64): void {
  buildYbus();
  const n = <usize>busCount;
  lanes = alloc(n * 32);
  backup = alloc(n * 32);
  asked = alloc(n * 32);
  drive = alloc(n * 32);
  moved = alloc(16);
  rate = alloc(32);
  constants = alloc(48);
  rows = alloc(n * HEADER + <usize>branchCount * 2 * NEIGHBOUR);
  rowsEnd = rows;
  accelerate(alpha);
  flatStart();
}

/** Rewrites the constants of the rows for another acceleration. */
export function accelerate(alpha: f64): void {
  v128.store(constants, f64x2.splat(1));
  v128.store(constants, f64x2.splat(1 - alpha), 16);
  v128.store(constants, f64x2.splat(1 / alpha), 32);
  rowsEnd = rows;
  for (let i = 0; i < busCount; i++) {
    if (load<i32>(kind + ((<usize>i) << 2)) != SLACK) rowsEnd = writeRow(i, rowsEnd, alpha);
  }
}

function writeRow(bus: i32, row: usize, alpha: f64): usize {
  const i = <usize>bus;
  const start = <usize>load<i32>(rowStart + (i << 2));
  const end = <usize>load<i32>(rowStart + (i << 2), 4);
  const g = load<f64>(admittanceG + (start << 3));
  const b = load<f64>(admittanceB + (start << 3));
  const size = g * g + b * b;
  const re = (alpha * g) / size;
  const im = (-alpha * b) / size;
  let at = row + HEADER;
  // Neighbours swept just before come last: their voltages are the ones that a sum waits for.
  for (let late = 0; late < 2; late++) {
    for (let e = start + 1; e < end; e++) {
      const other = load<i32>(column + (e << 2));
      if ((other < bus ? 1 : 0) != late) continue;
      const gk = load<f64>(admittanceG + (e << 3));
      const bk = load<f64>(admittanceB + (e << 3));
      store<u32>(at, <u32>(lanes + ((<usize>other) << 5)));
      store<f64>(at, gk * re - bk * im, 8);
      store<f64>(at, gk * im + bk * re, 16);
      at += NEIGHBOUR;
    }
  }
  store<u32>(row, <u32>(lanes + (i << 5)));
  store<u32>(row, <u32>(asked + (i << 5)), 4);
  store<u32>(row, <u32>(drive + (i << 5)), 8);
  store<u32>(row, <u32>at, 12);
  store<i32>(row, load<i32>(kind + (i << 2)), 16);
  store<f64>(row, g, 24);
  store<f64>(row, b, 32);
  store<f64>(row, re, 40);
  store<f64>(row, im, 48);
  store<f64>(row, load<f64>(setVoltage + (i << 3)), 56);
  return at;
}

/** Both lanes at the packed set points and start angles. */
export function flatStart(): void {
  for (let i: usize = 0; i < <usize>busCount; i++) {
    const v = load<f64>(setVoltage + (i << 3));
    const angle = load<f64>(startAngle + (i << 3));
    const at = lanes + (i << 5);
    v128.store(at, f64x2.splat(angle == 0 ? v : v * cos(angle)));
    v128.store(at, f64x2.splat(angle == 0 ? 0 : v * sin(angle)), 16);
  }
  memory.copy(backup, lanes, (<usize>busCount) << 5);
}

/** Asks both lanes for the packed injections. */
export function askPacked(): void {
  for (let i: usize = 0; i < <usize>busCount; i++) {
    v128.store(asked + (i << 5), v128.load64_splat(injectionP + (i << 3)));
    v128.store(asked + (i << 5), v128.load64_splat(injectionQ + (i << 3)), 16);
  }
  aim();
}

/** Bus `bus` obeys `role` (PQ or PV) from now on; as PQ it is asked for `q`, per unit. */
export function giveRole(bus: i32, role: i32, q: f64): void {
  const v = <u32>(lanes + ((<usize>bus) << 5));
  for (let row = rows; row < rowsEnd; row = <usize>load<u32>(row, 12)) {
    if (load<u32>(row) != v) continue;
    store<i32>(row, role, 16);
    v128.store(<usize>load<u32>(row, 4), f64x2.splat(q), 16);
  }
  aim();
}

/** Turns what is asked into the constants A of the sweep. Call after `asked` has changed. */
export function aim(): void {
  for (let row = rows; row < rowsEnd; row = <usize>load<u32>(row, 12)) {
    const want = <usize>load<u32>(row, 4);
    aimRow(row, v128.load(want), v128.load(want, 16));
  }
}

function aimRow(row: usize, p: v128, q: v128): void {
  const re = v128.load64_splat(row, 40);
  const im = v128.load64_splat(row, 48);
  const a = <usize>load<u32>(row, 8);
  v128.store(a, f64x2.add(f64x2.mul(p, re), f64x2.mul(q, im)));
  v128.store(a, f64x2.sub(f64x2.mul(p, im), f64x2.mul(q, re)), 16);
}

/** One sweep over all buses; leaves the largest squared move of each lane in `moved`. */
export function sweep(): void {
  const one = v128.load(constants);
  const keep = v128.load(constants, 16);
  let top = v128.xor(one, one);
  let row = rows;
  while (row < rowsEnd) {
    const v = <usize>load<u32>(row);
    const end = <usize>load<u32>(row, 12);
    const regulates = load<i32>(row, 16) == PV;
    const e = v128.load(v);
    const f = v128.load(v, 16);
    const w = f64x2.div(one, f64x2.add(f64x2.mul(e, e), f64x2.mul(f, f)));
    if (regulates) regulate(row);
    const a = <usize>load<u32>(row, 8);
    const ar = v128.load(a);
    const ai = v128.load(a, 16);
    const own = f64x2.sub(f64x2.mul(ar, e), f64x2.mul(ai, f));
    const turned = f64x2.add(f64x2.mul(ar, f), f64x2.mul(ai, e));
    let x = f64x2.add(f64x2.mul(keep, e), f64x2.mul(w, own));
    let y = f64x2.add(f64x2.mul(keep, f), f64x2.mul(w, turned));
    for (let at = row + HEADER; at < end; at += NEIGHBOUR) {
      const k = <usize>load<u32>(at);
      const re = v128.load64_splat(at, 8);
      const im = v128.load64_splat(at, 16);
      const ek = v128.load(k);
      const fk = v128.load(k, 16);
      x = f64x2.sub(x, f64x2.sub(f64x2.mul(re, ek), f64x2.mul(im, fk)));
      y = f64x2.sub(y, f64x2.add(f64x2.mul(re, fk), f64x2.mul(im, ek)));
    }
    if (regulates) {
      const size = f64x2.sqrt(f64x2.add(f64x2.mul(x, x), f64x2.mul(y, y)));
      const scale = f64x2.div(v128.load64_splat(row, 56), size);
      x = f64x2.mul(x, scale);
      y = f64x2.mul(y, scale);
    }
    v128.store(v, x);
    v128.store(v, y, 16);
    const dx = f64x2.sub(x, e);
    const dy = f64x2.sub(y, f);
    // pmax drops NaN: whoever stops on `moved` must also look at the voltages
    top = f64x2.pmax(top, f64x2.add(f64x2.mul(dx, dx), f64x2.mul(dy, dy)));
    row = end;
  }
  v128.store(moved, top);
}

/** Sets A from the Q that present voltages make: Q = Im(V conj(I)), I = Yii (V + Σ cik Vk / α). */
function regulate(row: usize): void {
  const v = <usize>load<u32>(row);
  const end = <usize>load<u32>(row, 12);
  const e = v128.load(v);
  const f = v128.load(v, 16);
  const overAlpha = v128.load(constants, 32);
  let x = v128.xor(e, e);
  let y = x;
  for (let at = row + HEADER; at < end; at += NEIGHBOUR) {
    const k = <usize>load<u32>(at);
    const re = v128.load64_splat(at, 8);
    const im = v128.load64_splat(at, 16);
    const ek = v128.load(k);
    const fk = v128.load(k, 16);
    x = f64x2.add(x, f64x2.sub(f64x2.mul(re, ek), f64x2.mul(im, fk)));
    y = f64x2.add(y, f64x2.add(f64x2.mul(re, fk), f64x2.mul(im, ek)));
  }
  const s = f64x2.add(e, f64x2.mul(overAlpha, x));
  const t = f64x2.add(f, f64x2.mul(overAlpha, y));
  const g = v128.load64_splat(row, 24);
  const b = v128.load64_splat(row, 32);
  const ire = f64x2.sub(f64x2.mul(g, s), f64x2.mul(b, t));
  const iim = f64x2.add(f64x2.mul(g, t), f64x2.mul(b, s));
  const q = f64x2.sub(f64x2.mul(f, ire), f64x2.mul(e, iim));
  aimRow(row, v128.load(<usize>load<u32>(row, 4)), q);
}

/** Forgets the rate of the last solve. Call before the first sweep of another. */
export function forgetRate(): void {
  v128.store(rate, f64x2.splat(0.1));
  v128.store(rate, f64x2.splat(0), 16);
}

/** Measures the rate; call after every RATE_SWEEPS sweeps. */
export function measureRate(): void {
  const now = v128.load(moved);
  let root = f64x2.div(now, v128.load(rate, 16));
  // `moved` is a square, so one root more
  for (let halves: i32 = 2 * RATE_SWEEPS; halves > 1; halves >>= 1) root = f64x2.sqrt(root);
  const one = v128.load(constants);
  // the first time there is nothing to compare with: x / 0 would be a rate beyond all bounds
  const known = f64x2.gt(v128.load(rate, 16), v128.xor(one, one));
  v128.store(rate, v128.bitselect(f64x2.sub(one, root), v128.load(rate), known));
  v128.store(rate, now, 16);
}

/** Bit k: lane k has settled to `tolerance`, per unit, by the rule in the header. */
export function settledLanes(tolerance: f64): i32 {
  const now = v128.load(moved);
  const still = i64x2.bitmask(f64x2.le(now, f64x2.splat(tolerance * tolerance)));
  if (still == 0) return 0;
  const near = f64x2.splat(max(0.1 * tolerance, NEAR));
  return still & i64x2.bitmask(f64x2.le(f64x2.sqrt(now), f64x2.mul(near, v128.load(rate))));
}

/** Bit k: every voltage of lane k is finite. */
export function finiteLanes(): i32 {
  let sum = v128.xor(v128.load(lanes), v128.load(lanes));
  // x − x is 0 for finite x and NaN otherwise
  for (let at: usize = 0; at < (<usize>busCount) << 5; at += 16) {
    const x = v128.load(lanes + at);
    sum = f64x2.add(sum, f64x2.sub(x, x));
  }
  return i64x2.bitmask(f64x2.eq(sum, sum));
}

/** Remembers the present voltages of the lanes in `which` (bits) for `bringBack`. */
export function keepLanes(which: i32): void {
  copyLanes(lanes, backup, which);
}

/** Puts the remembered voltages of the lanes in `which` (bits) back. */
export function bringBack(which: i32): void {
  copyLanes(backup, lanes, which);
}

function copyLanes(from: usize, to: usize, which: i32): void {
  if (which == 3) memory.copy(to, from, (<usize>busCount) << 5);
  if (which == 0 || which == 3) return;
  const lane = (<usize>(which >> 1)) << 3;
  for (let at = lane; at < (<usize>busCount) << 5; at += 16) {
    store<f64>(to + at, load<f64>(from + at));
  }
}

// The sweep of Gauss–Seidel (see gauss-seidel.ts) over fixed rows in raw memory.
//
// One row per bus that moves, in the case's order: a header, then 24 bytes per neighbour (u32
// where its V is, f64 re and im of c).
//   0 u32 V   4 u32 asked   8 u32 A   12 u32 end of the row   16 i32 role
//   24 f64 G  32 f64 B of Yii   40 f64 re  48 f64 im of α / Yii   56 f64 set magnitude
//
// The addresses are those of pair A; everything of pair B stands `span` bytes further on, so the
// `pair` of any call is 0 (A) or `span` (B). A sweep is one chain of sums from bus to bus:
// `sweepTwo` hides the latency of one pair behind the other's. What happens to a pair is the same,
// in the same order, whether it is swept alone or beside the other.

import { alloc } from "./memory";
import { PV, SLACK, branchCount, busCount, kind, setVoltage } from "./network";
import { admittanceB, admittanceG, column, rowStart } from "./ybus";

/** From anything of pair A to the same of pair B, bytes. */
export let span: usize = 0;
/** 32 bytes per bus: the real and the imaginary pair of V, per unit. */
export let lanes: usize = 0;
/** 32 bytes per bus: the P pair and the Q pair asked for, per unit. */
export let asked: usize = 0;
/** One pair: the largest |ΔV|² of the last sweep. */
export let moved: usize = 0;
/** 32 bytes per bus: voltages to go back to. */
export let backup: usize = 0;
/** Two pairs: `moved` when the rate was measured before, and when it was last. */
export let rate: usize = 0;
/** One pair: for whoever decides when a solution is worth a look. */
export let enough: usize = 0;
/** First row and the end of the last. */
export let rows: usize = 0;
export let rowsEnd: usize = 0;

const HEADER: usize = 64;
const NEIGHBOUR: usize = 24;
let regulated: bool = false; // some bus holds its voltage
let drive: usize = 0; // 32 bytes per bus: the pair A of the formula
let constants: usize = 0; // pairs 1, 1 − α, 1 / α

/** Reserves both pairs and the rows. Call after `buildYbus`. */
export function openRows(): void {
  const n = (<usize>busCount) << 5;
  span = 4 * n + 64;
  lanes = alloc(2 * span);
  asked = lanes + n;
  drive = asked + n;
  backup = drive + n;
  moved = backup + n;
  rate = moved + 16;
  enough = rate + 32;
  constants = alloc(48);
  rows = alloc(<usize>busCount * HEADER + <usize>branchCount * 2 * NEIGHBOUR);
}

/** Writes the rows for the acceleration `alpha`, 0.5 … 2. */
export function accelerate(alpha: f64): void {
  v128.store(constants, f64x2.splat(1));
  v128.store(constants, f64x2.splat(1 - alpha), 16);
  v128.store(constants, f64x2.splat(1 / alpha), 32);
  rowsEnd = rows;
  regulated = false;
  for (let i = 0; i < busCount; i++) {
    const role = load<i32>(kind + ((<usize>i) << 2));
    if (role != SLACK) rowsEnd = writeRow(i, rowsEnd, alpha);
    if (role == PV) regulated = true;
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

/** Turns what a pair is asked into the constants A. Call after `asked` has changed. */
export function aim(pair: usize): void {
  for (let row = rows; row < rowsEnd; row = <usize>load<u32>(row, 12)) {
    const want = <usize>load<u32>(row, 4) + pair;
    aimRow(row, pair, v128.load(want), v128.load(want, 16));
  }
}

function aimRow(row: usize, pair: usize, p: v128, q: v128): void {
  const re = v128.load64_splat(row, 40);
  const im = v128.load64_splat(row, 48);
  const a = <usize>load<u32>(row, 8) + pair;
  v128.store(a, f64x2.add(f64x2.mul(p, re), f64x2.mul(q, im)));
  v128.store(a, f64x2.sub(f64x2.mul(p, im), f64x2.mul(q, re)), 16);
}

/** One sweep of a pair over all buses; leaves the largest squared move of each lane in `moved`. */
export function sweepOne(pair: usize): void {
  const one = v128.load(constants);
  const keep = v128.load(constants, 16);
  let top = v128.xor(one, one);
  let row = rows;
  while (row < rowsEnd) {
    const v = <usize>load<u32>(row) + pair;
    const end = <usize>load<u32>(row, 12);
    const regulates = load<i32>(row, 16) == PV;
    const e = v128.load(v);
    const f = v128.load(v, 16);
    const w = f64x2.div(one, f64x2.add(f64x2.mul(e, e), f64x2.mul(f, f)));
    if (regulates) regulate(row, pair);
    const a = <usize>load<u32>(row, 8) + pair;
    const ar = v128.load(a);
    const ai = v128.load(a, 16);
    const own = f64x2.sub(f64x2.mul(ar, e), f64x2.mul(ai, f));
    const turned = f64x2.add(f64x2.mul(ar, f), f64x2.mul(ai, e));
    let x = f64x2.add(f64x2.mul(keep, e), f64x2.mul(w, own));
    let y = f64x2.add(f64x2.mul(keep, f), f64x2.mul(w, turned));
    for (let at = row + HEADER; at < end; at += NEIGHBOUR) {
      const k = <usize>load<u32>(at) + pair;
      const re = v128.load64_splat(at, 8);
      const im = v128.load64_splat(at, 16);
      const ek = v128.load(k);
      const fk = v128.load(k, 16);
      x = f64x2.sub(x, f64x2.sub(f64x2.mul(re, ek), f64x2.mul(im, fk)));
      y = f64x2.sub(y, f64x2.add(f64x2.mul(re, fk), f64x2.mul(im, ek)));
    }
    if (regulates) {
      const scale = scaleOf(row, x, y);
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
  v128.store(moved + pair, top);
}

/** `sweepOne` for both pairs. */
export function sweepTwo(): void {
  if (regulated) {
    sweepOne(0);
    sweepOne(span);
    return;
  }
  const other = span;
  const one = v128.load(constants);
  const keep = v128.load(constants, 16);
  const last = rowsEnd;
  let top = v128.xor(one, one);
  let most = top;
  let row = rows;
  while (row < last) {
    const v = <usize>load<u32>(row);
    const u = v + other;
    const end = <usize>load<u32>(row, 12);
    const e = v128.load(v);
    const f = v128.load(v, 16);
    const w = f64x2.div(one, f64x2.add(f64x2.mul(e, e), f64x2.mul(f, f)));
    const a = <usize>load<u32>(row, 8);
    let x = v128.load(a);
    let y = v128.load(a, 16);
    const own = f64x2.sub(f64x2.mul(x, e), f64x2.mul(y, f));
    const turned = f64x2.add(f64x2.mul(x, f), f64x2.mul(y, e));
    x = f64x2.add(f64x2.mul(keep, e), f64x2.mul(w, own));
    y = f64x2.add(f64x2.mul(keep, f), f64x2.mul(w, turned));
    const g = v128.load(u);
    const h = v128.load(u, 16);
    const m = f64x2.div(one, f64x2.add(f64x2.mul(g, g), f64x2.mul(h, h)));
    const b = a + other;
    let s = v128.load(b);
    let t = v128.load(b, 16);
    const its = f64x2.sub(f64x2.mul(s, g), f64x2.mul(t, h));
    const swung = f64x2.add(f64x2.mul(s, h), f64x2.mul(t, g));
    s = f64x2.add(f64x2.mul(keep, g), f64x2.mul(m, its));
    t = f64x2.add(f64x2.mul(keep, h), f64x2.mul(m, swung));
    for (let at = row + HEADER; at < end; at += NEIGHBOUR) {
      const k = <usize>load<u32>(at);
      const l = k + other;
      const re = v128.load64_splat(at, 8);
      const im = v128.load64_splat(at, 16);
      const ek = v128.load(k);
      const fk = v128.load(k, 16);
      x = f64x2.sub(x, f64x2.sub(f64x2.mul(re, ek), f64x2.mul(im, fk)));
      y = f64x2.sub(y, f64x2.add(f64x2.mul(re, fk), f64x2.mul(im, ek)));
      const gl = v128.load(l);
      const hl = v128.load(l, 16);
      s = f64x2.sub(s, f64x2.sub(f64x2.mul(re, gl), f64x2.mul(im, hl)));
      t = f64x2.sub(t, f64x2.add(f64x2.mul(re, hl), f64x2.mul(im, gl)));
    }
    // read again: sixteen registers do not hold them over the neighbours
    const dx = f64x2.sub(x, v128.load(v));
    const dy = f64x2.sub(y, v128.load(v, 16));
    const ds = f64x2.sub(s, v128.load(u));
    const dt = f64x2.sub(t, v128.load(u, 16));
    v128.store(v, x);
    v128.store(v, y, 16);
    v128.store(u, s);
    v128.store(u, t, 16);
    top = f64x2.pmax(top, f64x2.add(f64x2.mul(dx, dx), f64x2.mul(dy, dy)));
    most = f64x2.pmax(most, f64x2.add(f64x2.mul(ds, ds), f64x2.mul(dt, dt)));
    row = end;
  }
  v128.store(moved, top);
  v128.store(moved + other, most);
}

/** Sets A from the Q that present voltages make: Q = Im(V conj(I)), I = Yii (V + Σ cik Vk / α). */
function regulate(row: usize, pair: usize): void {
  const v = <usize>load<u32>(row) + pair;
  const end = <usize>load<u32>(row, 12);
  const e = v128.load(v);
  const f = v128.load(v, 16);
  const overAlpha = v128.load(constants, 32);
  let x = v128.xor(e, e);
  let y = x;
  for (let at = row + HEADER; at < end; at += NEIGHBOUR) {
    const k = <usize>load<u32>(at) + pair;
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
  aimRow(row, pair, v128.load(<usize>load<u32>(row, 4) + pair), q);
}

/** What brings x + jy back to the set magnitude of a PV bus. */
function scaleOf(row: usize, x: v128, y: v128): v128 {
  const size = f64x2.sqrt(f64x2.add(f64x2.mul(x, x), f64x2.mul(y, y)));
  return f64x2.div(v128.load64_splat(row, 56), size);
}

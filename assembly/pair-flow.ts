// What pairs of complex voltages mean, two operating points at once: the formulas of mismatch.ts
// on v128, for the methods that answer with voltages (Gauss–Seidel, Newton) over many slots.

import { alloc } from "./memory";
import {
  PV,
  SLACK,
  branchB,
  branchCount,
  branchFrom,
  branchR,
  branchTo,
  branchX,
  busCount,
  kind,
  shuntB,
  shuntG,
} from "./network";
import { turnIm, turnRe } from "./ybus";

/** Four pairs, per unit: P and Q of line losses, then what slacks inject beside what is asked. */
export let pairSums: usize = 0;
/** One pair: the largest |ΔP| (PQ, PV) or |ΔQ| (PQ), per unit. */
export let pairWorst: usize = 0;

// One record per branch: u32 from, u32 to (32 × bus), f64 g, b of ys, f64 half the charging,
// f64 re, im of a / |a|², so that V' = V conj(a) / |a|².
const RECORD: usize = 48;
let table: usize = 0;
let balance: usize = 0; // 32 bytes per bus: P pair, Q pair that flow out of it
let magnitudeMask: usize = 0;

/** Lays the table out; call after `buildYbus`. */
export function openPairFlow(): void {
  pairSums = alloc(64);
  pairWorst = alloc(16);
  magnitudeMask = alloc(16);
  v128.store(magnitudeMask, i64x2.splat(0x7fffffffffffffff));
  balance = alloc(<usize>busCount * 32);
  table = alloc(<usize>branchCount * RECORD);
  for (let k: usize = 0; k < <usize>branchCount; k++) {
    const at = table + k * RECORD;
    const r = load<f64>(branchR + (k << 3));
    const x = load<f64>(branchX + (k << 3));
    const re = load<f64>(turnRe + (k << 3));
    const im = load<f64>(turnIm + (k << 3));
    store<u32>(at, load<u32>(branchFrom + (k << 2)) << 5);
    store<u32>(at, load<u32>(branchTo + (k << 2)) << 5, 4);
    store<f64>(at, r / (r * r + x * x), 8);
    store<f64>(at, -x / (r * r + x * x), 16);
    store<f64>(at, 0.5 * load<f64>(branchB + (k << 3)), 24);
    store<f64>(at, re / (re * re + im * im), 32);
    store<f64>(at, im / (re * re + im * im), 40);
  }
}

/**
 * Fills the exported pairs from the voltages at `volt` (32 bytes per bus: real pair, imaginary
 * pair) and the injections asked for, at `p` and `q` (a pair every `stride` bytes), per unit.
 */
export function pairFlow(volt: usize, p: usize, q: usize, stride: usize): void {
  for (let i: usize = 0; i < <usize>busCount; i++) {
    const at = i << 5;
    const e = v128.load(volt + at);
    const f = v128.load(volt + at, 16);
    const v2 = f64x2.add(f64x2.mul(e, e), f64x2.mul(f, f));
    v128.store(balance + at, f64x2.mul(v2, v128.load64_splat(shuntG + (i << 3))));
    const given = f64x2.mul(v2, v128.load64_splat(shuntB + (i << 3)));
    v128.store(balance + at, f64x2.neg(given), 16);
  }
  v128.store(pairSums, f64x2.splat(0));
  v128.store(pairSums, f64x2.splat(0), 16);
  const end = table + <usize>branchCount * RECORD;
  for (let at = table; at < end; at += RECORD) addBranch(at, volt);
  compare(p, q, stride);
}

function addBranch(at: usize, volt: usize): void {
  const from = <usize>load<u32>(at);
  const to = <usize>load<u32>(at, 4);
  const g = v128.load64_splat(at, 8);
  const b = v128.load64_splat(at, 16);
  const half = v128.load64_splat(at, 24);
  const tr = v128.load64_splat(at, 32);
  const ti = v128.load64_splat(at, 40);
  const ef = v128.load(volt + from);
  const ff = v128.load(volt + from, 16);
  const et = v128.load(volt + to);
  const ft = v128.load(volt + to, 16);
  const eb = f64x2.add(f64x2.mul(ef, tr), f64x2.mul(ff, ti));
  const fb = f64x2.sub(f64x2.mul(ff, tr), f64x2.mul(ef, ti));
  const de = f64x2.sub(eb, et);
  const df = f64x2.sub(fb, ft);
  const ire = f64x2.sub(f64x2.mul(de, g), f64x2.mul(df, b));
  const iim = f64x2.add(f64x2.mul(df, g), f64x2.mul(de, b));
  const chargeF = f64x2.mul(half, f64x2.add(f64x2.mul(eb, eb), f64x2.mul(fb, fb)));
  const chargeT = f64x2.mul(half, f64x2.add(f64x2.mul(et, et), f64x2.mul(ft, ft)));
  const fromP = f64x2.add(f64x2.mul(eb, ire), f64x2.mul(fb, iim));
  const fromQ = f64x2.sub(f64x2.sub(f64x2.mul(fb, ire), f64x2.mul(eb, iim)), chargeF);
  const toP = f64x2.neg(f64x2.add(f64x2.mul(et, ire), f64x2.mul(ft, iim)));
  const toQ = f64x2.sub(f64x2.sub(f64x2.mul(et, iim), f64x2.mul(ft, ire)), chargeT);
  addTo(balance + from, fromP, fromQ);
  addTo(balance + to, toP, toQ);
  addTo(pairSums, f64x2.add(fromP, toP), f64x2.add(fromQ, toQ));
}

function addTo(at: usize, p: v128, q: v128): void {
  v128.store(at, f64x2.add(v128.load(at), p));
  v128.store(at, f64x2.add(v128.load(at, 16), q), 16);
}

/** Sums up the slacks and finds the worst of the others. */
function compare(p: usize, q: usize, stride: usize): void {
  const mask = v128.load(magnitudeMask);
  let slackP = v128.xor(mask, mask);
  let slackQ = slackP;
  let worst = slackP;
  let sum = slackP;
  for (let i: usize = 0; i < <usize>busCount; i++) {
    const at = balance + (i << 5);
    const as = load<i32>(kind + (i << 2));
    const dp = f64x2.sub(v128.load(at), v128.load(p + i * stride));
    const dq = f64x2.sub(v128.load(at, 16), v128.load(q + i * stride));
    if (as == SLACK) {
      slackP = f64x2.add(slackP, dp);
      slackQ = f64x2.add(slackQ, dq);
      continue;
    }
    worst = f64x2.pmax(worst, v128.and(dp, mask));
    if (as != PV) worst = f64x2.pmax(worst, v128.and(dq, mask));
    sum = f64x2.add(sum, f64x2.add(dp, dq));
  }
  // pmax drops NaN, and max, which keeps it, is seven instructions: so x − x, 0 or NaN, comes on top
  worst = f64x2.add(worst, f64x2.sub(sum, sum));
  v128.store(pairSums, slackP, 32);
  v128.store(pairSums, slackQ, 48);
  v128.store(pairWorst, worst);
}

// Power flow of a radial feeder by power summation (DistFlow; Baran and Wu 1989, eq. 1a–1c),
// two injection vectors of the same network at once, one per lane of a v128.
//
// All real: per bus the squared voltage v = |V|², per line the power P + jQ that leaves it at
// the lower end and the squared current l = (P² + Q²) / v.
//   up   (leaves to slack)  P, Q of a bus = what it draws + what its child lines take in,
//                           a line takes in P + r l, Q + x l
//   down (slack to leaves)  v = v(parent) − 2 (r P + x Q) − (r² + x²) l
// Shunts and both halves of every line's charging sit at the buses (g v drawn, b v given), which
// is the pi model exactly. Convergence is linear; it holds up to the nose and for reverse flow.
//
// When to stop: after a half-sweep down that moved v by δ, each line's l belongs to the v before,
// so the balance at its lower end is off by max(r, x) l δ / v, and a shunt's by |y| δ. That bound,
// not δ, is held against the tolerance.
//
// How to use from another kernel, after web/kernel/network.ts has packed a network:
//   if (radialPrepare() != RADIAL_OK) …            once per network
//   radialLimits(1e-8, 200);                       optional; these are the defaults
//   const ok = radialSolve2(p, q, 0);              p, q: f64x2 [bus], net injection in per unit
//                                                  (generation − load), lane 0 and lane 1
//   bit k of ok set = lane k converged. Then read radialV2 (f64x2 [bus], |V|², packed order),
//   radialSums (f64x2 each: P, Q of the losses, Σ over lines of what goes in less what comes out,
//   charging included; P, Q injected by the slack, its own load included).
//   The third argument: 1 = start from the voltages of the last solve instead of from flat.
// Nothing is allocated by radialSolve2. Lanes share their sweeps: give the same pair of lanes the
// same pair of vectors when results must repeat to the last bit.

import { alloc } from "./memory";
import { busCount, setVoltage } from "./network";
import { RADIAL_OK, busOf, chargingAt, planRadial, shuntMost } from "./radial-plan";
import {
  CURRENT,
  P,
  PAIR,
  Q,
  RECORD,
  V,
  W,
  change,
  demand,
  downOne,
  downTwo,
  records,
  recordsEnd,
  upOne,
  upTwo,
} from "./radial-sweep";

/** f64x2 [bus]: |V|² of the last solve, per unit squared; 0 on dead buses. */
export let radialV2: usize = 0;
/** f64x2 [4], per unit: P and Q of the losses, P and Q that the slack injects. */
export let radialSums: usize = 0;
/** Sweeps of the last solve, both lanes. */
export let radialSweeps: i32 = 0;
/** Largest bus mismatch left, per unit, and the most sweeps; see `radialLimits`. */
export let radialTolerance: f64 = 1e-8;
export let radialSweepsMax: i32 = 200;

/** Share of the tolerance given to the first-order bound, so that the whole stays below it. */
const SAFETY: f64 = 0.9;

/** Every eighth sweep looks whether a lane has collapsed. */
const LOOK_MASK: i32 = 7;

let constants: usize = 0; // ½ and the mask that clears signs
let weight: usize = 0; // two pairs: mismatch per unit of |Δv|, see `weigh`

/** Whether this method can solve the packed network (RADIAL_…), and its schedule if so. */
export function radialPrepare(): i32 {
  radialLimits(1e-8, 200);
  const why = planRadial();
  if (why != RADIAL_OK) return why;
  radialV2 = alloc(<usize>busCount * 16);
  radialSums = alloc(64);
  weight = alloc(32);
  constants = alloc(32);
  v128.store(constants, f64x2.splat(0.5));
  v128.store(constants, i64x2.splat(0x7fffffffffffffff), 16);
  return RADIAL_OK;
}

/** Largest bus mismatch left, per unit (default 1e-8), and the most sweeps (default 200). */
export function radialLimits(tolerance: f64, sweepsMax: i32): void {
  radialTolerance = tolerance;
  radialSweepsMax = sweepsMax;
}

/** Solves two injection vectors; bit k of the answer = lane k converged. See the header. */
export function radialSolve2(p: usize, q: usize, warm: i32): i32 {
  if (!warm) flatRecords(0);
  demand(p, q, -1, 0);
  let ok: i32 = 0;
  let broken: i32 = 0;
  let sweeps: i32 = 0;
  while (sweeps < radialSweepsMax) {
    sweeps++;
    upOne();
    if (sweeps == 1) weigh(0);
    downOne();
    if ((sweeps & LOOK_MASK) == 0) broken = brokenLanes(0);
    if ((within(0) | broken) != 3) continue;
    weigh(0);
    ok = within(0);
    if ((ok | broken) == 3) break;
  }
  ok &= ~brokenLanes(0);
  radialSweeps = sweeps;
  for (let at = records; at < recordsEnd; at += RECORD) {
    v128.store(radialV2 + <usize>load<u32>(at, 4), v128.load(at, V));
  }
  sumUp(0);
  return ok;
}

/** As radialSolve2 for both pairs, from where the records stand; bits 0, 1 = A, 2, 3 = B. */
export function solveBoth(): i32 {
  let ok: i32 = 0;
  let broken: i32 = 0;
  let sweeps: i32 = 0;
  while (sweeps < radialSweepsMax) {
    sweeps++;
    upTwo();
    if (sweeps == 1) weighBoth();
    downTwo();
    if ((sweeps & LOOK_MASK) == 0) broken = brokenLanes(0) | (brokenLanes(PAIR) << 2);
    if ((withinBoth() | broken) != 15) continue;
    weighBoth();
    ok = withinBoth();
    if ((ok | broken) == 15) break;
  }
  radialSweeps = sweeps;
  return ok & ~(brokenLanes(0) | (brokenLanes(PAIR) << 2));
}

function weighBoth(): void {
  weigh(0);
  weigh(PAIR);
}

/** Pair `pair` at the slack's set voltage everywhere. */
export function flatRecords(pair: usize): void {
  const set = load<f64>(setVoltage + ((<usize>load<i32>(busOf)) << 3));
  const v = f64x2.splat(set * set);
  const w = f64x2.splat(1 / (set * set));
  for (let at = records + pair; at < recordsEnd; at += RECORD) {
    v128.store(at, v, V);
    v128.store(at, w, W);
  }
}

/** Sets `weight` of a pair: the largest max(r, x) l / v of the lines, plus the largest shunt. */
export function weigh(pair: usize): void {
  const half = v128.load(constants);
  const magnitude = v128.load(constants, 16);
  let top = v128.xor(half, half);
  for (let at = records + RECORD; at < recordsEnd; at += RECORD) {
    const r2 = v128.and(v128.load64_splat(at, 24), magnitude);
    const x2 = v128.and(v128.load64_splat(at, 32), magnitude);
    const share = f64x2.mul(v128.load(at + pair, CURRENT), v128.load(at + pair, W));
    top = f64x2.pmax(top, f64x2.mul(f64x2.pmax(r2, x2), share));
  }
  const all = f64x2.add(f64x2.mul(half, top), f64x2.splat(shuntMost));
  v128.store(weight + (pair == 0 ? 0 : 16), all);
}

/** Bit k: the balance of lane k of a pair is within the tolerance after the last way down. */
export function within(pair: usize): i32 {
  const at: usize = pair == 0 ? 0 : 16;
  const bound = f64x2.mul(v128.load(change + at), v128.load(weight + at));
  return i64x2.bitmask(f64x2.le(bound, f64x2.splat(SAFETY * radialTolerance)));
}

function withinBoth(): i32 {
  const enough = f64x2.splat(SAFETY * radialTolerance);
  const a = f64x2.mul(v128.load(change), v128.load(weight));
  const b = f64x2.mul(v128.load(change, 16), v128.load(weight, 16));
  return i64x2.bitmask(f64x2.le(a, enough)) | (i64x2.bitmask(f64x2.le(b, enough)) << 2);
}

/** Bit k: some v of lane k is not a positive number (the load is beyond what can be carried). */
export function brokenLanes(pair: usize): i32 {
  const zero = f64x2.splat(0);
  let fine = f64x2.eq(zero, zero);
  for (let at = records + pair; at < recordsEnd; at += RECORD) {
    const v = v128.load(at, V);
    fine = v128.and(fine, f64x2.gt(v, zero));
  }
  return 3 ^ i64x2.bitmask(fine);
}

/** Losses and slack injection of pair `pair` into `radialSums`. */
export function sumUp(pair: usize): void {
  let lossP = f64x2.splat(0);
  let lossQ = lossP;
  let charging = chargingAt;
  for (let at = records; at < recordsEnd; at += RECORD) {
    const l = v128.load(at + pair, CURRENT);
    const c = v128.load64_splat(charging);
    lossP = f64x2.add(lossP, f64x2.mul(v128.load64_splat(at, 8), l));
    lossQ = f64x2.add(lossQ, f64x2.mul(v128.load64_splat(at, 16), l));
    lossQ = f64x2.sub(lossQ, f64x2.mul(c, v128.load(at + pair, V)));
    charging += 8;
  }
  v128.store(radialSums, lossP);
  v128.store(radialSums, lossQ, 16);
  v128.store(radialSums, v128.load(records + pair, P), 32);
  v128.store(radialSums, v128.load(records + pair, Q), 48);
}

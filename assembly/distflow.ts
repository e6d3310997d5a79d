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
// How to use from another kernel, after web/kernel/network.ts has packed a network:
//   if (radialPrepare() != RADIAL_OK) …            once per network
//   radialLimits(1e-8, 200);                       optional; these are the defaults
//   const ok = radialSolve2(p, q, 0);              p, q: f64x2 [bus], net injection in per unit
//                                                  (generation − load), lane 0 and lane 1
//   bit k of ok set = lane k converged. Then read radialV2 (f64x2 [bus], |V|², packed order),
//   radialSlackP/Q (f64x2, injected by the slack, its own load included) and radialLossP/Q
//   (f64x2, Σ over lines of what goes in less what comes out, charging included).
//   The third argument: 1 = start from the voltages of the last solve instead of from flat.
// Nothing is allocated by radialSolve2. Lanes share their sweeps: give the same pair of lanes the
// same pair of vectors when results must repeat to the last bit.

import { alloc } from "./memory";
import {
  PV,
  SLACK,
  busCount,
  branchCount,
  branchFrom,
  branchTo,
  branchR,
  branchX,
  branchB,
  branchTap,
  branchShift,
  kind,
  setVoltage,
  shuntG,
  shuntB,
} from "./network";

export const RADIAL_OK: i32 = 0;
export const RADIAL_LOOP: i32 = 1;
export const RADIAL_PV_BUS: i32 = 2;
export const RADIAL_TAP_OR_SHIFT: i32 = 3;
export const RADIAL_SLACKS: i32 = 4;

/** f64x2 [bus]: |V|² of the last solve, per unit squared; 0 on dead buses. */
export let radialV2: usize = 0;
/** One f64x2 each, per unit. */
export let radialSlackP: usize = 0;
export let radialSlackQ: usize = 0;
export let radialLossP: usize = 0;
export let radialLossQ: usize = 0;
/** Sweeps of the last solve, both lanes. */
export let radialSweeps: i32 = 0;

/** Whether this method can solve the packed network (RADIAL_…), and its schedule if so. */
export function radialPrepare(): i32 {
  return RADIAL_LOOP;
}

/** Largest bus mismatch left, per unit (default 1e-8), and the most sweeps (default 200). */
export function radialLimits(tolerance: f64, sweepsMax: i32): void {}

/** Solves two injection vectors; bit k of the answer = lane k converged. See the header. */
export function radialSolve2(p: usize, q: usize, warm: i32): i32 {
  return 0;
}

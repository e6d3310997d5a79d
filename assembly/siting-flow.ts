// The power flow that the siting search needs, two designs at a time: voltages, what the grid
// gives and what the lines lose. Radial feeders go through distflow.ts, all others through
// newton.ts; both to 1e-12 pu where rounding allows, so that a design at a limit is judged alike
// in the search and on its own.

import { cos, sin } from "./angle";
import { alloc } from "./memory";
import {
  branchB,
  branchCount,
  branchFrom,
  branchR,
  branchShift,
  branchTap,
  branchTo,
  branchX,
  busCount,
  shuntG,
} from "./network";
import { RADIAL_OK } from "./radial-plan";
import { radialLimits, radialPrepare, radialSolve2, radialSums, radialV2 } from "./distflow";
import { newtonLimits, newtonPrepare, newtonSolve2, newtonVoltage } from "./newton";

const TOLERANCE_RADIAL: f64 = 1e-12;
const TOLERANCE_NEWTON: f64 = 1e-10;

/** f64x2 [bus]: |V| in per unit, lane by lane. */
export let flowVoltage: usize = 0;
/** f64x2 each, per unit: from the grid; lost in the lines, charging included. */
export let flowSlackP: usize = 0;
export let flowLossP: usize = 0;
export let flowLossQ: usize = 0;

/** Whether DistFlow takes the packed network. */
export let flowRadial: bool = false;
let turnRe: usize = 0; // f64 [branch]: 1 / (tap e^{j shift})
let turnIm: usize = 0;

/** Once per packed network. */
export function prepareFlow(): void {
  flowVoltage = alloc((<usize>busCount) << 4);
  flowSlackP = alloc(16);
  flowLossP = alloc(16);
  flowLossQ = alloc(16);
  flowRadial = radialPrepare() == RADIAL_OK;
  if (flowRadial) {
    radialLimits(TOLERANCE_RADIAL, 200);
    return;
  }
  newtonPrepare();
  newtonLimits(TOLERANCE_NEWTON, 30, 0);
  turnRe = alloc((<usize>branchCount) << 3);
  turnIm = alloc((<usize>branchCount) << 3);
  for (let b = 0; b < branchCount; b++) {
    const at = (<usize>b) << 3;
    const shift = load<f64>(branchShift + at);
    const tap = load<f64>(branchTap + at);
    store<f64>(turnRe + at, cos(shift) / tap);
    store<f64>(turnIm + at, -sin(shift) / tap);
  }
}

/** Adds one branch's losses: |V′ − V|² conj(y) − j b/2 (|V′|² + |V|²), V′ behind the ratio. */
function addBranch(b: i32): void {
  const at = (<usize>b) << 3;
  const from = newtonVoltage + ((<usize>load<i32>(branchFrom + ((<usize>b) << 2))) << 5);
  const to = newtonVoltage + ((<usize>load<i32>(branchTo + ((<usize>b) << 2))) << 5);
  const cos = v128.load64_splat(turnRe + at);
  const sin = v128.load64_splat(turnIm + at);
  const e = v128.load(from);
  const f = v128.load(from, 16);
  const re = f64x2.sub(f64x2.mul(e, cos), f64x2.mul(f, sin));
  const im = f64x2.add(f64x2.mul(e, sin), f64x2.mul(f, cos));
  const toRe = v128.load(to);
  const toIm = v128.load(to, 16);
  const dRe = f64x2.sub(re, toRe);
  const dIm = f64x2.sub(im, toIm);
  const gap = f64x2.add(f64x2.mul(dRe, dRe), f64x2.mul(dIm, dIm));
  const here = f64x2.add(f64x2.mul(re, re), f64x2.mul(im, im));
  const there = f64x2.add(f64x2.mul(toRe, toRe), f64x2.mul(toIm, toIm));
  const r = load<f64>(branchR + at);
  const x = load<f64>(branchX + at);
  const square = r * r + x * x;
  const half = f64x2.splat(0.5 * load<f64>(branchB + at));
  const p = f64x2.mul(gap, f64x2.splat(r / square));
  const q = f64x2.mul(gap, f64x2.splat(x / square));
  v128.store(flowLossP, f64x2.add(v128.load(flowLossP), p));
  const charged = f64x2.mul(half, f64x2.add(here, there));
  v128.store(flowLossQ, f64x2.add(v128.load(flowLossQ), f64x2.sub(q, charged)));
}

/** Losses branch by branch; the grid's share from the balance of the whole network. */
function readNewton(p: usize): void {
  memory.fill(flowLossP, 0, 16);
  memory.fill(flowLossQ, 0, 16);
  for (let b = 0; b < branchCount; b++) addBranch(b);
  let given = v128.load(flowLossP);
  for (let i = 0; i < busCount; i++) {
    const re = v128.load(newtonVoltage + ((<usize>i) << 5));
    const im = v128.load(newtonVoltage + ((<usize>i) << 5), 16);
    const square = f64x2.add(f64x2.mul(re, re), f64x2.mul(im, im));
    v128.store(flowVoltage + ((<usize>i) << 4), f64x2.sqrt(square));
    const shunt = f64x2.mul(square, v128.load64_splat(shuntG + ((<usize>i) << 3)));
    given = f64x2.add(given, f64x2.sub(shunt, v128.load(p + ((<usize>i) << 4))));
  }
  v128.store(flowSlackP, given);
}

/**
 * Solves two injection vectors (f64x2 [bus], per unit, generation − load); bit k of the answer =
 * lane k converged. The results are the lets above.
 */
export function solveFlow(p: usize, q: usize): i32 {
  if (!flowRadial) return solveWarm(p, q, 0);
  const solved = radialSolve2(p, q, 0);
  for (let i = 0; i < busCount; i++) {
    const at = (<usize>i) << 4;
    v128.store(flowVoltage + at, f64x2.sqrt(v128.load(radialV2 + at)));
  }
  v128.store(flowSlackP, v128.load(radialSums, 32));
  v128.store(flowLossP, v128.load(radialSums));
  v128.store(flowLossQ, v128.load(radialSums, 16));
  return solved;
}

/** As solveFlow by Newton's method; `warm` 1 = from the voltages of the last solve. */
export function solveWarm(p: usize, q: usize, warm: i32): i32 {
  const solved = newtonSolve2(p, q, warm);
  readNewton(p);
  return solved;
}

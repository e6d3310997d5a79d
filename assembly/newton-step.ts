// One Newton–Raphson iteration for two lanes, and the loop around it: errors of the equations
// (jacobian.ts), lanes within the tolerance frozen, Jacobian, factors, step (sparse-lu.ts).
//
// A frozen lane is not touched any more and every operation stands in a fixed order, so the bits
// of a lane never depend on its neighbour.
//
// No damping: the basin from a flat start or from the last slot covers every built-in case and
// all random networks of the tests, and damping would only add iterations there. A step that is
// not finite, or beyond STEP_MAX, means a singular Jacobian: the lane stops with its last finite
// voltages and is reported as not converged.

import { alloc } from "./memory";
import { fillJacobian, mismatch, volt, worst } from "./jacobian";
import { unknownCount } from "./ordering";
import { record } from "./result";
import { factorise, largest, rhs, solveLu } from "./sparse-lu";

/** Largest change of e or f in one step that is still believed, per unit. */
const STEP_MAX: f64 = 100;

/** Largest error allowed in any equation, per unit; most iterations per round of switching. */
export let tolerance: f64 = 1e-8;
export let iterationsMax: i32 = 30;
/** Iterations of the last solve, all rounds, both lanes together; factorisations among them. */
export let stepCount: i32 = 0;
export let factorCount: i32 = 0;

let recording: bool = false;
let laneMasks: usize = 0;

/** Reserves the constants. Call after `begin`. */
export function prepareSteps(): void {
  laneMasks = alloc(64);
  for (let lanes: usize = 0; lanes < 4; lanes++) {
    store<u64>(laneMasks + (lanes << 4), lanes & 1 ? ~0 : 0);
    store<u64>(laneMasks + (lanes << 4), lanes & 2 ? ~0 : 0, 8);
  }
}

/** Sets both limits for the solves that follow. */
export function limitSteps(within: f64, most: i32): void {
  tolerance = within;
  iterationsMax = most;
}

/** Starts the counts at zero; with `history`, lane 0's errors go to the outcome block. */
export function countFromZero(history: bool): void {
  stepCount = 0;
  factorCount = 0;
  recording = history;
}

export function countStep(factored: bool): void {
  stepCount++;
  if (factored) factorCount++;
}

/** Lanes (bits) that the last `mismatch` found within the tolerance. */
export function lanesWithin(): i32 {
  if (recording) record(load<f64>(worst));
  return (load<f64>(worst) <= tolerance ? 1 : 0) | (load<f64>(worst, 8) <= tolerance ? 2 : 0);
}

/** Iterates the lanes of `lanes` (bits) until each has converged or stopped; which converged. */
export function iterate(lanes: i32): i32 {
  let active = lanes;
  let done = 0;
  for (let round = 0; active != 0; round++) {
    mismatch();
    const within = active & lanesWithin();
    done |= within;
    active &= ~within;
    if (active == 0 || round == iterationsMax) break;
    fillJacobian();
    factorise();
    solveLu();
    countStep(true);
    active = advance(active);
  }
  return done;
}

/** Adds the step in `rhs` to the voltages of `lanes`, except where it is not to be believed. */
export function advance(lanes: i32): i32 {
  let kept = lanes;
  if (!(load<f64>(largest) <= STEP_MAX)) kept &= ~1;
  if (!(load<f64>(largest, 8) <= STEP_MAX)) kept &= ~2;
  const size = (<usize>unknownCount) << 5;
  const mask = v128.load(laneMasks + ((<usize>kept) << 4));
  for (let at: usize = 0; at < size; at += 16) {
    const step = v128.and(v128.load(rhs + at), mask);
    v128.store(volt + at, f64x2.add(v128.load(volt + at), step));
  }
  return kept;
}

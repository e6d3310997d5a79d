// Power flow of any network (loops, PV buses, taps, phase shifts, reactive limits) by
// Newton–Raphson, two injection vectors at once, one per lane of a v128.
//
// Steps: the iterations of newton-step.ts until the lanes converge; then the reactive limits
// (reactive-limit.ts); lanes where a bus switched go on. After `newtonKeep(1)` the iterations are
// those of zbus.ts, which keeps factors from solve to solve.
//
// How to use from another kernel, after web/kernel/network.ts has packed a network:
//   newtonPrepare();                       once per network (topology, impedances, kinds, limits)
//   newtonLimits(1e-8, 30, 0);             optional: tolerance, iterations, 1 = reactive limits
//   newtonKeep(1);                         optional: the fast method
//   const ok = newtonSolve2(p, q, 0);      p, q: f64x2 [bus], net injection in per unit
//                                          (generation − load; q on PV buses: −load)
//   bit k of ok set = lane k converged. newtonVoltage then holds, per bus in packed order, 32
//   bytes: real pair, imaginary pair. Third argument: 1 = start from the last voltages, except
//   in a lane that did not converge, which always starts afresh.
// Nothing is allocated by newtonSolve2. NaN in p or q is the caller's fault and stops the lane.

import { cos, sin } from "./angle";
import { alloc } from "./memory";
import { busCount, injectionP, injectionQ, setVoltage, startAngle } from "./network";
import { busAt, unknownCount } from "./ordering";
import { freeReactive, prepareEquations, spec, volt } from "./jacobian";
import { countFromZero, iterate, limitSteps, prepareSteps, stepCount } from "./newton-step";
import {
  loadFixedReactive,
  prepareLimits,
  readLimits,
  releaseAll,
  switchLimits,
} from "./reactive-limit";
import { atLimit, setConverged, setIterations, voltageIm, voltageRe } from "./result";
import { forgetFactors, iterateKept } from "./zbus";

/** Rounds of reactive switching; each bus switches a bounded number of times anyway. */
const ROUNDS_MAX: i32 = 100;
/** Rounds that switch all units at once. */
const ROUNDS_TOGETHER: i32 = 4;

/** 32 bytes per bus in packed order: real pair, imaginary pair of the last newtonSolve2. */
export let newtonVoltage: usize = 0;

let enforce: bool = false;
let keep: bool = false;
let settled: i32 = 0; // lanes (bits) whose voltages are a solution
let flat: usize = 0; // e, f per position

/** Everything that depends on the packed network but not on its injections. */
export function newtonPrepare(): void {
  prepareEquations();
  prepareLimits();
  prepareSteps();
  newtonVoltage = alloc((<usize>busCount) << 5);
  flat = alloc((<usize>busCount) << 4);
  for (let p: usize = 0; p < <usize>busCount; p++) {
    const bus = (<usize>load<i32>(busAt + (p << 2))) << 3;
    const v = load<f64>(setVoltage + bus);
    const angle = load<f64>(startAngle + bus);
    store<f64>(flat + (p << 4), v * cos(angle));
    store<f64>(flat + (p << 4), v * sin(angle), 8);
  }
  newtonLimits(1e-8, 30, 0);
  newtonKeep(0);
  startFlat(3);
}

/** Tolerance in per unit, most iterations per round of switching, 1 = enforce reactive limits. */
export function newtonLimits(within: f64, most: i32, reactive: i32): void {
  limitSteps(within, most);
  enforce = reactive != 0;
}

/** 1 = the fast method of zbus.ts, 0 = new factors in every iteration. */
export function newtonKeep(kept: i32): void {
  keep = kept != 0;
  forgetFactors();
}

/** `lanes` (bits) at set points and start angles, every unit within its limits. */
export function startFlat(lanes: i32): void {
  for (let lane = 0; lane < 2; lane++) {
    if (((lanes >> lane) & 1) == 0) continue;
    const shift = (<usize>lane) << 3;
    for (let p: usize = 0; p < <usize>busCount; p++) {
      const at = volt + (p << 5) + shift;
      store<f64>(at, load<f64>(flat + (p << 4)));
      store<f64>(at, load<f64>(flat + (p << 4), 8), 16);
    }
    releaseAll(shift);
    freeReactive(shift);
  }
  settled &= ~lanes;
  if (lanes == 3) forgetFactors();
}

/** Solves two injection vectors; bit k of the answer = lane k converged. See the header. */
export function newtonSolve2(p: usize, q: usize, warm: i32): i32 {
  startFlat(warm ? 3 & ~settled : 3);
  for (let k: usize = 0; k < <usize>unknownCount; k++) {
    const bus = (<usize>load<i32>(busAt + (k << 2))) << 4;
    const at = spec + (k << 5);
    v128.store(at, v128.load(p + bus));
    v128.store(at, v128.load(q + bus), 16);
  }
  countFromZero(false);
  settled = solveLoaded();
  for (let k: usize = 0; k < <usize>busCount; k++) {
    const from = volt + (k << 5);
    const to = newtonVoltage + ((<usize>load<i32>(busAt + (k << 2))) << 5);
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
  }
  return settled;
}

/** Solves what stands in `spec`, from the voltages that stand in `volt`. */
function solveLoaded(): i32 {
  loadFixedReactive();
  let done = run(3);
  if (!enforce) return done;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const changed = switchLimits(done, round >= ROUNDS_TOGETHER);
    if (changed == 0) return done;
    // Other equations from here on: factors made before do not belong to them.
    forgetFactors();
    done = (done & ~changed) | run(changed);
  }
  return done;
}

function run(lanes: i32): i32 {
  return keep ? iterateKept(lanes) : iterate(lanes);
}

/**
 * Solves the packed injections into the outcome block, in both lanes alike; `openResult` and
 * `newtonPrepare` come first. Arguments as of `newtonLimits`; `warm` 1 starts from voltageRe and
 * voltageIm. The answer is 1 when converged; the worst mismatch is left to `verify`.
 */
export function newtonSolve(within: f64, most: i32, reactive: i32, warm: i32): i32 {
  newtonLimits(within, most, reactive);
  startFlat(3);
  for (let k: usize = 0; k < <usize>unknownCount; k++) {
    const bus = (<usize>load<i32>(busAt + (k << 2))) << 3;
    loadPair(spec + (k << 5), injectionP + bus, injectionQ + bus);
    if (warm) loadPair(volt + (k << 5), voltageRe + bus, voltageIm + bus);
  }
  countFromZero(true);
  settled = solveLoaded();
  for (let k: usize = 0; k < <usize>busCount; k++) {
    const bus = (<usize>load<i32>(busAt + (k << 2))) << 3;
    store<f64>(voltageRe + bus, load<f64>(volt + (k << 5)));
    store<f64>(voltageIm + bus, load<f64>(volt + (k << 5), 16));
  }
  readLimits(atLimit);
  setConverged(settled & 1);
  setIterations(stepCount);
  return settled & 1;
}

function loadPair(to: usize, first: usize, second: usize): void {
  v128.store(to, v128.load64_splat(first));
  v128.store(to, v128.load64_splat(second), 16);
}

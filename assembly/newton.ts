// Newton–Raphson power flow of any network (loops, PV buses, taps, phase shifts, reactive limits),
// two injection vectors at once, one per lane of a v128.
//
// Steps: errors of the equations (jacobian.ts); lanes within the tolerance are frozen; Jacobian;
// factors and step (sparse-lu.ts); repeat. At convergence the reactive limits are looked at
// (reactive-limit.ts) and lanes where a bus switched go on. The order of operations is fixed and a
// frozen lane is not touched any more, so a lane's bits never depend on its neighbour.
//
// No damping: the quadratic basin from a flat start or from the last slot covers every built-in
// case and all random networks of the tests, and a damped step would only cost sweeps there. A
// step that is not finite or beyond STEP_MAX means a singular Jacobian: the lane stops with its
// last finite voltages and is reported as not converged.
//
// How to use from another kernel, after web/kernel/network.ts has packed a network:
//   newtonPrepare();                       once per network (topology, impedances, kinds, limits)
//   newtonLimits(1e-8, 30, 0);             optional; tolerance, iterations, 1 = reactive limits
//   const ok = newtonSolve2(p, q, 0);      p, q: f64x2 [bus], net injection in per unit
//                                          (generation − load; q on PV buses: −load)
//   bit k of ok set = lane k converged. newtonVoltage then holds, per bus in packed order, 32
//   bytes: real pair, imaginary pair. Third argument: 1 = start from the last voltages.
// Nothing is allocated by newtonSolve2. NaN in p or q is the caller's fault and stops the lane.

import { alloc } from "./memory";
import { busCount, injectionP, injectionQ, setVoltage, startAngle } from "./network";
import { busAt, positionOf, unknownCount } from "./ordering";
import {
  fillJacobian,
  freeReactive,
  mismatch,
  prepareEquations,
  spec,
  volt,
  worst,
} from "./jacobian";
import {
  loadFixedReactive,
  prepareLimits,
  readLimits,
  releaseAll,
  switchLimits,
} from "./reactive-limit";
import { factorise, rhs, solveLu } from "./sparse-lu";
import {
  atLimit,
  record,
  setConverged,
  setIterations,
  setWorst,
  voltageIm,
  voltageRe,
} from "./result";

/** Largest change of e or f in one step that is still believed, per unit. */
const STEP_MAX: f64 = 100;
/** Rounds of reactive switching; each bus switches a bounded number of times anyway. */
const ROUNDS_MAX: i32 = 60;

/** 32 bytes per bus in packed order: real pair, imaginary pair of the last newtonSolve2. */
export let newtonVoltage: usize = 0;
/** Iterations of the last solve, all rounds, both lanes together. */
export let newtonIterations: i32 = 0;
/** Factorisations among them. */
export let newtonFactorisations: i32 = 0;

let tolerance: f64 = 1e-8;
let iterationsMax: i32 = 30;
let enforce: bool = false;
/** A step that leaves more than this share of the error asks for new factors; 0 = each step. */
let refreshAbove: f64 = 0;
let factored: bool = false;
let recording: bool = false;
let laneMasks: usize = 0;

/** Everything that depends on the packed network but not on its injections. */
export function newtonPrepare(): void {
  prepareEquations();
  prepareLimits();
  newtonVoltage = alloc((<usize>busCount) << 5);
  laneMasks = alloc(64);
  store<u64>(laneMasks, ~0, 16);
  store<u64>(laneMasks, ~0, 40);
  v128.store(laneMasks, v128.splat<u64>(~0), 48);
  newtonLimits(1e-8, 30, 0);
  refreshAbove = 0;
  flatStart();
}

/** Tolerance in per unit, most iterations per round of switching, 1 = enforce reactive limits. */
export function newtonLimits(within: f64, most: i32, reactive: i32): void {
  tolerance = within;
  iterationsMax = most;
  enforce = reactive != 0;
}

/** Sets when factors are renewed: see zbus.ts. 0 = Newton's own method. */
export function setRefresh(share: f64): void {
  refreshAbove = share;
  factored = false;
}

/** Both lanes at the packed start: set points, start angles, every unit within its limits. */
export function flatStart(): void {
  for (let p = 0; p < busCount; p++) {
    const bus = (<usize>load<i32>(busAt + ((<usize>p) << 2))) << 3;
    const v = load<f64>(setVoltage + bus);
    const angle = load<f64>(startAngle + bus);
    const at = volt + ((<usize>p) << 5);
    v128.store(at, f64x2.splat(v * NativeMath.cos(angle)));
    v128.store(at, f64x2.splat(v * NativeMath.sin(angle)), 16);
  }
  releaseAll();
  freeReactive();
  factored = false;
}

/** Solves two injection vectors; bit k of the answer = lane k converged. See the header. */
export function newtonSolve2(p: usize, q: usize, warm: i32): i32 {
  if (!warm) flatStart();
  for (let k = 0; k < unknownCount; k++) {
    const bus = (<usize>load<i32>(busAt + ((<usize>k) << 2))) << 4;
    const at = spec + ((<usize>k) << 5);
    v128.store(at, v128.load(p + bus));
    v128.store(at, v128.load(q + bus), 16);
  }
  const done = solveLoaded();
  for (let k = 0; k < busCount; k++) {
    const from = volt + ((<usize>k) << 5);
    const to = newtonVoltage + ((<usize>load<i32>(busAt + ((<usize>k) << 2))) << 5);
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
  }
  return done;
}

/** Solves what stands in `spec`, from the voltages that stand in `volt`. */
function solveLoaded(): i32 {
  newtonIterations = 0;
  newtonFactorisations = 0;
  loadFixedReactive();
  let done = iterate(3);
  if (!enforce) return done;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const changed = switchLimits(done);
    if (changed == 0) break;
    // Another set of unknown magnitudes: the old factors belong to other equations.
    factored = false;
    done = (done & ~changed) | iterate(changed);
  }
  return done;
}

/** Iterates the lanes of `lanes` (bits) until each has converged or stopped; which converged. */
function iterate(lanes: i32): i32 {
  let active = lanes;
  let done = 0;
  let before0 = Infinity;
  let before1 = Infinity;
  for (let round = 0; active != 0; round++) {
    mismatch();
    const now0 = load<f64>(worst);
    const now1 = load<f64>(worst, 8);
    if (recording) record(now0);
    const within = active & ((now0 <= tolerance ? 1 : 0) | (now1 <= tolerance ? 2 : 0));
    done |= within;
    active &= ~within;
    if (active == 0 || round == iterationsMax) break;
    const slow0 = (active & 1) != 0 && !(now0 <= refreshAbove * before0);
    const slow1 = (active & 2) != 0 && !(now1 <= refreshAbove * before1);
    if (!factored || (round > 0 && (slow0 || slow1))) {
      fillJacobian();
      factorise();
      factored = refreshAbove > 0;
      newtonFactorisations++;
    }
    before0 = now0;
    before1 = now1;
    solveLu();
    active = advance(active);
    newtonIterations++;
  }
  return done;
}

/** Adds the step in `rhs` to the voltages of `lanes`, except where it is not to be believed. */
function advance(lanes: i32): i32 {
  const size = (<usize>unknownCount) << 5;
  const one = v128.load(laneMasks, 48);
  const absolute = i64x2.shr_u(one, 1);
  let top = v128.xor(one, one);
  for (let at: usize = 0; at < size; at += 16) {
    top = f64x2.max(top, v128.and(v128.load(rhs + at), absolute));
  }
  let kept = lanes;
  if (!(f64x2.extract_lane(top, 0) <= STEP_MAX)) kept &= ~1;
  if (!(f64x2.extract_lane(top, 1) <= STEP_MAX)) kept &= ~2;
  const mask = v128.load(laneMasks + ((<usize>kept) << 4));
  for (let at: usize = 0; at < size; at += 16) {
    const step = v128.and(v128.load(rhs + at), mask);
    v128.store(volt + at, f64x2.add(v128.load(volt + at), step));
  }
  return kept;
}

/**
 * Solves the packed injections into the outcome block (`openResult` first, then `newtonPrepare`).
 * `warm` 1 starts from voltageRe/voltageIm. Leaves the voltages, iterations and history there.
 */
export function newtonSolve(within: f64, most: i32, reactive: i32, warm: i32): i32 {
  newtonLimits(within, most, reactive);
  flatStart();
  for (let k = 0; k < unknownCount; k++) {
    const bus = (<usize>load<i32>(busAt + ((<usize>k) << 2))) << 3;
    const at = (<usize>k) << 5;
    v128.store(spec + at, v128.load64_splat(injectionP + bus));
    v128.store(spec + at, v128.load64_splat(injectionQ + bus), 16);
    if (!warm) continue;
    v128.store(volt + at, v128.load64_splat(voltageRe + bus));
    v128.store(volt + at, v128.load64_splat(voltageIm + bus), 16);
  }
  recording = true;
  const done = solveLoaded();
  recording = false;
  for (let i = 0; i < busCount; i++) {
    const at = volt + ((<usize>load<i32>(positionOf + ((<usize>i) << 2))) << 5);
    store<f64>(voltageRe + ((<usize>i) << 3), load<f64>(at));
    store<f64>(voltageIm + ((<usize>i) << 3), load<f64>(at, 16));
  }
  readLimits(atLimit);
  setConverged(done & 1);
  setIterations(newtonIterations);
  reportWorst();
  return done & 1;
}

/** The bus where the last error of lane 0 stands; errors are recomputed at the final voltages. */
function reportWorst(): void {
  mismatch();
  let bus = 0;
  let most: f64 = -1;
  for (let k = 0; k < unknownCount; k++) {
    const at = rhs + ((<usize>k) << 5);
    const error = max(abs(load<f64>(at)), abs(load<f64>(at, 16)));
    if (error <= most) continue;
    most = error;
    bus = load<i32>(busAt + ((<usize>k) << 2));
  }
  setWorst(max(most, 0), bus);
}

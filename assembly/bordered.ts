// One point of the continuation curve: Newton's correction with λ as an unknown, and the tangent.
//
// With λ as the parameter the Jacobian is the power flow's own. With s = |V_k|² as the parameter,
// row k is |V_k|² = s instead of Q_k, which stays regular at the nose; Q_k = λ q_k then gives the
// change of λ. Lane 0 carries the Newton step u, lane 1 the answer w of the voltages to λ:
//   δλ = (R − ∇Q_k·u) / (∇Q_k·w − q_k),   R = λ q_k − Q_k,   x ← x + u + δλ w
// Both lanes hold the same voltages. All figures per unit.

import { alloc } from "./memory";
import { busCount, injectionP, injectionQ } from "./network";
import { busAt, positionOf, unknownCount } from "./ordering";
import { current, fillJacobian, holdsQ, mismatch, setSquare, spec, volt, worst } from "./jacobian";
import { attainable } from "./mismatch";
import { factorise, rhs, solveLu } from "./sparse-lu";
import { admittanceB, admittanceG, column, rowStart } from "./ybus";

const ITERATIONS_MAX: i32 = 12;
/** Largest error of a point on the curve, per unit, unless rounding forbids. */
const TOLERANCE: f64 = 1e-12;

export let lambda: f64 = 0;
/** Position k of the bus whose |V|² is the parameter, −1 for λ itself. */
export let parameter: i32 = -1;
/** dλ per unit of the parameter. */
export let slope: f64 = 0;
/** f64 de, df per unknown position and unit of the parameter. */
export let tangent: usize = 0;
let saved: usize = 0; // e, f per unknown position
let savedLambda: f64 = 0;
let tolerance: f64 = TOLERANCE;

/** At λ = 0 and whatever voltages stand; call after `newtonPrepare`. */
export function startCurve(): void {
  tangent = alloc((<usize>busCount) << 4);
  saved = alloc((<usize>busCount) << 4);
  lambda = 0;
  parameter = -1;
  tolerance = max(TOLERANCE, attainable());
}

/** λ or |V_k|². */
export function parameterValue(): f64 {
  return parameter < 0 ? lambda : square(parameter);
}

/** |V|² at a position. */
export function square(p: i32): f64 {
  const e = load<f64>(volt + ((<usize>p) << 5));
  const f = load<f64>(volt + ((<usize>p) << 5), 16);
  return e * e + f * f;
}

/** Moves along the tangent until the parameter is `target`. */
export function predict(target: f64): void {
  const size = target - parameterValue();
  for (let p: usize = 0; p < <usize>unknownCount; p++) {
    addVoltage(p, size * load<f64>(tangent + (p << 4)), size * load<f64>(tangent + (p << 4), 8));
  }
  lambda += size * slope;
  demand(target);
}

function addVoltage(p: usize, de: f64, df: f64): void {
  const at = volt + (p << 5);
  v128.store(at, f64x2.splat(load<f64>(at) + de));
  v128.store(at, f64x2.splat(load<f64>(at, 16) + df), 16);
}

/** Sets the parameter's value that the next correction has to meet. */
function demand(value: f64): void {
  if (parameter < 0) lambda = value;
  else v128.store(setSquare + ((<usize>parameter) << 4), f64x2.splat(value));
}

/** Remembers voltages and λ. */
export function saveState(): void {
  for (let p: usize = 0; p < <usize>unknownCount; p++) {
    store<f64>(saved + (p << 4), load<f64>(volt + (p << 5)));
    store<f64>(saved + (p << 4), load<f64>(volt + (p << 5), 16), 8);
  }
  savedLambda = lambda;
}

/** Back to what `saveState` kept, where the parameter was `value`. */
export function restoreState(value: f64): void {
  for (let p: usize = 0; p < <usize>unknownCount; p++) {
    v128.store(volt + (p << 5), v128.load64_splat(saved + (p << 4)));
    v128.store(volt + (p << 5), v128.load64_splat(saved + (p << 4), 8), 16);
  }
  lambda = savedLambda;
  demand(value);
}

/** Largest error of any equation at the present voltages and λ; fills `rhs`. */
function residual(): f64 {
  for (let p: usize = 0; p < <usize>unknownCount; p++) {
    const bus = (<usize>load<i32>(busAt + (p << 2))) << 3;
    v128.store(spec + (p << 5), f64x2.splat(lambda * load<f64>(injectionP + bus)));
    v128.store(spec + (p << 5), f64x2.splat(lambda * load<f64>(injectionQ + bus)), 16);
  }
  mismatch();
  const most = load<f64>(worst);
  return parameter < 0 ? most : max(most, abs(removed()));
}

/** R: what bus k lacks of the equation that its row left to λ. */
function removed(): f64 {
  const at = (<usize>parameter) << 5;
  const q =
    load<f64>(volt + at, 16) * load<f64>(current + at) -
    load<f64>(volt + at) * load<f64>(current + at, 16);
  return load<f64>(spec + at, 16) - q;
}

/** Newton's iterations at the demanded parameter; false when they do not converge. */
export function correct(): bool {
  for (let round = 0; round < ITERATIONS_MAX; round++) {
    const error = residual();
    if (error <= tolerance) return true;
    if (!(error <= 1e3)) return false;
    solveBoth();
    let change: f64 = 0;
    if (parameter >= 0) change = (removed() - reactiveChange(0)) / (reactiveChange(8) - baseQ());
    for (let p: usize = 0; p < <usize>unknownCount; p++) {
      const x = rhs + (p << 5);
      const de = load<f64>(x) + change * load<f64>(x, 8);
      addVoltage(p, de, load<f64>(x, 16) + change * load<f64>(x, 24));
    }
    lambda += change;
  }
  return false;
}

/** Lane 0: what stands in `rhs`; lane 1: the change of voltages per unit of λ. */
function solveBoth(): void {
  for (let p: usize = 0; p < <usize>unknownCount; p++) {
    const bus = (<usize>load<i32>(busAt + (p << 2))) << 3;
    const obeys = load<u64>(holdsQ + (p << 4)) != 0;
    store<f64>(rhs + (p << 5), load<f64>(injectionP + bus), 8);
    store<f64>(rhs + (p << 5), obeys ? load<f64>(injectionQ + bus) : 0, 24);
  }
  fillJacobian();
  factorise();
  solveLu();
}

// q_k
function baseQ(): f64 {
  return load<f64>(injectionQ + ((<usize>load<i32>(busAt + ((<usize>parameter) << 2))) << 3));
}

/** ∇Q_k times the vector in the lane of `rhs` that stands `lane` bytes into each pair. */
function reactiveChange(lane: usize): f64 {
  const k = <usize>parameter;
  const bus = (<usize>load<i32>(busAt + (k << 2))) << 2;
  const e = load<f64>(volt + (k << 5));
  const f = load<f64>(volt + (k << 5), 16);
  const own = rhs + (k << 5) + lane;
  let sum =
    load<f64>(current + (k << 5)) * load<f64>(own, 16) -
    load<f64>(current + (k << 5), 16) * load<f64>(own);
  for (let t = load<i32>(rowStart + bus); t < load<i32>(rowStart + bus, 4); t++) {
    const neighbour = (<usize>load<i32>(column + ((<usize>t) << 2))) << 2;
    const p = load<i32>(positionOf + neighbour);
    if (p >= unknownCount) continue;
    const g = load<f64>(admittanceG + ((<usize>t) << 3));
    const b = load<f64>(admittanceB + ((<usize>t) << 3));
    const x = rhs + ((<usize>p) << 5) + lane;
    sum += (f * g - e * b) * load<f64>(x) - (e * g + f * b) * load<f64>(x, 16);
  }
  return sum;
}

/** Tangent of the curve at a solution, per unit of the parameter. */
export function findTangent(): void {
  memory.fill(rhs, 0, (<usize>unknownCount) << 5);
  if (parameter >= 0) store<f64>(rhs + ((<usize>parameter) << 5), 1, 16);
  solveBoth();
  slope = parameter < 0 ? 1 : reactiveChange(0) / (baseQ() - reactiveChange(8));
  for (let p: usize = 0; p < <usize>unknownCount; p++) {
    const x = rhs + (p << 5);
    store<f64>(tangent + (p << 4), load<f64>(x) + slope * load<f64>(x, 8));
    store<f64>(tangent + (p << 4), load<f64>(x, 16) + slope * load<f64>(x, 24), 8);
  }
}

/** d|V_p|² per unit of the parameter. */
export function squareChange(p: i32): f64 {
  const at = volt + ((<usize>p) << 5);
  const t = tangent + ((<usize>p) << 4);
  return 2 * (load<f64>(at) * load<f64>(t) + load<f64>(at, 16) * load<f64>(t, 8));
}

/** Makes |V|² at `position` the parameter and turns the tangent to it. */
export function takeParameter(position: i32): void {
  const change = squareChange(position);
  if (parameter >= 0) v128.store(holdsQ + ((<usize>parameter) << 4), v128.splat<u64>(~0));
  v128.store(holdsQ + ((<usize>position) << 4), v128.splat<u64>(0));
  parameter = position;
  demand(square(position));
  slope /= change;
  for (let at: usize = 0; at < (<usize>unknownCount) << 4; at += 8) {
    store<f64>(tangent + at, load<f64>(tangent + at) / change);
  }
}

// Continuation power flow: all injections of the packed network scaled together by λ, from λ = 0
// through the nose (the largest λ that has a solution) and down the lower branch.
//
// Knows how to walk the curve; a point of it and its tangent are the matter of bordered.ts.
// Reactive limits are ignored: PV and slack buses hold their set points everywhere. λ = 1 need not
// have a solution.
// Source: V. Ajjarapu and C. Christy, "The continuation power flow", IEEE Trans. Power Systems 7
// (1992), with local parameterisation.
//
// Steps: solve λ = 0 from flat. Predict along the tangent, correct by Newton. As long as voltages
// hardly answer, λ is the parameter of the curve; then |V_k|² of the bus that answers most. The
// nose is where dλ/d|V_k|² changes sign; its place is found as a root of that, so that the error
// of λ is of second order in it.

import { alloc } from "./memory";
import {
  correct,
  findTangent,
  lambda,
  parameter,
  parameterValue,
  predict,
  restoreState,
  saveState,
  slope,
  square,
  squareChange,
  startCurve,
  takeParameter,
  tangent,
} from "./bordered";
import { PQ, busCount, kind } from "./network";
import { newtonPrepare } from "./newton";
import { busAt, unknownCount } from "./ordering";

const POINTS_MAX: i32 = 512;
/** From this relative change of |V|² per relative change of λ on, a voltage is the parameter. */
const ANSWER: f64 = 0.1;
/** Largest change of e or f per step, per unit. */
const STEP: f64 = 0.02;
/** The lower branch is followed down to this share of the largest λ. */
const LOWEST_SHARE: f64 = 0.05;
/** A step of λ alone below this share of it has arrived at the nose. */
const NEAR: f64 = 1e-12;

/** Points found, upper branch first; index of the nose among them, −1 if none was reached. */
export let curveCount: i32 = 0;
export let curveNose: i32 = -1;
/** f64 per point. */
export let curveLambda: usize = 0;
/** f64 per point and bus in packed order: |V| per unit. */
export let curveVoltage: usize = 0;

/** Traces the curve of the packed network; the answer is how many points it has. */
export function traceCurve(): i32 {
  newtonPrepare();
  startCurve();
  curveLambda = alloc((<usize>POINTS_MAX) << 3);
  curveVoltage = alloc((<usize>(POINTS_MAX * busCount)) << 3);
  curveCount = 0;
  curveNose = -1;
  if (!correct()) return 0;
  findTangent();
  keepPoint();
  follow();
  // Only where no voltage is free to fall: λ alone led as close as it could.
  if (curveNose < 0 && curveCount > 1) curveNose = curveCount - 1;
  return curveCount;
}

function follow(): void {
  let direction: f64 = 1;
  let top: f64 = 0;
  while (curveCount < POINTS_MAX - 1) {
    direction *= chooseParameter();
    const here = parameterValue();
    const before = slope;
    if (!stepAhead(direction)) return;
    const there = parameterValue();
    findTangent();
    if (curveNose < 0 && before * direction > 0 && slope * direction <= 0) {
      refineNose(here, before, there);
      curveNose = curveCount;
    }
    keepPoint();
    top = max(top, lambda);
    if (lambda < LOWEST_SHARE * top) return;
    if (parameter < 0 && lambda - here <= NEAR * lambda) return;
  }
}

/** Predicts and corrects, with ever shorter steps; false when none leads to another solution. */
function stepAhead(direction: f64): bool {
  let most: f64 = 0;
  for (let at: usize = 0; at < (<usize>unknownCount) << 4; at += 8) {
    most = max(most, abs(load<f64>(tangent + at)));
  }
  if (!(most > 0)) return false;
  saveState();
  const start = parameterValue();
  for (let size = STEP / most; size > (1e-14 * STEP) / most; size *= 0.5) {
    predict(start + direction * size);
    if (correct()) return true;
    restoreState(start);
  }
  return false;
}

/**
 * Takes the bus whose voltage answers most as parameter, once voltages answer at all, and turns
 * the tangent to it; the answer is −1 when the new parameter falls where the old one rose, else 1.
 */
function chooseParameter(): f64 {
  let best = -1;
  let most: f64 = 0;
  for (let p = 0; p < unknownCount; p++) {
    if (load<i32>(kind + ((<usize>load<i32>(busAt + ((<usize>p) << 2))) << 2)) != PQ) continue;
    const answer = abs(squareChange(p)) / square(p);
    if (!(answer > most)) continue;
    most = answer;
    best = p;
  }
  if (best < 0 || best == parameter) return 1;
  if (parameter < 0 && !(most * lambda > ANSWER)) return 1;
  const change = squareChange(best);
  takeParameter(best);
  return change < 0 ? -1 : 1;
}

/** Root of dλ/ds between `a`, where it was `slopeA`, and `b`, where the curve is now (Illinois). */
function refineNose(a: f64, slopeA: f64, b: f64): void {
  let from = a;
  let to = b;
  let rising = slopeA;
  let falling = slope;
  for (let round = 0; round < 60; round++) {
    if (abs(falling * (to - from)) <= 1e-15 * abs(lambda)) return;
    const next = (from * falling - to * rising) / (falling - rising);
    saveState();
    predict(next);
    if (!correct()) {
      // the best point so far stands, never an iterate that is no solution
      restoreState(to);
      return;
    }
    findTangent();
    if (slope > 0 == falling > 0) {
      rising *= 0.5;
    } else {
      from = to;
      rising = falling;
    }
    to = next;
    falling = slope;
  }
}

function keepPoint(): void {
  store<f64>(curveLambda + ((<usize>curveCount) << 3), lambda);
  const row = curveVoltage + ((<usize>(curveCount * busCount)) << 3);
  for (let p = 0; p < busCount; p++) {
    const bus = <usize>load<i32>(busAt + ((<usize>p) << 2));
    store<f64>(row + (bus << 3), Math.sqrt(square(p)));
  }
  curveCount++;
}

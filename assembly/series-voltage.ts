// A chunk of slots by the methods that answer with complex voltages, two slots at once (see
// series.ts): Gauss–Seidel and Newton, any network.

import { alloc } from "./memory";
import { busCount } from "./network";
import {
  RATE_SWEEPS,
  aim,
  asked,
  bringBack,
  finiteLanes,
  flatStart,
  forgetRate,
  keepLanes,
  lanes,
  measureRate,
  moved,
  prepareSweeps,
  settledLanes,
  sweep,
} from "./gauss-seidel";
import { BALANCE, EXPLODED, attainable } from "./mismatch";
import { newtonSolve2, newtonVoltage } from "./newton";
import { stepCount } from "./newton-step";
import {
  openPairFlow,
  pairFlow,
  pairLossP,
  pairLossQ,
  pairSlackP,
  pairSlackQ,
  pairWorst,
} from "./pair-flow";
import {
  seriesBase,
  seriesLossP,
  seriesLossQ,
  seriesP,
  seriesQ,
  seriesSlackP,
  seriesSlackQ,
  seriesVoltage,
  writeEnd,
  writeSum,
} from "./series";

/** How often a settled iterate is weighed, and a running one is looked at, in sweeps. */
const WEIGH_EVERY: i32 = 8;
const LOOK_EVERY: i32 = 32;

let tolerance: f64 = 1e-8;
let balance: f64 = BALANCE;
let sweepsMax: i32 = 20000;
let pairP: usize = 0; // f64x2 [bus], per unit
let pairQ: usize = 0;

/** Prepares `gaussSeidelChunk`; after `openSeries(1, …)`. */
export function openGaussSeidelSeries(alpha: f64, within: f64, most: i32): void {
  prepareSweeps(alpha);
  openPairFlow();
  tolerance = within;
  balance = max(within, max(BALANCE, attainable()));
  sweepsMax = most;
}

/** Prepares `newtonChunk`; after `openSeries(1, …)`, `newtonPrepare` and its limits. */
export function openNewtonSeries(): void {
  openPairFlow();
  pairP = alloc((<usize>busCount) << 4);
  pairQ = alloc((<usize>busCount) << 4);
}

/** Solves `steps` steps of two lanes by Gauss–Seidel. */
export function gaussSeidelChunk(steps: i32): void {
  const scale = f64x2.splat(1 / seriesBase);
  const row = (<usize>busCount) << 4;
  let ok: i32 = 0;
  for (let step = 0; step < steps; step++) {
    if (ok != 3) flatStart();
    const from = <usize>step * row;
    for (let i: usize = 0; i < row; i += 16) {
      const to = asked + (i << 1);
      v128.store(to, f64x2.mul(scale, v128.load(seriesP + from + i)));
      v128.store(to, f64x2.mul(scale, v128.load(seriesQ + from + i)), 16);
    }
    aim();
    ok = settle();
    writeVoltages(lanes, step, step + steps);
    writeEnd(step, step + steps, ok & 3, ok >> 2);
    ok &= 3;
  }
}

/** Sweeps until both lanes have converged or left the world; sweeps × 4 + converged lanes. */
function settle(): i32 {
  const far = f64x2.splat(EXPLODED);
  const small = f64x2.splat(tolerance * tolerance);
  const enough = f64x2.splat(balance);
  forgetRate();
  let lost: i32 = 0;
  let done: i32 = 0;
  let weighAt: i32 = 0;
  let sweeps: i32 = 0;
  while (sweeps < sweepsMax && (done | lost) != 3) {
    sweep();
    sweeps++;
    if (sweeps % RATE_SWEEPS == 0) measureRate();
    if (sweeps % LOOK_EVERY == 0) {
      lost |= 3 ^ finiteLanes();
      lost |= i64x2.bitmask(f64x2.gt(v128.load(moved), far));
      keepLanes(3 ^ lost);
    }
    // most sweeps end here
    if (!v128.any_true(f64x2.le(v128.load(moved), small)) || sweeps < weighAt) continue;
    if ((settledLanes(tolerance) & ~done) == 0) continue;
    weighAt = sweeps + WEIGH_EVERY;
    lost |= 3 ^ finiteLanes();
    pairFlow(lanes, asked, asked + 16, 32);
    const balanced = i64x2.bitmask(f64x2.le(v128.load(pairWorst), enough));
    done |= settledLanes(tolerance) & balanced & ~lost;
    if (done == 3) return (sweeps << 2) | done;
  }
  // A lane that left the world went on growing while the other was swept.
  bringBack(lost | (3 ^ finiteLanes()));
  pairFlow(lanes, asked, asked + 16, 32);
  done &= i64x2.bitmask(f64x2.le(v128.load(pairWorst), enough));
  return (sweeps << 2) | done;
}

/** Solves `steps` steps of two lanes by Newton's method, or its fast variant. */
export function newtonChunk(steps: i32): void {
  const scale = f64x2.splat(1 / seriesBase);
  const row = (<usize>busCount) << 4;
  let ok: i32 = 0;
  for (let step = 0; step < steps; step++) {
    const from = <usize>step * row;
    for (let i: usize = 0; i < row; i += 16) {
      v128.store(pairP + i, f64x2.mul(scale, v128.load(seriesP + from + i)));
      v128.store(pairQ + i, f64x2.mul(scale, v128.load(seriesQ + from + i)));
    }
    ok = newtonSolve2(pairP, pairQ, ok == 3 ? 1 : 0);
    pairFlow(newtonVoltage, pairP, pairQ, 16);
    writeVoltages(newtonVoltage, step, step + steps);
    writeEnd(step, step + steps, ok, stepCount);
  }
}

/** |V| and the sums of two slots, after `pairFlow`. */
function writeVoltages(volt: usize, slot: i32, next: i32): void {
  const size = (<usize>busCount) << 3;
  const here = seriesVoltage + <usize>slot * size;
  const there = seriesVoltage + <usize>next * size;
  for (let i: usize = 0; i < size; i += 8) {
    const e = v128.load(volt + (i << 2));
    const f = v128.load(volt + (i << 2), 16);
    const v = f64x2.sqrt(f64x2.add(f64x2.mul(e, e), f64x2.mul(f, f)));
    v128.store_lane<f64>(here + i, v, 0);
    v128.store_lane<f64>(there + i, v, 1);
  }
  writeSum(seriesSlackP, slot, next, pairSlackP);
  writeSum(seriesSlackQ, slot, next, pairSlackQ);
  writeSum(seriesLossP, slot, next, pairLossP);
  writeSum(seriesLossQ, slot, next, pairLossQ);
}

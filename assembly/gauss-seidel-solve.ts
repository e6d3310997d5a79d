// One Gauss–Seidel power flow of the packed network with the whole story: mismatch after every
// sweep, reactive limits, divergence and stalling. Runs both lanes of pair A alike.

import {
  PQ,
  PV,
  busCount,
  generationQMax,
  generationQMin,
  injectionQ,
  kind,
  setVoltage,
} from "./network";
import {
  RATE_SWEEPS,
  askPacked,
  bringBack,
  finiteLanes,
  forgetRate,
  giveRole,
  keepLanes,
  measureRate,
  prepareSweeps,
  settledLanes,
} from "./gauss-seidel";
import { lanes, moved, sweepOne } from "./gauss-seidel-sweep";
import { BALANCE, EXPLODED, attainable, openFlows, verify } from "./mismatch";
import {
  atLimit,
  clearResult,
  record,
  setConverged,
  setIterations,
  solvedQ,
  voltageIm,
  voltageRe,
} from "./result";
import { alloc } from "./memory";

/** Squared 4e-14 pu: from here a sweep moves voltages by rounding only … */
const ROUNDING: f64 = 1.6e-27;
/** … and after so many of them there is nothing more to gain. */
const STALL_SWEEPS: i32 = 50;
/** Reactive power and voltage beyond a limit that do not yet count, per unit. */
const MARGIN: f64 = 1e-7;
/** A bus that has returned to PV this often stays at its limit: no endless chatter. */
const RETURNS_MAX: i32 = 3;

let returns: usize = 0;

/**
 * Solves from a flat start. `alpha` 0.5 … 2, `tolerance` in per unit (see gauss-seidel.ts),
 * `enforce` = 1 keeps reactive limits. Call after packing and `openResult`; answers `converged`.
 */
export function gaussSeidel(alpha: f64, tolerance: f64, sweepsMax: i32, enforce: i32): i32 {
  prepareSweeps(alpha);
  openFlows();
  clearResult();
  returns = alloc(<usize>busCount * 4);
  askPacked();
  publish();
  record(verify());
  forgetRate(0);
  const balance = max(tolerance, max(BALANCE, attainable()));
  let done: i32 = 0;
  let stalled: i32 = 0;
  let ok: i32 = 0;
  while (done < sweepsMax) {
    sweepOne(0);
    const move = load<f64>(moved);
    if (finiteLanes(0) != 3 || !(move <= EXPLODED)) {
      bringBack(3, 0);
      publish();
      verify();
      break;
    }
    done++;
    keepLanes(3, 0);
    publish();
    const left = verify();
    record(left);
    stalled = move <= ROUNDING ? stalled + 1 : 0;
    if (done % RATE_SWEEPS == 0) measureRate(0);
    if (settledLanes(tolerance, 0) == 0 && stalled < STALL_SWEEPS) continue;
    ok = left <= balance ? 1 : 0;
    if (ok == 0 && stalled < STALL_SWEEPS) continue;
    if (ok == 0 || enforce == 0 || switchRoles() == 0) break;
    ok = 0;
    stalled = 0;
  }
  setIterations(done);
  setConverged(ok);
  return ok;
}

/** Lane 0 into the outcome block. */
function publish(): void {
  for (let i: usize = 0; i < <usize>busCount; i++) {
    store<f64>(voltageRe + (i << 3), load<f64>(lanes + (i << 5)));
    store<f64>(voltageIm + (i << 3), load<f64>(lanes + (i << 5), 16));
  }
}

/**
 * Looks at a solved state and switches what breaks a condition: for every PV bus one of |V| = set
 * and Q in range; Q at the upper limit and |V| ≤ set; Q at the lower limit and |V| ≥ set.
 * The answer is how many buses changed their role.
 */
function switchRoles(): i32 {
  let changed: i32 = 0;
  for (let i = 0; i < busCount; i++) {
    const at = <usize>i;
    if (load<i32>(kind + (at << 2)) != PV) continue;
    const held = load<i32>(atLimit + (at << 2));
    changed += held == 0 ? leave(i) : comeBack(i, held);
  }
  return changed;
}

function leave(bus: i32): i32 {
  const at = <usize>bus;
  const q = load<f64>(solvedQ + (at << 3));
  const most = load<f64>(generationQMax + (at << 3));
  const least = load<f64>(generationQMin + (at << 3));
  if (q <= most + MARGIN && q >= least - MARGIN) return 0;
  const above = q > most + MARGIN;
  store<i32>(atLimit + (at << 2), above ? 1 : -1);
  giveRole(bus, PQ, load<f64>(injectionQ + (at << 3)) + (above ? most : least));
  return 1;
}

function comeBack(bus: i32, held: i32): i32 {
  const at = <usize>bus;
  const re = load<f64>(voltageRe + (at << 3));
  const im = load<f64>(voltageIm + (at << 3));
  const above = Math.sqrt(re * re + im * im) - load<f64>(setVoltage + (at << 3));
  const count = load<i32>(returns + (at << 2));
  if (<f64>held * above <= MARGIN || count >= RETURNS_MAX) return 0;
  store<i32>(returns + (at << 2), count + 1);
  store<i32>(atLimit + (at << 2), 0);
  giveRole(bus, PV, 0);
  return 1;
}

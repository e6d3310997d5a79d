// What a set of voltages means, computed branch by branch from the pi model and never from the
// admittance rows that the solvers use: flows at both ends, what generators must give, and the
// power balance that is left. Every method is judged by `verify`.
//
//   V' = V_from / a      I = ys (V' − V_to)      a = t e^{jφ}
//   I_from = (I + j b/2 V') / conj(a)            I_to = j b/2 V_to − I            S = V conj(I)

import { angleOf } from "./angle";
import { alloc } from "./memory";
import {
  PV,
  SLACK,
  branchB,
  branchCount,
  branchFrom,
  branchR,
  branchTo,
  branchX,
  busCount,
  generationQMax,
  generationQMin,
  injectionP,
  injectionQ,
  kind,
  shuntB,
  shuntG,
} from "./network";
import { atLimit, setWorst, solvedP, solvedQ, voltageIm, voltageRe } from "./result";
import { admittanceB, admittanceG, rowStart, turnIm, turnRe } from "./ybus";

/** Four f64 per branch, per unit: P, Q into it at the from end, P, Q into it at the to end. */
export let branchFlow: usize = 0;
/** f64 per bus: |V| per unit and angle in radians, filled by `polar`. */
export let voltageMagnitude: usize = 0;
export let voltageAngle: usize = 0;

/** The power balance that a converged answer always meets, per unit. */
export const BALANCE: f64 = 1e-8;
/** Squared: a sweep that moves more than 1e6 pu has left the world. */
export const EXPLODED: f64 = 1e12;

/** Two roundings of a voltage near 1 pu. */
const ROUNDING: f64 = 4.4e-16;
/** A balance worse than this is none, however small the impedance that rounding meets, pu. */
const ATTAINABLE_MAX: f64 = 1e-6;

let balanceP: usize = 0;
let balanceQ: usize = 0;

/** Reserves the arrays; call after `buildYbus`. */
export function openFlows(): void {
  branchFlow = alloc(<usize>branchCount * 32);
  voltageMagnitude = alloc(<usize>busCount * 8);
  voltageAngle = alloc(<usize>busCount * 8);
  balanceP = alloc(<usize>busCount * 8);
  balanceQ = alloc(<usize>busCount * 8);
}

/**
 * Fills `branchFlow`, `solvedP`, `solvedQ` and the worst mismatch of the outcome block from
 * `voltageRe`, `voltageIm` and `atLimit`; the answer is that mismatch, per unit: the largest |ΔP|
 * (PQ, PV) or |ΔQ| (PQ, and PV held at a limit). Infinite when a voltage is not finite.
 */
export function verify(): f64 {
  takenByShunts();
  for (let k: usize = 0; k < <usize>branchCount; k++) flowOf(k);
  let worst: f64 = 0;
  let worstAt: i32 = 0;
  for (let i: usize = 0; i < <usize>busCount; i++) {
    const p = load<f64>(balanceP + (i << 3)) - load<f64>(injectionP + (i << 3));
    const q = load<f64>(balanceQ + (i << 3)) - load<f64>(injectionQ + (i << 3));
    const as = load<i32>(kind + (i << 2));
    store<f64>(solvedP + (i << 3), as == SLACK ? p : 0);
    store<f64>(solvedQ + (i << 3), q);
    if (as == SLACK) continue;
    const left = max(Math.abs(p), reactiveLeft(i, as, q));
    if (left <= worst) continue;
    worst = left < Infinity ? left : Infinity;
    worstAt = <i32>i;
  }
  setWorst(worst, worstAt);
  return worst;
}

/** |ΔQ| at bus i, whose units and fixed part together must supply `q` more than the fixed part. */
function reactiveLeft(i: usize, as: i32, q: f64): f64 {
  if (as != PV) return Math.abs(q);
  const held = load<i32>(atLimit + (i << 2));
  if (held == 0) return 0;
  return Math.abs(q - load<f64>((held > 0 ? generationQMax : generationQMin) + (i << 3)));
}

/**
 * The smallest mismatch, per unit, that doubles can promise in this network: voltages of about
 * 1 pu carry a rounding error of 1.1e-16, which the largest diagonal admittance multiplies. At most
 * ATTAINABLE_MAX: beside an impedance below about 4e-10 pu a solution is not confirmed.
 */
export function attainable(): f64 {
  let most: f64 = 0;
  for (let i: usize = 0; i < <usize>busCount; i++) {
    const at = (<usize>load<i32>(rowStart + (i << 2))) << 3;
    const g = load<f64>(admittanceG + at);
    const b = load<f64>(admittanceB + at);
    most = max(most, g * g + b * b);
  }
  return min(ROUNDING * Math.sqrt(most), ATTAINABLE_MAX);
}

function takenByShunts(): void {
  for (let i: usize = 0; i < <usize>busCount; i++) {
    const e = load<f64>(voltageRe + (i << 3));
    const f = load<f64>(voltageIm + (i << 3));
    const v2 = e * e + f * f;
    store<f64>(balanceP + (i << 3), load<f64>(shuntG + (i << 3)) * v2);
    store<f64>(balanceQ + (i << 3), -load<f64>(shuntB + (i << 3)) * v2);
  }
}

function flowOf(k: usize): void {
  const from = (<usize>load<i32>(branchFrom + (k << 2))) << 3;
  const to = (<usize>load<i32>(branchTo + (k << 2))) << 3;
  const r = load<f64>(branchR + (k << 3));
  const x = load<f64>(branchX + (k << 3));
  const half = load<f64>(branchB + (k << 3)) * 0.5;
  const are = load<f64>(turnRe + (k << 3));
  const aim = load<f64>(turnIm + (k << 3));
  const a2 = are * are + aim * aim;
  const ef = load<f64>(voltageRe + from);
  const ff = load<f64>(voltageIm + from);
  const et = load<f64>(voltageRe + to);
  const ft = load<f64>(voltageIm + to);
  // behind the ideal transformer, whose power is the same on both sides
  const eb = (ef * are + ff * aim) / a2;
  const fb = (ff * are - ef * aim) / a2;
  const z2 = r * r + x * x;
  const de = eb - et;
  const df = fb - ft;
  const ire = (de * r + df * x) / z2;
  const iim = (df * r - de * x) / z2;
  const fromP = eb * ire + fb * iim;
  const fromQ = fb * ire - eb * iim - half * (eb * eb + fb * fb);
  const toP = -(et * ire + ft * iim);
  const toQ = et * iim - ft * ire - half * (et * et + ft * ft);
  const out = branchFlow + (k << 5);
  store<f64>(out, fromP);
  store<f64>(out, fromQ, 8);
  store<f64>(out, toP, 16);
  store<f64>(out, toQ, 24);
  store<f64>(balanceP + from, load<f64>(balanceP + from) + fromP);
  store<f64>(balanceQ + from, load<f64>(balanceQ + from) + fromQ);
  store<f64>(balanceP + to, load<f64>(balanceP + to) + toP);
  store<f64>(balanceQ + to, load<f64>(balanceQ + to) + toQ);
}

/** Fills `voltageMagnitude` and `voltageAngle` (radians, −π … π; 0 on dead buses). */
export function polar(): void {
  for (let i: usize = 0; i < <usize>busCount; i++) {
    const e = load<f64>(voltageRe + (i << 3));
    const f = load<f64>(voltageIm + (i << 3));
    store<f64>(voltageMagnitude + (i << 3), Math.sqrt(e * e + f * f));
    store<f64>(voltageAngle + (i << 3), angleOf(e, f));
  }
}

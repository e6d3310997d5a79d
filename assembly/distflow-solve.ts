// One DistFlow solve of the packed network with the whole story: complex voltages, and after
// every half-sweep up the mismatch that an independent routine finds. Both lanes run alike.

import { cos, sin } from "./angle";
import { alloc } from "./memory";
import { busCount, injectionP, injectionQ, setVoltage, startAngle } from "./network";
import { brokenLanes, flatRecords } from "./distflow";
import { attainable, openFlows, verify } from "./mismatch";
import { busOf } from "./radial-plan";
import { CURRENT, P, Q, RECORD, demand, downOne, records, recordsEnd, upOne } from "./radial-sweep";
import { clearResult, record, setConverged, setIterations, voltageIm, voltageRe } from "./result";
import { buildYbus } from "./ybus";

let trialRe: usize = 0;
let trialIm: usize = 0;

/**
 * Solves from a flat start; the balance of every bus within `tolerance`, per unit. Call after
 * packing, `openResult` and a `radialPrepare` that answered RADIAL_OK; answers `converged`.
 */
export function distFlow(tolerance: f64, sweepsMax: i32): i32 {
  buildYbus();
  openFlows();
  clearResult();
  const p = alloc(<usize>busCount * 16);
  const q = alloc(<usize>busCount * 16);
  for (let i: usize = 0; i < <usize>busCount; i++) {
    v128.store(p + (i << 4), v128.load64_splat(injectionP + (i << 3)));
    v128.store(q + (i << 4), v128.load64_splat(injectionQ + (i << 3)));
  }
  trialRe = alloc(<usize>busCount * 8);
  trialIm = alloc(<usize>busCount * 8);
  flatRecords(0);
  demand(p, q, -1, 0);
  flatVoltages();
  record(verify());
  const enough = max(tolerance, attainable());
  let done: i32 = 0;
  let ok: i32 = 0;
  while (done < sweepsMax && ok == 0) {
    upOne();
    if (!recover()) break;
    done++;
    const left = verify();
    record(left);
    if (left <= enough) ok = 1;
    else {
      downOne();
      if (brokenLanes(0) != 0) break;
    }
  }
  setIterations(done);
  setConverged(ok);
  return ok;
}

/** The packed start: set points and start angles; dead buses and the slack stay there. */
function flatVoltages(): void {
  for (let i: usize = 0; i < <usize>busCount; i++) {
    const v = load<f64>(setVoltage + (i << 3));
    const angle = load<f64>(startAngle + (i << 3));
    store<f64>(voltageRe + (i << 3), angle == 0 ? v : v * cos(angle));
    store<f64>(voltageIm + (i << 3), angle == 0 ? 0 : v * sin(angle));
  }
  memory.copy(trialRe, voltageRe, (<usize>busCount) << 3);
  memory.copy(trialIm, voltageIm, (<usize>busCount) << 3);
}

/**
 * Complex voltages from what lane 0's lines carry: V = V(parent) − (r + jx) conj(S / V(parent)).
 * False, and the outcome block untouched, when one of them is not finite.
 */
function recover(): bool {
  let sum: f64 = 0;
  let k: usize = 0;
  for (let at = records; at < recordsEnd; at += RECORD, k++) {
    if (k == 0) continue;
    const bus = (<usize>load<i32>(busOf + (k << 2))) << 3;
    const above = (<usize>load<u32>(<usize>load<u32>(at), 4)) >> 1;
    const r = load<f64>(at, 8);
    const x = load<f64>(at, 16);
    const l = load<f64>(at, CURRENT);
    const p = load<f64>(at, P) + r * l;
    const q = load<f64>(at, Q) + x * l;
    const e = load<f64>(trialRe + above);
    const f = load<f64>(trialIm + above);
    const v2 = e * e + f * f;
    const re = (p * e + q * f) / v2;
    const im = (p * f - q * e) / v2;
    const nextE = e - (r * re - x * im);
    const nextF = f - (r * im + x * re);
    store<f64>(trialRe + bus, nextE);
    store<f64>(trialIm + bus, nextF);
    sum += nextE * 0 + nextF * 0;
  }
  if (sum != 0) return false;
  memory.copy(voltageRe, trialRe, (<usize>busCount) << 3);
  memory.copy(voltageIm, trialIm, (<usize>busCount) << 3);
  return true;
}

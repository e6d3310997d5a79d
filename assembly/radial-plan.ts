// Whether the packed network is a feeder that DistFlow can take, and its schedule if so: the
// records of radial-sweep.ts in breadth-first order from the slack.

import { alloc } from "./memory";
import {
  PV,
  SLACK,
  branchB,
  branchCount,
  branchFrom,
  branchR,
  branchShift,
  branchTap,
  branchTo,
  branchX,
  busCount,
  kind,
  setVoltage,
  shuntB,
  shuntG,
} from "./network";
import { RECORD, openRecords, recordsEnd, records, withConductance } from "./radial-sweep";

export const RADIAL_OK: i32 = 0;
export const RADIAL_LOOP: i32 = 1;
export const RADIAL_PV_BUS: i32 = 2;
export const RADIAL_TAP_OR_SHIFT: i32 = 3;
export const RADIAL_SLACKS: i32 = 4;

/** f64 per record: half the charging of the lines that end at its bus, per unit. */
export let chargingAt: usize = 0;
/** Largest |g| or |b| of all shunts at one bus, charging included, per unit. */
export let shuntMost: f64 = 0;
/** i32 per record: its bus, and the branch to its parent (−1 − branch when that ends there). */
export let busOf: usize = 0;
export let branchOf: usize = 0;

let slackBus: i32 = 0;
let liveCount: i32 = 0;

/** Plans the sweeps; the answer is RADIAL_OK or why not. */
export function planRadial(): i32 {
  const why = refuse();
  if (why != RADIAL_OK) return why;
  busOf = alloc(<usize>liveCount * 4);
  branchOf = alloc(<usize>liveCount * 4);
  chargingAt = alloc(<usize>liveCount * 8);
  const parentOf = alloc(<usize>liveCount * 4);
  if (walk(parentOf) != liveCount) return RADIAL_LOOP;
  openRecords(liveCount);
  shuntMost = 0;
  for (let k = 0; k < liveCount; k++) fill(k, load<i32>(parentOf + ((<usize>k) << 2)));
  return RADIAL_OK;
}

function refuse(): i32 {
  let slacks: i32 = 0;
  liveCount = 0;
  for (let i = 0; i < busCount; i++) {
    const as = load<i32>(kind + ((<usize>i) << 2));
    if (as == PV) return RADIAL_PV_BUS;
    if (as != SLACK) liveCount++;
    // dead buses are packed as slacks held at 0
    if (as != SLACK || load<f64>(setVoltage + ((<usize>i) << 3)) == 0) continue;
    slackBus = i;
    slacks++;
  }
  if (slacks != 1) return RADIAL_SLACKS;
  liveCount++;
  for (let k: usize = 0; k < <usize>branchCount; k++) {
    const plain = load<f64>(branchTap + (k << 3)) == 1 && load<f64>(branchShift + (k << 3)) == 0;
    if (!plain) return RADIAL_TAP_OR_SHIFT;
  }
  // every live bus is reached, so this many branches make a tree and any other number does not
  return branchCount == liveCount - 1 ? RADIAL_OK : RADIAL_LOOP;
}

/** Breadth-first from the slack; the answer is how many buses were met. */
function walk(parentOf: usize): i32 {
  const taken = alloc(<usize>branchCount);
  const start = alloc((<usize>busCount + 2) * 4);
  const ends = alloc(<usize>branchCount * 8);
  listEnds(start, ends);
  store<i32>(busOf, slackBus);
  let count: i32 = 1;
  for (let k: i32 = 0; k < count; k++) {
    const bus = <usize>load<i32>(busOf + ((<usize>k) << 2));
    const end = load<i32>(start + (bus << 2), 4);
    for (let e = load<i32>(start + (bus << 2)); e < end; e++) {
      const branch = <usize>load<i32>(ends + ((<usize>e) << 2));
      if (load<u8>(taken + branch) != 0) continue;
      if (count == liveCount) return -1;
      store<u8>(taken + branch, 1);
      const from = load<i32>(branchFrom + (branch << 2));
      const downward = from == <i32>bus;
      const next = downward ? load<i32>(branchTo + (branch << 2)) : from;
      const at = (<usize>count) << 2;
      store<i32>(busOf + at, next);
      store<i32>(branchOf + at, downward ? <i32>branch : -1 - <i32>branch);
      store<i32>(parentOf + at, k);
      count++;
    }
  }
  return count;
}

/** The branches at each bus in file order: `start` [bus … bus + 1) into `ends`. */
function listEnds(start: usize, ends: usize): void {
  // counted two places ahead, so that filling leaves `start` where it belongs
  for (let k: usize = 0; k < <usize>branchCount; k++) {
    bump(start + ((<usize>load<i32>(branchFrom + (k << 2)) + 2) << 2));
    bump(start + ((<usize>load<i32>(branchTo + (k << 2)) + 2) << 2));
  }
  for (let i: usize = 2; i < <usize>busCount + 2; i++) {
    const at = start + (i << 2);
    store<i32>(at, load<i32>(at) + load<i32>(at - 4));
  }
  for (let k: usize = 0; k < <usize>branchCount; k++) {
    const from = bump(start + ((<usize>load<i32>(branchFrom + (k << 2)) + 1) << 2));
    store<i32>(ends + ((<usize>from) << 2), <i32>k);
    const to = bump(start + ((<usize>load<i32>(branchTo + (k << 2)) + 1) << 2));
    store<i32>(ends + ((<usize>to) << 2), <i32>k);
  }
}

function bump(at: usize): i32 {
  const before = load<i32>(at);
  store<i32>(at, before + 1);
  return before;
}

function fill(position: i32, parent: i32): void {
  const k = <usize>position;
  const at = records + k * RECORD;
  const bus = <usize>load<i32>(busOf + (k << 2));
  store<u32>(at, <u32>(records + <usize>parent * RECORD));
  store<u32>(at, <u32>(bus << 4), 4);
  addShunt(at, load<f64>(shuntG + (bus << 3)), load<f64>(shuntB + (bus << 3)));
  if (position == 0) return;
  const named = load<i32>(branchOf + (k << 2));
  const branch = <usize>(named < 0 ? -1 - named : named);
  const r = load<f64>(branchR + (branch << 3));
  const x = load<f64>(branchX + (branch << 3));
  const half = load<f64>(branchB + (branch << 3)) * 0.5;
  store<f64>(at, r, 8);
  store<f64>(at, x, 16);
  store<f64>(at, 2 * r, 24);
  store<f64>(at, 2 * x, 32);
  store<f64>(at, r * r + x * x, 40);
  addCharging(k, half);
  addCharging(<usize>parent, half);
}

function addCharging(position: usize, half: f64): void {
  const at = chargingAt + (position << 3);
  store<f64>(at, load<f64>(at) + half);
  addShunt(records + position * RECORD, 0, half);
}

function addShunt(at: usize, g: f64, b: f64): void {
  const nextB = load<f64>(at, 48) + b;
  const nextG = load<f64>(at, 56) + g;
  store<f64>(at, nextB, 48);
  store<f64>(at, nextG, 56);
  if (nextG != 0) withConductance();
  shuntMost = max(shuntMost, max(Math.abs(nextG), Math.abs(nextB)));
}

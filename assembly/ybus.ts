// Branches and shunts → the nodal admittance matrix as sparse rows, per unit.
//
// Row i: its diagonal first, then its neighbours in the order in which branches name them in the
// case (the order in which a person would add them up); parallel branches share one entry.
//
//   Yff = (ys + j b/2) / t²      Yft = −ys / conj(a)      a = t e^{jφ} at the from side
//   Ytf = −ys / a                Ytt = ys + j b/2         ys = 1 / (r + j x)

import { cos, sin } from "./angle";
import { alloc } from "./memory";
import {
  busCount,
  branchCount,
  branchFrom,
  branchTo,
  branchR,
  branchX,
  branchB,
  branchTap,
  branchShift,
  shuntG,
  shuntB,
} from "./network";

/** i32 [busCount + 1]: where each row begins. */
export let rowStart: usize = 0;
/** i32 per entry: whose voltage it multiplies. */
export let column: usize = 0;
/** f64 per entry: G and B of Y = G + jB. */
export let admittanceG: usize = 0;
export let admittanceB: usize = 0;
/** f64 per branch: a = t e^{jφ}. */
export let turnRe: usize = 0;
export let turnIm: usize = 0;

/** Builds the rows of the packed network; call once after it is packed. */
export function buildYbus(): void {
  const n = <usize>busCount;
  const m = <usize>branchCount;
  rowStart = alloc((n + 1) * 4);
  column = alloc((n + m * 2) * 4);
  admittanceG = alloc((n + m * 2) * 8);
  admittanceB = alloc((n + m * 2) * 8);
  turnRe = alloc(m * 8);
  turnIm = alloc(m * 8);
  const used = openRows();
  for (let k: usize = 0; k < m; k++) addBranch(k, used);
  closeGaps(used);
}

/** Room for the diagonal and every branch end; the answer counts the entries used so far. */
function openRows(): usize {
  const used = alloc(<usize>busCount * 4);
  for (let k: usize = 0; k < <usize>branchCount; k++) {
    bump(rowStart + ((<usize>load<i32>(branchFrom + (k << 2)) + 1) << 2));
    bump(rowStart + ((<usize>load<i32>(branchTo + (k << 2)) + 1) << 2));
  }
  for (let i: usize = 0; i < <usize>busCount; i++) {
    const at = rowStart + (i << 2);
    const start = load<i32>(at);
    store<i32>(at, start + 1 + load<i32>(at, 4), 4);
    store<i32>(column + ((<usize>start) << 2), <i32>i);
    store<f64>(admittanceG + ((<usize>start) << 3), load<f64>(shuntG + (i << 3)));
    store<f64>(admittanceB + ((<usize>start) << 3), load<f64>(shuntB + (i << 3)));
    store<i32>(used + (i << 2), 1);
  }
  return used;
}

function bump(at: usize): void {
  store<i32>(at, load<i32>(at) + 1);
}

function addBranch(k: usize, used: usize): void {
  const from = load<i32>(branchFrom + (k << 2));
  const to = load<i32>(branchTo + (k << 2));
  const r = load<f64>(branchR + (k << 3));
  const x = load<f64>(branchX + (k << 3));
  const half = load<f64>(branchB + (k << 3)) * 0.5;
  const t = load<f64>(branchTap + (k << 3));
  const shift = load<f64>(branchShift + (k << 3));
  const are = shift == 0 ? t : t * cos(shift);
  const aim = shift == 0 ? 0 : t * sin(shift);
  store<f64>(turnRe + (k << 3), are);
  store<f64>(turnIm + (k << 3), aim);
  const z2 = r * r + x * x;
  const g = r / z2;
  const b = -x / z2;
  const a2 = are * are + aim * aim;
  addEntry(from, from, g / a2, (b + half) / a2, used);
  addEntry(to, to, g, b + half, used);
  // −ys / conj(a) = −ys a / |a|² and −ys / a = −ys conj(a) / |a|²
  addEntry(from, to, (b * aim - g * are) / a2, -(g * aim + b * are) / a2, used);
  addEntry(to, from, -(g * are + b * aim) / a2, (g * aim - b * are) / a2, used);
}

function addEntry(row: i32, neighbour: i32, g: f64, b: f64, used: usize): void {
  const countAt = used + ((<usize>row) << 2);
  const end = load<i32>(rowStart + ((<usize>row) << 2)) + load<i32>(countAt);
  let e = load<i32>(rowStart + ((<usize>row) << 2));
  while (e < end && load<i32>(column + ((<usize>e) << 2)) != neighbour) e++;
  if (e == end) {
    store<i32>(column + ((<usize>e) << 2), neighbour);
    bump(countAt);
  }
  const at = (<usize>e) << 3;
  store<f64>(admittanceG + at, load<f64>(admittanceG + at) + g);
  store<f64>(admittanceB + at, load<f64>(admittanceB + at) + b);
}

/** Parallel branches left unused room behind: pulls the rows together. */
function closeGaps(used: usize): void {
  let end: usize = 0;
  for (let i: usize = 0; i < <usize>busCount; i++) {
    const start = <usize>load<i32>(rowStart + (i << 2));
    const count = <usize>load<i32>(used + (i << 2));
    store<i32>(rowStart + (i << 2), <i32>end);
    memory.copy(column + (end << 2), column + (start << 2), count << 2);
    memory.copy(admittanceG + (end << 3), admittanceG + (start << 3), count << 3);
    memory.copy(admittanceB + (end << 3), admittanceB + (start << 3), count << 3);
    end += count;
  }
  store<i32>(rowStart + ((<usize>busCount) << 2), <i32>end);
}

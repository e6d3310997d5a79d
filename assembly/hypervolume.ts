// Exact hypervolume (minimisation) of a point set in two or three dimensions: the measure of
// what the set dominates inside the box that ends at the reference point.
//
// Two dimensions: one sweep along the first objective, O(n log n).
// Three: sweep along the third; the section is a staircase in the first two, kept as a sorted
// list whose area is brought up to date by each point: O(n²) at worst, O(n log n) in practice
// but for the moves of the list (after Fonseca, Paquete and López-Ibáñez, CEC 2006).

import { alloc } from "./memory";
import { openSort, sortRows } from "./sort";

let pointsMax: i32 = 0;
let points: usize = 0; // f64[points × 3], also for two dimensions
let order: usize = 0; // i32[points]
let stairs: usize = 0; // f64[points × 2]: x ascending, y descending
let stairCount: i32 = 0;
let referenceX: f64 = 0;
let referenceY: f64 = 0;
let referenceZ: f64 = 0;

/**
 * Reserves room for `count` points; returns where to write them, three f64 a point. Beside a
 * search, call it after `openSearch` with at least twice the island's population.
 */
export function openHypervolume(count: i32): usize {
  openSort(count);
  pointsMax = count;
  points = alloc(<usize>count * 24);
  order = alloc((<usize>count) << 2);
  stairs = alloc((<usize>count) << 4);
  return points;
}

/** Orders the points inside the box by coordinate `key`; returns how many there are. */
function collect(n: i32, dimensions: i32, key: i32): i32 {
  let inside = 0;
  for (let i = 0; i < n; i++) {
    const at = points + <usize>i * 24;
    const low = load<f64>(at) < referenceX && load<f64>(at, 8) < referenceY;
    if (!low || (dimensions == 3 && !(load<f64>(at, 16) < referenceZ))) continue;
    store<i32>(order + ((<usize>inside) << 2), i);
    inside++;
  }
  sortRows(order, inside, points + ((<usize>key) << 3), 24, 1);
  return inside;
}

function area(n: i32): f64 {
  const count = collect(n, 2, 0);
  let sum = 0.0;
  let lowest = referenceY;
  for (let i = 0; i < count; i++) {
    const at = points + <usize>load<i32>(order + ((<usize>i) << 2)) * 24;
    const y = load<f64>(at, 8);
    if (y >= lowest) continue;
    sum += (referenceX - load<f64>(at)) * (lowest - y);
    lowest = y;
  }
  return sum;
}

/** Puts (x, y) into the staircase; returns by how much its area grows. */
function climb(x: f64, y: f64): f64 {
  // the first step right of x, or at it
  let low = 0;
  let high = stairCount;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (load<f64>(stairs + ((<usize>middle) << 4)) < x) low = middle + 1;
    else high = middle;
  }
  let ceiling = low > 0 ? load<f64>(stairs + ((<usize>(low - 1)) << 4), 8) : referenceY;
  if (ceiling <= y) return 0;
  let grown = 0.0;
  let left = x;
  let end = low;
  while (end < stairCount) {
    const at = stairs + ((<usize>end) << 4);
    const stepY = load<f64>(at, 8);
    const stepX = load<f64>(at);
    if (end == low && stepX == x && stepY <= y) return 0;
    grown += (stepX - left) * (ceiling - y);
    left = stepX;
    ceiling = stepY;
    if (stepY < y) break;
    end++;
  }
  if (end == stairCount) grown += (referenceX - left) * (ceiling - y);
  const at = stairs + ((<usize>low) << 4);
  const tail = (<usize>(stairCount - end)) << 4;
  memory.copy(at + 16, stairs + ((<usize>end) << 4), tail);
  stairCount += 1 - (end - low);
  store<f64>(at, x);
  store<f64>(at, y, 8);
  return grown;
}

function volume(n: i32): f64 {
  const count = collect(n, 3, 2);
  stairCount = 0;
  let section = 0.0;
  let sum = 0.0;
  for (let i = 0; i < count; i++) {
    const at = points + <usize>load<i32>(order + ((<usize>i) << 2)) * 24;
    section += climb(load<f64>(at), load<f64>(at, 8));
    const next =
      i + 1 < count
        ? load<f64>(points + <usize>load<i32>(order + ((<usize>(i + 1)) << 2)) * 24, 16)
        : referenceZ;
    sum += section * (next - load<f64>(at, 16));
  }
  return sum;
}

/**
 * Hypervolume of the first `n` points written at `openHypervolume`'s address, against the
 * reference point (rx, ry) or (rx, ry, rz). Points not below the reference count for nothing.
 */
export function hypervolume(n: i32, dimensions: i32, rx: f64, ry: f64, rz: f64): f64 {
  const count = min(n, pointsMax);
  referenceX = rx;
  referenceY = ry;
  referenceZ = rz;
  return dimensions == 2 ? area(count) : volume(count);
}

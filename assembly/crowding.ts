// Crowding distance and one-by-one pruning of a front.
//
// A member's crowding is the sum, over the objectives, of the gap between its two neighbours in
// that objective divided by the front's range; the first and last in any objective are infinite
// (Deb, IEEE TEVC 6(2), 2002). Pruning drops the most crowded member, recomputes its neighbours,
// and repeats (Kukkonen and Deb, CEC 2006): neighbours are kept as linked lists, one for each
// objective, so a removal costs O(m²) besides the search for the minimum.
// Ties fall on the higher row, so that older rows stay.

import { alloc } from "./memory";
import { sortRows } from "./sort";

let rowsMax: i32 = 0;
let sorted: usize = 0; // i32[rows]
let previousOf: usize = 0; // i32[objectives × rows]: neighbour below, −1 at the end
let nextOf: usize = 0; // i32[objectives × rows]
let inverseRange: usize = 0; // f64[objectives]

/** Reserves the work arrays. */
export function openCrowding(rows: i32, objectives: i32): void {
  rowsMax = rows;
  sorted = alloc((<usize>rows) << 2);
  previousOf = alloc((<usize>(rows * objectives)) << 2);
  nextOf = alloc((<usize>(rows * objectives)) << 2);
  inverseRange = alloc((<usize>objectives) << 3);
}

function link(base: usize, objective: i32, row: i32): usize {
  return base + ((<usize>(objective * rowsMax + row)) << 2);
}

/** Crowding of one row from its present neighbours. */
function crowdingOf(row: i32, m: i32, objectives: usize): f64 {
  let sum = 0.0;
  for (let k = 0; k < m; k++) {
    const below = load<i32>(link(previousOf, k, row));
    const above = load<i32>(link(nextOf, k, row));
    if (below < 0 || above < 0) return Infinity;
    const high = load<f64>(objectives + ((<usize>(above * m + k)) << 3));
    const low = load<f64>(objectives + ((<usize>(below * m + k)) << 3));
    sum += (high - low) * load<f64>(inverseRange + ((<usize>k) << 3));
  }
  return sum;
}

function linkNeighbours(list: usize, n: i32, m: i32, objectives: usize): void {
  for (let k = 0; k < m; k++) {
    memory.copy(sorted, list, (<usize>n) << 2);
    sortRows(sorted, n, objectives + ((<usize>k) << 3), (<usize>m) << 3, 1);
    let previous = -1;
    for (let i = 0; i < n; i++) {
      const row = load<i32>(sorted + ((<usize>i) << 2));
      store<i32>(link(previousOf, k, row), previous);
      if (previous >= 0) store<i32>(link(nextOf, k, previous), row);
      previous = row;
    }
    store<i32>(link(nextOf, k, previous), -1);
    const first = load<i32>(sorted);
    const range =
      load<f64>(objectives + ((<usize>(previous * m + k)) << 3)) -
      load<f64>(objectives + ((<usize>(first * m + k)) << 3));
    store<f64>(inverseRange + ((<usize>k) << 3), range > 0 ? 1.0 / range : 0.0);
  }
}

/** Takes `row` out of every list and brings its neighbours' crowding up to date. */
function unlink(row: i32, m: i32, objectives: usize, crowding: usize): void {
  for (let k = 0; k < m; k++) {
    const below = load<i32>(link(previousOf, k, row));
    const above = load<i32>(link(nextOf, k, row));
    if (below >= 0) store<i32>(link(nextOf, k, below), above);
    if (above >= 0) store<i32>(link(previousOf, k, above), below);
  }
  for (let k = 0; k < m; k++) {
    const below = load<i32>(link(previousOf, k, row));
    const above = load<i32>(link(nextOf, k, row));
    if (below >= 0) store<f64>(crowding + ((<usize>below) << 3), crowdingOf(below, m, objectives));
    if (above >= 0) store<f64>(crowding + ((<usize>above) << 3), crowdingOf(above, m, objectives));
  }
}

/**
 * Crowding of the `n` rows of `list` (one front, rows ascending), written to the f64 array
 * `crowding` by row, after pruning the list in place to `keep` rows; m objectives.
 */
export function pruneFront(
  list: usize,
  n: i32,
  keep: i32,
  m: i32,
  objectives: usize,
  crowding: usize,
): void {
  if (n == 0) return;
  linkNeighbours(list, n, m, objectives);
  for (let i = 0; i < n; i++) {
    const row = load<i32>(list + ((<usize>i) << 2));
    store<f64>(crowding + ((<usize>row) << 3), crowdingOf(row, m, objectives));
  }
  for (; n > keep; n--) {
    let worst = 0;
    let least = Infinity;
    for (let i = 0; i < n; i++) {
      const row = load<i32>(list + ((<usize>i) << 2));
      const value = load<f64>(crowding + ((<usize>row) << 3));
      if (value <= least) {
        least = value;
        worst = i;
      }
    }
    const at = list + ((<usize>worst) << 2);
    unlink(load<i32>(at), m, objectives, crowding);
    memory.copy(at, at + 4, (<usize>(n - 1 - worst)) << 2);
  }
}

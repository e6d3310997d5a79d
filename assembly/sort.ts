// Ordering of designs: stable merge sort of row numbers, and the non-dominated sort with
// constraint domination.
//
// Non-dominated sort: efficient non-dominated sort, sequential strategy (Zhang, Tian, Cheng and
// Jin, IEEE TEVC 19(2), 2015): rows are taken in lexicographic order of their objectives, so a
// row can only be dominated by one taken before; each goes into the first front with no member
// that dominates it, members being compared last first. O(m n √n) in good cases and O(m n²) at
// worst; with two objectives only the last member of a front need be compared and fronts are
// searched by halving: O(n log n).
// Constraint domination (Deb, IEEE TEVC 6(2), 2002): feasible rows before all others, the
// others by violation, equal violations side by side in one front.

import { alloc } from "./memory";

let scratch: usize = 0; // i32[rows] of the merge sort
let lastOfFront: usize = 0; // i32[rows]
let before: usize = 0; // i32[rows]: the member of the same front taken before
let order: usize = 0; // i32[rows]
let keys: usize = 0; // base of the keys of the running sort
let stride: usize = 0; // bytes from one row's key to the next
let keyCount: i32 = 1; // how many keys a row has, compared in order

/** Reserves the work arrays for up to `rows` rows. */
export function openSort(rows: i32): void {
  const bytes = (<usize>rows) << 2;
  scratch = alloc(bytes);
  lastOfFront = alloc(bytes);
  before = alloc(bytes);
  order = alloc(bytes);
}

function precedesOrEqual(a: i32, b: i32): bool {
  let left = keys + <usize>a * stride;
  let right = keys + <usize>b * stride;
  for (let k = 0; k < keyCount; k++) {
    const x = load<f64>(left);
    const y = load<f64>(right);
    if (x < y) return true;
    if (x > y) return false;
    left += 8;
    right += 8;
  }
  return true;
}

function merge(from: usize, to: usize, start: i32, middle: i32, end: i32): void {
  let i = start;
  let j = middle;
  for (let k = start; k < end; k++) {
    let takeLeft = i < middle;
    if (takeLeft && j < end) {
      takeLeft = precedesOrEqual(
        load<i32>(from + ((<usize>i) << 2)),
        load<i32>(from + ((<usize>j) << 2)),
      );
    }
    const at = takeLeft ? i++ : j++;
    store<i32>(to + ((<usize>k) << 2), load<i32>(from + ((<usize>at) << 2)));
  }
}

/** Insertion sort of the rows in [start, end) of the list. */
function sortRun(list: usize, start: i32, end: i32): void {
  for (let i = start + 1; i < end; i++) {
    const row = load<i32>(list + ((<usize>i) << 2));
    let j = i - 1;
    while (j >= start) {
      const other = load<i32>(list + ((<usize>j) << 2));
      if (precedesOrEqual(other, row)) break;
      store<i32>(list + ((<usize>(j + 1)) << 2), other);
      j--;
    }
    store<i32>(list + ((<usize>(j + 1)) << 2), row);
  }
}

/**
 * Sorts the i32 row numbers at `list` by the row's `count` f64 keys (first key first), ascending
 * and stably. `base` + row × `strideBytes` is where a row's keys start.
 */
export function sortRows(list: usize, n: i32, base: usize, strideBytes: usize, count: i32): void {
  keys = base;
  stride = strideBytes;
  keyCount = count;
  for (let start = 0; start < n; start += 8) sortRun(list, start, min(start + 8, n));
  let from = list;
  let to = scratch;
  for (let width = 8; width < n; width <<= 1) {
    for (let start = 0; start < n; start += width << 1) {
      merge(from, to, start, min(start + width, n), min(start + (width << 1), n));
    }
    const swap = from;
    from = to;
    to = swap;
  }
  if (from != list) memory.copy(list, from, (<usize>n) << 2);
}

/** True when objectives `a` (lexicographically not after `b`) dominate `b`. */
function dominatesLater(a: usize, b: usize, m: i32): bool {
  let better = false;
  for (let k = 0; k < m; k++) {
    const x = load<f64>(a + ((<usize>k) << 3));
    const y = load<f64>(b + ((<usize>k) << 3));
    if (x > y) return false;
    if (x < y) better = true;
  }
  return better;
}

/** True when some member of `front` dominates `row`. */
function frontDominates(front: i32, row: i32, objectives: usize, m: i32): bool {
  const width = (<usize>m) << 3;
  const mine = objectives + <usize>row * width;
  let member = load<i32>(lastOfFront + ((<usize>front) << 2));
  while (member >= 0) {
    if (dominatesLater(objectives + <usize>member * width, mine, m)) return true;
    if (m == 2) return false;
    member = load<i32>(before + ((<usize>member) << 2));
  }
  return false;
}

/** First front none of whose members dominates `row`; `fronts` when all do. */
function firstFreeFront(row: i32, fronts: i32, objectives: usize, m: i32): i32 {
  if (m != 2) {
    let front = 0;
    while (front < fronts && frontDominates(front, row, objectives, m)) front++;
    return front;
  }
  let low = 0;
  let high = fronts;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (frontDominates(middle, row, objectives, m)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Ranks `n` infeasible rows of `list` by violation, from `rank` on; returns the next rank. */
function rankInfeasible(list: usize, n: i32, violation: usize, ranks: usize, rank: i32): i32 {
  sortRows(list, n, violation, 8, 1);
  for (let i = 0; i < n; i++) {
    const row = load<i32>(list + ((<usize>i) << 2));
    if (i > 0) {
      const previous = load<i32>(list + ((<usize>(i - 1)) << 2));
      const more =
        load<f64>(violation + ((<usize>row) << 3)) >
        load<f64>(violation + ((<usize>previous) << 3));
      if (more) rank++;
    }
    store<i32>(ranks + ((<usize>row) << 2), rank);
  }
  return n > 0 ? rank + 1 : rank;
}

/**
 * Writes the rank (0 = best front) of rows 0 … n − 1 into the i32 array `ranks`; returns the
 * number of fronts. `objectives` is f64 rows × m, `violation` f64 rows (0 = feasible).
 */
export function rankRows(n: i32, m: i32, objectives: usize, violation: usize, ranks: usize): i32 {
  let feasible = 0;
  let infeasible = n;
  for (let row = 0; row < n; row++) {
    const clean = load<f64>(violation + ((<usize>row) << 3)) == 0;
    const at = clean ? feasible++ : --infeasible;
    store<i32>(order + ((<usize>at) << 2), row);
  }
  sortRows(order, feasible, objectives, (<usize>m) << 3, m);
  let fronts = 0;
  for (let i = 0; i < feasible; i++) {
    const row = load<i32>(order + ((<usize>i) << 2));
    const front = firstFreeFront(row, fronts, objectives, m);
    const last = lastOfFront + ((<usize>front) << 2);
    store<i32>(before + ((<usize>row) << 2), front < fronts ? load<i32>(last) : -1);
    store<i32>(last, row);
    store<i32>(ranks + ((<usize>row) << 2), front);
    if (front == fronts) fronts++;
  }
  const rest = order + ((<usize>feasible) << 2);
  return rankInfeasible(rest, n - feasible, violation, ranks, fronts);
}

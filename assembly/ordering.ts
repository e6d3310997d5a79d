// Elimination order and fill pattern of the network's graph, found once per network.
//
// Knows: which buses touch which. Never looks at impedances, so the pattern stays valid when
// line data, loads or bus kinds change; only a change of topology needs it again.
// Method: minimum degree on an explicit graph held as one bit row per bus (Tinney and Walker,
// "Direct solutions of sparse network equations by optimally ordered triangular factorization",
// 1967, scheme 2). Ties go to the lowest bus index, so the order is the same everywhere.
//
// Nomenclature: m unknown buses (all but the slack buses); position = place in the elimination
// order, 0 … m − 1, and from m on the slack buses; pattern of pivot k = the positions above k, and
// below m, that it touches when its turn comes.

import { alloc } from "./memory";
import { SLACK, branchCount, branchFrom, branchTo, busCount, kind } from "./network";

/** Buses to be solved for: all but the slack buses. */
export let unknownCount: i32 = 0;
/** i32 per position: the bus that stands there. */
export let busAt: usize = 0;
/** i32 per bus: its position. */
export let positionOf: usize = 0;
/** i32 per position and one more: where the pivot's pattern starts in `pattern`. */
export let patternStart: usize = 0;
/** i32, ascending positions, pivot after pivot. */
export let pattern: usize = 0;

let reserved: i32 = 0;
let rows: usize = 0;
let words: i32 = 0;

function row(bus: i32): usize {
  return rows + ((<usize>(bus * words)) << 3);
}

function put(bus: i32, other: i32): void {
  const at = row(bus) + ((<usize>(other >> 6)) << 3);
  store<u64>(at, load<u64>(at) | ((1 as u64) << u64(other & 63)));
}

function drop(bus: i32, other: i32): void {
  const at = row(bus) + ((<usize>(other >> 6)) << 3);
  store<u64>(at, load<u64>(at) & ~((1 as u64) << u64(other & 63)));
}

function degree(bus: i32): i32 {
  let count: u64 = 0;
  for (let w = 0; w < words; w++) count += popcnt(load<u64>(row(bus) + ((<usize>w) << 3)));
  return <i32>count;
}

function isSlack(bus: i32): bool {
  return load<i32>(kind + ((<usize>bus) << 2)) == SLACK;
}

function buildGraph(): void {
  words = (busCount + 63) >> 6;
  rows = alloc((<usize>(busCount * words)) << 3);
  for (let b = 0; b < branchCount; b++) {
    const from = load<i32>(branchFrom + ((<usize>b) << 2));
    const to = load<i32>(branchTo + ((<usize>b) << 2));
    if (from == to || isSlack(from) || isSlack(to)) continue;
    put(from, to);
    put(to, from);
  }
}

/** Removes `bus`, joining its neighbours pairwise; they land in `neighbours`; answers how many. */
function eliminate(bus: i32, neighbours: usize, degrees: usize): i32 {
  let count = 0;
  for (let w = 0; w < words; w++) {
    let bits = load<u64>(row(bus) + ((<usize>w) << 3));
    while (bits != 0) {
      store<i32>(neighbours + ((<usize>count) << 2), (w << 6) + <i32>ctz(bits));
      count++;
      bits &= bits - 1;
    }
  }
  for (let s = 0; s < count; s++) {
    const other = load<i32>(neighbours + ((<usize>s) << 2));
    for (let w = 0; w < words; w++) {
      const at = row(other) + ((<usize>w) << 3);
      store<u64>(at, load<u64>(at) | load<u64>(row(bus) + ((<usize>w) << 3)));
    }
    drop(other, other);
    drop(other, bus);
    store<i32>(degrees + ((<usize>other) << 2), degree(other));
  }
  return count;
}

/** Turns the buses of one pattern into positions, ascending. */
function settle(from: i32, to: i32): void {
  for (let t = from; t < to; t++) {
    const at = pattern + ((<usize>t) << 2);
    const value = load<i32>(positionOf + ((<usize>load<i32>(at)) << 2));
    let s = t - 1;
    while (s >= from && load<i32>(pattern + ((<usize>s) << 2)) > value) {
      store<i32>(pattern + ((<usize>(s + 1)) << 2), load<i32>(pattern + ((<usize>s) << 2)));
      s--;
    }
    store<i32>(pattern + ((<usize>(s + 1)) << 2), value);
  }
}

function cheapest(degrees: usize): i32 {
  let best = -1;
  let least = i32.MAX_VALUE;
  for (let i = 0; i < busCount; i++) {
    const d = load<i32>(degrees + ((<usize>i) << 2));
    if (d < least) {
      least = d;
      best = i;
    }
  }
  return best;
}

// Slack buses take the last positions; they and their branches stay out of the graph.
function placeSlacks(degrees: usize): void {
  const n = busCount;
  let last = n;
  for (let i = n - 1; i >= 0; i--) {
    store<i32>(degrees + ((<usize>i) << 2), isSlack(i) ? i32.MAX_VALUE : degree(i));
    if (isSlack(i)) place(i, --last);
  }
  unknownCount = last;
}

function place(bus: i32, position: i32): void {
  store<i32>(busAt + ((<usize>position) << 2), bus);
  store<i32>(positionOf + ((<usize>bus) << 2), position);
}

/** Finds order and pattern of the packed network. Call once, after it is packed. */
export function orderBuses(): void {
  const n = busCount;
  busAt = alloc((<usize>n) << 2);
  positionOf = alloc((<usize>n) << 2);
  patternStart = alloc((<usize>(n + 1)) << 2);
  buildGraph();
  const degrees = alloc((<usize>n) << 2);
  placeSlacks(degrees);
  // The list grows at the top of the arena; nothing else may allocate until the loop is done.
  pattern = alloc(0);
  reserved = 0;
  let total = 0;
  for (let k = 0; k < unknownCount; k++) {
    const bus = cheapest(degrees);
    reserve(total + load<i32>(degrees + ((<usize>bus) << 2)));
    store<i32>(patternStart + ((<usize>k) << 2), total);
    total += eliminate(bus, pattern + ((<usize>total) << 2), degrees);
    store<i32>(degrees + ((<usize>bus) << 2), i32.MAX_VALUE);
    place(bus, k);
  }
  store<i32>(patternStart + ((<usize>unknownCount) << 2), total);
  for (let k = 0; k < unknownCount; k++) {
    const at = patternStart + ((<usize>k) << 2);
    settle(load<i32>(at), load<i32>(at + 4));
  }
}

/** Makes room for `count` pattern entries in all; extends the arena's last block. */
function reserve(count: i32): void {
  while (reserved < count) {
    alloc(1024);
    reserved += 256;
  }
}

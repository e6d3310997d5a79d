// The graph that prices spread on, and the order in which its buses are eliminated.
//
// Knows: pairs of live buses, each with one weight (lines beside each other already added up), and
// which pairs touch when a bus goes. A feeder with one slack goes leaf to root along the plan of
// DistFlow, without fill, in O(n); anything else in the order of least degree (ordering.ts).
// Never looks at weights, so one plan serves every step and every parameter.

import { alloc } from "./memory";
import {
  PQ,
  SLACK,
  branchCount,
  branchFrom,
  branchTap,
  branchTo,
  busCount,
  kind,
  openNetwork,
  setVoltage,
} from "./network";
import { busAt, orderBuses, pattern, patternStart, positionOf, unknownCount } from "./ordering";
import { RADIAL_OK, branchOf, busOf, planRadial } from "./radial-plan";
import { RECORD, records, recordsEnd } from "./radial-sweep";

/** f64 per pair, branches of the packed network: at least 0. */
export let pairWeight: usize = 0;
/** Live buses. */
export let pivotCount: i32 = 0;
/** u32 per pivot: 8 × its bus. */
export let pivots: usize = 0;
/** i32 per pivot and one more: where its links start. */
export let linkStart: usize = 0;
/** u32 per link: 8 × a bus that is eliminated later and touches the pivot when its turn comes. */
export let linked: usize = 0;
/** i32 per pair: the link it is. */
export let linkOf: usize = 0;

/** Reserves the graph; call after `begin`, then write ends, kinds, set voltages and weights. */
export function openPrices(buses: i32, pairs: i32): void {
  openNetwork(buses, pairs);
  pairWeight = alloc((<usize>pairs) << 3);
  for (let k: usize = 0; k < <usize>pairs; k++) store<f64>(branchTap + (k << 3), 1);
}

/** Finds the order; 1 when it runs leaf to root. `general` ≠ 0: not even when it could. */
export function planPrices(general: i32): i32 {
  linkOf = alloc((<usize>branchCount) << 2);
  if (general == 0 && planRadial() == RADIAL_OK) {
    leafToRoot();
    return 1;
  }
  // every live bus is an unknown here; dead ones stay slacks, which the order leaves out
  for (let i: usize = 0; i < <usize>busCount; i++) {
    if (load<f64>(setVoltage + (i << 3)) != 0) store<i32>(kind + (i << 2), PQ);
  }
  orderBuses();
  leastDegree();
  return 0;
}

function openPivots(count: i32, links: i32): void {
  pivotCount = count;
  pivots = alloc((<usize>count) << 2);
  linked = alloc((<usize>links) << 2);
}

function leafToRoot(): void {
  const count = <i32>((recordsEnd - records) / RECORD);
  openPivots(count, count);
  linkStart = alloc((<usize>(count + 1)) << 2);
  for (let q = 0; q < count; q++) {
    const k = (<usize>(count - 1 - q)) << 2;
    store<u32>(pivots + ((<usize>q) << 2), <u32>(load<i32>(busOf + k) << 3));
    store<i32>(linkStart + ((<usize>q) << 2), q);
    if (k == 0) break;
    // a record names its parent's, and that its bus times 16
    const parent = <usize>load<u32>(records + (k >> 2) * RECORD);
    store<u32>(linked + ((<usize>q) << 2), load<u32>(parent, 4) >> 1);
    const named = load<i32>(branchOf + k);
    store<i32>(linkOf + ((<usize>(named < 0 ? -1 - named : named)) << 2), q);
  }
  store<i32>(linkStart + ((<usize>count) << 2), count - 1);
}

function leastDegree(): void {
  const links = load<i32>(patternStart + ((<usize>unknownCount) << 2));
  openPivots(unknownCount, links);
  linkStart = patternStart;
  for (let k: usize = 0; k < <usize>pivotCount; k++) {
    store<u32>(pivots + (k << 2), <u32>(load<i32>(busAt + (k << 2)) << 3));
  }
  for (let t: usize = 0; t < <usize>links; t++) {
    const bus = load<i32>(busAt + ((<usize>load<i32>(pattern + (t << 2))) << 2));
    store<u32>(linked + (t << 2), <u32>(bus << 3));
  }
  for (let k: usize = 0; k < <usize>branchCount; k++) {
    const from = (<u32>load<i32>(branchFrom + (k << 2))) << 3;
    const to = (<u32>load<i32>(branchTo + (k << 2))) << 3;
    store<i32>(linkOf + (k << 2), linkBetween(from, to));
  }
}

/** The link of two buses (each × 8) that touch; only where the order is by least degree. */
export function linkBetween(one: u32, other: u32): i32 {
  const a = load<i32>(positionOf + ((<usize>one) >> 1));
  const b = load<i32>(positionOf + ((<usize>other) >> 1));
  const later = a < b ? other : one;
  let t = load<i32>(linkStart + ((<usize>min(a, b)) << 2));
  while (load<u32>(linked + ((<usize>t) << 2)) != later) t++;
  return t;
}

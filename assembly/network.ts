// The network that the solvers work on, packed by web/kernel/network.ts. Structure of arrays;
// indices are 0-based positions in the packed order, powers and impedances per unit.
// Only branches in service are packed; parallel branches stay apart.

import { alloc } from "./memory";

export const PQ: i32 = 0;
export const PV: i32 = 1;
export const SLACK: i32 = 2;

export let busCount: i32 = 0;
export let branchCount: i32 = 0;

// per bus
export let kind: usize = 0; // i32: PQ | PV | SLACK
export let injectionP: usize = 0; // f64: generation − load
export let injectionQ: usize = 0; // f64: of the fixed part on PV buses: −load
export let shuntG: usize = 0; // f64
export let shuntB: usize = 0; // f64: positive = capacitor
export let setVoltage: usize = 0; // f64: slack and PV magnitude; start value elsewhere
export let startAngle: usize = 0; // f64: slack reference; start value elsewhere
export let generationQMin: usize = 0; // f64: summed over the generators of the bus
export let generationQMax: usize = 0; // f64
// per branch
export let branchFrom: usize = 0; // i32
export let branchTo: usize = 0; // i32
export let branchR: usize = 0; // f64
export let branchX: usize = 0; // f64
export let branchB: usize = 0; // f64: total charging
export let branchTap: usize = 0; // f64: ratio at the from side, 1 for lines
export let branchShift: usize = 0; // f64: radians

/** Reserves the arrays of a network; call after `begin`. */
export function openNetwork(buses: i32, branches: i32): void {
  busCount = buses;
  branchCount = branches;
  const n = <usize>buses;
  const m = <usize>branches;
  kind = alloc(n * 4);
  injectionP = alloc(n * 8);
  injectionQ = alloc(n * 8);
  shuntG = alloc(n * 8);
  shuntB = alloc(n * 8);
  setVoltage = alloc(n * 8);
  startAngle = alloc(n * 8);
  generationQMin = alloc(n * 8);
  generationQMax = alloc(n * 8);
  branchFrom = alloc(m * 4);
  branchTo = alloc(m * 4);
  branchR = alloc(m * 8);
  branchX = alloc(m * 8);
  branchB = alloc(m * 8);
  branchTap = alloc(m * 8);
  branchShift = alloc(m * 8);
}

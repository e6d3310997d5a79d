// The one outcome block: what every power-flow method leaves behind, read by web/kernel.
//
// A method calls `openResult` once (after the network is packed), keeps its iterate in
// `voltageRe`/`voltageIm` (per unit, rectangular, indices of network.ts), appends one figure per
// sweep or iteration with `record`, and sets the rest before it returns. Never NaN: a method that
// diverges leaves its last finite iterate and `converged = 0`.

import { alloc } from "./memory";
import { busCount } from "./network";

/** Longest history kept; later entries are dropped, `iterations` counts on. */
export const HISTORY_MAX: i32 = 20001;

/** 1 = the independent mismatch is within the tolerance. */
export let converged: i32 = 0;
/** Sweeps or iterations done. */
export let iterations: i32 = 0;
/** Largest |ΔP| or |ΔQ| left, per unit, and the index of its bus. */
export let worstMismatch: f64 = 0;
export let worstBus: i32 = 0;
/** f64 per entry; entry 0 is the start. */
export let history: usize = 0;
export let historyCount: i32 = 0;
/** f64 per bus: the complex voltages, per unit. */
export let voltageRe: usize = 0;
export let voltageIm: usize = 0;
/** f64 per bus: what generators inject at PV and slack buses (fixed part excluded), per unit. */
export let solvedP: usize = 0;
export let solvedQ: usize = 0;
/** i32 per bus: −1 held at the lower reactive limit, +1 at the upper, 0 free. */
export let atLimit: usize = 0;

/** Reserves the block and empties it. `entries` bounds the history, 1 … HISTORY_MAX. */
export function openResult(entries: i32): void {
  const n = <usize>busCount;
  history = alloc(<usize>min(entries, HISTORY_MAX) * 8);
  historyRoom = min(entries, HISTORY_MAX);
  voltageRe = alloc(n * 8);
  voltageIm = alloc(n * 8);
  solvedP = alloc(n * 8);
  solvedQ = alloc(n * 8);
  atLimit = alloc(n * 4);
  clearResult();
}

/** Empties the block for another solve of the same network, without allocating. */
export function clearResult(): void {
  historyCount = 0;
  converged = 0;
  iterations = 0;
  worstMismatch = 0;
  worstBus = 0;
  memory.fill(atLimit, 0, <usize>busCount * 4);
}

let historyRoom: i32 = 0;

/** Appends one entry; silently full after `entries` of openResult. */
export function record(mismatch: f64): void {
  if (historyCount >= historyRoom) return;
  store<f64>(history + ((<usize>historyCount) << 3), mismatch);
  historyCount++;
}

export function setConverged(value: i32): void {
  converged = value;
}

export function setIterations(value: i32): void {
  iterations = value;
}

export function setWorst(mismatch: f64, bus: i32): void {
  worstMismatch = mismatch;
  worstBus = bus;
}

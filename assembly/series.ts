// Many slots of one network, a chunk at a time: the same injections in, the same rows out,
// whichever method solves. web/kernel/time-series.ts fills and empties the buffers.
//
// A chunk is solved in steps of 2 × pairs lanes. Lane L of a step is slot L × steps + step, so that
// every lane walks through its own stretch of consecutive slots and starts each from the slot
// before; at its first step, and after a slot without a solution, it starts flat. Nothing is
// carried from chunk to chunk: whoever solves a chunk, alone or beside another, gets the same bits.
//
// There is room for two chunks, one after the other in every buffer.

import { alloc } from "./memory";
import { busCount } from "./network";

/** Most slots of a chunk, and chunks that there is room for. */
export const CHUNK_SLOTS: i32 = 96;
export const CHUNKS: i32 = 2;

/** Pairs of lanes that the method solves at once: 1 or 2. */
export let seriesPairs: i32 = 1;
/** f64 [4][CHUNKS × CHUNK_SLOTS][bus], kW and kvar: load P, load Q, injection P, injection Q. */
export let seriesRows: usize = 0;
/** f64x2 [chunk][step][pair][bus]: net injection in kW and kvar, the fixed part where solved. */
export let seriesP: usize = 0;
export let seriesQ: usize = 0;
/** i32 [chunk] */
let seriesSteps: usize = 0;
/** i32 [bus]: room for those that are no plain PQ buses. */
export let seriesSpecial: usize = 0;
/** f64 [slot][bus] */
export let seriesVoltage: usize = 0;
/** f64 [slot], kW and kvar */
export let seriesSlackP: usize = 0;
export let seriesSlackQ: usize = 0;
export let seriesLossP: usize = 0;
export let seriesLossQ: usize = 0;
/** u16 [slot] and u8 [slot] */
export let seriesIterations: usize = 0;
export let seriesConverged: usize = 0;

/** What one per-unit of power is, kW. */
export let seriesBase: f64 = 1;

/** Reserves the buffers for a method that solves `pairs` pairs at once. */
export function openSeries(pairs: i32, baseKva: f64): void {
  const slots = <usize>(CHUNKS * CHUNK_SLOTS);
  const n = <usize>busCount;
  seriesPairs = pairs;
  seriesBase = baseKva;
  seriesRows = alloc(4 * slots * n * 8);
  seriesP = alloc(slots * n * 8);
  seriesQ = alloc(slots * n * 8);
  seriesSteps = alloc(<usize>CHUNKS * 4);
  seriesSpecial = alloc(n * 4);
  seriesVoltage = alloc(slots * n * 8);
  seriesSlackP = alloc(slots * 8);
  seriesSlackQ = alloc(slots * 8);
  seriesLossP = alloc(slots * 8);
  seriesLossQ = alloc(slots * 8);
  seriesIterations = alloc(slots * 2);
  seriesConverged = alloc(slots);
}

/** Bytes from a chunk to the next in `seriesP` and in `seriesQ`. */
export function chunkBytes(): usize {
  return (<usize>(CHUNK_SLOTS * busCount)) << 3;
}

/** Notes the steps that a chunk takes. */
export function setSteps(chunk: i32, steps: i32): void {
  store<i32>(seriesSteps + ((<usize>chunk) << 2), steps);
}

/** Steps that a chunk takes; 0 for none. */
export function stepsOf(chunk: i32): i32 {
  return load<i32>(seriesSteps + ((<usize>chunk) << 2));
}

/** Writes one sum of two slots, a pair at `pair` in per unit, to a row of `seriesSlackP` …. */
export function writeSum(row: usize, slot: i32, next: i32, pair: usize): void {
  store<f64>(row + ((<usize>slot) << 3), load<f64>(pair) * seriesBase);
  store<f64>(row + ((<usize>next) << 3), load<f64>(pair, 8) * seriesBase);
}

/** Writes what two slots came to: bit 0 and 1 of `ok`, and the iterations they shared. */
export function writeEnd(slot: i32, next: i32, ok: i32, iterations: i32): void {
  const count = <u16>min(iterations, 0xffff);
  store<u16>(seriesIterations + ((<usize>slot) << 1), count);
  store<u16>(seriesIterations + ((<usize>next) << 1), count);
  store<u8>(seriesConverged + <usize>slot, ok & 1);
  store<u8>(seriesConverged + <usize>next, (ok >> 1) & 1);
}

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
/** f64 [4][CHUNKS × CHUNK_SLOTS], kW and kvar: P and Q of the losses, P and Q of the slack. */
export let seriesSums: usize = 0;
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
  seriesSums = alloc(4 * slots * 8);
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

/** Writes the sums of two slots, four pairs at `pairs` in per unit, to the rows of `seriesSums`. */
export function writeSums(slot: i32, next: i32, pairs: usize): void {
  const row = <usize>(CHUNKS * CHUNK_SLOTS * 8);
  for (let at = seriesSums; at < seriesSums + 4 * row; at += row, pairs += 16) {
    store<f64>(at + ((<usize>slot) << 3), load<f64>(pairs) * seriesBase);
    store<f64>(at + ((<usize>next) << 3), load<f64>(pairs, 8) * seriesBase);
  }
}

/** Writes what two slots came to: bit 0 and 1 of `ok`, and the iterations they shared. */
export function writeEnd(slot: i32, next: i32, ok: i32, iterations: i32): void {
  const count = <u16>min(iterations, 0xffff);
  store<u16>(seriesIterations + ((<usize>slot) << 1), count);
  store<u16>(seriesIterations + ((<usize>next) << 1), count);
  store<u8>(seriesConverged + <usize>slot, ok & 1);
  store<u8>(seriesConverged + <usize>next, (ok >> 1) & 1);
}

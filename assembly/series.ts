// Many slots of one network, a chunk at a time: the same injections in, the same rows out,
// whichever method solves. web/kernel/time-series.ts fills and empties the buffers.
//
// A chunk is solved in `steps` steps of 2 × pairs lanes. Lane L of a step is slot L × steps + step,
// so that every lane walks through its own stretch of consecutive slots and starts each from the
// slot before; at its first step, and after a slot without a solution, it starts flat. Nothing is
// carried from chunk to chunk: whoever solves a chunk gets the same bits.

import { alloc } from "./memory";
import { busCount } from "./network";

/** Most slots of a chunk. */
export const CHUNK_SLOTS: i32 = 96;

/** Pairs of lanes that the method solves at once: 1 or 2. */
export let seriesPairs: i32 = 1;
/** f64x2 [step][pair][bus]: net injection in kW and kvar (fixed part only where it is solved). */
export let seriesP: usize = 0;
export let seriesQ: usize = 0;
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

/** Reserves the buffers of a chunk for a method that solves `pairs` pairs at once. */
export function openSeries(pairs: i32, baseKva: f64): void {
  const slots = <usize>CHUNK_SLOTS + 4;
  const n = <usize>busCount;
  seriesPairs = pairs;
  seriesBase = baseKva;
  seriesP = alloc(slots * n * 8);
  seriesQ = alloc(slots * n * 8);
  seriesVoltage = alloc(slots * n * 8);
  seriesSlackP = alloc(slots * 8);
  seriesSlackQ = alloc(slots * 8);
  seriesLossP = alloc(slots * 8);
  seriesLossQ = alloc(slots * 8);
  seriesIterations = alloc(slots * 2);
  seriesConverged = alloc(slots);
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

// Chunks of slots by the methods that answer with complex voltages, any network (see series.ts):
// Newton's method here, two slots at once, and what series-gauss-seidel.ts writes like it.

import { alloc } from "./memory";
import { busCount } from "./network";
import { newtonSolve2, newtonVoltage } from "./newton";
import { stepCount } from "./newton-step";
import { openPairFlow, pairFlow, pairSums } from "./pair-flow";
import {
  CHUNKS,
  CHUNK_SLOTS,
  chunkBytes,
  seriesBase,
  seriesP,
  seriesQ,
  seriesVoltage,
  stepsOf,
  writeEnd,
  writeSums,
} from "./series";

let pairP: usize = 0; // f64x2 [bus], per unit
let pairQ: usize = 0;

/** Prepares `newtonChunks`; after `openSeries(1, …)`, `newtonPrepare` and its limits. */
export function openNewtonSeries(): void {
  openPairFlow();
  pairP = alloc((<usize>busCount) << 4);
  pairQ = alloc((<usize>busCount) << 4);
}

/** Solves what `fillSeries` has laid out, by Newton's method, or its fast variant. */
export function newtonChunks(): void {
  for (let chunk = 0; chunk < CHUNKS; chunk++) solveChunk(chunk);
}

function solveChunk(chunk: i32): void {
  const steps = stepsOf(chunk);
  const scale = f64x2.splat(1 / seriesBase);
  const row = (<usize>busCount) << 4;
  let slot = chunk * CHUNK_SLOTS;
  let from = <usize>chunk * chunkBytes();
  let ok: i32 = 0;
  for (let step = 0; step < steps; step++, slot++, from += row) {
    for (let i: usize = 0; i < row; i += 16) {
      v128.store(pairP + i, f64x2.mul(scale, v128.load(seriesP + from + i)));
      v128.store(pairQ + i, f64x2.mul(scale, v128.load(seriesQ + from + i)));
    }
    ok = newtonSolve2(pairP, pairQ, ok == 3 ? 1 : 0);
    pairFlow(newtonVoltage, pairP, pairQ, 16);
    writeVoltages(newtonVoltage, slot, slot + steps);
    writeEnd(slot, slot + steps, ok, stepCount);
  }
}

/** |V| and the sums of two slots, after `pairFlow`; `volt` holds 32 bytes per bus. */
export function writeVoltages(volt: usize, slot: i32, next: i32): void {
  const size = (<usize>busCount) << 3;
  const here = seriesVoltage + <usize>slot * size;
  const there = seriesVoltage + <usize>next * size;
  for (let i: usize = 0; i < size; i += 8) {
    const e = v128.load(volt + (i << 2));
    const f = v128.load(volt + (i << 2), 16);
    const v = f64x2.sqrt(f64x2.add(f64x2.mul(e, e), f64x2.mul(f, f)));
    v128.store_lane<f64>(here + i, v, 0);
    v128.store_lane<f64>(there + i, v, 1);
  }
  writeSums(slot, next, pairSums);
}

// A chunk of slots of a radial feeder by DistFlow, four slots at once (see series.ts).

import { busCount } from "./network";
import { flatRecords, radialSums, radialSweeps, solveBoth, sumUp } from "./distflow";
import { PAIR, RECORD, V, demand, records, recordsEnd } from "./radial-sweep";
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

/** Solves what `fillSeries` has laid out. After `openSeries(2, …)`, and `radialPrepare`. */
export function radialChunks(): void {
  for (let chunk = 0; chunk < CHUNKS; chunk++) solveChunk(chunk);
}

function solveChunk(chunk: i32): void {
  const steps = stepsOf(chunk);
  const scale = -1 / seriesBase;
  const row = (<usize>busCount) << 4;
  let slot = chunk * CHUNK_SLOTS;
  let at = <usize>chunk * chunkBytes();
  let ok: i32 = 0;
  for (let step = 0; step < steps; step++, slot++, at += 2 * row) {
    if ((ok & 3) != 3) flatRecords(0);
    if (ok >> 2 != 3) flatRecords(PAIR);
    demand(seriesP + at, seriesQ + at, scale, 0);
    demand(seriesP + at + row, seriesQ + at + row, scale, PAIR);
    ok = solveBoth();
    writePair(slot, slot + steps, 0, ok & 3);
    writePair(slot + 2 * steps, slot + 3 * steps, PAIR, ok >> 2);
  }
}

function writePair(slot: i32, next: i32, pair: usize, ok: i32): void {
  const zero = f64x2.splat(0);
  const size = (<usize>busCount) << 3;
  const here = seriesVoltage + <usize>slot * size;
  const there = seriesVoltage + <usize>next * size;
  for (let at = records; at < recordsEnd; at += RECORD) {
    const bus = (<usize>load<u32>(at, 4)) >> 1;
    // what collapsed is shown as 0, never as NaN
    const v = f64x2.sqrt(f64x2.pmax(zero, v128.load(at + pair, V)));
    v128.store_lane<f64>(here + bus, v, 0);
    v128.store_lane<f64>(there + bus, v, 1);
  }
  sumUp(pair);
  writeSums(slot, next, radialSums);
  writeEnd(slot, next, ok, radialSweeps);
}

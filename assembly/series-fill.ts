// From rows of slots to lanes: the net injections that the methods of series.ts are asked for.

import { PQ, SLACK, busCount, kind, setVoltage } from "./network";
import {
  CHUNKS,
  CHUNK_SLOTS,
  chunkBytes,
  seriesP,
  seriesPairs,
  seriesQ,
  seriesRows,
  seriesSpecial,
  setSteps,
} from "./series";

let specialEnd: usize = 0;
/** From one of the four rows of `seriesRows` to the next, bytes. */
let rowSize: usize = 0;
let bad: bool = false;

/**
 * Turns the first `count` slots in `seriesRows`, 1 … CHUNKS × CHUNK_SLOTS, into pairs. Lanes past
 * the end of a chunk repeat its last slot. Whether every figure is finite: false also where a
 * difference of two finite ones is not.
 */
export function fillSeries(count: i32): bool {
  rowSize = <usize>CHUNKS * chunkBytes();
  specialEnd = seriesSpecial;
  for (let i = 0; i < busCount; i++) {
    if (load<i32>(kind + ((<usize>i) << 2)) == PQ) continue;
    store<i32>(specialEnd, i);
    specialEnd += 4;
  }
  bad = false;
  for (let chunk = 0; chunk < CHUNKS; chunk++) {
    fillChunk(chunk, min(CHUNK_SLOTS, max(0, count - chunk * CHUNK_SLOTS)));
  }
  return !bad;
}

function fillChunk(chunk: i32, slots: i32): void {
  const laneCount = 2 * seriesPairs;
  const steps = (slots + laneCount - 1) / laneCount;
  setSteps(chunk, steps);
  const size = (<usize>busCount) << 4;
  const first = chunk * CHUNK_SLOTS;
  let to = <usize>chunk * chunkBytes();
  for (let step = 0; step < steps; step++) {
    for (let pair = 0; pair < seriesPairs; pair++, to += size) {
      const slot = min(2 * pair * steps + step, slots - 1);
      const next = min((2 * pair + 1) * steps + step, slots - 1);
      const here = seriesRows + ((<usize>((first + slot) * busCount)) << 3);
      const there = seriesRows + ((<usize>((first + next) * busCount)) << 3);
      weave(here, there, seriesP + to);
      weave(here + rowSize, there + rowSize, seriesQ + to);
      for (let at = seriesSpecial; at < specialEnd; at += 4) {
        correct((<usize>load<i32>(at)) << 3, here, there, to);
      }
    }
  }
}

/** Injection − load of two slots, side by side bus by bus: load at `here`, `there`. */
function weave(here: usize, there: usize, to: usize): void {
  const fed = rowSize << 1;
  const end = here + ((<usize>busCount) << 3);
  let odd = f64x2.splat(0);
  let a = here;
  let b = there;
  for (; a + 8 < end; a += 16, b += 16, to += 32) {
    const x = f64x2.sub(v128.load(a + fed), v128.load(a));
    const y = f64x2.sub(v128.load(b + fed), v128.load(b));
    v128.store(to, v128.shuffle<f64>(x, y, 0, 2));
    v128.store(to, v128.shuffle<f64>(x, y, 1, 3), 16);
    // x − x is 0 for finite x and NaN otherwise
    odd = f64x2.add(odd, f64x2.add(f64x2.sub(x, x), f64x2.sub(y, y)));
  }
  if (a < end) {
    const x = f64x2.sub(pick(a + fed, b + fed), pick(a, b));
    v128.store(to, x);
    odd = f64x2.add(odd, f64x2.sub(x, x));
  }
  if (i64x2.bitmask(f64x2.eq(odd, odd)) != 3) bad = true;
}

function pick(a: usize, b: usize): v128 {
  return v128.load64_lane(b, v128.load64_zero(a), 1);
}

/** A bus whose power is solved draws its load only, a dead one nothing: `bus` = 8 × its index. */
function correct(bus: usize, here: usize, there: usize, to: usize): void {
  const holds = load<i32>(kind + (bus >> 1)) == SLACK;
  const dead = holds && load<f64>(setVoltage + bus) == 0;
  const p = pick(here + bus, there + bus);
  const q = pick(here + bus + rowSize, there + bus + rowSize);
  const zero = v128.xor(p, p);
  const at = to + (bus << 1);
  if (holds) v128.store(seriesP + at, dead ? zero : f64x2.sub(zero, p));
  v128.store(seriesQ + at, dead ? zero : f64x2.neg(q));
}

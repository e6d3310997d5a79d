// Chunks of slots by Gauss–Seidel, any network, two slots at once in every chunk (see series.ts).
//
// Two chunks are solved side by side, a pair of lanes each, sweep by sweep. The pairs share
// nothing but the sweeps: each goes on to its next step when its own lanes are done, so the bits
// of a chunk do not depend on the other.

import { alloc } from "./memory";
import { busCount } from "./network";
import {
  RATE_SWEEPS,
  bringBack,
  finiteLanes,
  flatStart,
  forgetRate,
  keepLanes,
  measureRate,
  prepareSweeps,
  settledLanes,
} from "./gauss-seidel";
import { aim, asked, enough, lanes, moved, span, sweepOne, sweepTwo } from "./gauss-seidel-sweep";
import { BALANCE, EXPLODED, attainable } from "./mismatch";
import { openPairFlow, pairFlow, pairWorst } from "./pair-flow";
import { CHUNK_SLOTS, chunkBytes, seriesBase, seriesP, seriesQ, stepsOf, writeEnd } from "./series";
import { writeVoltages } from "./series-voltage";

/** How often a running iterate is looked at, in sweeps: a power of two. */
const LOOK_EVERY: i32 = 32;

/** Where a pair of lanes stands in its chunk and in its present step; lanes are bits. */
@unmanaged
class Walk {
  /** 0 or `span`. */
  pair: usize;
  /** First slot, steps in all, steps done, and what the present one is asked. */
  first: i32;
  steps: i32;
  step: i32;
  from: usize;
  /** Lanes that the step before has solved; that this one has solved, or lost. */
  before: i32;
  settled: i32;
  done: i32;
  lost: i32;
  sweeps: i32;
}

let walkA: usize = 0;
let walkB: usize = 0;
let small: f64 = 0; // the tolerance, squared
let tolerance: f64 = 1e-8;
let balance: f64 = BALANCE;
let sweepsMax: i32 = 20000;

/** Prepares `gaussSeidelChunks`; after `openSeries(1, …)`. */
export function openGaussSeidelSeries(alpha: f64, within: f64, most: i32): void {
  prepareSweeps(alpha);
  openPairFlow();
  walkA = alloc(offsetof<Walk>());
  walkB = alloc(offsetof<Walk>());
  small = within * within;
  tolerance = within;
  balance = max(within, max(BALANCE, attainable()));
  sweepsMax = most;
}

/** Solves what `fillSeries` has laid out, by Gauss–Seidel. */
export function gaussSeidelChunks(): void {
  const a = changetype<Walk>(walkA);
  const b = changetype<Walk>(walkB);
  setOut(a, 0);
  setOut(b, 1);
  while (a.step < a.steps && b.step < b.steps) {
    sweepTwo();
    if (isOver(a)) finish(a);
    if (isOver(b)) finish(b);
  }
  const left = a.step < a.steps ? a : b;
  while (left.step < left.steps) {
    sweepOne(left.pair);
    if (isOver(left)) finish(left);
  }
}

function setOut(walk: Walk, chunk: i32): void {
  walk.pair = chunk == 0 ? 0 : span;
  walk.first = chunk * CHUNK_SLOTS;
  walk.steps = stepsOf(chunk);
  walk.step = 0;
  walk.from = <usize>chunk * chunkBytes();
  walk.before = 0;
  v128.store(enough + walk.pair, f64x2.splat(small));
  if (walk.steps > 0) begin(walk);
}

/** Asks for the two slots of the step, from the voltages of the step before if both stand. */
function begin(walk: Walk): void {
  const pair = walk.pair;
  const scale = f64x2.splat(1 / seriesBase);
  const row = (<usize>busCount) << 4;
  if (walk.before != 3) flatStart(pair);
  const p = seriesP + walk.from;
  const q = seriesQ + walk.from;
  for (let i: usize = 0; i < row; i += 16) {
    const to = asked + pair + (i << 1);
    v128.store(to, f64x2.mul(scale, v128.load(p + i)));
    v128.store(to, f64x2.mul(scale, v128.load(q + i)), 16);
  }
  aim(pair);
  forgetRate(pair);
  walk.settled = 0;
  walk.done = 0;
  walk.lost = 0;
  walk.sweeps = 0;
}

/** Looks at the pair after a sweep: whether both lanes have converged or left the world. */
function isOver(walk: Walk): bool {
  const pair = walk.pair;
  const now = v128.load(moved + pair);
  const sweeps = ++walk.sweeps;
  const due = (sweeps & (RATE_SWEEPS - 1)) == 0;
  if (due) measureRate(pair);
  if ((sweeps & (LOOK_EVERY - 1)) == 0) {
    walk.lost |= (3 ^ finiteLanes(pair)) | i64x2.bitmask(f64x2.gt(now, f64x2.splat(EXPLODED)));
    keepLanes(3 ^ walk.lost, pair);
  }
  const still = i64x2.bitmask(f64x2.le(now, f64x2.splat(small)));
  if ((still & ~walk.settled) != 0) walk.settled |= settledLanes(tolerance, pair);
  // most sweeps end here
  if ((walk.settled | walk.lost) == 3) {
    const ready = i64x2.bitmask(f64x2.le(now, v128.load(enough + pair)));
    if (due || (ready | walk.lost) == 3) weigh(walk);
  }
  return sweeps >= sweepsMax || (walk.done | walk.lost) == 3;
}

/**
 * Which of the lanes that have settled are in balance. What is missing shrinks as the moves of the
 * sweeps do, so this tells how small a move, squared, is worth weighing: here and in later steps.
 */
function weigh(walk: Walk): void {
  const pair = walk.pair;
  walk.done = walk.settled & balanced(pair) & ~walk.lost;
  const share = f64x2.div(f64x2.splat(balance), v128.load(pairWorst));
  const now = v128.load(moved + pair);
  v128.store(enough + pair, f64x2.mul(now, f64x2.mul(share, share)));
}

function balanced(pair: usize): i32 {
  const volt = lanes + pair;
  const want = asked + pair;
  pairFlow(volt, want, want + 16, 32);
  return i64x2.bitmask(f64x2.le(v128.load(pairWorst), f64x2.splat(balance)));
}

/** Writes the two slots of the step and begins the next. */
function finish(walk: Walk): void {
  const pair = walk.pair;
  if (walk.done != 3) {
    // A lane that left the world went on growing while the other was swept.
    bringBack(walk.lost | (3 ^ finiteLanes(pair)), pair);
    walk.done = walk.settled & balanced(pair) & ~walk.lost;
  }
  const slot = walk.first + walk.step;
  writeVoltages(lanes + pair, slot, slot + walk.steps);
  writeEnd(slot, slot + walk.steps, walk.done, walk.sweeps);
  walk.before = walk.done;
  walk.from += (<usize>busCount) << 4;
  walk.step++;
  if (walk.step < walk.steps) begin(walk);
}

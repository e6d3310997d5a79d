// Reactive limits of PV buses, per lane: a unit that would have to give more than its range is
// held at the limit and its voltage is let go; it takes the voltage back when that would lie on
// the wrong side of the set point.
//
// The first rounds switch everything that is out of place, later ones only the worst, because
// units that push each other to and fro settle when they move one at a time. Invariant: a bus is
// let back at most RELEASES_MAX times in a solve and then stays at its limit, so switching ends.

import { alloc } from "./memory";
import { PV, busCount, generationQMax, generationQMin, kind } from "./network";
import { busAt, unknownCount } from "./ordering";
import { current, holdsQ, setSquare, spec, volt } from "./jacobian";

const RELEASES_MAX: i32 = 6;
/** How far past a limit counts, per unit: above what a converged solve leaves undecided. */
const MARGIN: f64 = 1e-7;

// Per PV bus 40 bytes: i32 position, i32 bus, f64 lower and upper limit of generation,
// then per lane: i32 state (−1, 0, +1); per lane: i32 releases.
const UNIT: usize = 40;
let units: usize = 0;
let unitsEnd: usize = 0;
let fixedQ: usize = 0; // pair per PV bus: injection beside the units

/** Lists the PV buses. Call after `prepareEquations`. */
export function prepareLimits(): void {
  units = alloc(UNIT * <usize>busCount);
  fixedQ = alloc((<usize>busCount) << 4);
  unitsEnd = units;
  for (let p = 0; p < unknownCount; p++) {
    const bus = load<i32>(busAt + ((<usize>p) << 2));
    if (load<i32>(kind + ((<usize>bus) << 2)) != PV) continue;
    store<i32>(unitsEnd, p);
    store<i32>(unitsEnd, bus, 4);
    store<f64>(unitsEnd, load<f64>(generationQMin + ((<usize>bus) << 3)), 8);
    store<f64>(unitsEnd, load<f64>(generationQMax + ((<usize>bus) << 3)), 16);
    unitsEnd += UNIT;
  }
}

/** All units within their limits again, in the lane `shift` bytes into a pair (0 or 8). */
export function releaseAll(shift: usize): void {
  for (let at = units; at < unitsEnd; at += UNIT) store<i32>(at + (shift >> 1), 0, 24);
}

/** Takes the Q just written to `spec` as the fixed part, and puts held units back on top. */
export function loadFixedReactive(): void {
  let fixed = fixedQ;
  for (let at = units; at < unitsEnd; at += UNIT) {
    const q = spec + ((<usize>load<i32>(at)) << 5);
    v128.store(fixed, v128.load(q, 16));
    store<u64>(at, 0, 32);
    for (let lane: usize = 0; lane < 2; lane++) {
      const state = load<i32>(at + (lane << 2), 24);
      if (state != 0) hold(at, fixed, lane, state);
    }
    fixed += 16;
  }
}

function hold(unit: usize, fixed: usize, lane: usize, state: i32): void {
  const p = <usize>load<i32>(unit);
  const limit = state > 0 ? load<f64>(unit, 16) : load<f64>(unit, 8);
  store<i32>(unit + (lane << 2), state, 24);
  store<f64>(spec + (p << 5) + (lane << 3), load<f64>(fixed + (lane << 3)) + limit, 16);
  store<u64>(holdsQ + (p << 4) + (lane << 3), ~0);
}

/** How far `unit` is from where it may be: Q past a limit, or |V|² on the wrong side; per unit. */
function breach(unit: usize, fixed: usize, lane: usize): f64 {
  const p = <usize>load<i32>(unit);
  const at = (p << 5) + (lane << 3);
  const e = load<f64>(volt + at);
  const f = load<f64>(volt + at, 16);
  const state = load<i32>(unit + (lane << 2), 24);
  if (state != 0) {
    const beyond = e * e + f * f - load<f64>(setSquare + (p << 4) + (lane << 3));
    return <f64>state * beyond;
  }
  const q = f * load<f64>(current + at) - e * load<f64>(current + at, 16);
  const given = q - load<f64>(fixed + (lane << 3));
  return max(given - load<f64>(unit, 16), load<f64>(unit, 8) - given);
}

function release(unit: usize, lane: usize): void {
  store<i32>(unit + (lane << 2), 0, 24);
  store<i32>(unit + (lane << 2), load<i32>(unit + (lane << 2), 32) + 1, 32);
  store<u64>(holdsQ + ((<usize>load<i32>(unit)) << 4) + (lane << 3), 0);
}

function turn(unit: usize, fixed: usize, lane: usize): void {
  if (load<i32>(unit + (lane << 2), 24) != 0) {
    release(unit, lane);
    return;
  }
  const at = ((<usize>load<i32>(unit)) << 5) + (lane << 3);
  const q =
    load<f64>(volt + at, 16) * load<f64>(current + at) -
    load<f64>(volt + at) * load<f64>(current + at, 16);
  hold(unit, fixed, lane, q - load<f64>(fixed + (lane << 3)) > load<f64>(unit, 16) ? 1 : -1);
}

/**
 * Switches what has to be switched in `lanes` (bits), at a converged point: all of it, or with
 * `alone` only the worst of each lane. The answer is the lanes where something switched.
 */
export function switchLimits(lanes: i32, alone: bool): i32 {
  let changed = 0;
  for (let lane: usize = 0; lane < 2; lane++) {
    if (((lanes >> (<i32>lane)) & 1) == 0) continue;
    let most = MARGIN;
    let worst: usize = 0;
    for (let at = units; at < unitsEnd; at += UNIT) {
      const fixed = fixedQ + ((at - units) / UNIT) * 16;
      if (load<i32>(at + (lane << 2), 32) >= RELEASES_MAX && isHeld(at, lane)) continue;
      const size = breach(at, fixed, lane);
      if (!(size > most)) continue;
      if (alone) {
        most = size;
        worst = at;
      } else turn(at, fixed, lane);
      changed |= 1 << (<i32>lane);
    }
    if (worst != 0) turn(worst, fixedQ + ((worst - units) / UNIT) * 16, lane);
  }
  return changed;
}

function isHeld(unit: usize, lane: usize): bool {
  return load<i32>(unit + (lane << 2), 24) != 0;
}

/** Writes lane 0's states (−1, 0, +1) to i32 per bus; other buses are left alone. */
export function readLimits(into: usize): void {
  for (let at = units; at < unitsEnd; at += UNIT) {
    store<i32>(into + ((<usize>load<i32>(at, 4)) << 2), load<i32>(at, 24));
  }
}

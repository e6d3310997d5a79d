// Reactive limits of PV buses, per lane: a unit that would have to give more than its range is
// held at the limit and its voltage is let go; it takes the voltage back when that would lie on
// the wrong side of the set point.
//
// Invariant: a bus is let back at most RELEASES_MAX times in a solve and then stays at its limit,
// so the rounds of switching end. What is left then still meets every equation; only which of the
// units in a tie is at its limit is decided by the order of events.

import { alloc } from "./memory";
import { PV, busCount, generationQMax, generationQMin, kind } from "./network";
import { busAt, unknownCount } from "./ordering";
import { current, holdsQ, setSquare, spec, volt } from "./jacobian";

const RELEASES_MAX: i32 = 3;
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

/** −1, 0 or +1: what `unit` must do now in `lane`: beyond below, all well, beyond above. */
function breach(unit: usize, fixed: usize, lane: usize): i32 {
  const at = ((<usize>load<i32>(unit)) << 5) + (lane << 3);
  const e = load<f64>(volt + at);
  const f = load<f64>(volt + at, 16);
  const q = f * load<f64>(current + at) - e * load<f64>(current + at, 16);
  const given = q - load<f64>(fixed + (lane << 3));
  if (given > load<f64>(unit, 16) + MARGIN) return 1;
  return given < load<f64>(unit, 8) - MARGIN ? -1 : 0;
}

function mayReturn(unit: usize, lane: usize, state: i32): bool {
  if (load<i32>(unit + (lane << 2), 32) >= RELEASES_MAX) return false;
  const p = <usize>load<i32>(unit);
  const at = volt + (p << 5) + (lane << 3);
  const square = load<f64>(at) * load<f64>(at) + load<f64>(at, 16) * load<f64>(at, 16);
  const beyond = square - load<f64>(setSquare + (p << 4) + (lane << 3));
  return state > 0 ? beyond > MARGIN : beyond < -MARGIN;
}

/** Switches what has to be switched in `lanes` (bits), at a converged point; which lanes did. */
export function switchLimits(lanes: i32): i32 {
  let changed = 0;
  let fixed = fixedQ;
  for (let at = units; at < unitsEnd; at += UNIT) {
    for (let lane = 0; lane < 2; lane++) {
      if (((lanes >> lane) & 1) == 0) continue;
      const l = <usize>lane;
      const state = load<i32>(at + (l << 2), 24);
      if (state == 0) {
        const next = breach(at, fixed, l);
        if (next == 0) continue;
        hold(at, fixed, l, next);
      } else {
        if (!mayReturn(at, l, state)) continue;
        store<i32>(at + (l << 2), 0, 24);
        store<i32>(at + (l << 2), load<i32>(at + (l << 2), 32) + 1, 32);
        store<u64>(holdsQ + ((<usize>load<i32>(at)) << 4) + (l << 3), 0);
      }
      changed |= 1 << lane;
    }
    fixed += 16;
  }
  return changed;
}

/** Writes lane 0's states (−1, 0, +1) to i32 per bus; other buses are left alone. */
export function readLimits(into: usize): void {
  for (let at = units; at < unitsEnd; at += UNIT) {
    store<i32>(into + ((<usize>load<i32>(at, 4)) << 2), load<i32>(at, 24));
  }
}

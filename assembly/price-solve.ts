// One linear system of prices within bounds: (E + s L) p = b, floor ≤ p ≤ ceiling.
//
// E: an excess ≥ 0 per bus, L the weighted graph Laplacian, s ≥ 0. Eliminating a bus turns its star
// into a mesh: with S = excess + Σ w, a pair (i, j) of its neighbours gains w_i w_j ÷ S, each of them
// w_i ÷ S of its excess and of its right-hand side. Nothing is ever subtracted, so no digit is lost
// however far the weights are apart, and a price is a mean of what surrounds it.
//
// Bounds: a bus that would leave them is held there, and let go when it would come back: at the end
// A p = b where free, A p ≥ b at the floor and A p ≤ b at the ceiling (A = E + s L), which is the
// projection in the system's own metric. After BLOCK_ROUNDS rounds one bus at a time is changed, the
// first there is (Murty, "Note on a Bard-type scheme for solving the complementarity problem",
// Opsearch 11, 1974): proven to end for one bound a bus, never seen not to for two.

import { alloc } from "./memory";
import { branchCount, branchFrom, branchTo, busCount } from "./network";
import {
  linkBetween,
  linkOf,
  linkStart,
  linked,
  pairWeight,
  pivotCount,
  pivots,
} from "./price-plan";

export const AT_FLOOR: u8 = 1;
export const AT_CEILING: u8 = 2;

/** Excess of a held bus: no weight comes near it, and its product with a price stays finite. */
const HELD: f64 = 1e150;
/** Price of a part without any excess whose sources do not add up to 0: outside every bound. */
const OUTSIDE: f64 = 1e30;
/** Smaller sums count as 0: their inverse could be infinite. */
const LEAST_SUM: f64 = 1e-200;
/** Share of a row's terms below which their sum counts as 0. */
const ROUNDING: f64 = 1e-12;
const BLOCK_ROUNDS: i32 = 40;

// f64 per bus
export let price: usize = 0;
/** Diagonal of E. */
export let excess: usize = 0;
/** b. */
export let target: usize = 0;
/** L p, of the last `spread`. */
export let outflow: usize = 0;
/** u8 per bus: 0 = free, AT_FLOOR, AT_CEILING. */
export let held: usize = 0;

let ratio: usize = 0; // f64 per link: weight ÷ S of its pivot
let inverse: usize = 0; // f64 per bus: 1 ÷ S when it goes, 0 where S counts as 0
let share: usize = 0; // f64 per bus: excess, then right-hand side, as eliminated so far
let degree: usize = 0; // f64 per bus: Σ of its weights
let floor: f64 = 0;
let ceiling: f64 = 0;
let scale: f64 = 0;
let stale: bool = true;
let heldCount: i32 = 0;
let strayed: bool = false; // some free price of the last substitution is outside the bounds

/** Reserves the arrays; call after `planPrices`. */
export function openPriceSystem(): void {
  const bytes = (<usize>busCount) << 3;
  price = alloc(bytes);
  excess = alloc(bytes);
  target = alloc(bytes);
  outflow = alloc(bytes);
  inverse = alloc(bytes);
  share = alloc(bytes);
  degree = alloc(bytes);
  held = alloc(<usize>busCount);
  ratio = alloc((<usize>load<i32>(linkStart + ((<usize>pivotCount) << 2))) << 3);
  for (let k: usize = 0; k < <usize>branchCount; k++) {
    const w = load<f64>(pairWeight + (k << 3));
    add(degree + from(k), w);
    add(degree + to(k), w);
  }
}

/** Takes E as it stands in `excess`, with factor and bounds; all buses are free again. */
export function enterPriceSystem(factor: f64, lowest: f64, highest: f64): void {
  scale = factor;
  floor = lowest;
  ceiling = highest;
  stale = true;
  heldCount = 0;
  memory.fill(held, 0, <usize>busCount);
}

function from(pair: usize): usize {
  return (<usize>load<i32>(branchFrom + (pair << 2))) << 3;
}

function to(pair: usize): usize {
  return (<usize>load<i32>(branchTo + (pair << 2))) << 3;
}

function add(at: usize, value: f64): void {
  store<f64>(at, load<f64>(at) + value);
}

function holds(bus: usize): u8 {
  return load<u8>(held + (bus >> 3));
}

function bound(as: u8): f64 {
  return as == AT_FLOOR ? floor : ceiling;
}

/** `outflow` = L p: what a price gives away to its neighbours, per unit of spread. */
export function spread(): void {
  memory.fill(outflow, 0, (<usize>busCount) << 3);
  for (let k: usize = 0; k < <usize>branchCount; k++) {
    const i = from(k);
    const j = to(k);
    const flow = load<f64>(pairWeight + (k << 3)) * (load<f64>(price + i) - load<f64>(price + j));
    add(outflow + i, flow);
    add(outflow + j, -flow);
  }
}

/** Solves for `price`; 0 when the bounds did not settle, prices are then cut to them. */
export function solvePrices(): i32 {
  const most = 2 * BLOCK_ROUNDS + 10 * pivotCount;
  for (let round = 0; round < most; round++) {
    if (stale) eliminate();
    fillShares();
    substitute();
    if (heldCount == 0 && !strayed) return 1;
    if (!revise(round >= BLOCK_ROUNDS)) return 1;
    stale = true;
  }
  for (let i: usize = 0; i < (<usize>busCount) << 3; i += 8) {
    store<f64>(price + i, max(floor, min(ceiling, load<f64>(price + i))));
  }
  return 0;
}

function eliminate(): void {
  const links = load<i32>(linkStart + ((<usize>pivotCount) << 2));
  memory.fill(ratio, 0, (<usize>links) << 3);
  for (let k: usize = 0; k < <usize>branchCount; k++) {
    const at = ratio + ((<usize>load<i32>(linkOf + (k << 2))) << 3);
    store<f64>(at, scale * load<f64>(pairWeight + (k << 3)));
  }
  for (let i: usize = 0; i < (<usize>busCount) << 3; i += 8) {
    store<f64>(share + i, holds(i) != 0 ? HELD : load<f64>(excess + i));
  }
  for (let k: usize = 0; k < <usize>pivotCount; k++) {
    const first = load<i32>(linkStart + (k << 2));
    const end = load<i32>(linkStart + (k << 2), 4);
    const bus = <usize>load<u32>(pivots + (k << 2));
    const own = load<f64>(share + bus);
    let sum = own;
    for (let t = first; t < end; t++) sum += load<f64>(ratio + ((<usize>t) << 3));
    const over = sum > LEAST_SUM ? 1 / sum : 0;
    store<f64>(inverse + bus, over);
    pass(first, end, over, own);
  }
  stale = false;
}

/** Hands a pivot's links and excess on to its neighbours. */
function pass(first: i32, end: i32, over: f64, own: f64): void {
  for (let t = first; t < end; t++) {
    const other = load<u32>(linked + ((<usize>t) << 2));
    const part = load<f64>(ratio + ((<usize>t) << 3)) * over;
    add(share + <usize>other, part * own);
    for (let u = t + 1; u < end; u++) {
      const mesh = linkBetween(other, load<u32>(linked + ((<usize>u) << 2)));
      add(ratio + ((<usize>mesh) << 3), part * load<f64>(ratio + ((<usize>u) << 3)));
    }
    store<f64>(ratio + ((<usize>t) << 3), part);
  }
}

function fillShares(): void {
  memory.copy(share, target, (<usize>busCount) << 3);
  if (heldCount == 0) return;
  for (let i: usize = 0; i < <usize>busCount; i++) {
    const as = load<u8>(held + i);
    if (as != 0) store<f64>(share + (i << 3), HELD * bound(as));
  }
}

function substitute(): void {
  for (let k: usize = 0; k < <usize>pivotCount; k++) {
    const mine = load<f64>(share + <usize>load<u32>(pivots + (k << 2)));
    const end = load<i32>(linkStart + (k << 2), 4);
    for (let t = load<i32>(linkStart + (k << 2)); t < end; t++) {
      const other = <usize>load<u32>(linked + ((<usize>t) << 2));
      add(share + other, load<f64>(ratio + ((<usize>t) << 3)) * mine);
    }
  }
  const low = floor;
  const high = ceiling;
  strayed = false;
  for (let k = pivotCount - 1; k >= 0; k--) {
    const bus = <usize>load<u32>(pivots + ((<usize>k) << 2));
    const as: u8 = heldCount == 0 ? 0 : holds(bus);
    if (as != 0) {
      store<f64>(price + bus, bound(as));
      continue;
    }
    const over = load<f64>(inverse + bus);
    const mine = load<f64>(share + bus);
    let value = over > 0 ? mine * over : mine < 0 ? -OUTSIDE : OUTSIDE;
    const end = load<i32>(linkStart + ((<usize>k) << 2), 4);
    for (let t = load<i32>(linkStart + ((<usize>k) << 2)); t < end; t++) {
      const other = <usize>load<u32>(linked + ((<usize>t) << 2));
      value += load<f64>(ratio + ((<usize>t) << 3)) * load<f64>(price + other);
    }
    store<f64>(price + bus, value);
    strayed = strayed || value < low || value > high;
  }
}

/** Holds what left the bounds and lets go what would come back; true when anything changed. */
function revise(single: bool): bool {
  if (heldCount > 0) spread();
  let changed = false;
  for (let k: usize = 0; k < <usize>pivotCount; k++) {
    const bus = <usize>load<u32>(pivots + (k << 2));
    const as = holds(bus);
    const next = as == 0 ? outside(load<f64>(price + bus)) : comesBack(bus, as) ? 0 : as;
    if (next == as) continue;
    store<u8>(held + (bus >> 3), next);
    if (as == 0) heldCount++;
    if (next == 0) heldCount--;
    changed = true;
    if (single) break;
  }
  return changed;
}

function outside(value: f64): u8 {
  return value < floor ? AT_FLOOR : value > ceiling ? AT_CEILING : 0;
}

/** Whether a held bus would move inwards by more than rounding. */
function comesBack(bus: usize, as: u8): bool {
  const own = load<f64>(excess + bus) * load<f64>(price + bus);
  const wanted = load<f64>(target + bus);
  const lack = own + scale * load<f64>(outflow + bus) - wanted;
  const around = 2 * scale * load<f64>(degree + bus) * max(abs(floor), abs(ceiling));
  const least = ROUNDING * (abs(own) + abs(wanted) + around);
  return as == AT_CEILING ? lack > least : lack < -least;
}

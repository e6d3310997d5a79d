// LU factors of the Jacobian in 2×2 blocks, two systems at a time.
//
// Knows: the fill pattern. Every entry of a block is a v128 whose halves belong to two separate
// systems (lane 0, lane 1) with the same pattern. Never pivots: the diagonal block of each bus is
// inverted as it stands, which power-flow Jacobians allow; a singular one gives infinities, which
// the caller sees in the step and refuses.
//
// Steps: `factorise` walks a program made once (`scheduleLu`): for pivot k it inverts D, then for
// each row i of its pattern L_ik = A_ik D⁻¹, then A_ij −= L_ik U_kj for each column j. `solveLu`
// is the two triangular sweeps on the right-hand side. Same operations in the same order always,
// so equal inputs give equal bits.
//
//   block:   | a b |  at +0 +16     pivot k: D | U_k,j1 U_k,j2 … | L_i1,k L_i2,k …
//            | c d |  at +32 +48    right-hand side: 32 bytes per position

import { alloc } from "./memory";
import { pattern, patternStart, unknownCount } from "./ordering";

const BLOCK: usize = 64;

/** Right-hand side in, step out: per position two v128 (row or column 0, row or column 1). */
export let rhs: usize = 0;
/** One pair: the largest absolute entry of the step that `solveLu` found last, per lane. */
export let largest: usize = 0;

let blocks: usize = 0;
let pivotAt: usize = 0; // u32 per position: address of D
let program: usize = 0; // u32: per pivot, degree, then rhs addresses, then degree² targets
let programAt: usize = 0; // u32 per position: where its part starts
let fill: usize = 0; // u32: addresses of blocks with no branch behind them
let fillCount: i32 = 0;
let one: usize = 0;

function start(k: i32): i32 {
  return load<i32>(patternStart + ((<usize>k) << 2));
}

/** Address of block (row, column), positions of unknown buses; 0 outside the pattern. */
export function blockAt(row: i32, column: i32): usize {
  const k = min(row, column);
  const d = <usize>load<u32>(pivotAt + ((<usize>k) << 2));
  if (row == column) return d;
  const other = max(row, column);
  const degree = start(k + 1) - start(k);
  for (let t = 0; t < degree; t++) {
    if (load<i32>(pattern + ((<usize>(start(k) + t)) << 2)) != other) continue;
    const before: i32 = row > column ? 1 + t + degree : 1 + t;
    return d + BLOCK * <usize>before;
  }
  return 0;
}

/** Lays out the blocks and writes the program. Call after `orderBuses`. */
export function scheduleLu(): void {
  const m = unknownCount;
  one = alloc(16);
  v128.store(one, f64x2.splat(1));
  largest = alloc(16);
  pivotAt = alloc((<usize>(m + 1)) << 2);
  programAt = alloc((<usize>(m + 1)) << 2);
  rhs = alloc((<usize>(m + 1)) << 5);
  blocks = alloc(BLOCK * <usize>(m + 2 * start(m)));
  let at = blocks;
  let length: usize = 0;
  for (let k = 0; k < m; k++) {
    const degree = start(k + 1) - start(k);
    store<u32>(pivotAt + ((<usize>k) << 2), <u32>at);
    at += BLOCK * <usize>(1 + 2 * degree);
    length += <usize>(1 + degree + degree * degree);
    // past 2 GB of program; the next pivot could wrap the sum
    if (length > 0x1fffffff) unreachable();
  }
  program = alloc((length + 1) << 2);
  let write = program;
  for (let k = 0; k < m; k++) {
    store<u32>(programAt + ((<usize>k) << 2), <u32>write);
    write = schedulePivot(k, write);
  }
}

function schedulePivot(k: i32, at: usize): usize {
  const from = start(k);
  const to = start(k + 1);
  let write = at;
  store<i32>(write, to - from);
  write += 4;
  for (let t = from; t < to; t++) {
    store<u32>(write, <u32>(rhs + ((<usize>load<i32>(pattern + ((<usize>t) << 2))) << 5)));
    write += 4;
  }
  for (let s = from; s < to; s++) {
    const row = load<i32>(pattern + ((<usize>s) << 2));
    for (let t = from; t < to; t++) {
      store<u32>(write, <u32>blockAt(row, load<i32>(pattern + ((<usize>t) << 2))));
      write += 4;
    }
  }
  return write;
}

/** Lists the blocks nobody marked: those that every refill has to clear. */
export function listFill(): void {
  const count = unknownCount + 2 * start(unknownCount);
  fill = alloc((<usize>count) << 2);
  fillCount = 0;
  for (let b = 0; b < count; b++) {
    const at = blocks + BLOCK * <usize>b;
    if (load<u64>(at) != 0) continue;
    store<u32>(fill + ((<usize>fillCount) << 2), <u32>at);
    fillCount++;
  }
}

/** Marks a block as one with a branch behind it, before `listFill`. */
export function markBlock(at: usize): void {
  store<u64>(at, 1);
}

/** Zeroes the fill blocks, which the last factorisation has written over. */
export function clearFill(): void {
  const end = fill + ((<usize>fillCount) << 2);
  const zero = v128.xor(v128.load(one), v128.load(one));
  for (let at = fill; at < end; at += 4) {
    const block = <usize>load<u32>(at);
    v128.store(block, zero);
    v128.store(block, zero, 16);
    v128.store(block, zero, 32);
    v128.store(block, zero, 48);
  }
}

/** Replaces the Jacobian by its factors. */
export function factorise(): void {
  const m = unknownCount;
  let at = program;
  let pivot = blocks;
  const unit = v128.load(one);
  for (let k = 0; k < m; k++) {
    const degree = load<i32>(at);
    const a = v128.load(pivot);
    const b = v128.load(pivot, 16);
    const c = v128.load(pivot, 32);
    const d = v128.load(pivot, 48);
    const over = f64x2.div(unit, f64x2.sub(f64x2.mul(a, d), f64x2.mul(b, c)));
    const p = f64x2.mul(d, over);
    const q = f64x2.neg(f64x2.mul(b, over));
    const r = f64x2.neg(f64x2.mul(c, over));
    const s = f64x2.mul(a, over);
    v128.store(pivot, p);
    v128.store(pivot, q, 16);
    v128.store(pivot, r, 32);
    v128.store(pivot, s, 48);
    at += (<usize>(1 + degree)) << 2;
    const upper = pivot + BLOCK;
    const size = BLOCK * <usize>degree;
    let lower = upper + size;
    const end = lower + size;
    while (lower < end) {
      const e = v128.load(lower);
      const f = v128.load(lower, 16);
      const g = v128.load(lower, 32);
      const h = v128.load(lower, 48);
      const la = f64x2.add(f64x2.mul(e, p), f64x2.mul(f, r));
      const lb = f64x2.add(f64x2.mul(e, q), f64x2.mul(f, s));
      const lc = f64x2.add(f64x2.mul(g, p), f64x2.mul(h, r));
      const ld = f64x2.add(f64x2.mul(g, q), f64x2.mul(h, s));
      v128.store(lower, la);
      v128.store(lower, lb, 16);
      v128.store(lower, lc, 32);
      v128.store(lower, ld, 48);
      for (let u = upper; u < upper + size; u += BLOCK) {
        subtractProduct(<usize>load<u32>(at), u, la, lb, lc, ld);
        at += 4;
      }
      lower += BLOCK;
    }
    pivot = end;
  }
}

// One block of A −= L U, with L's four entries in registers.
function subtractProduct(at: usize, u: usize, la: v128, lb: v128, lc: v128, ld: v128): void {
  const ua = v128.load(u);
  const ub = v128.load(u, 16);
  const uc = v128.load(u, 32);
  const ud = v128.load(u, 48);
  const a = f64x2.add(f64x2.mul(la, ua), f64x2.mul(lb, uc));
  const b = f64x2.add(f64x2.mul(la, ub), f64x2.mul(lb, ud));
  const c = f64x2.add(f64x2.mul(lc, ua), f64x2.mul(ld, uc));
  const d = f64x2.add(f64x2.mul(lc, ub), f64x2.mul(ld, ud));
  v128.store(at, f64x2.sub(v128.load(at), a));
  v128.store(at, f64x2.sub(v128.load(at, 16), b), 16);
  v128.store(at, f64x2.sub(v128.load(at, 32), c), 32);
  v128.store(at, f64x2.sub(v128.load(at, 48), d), 48);
}

/** Solves for the step in place of the right-hand side, with the factors made last. */
export function solveLu(): void {
  const m = unknownCount;
  let y = rhs;
  for (let k = 0; k < m; k++) {
    const at = <usize>load<u32>(programAt + ((<usize>k) << 2));
    const degree = load<i32>(at);
    const y0 = v128.load(y);
    const y1 = v128.load(y, 16);
    let l = <usize>load<u32>(pivotAt + ((<usize>k) << 2)) + BLOCK * <usize>(1 + degree);
    const end = at + ((<usize>(1 + degree)) << 2);
    for (let t = at + 4; t < end; t += 4) {
      const x = <usize>load<u32>(t);
      const d0 = f64x2.add(f64x2.mul(v128.load(l), y0), f64x2.mul(v128.load(l, 16), y1));
      const d1 = f64x2.add(f64x2.mul(v128.load(l, 32), y0), f64x2.mul(v128.load(l, 48), y1));
      v128.store(x, f64x2.sub(v128.load(x), d0));
      v128.store(x, f64x2.sub(v128.load(x, 16), d1), 16);
      l += BLOCK;
    }
    y += 32;
  }
  backSubstitute(y);
}

function backSubstitute(end: usize): void {
  let y = end;
  let top = f64x2.splat(0);
  for (let k = unknownCount - 1; k >= 0; k--) {
    y -= 32;
    const at = <usize>load<u32>(programAt + ((<usize>k) << 2));
    const degree = load<i32>(at);
    const d = <usize>load<u32>(pivotAt + ((<usize>k) << 2));
    let y0 = v128.load(y);
    let y1 = v128.load(y, 16);
    let u = d + BLOCK;
    const last = at + ((<usize>(1 + degree)) << 2);
    for (let t = at + 4; t < last; t += 4) {
      const x = <usize>load<u32>(t);
      const x0 = v128.load(x);
      const x1 = v128.load(x, 16);
      y0 = f64x2.sub(y0, f64x2.add(f64x2.mul(v128.load(u), x0), f64x2.mul(v128.load(u, 16), x1)));
      y1 = f64x2.sub(
        y1,
        f64x2.add(f64x2.mul(v128.load(u, 32), x0), f64x2.mul(v128.load(u, 48), x1)),
      );
      u += BLOCK;
    }
    const x0 = f64x2.add(f64x2.mul(v128.load(d), y0), f64x2.mul(v128.load(d, 16), y1));
    const x1 = f64x2.add(f64x2.mul(v128.load(d, 32), y0), f64x2.mul(v128.load(d, 48), y1));
    v128.store(y, x0);
    v128.store(y, x1, 16);
    top = f64x2.max(top, f64x2.max(f64x2.abs(x0), f64x2.abs(x1)));
  }
  v128.store(largest, top);
}

// Power-flow equations in rectangular coordinates, two operating points of one network at a time.
//
// Knows: admittances in elimination order, voltages, what each bus has to satisfy, and which
// kind each bus is in each lane. Every bus but the slack buses has two equations and two unknowns
// e, f (V = e + jf); with the current I = YV = a + jb:
//   P = e a + f b = specified                 all
//   Q = f a − e b = specified                 where the mask is set (PQ, PV held at a limit)
//   |V|² = e² + f² = set point²               where it is clear (PV)
// Entry (i, j) of the Jacobian, with r = e G + f B and s = f G − e B at bus i and Y_ij = G + jB:
//   | ∂P/∂e  ∂P/∂f |   |  r   s |               | r + a  s + b |     PV: second row | 0   0  |
//   | ∂Q/∂e  ∂Q/∂f | = |  s  −r |,  on diagonal | s − b  a − r |     on diagonal    | 2e  2f |
// Source: V. M. da Costa, N. Martins and J. L. R. Pereira, "Developments in the Newton Raphson
// power flow formulation based on current injections", IEEE Trans. Power Systems 14 (1999).
//
// All figures per unit. Pairs are one v128, lane 0 low.

import { alloc } from "./memory";
import { PV, branchCount, busCount, kind, setVoltage } from "./network";
import { busAt, orderBuses, positionOf, unknownCount } from "./ordering";
import { blockAt, clearFill, listFill, markBlock, rhs, scheduleLu } from "./sparse-lu";
import { admittanceB, admittanceG, buildYbus, column, rowStart } from "./ybus";

/** 32 bytes per position, slack buses included: e pair, f pair. */
export let volt: usize = 0;
/** 32 bytes per unknown position: specified P pair, specified Q pair. */
export let spec: usize = 0;
/** Pair per unknown position: squared voltage set point. */
export let setSquare: usize = 0;
/** Pair of all-ones or all-zeros words per unknown position: the bus obeys its Q equation. */
export let holdsQ: usize = 0;
/** 32 bytes per unknown position: a pair, b pair of the last `mismatch`. */
export let current: usize = 0;
/** One pair: the largest equation error of each lane found by the last `mismatch`. */
export let worst: usize = 0;

// Rows in the order of their length, so that inner loops of equal length follow each other and
// the processor guesses their ends right. Per row: u32 offset of its position in `volt`, u32
// address of its last entry's end; then entries of 24 bytes: u32 voltage address, u32 block
// address, f64 G, f64 B; diagonal first.
const ENTRY: usize = 24;
let rows: usize = 0;
let rowsEnd: usize = 0;
let scrap: usize = 0; // takes the blocks of slack columns
let constants: usize = 0;

/** Prepares everything that depends on topology and impedances only. Call after packing. */
export function prepareEquations(): void {
  buildYbus();
  orderBuses();
  scheduleLu();
  const n = <usize>busCount;
  volt = alloc(n << 5);
  spec = alloc(n << 5);
  current = alloc(n << 5);
  setSquare = alloc(n << 4);
  holdsQ = alloc(n << 4);
  worst = alloc(16);
  scrap = alloc(64);
  constants = alloc(32);
  v128.store(constants, f64x2.splat(2));
  v128.store(constants, v128.splat<u64>(0x7fffffffffffffff), 16);
  rows = alloc((n << 3) + ENTRY * (n + ((<usize>branchCount) << 1)));
  packRows();
  listFill();
}

function packRows(): void {
  rowsEnd = rows;
  let packed = 0;
  for (let length = 1; packed < unknownCount; length++) {
    for (let p = 0; p < unknownCount; p++) {
      const bus = (<usize>load<i32>(busAt + ((<usize>p) << 2))) << 2;
      if (load<i32>(rowStart + bus, 4) - load<i32>(rowStart + bus) != length) continue;
      const end = packRow(p, rowsEnd + 8);
      store<u32>(rowsEnd, (<u32>p) << 5);
      store<u32>(rowsEnd, <u32>end, 4);
      rowsEnd = end;
      packed++;
    }
  }
}

function packRow(p: i32, start: usize): usize {
  const bus = (<usize>load<i32>(busAt + ((<usize>p) << 2))) << 2;
  let at = start;
  for (let t = load<i32>(rowStart + bus); t < load<i32>(rowStart + bus, 4); t++) {
    const from = <usize>t;
    const neighbour = <usize>load<i32>(column + (from << 2));
    const other = load<i32>(positionOf + (neighbour << 2));
    const block = other < unknownCount ? blockAt(p, other) : scrap;
    markBlock(block);
    store<u32>(at, <u32>(volt + ((<usize>other) << 5)));
    store<u32>(at, <u32>block, 4);
    store<f64>(at, load<f64>(admittanceG + (from << 3)), 8);
    store<f64>(at, load<f64>(admittanceB + (from << 3)), 16);
    at += ENTRY;
  }
  return at;
}

/** Every PV bus regulates again, in the lane `shift` bytes into a pair (0 or 8). */
export function freeReactive(shift: usize): void {
  for (let p: usize = 0; p < <usize>unknownCount; p++) {
    const bus = <usize>load<i32>(busAt + (p << 2));
    const v = load<f64>(setVoltage + (bus << 3));
    store<f64>(setSquare + (p << 4) + shift, v * v);
    store<u64>(holdsQ + (p << 4) + shift, load<i32>(kind + (bus << 2)) == PV ? 0 : ~0);
  }
}

/** Writes each equation's error to `rhs` and the largest of each lane to `worst`. */
export function mismatch(): void {
  const absolute = v128.load(constants, 16);
  let entry = rows;
  let top = v128.xor(absolute, absolute);
  while (entry < rowsEnd) {
    const at = <usize>load<u32>(entry);
    const end = <usize>load<u32>(entry, 4);
    entry += 8;
    const e = v128.load(volt + at);
    const f = v128.load(volt + at, 16);
    let a = v128.xor(e, e);
    let b = a;
    while (entry < end) {
      const other = <usize>load<u32>(entry);
      const g = v128.load64_splat(entry, 8);
      const h = v128.load64_splat(entry, 16);
      const x = v128.load(other);
      const y = v128.load(other, 16);
      a = f64x2.add(a, f64x2.sub(f64x2.mul(g, x), f64x2.mul(h, y)));
      b = f64x2.add(b, f64x2.add(f64x2.mul(g, y), f64x2.mul(h, x)));
      entry += ENTRY;
    }
    v128.store(current + at, a);
    v128.store(current + at, b, 16);
    const p = f64x2.add(f64x2.mul(e, a), f64x2.mul(f, b));
    const q = f64x2.sub(f64x2.mul(f, a), f64x2.mul(e, b));
    const square = f64x2.add(f64x2.mul(e, e), f64x2.mul(f, f));
    const dp = f64x2.sub(v128.load(spec + at), p);
    const dq = v128.bitselect(
      f64x2.sub(v128.load(spec + at, 16), q),
      f64x2.sub(v128.load(setSquare + (at >> 1)), square),
      v128.load(holdsQ + (at >> 1)),
    );
    v128.store(rhs + at, dp);
    v128.store(rhs + at, dq, 16);
    top = f64x2.max(top, f64x2.max(v128.and(dp, absolute), v128.and(dq, absolute)));
  }
  v128.store(worst, top);
}

/** Writes the Jacobian at the voltages and currents of the last `mismatch`. */
export function fillJacobian(): void {
  clearFill();
  const two = v128.load(constants);
  let entry = rows;
  while (entry < rowsEnd) {
    const at = <usize>load<u32>(entry);
    const end = <usize>load<u32>(entry, 4);
    entry += 8;
    const e = v128.load(volt + at);
    const f = v128.load(volt + at, 16);
    const a = v128.load(current + at);
    const b = v128.load(current + at, 16);
    const mask = v128.load(holdsQ + (at >> 1));
    const first = <usize>load<u32>(entry, 4);
    const g0 = v128.load64_splat(entry, 8);
    const h0 = v128.load64_splat(entry, 16);
    const r0 = f64x2.add(f64x2.mul(e, g0), f64x2.mul(f, h0));
    const s0 = f64x2.sub(f64x2.mul(f, g0), f64x2.mul(e, h0));
    v128.store(first, f64x2.add(r0, a));
    v128.store(first, f64x2.add(s0, b), 16);
    v128.store(first, v128.bitselect(f64x2.sub(s0, b), f64x2.mul(two, e), mask), 32);
    v128.store(first, v128.bitselect(f64x2.sub(a, r0), f64x2.mul(two, f), mask), 48);
    entry += ENTRY;
    while (entry < end) {
      const block = <usize>load<u32>(entry, 4);
      const g = v128.load64_splat(entry, 8);
      const h = v128.load64_splat(entry, 16);
      const r = f64x2.add(f64x2.mul(e, g), f64x2.mul(f, h));
      const s = f64x2.sub(f64x2.mul(f, g), f64x2.mul(e, h));
      v128.store(block, r);
      v128.store(block, s, 16);
      v128.store(block, v128.and(s, mask), 32);
      v128.store(block, v128.and(f64x2.neg(r), mask), 48);
      entry += ENTRY;
    }
  }
}

// Which genomes are there already: an open-addressing hash table of row numbers, so that a child
// equal to a known design is found in constant time. Equality is of bits: whole variables are
// clipped from +0 up, and a real −0 beside 0 merely escapes notice.

import { alloc } from "./memory";
import { genomeOf, Island } from "./island";

let slots: usize = 0; // i32[size]: row + 1, 0 = free
let size: i32 = 0; // a power of two, at least twice the rows

/** Reserves the table for `rows` genomes. */
export function openRegister(rows: i32): void {
  size = 16;
  while (size < 4 * rows) size <<= 1;
  slots = alloc((<usize>size) << 2);
}

/** Empties the table. */
export function forgetGenomes(): void {
  memory.fill(slots, 0, (<usize>size) << 2);
}

function hashOf(genome: usize, n: i32): u32 {
  let hash: u64 = 0x9e3779b97f4a7c15;
  for (let k = 0; k < n; k++) {
    hash = (hash ^ load<u64>(genome + ((<usize>k) << 3))) * 0xff51afd7ed558ccd;
    hash ^= hash >>> 32;
  }
  return <u32>hash;
}

function sameGenome(a: usize, b: usize, n: i32): bool {
  for (let k = 0; k < n; k++) {
    if (load<u64>(a + ((<usize>k) << 3)) != load<u64>(b + ((<usize>k) << 3))) return false;
  }
  return true;
}

/** True, and remembered, when no remembered row has the same genome. */
export function isNewGenome(island: Island, row: i32): bool {
  const n = island.variables;
  const mine = genomeOf(island, row);
  let at = hashOf(mine, n) & (size - 1);
  let known = load<i32>(slots + ((<usize>at) << 2)) - 1;
  while (known >= 0) {
    if (sameGenome(mine, genomeOf(island, known), n)) return false;
    at = (at + 1) & (size - 1);
    known = load<i32>(slots + ((<usize>at) << 2)) - 1;
  }
  store<i32>(slots + ((<usize>at) << 2), row + 1);
  return true;
}

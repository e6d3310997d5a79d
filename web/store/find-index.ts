/**
 * Where transactions and accounts are found: segments of shortened marks, one record for many
 * blocks, because a disk's cost is per record. The newest marks are in memory until there are
 * enough for a segment.
 */
import type { Spot, StoredBlock } from '../cluster/disk.ts';
import type { Hex } from '../ledger/transaction.ts';

/** Parallel lists: the first 4 bytes of each hash, and where the transaction stands. */
export interface Segment {
  readonly hashes: Uint32Array;
  readonly hashSpots: Uint32Array;
  readonly accounts: Uint32Array;
  readonly accountSpots: Uint32Array;
}

const BLOCKS_PER_SEGMENT = 64;
const MARKS_PER_SEGMENT = 4096;

/** Marks of consecutive blocks that are not in a segment yet. */
export class Tail {
  /** Height of the first block; 0 = none yet. */
  from = 0;
  to = 0;
  #blocks: StoredBlock[] = [];
  #marks = 0;

  /** Whether `block` continues what is here. */
  continues(block: StoredBlock): boolean {
    return this.to === 0 || block.height === this.to + 1;
  }

  add(block: StoredBlock): void {
    if (this.from === 0) this.from = block.height;
    this.to = block.height;
    this.#blocks.push(block);
    this.#marks += block.transactions.length;
  }

  get full(): boolean {
    return this.#blocks.length >= BLOCKS_PER_SEGMENT || this.#marks >= MARKS_PER_SEGMENT;
  }

  get empty(): boolean {
    return this.#blocks.length === 0;
  }

  segment(): Segment {
    return segmentOf(this.#blocks);
  }

  /** Starts anew after what went into a segment. */
  clear(): void {
    this.#blocks = [];
    this.#marks = 0;
    this.from = 0;
    this.to = 0;
  }
}

export function segmentOf(blocks: readonly StoredBlock[]): Segment {
  const hashes: number[] = [];
  const hashSpots: number[] = [];
  const accounts: number[] = [];
  const accountSpots: number[] = [];
  for (const { height, transactions } of blocks) {
    transactions.forEach((mark, position) => {
      hashes.push(short(mark.hash));
      hashSpots.push(height, position);
      for (const account of new Set(mark.accounts)) {
        accounts.push(short(account));
        accountSpots.push(height, position);
      }
    });
  }
  return {
    hashes: Uint32Array.from(hashes),
    hashSpots: Uint32Array.from(hashSpots),
    accounts: Uint32Array.from(accounts),
    accountSpots: Uint32Array.from(accountSpots),
  };
}

export function spotsIn({ hashes, hashSpots }: Segment, hash: Hex): Spot[] {
  return matches(hashes, hashSpots, short(hash));
}

export function accountSpotsIn({ accounts, accountSpots }: Segment, publicKey: Hex): Spot[] {
  return matches(accounts, accountSpots, short(publicKey));
}

function matches(marks: Uint32Array, spots: Uint32Array, wanted: number): Spot[] {
  const found: Spot[] = [];
  for (let at = marks.indexOf(wanted); at >= 0; at = marks.indexOf(wanted, at + 1)) {
    found.push({ height: spots[2 * at]!, position: spots[2 * at + 1]! });
  }
  return found;
}

function short(hex: Hex): number {
  return parseInt(hex.slice(0, 8), 16) >>> 0;
}

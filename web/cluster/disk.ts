/**
 * What a seat keeps on disk, as its driver sees it. An interface: web/store has one that writes to
 * IndexedDB and one that only remembers; tests have slow and failing ones.
 */
import type { Problem } from '../assert.ts';
import type { Certificate } from '../ledger/block.ts';
import type { Hex, Receipt } from '../ledger/transaction.ts';
import type { Entry, HardState, Snapshot } from '../raft/log-entry.ts';
import type { Persist } from '../raft/state.ts';

/** A block of the chain as it lies on disk, with what is needed to find its transactions. */
export interface StoredBlock {
  /** 1 and up. */
  readonly height: number;
  readonly hash: Hex;
  /** Canonical. */
  readonly bytes: Uint8Array;
  readonly receipts: readonly Receipt[];
  readonly certificate: Certificate;
  /** In the block's order. */
  readonly transactions: readonly TransactionMark[];
}

export interface TransactionMark {
  readonly hash: Hex;
  /** Accounts it concerns: who sent it, who receives. */
  readonly accounts: readonly Hex[];
}

/** Where a transaction stands; a candidate only, for marks are shortened: compare the hash. */
export interface Spot {
  readonly height: number;
  readonly position: number;
}

/** One write: all of it or nothing, and durable before the promise resolves. */
export interface SeatWrite {
  readonly persist: Persist | null;
  /** As it stands after `persist`. */
  readonly hard: HardState;
  /** New ones, ascending. */
  readonly blocks: readonly StoredBlock[];
  /** Known ones whose certificates grew. */
  readonly certified: readonly StoredBlock[];
}

export type DiskReason =
  /** No room. */
  | 'full'
  /** Another holder of this seat came after us: whatever we write now must not count. */
  | 'fenced'
  /** The browser took the storage away. */
  | 'closed'
  /** A later version of this page laid it out. */
  | 'newer'
  /** It failed otherwise. */
  | 'failed';

/** A write that did not happen, or may not have: the seat must stop. */
export class DiskFailure extends Error {
  override readonly name = 'DiskFailure';
  readonly reason: DiskReason;
  constructor(reason: DiskReason, why: string) {
    super(why);
    this.reason = reason;
  }
}

/** What a disk held when it was opened. */
export type Found =
  /** Nothing, and never anything as far as this browser knows. */
  | { readonly kind: 'new' }
  /** Nothing, though this seat once lived here: it must not vote as if it had never voted. */
  | { readonly kind: 'lost' }
  | {
      readonly kind: 'whole';
      readonly hard: HardState;
      readonly snapshot: Snapshot;
      /** From snapshot.index + 1 on. */
      readonly log: readonly Entry[];
      /** It was let in anew and has to learn up to this entry before it votes; 0 = it has not. */
      readonly learnsTo: number;
    }
  /** Something that was promised is gone or altered: this seat must not vote on what is left. */
  | { readonly kind: 'damaged'; readonly problem: Problem };

export interface SeatDisk {
  readonly found: Found;
  /** false: it only remembers. */
  readonly durable: boolean;
  /** Highest block there; older ones may be missing after a snapshot was installed. */
  readonly tipHeight: number;
  /** Forgets everything and starts over from this; a disk that was not whole needs it first. */
  begin(snapshot: Snapshot, hard: HardState, learnsTo?: number): Promise<void>;
  write(write: SeatWrite): Promise<void>;
  block(height: number): Promise<StoredBlock | null>;
  /** Ascending from `from`; missing ones are left out. */
  blocks(from: number, count: number): Promise<readonly StoredBlock[]>;
  /** The highest block above `from` and up to `to` that is not there; 0 = none is missing. */
  missing(to: number, from: number): Promise<number>;
  /** Candidates for a transaction of this hash. */
  spotsOf(hash: Hex): Promise<readonly Spot[]>;
  /** Candidates for transactions of an account, newest first, at most `limit`. */
  spotsOfAccount(publicKey: Hex, limit: number): Promise<readonly Spot[]>;
  close(): void;
}

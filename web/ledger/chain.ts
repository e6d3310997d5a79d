import type { RefusalReason, Hex, Receipt, SignedTransaction } from './transaction.ts';
import type { Block } from './block.ts';
import type { ContractTable } from './contracts.ts';
import type { Genesis } from './genesis.ts';
import type { Verifier } from './key.ts';
import type { State } from './state.ts';

/** All that is needed to go on: the chain's end and the state there. Immutable plain data. */
export interface Chain {
  readonly genesis: Genesis;
  readonly genesisHash: Hex;
  readonly tip: Tip;
  readonly state: State;
}

export interface Tip {
  /** 0 = only the genesis. */
  readonly height: number;
  /** Of the genesis, where there is no block yet. */
  readonly hash: Hex;
  /** Who voted on it; of the genesis, the founding voters. */
  readonly voters: readonly number[];
}

/** What is not in the chain, but must be the same for all who run it. */
export interface Rules {
  readonly contracts: ContractTable;
  readonly verifier: Verifier;
}

/** Where Raft put the entry that carries a block. */
export interface LogPlace {
  readonly term: number;
  readonly index: number;
}

export interface Proposal extends LogPlace {
  readonly transactions: readonly SignedTransaction[];
  readonly proposer: number;
  /** Sorted. */
  readonly voters: readonly number[];
}

/** Why a committed entry is no block of this chain; the same answer on every seat. */
export type VoidReason = 'bytes' | 'chain' | 'height' | 'previous' | 'place' | 'voters' | 'merkle';

export type BlockFault =
  /** Skipped by every seat alike; the chain stays as it was. */
  | { readonly kind: 'void'; readonly reason: VoidReason }
  /** Its proposer had another state before it: this seat or that one is broken, and must stop. */
  | { readonly kind: 'diverged'; readonly expected: Hex; readonly found: Hex };

export interface Applied {
  /** The chain with the block on top; unchanged if there is a fault. */
  readonly chain: Chain;
  /** null if there is a fault. */
  readonly block: Block | null;
  /** The block's hash, '' if there is a fault. */
  readonly hash: Hex;
  /** One for each transaction, in order. */
  readonly receipts: readonly Receipt[];
  readonly fault: BlockFault | null;
}

export declare function openChain(genesis: Genesis): Chain;
/** The canonical bytes of the next block. */
export declare function buildBlock(chain: Chain, proposal: Proposal): Uint8Array;
/** `place` null: not known (an imported chain); then the header's own is believed. */
export declare function applyBlock(
  chain: Chain,
  bytes: Uint8Array,
  place: LogPlace | null,
  rules: Rules,
): Applied;
/** Why it would be refused if it came next, null if it would not (before the log, for clients). */
export declare function checkTransaction(
  chain: Chain,
  transaction: SignedTransaction,
  rules: Rules,
): RefusalReason | null;
/** Canonical bytes for a snapshot: tip and state, without the blocks. */
export declare function encodeChain(chain: Chain): Uint8Array;
/** null: not the canonical bytes of any chain that began with `genesis`. */
export declare function decodeChain(genesis: Genesis, bytes: Uint8Array): Chain | null;

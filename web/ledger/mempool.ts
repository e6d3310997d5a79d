import type { Chain, Rules } from './chain.ts';
import type { Hex, RefusalReason, SignedTransaction } from './transaction.ts';

/** A checked transaction that waits for a block. */
export interface Waiting {
  readonly hash: Hex;
  readonly transaction: SignedTransaction;
  /** Of its canonical bytes. */
  readonly bytes: number;
}

export interface MempoolLimits {
  readonly transactionsMax: number;
  readonly perAccountMax: number;
}

/** Immutable: every change answers with a new one that shares what stayed. */
export interface Mempool {
  readonly limits: MempoolLimits;
  /** By account, each list in the order of nonces. */
  readonly accounts: ReadonlyMap<Hex, readonly Waiting[]>;
  readonly count: number;
  /** The account served last: the next block starts after it. */
  readonly servedLast: Hex;
}

export interface Admission {
  readonly pool: Mempool;
  /** null: it waits now (or waited already). 'busy': no room, try again later. */
  readonly refused: RefusalReason | 'busy' | null;
  /** Pushed out by it; their clients must be told 'busy'. */
  readonly evicted: readonly Waiting[];
}

export declare function emptyMempool(limits?: Partial<MempoolLimits>): Mempool;
export declare function admit(
  pool: Mempool,
  transaction: SignedTransaction,
  chain: Chain,
  rules: Rules,
): Admission;
/** What the next block takes: each account in turn, by nonce, without gaps. */
export declare function nextTransactions(
  pool: Mempool,
  chain: Chain,
  limits?: { readonly transactionsMax?: number; readonly bytesMax?: number },
): readonly SignedTransaction[];
/** After a block: what can no longer be executed leaves. */
export declare function settle(pool: Mempool, chain: Chain): Mempool;

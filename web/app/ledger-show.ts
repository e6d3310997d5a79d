/** What the Ledger view draws. */
import type { AccountPage, BlockPage, BlockRow, TransactionPage } from '../ledger/show.ts';
import type { Hex, Receipt, RefusalReason } from '../ledger/transaction.ts';
import type { Job } from './snapshot.ts';

/** What the Ledger view has open, as the link names it. */
export type LedgerPlace =
  | { readonly kind: 'chain' }
  | { readonly kind: 'block'; readonly height: number }
  | { readonly kind: 'transaction'; readonly hash: Hex }
  | { readonly kind: 'account'; readonly publicKey: Hex }
  | { readonly kind: 'past'; readonly rung: 1 | 2 | 3 | 4 | 5 }
  | { readonly kind: 'wallets' };

export interface WalletRow {
  readonly name: string;
  readonly publicKey: Hex;
  readonly balanceMicro: number;
  readonly nonce: number;
  /** The owner's two thresholds; below the lower one it is urgent. */
  readonly lowMicro: number;
  readonly urgentMicro: number;
  readonly role: 'home' | 'operator' | 'faucet';
}

/** A transaction on its way, or just arrived. */
export interface Errand {
  readonly id: number;
  readonly hash: Hex;
  /** 'Home 7 pays Home 3 4.20 USDT' */
  readonly words: string;
  readonly state:
    | { readonly kind: 'waiting' }
    | { readonly kind: 'committed'; readonly height: number; readonly receipt: Receipt }
    | { readonly kind: 'refused'; readonly reason: RefusalReason | 'no-leader' | 'busy' }
    | { readonly kind: 'unknown' };
}

/** Verification of the whole chain, block by block. */
export interface VerifyPart {
  readonly height: number;
  readonly milliseconds: number;
  /** Of the first block that fails, in words; '' while all is well. */
  readonly fault: string;
  readonly faultHeight: number;
}

/** One of five seats' copies in "Change the past". */
export interface PastCopy {
  readonly seat: number;
  readonly valid: boolean;
  readonly words: string;
  /** Short hash of its block at the height that was changed. */
  readonly blockHash: Hex;
  readonly forged: boolean;
}

/** One rung of the ladder, as it stands. */
export interface PastShow {
  readonly rung: 1 | 2 | 3 | 4 | 5;
  /** false: nothing was changed yet on this rung. */
  readonly done: boolean;
  readonly height: number;
  /** The bytes before and after, around the change. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly changedFrom: number;
  readonly changedTo: number;
  /** What every check says now, in the order they are made. */
  readonly findings: readonly {
    readonly check: 'hash' | 'link' | 'merkle' | 'signature' | 'account' | 'certificate' | 'others';
    readonly held: boolean;
    readonly height: number;
    readonly words: string;
  }[];
  readonly chain: readonly {
    readonly height: number;
    readonly hash: Hex;
    readonly previousHash: Hex;
    readonly held: boolean;
  }[];
  readonly copies: readonly PastCopy[];
  readonly milliseconds: number;
}

export interface LedgerShow {
  readonly place: LedgerPlace;
  /** '' when all is well; otherwise what is missing, e.g. a majority of the seats. */
  readonly words: string;
  readonly height: number;
  readonly genesisHash: Hex;
  /** The rows of the list that are on screen, newest first, from height `rowsFrom` downwards. */
  readonly rowsFrom: number;
  readonly rows: readonly BlockRow[];
  /** Of the open place; null while it is fetched or when there is no such thing. */
  readonly block: BlockPage | null;
  readonly transaction: TransactionPage | null;
  readonly account: AccountPage | null;
  readonly missing: boolean;
  readonly wallets: readonly WalletRow[];
  readonly errands: readonly Errand[];
  readonly verify: Job<VerifyPart>;
  /** The answer to "verify this signature yourself", for the open transaction. */
  readonly checked: {
    readonly hash: Hex;
    readonly held: boolean;
    readonly milliseconds: number;
  } | null;
  readonly past: PastShow | null;
  readonly searchWords: string;
}

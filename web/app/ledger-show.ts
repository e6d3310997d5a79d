/** What the Ledger view draws. */
import type { Past, Rung } from '../ledger/past.ts';
import type { AccountPage, BlockPage, BlockRow, TransactionPage } from '../ledger/show.ts';
import type { Hex, Receipt, RefusalReason } from '../ledger/transaction.ts';
import type { Job } from './snapshot.ts';

/** What the Ledger view has open, as the link names it. */
export type LedgerPlace =
  | { readonly kind: 'chain' }
  | { readonly kind: 'block'; readonly height: number }
  | { readonly kind: 'transaction'; readonly hash: Hex }
  | { readonly kind: 'account'; readonly publicKey: Hex }
  | { readonly kind: 'past'; readonly rung: Rung }
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

/** One rung of the ladder, as it stands. */
export interface PastShow {
  readonly rung: Rung;
  /** null: the cheat is not done, or there is no payment to change. */
  readonly past: Past | null;
  /** The chain holds nothing that this cheat could change. */
  readonly empty: boolean;
  /** The others were asked, and the copy is true again. */
  readonly repaired: boolean;
  readonly milliseconds: number;
}

export interface LedgerShow {
  readonly place: LedgerPlace;
  /** '' when all is well; otherwise what is missing, e.g. a majority of the seats. */
  readonly words: string;
  readonly height: number;
  readonly genesisHash: Hex;
  /** The name of the imported chain on show; '' = the running one. */
  readonly imported: string;
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

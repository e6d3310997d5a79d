import type { Certificate } from './block.ts';
import type { ContractTable } from './contracts.ts';
import type { Chain } from './chain.ts';
import type { AccountPage, BlockPage, BlockRow, TransactionPage, TransactionRow } from './show.ts';
import type { Hex, Receipt } from './transaction.ts';

/** A block as a seat keeps it. */
export interface StoredBlock {
  readonly bytes: Uint8Array;
  readonly receipts: readonly Receipt[];
  readonly certificate: Certificate;
  readonly verified: boolean | null;
}

/** What pages need beside the block. */
export interface Beside {
  readonly chain: Chain;
  readonly contracts: ContractTable;
}

export declare function blockRow(stored: StoredBlock): BlockRow;
export declare function blockPage(stored: StoredBlock, beside: Beside): BlockPage;
/** null: no such position. */
export declare function transactionPage(
  stored: StoredBlock,
  position: number,
  beside: Beside,
): TransactionPage | null;
export declare function transactionRows(
  stored: StoredBlock,
  beside: Beside,
): readonly TransactionRow[];
/** `rows`: the account's own, newest first, at most 100 of `count`. null: no such account. */
export declare function accountPage(
  publicKey: Hex,
  rows: readonly TransactionRow[],
  count: number,
  beside: Beside,
): AccountPage | null;

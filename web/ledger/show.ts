/** The ledger as explorers know it: rows and pages, ready to be drawn. Plain data. */
import type { Attestation, BlockHeader } from './block.ts';
import type { Meaning } from './contract.ts';
import type { Hex, Receipt, SignedTransaction } from './transaction.ts';

export interface BlockRow {
  readonly height: number;
  readonly hash: Hex;
  readonly term: number;
  readonly index: number;
  readonly proposer: number;
  readonly transactionCount: number;
  readonly refusedCount: number;
  readonly bytes: number;
  /** Signatures so far, and how many make the certificate. */
  readonly signed: number;
  readonly needed: number;
  /** Checked by this browser: link, roots, signatures. null = not yet. */
  readonly verified: boolean | null;
}

export interface TransactionRow {
  readonly hash: Hex;
  readonly height: number;
  /** Position in its block, from 0. */
  readonly position: number;
  readonly contract: string;
  readonly from: Hex;
  readonly fromName: string;
  readonly to: Hex;
  readonly toName: string;
  readonly valueMicro: number;
  readonly feeMicro: number;
  readonly energyWh: { readonly pv: number; readonly bess: number; readonly grid: number };
  /** null: not known here, where the block came without the state before it. */
  readonly receipt: Receipt | null;
}

export interface BlockPage extends BlockRow {
  readonly header: BlockHeader;
  readonly certificate: readonly Attestation[];
  readonly transactions: readonly TransactionRow[];
  readonly raw: Uint8Array;
}

/** One step of a Merkle path: the sibling's hash and the side it stands on. */
export interface PathStep {
  readonly hash: Hex;
  readonly side: 'left' | 'right';
}

export interface TransactionPage extends TransactionRow {
  readonly transaction: SignedTransaction;
  readonly meaning: Meaning;
  readonly blockHash: Hex;
  readonly merkleRoot: Hex;
  readonly term: number;
  readonly index: number;
  /** Blocks on top of its own, plus one. Committed is final; this is only what explorers show. */
  readonly confirmations: number;
  readonly raw: Uint8Array;
  /** The bytes that were signed. */
  readonly signed: Uint8Array;
  readonly path: readonly PathStep[];
}

export interface AccountPage {
  readonly publicKey: Hex;
  readonly name: string;
  readonly role: 'home' | 'operator' | 'faucet' | 'unknown';
  readonly balanceMicro: number;
  readonly nonce: number;
  /** Newest first, at most 100; `more` says how many are left out. */
  readonly transactions: readonly TransactionRow[];
  readonly more: number;
}

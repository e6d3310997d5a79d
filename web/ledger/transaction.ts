/**
 * A signed wish to change the state. In memory hashes, keys and signatures are lower-case hex;
 * as bytes it has one canonical form (public/docs/model.md, "Bytes of the ledger"), and only that
 * form is signed, hashed, stored and sent.
 */

import type { KeyPair } from './key.ts';

/** Lower-case hexadecimal: 64 digits for hashes and public keys, 128 for signatures. */
export type Hex = string;

export interface Transaction {
  /** Hash of the genesis: a signature for one chain says nothing on another. */
  readonly chain: Hex;
  /** Name and version of the contract that understands `payload`. */
  readonly contract: string;
  readonly contractVersion: number;
  /** The account: an ed25519 public key. */
  readonly from: Hex;
  /** One more than the account's last accepted one, from 1: each is executed at most once. */
  readonly nonce: number;
  /** The contract's own canonical bytes, at most 4,096. */
  readonly payload: Uint8Array;
}

export interface SignedTransaction extends Transaction {
  /** ed25519 over the canonical bytes above. */
  readonly signature: Hex;
}

/** What became of a transaction in its block; the same on every seat. */
export type Receipt =
  | { readonly accepted: true }
  /** Stable word for tests and translation: 'funds', 'nonce', 'signature', 'contract', … */
  | { readonly accepted: false; readonly reason: RefusalReason };

export type RefusalReason =
  | 'bytes'
  | 'chain'
  | 'signature'
  | 'nonce'
  | 'contract'
  | 'payload'
  | 'funds'
  | 'overflow'
  | 'authority'
  | 'state';

/** The bytes that are signed: the canonical form without the signature. */
export declare function signedPart(transaction: Transaction): Uint8Array;
export declare function encodeTransaction(transaction: SignedTransaction): Uint8Array;
/** null: not the canonical bytes of a signed transaction. */
export declare function decodeTransaction(bytes: Uint8Array): SignedTransaction | null;
export declare function transactionHash(transaction: SignedTransaction): Hex;
export declare function signTransaction(transaction: Transaction, key: KeyPair): SignedTransaction;

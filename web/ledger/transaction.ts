/**
 * A signed wish to change the state. In memory hashes, keys and signatures are lower-case hex;
 * as bytes it has one canonical form (public/docs/model.md, "Bytes of the ledger"), and only that
 * form is signed, hashed, stored and sent.
 */

import { assert } from '../assert.ts';
import { hexOf, KIND, LAYOUT_VERSION, Reader, Writer } from './bytes.ts';
import { DOMAIN, hashOf } from './hash.ts';
import { type Claim, type KeyPair, sign } from './key.ts';

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
  /**
   * One more than that of the account's last executed one, from 1: each is executed at most once.
   * Refused by its contract counts as executed.
   */
  readonly nonce: number;
  /** The contract's own canonical bytes, at most {@link PAYLOAD_BYTES_MAX}. */
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

/** Longest payload a contract may take. */
const PAYLOAD_BYTES_MAX = 4096;

/** A contract's name: lower-case letters, digits and hyphens, 1 … 32, a letter first. */
export const isContractName = (name: string): boolean => /^[a-z][a-z0-9-]{0,31}$/.test(name);

/** The bytes that are signed: the canonical form without the signature. */
export function signedPart(transaction: Transaction): Uint8Array {
  return writePart(transaction).done();
}

export function encodeTransaction(transaction: SignedTransaction): Uint8Array {
  return writePart(transaction).hex(transaction.signature, 64).done();
}

function writePart({ chain, contract, from, payload, ...numbers }: Transaction): Writer {
  return new Writer()
    .u8(LAYOUT_VERSION)
    .u8(KIND.transaction)
    .hex(chain, 32)
    .text(contract)
    .u16(numbers.contractVersion)
    .hex(from, 32)
    .u64(numbers.nonce)
    .bytes16(payload);
}

/** null: not the canonical bytes of a signed transaction. */
export function decodeTransaction(bytes: Uint8Array): SignedTransaction | null {
  const reader = new Reader(bytes);
  reader.start(KIND.transaction);
  const transaction: SignedTransaction = {
    chain: reader.hex(32),
    contract: reader.text(),
    contractVersion: reader.u16(),
    from: reader.hex(32),
    nonce: reader.u64(),
    payload: reader.bytes16(),
    signature: reader.hex(64),
  };
  reader.require(isContractName(transaction.contract));
  reader.require(transaction.contractVersion > 0 && transaction.nonce > 0);
  reader.require(transaction.payload.length <= PAYLOAD_BYTES_MAX);
  return reader.end() ? transaction : null;
}

/** The name of a signed transaction: another signature is another name. */
export function transactionHash(transaction: SignedTransaction): Hex {
  return hexOf(hashOf(DOMAIN.transaction, encodeTransaction(transaction)));
}

/** @throws if `key` is not the one that `from` names. */
export function signTransaction(transaction: Transaction, key: KeyPair): SignedTransaction {
  assert(transaction.from === key.publicKey, 'signed by the key that it names');
  return { ...transaction, signature: sign(signedPart(transaction), key.secretKey) };
}

/** That the account which `transaction` names has signed it. */
export function transactionClaim(
  transaction: SignedTransaction,
  hash: Hex,
  signed: Uint8Array,
): Claim {
  // The hash covers key, message and signature together, so it may name the claim.
  const { from: publicKey, signature } = transaction;
  return { id: hash, publicKey, message: signed, signature };
}

/** The state as 256 buckets of sorted entries; immutable, every change shares what stayed. */
import type { Hex } from './transaction.ts';

export interface Entry {
  readonly key: string;
  readonly value: Uint8Array;
}

export interface State {
  /** 256 lists, each in the order of keys. */
  readonly buckets: readonly (readonly Entry[])[];
  /** Merkle tree over the buckets as a heap of 512: [1] is the root, [256 + i] the bucket i. */
  readonly tree: readonly Uint8Array[];
}

export interface Account {
  readonly balanceMicro: number;
  /** Of the last transaction executed; 0 = none yet. */
  readonly nonce: number;
  readonly role: 'home' | 'operator' | 'faucet';
  readonly name: string;
}

export declare function stateRoot(state: State): Hex;
export declare function stateGet(state: State, key: string): Uint8Array | undefined;
export declare function stateKeys(state: State, prefix: string): readonly string[];
export declare function accountKey(publicKey: Hex): string;
/** Canonical bytes ↔ account; null: not canonical. */
export declare function encodeAccount(account: Account): Uint8Array;
export declare function decodeAccount(bytes: Uint8Array): Account | null;
export declare function accountOf(state: State, publicKey: Hex): Account | null;

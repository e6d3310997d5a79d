/** Where a chain begins: who may vote, whose keys count, who owns what. */
import type { Problem } from '../assert.ts';
import type { KeyPair } from './key.ts';
import type { Hex } from './transaction.ts';

export interface Genesis {
  readonly version: 1;
  /** For people; 1 … 64 characters. */
  readonly name: string;
  /** Seats that vote from the start, sorted. */
  readonly voters: readonly number[];
  /** Every seat that may ever sign a block, founding or joining later; sorted by seat. */
  readonly seats: readonly { readonly seat: number; readonly publicKey: Hex }[];
  readonly accounts: readonly GenesisAccount[];
  /** Contracts in force, sorted by name. */
  readonly contracts: readonly { readonly name: string; readonly version: number }[];
}

export interface GenesisAccount {
  readonly publicKey: Hex;
  /** 'Home 7'; a label, never an identity. */
  readonly name: string;
  /** 0 … 2⁵³ − 1 millionths of a simulated USDT. */
  readonly balanceMicro: number;
  /** operator: may certify and decide; faucet: may create simulated money. */
  readonly role: 'home' | 'operator' | 'faucet';
}

/** Everything wrong with a genesis that a person or a file made; empty = it can be encoded. */
export declare function checkGenesis(genesis: Genesis): readonly Problem[];
export declare function encodeGenesis(genesis: Genesis): Uint8Array;
/** null: not the canonical bytes of a genesis that holds. */
export declare function decodeGenesis(bytes: Uint8Array): Genesis | null;
export declare function genesisHash(genesis: Genesis): Hex;

/** Founding voters 1 … seats; keys for seats 1 … 9; homes 1 … homes, an operator and a faucet. */
export interface DemoWish {
  /** The scenario's: 0 … 2³² − 1. */
  readonly seed: number;
  readonly seats: number;
  readonly homes: number;
}

export declare function demoGenesis(wish: DemoWish): Genesis;
/** The key of a seat, of 'Home 7', of 'Operator' or 'Faucet' in {@link demoGenesis}. */
export declare function demoSeatKey(seed: number, seat: number): KeyPair;
export declare function demoAccountKey(seed: number, name: string): KeyPair;

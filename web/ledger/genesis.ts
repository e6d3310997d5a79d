/** Where a chain begins: who may vote, whose keys count, who owns what. */
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

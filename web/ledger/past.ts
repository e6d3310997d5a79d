import type { Certificate } from './block.ts';
import type { Rules } from './chain.ts';
import type { Genesis } from './genesis.ts';
import type { KeyPair } from './key.ts';
import type { Hex } from './transaction.ts';

export type Rung = 1 | 2 | 3 | 4 | 5;

/** The true chain, and the keys a cheat may steal. */
export interface PastSource {
  readonly genesis: Genesis;
  /** Heights 1, 2, 3 … with their certificates. */
  readonly blocks: readonly PastBlock[];
  readonly accountKeys: readonly KeyPair[];
  readonly seatKeys: readonly { readonly seat: number; readonly key: KeyPair }[];
  /** Somebody who has no account here. */
  readonly stranger: KeyPair;
}

export interface PastBlock {
  readonly bytes: Uint8Array;
  readonly certificate: Certificate;
}

/** What is checked of a copy of the chain, in this order. */
export type PastCheck =
  /** The block's content gives the name under which it is known. */
  | 'hash'
  /** Each block names the one before it. */
  | 'link'
  /** Transactions give the Merkle root of the header. */
  | 'merkle'
  /** The payment's signature is by the key it names. */
  | 'signature'
  /** That key is an account's, and still the payer's. */
  | 'account'
  /** A majority of the seats signed the header. */
  | 'certificate'
  /** A majority of the seats hold the same block. */
  | 'others';

export interface PastFinding {
  readonly check: PastCheck;
  readonly held: boolean;
  /** The first block where it fails; of a check that held, the changed one. */
  readonly height: number;
  /** For the sentence: how many seats signed or agree, and how many are needed; else 0. */
  readonly count: number;
  readonly needed: number;
}

export interface PastSeat {
  readonly seat: number;
  /** Every check on its own copy holds. */
  readonly valid: boolean;
  readonly forged: boolean;
  /** Of its block at the changed height. */
  readonly blockHash: Hex;
}

export interface Past {
  readonly rung: Rung;
  /** Of the changed block. */
  readonly height: number;
  /** Position of the payment in it. */
  readonly position: number;
  /** Names of the payer, and what was paid before and after the change. */
  readonly payer: string;
  readonly valueMicroBefore: number;
  readonly valueMicroAfter: number;
  /** The block's bytes; they differ from `changedFrom` up to but not including `changedTo`. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly changedFrom: number;
  readonly changedTo: number;
  readonly findings: readonly PastFinding[];
  /** The forged copy around the change. */
  readonly chain: readonly {
    readonly height: number;
    readonly hash: Hex;
    readonly previousHash: Hex;
    readonly held: boolean;
  }[];
  readonly seats: readonly PastSeat[];
  /** Seats that signed two different blocks of one height: their own signatures convict them. */
  readonly equivocators: readonly number[];
  /** The forged copy, block by block. */
  readonly forged: readonly PastBlock[];
}

/** null: the chain holds no payment to change. `height` 0: choose one. */
export declare function changePast(
  source: PastSource,
  rung: Rung,
  height: number,
  rules: Rules,
): Past | null;

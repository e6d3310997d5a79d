import type { Problem } from '../assert.ts';
import type { Block, Certificate } from './block.ts';
import type { Chain } from './chain.ts';
import type { ContractTable } from './contracts.ts';
import type { Claim, Verifier } from './key.ts';
import type { Hex, Receipt } from './transaction.ts';

export interface Verification {
  /** All lines fed so far are one valid chain from its genesis, and there is a genesis. */
  readonly valid: boolean;
  /** Of the last block that held; 0 = only the genesis. */
  readonly height: number;
  readonly tipHash: Hex;
  readonly problems: readonly Problem[];
}

export interface VerifierOptions {
  /** What the reader trusts: a chain from another genesis is refused. Absent: any genesis will do. */
  readonly genesisHash?: Hex;
  readonly contracts?: ContractTable;
  readonly verifier?: Verifier;
}

/** One line that held, for whoever shows the chain. */
export interface VerifiedBlock {
  readonly bytes: Uint8Array;
  readonly block: Block;
  readonly certificate: Certificate;
  readonly receipts: readonly Receipt[];
}

/** Checks an export line by line; stops believing at the first fault. */
export interface ChainVerifier {
  /** Signatures that `line` will ask for, so that a fast verifier may look at them before. */
  claims(line: string): readonly Claim[];
  /** The block of the line if it held; null for the genesis, an empty line or a fault. */
  feed(line: string): VerifiedBlock | null;
  /** Where it stands; may be asked at any time. */
  result(): Verification;
  /** null before the genesis. */
  chain(): Chain | null;
}

export declare function openVerifier(options?: VerifierOptions): ChainVerifier;

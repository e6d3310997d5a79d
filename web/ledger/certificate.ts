import type { Attestation, BlockHeader, Certificate } from './block.ts';
import type { Genesis } from './genesis.ts';
import type { Claim, KeyPair, Verifier } from './key.ts';
import type { Hex } from './transaction.ts';

/** What a certificate is held against. */
export interface Electorate {
  readonly genesis: Genesis;
  /** Voters of the block before; of block 1, the founding ones. */
  readonly previousVoters: readonly number[];
}

export type CertificateFault = 'order' | 'stranger' | 'signature' | 'majority';

/** ⌊n/2⌋ + 1. */
export declare function majorityOf(voters: readonly number[]): number;
export declare function attest(headerHash: Hex, seat: number, key: KeyPair): Attestation;
/** null: a seat without a key in the genesis. */
export declare function attestationClaim(
  attestation: Attestation,
  headerHash: Hex,
  genesis: Genesis,
): Claim | null;
/** null = it holds. */
export declare function certificateFault(
  certificate: Certificate,
  header: BlockHeader,
  electorate: Electorate,
  verifier: Verifier,
): CertificateFault | null;
export declare function certificateHolds(
  certificate: Certificate,
  header: BlockHeader,
  electorate: Electorate,
  verifier: Verifier,
): boolean;

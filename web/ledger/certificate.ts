/**
 * The seats' word for a block. Each seat signs a header's hash once it has applied the block; a
 * majority of the block's own voters and of the voters before it make the certificate, so that a
 * change of members is vouched for by those who were there before.
 */
import type { Attestation, BlockHeader, Certificate } from './block.ts';
import { headerHash } from './block.ts';
import { KIND, LAYOUT_VERSION, Writer } from './bytes.ts';
import type { Genesis } from './genesis.ts';
import { type Claim, type KeyPair, sign, type Verifier } from './key.ts';
import type { Hex } from './transaction.ts';

/** What a certificate is held against. */
export interface Electorate {
  readonly genesis: Genesis;
  /** Voters of the block before; of block 1, the founding ones. */
  readonly previousVoters: readonly number[];
}

export type CertificateFault =
  /** Seats out of order or twice. */
  | 'order'
  /** A seat that voted neither on this block nor on the one before. */
  | 'stranger'
  | 'signature'
  | 'majority';

/** ⌊n/2⌋ + 1. */
export const majorityOf = (voters: readonly number[]): number => Math.floor(voters.length / 2) + 1;

const messageOf = (hash: Hex): Uint8Array =>
  new Writer().u8(LAYOUT_VERSION).u8(KIND.attestation).hex(hash, 32).done();

/** A seat's signature under a header's hash. */
export function attest(hash: Hex, seat: number, key: KeyPair): Attestation {
  return { seat, signature: sign(messageOf(hash), key.secretKey) };
}

/** That a seat signed a header's hash; null: a seat without a key in the genesis. */
export function attestationClaim(
  { seat, signature }: Attestation,
  hash: Hex,
  { seats }: Genesis,
): Claim | null {
  const publicKey = seats.find((each) => each.seat === seat)?.publicKey;
  if (publicKey === undefined) return null;
  return {
    id: `${hash}/${publicKey}/${signature}`,
    publicKey,
    message: messageOf(hash),
    signature,
  };
}

/** The first thing wrong with a certificate; null: it holds. Every signature in it must. */
export function certificateFault(
  certificate: Certificate,
  header: BlockHeader,
  { genesis, previousVoters }: Electorate,
  verifier: Verifier,
): CertificateFault | null {
  const seats = certificate.map(({ seat }) => seat);
  if (!seats.every((seat, i) => i === 0 || seat > seats[i - 1]!)) return 'order';
  const hash = headerHash(header);
  const electorates = [header.voters, previousVoters];
  for (const attestation of certificate) {
    const claim = attestationClaim(attestation, hash, genesis);
    const votes = electorates.some((voters) => voters.includes(attestation.seat));
    if (!claim || !votes) return 'stranger';
    if (!verifier.holds(claim)) return 'signature';
  }
  const enough = electorates.every(
    (voters) => seats.filter((seat) => voters.includes(seat)).length >= majorityOf(voters),
  );
  return enough ? null : 'majority';
}

/** Whether a certificate is the word of both majorities. */
export function certificateHolds(
  certificate: Certificate,
  header: BlockHeader,
  electorate: Electorate,
  verifier: Verifier,
): boolean {
  return certificateFault(certificate, header, electorate, verifier) === null;
}

/**
 * The seats' word for a block. A seat signs a header's hash once the block is in its own chain; a
 * majority of the voters that the block names make the certificate: those that Raft needs for the
 * commit, so whatever is committed can be certified.
 *
 * A block names at most one voter more or less than the one before (a rule of the chain), so any
 * two certificates in a row share a seat, and who trusts only the genesis can follow the members.
 */
import type { Attestation, BlockHeader, Certificate } from './block.ts';
import { headerHash } from './block.ts';
import { KIND, LAYOUT_VERSION, Writer } from './bytes.ts';
import type { Genesis } from './genesis.ts';
import { type Claim, type KeyPair, sign, type Verifier } from './key.ts';
import type { Hex } from './transaction.ts';

export type CertificateFault =
  /** Seats out of order or twice. */
  | 'order'
  /** A seat that the block does not name as a voter. */
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
  genesis: Genesis,
  verifier: Verifier,
): CertificateFault | null {
  const seats = certificate.map(({ seat }) => seat);
  if (!seats.every((seat, i) => i === 0 || seat > seats[i - 1]!)) return 'order';
  const hash = headerHash(header);
  for (const attestation of certificate) {
    const claim = attestationClaim(attestation, hash, genesis);
    if (!claim || !header.voters.includes(attestation.seat)) return 'stranger';
    if (!verifier.holds(claim)) return 'signature';
  }
  return seats.length >= majorityOf(header.voters) ? null : 'majority';
}

/** Whether enough voters are in it; whether they really signed is not looked at here. */
export function isSignedByMajority(certificate: Certificate, voters: readonly number[]): boolean {
  const signed = voters.filter((seat) => certificate.some((one) => one.seat === seat)).length;
  return signed >= majorityOf(voters);
}

/** Whether the voters of two blocks in a row are the same but for at most one seat. */
export function isStep(before: readonly number[], after: readonly number[]): boolean {
  const gone = before.filter((seat) => !after.includes(seat)).length;
  const come = after.filter((seat) => !before.includes(seat)).length;
  return gone + come <= 1;
}

/**
 * Who signed what. Ed25519 as RFC 8032 writes it, strictly: noble with `zip215: false` is the one
 * normative verifier. Verifiers disagree on crafted signatures, and two opinions in one ledger are
 * a fork, so a faster verifier may only say yes early; its no is asked again here.
 */
import {
  getPublicKey,
  hashes,
  Point,
  sign as nobleSign,
  verify as nobleVerify,
} from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { bytesOf, hexOf, isHex, Writer } from './bytes.ts';
import { DOMAIN, hashOf } from './hash.ts';
import type { Hex } from './transaction.ts';

hashes.sha512 = sha512;

export interface KeyPair {
  readonly publicKey: Hex;
  /** The 32 bytes that RFC 8032 calls the private key. */
  readonly secretKey: Uint8Array;
}

/** That the owner of a key signed a message. */
export interface Claim {
  /** Names key, message and signature together: equal ids are equal claims. */
  readonly id: string;
  readonly publicKey: Hex;
  readonly message: Uint8Array;
  readonly signature: Hex;
}

/** Decides claims; every verifier must decide as {@link verify} does. */
export interface Verifier {
  holds(claim: Claim): boolean;
}

/** Remembers claims that hold, so that nobody checks one twice. */
export interface SignatureCache extends Verifier {
  /** A verifier outside said yes to the claim of this id: that is final. Never note a no. */
  note(id: string): void;
  has(id: string): boolean;
}

/** Whether `signature` over `message` is by the owner of `publicKey`; false for any malformed part. */
export function verify(signature: Hex, message: Uint8Array, publicKey: Hex): boolean {
  if (!isHex(signature, 64) || !isHex(publicKey, 32)) return false;
  return nobleVerify(bytesOf(signature), message, bytesOf(publicKey), { zip215: false });
}

/** The signature over `message`. */
export function sign(message: Uint8Array, secretKey: Uint8Array): Hex {
  return hexOf(nobleSign(message, secretKey));
}

/**
 * Whether a key may be admitted: the canonical form of a point of the large prime order. A key with
 * a small-order part could make signatures that verifiers judge differently.
 */
export function isPublicKey(publicKey: Hex): boolean {
  if (!isHex(publicKey, 32)) return false;
  try {
    const point = Point.fromBytes(bytesOf(publicKey), false);
    return !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    // noble throws where the bytes are no point at all; that is an answer here.
    return false;
  }
}

/** The pair of a secret of 32 bytes. */
export function keyPairOf(secretKey: Uint8Array): KeyPair {
  return { publicKey: hexOf(getPublicKey(secretKey)), secretKey };
}

/**
 * The key that everybody can compute who knows the scenario's seed: for lessons, never for money.
 * SHA-256 in a domain of its own over the seed (0 … 2³² − 1) and the name.
 */
export function demoKey(seed: number, name: string): KeyPair {
  const bytes = new Writer().u32(seed).text(name).done();
  return keyPairOf(hashOf(DOMAIN.demoKey, bytes));
}

/** The claim holds if noble says so; nothing is remembered. */
export const strictVerifier: Verifier = {
  holds: ({ signature, message, publicKey }) => verify(signature, message, publicKey),
};

/** A cache of up to `limit` claims that hold; the oldest go first. */
export function signatureCache(limit = 50_000): SignatureCache {
  const held = new Set<string>();
  const note = (id: string): void => {
    held.add(id);
    if (held.size <= limit) return;
    for (const oldest of held) {
      held.delete(oldest);
      break;
    }
  };
  return {
    note,
    has: (id) => held.has(id),
    holds(claim) {
      if (held.has(claim.id)) return true;
      const answer = strictVerifier.holds(claim);
      if (answer) note(claim.id);
      return answer;
    },
  };
}

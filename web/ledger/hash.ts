/**
 * SHA-256 with a first byte that says what is hashed, so that the hash of one kind of thing never
 * is the hash of another.
 */
import { sha256 } from '@noble/hashes/sha2.js';

/** The first byte, by kind of thing. Never reuse a number. */
export const DOMAIN = {
  merkleLeaf: 0x00,
  merkleNode: 0x01,
  transaction: 0x02,
  header: 0x03,
  genesis: 0x04,
  stateBucket: 0x05,
  stateNode: 0x06,
  demoKey: 0x07,
} as const;

export type Domain = (typeof DOMAIN)[keyof typeof DOMAIN];

/** SHA-256 over the domain's byte and then the parts one after the other: 32 bytes. */
export function hashOf(domain: Domain, ...parts: readonly Uint8Array[]): Uint8Array {
  let length = 1;
  for (const part of parts) length += part.length;
  const bytes = new Uint8Array(length);
  bytes[0] = domain;
  let at = 1;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return sha256(bytes);
}

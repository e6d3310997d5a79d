/** A seat's signatures by the browser's own Ed25519 where there is one, by the ledger's elsewhere. */
import { Breath } from '../cluster/breath.ts';
import type { Signing } from '../cluster/driver.ts';
import { sign, signatureCache, type Claim, type KeyPair } from '../ledger/key.ts';
import { hexOf } from '../ledger/bytes.ts';
import type { Hex } from '../ledger/transaction.ts';
import { noteFast } from './fast-signature.ts';

/** RFC 8410: what stands before the 32 secret bytes of an Ed25519 key in PKCS #8. */
const PKCS8_HEAD = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];

export class FastSignatures implements Signing {
  readonly verifier = signatureCache();
  readonly #pair: KeyPair;
  #secret: Promise<CryptoKey | null> | null = null;

  constructor(pair: KeyPair) {
    this.#pair = pair;
  }

  async prepare(claims: readonly Claim[]): Promise<void> {
    const slow = await noteFast(this.verifier, claims);
    const breath = new Breath();
    for (const claim of slow) {
      await breath.take();
      this.verifier.holds(claim);
    }
  }

  async sign(message: Uint8Array): Promise<Hex> {
    this.#secret ??= hasSubtle() ? importSecret(this.#pair.secretKey) : Promise.resolve(null);
    const key = await this.#secret;
    if (!key) return sign(message, this.#pair.secretKey);
    return hexOf(new Uint8Array(await crypto.subtle.sign('Ed25519', key, own(message))));
  }
}

function hasSubtle(): boolean {
  return typeof crypto === 'object' && 'subtle' in crypto;
}

function importSecret(secretKey: Uint8Array): Promise<CryptoKey | null> {
  const bytes = Uint8Array.from([...PKCS8_HEAD, ...secretKey]);
  return crypto.subtle.importKey('pkcs8', bytes, 'Ed25519', false, ['sign']).catch(() => null);
}

function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer
    ? (bytes as Uint8Array<ArrayBuffer>)
    : Uint8Array.from(bytes);
}

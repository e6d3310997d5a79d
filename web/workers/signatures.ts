/**
 * Signatures by the browser's own Ed25519, many at a time, where there is one. Its yes is final
 * and noted where the ledger looks; its no decides nothing, for verifiers disagree on crafted
 * signatures: the ledger then asks its own.
 */
import type { Signatures } from '../cluster/driver.ts';
import { sign, signatureCache, type Claim, type KeyPair } from '../ledger/key.ts';
import { bytesOf, hexOf } from '../ledger/bytes.ts';
import type { Hex } from '../ledger/transaction.ts';

/** Public keys imported and kept; a lesson has a few dozen. */
const KEYS_MAX = 1000;
/** RFC 8410: what stands before the 32 secret bytes of an Ed25519 key in PKCS #8. */
const PKCS8_HEAD = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];

export class FastSignatures implements Signatures {
  readonly verifier = signatureCache();
  readonly #pair: KeyPair;
  readonly #keys = new Map<Hex, Promise<CryptoKey | null>>();
  #secret: Promise<CryptoKey | null> | null = null;

  constructor(pair: KeyPair) {
    this.#pair = pair;
  }

  async prepare(claims: readonly Claim[]): Promise<void> {
    if (!hasSubtle()) return;
    const open = claims.filter(({ id }) => !this.verifier.has(id));
    await Promise.all(open.map((claim) => this.#check(claim)));
  }

  async sign(message: Uint8Array): Promise<Hex> {
    this.#secret ??= hasSubtle() ? importSecret(this.#pair.secretKey) : Promise.resolve(null);
    const key = await this.#secret;
    if (!key) return sign(message, this.#pair.secretKey);
    return hexOf(new Uint8Array(await crypto.subtle.sign('Ed25519', key, own(message))));
  }

  async #check({ id, publicKey, message, signature }: Claim): Promise<void> {
    const key = await this.#key(publicKey);
    if (!key) return;
    const bytes = own(bytesOf(signature));
    const holds = await crypto.subtle.verify('Ed25519', key, bytes, own(message));
    if (holds) this.verifier.note(id);
  }

  #key(publicKey: Hex): Promise<CryptoKey | null> {
    const known = this.#keys.get(publicKey);
    if (known) return known;
    if (this.#keys.size >= KEYS_MAX) this.#keys.clear();
    const imported = crypto.subtle
      .importKey('raw', own(bytesOf(publicKey)), 'Ed25519', false, ['verify'])
      // Not a key, or a browser without this algorithm: the ledger's own verifier decides.
      .catch(() => null);
    this.#keys.set(publicKey, imported);
    return imported;
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

/**
 * Signatures checked by the browser's own Ed25519, many at once. Its yes is noted as final; its no
 * is no answer, for verifiers disagree on crafted signatures and only the ledger's own decides.
 * Absent on plain http and in older browsers: then the ledger's own does everything.
 */
import { bytesOf, isHex } from '../ledger/bytes.ts';
import { isPublicKey, type Claim, type SignatureCache } from '../ledger/key.ts';

const keys = new Map<string, Promise<CryptoKey | null>>();
const KEYS_MAX = 1000;

/** Notes in `cache` every claim that the browser finds to hold; answers those it cannot judge. */
export async function noteFast(
  cache: SignatureCache,
  claims: readonly Claim[],
): Promise<readonly Claim[]> {
  const { subtle } = crypto as { subtle?: SubtleCrypto };
  if (!subtle) return claims;
  const unjudged: Claim[] = [];
  await Promise.all(
    claims.map(async (claim) => {
      if (cache.has(claim.id) || !isHex(claim.signature, 64)) return;
      const key = await keyOf(subtle, claim.publicKey);
      if (!key) {
        unjudged.push(claim);
        return;
      }
      const signature = new Uint8Array(bytesOf(claim.signature));
      if (await subtle.verify('Ed25519', key, signature, new Uint8Array(claim.message))) {
        cache.note(claim.id);
      }
    }),
  );
  return unjudged;
}

/** null: this browser has no Ed25519, or the bytes are no key. */
function keyOf(subtle: SubtleCrypto, publicKey: string): Promise<CryptoKey | null> {
  const known = keys.get(publicKey);
  if (known) return known;
  // Of a key with a small-order part the browser's yes would not be the ledger's.
  if (!isPublicKey(publicKey)) return Promise.resolve(null);
  if (keys.size >= KEYS_MAX) keys.clear();
  const raw = new Uint8Array(bytesOf(publicKey));
  const key = subtle.importKey('raw', raw, 'Ed25519', false, ['verify']).catch((error: unknown) => {
    if (error instanceof DOMException) return null;
    throw error;
  });
  keys.set(publicKey, key);
  return key;
}

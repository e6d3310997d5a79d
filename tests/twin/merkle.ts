// The slow, obvious tree: split at the largest power of two below the number of leaves (RFC 9162,
// section 2.1.1), which is what promoting odd nodes amounts to. Hashed by the browser.
const bytesOf = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));

export async function slowMerkleRoot(hashes: readonly string[]): Promise<string> {
  if (hashes.length === 0) return '0'.repeat(64);
  if (hashes.length === 1) return sha256(Uint8Array.of(0, ...bytesOf(hashes[0] ?? '')));
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  const left = await slowMerkleRoot(hashes.slice(0, split));
  const right = await slowMerkleRoot(hashes.slice(split));
  return sha256(Uint8Array.of(1, ...bytesOf(left), ...bytesOf(right)));
}

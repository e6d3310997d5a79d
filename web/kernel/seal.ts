/**
 * Saved bytes with a mark of what they belong to and a checksum, so that bytes of another search,
 * or damaged ones, are refused before they reach the kernel's memory. Not a protection against
 * anyone who wants to deceive.
 *
 * Bytes: u32 magic, mark, checksum, 0; then the body.
 */
const MAGIC = 0x31534c47; // 'GLS1'
const HEAD_BYTES = 16;

/** FNV-1a of a text, or of bytes. */
export function markOf(content: string | Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < content.length; i++) {
    const unit = typeof content === 'string' ? content.charCodeAt(i) : content[i]!;
    hash = Math.imul(hash ^ unit, 0x01000193);
  }
  return hash >>> 0;
}

/** `parts` one after the other, sealed as belonging to `mark` (from `markOf`). */
export function seal(mark: number, parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, HEAD_BYTES));
  let offset = HEAD_BYTES;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  const head = Uint32Array.of(MAGIC, mark, markOf(bytes.subarray(HEAD_BYTES)), 0);
  bytes.set(new Uint8Array(head.buffer));
  return bytes;
}

/** The body of what `seal` made, copied. Throws RangeError for anything else. */
export function unseal(mark: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new Uint32Array(HEAD_BYTES / 4);
  if (bytes.length >= HEAD_BYTES) {
    new Uint8Array(head.buffer).set(bytes.subarray(0, HEAD_BYTES));
  }
  if (head[0] !== MAGIC || head[1] !== mark) {
    throw new RangeError('bytes are not the state of this search');
  }
  const body = new Uint8Array(bytes.subarray(HEAD_BYTES));
  if (markOf(body) !== head[2]) throw new RangeError('bytes of the state are damaged');
  return body;
}

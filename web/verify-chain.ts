/**
 * Checks an exported chain in any JavaScript engine, at its own pace: the pure verifier of the
 * ledger, with the engine's own Ed25519 going ahead where there is one.
 */
import { type SignatureCache, signatureCache } from './ledger/key.ts';
import { type ChainVerifier, openVerifier, type Verification } from './ledger/verify.ts';
import { noteFast } from './workers/fast-signature.ts';

export type { Verification } from './ledger/verify.ts';

export interface VerifyOptions {
  /** Hash of the genesis that you trust; absent: any genesis will do. 64 lower-case hex digits. */
  readonly genesisHash?: string;
  /** After each batch of lines. */
  readonly onProgress?: (here: Verification) => void;
  /** Aborted: stops after the batch and answers with what held so far. */
  readonly signal?: AbortSignal;
}

/** Lines checked at once: their signatures go to the fast verifier together. */
const BATCH_LINES = 16;

/** Characters of the longest line that can hold: a full block in hexadecimal, and its signatures. */
const LINE_MAX = 4_000_000;

const isWhole = (text: string): boolean => {
  if (!text.endsWith('}')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    // The rest of the line is still to come.
    return false;
  }
};

/** Lines of a text in pieces: pieces may be lines without their ends, or cut anywhere. */
async function* linesOf(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces) {
    if (typeof piece !== 'string') throw new TypeError('jsonLines must yield text');
    // A whole line was handed over without its end, as line readers do.
    if (rest !== '' && piece !== '' && !/^\s/.test(piece) && isWhole(rest)) {
      yield rest;
      rest = '';
    }
    if (!piece.includes('\n') && rest.length < LINE_MAX) {
      rest += piece;
      continue;
    }
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length < LINE_MAX) continue;
    // No line of a chain is that long: handed on as it is, it is refused.
    yield rest;
    rest = '';
  }
  if (rest !== '') yield rest;
}

/** Longest time between two breaths, in ms: a batch more, and clicks still feel at once. */
const BREATH_MS = 20;

/** Lets clicks, drawing and timers through. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function isSignal(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return 'aborted' in value && typeof value.aborted === 'boolean';
}

/** What is wrong with an argument comes as an exception, what is wrong with a chain as a problem. */
function checkArguments(jsonLines: unknown, options: unknown): void {
  const iterable =
    typeof jsonLines === 'object' &&
    jsonLines !== null &&
    (Symbol.asyncIterator in jsonLines || Symbol.iterator in jsonLines);
  if (typeof jsonLines !== 'string' && !iterable) {
    throw new TypeError('jsonLines must be a text or an iterable of texts');
  }
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError('options must be an object');
  }
  const { genesisHash, onProgress, signal } = options as Record<keyof VerifyOptions, unknown>;
  const isHash = typeof genesisHash === 'string' && /^[0-9a-f]{64}$/.test(genesisHash);
  if (genesisHash !== undefined && !isHash) {
    throw new TypeError('genesisHash must be 64 lower-case hexadecimal digits');
  }
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new TypeError('onProgress must be a function');
  }
  if (signal !== undefined && !isSignal(signal)) {
    throw new TypeError('signal must be an AbortSignal');
  }
}

async function feedAll(
  verifier: ChainVerifier,
  lines: readonly string[],
  cache: SignatureCache,
): Promise<void> {
  let at = 0;
  // Only the genesis says whose keys count.
  while (at < lines.length && verifier.chain() === null) verifier.feed(lines[at++] ?? '');
  const blocks = lines.slice(at);
  await noteFast(
    cache,
    blocks.flatMap((line) => verifier.claims(line)),
  );
  for (const line of blocks) verifier.feed(line);
}

/**
 * Whether an exported chain holds: every link, root, signature and certificate, and every
 * transaction executed again. Needs nothing but the genesis in its first line.
 * @throws TypeError for an argument of the wrong kind.
 */
export async function verifyChain(
  jsonLines: string | AsyncIterable<string>,
  options: VerifyOptions = {},
): Promise<Verification> {
  checkArguments(jsonLines, options);
  const { genesisHash, onProgress, signal } = options;
  const cache = signatureCache();
  const trusted = genesisHash === undefined ? {} : { genesisHash };
  const verifier = openVerifier({ ...trusted, verifier: cache });
  const pieces = typeof jsonLines === 'string' ? [jsonLines] : jsonLines;
  let batch: string[] = [];
  let breathed = performance.now();
  for await (const line of linesOf(pieces)) {
    batch.push(line);
    if (batch.length < BATCH_LINES) continue;
    await feedAll(verifier, batch, cache);
    batch = [];
    onProgress?.(verifier.result());
    if (signal?.aborted || verifier.result().problems.length > 0) return verifier.result();
    if (performance.now() - breathed < BREATH_MS) continue;
    await breathe();
    breathed = performance.now();
  }
  await feedAll(verifier, batch, cache);
  onProgress?.(verifier.result());
  return verifier.result();
}

/**
 * Whether the rows of a seat's chain are still what was written. A row that was altered on disk is
 * neither passed on nor shown as one that holds, and is fetched anew.
 */
import type { Problem } from '../assert.ts';
import { decodeBlockParts, headerHash } from '../ledger/block.ts';
import { hexOf } from '../ledger/bytes.ts';
import { DOMAIN, hashOf } from '../ledger/hash.ts';
import { merkleRoot } from '../ledger/merkle.ts';
import { blockRow } from '../ledger/pages.ts';
import type { BlockRow } from '../ledger/show.ts';
import { isStoredBlock } from './check-post.ts';
import type { StoredBlock } from './disk.ts';

/** Its header has this height and bears its name; its transactions have the header's root. */
function isIntact(block: StoredBlock, height: number): boolean {
  if (!isStoredBlock(block) || block.height !== height) return false;
  if (!Array.isArray(block.receipts) || !Array.isArray(block.transactions)) return false;
  const parts = decodeBlockParts(block.bytes);
  if (!parts) return false;
  const { header } = parts.block;
  const hashes = parts.transactionBytes.map((bytes) => hexOf(hashOf(DOMAIN.transaction, bytes)));
  return (
    header.height === height &&
    headerHash(header) === block.hash &&
    header.merkleRoot === merkleRoot(hashes)
  );
}

export class Rows {
  readonly #seat: number;
  readonly #altered = new Set<number>();
  #problem: Problem | null = null;

  constructor(seat: number) {
    this.#seat = seat;
  }

  /** Heights of rows to be fetched anew, ascending. */
  get altered(): readonly number[] {
    return [...this.#altered].sort((a, b) => a - b);
  }

  /** The first row that was found altered in this life, mended since or not. */
  get problem(): Problem | null {
    return this.#problem;
  }

  /** Looks at what the disk gave for `height`, and remembers if it is not what was written. */
  holds(block: StoredBlock | null | undefined, height: number): block is StoredBlock {
    if (block && isIntact(block, height)) return true;
    this.#altered.add(height);
    this.#problem ??= {
      where: { kind: 'disk', id: this.#seat, field: 'chain' },
      rule: 'hash',
      found: `block ${height} is not what was written`,
      allowed: 'blocks whose bytes fit their hashes',
      remedy: `Block ${height} was altered there. It is not passed on; the other seats send it again.`,
    };
    return false;
  }

  mended(height: number): void {
    this.#altered.delete(height);
  }
}

/** What can be said of a row whose bytes are not what was written. */
export function alteredRow({ height, hash, bytes }: StoredBlock): BlockRow {
  return {
    ...{ height, hash, term: 0, index: 0, proposer: 0, transactionCount: 0, refusedCount: 0 },
    ...{ bytes: bytes.length, signed: 0, needed: 0, verified: false },
  };
}

/** Rows as they lie on a disk, newest first, down to the first hole; nobody checked them yet. */
export function unconfirmedRows(blocks: readonly StoredBlock[]): readonly BlockRow[] {
  const rows: BlockRow[] = [];
  for (const stored of [...blocks].reverse()) {
    const height = (rows.at(-1)?.height ?? stored.height + 1) - 1;
    if (!isIntact(stored, height)) break;
    rows.push(blockRow({ ...stored, verified: null }));
  }
  return rows;
}

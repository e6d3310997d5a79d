/**
 * Gathers the seats' signatures under each block until they make its certificate, and keeps the
 * newest blocks at hand. Knows no clock and writes nothing: it says what is worth writing.
 */
import type { Certificate } from '../ledger/block.ts';
import { attestationClaim, isSignedByMajority } from '../ledger/certificate.ts';
import { hexOf } from '../ledger/bytes.ts';
import type { Genesis } from '../ledger/genesis.ts';
import type { Claim, Verifier } from '../ledger/key.ts';
import type { Hex } from '../ledger/transaction.ts';
import type { StoredBlock } from './disk.ts';
import type { NewBlock } from './host.ts';
import type { BlockAttestation } from './protocol.ts';

interface Kept extends NewBlock {
  stored: StoredBlock;
  /** Not on disk yet; or there, but with fewer signatures; or as on disk. */
  state: 'fresh' | 'grown' | 'written';
}

/** Blocks kept at hand; signatures that come later than this many blocks find none. */
const KEPT_MAX = 512;
/** Signatures kept for blocks that this seat has not applied yet. */
const EARLY_MAX = 4096;

export class Notary {
  readonly #genesis: Genesis;
  readonly #verifier: Verifier;
  readonly #kept = new Map<number, Kept>();
  readonly #places = new Map<Hex, { readonly height: number; readonly position: number }>();
  #early: BlockAttestation[] = [];

  constructor(genesis: Genesis, verifier: Verifier) {
    this.#genesis = genesis;
    this.#verifier = verifier;
  }

  /** `written` true: it lies on disk already, with the certificate it comes with. */
  add(block: NewBlock, written: boolean): void {
    const { height, transactions } = block.stored;
    this.#kept.set(height, { ...block, state: written ? 'written' : 'fresh' });
    transactions.forEach(({ hash }, position) => this.#places.set(hash, { height, position }));
    const waiting = this.#early.filter((one) => one.height <= height);
    this.#early = this.#early.filter((one) => one.height > height);
    for (const one of waiting) this.take(one);
    this.#forgetOldest();
  }

  /** Adds a block of which the disk has `known`: of that only the signatures that hold. */
  restore(block: NewBlock, known: StoredBlock | null): void {
    const { stored } = block;
    this.add(block, false);
    if (!known) return;
    const { hash, height } = stored;
    for (const one of known.certificate) this.take({ ...one, hash, height });
    const kept = this.#kept.get(height);
    if (kept) kept.state = isSame(kept.stored, known) ? 'written' : 'grown';
  }

  /** What a signature claims; null where it is of no use here (any more). */
  claim(attest: BlockAttestation): Claim | null {
    const kept = this.#kept.get(attest.height);
    if (kept && (kept.stored.hash !== attest.hash || !counts(kept, attest.seat))) return null;
    return attestationClaim(attest, attest.hash, this.#genesis);
  }

  /** Adds a signature to its block if it holds; one for a block still to come waits. */
  take(attest: BlockAttestation): void {
    const claim = this.claim(attest);
    if (!claim) return;
    const kept = this.#kept.get(attest.height);
    if (!kept) {
      const highest = Math.max(0, ...this.#kept.keys());
      if (attest.height > highest && this.#early.length < EARLY_MAX) this.#early.push(attest);
      return;
    }
    if (!this.#verifier.holds(claim)) return;
    const { seat, signature } = attest;
    const certificate = [...kept.stored.certificate, { seat, signature }];
    certificate.sort((a, b) => a.seat - b.seat);
    kept.stored = { ...kept.stored, certificate };
    if (kept.state === 'written') kept.state = 'grown';
  }

  /** The newest blocks, certificates as they stand. */
  kept(height: number): StoredBlock | null {
    return this.#kept.get(height)?.stored ?? null;
  }

  placeOf(hash: Hex): { readonly height: number; readonly position: number } | null {
    return this.#places.get(hash) ?? null;
  }

  /** What is not on disk as it stands here, ascending. */
  unwritten(): { blocks: StoredBlock[]; certified: StoredBlock[] } {
    const of = (state: Kept['state']): StoredBlock[] =>
      [...this.#kept.values()]
        .filter((kept) => kept.state === state)
        .map(({ stored }) => stored)
        .sort((a, b) => a.height - b.height);
    return { blocks: of('fresh'), certified: of('grown') };
  }

  /** These are on disk now, as they were when they were asked for. */
  wrote(blocks: readonly StoredBlock[]): void {
    for (const block of blocks) {
      const kept = this.#kept.get(block.height);
      if (!kept) continue;
      kept.state = kept.stored === block ? 'written' : 'grown';
    }
  }

  /** Blocks whose certificate is not whole, oldest first: others may have the rest. */
  incomplete(limit: number): readonly number[] {
    const open = [...this.#kept.values()].filter((kept) => !isWhole(kept));
    return open.map(({ stored }) => stored.height).slice(0, limit);
  }

  /** After a snapshot was installed nothing kept here need be an ancestor of what comes. */
  forget(): void {
    this.#kept.clear();
    this.#places.clear();
    this.#early = [];
  }

  #forgetOldest(): void {
    for (const [height, { stored, state }] of this.#kept) {
      if (this.#kept.size <= KEPT_MAX) return;
      if (state !== 'written') continue;
      this.#kept.delete(height);
      for (const { hash } of stored.transactions) this.#places.delete(hash);
    }
  }
}

/** Only who votes on the block is heard, and once. */
function counts({ header, stored }: Kept, seat: number): boolean {
  return header.voters.includes(seat) && !hasSigned(stored.certificate, seat);
}

export function hasSigned(certificate: Certificate, seat: number): boolean {
  return certificate.some((one) => one.seat === seat);
}

function isWhole({ stored, header }: Kept): boolean {
  return isSignedByMajority(stored.certificate, header.voters);
}

function isSame(here: StoredBlock, known: StoredBlock): boolean {
  return (
    known.hash === here.hash &&
    hexOf(known.bytes) === hexOf(here.bytes) &&
    JSON.stringify([known.receipts, known.transactions, known.certificate]) ===
      JSON.stringify([here.receipts, here.transactions, here.certificate])
  );
}

/**
 * Fetches what a seat lacks from the others: blocks below an installed snapshot, and signatures
 * that were given while it was away. A block is believed because the next one names its hash, and
 * whoever can vouch for an old block by that way signs it too: its first signers may be gone.
 */
import { decodeBlock, decodeHeader, headerHash, type Block } from '../ledger/block.ts';
import type { Attestation, BlockHeader, Certificate } from '../ledger/block.ts';
import { attestationClaim, isSignedByMajority } from '../ledger/certificate.ts';
import { merkleRoot } from '../ledger/merkle.ts';
import { transactionHash } from '../ledger/transaction.ts';
import type { SeatDisk, StoredBlock } from './disk.ts';
import type { Signing } from './driver.ts';
import type { Host } from './host.ts';
import { hasSigned, type Notary } from './notary.ts';
import type { Rows } from './rows.ts';

const BLOCKS_AT_ONCE = 64;
const CERTIFICATES_AT_ONCE = 32;
/** Blocks of the disk looked through at a time, with a pause for others' questions in between. */
const LOOK_AT_ONCE = 128;
const LOOK_PAUSE_MS = 10;
/** A seat that nobody waits for leaves the processor to the one that leads. */
const IDLE_PAUSE_MS = 150;

interface Parts {
  readonly seat: number;
  readonly disk: SeatDisk;
  readonly host: Host;
  readonly notary: Notary;
  readonly rows: Rows;
  readonly signatures: Signing;
}

/** What came from another seat and is worth writing. */
export interface Caught {
  /** Blocks that were missing here, ascending. */
  readonly older: readonly StoredBlock[];
  /** Blocks on disk whose certificates grew, or that were altered and are whole again. */
  readonly certified: readonly StoredBlock[];
}

export class CatchUp {
  readonly #parts: Parts;
  /** Every block up to here is on disk. */
  #presentTo = 0;
  /** Every block up to here is on disk, and a majority has signed it. */
  #wholeTo = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Every block of the chain is here and signed by a majority. */
  get whole(): boolean {
    const { notary, rows } = this.#parts;
    if (rows.altered.length > 0) return false;
    return this.#wholeTo >= this.#below() && notary.incomplete(1).length === 0;
  }

  /**
   * Heights worth asking another seat for now, ascending; empty = nothing is known to lack. On a
   * long chain the first answer takes a while, less where `hurries`.
   */
  async wanted(hurries: () => boolean = () => true): Promise<readonly number[]> {
    const { notary, rows } = this.#parts;
    const missing = await this.#missing();
    if (missing > 0) {
      const from = Math.max(1, missing - BLOCKS_AT_ONCE + 1);
      return Array.from({ length: missing - from + 1 }, (_, i) => from + i);
    }
    const open = await this.#openOnDisk(hurries);
    const near = notary.incomplete(CERTIFICATES_AT_ONCE);
    const all = new Set([...rows.altered, ...open, ...near]);
    return [...all].slice(0, CERTIFICATES_AT_ONCE).sort((a, b) => a - b);
  }

  /** Of `blocks` what is proven and was lacking; signatures for blocks kept at hand are added. */
  async take(blocks: readonly StoredBlock[]): Promise<Caught> {
    const { disk, host, notary, rows, signatures } = this.#parts;
    const claims = blocks.flatMap(({ hash, certificate }) =>
      certificate.map((one) => attestationClaim(one, hash, host.genesis)),
    );
    await signatures.prepare(claims.filter((claim) => claim !== null));
    const missing = await this.#missing();
    const certified = await this.#mended(blocks);
    for (const { height, hash, certificate } of blocks) {
      if (notary.kept(height)) {
        for (const one of certificate) notary.take({ ...one, height, hash });
        continue;
      }
      if (height <= missing || certified.some((one) => one.height === height)) continue;
      const here = await disk.block(height);
      if (here?.hash !== hash || !rows.holds(here, height)) continue;
      const header = decodeHeader(here.bytes)!;
      const grown = await this.#joined([...here.certificate, ...certificate], header);
      if (grown.length > here.certificate.length) certified.push({ ...here, certificate: grown });
    }
    return { older: missing > 0 ? await this.#proven(blocks, missing) : [], certified };
  }

  /** Of `blocks` those in whose place a row was altered, as far as the next row names them. */
  async #mended(blocks: readonly StoredBlock[]): Promise<StoredBlock[]> {
    const { rows } = this.#parts;
    const mended: StoredBlock[] = [];
    for (const height of rows.altered) {
      const sent = blocks.filter((block) => block.height === height);
      const [proven] = await this.#proven(sent, height);
      if (!proven) continue;
      rows.mended(height);
      mended.push(proven);
    }
    return mended;
  }

  /** Downwards from the highest missing block as far as each is named by the one above. */
  async #proven(blocks: readonly StoredBlock[], missing: number): Promise<readonly StoredBlock[]> {
    const { disk, host, notary } = this.#parts;
    const above = notary.kept(missing + 1) ?? (await disk.block(missing + 1));
    const next = above && decodeHeader(above.bytes);
    let expected = next ? next.previousHash : host.chain.tip.hash;
    const byHeight = new Map(blocks.map((block) => [block.height, block]));
    const proven: StoredBlock[] = [];
    for (let height = missing; height > 0; height--) {
      const sent = byHeight.get(height);
      const block = sent ? decodeBlock(sent.bytes) : null;
      if (!sent || !block || headerHash(block.header) !== expected || !isWhole(block)) break;
      proven.push({
        ...{ height, hash: expected, bytes: sent.bytes },
        // What became of each transaction only its execution could tell, not another seat.
        receipts: [],
        certificate: await this.#joined(sent.certificate, block.header),
        transactions: host.marksOf(sent.bytes, block.transactions),
      });
      expected = block.header.previousHash;
    }
    return proven.reverse();
  }

  /** The signatures that hold, once each and in order, with this seat's own. */
  async #joined(certificate: Certificate, header: BlockHeader): Promise<Certificate> {
    const { host, seat, signatures } = this.#parts;
    const hash = headerHash(header);
    const joined: Attestation[] = [];
    for (const one of certificate) {
      if (!header.voters.includes(one.seat) || hasSigned(joined, one.seat)) continue;
      const claim = attestationClaim(one, hash, host.genesis);
      if (claim && host.rules.verifier.holds(claim)) joined.push(one);
    }
    if (header.voters.includes(seat) && !hasSigned(joined, seat)) {
      const claim = attestationClaim({ seat, signature: '' }, hash, host.genesis);
      if (claim) joined.push({ seat, signature: await signatures.sign(claim.message) });
    }
    return joined.sort((a, b) => a.seat - b.seat);
  }

  /** The highest block that is not here; 0 = none. */
  async #missing(): Promise<number> {
    const below = this.#below();
    if (this.#presentTo >= below) return 0;
    const missing = await this.#parts.disk.missing(below, this.#presentTo);
    if (missing === 0) this.#presentTo = below;
    return missing;
  }

  /**
   * Rows of the disk that are altered or lack signatures, of the first stretch with any; remembers
   * how far all is well.
   */
  async #openOnDisk(hurries: () => boolean): Promise<readonly number[]> {
    const { disk, rows } = this.#parts;
    while (this.#wholeTo < this.#below()) {
      const from = this.#wholeTo + 1;
      const count = Math.min(LOOK_AT_ONCE, this.#below() - this.#wholeTo);
      const found = new Map((await disk.blocks(from, count)).map((row) => [row.height, row]));
      const open = Array.from({ length: count }, (_, i) => from + i).filter((height) => {
        const row = found.get(height);
        if (!rows.holds(row, height)) return true;
        return !isSignedByMajority(row.certificate, decodeHeader(row.bytes)!.voters);
      });
      this.#wholeTo = open.length > 0 ? open[0]! - 1 : from + count - 1;
      if (open.length > 0) return open;
      if (this.#wholeTo >= this.#below()) break;
      await pause(hurries() ? LOOK_PAUSE_MS : IDLE_PAUSE_MS);
    }
    return [];
  }

  /** Everything above this is at hand; up to here the disk must have it. */
  #below(): number {
    const { notary, host } = this.#parts;
    let height = host.height;
    while (height > 0 && notary.kept(height)) height--;
    return height;
  }
}

/** Whether the transactions are the ones that the header speaks of. */
function isWhole({ header, transactions }: Block): boolean {
  return header.merkleRoot === merkleRoot(transactions.map(transactionHash));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

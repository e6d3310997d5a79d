/**
 * Fetches what a seat lacks from the others: blocks below an installed snapshot, and signatures
 * that were given while it was away. A block is believed because the next one names its hash.
 */
import { decodeBlock, headerHash, type Block } from '../ledger/block.ts';
import { certificateFault } from '../ledger/certificate.ts';
import { merkleRoot } from '../ledger/merkle.ts';
import { transactionHash } from '../ledger/transaction.ts';
import type { SeatDisk, StoredBlock } from './disk.ts';
import type { Host } from './host.ts';
import type { Notary } from './notary.ts';

const BLOCKS_AT_ONCE = 64;
const CERTIFICATES_AT_ONCE = 32;

interface Parts {
  readonly disk: SeatDisk;
  readonly host: Host;
  readonly notary: Notary;
}

/** Heights worth asking another seat for now, ascending; empty = nothing is missing. */
export async function wantedHeights({ disk, host, notary }: Parts): Promise<readonly number[]> {
  const missing = await disk.missing(lowestKept(notary, host) - 1);
  if (missing === 0) return notary.incomplete(CERTIFICATES_AT_ONCE);
  const from = Math.max(1, missing - BLOCKS_AT_ONCE + 1);
  return Array.from({ length: missing - from + 1 }, (_, i) => from + i);
}

/**
 * Of `blocks` those that are missing here and are proven, ascending, ready to be written. What
 * came for blocks that are kept here already is added to their certificates.
 */
export async function provenBlocks(
  { disk, host, notary }: Parts,
  blocks: readonly StoredBlock[],
): Promise<readonly StoredBlock[]> {
  for (const { height, hash, certificate } of blocks) {
    if (!notary.kept(height)) continue;
    for (const { seat, signature } of certificate) notary.take({ height, hash, seat, signature });
  }
  const missing = await disk.missing(lowestKept(notary, host) - 1);
  const above = notary.kept(missing + 1) ?? (await disk.block(missing + 1));
  let expected = above ? decodeBlock(above.bytes)?.header.previousHash : host.chain.tip.hash;
  const descending = [...blocks]
    .filter(({ height }) => height <= missing)
    .sort((a, b) => b.height - a.height)
    .map((stored) => ({ stored, block: decodeBlock(stored.bytes) }));
  const proven: StoredBlock[] = [];
  for (const { stored, block } of descending) {
    const due = stored.height === missing - proven.length;
    if (!due || !block || headerHash(block.header) !== expected || !isWhole(block)) break;
    const { certificate } = stored;
    const fault = certificateFault(certificate, block.header, host.genesis, host.rules.verifier);
    const hash = headerHash(block.header);
    proven.push({ ...stored, hash, certificate: fault === null ? certificate : [] });
    expected = block.header.previousHash;
  }
  return proven.reverse();
}

/** Whether the transactions are the ones that the header speaks of. */
function isWhole({ header, transactions }: Block): boolean {
  return (
    header.transactionCount === transactions.length &&
    header.merkleRoot === merkleRoot(transactions.map(transactionHash))
  );
}

/** Everything from here up is at hand; below it the disk must have it. */
function lowestKept(notary: Notary, host: Host): number {
  let height = host.height + 1;
  while (height > 1 && notary.kept(height - 1)) height--;
  return height;
}

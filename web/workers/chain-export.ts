/** The whole chain as JSON Lines, line by line, from whichever seat has each block. */
import type { Client } from '../cluster/client.ts';
import type { StoredBlock } from '../cluster/disk.ts';
import { decodeHeader } from '../ledger/block.ts';
import { isSignedByMajority } from '../ledger/certificate.ts';
import { blockLine, genesisLine } from '../ledger/export.ts';
import type { Genesis } from '../ledger/genesis.ts';

const BLOCKS_AT_ONCE = 100;
/** The newest block's signatures are on their way for a moment, and a seat may be busy. */
const TRIES = 40;
const PAUSE_MS = 50;
const SILENCE_MS = 1000;

/** Ends at the newest block; throws if no seat can give a block that a majority has signed. */
export async function* exportChain(
  client: Client,
  genesis: Genesis,
  tries = TRIES,
): AsyncGenerator<string> {
  yield genesisLine(genesis);
  for (let next = 1; ;) {
    const { blocks, height } = await nextBlocks(client, next, tries);
    if (next > height) return;
    for (const block of blocks) yield blockLine(block);
    next += blocks.length;
  }
}

/** Of the first seat that has the block at `from`, signed; at least one unless the chain ends. */
async function nextBlocks(
  client: Client,
  from: number,
  tries: number,
): Promise<{ readonly blocks: readonly StoredBlock[]; readonly height: number }> {
  let height = -1;
  for (let left = tries; left > 0; left--) {
    for (const seat of client.seats()) {
      const request = { kind: 'export', from, count: BLOCKS_AT_ONCE } as const;
      const reply = await client.ask(seat, request, SILENCE_MS);
      if (reply?.kind !== 'blocks') continue;
      height = Math.max(height, reply.height);
      const out = reply.blocks.findIndex(
        (block, i) => block.height !== from + i || !isSigned(block),
      );
      const blocks = out < 0 ? reply.blocks : reply.blocks.slice(0, out);
      if (blocks.length > 0) return { blocks, height };
    }
    // Below a seat's height something is missing; at it the chain may have grown meanwhile.
    if (height >= 0 && from > height) return { blocks: [], height };
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(
    height < 0 ? 'No seat answers.' : `No seat has block ${from} with its signatures.`,
  );
}

function isSigned({ bytes, certificate }: StoredBlock): boolean {
  const header = decodeHeader(bytes);
  return header !== null && isSignedByMajority(certificate, header.voters);
}

/** The whole chain as JSON Lines, piece by piece, from whichever seat answers. */
import type { Client } from '../cluster/client.ts';
import type { StoredBlock } from '../cluster/disk.ts';
import { decodeBlock } from '../ledger/block.ts';
import { isSignedByMajority } from '../ledger/certificate.ts';
import { blockLine, genesisLine } from '../ledger/export.ts';
import type { Genesis } from '../ledger/genesis.ts';

const BLOCKS_AT_ONCE = 100;
/** The newest block's signatures are on their way for a moment. */
const PATIENCE = 40;
const PAUSE_MS = 50;

/** Ends at the newest block that a majority has signed. */
export async function* exportChain(client: Client, genesis: Genesis): AsyncGenerator<string> {
  yield genesisLine(genesis);
  let from = 1;
  for (let tries = 0; ;) {
    const request = { kind: 'export', from, count: BLOCKS_AT_ONCE } as const;
    const reply = await client.askAny(request);
    if (reply?.kind !== 'blocks') throw new Error('no seat answers');
    const signed: StoredBlock[] = [];
    for (const block of reply.blocks) {
      if (block.height !== from + signed.length || !isSigned(block)) break;
      signed.push(block);
    }
    yield signed
      .map(({ height, bytes, certificate }) => blockLine({ height, bytes, certificate }))
      .join('');
    from += signed.length;
    if (from > reply.height) return;
    if (signed.length > 0) tries = 0;
    else if (++tries > PATIENCE) return;
    else await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

function isSigned({ bytes, certificate }: StoredBlock): boolean {
  const block = decodeBlock(bytes);
  return block !== null && isSignedByMajority(certificate, block.header.voters);
}

// An export holds every block or says which one is missing, whatever the seats answer.
import { expect } from '@open-wc/testing';
import type { Client } from '../../web/cluster/client.ts';
import type { StoredBlock } from '../../web/cluster/disk.ts';
import type { ClientReply, ClientRequest } from '../../web/cluster/protocol.ts';
import { exportChain } from '../../web/workers/chain-export.ts';
import { exportOf, grow, openWorld, pay } from '../ledger/world.ts';

const HEIGHT = 250;
const world = openWorld();
for (let i = 0; i < HEIGHT; i++)
  grow(world, i % 50 === 0 ? [pay(world, ['Home 1', 'Home 2'], 1)] : []);
const blocks = world.blocks.map(({ bytes, certificate }, i): StoredBlock => {
  const { hash, receipts } = world.applied[i]!;
  return { height: i + 1, hash, bytes, receipts, certificate, transactions: [] };
});

/** Seats that hold only the blocks that pass, asked in turn. */
const clientOf = (...seats: ((block: StoredBlock) => StoredBlock | null)[]): Client => {
  const ask = (seat: number, request: ClientRequest): ClientReply | null => {
    if (request.kind !== 'export') return null;
    const { from, count } = request;
    const some = blocks.slice(from - 1, from - 1 + Math.min(count, 100));
    const held = some.map(seats[seat]!).filter((block) => block !== null);
    return { kind: 'blocks', height: HEIGHT, blocks: held };
  };
  const client: Partial<Client> = {
    seats: () => seats.map((_, i) => i),
    ask: (seat, request) => Promise.resolve(ask(seat, request)),
  };
  return client as Client;
};
const from = (height: number) => (block: StoredBlock) => (block.height >= height ? block : null);
const unsigned = (height: number) => (block: StoredBlock) =>
  block.height === height ? { ...block, certificate: block.certificate.slice(1) } : block;

const lines = async (client: Client): Promise<string> => {
  let text = '';
  for await (const piece of exportChain(client, world.genesis, 3)) text += piece;
  return text;
};
const failure = (client: Client): Promise<string> =>
  lines(client).then(
    () => 'none',
    (error: unknown) => (error as Error).message,
  );

describe('an export', () => {
  const whole = exportOf(world).join('');

  it('holds every block', async () => {
    expect(await lines(clientOf(from(1)))).to.equal(whole);
  });

  it('asks the next seat for what one lacks, and goes on with whoever has it', async () => {
    expect(await lines(clientOf(from(200), from(120), from(1)))).to.equal(whole);
    expect(await lines(clientOf(unsigned(7), unsigned(130)))).to.equal(whole);
  });

  it('never ends early without a word: it names the block that no seat can give', async () => {
    expect(await failure(clientOf(from(3), from(2)))).to.match(/block 1\b/);
    expect(await failure(clientOf(unsigned(130), unsigned(130)))).to.match(/block 130\b/);
    expect(await failure(clientOf())).to.match(/no seat answers/i);
  });
});

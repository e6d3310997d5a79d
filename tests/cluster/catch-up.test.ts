// What a seat believes of blocks that others send and of blocks that its own disk holds.
import { expect } from '@open-wc/testing';
import { CatchUp } from '../../web/cluster/catch-up.ts';
import type { SeatDisk, StoredBlock } from '../../web/cluster/disk.ts';
import { Host, type NewBlock } from '../../web/cluster/host.ts';
import { Notary } from '../../web/cluster/notary.ts';
import { Rows } from '../../web/cluster/rows.ts';
import { encodeChain } from '../../web/ledger/chain.ts';
import { founding } from '../../web/raft/configuration.ts';
import { openSeatStore } from '../../web/store/seat-store.ts';
import { MemoryShelves } from '../../web/store/shelf.ts';
import { FastSignatures } from '../../web/workers/signatures.ts';
import { certify, grow, keyOf, openWorld, pay } from '../ledger/world.ts';

const SEAT = 5;
const HARD = { term: 1, vote: 0, commit: 0 };
const world = openWorld();
for (let i = 0; i < 100; i++)
  grow(world, i % 10 === 0 ? [pay(world, ['Home 1', 'Home 2'], 1)] : []);
const newBlocks = world.applied.map(({ block, hash, receipts }, i): NewBlock => {
  const { bytes, certificate } = world.blocks[i]!;
  const host = new Host(world.genesis, world.rules);
  const transactions = host.marksOf(bytes, block!.transactions);
  const stored = { height: i + 1, hash, bytes, receipts, certificate, transactions };
  return { stored, header: block!.header };
});
const honest = newBlocks.map(({ stored }) => stored);

interface Rig {
  readonly catchUp: CatchUp;
  readonly disk: SeatDisk;
  readonly notary: Notary;
  readonly counts: number[];
  fetch(from: (heights: readonly number[]) => readonly StoredBlock[]): Promise<number>;
}

/** A seat that was given a snapshot of the whole chain and holds not one block. */
async function rig(): Promise<Rig> {
  const signatures = new FastSignatures(keyOf(`seat ${SEAT}`));
  const host = new Host(world.genesis, { ...world.rules, verifier: signatures.verifier });
  const configuration = founding({ voters: world.genesis.voters });
  const index = world.chain.tip.index;
  host.install({ index, term: 1, configuration, data: encodeChain(world.chain) });
  const notary = new Notary(world.genesis, signatures.verifier);
  const shelves = new MemoryShelves();
  const counts: number[] = [];
  const count = shelves.count.bind(shelves);
  shelves.count = (on, range) => {
    counts.push(range.to - range.from + 1);
    return count(on, range);
  };
  const disk = await openSeatStore(shelves, SEAT, false);
  await disk.begin({ index: 0, term: 0, configuration, data: new Uint8Array(0) }, HARD, 0);
  const rows = new Rows(SEAT);
  const catchUp = new CatchUp({ seat: SEAT, disk, host, notary, rows, signatures });
  const fetch: Rig['fetch'] = async (from) => {
    const wanted = await catchUp.wanted();
    if (wanted.length === 0) return 0;
    const { older, certified } = await catchUp.take(from(wanted));
    await disk.write({ persist: null, hard: HARD, blocks: older, certified });
    return older.length + certified.length;
  };
  return { catchUp, disk, notary, counts, fetch };
}

const sent = (change: (block: StoredBlock) => StoredBlock) => (heights: readonly number[]) =>
  heights.map((height) => change(honest[height - 1]!));

describe('blocks that others send', () => {
  it('are taken with what can be checked, signed here too, and nothing is believed besides', async () => {
    const { catchUp, disk, fetch } = await rig();
    expect(catchUp.whole).to.equal(false);
    const lying = sent((block) => ({
      ...block,
      receipts: [{ accepted: false, reason: 'funds' }],
      transactions: [{ hash: 'ab'.repeat(32), accounts: [] }],
    }));
    while ((await fetch(lying)) > 0);
    expect(catchUp.whole).to.equal(true);
    for (const { height, hash, bytes, certificate, transactions } of honest) {
      const here = await disk.block(height);
      expect(here).to.deep.equal({
        ...{ height, hash, bytes, transactions, receipts: [] },
        certificate: [...certificate, ...certify(hash, [SEAT])],
      });
    }
  });

  it('are refused from the first that is not the one named above it', async () => {
    const { disk, fetch } = await rig();
    const other = sent((block) =>
      block.height === 90 ? { ...block, bytes: honest[3]!.bytes } : block,
    );
    expect(await fetch(other)).to.equal(10);
    expect(await fetch(other)).to.equal(0);
    expect(await disk.missing(100, 0)).to.equal(90);
  });

  it('are asked for again while a majority has not signed them, also those on disk', async () => {
    const { catchUp, disk, fetch } = await rig();
    const few = sent((block) =>
      block.height === 30 ? { ...block, certificate: block.certificate.slice(0, 1) } : block,
    );
    // A second one with forged signatures: they do not count.
    const forged = sent((block) =>
      block.height === 40
        ? { ...few([40])[0]!, certificate: certify('cd'.repeat(32), [1, 2, 3]) }
        : few([block.height])[0]!,
    );
    while ((await fetch(forged)) > 0);
    expect(await disk.missing(100, 0)).to.equal(0);
    expect(catchUp.whole).to.equal(false);
    expect(await catchUp.wanted()).to.deep.equal([30, 40]);
    expect(await fetch(sent((block) => block))).to.equal(2);
    expect(await catchUp.wanted()).to.deep.equal([]);
    expect(catchUp.whole).to.equal(true);
    expect((await disk.block(40))?.certificate.map(({ seat }) => seat)).to.deep.equal([1, 2, 3, 5]);
  });

  it('are not counted over and over once all are here', async () => {
    const { catchUp, counts, fetch } = await rig();
    while ((await fetch(sent((block) => block))) > 0);
    await catchUp.wanted();
    const before = counts.length;
    for (let i = 0; i < 10; i++) expect(await catchUp.wanted()).to.deep.equal([]);
    expect(counts.length).to.equal(before);
  });
});

describe('blocks on the own disk', () => {
  it('give back only the signatures that hold', () => {
    const notary = new Notary(world.genesis, world.rules.verifier);
    const [block] = newBlocks as [NewBlock];
    const bare = { ...block, stored: { ...block.stored, certificate: [] } };
    const [one, two] = certify(block.stored.hash, [1, 2]);
    const damaged: StoredBlock = {
      ...block.stored,
      bytes: block.stored.bytes.slice(3),
      receipts: [],
      certificate: [one!, { ...two!, signature: one!.signature }, ...certify('ef'.repeat(32), [3])],
    };
    notary.restore(bare, damaged);
    expect(notary.kept(1)).to.deep.equal({ ...block.stored, certificate: [one] });
    expect(notary.unwritten().certified, 'what was damaged is written again').to.have.length(1);
    const again = new Notary(world.genesis, world.rules.verifier);
    again.restore(bare, block.stored);
    expect(again.kept(1)).to.deep.equal(block.stored);
    expect(again.unwritten()).to.deep.equal({ blocks: [], certified: [] });
    const fresh = new Notary(world.genesis, world.rules.verifier);
    fresh.restore(bare, null);
    expect(fresh.unwritten().blocks).to.have.length(1);
  });
});

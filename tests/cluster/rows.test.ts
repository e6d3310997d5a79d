// A seat whose disk was altered behind its back: what it says, shows, passes on and fetches anew.
import { expect } from '@open-wc/testing';
import { CatchUp } from '../../web/cluster/catch-up.ts';
import type { SeatDisk, StoredBlock } from '../../web/cluster/disk.ts';
import { Host } from '../../web/cluster/host.ts';
import { Notary } from '../../web/cluster/notary.ts';
import { Library } from '../../web/cluster/query.ts';
import { Rows, unconfirmedRows } from '../../web/cluster/rows.ts';
import { encodeChain } from '../../web/ledger/chain.ts';
import { blockRow } from '../../web/ledger/pages.ts';
import { founding } from '../../web/raft/configuration.ts';
import { stream } from '../../web/rng.ts';
import { openSeatStore } from '../../web/store/seat-store.ts';
import { MemoryShelves } from '../../web/store/shelf.ts';
import { FastSignatures } from '../../web/workers/signatures.ts';
import { grow, keyOf, openWorld, pay } from '../ledger/world.ts';

const SEED = crypto.getRandomValues(new Uint32Array(1))[0]!;
const SEAT = 2;
const HARD = { term: 1, vote: 0, commit: 0 };
const HEIGHT = 300;
const world = openWorld();
for (let i = 0; i < HEIGHT; i++)
  grow(world, i % 20 === 0 ? [pay(world, ['Home 1', 'Home 2'], 1)] : []);
const honest = world.applied.map(({ block, hash, receipts }, i): StoredBlock => {
  const { bytes, certificate } = world.blocks[i]!;
  const host = new Host(world.genesis, world.rules);
  const transactions = host.marksOf(bytes, block!.transactions);
  return { height: i + 1, hash, bytes, receipts, certificate, transactions };
});

interface Rig {
  readonly disk: SeatDisk;
  readonly rows: Rows;
  readonly library: Library;
  readonly catchUp: CatchUp;
  /** Puts something else where block `height` lies. */
  alter(height: number, change: (block: StoredBlock) => unknown): Promise<void>;
}

/** A seat that came up with the whole chain on its disk, and has not executed any of it. */
async function rig(): Promise<Rig> {
  const signatures = new FastSignatures(keyOf(`seat ${SEAT}`));
  const host = new Host(world.genesis, { ...world.rules, verifier: signatures.verifier });
  const configuration = founding({ voters: world.genesis.voters });
  host.install({
    ...{ index: world.chain.tip.index, term: 1, configuration },
    data: encodeChain(world.chain),
  });
  const notary = new Notary(world.genesis, signatures.verifier);
  const shelves = new MemoryShelves();
  const disk = await openSeatStore(shelves, SEAT, false);
  await disk.begin({ index: 0, term: 0, configuration, data: new Uint8Array(0) }, HARD, 0);
  await disk.write({ persist: null, hard: HARD, blocks: honest, certified: [] });
  const rows = new Rows(SEAT);
  const parts = { seat: SEAT, disk, host, notary, rows, signatures };
  return {
    disk,
    rows,
    library: new Library(disk, host, notary, rows),
    catchUp: new CatchUp(parts),
    async alter(height, change) {
      const put = change(structuredClone(honest[height - 1]!));
      // The only holder that ever claimed it.
      await shelves.write(1, [{ on: 'chain', key: height, put }]);
    },
  };
}

const flipped = (block: StoredBlock, at: number): StoredBlock => {
  const bytes = block.bytes.slice();
  bytes[at]! ^= 1;
  return { ...block, bytes };
};

describe('blocks that were altered on the disk', () => {
  it('are noticed whichever byte it was, in the list, on their page and where they are sent', async () => {
    const rng = stream(SEED, 'rows');
    for (let round = 0; round < 40; round++) {
      const height = 1 + 20 * rng.below(15);
      const at = rng.below(honest[height - 1]!.bytes.length);
      const { alter, library, rows } = await rig();
      await alter(height, (block) => flipped(block, at));
      const say = `seed ${SEED}: byte ${at} of block ${height}`;
      const list = await library.answer({ kind: 'blocks', from: height + 2, count: 5 });
      const found = list.kind === 'blocks' ? list.rows : [];
      const first = Math.min(HEIGHT, height + 2);
      expect(found[0]?.height, say).to.equal(first);
      for (const row of found) {
        expect(row.verified, say).to.equal(row.height === height ? false : null);
      }
      const page = await library.answer({ kind: 'block', height });
      const held = page.kind === 'block' ? page.page?.verified : undefined;
      expect(held === false || held === undefined, say).to.equal(true);
      const [mark] = honest[height - 1]!.transactions;
      const paid = await library.answer({ kind: 'transaction', hash: mark!.hash });
      expect(paid, say).to.deep.equal({ kind: 'transaction', page: null });
      const sent = await library.blocks(Math.max(1, height - 1), 3);
      expect(
        sent.map((one) => one.height),
        say,
      ).not.to.include(height);
      expect(rows.problem?.found, say).to.contain(`block ${height} `);
      expect(rows.altered, say).to.deep.equal([height]);
    }
  });

  it('are noticed without anybody asking for them, and only fetched as the chain names them', async () => {
    const { alter, catchUp, disk, rows } = await rig();
    await alter(41, (block) => flipped(block, block.bytes.length - 1));
    await alter(200, () => honest[201]);
    await alter(201, (block) => ({ ...block, receipts: 'none' }));
    await catchUp.wanted();
    expect(catchUp.whole).to.equal(false);
    // Another seat whose disk is no better.
    const worse = await catchUp.take([flipped(honest[40]!, 3), honest[200]!, honest[202]!]);
    await disk.write({ persist: null, hard: HARD, blocks: [], certified: worse.certified });
    for (let turn = 0; turn < 4; turn++) {
      const heights = await catchUp.wanted();
      const { older, certified } = await catchUp.take(heights.map((each) => honest[each - 1]!));
      expect(older).to.deep.equal([]);
      await disk.write({ persist: null, hard: HARD, blocks: [], certified });
    }
    expect(await catchUp.wanted()).to.deep.equal([]);
    expect(catchUp.whole).to.equal(true);
    expect(rows.altered).to.deep.equal([]);
    for (const { height, hash, bytes, transactions } of honest) {
      const here = await disk.block(height);
      expect(here).to.deep.include({ height, hash, bytes, transactions });
    }
    // Who pays whom is found as before: its place in the index was left alone.
    const [mark] = honest[40]!.transactions;
    expect(await disk.spotsOf(mark!.hash)).to.deep.include({ height: 41, position: 0 });
  });

  it('are all looked at in one go, so that a long chain keeps no change of members waiting', async () => {
    const { catchUp } = await rig();
    expect(catchUp.whole).to.equal(false);
    expect(await catchUp.wanted()).to.deep.equal([]);
    expect(catchUp.whole).to.equal(true);
  });

  it('are not part of what a page shows before any seat is up', () => {
    const newest = honest.slice(-5);
    const rows = unconfirmedRows(newest);
    expect(rows.map(({ verified }) => verified)).to.deep.equal(newest.map(() => null));
    const row = (block: StoredBlock): unknown => blockRow({ ...block, verified: null });
    expect(rows).to.deep.equal(newest.map(row).reverse());
    const altered = newest.map((block, i) => (i === 2 ? flipped(block, 50) : block));
    expect(unconfirmedRows(altered)).to.deep.equal(newest.slice(3).map(row).reverse());
    expect(unconfirmedRows([...newest.slice(0, 2), ...newest.slice(3)])).to.have.length(2);
  });
});

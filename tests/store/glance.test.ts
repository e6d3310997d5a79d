// Looking at disks that seats hold, or that are not there.
import { expect } from '@open-wc/testing';
import { deleteDB } from 'idb';
import type { StoredBlock } from '../../web/cluster/disk.ts';
import { founding } from '../../web/raft/configuration.ts';
import { newestOnDisk } from '../../web/store/glance.ts';
import { openSeatStore } from '../../web/store/seat-store.ts';
import { openShelves } from '../../web/store/shelf.ts';

const HARD = { term: 0, vote: 0, commit: 0 };
const cluster = `glance-${crypto.getRandomValues(new Uint32Array(1))[0]!}`;
const nameOf = (seat: number): string => `gridledger/${cluster}/node/${seat}`;

const blockAt = (height: number): StoredBlock => {
  const hash = height.toString(16).padStart(64, '0');
  const bytes = Uint8Array.of(height);
  return { height, hash, bytes, receipts: [], certificate: [], transactions: [] };
};

/** A seat that runs, with blocks 1 … `height`, and what it can still write. */
async function seatWith(seat: number, height: number): Promise<(next: number) => Promise<void>> {
  const shelves = (await openShelves(nameOf(seat), () => undefined))!;
  const disk = await openSeatStore(shelves, seat, false);
  const configuration = founding({ voters: [1, 2, 3] });
  await disk.begin({ index: 0, term: 0, configuration, data: new Uint8Array(0) }, HARD);
  const blocks = Array.from({ length: height }, (_, i) => blockAt(i + 1));
  await disk.write({ persist: null, hard: HARD, blocks, certified: [] });
  closing.push(() => disk.close());
  return (next) =>
    disk.write({ persist: null, hard: HARD, blocks: [blockAt(next)], certified: [] });
}

const closing: (() => void)[] = [];

describe('a look at the disks before any seat runs', () => {
  after(async () => {
    for (const close of closing) close();
    await Promise.all([1, 2, 3].map((seat) => deleteDB(nameOf(seat))));
  });

  it('finds nothing where nothing is, and leaves nothing behind', async () => {
    const before = await indexedDB.databases();
    expect(await newestOnDisk(cluster, [1, 2, 3], 5)).to.deep.equal([]);
    expect(await indexedDB.databases()).to.deep.equal(before);
  });

  it('takes the newest of the longest chain, and takes no seat from who has it', async () => {
    const write = await Promise.all([seatWith(1, 7), seatWith(2, 12), seatWith(3, 0)]);
    const heights = async (count: number): Promise<number[]> =>
      (await newestOnDisk(cluster, [1, 2, 3], count)).map(({ height }) => height);
    expect(await heights(4)).to.deep.equal([9, 10, 11, 12]);
    expect(await heights(50)).to.have.length(12);
    await write[1](13);
    await write[0](8);
    expect(await heights(2)).to.deep.equal([12, 13]);
  });

  it('is in nobody’s way who empties the disk', async () => {
    await newestOnDisk(cluster, [1, 2, 3], 5);
    closing.splice(0).forEach((close) => close());
    let blocked = false;
    await deleteDB(nameOf(2), { blocked: () => (blocked = true) });
    expect(blocked).to.equal(false);
    expect((await newestOnDisk(cluster, [1, 2, 3], 1)).map(({ height }) => height)).to.deep.equal([
      8,
    ]);
  });
});

import { expect } from '@open-wc/testing';
import { openDB } from 'idb';
import { DiskFailure, type SeatDisk, type StoredBlock } from '../../web/cluster/disk.ts';
import { founding } from '../../web/raft/configuration.ts';
import type { Entry, HardState, Snapshot } from '../../web/raft/log-entry.ts';
import { applyPersist, type Durable } from '../../web/raft/persist.ts';
import type { Persist } from '../../web/raft/state.ts';
import { stream } from '../../web/rng.ts';
import { openSeatStore } from '../../web/store/seat-store.ts';
import { dropShelves, MemoryShelves, openShelves, type Shelves } from '../../web/store/shelf.ts';

const SEED = crypto.getRandomValues(new Uint32Array(1))[0]!;
const configuration = founding({ voters: [1, 2, 3] });
const empty: Snapshot = { index: 0, term: 0, configuration, data: new Uint8Array(0) };
const HARD: HardState = { term: 0, vote: 0, commit: 0 };

let name: string;
let shelves: Shelves;
let count = 0;
beforeEach(async () => {
  name = `seat-store-test-${SEED}-${count++}`;
  shelves = (await openShelves(name, () => undefined))!;
});
afterEach(async () => {
  shelves.close();
  await dropShelves(name);
});

const data = (term: number, text: string): Entry => {
  return { term, kind: 'data', data: new TextEncoder().encode(text) };
};
const persistOf = (firstIndex: number, entries: readonly Entry[], rest = {}): Persist => {
  return { hard: null, snapshot: null, truncateFrom: 0, firstIndex, entries, ...rest };
};
const write = (disk: SeatDisk, persist: Persist, hard = HARD): Promise<void> =>
  disk.write({ persist, hard, blocks: [], certified: [] });

async function fresh(): Promise<SeatDisk> {
  const disk = await openSeatStore(shelves, 3, false);
  await disk.begin(empty, HARD);
  return disk;
}

const reopen = (wasHere = true): Promise<SeatDisk> => openSeatStore(shelves, 3, wasHere);

const blockAt = (height: number, transactions = 1): StoredBlock => {
  const hash = height.toString(16).padStart(64, '0');
  return {
    height,
    hash,
    bytes: Uint8Array.of(height % 256),
    receipts: [],
    certificate: [],
    transactions: Array.from({ length: transactions }, (_, i) => ({
      hash: ((height * 1000 + i) * 7919).toString(16).padStart(8, '0').padEnd(64, 'a'),
      accounts: [String(i % 3).repeat(64)],
    })),
  };
};

describe('what a seat keeps', () => {
  it('is what any series of writes leaves, whole after reopening', async () => {
    const rng = stream(SEED, 'writes');
    let disk = await fresh();
    let model: Durable = { hard: HARD, snapshot: empty, log: [] };
    for (let round = 0; round < 120; round++) {
      const last = model.snapshot.index + model.log.length;
      const term = model.hard.term + rng.below(2);
      const hard = { term, vote: rng.below(4), commit: model.snapshot.index };
      const cut = rng.below(4) === 0 && model.log.length > 0;
      const truncateFrom = cut ? model.snapshot.index + 1 + rng.below(model.log.length) : 0;
      const entries = Array.from({ length: rng.below(4) }, (_, i): Entry =>
        i === 2 ? { term, kind: 'noop' } : data(term, `${round}/${i}`),
      );
      const end = truncateFrom > 0 ? truncateFrom - 1 : last;
      const index = model.snapshot.index + rng.below(Math.max(1, end - model.snapshot.index + 1));
      const compacts = rng.below(8) === 0 && index > model.snapshot.index;
      const snapshot = compacts ? { ...empty, index, term, data: Uint8Array.of(round) } : null;
      const persist = { hard, snapshot, truncateFrom, firstIndex: end + 1, entries };
      await write(disk, persist, hard);
      model = applyPersist(model, persist);
      if (rng.below(5) > 0) continue;
      disk = await reopen();
      const { found } = disk;
      expect(found, `seed ${SEED}, round ${round}`).to.deep.equal({
        kind: 'whole',
        hard: { ...model.hard },
        snapshot: model.snapshot,
        log: model.log,
        learnsTo: 0,
      });
    }
  });

  it('tells a new disk from one that was lost', async () => {
    expect((await reopen(false)).found.kind).to.equal('new');
    expect((await reopen(true)).found.kind).to.equal('lost');
  });

  it('cuts records that no transaction sealed, and refuses what was promised and altered', async () => {
    const disk = await fresh();
    await write(disk, persistOf(1, [data(1, 'a')]));
    await write(disk, persistOf(2, [data(1, 'b')]));
    const raw = await openDB(name);
    const second = (await raw.get('log', 2)) as { bytes: Uint8Array; first: number };
    // As if a write had been torn: its record is there, its seal is not.
    await raw.put('log', { ...second, first: 3, last: 3, bytes: Uint8Array.of(1, 2) }, 3);
    const torn = await reopen();
    expect(torn.found.kind === 'whole' && torn.found.log).to.have.length(2);
    await write(torn, persistOf(3, [data(1, 'c')]));
    expect((await reopen()).found.kind).to.equal('whole');

    second.bytes[second.bytes.length - 1]! ^= 1;
    await raw.put('log', second, 2);
    const { found } = await reopen();
    raw.close();
    expect(found.kind).to.equal('damaged');
    if (found.kind === 'damaged') {
      expect(found.problem.where).to.deep.equal({ kind: 'disk', id: 3, field: 'log' });
      expect(found.problem.remedy).to.match(/does not vote/);
    }
  });

  for (const [what, harm] of [
    ['a missing record', (raw) => raw.delete('log', 2)],
    ['a missing tail', (raw) => raw.delete('log', 3)],
    ['a missing seal', (raw) => raw.delete('meta', 'seal')],
    ['a missing snapshot', (raw) => raw.delete('snap', 0)],
    [
      'a forged vote',
      async (raw) => raw.put('meta', { ...(await raw.get('meta', 'seal')), vote: 2 }, 'seal'),
    ],
    [
      'an older record in its place',
      async (raw) => raw.put('log', { ...(await raw.get('log', 1)), first: 2, last: 2 }, 2),
    ],
  ] as [string, (raw: Awaited<ReturnType<typeof openDB>>) => Promise<unknown>][]) {
    it(`refuses a disk with ${what}`, async () => {
      const disk = await fresh();
      for (const index of [1, 2, 3]) await write(disk, persistOf(index, [data(1, `${index}`)]));
      const raw = await openDB(name);
      await harm(raw);
      raw.close();
      expect((await reopen()).found.kind).to.equal('damaged');
    });
  }

  it('lets nobody write who was followed by another holder', async () => {
    const old = await fresh();
    await write(old, persistOf(1, [data(1, 'mine')]));
    const next = await reopen();
    const refused = await write(old, persistOf(2, [data(1, 'late')])).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refused).to.be.instanceOf(DiskFailure);
    expect((refused as DiskFailure).reason).to.equal('fenced');
    await write(next, persistOf(2, [data(2, 'theirs')]));
    const { found } = await reopen();
    const texts = found.kind === 'whole' ? found.log : [];
    expect(texts).to.deep.equal([data(1, 'mine'), data(2, 'theirs')]);
  });

  it('finds blocks, transactions and accounts across segments and after reopening', async () => {
    let disk = await fresh();
    const heights = Array.from({ length: 200 }, (_, i) => i + 1);
    const put = (blocks: readonly StoredBlock[]): Promise<void> =>
      disk.write({ persist: null, hard: HARD, blocks, certified: [] });
    await put(heights.slice(0, 50).map((height) => blockAt(height, 3)));
    // A snapshot left a gap; it is filled from the top later on.
    await put(heights.slice(120).map((height) => blockAt(height, 3)));
    expect(await disk.missing(200, 0)).to.equal(120);
    disk = await reopen();
    await put(heights.slice(80, 120).map((height) => blockAt(height, 3)));
    expect(await disk.missing(200, 0)).to.equal(80);
    await put(heights.slice(50, 80).map((height) => blockAt(height, 3)));
    disk = await reopen();
    expect(await disk.missing(200, 0)).to.equal(0);
    expect(disk.tipHeight).to.equal(200);
    for (const height of [1, 50, 51, 80, 100, 120, 121, 200]) {
      const mark = blockAt(height, 3).transactions[2]!;
      expect(await disk.spotsOf(mark.hash)).to.deep.include({ height, position: 2 });
      expect((await disk.block(height))?.height).to.equal(height);
    }
    const spots = await disk.spotsOfAccount('1'.repeat(64), 10);
    expect(spots.map(({ height }) => height)).to.deep.equal(heights.slice(-10).reverse());
    expect(await disk.spotsOf('f'.repeat(64))).to.deep.equal([]);
  });

  it('forgets everything when it begins anew', async () => {
    const disk = await fresh();
    await write(disk, persistOf(1, [data(1, 'a')]), { term: 4, vote: 1, commit: 1 });
    await disk.write({ persist: null, hard: HARD, blocks: [blockAt(1)], certified: [] });
    await disk.begin(empty, HARD);
    const { found, tipHeight } = await reopen();
    const blank = { kind: 'whole', hard: HARD, snapshot: empty, log: [], learnsTo: 0 };
    expect(found).to.deep.equal(blank);
    expect(tipHeight).to.equal(0);
  });

  it('remembers how far it has to learn before it votes', async () => {
    const disk = await fresh();
    await disk.begin(empty, { term: 7, vote: 2, commit: 0 }, 41);
    const { found } = await reopen();
    expect(found).to.deep.include({ hard: { term: 7, vote: 2, commit: 0 }, learnsTo: 41 });
  });

  it('lets go when a newer page wants another layout, and says so', async () => {
    let lost = '';
    const own = `${name}-upgrade`;
    const old = (await openShelves(own, (why) => (lost = why)))!;
    const newer = (await openShelves(own, () => undefined, { version: 2 }))!;
    expect(lost).to.match(/newer version/);
    const refused = await old.claim().then(
      () => null,
      (error: unknown) => error,
    );
    expect((refused as DiskFailure).reason).to.equal('closed');
    newer.close();
    await dropShelves(own);
  });

  it('never takes a database that does not answer for none', async () => {
    const own = `${name}-blocked`;
    const holder = await openDB(own, 1);
    const opened = (version: number): Promise<unknown> =>
      openShelves(own, () => undefined, { version, patienceMs: 50 }).catch(
        (error: unknown) => error,
      );
    expect(await opened(2)).to.include({ name: 'DiskFailure', reason: 'failed' });
    holder.close();
    const newer = await openDB(own, 3);
    newer.close();
    // An older page that meets a newer layout knows nothing of what lies there.
    expect(await opened(2)).to.include({ name: 'DiskFailure', reason: 'newer' });
    await dropShelves(own);
  });

  it('does without where the browser offers no storage', async () => {
    const open = indexedDB.open.bind(indexedDB);
    for (const refusal of ['SecurityError', 'InvalidStateError']) {
      indexedDB.open = () => {
        throw new DOMException('withheld', refusal);
      };
      try {
        expect(await openShelves(`${name}-none`, () => undefined)).to.equal(null);
      } finally {
        indexedDB.open = open;
      }
    }
  });

  it('keeps the same in memory', async () => {
    const memory = new MemoryShelves();
    const disk = await openSeatStore(memory, 1, false);
    await disk.begin(empty, HARD);
    await write(disk, persistOf(1, [data(1, 'a'), data(1, 'b')]));
    await write(disk, persistOf(2, [data(2, 'c')], { truncateFrom: 2 }));
    const again = await openSeatStore(memory, 1, true);
    expect(again.durable).to.equal(false);
    expect(again.found.kind === 'whole' && again.found.log).to.deep.equal([
      data(1, 'a'),
      data(2, 'c'),
    ]);
    expect(await write(disk, persistOf(3, [])).catch(String)).to.match(/taken this seat over/);
  });
});

import { expect } from '@open-wc/testing';
import { openDB } from 'idb';
import { getCase } from '../../web/grid/cases.ts';
import { openingScenario } from '../../web/scenario/default.ts';
import { withOwnCase } from '../../web/scenario/edit.ts';
import { openDatabase, type StoreTrouble } from '../../web/store/database.ts';
import { BUILD } from '../../web/build-info.ts';
import {
  RunStore,
  type SavedSession,
  type SitingCheckpoint,
  type YearCheckpoint,
} from '../../web/store/run-store.ts';

let count = 0;
const freshName = (): string => `store-test-${(count += 1)}-${performance.now()}`;

function openStore(name = freshName()): {
  store: RunStore;
  name: string;
  troubles: StoreTrouble[];
} {
  const troubles: StoreTrouble[] = [];
  return { store: new RunStore(name, (trouble) => troubles.push(trouble)), name, troubles };
}

const SESSION: SavedSession = {
  version: 1,
  scenario: withOwnCase(openingScenario(), { ...getCase('ieee14'), id: 'own' }),
  baseline: openingScenario(),
  link: '#/grid?v=1',
  daySeconds: 30,
  theme: 'dark',
  shortcuts: false,
  alerts: [{ account: 'ab'.repeat(32), lowMicro: 7e6, urgentMicro: 1 }],
};

const CHECKPOINT: SitingCheckpoint = {
  version: 1,
  build: BUILD,
  scenario: openingScenario(),
  generation: 63,
  evaluations: 63 * 120,
  elapsedMs: 1234,
  islands: [new Uint8Array([1, 2, 3])],
  front: [
    {
      panels: [0, 1],
      packs: [0, 2],
      costUsdPerHour: 1,
      voltageDeviationPu: 0.1,
      apparentLossKva: 9,
      feasible: true,
      violation: 0,
    },
  ],
  hypervolumeHistory: new Float64Array([0.1, 0.2]),
};

describe('run store', () => {
  it('keeps a session and a checkpoint for the next visit', async () => {
    const { store, name } = openStore();
    expect(await store.loadSession()).to.equal(null);
    await store.saveSession(SESSION);
    await store.saveCheckpoint(CHECKPOINT);
    await store.close();
    const next = openStore(name);
    expect(await next.store.loadSession()).to.deep.equal(SESSION);
    expect(await next.store.loadCheckpoint()).to.deep.equal(CHECKPOINT);
    await next.store.dropCheckpoint();
    expect(await next.store.loadCheckpoint()).to.equal(null);
    expect(next.troubles).to.deep.equal([]);
    await next.store.close();
  });

  for (const [what, session] of [
    ['nothing of ours', 'hello'],
    ['another version', { ...SESSION, version: 7 }],
    ['a scenario out of bounds', { ...SESSION, scenario: { ...openingScenario(), loadScale: 99 } }],
    ['a number that is none', { ...SESSION, scenario: { ...openingScenario(), day: Number.NaN } }],
    ['a list that is none', { ...SESSION, scenario: { ...openingScenario(), loads: 'all' } }],
    ['half a network', { ...SESSION, scenario: { ...SESSION.scenario, ownCase: { buses: 3 } } }],
  ] as const) {
    it(`takes a session with ${what} as absent and says so`, async () => {
      const { store, name, troubles } = openStore();
      await store.saveSession(SESSION);
      const raw = await openDB(name);
      await raw.put('session', session, 'last');
      raw.close();
      expect(await store.loadSession()).to.equal(null);
      expect(troubles).to.deep.equal(['corrupt']);
      await store.saveSession(SESSION);
      expect(await store.loadSession()).to.deep.equal(SESSION);
      await store.close();
    });
  }

  for (const [what, change] of [
    ['more generations than asked for', { generation: 401 }],
    ['an island too few', { islands: [] }],
    ['islands that are no bytes', { islands: ['abc'] }],
    ['a front with NaN', { front: [{ ...CHECKPOINT.front[0], costUsdPerHour: Number.NaN }] }],
    ['no history', { hypervolumeHistory: [1, 2] }],
    ['no build', { build: 7 }],
  ] as const) {
    it(`takes a checkpoint with ${what} as absent and says so`, async () => {
      const { store, name, troubles } = openStore();
      await store.saveCheckpoint(CHECKPOINT);
      const raw = await openDB(name);
      await raw.put('checkpoint', { ...CHECKPOINT, ...change }, 'siting');
      raw.close();
      expect(await store.loadCheckpoint()).to.equal(null);
      expect(troubles).to.deep.equal(['corrupt']);
      await store.close();
    });
  }

  it('passes over a checkpoint of another build without a word', async () => {
    const { store, troubles } = openStore();
    await store.saveCheckpoint({ ...CHECKPOINT, build: '0.0.1 abc' });
    expect(await store.loadCheckpoint()).to.equal(null);
    expect(troubles).to.deep.equal([]);
    await store.close();
  });

  it('works without storage, says it once and never rejects', async () => {
    const name = freshName();
    // A newer page has been here: this one cannot open the database.
    (await openDB(name, 99)).close();
    const { store, troubles } = openStore(name);
    await store.saveSession(SESSION);
    await store.saveCheckpoint(CHECKPOINT);
    expect(await store.loadSession()).to.equal(null);
    expect(await store.loadCheckpoint()).to.equal(null);
    expect(troubles).to.deep.equal(['unavailable']);
  });

  it('keeps a year as far as it was solved, and passes over a damaged one', async () => {
    const { store, name, troubles } = openStore();
    expect(await store.loadYear()).to.equal(null);
    const slots = 8760;
    const rows = (): Float64Array => Float64Array.from({ length: slots }, (_, slot) => slot / 7);
    const kept: YearCheckpoint = {
      version: 1,
      build: BUILD,
      scenario: openingScenario(),
      elapsedMs: 12,
      digests: Array.from({ length: 92 }, (_, chunk) => (chunk % 2 ? 'ab'.repeat(32) : '')),
      series: {
        slots,
        voltagePu: new Float64Array(13 * slots).fill(0.97),
        ...{ lossKw: rows(), lossKvar: rows(), slackKw: rows(), slackKvar: rows() },
        converged: new Uint8Array(slots).fill(1),
        iterations: new Uint16Array(slots).fill(5),
      },
    };
    await store.saveYear(kept);
    await store.close();
    const again = new RunStore(name, (trouble) => troubles.push(trouble));
    expect(await again.loadYear()).to.deep.equal(kept);
    const { series } = kept;
    for (const wrong of [
      { ...kept, digests: kept.digests.slice(1) },
      { ...kept, digests: [...kept.digests.slice(1), 'zz'] },
      { ...kept, series: { ...series, lossKw: series.lossKw.slice(1) } },
      { ...kept, series: { ...series, voltagePu: [...series.lossKw] } },
      { ...kept, version: 2 },
      { ...kept, scenario: null },
    ]) {
      await again.saveYear(wrong as unknown as YearCheckpoint);
      expect(await again.loadYear()).to.equal(null);
      expect(troubles.pop()).to.equal('corrupt');
    }
    await again.saveYear({ ...kept, build: 'another' });
    expect(await again.loadYear()).to.equal(null);
    expect(troubles).to.deep.equal([]);
    await again.close();
  });

  it('lets a newer version of the page upgrade and then lives without storage', async () => {
    const { store, name, troubles } = openStore();
    await store.saveSession(SESSION);
    (await openDB(name, 99)).close();
    await store.saveSession(SESSION);
    expect(await store.loadSession()).to.equal(null);
    expect(troubles).to.deep.equal(['closed']);
  });

  it('gives each of two tabs its own work back, and a third the newest', async () => {
    const name = freshName();
    const tabs = ['tab-1', 'tab-2'].map((tab) => new RunStore(name, () => undefined, tab));
    const seeds = [1, 2, 3, 4, 5, 6];
    // As fast as they can, without waiting for each other.
    await Promise.all(
      seeds.map((seed) => {
        const scenario = { ...openingScenario(), seed };
        return tabs[seed % 2]!.saveSession({ ...SESSION, scenario });
      }),
    );
    const found = await Promise.all(tabs.map((store) => store.loadSession()));
    expect(found.map((session) => session?.scenario.seed)).to.deep.equal([6, 5]);
    await tabs[0]!.saveSession({ ...SESSION, scenario: { ...openingScenario(), seed: 7 } });
    const third = new RunStore(name, () => undefined, 'tab-3');
    expect((await third.loadSession())?.scenario.seed).to.equal(7);
    await Promise.all([...tabs, third].map((store) => store.close()));
  });

  it('makes room for new tabs by letting the oldest go', async () => {
    const name = freshName();
    for (let tab = 10; tab < 30; tab++) {
      const store = new RunStore(name, () => undefined, `tab-${tab}`);
      await store.loadCheckpoint();
      await store.saveCheckpoint(CHECKPOINT);
      await store.close();
    }
    const database = await openDB(name);
    const keys = await database.getAllKeys('checkpoint');
    expect(keys).to.have.length(9);
    expect(keys).to.include.members(['siting', 'tab-29', 'tab-22']);
    database.close();
  });

  it('does without a storage that never answers, and says so once', async () => {
    const name = freshName();
    // A connection of an older version that never lets go keeps the newer one waiting for good.
    const holder = await openDB(name, 1);
    const troubles: StoreTrouble[] = [];
    const second = openDatabase(name, (trouble) => troubles.push(trouble), {
      patienceMs: 50,
      version: 2,
    });
    expect(await second).to.equal(null);
    expect(troubles.at(-1)).to.equal('unavailable');
    holder.close();
  });
});

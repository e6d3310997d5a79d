// Another page of the origin posts whatever it likes into a running cluster.
import { expect } from '@open-wc/testing';
import type { LiveCluster, LiveShow, Submitted } from '../../web/cluster/live.ts';
import type { SeatStatus } from '../../web/cluster/protocol.ts';
import { FAIR } from '../../web/cluster/weather.ts';
import { register } from '../../web/ledger/contracts/register.ts';
import { demoAccountKey } from '../../web/ledger/demo.ts';
import { encodeTransaction, signTransaction } from '../../web/ledger/transaction.ts';
import { openCluster } from '../../web/workers/cluster.ts';
import { JUNK } from './damage.ts';

const seed = crypto.getRandomValues(new Uint32Array(1))[0]!;
const key = demoAccountKey(seed, 'Home 1');

function until(cluster: LiveCluster, holds: (show: LiveShow) => boolean): Promise<LiveShow> {
  return new Promise((resolve, reject) => {
    let last: LiveShow | null = null;
    const timer = setTimeout(() => {
      const seats = last?.seats.map(({ seat, state, role, words }) => [seat, state, role, words]);
      reject(new Error(`seed ${seed}: ${JSON.stringify(seats)}`));
    }, 20_000);
    let stop: () => void = () => undefined;
    let done = false;
    stop = cluster.watch((show) => {
      last = show;
      if (done || !holds(show)) return;
      done = true;
      clearTimeout(timer);
      setTimeout(() => stop());
      resolve(show);
    });
  });
}

describe('a running cluster among strangers', () => {
  let cluster: LiveCluster;
  let name: string;
  let chain: string;
  let build: string;
  let honest: SeatStatus;
  let nonce = 0;
  const channels = new Map<string, BroadcastChannel>();
  const put = (address: string, message: unknown): void => {
    const channel = channels.get(address) ?? new BroadcastChannel(`gridledger/${name}/${address}`);
    channels.set(address, channel);
    channel.postMessage(message);
  };
  const toAll = (message: unknown): void => {
    for (const seat of [1, 2, 3]) put(`seat/${seat}`, message);
  };
  const set = (): Promise<Submitted> => {
    const { name: contract, version: contractVersion } = register;
    const payload = register.encode({ name: 'x', value: String(++nonce) });
    const from = key.publicKey;
    const wish = { chain, contract, contractVersion, from, nonce, payload };
    const bytes = encodeTransaction(signTransaction(wish, key));
    return cluster.submit(bytes, 15_000);
  };
  const commits = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await set()).outcome).to.equal('committed');
    const { seats, leader } = await until(cluster, ({ up }) => up === 3);
    expect(leader).to.be.above(0);
    expect(seats.map(({ seat, membership }) => [seat, membership])).to.deep.equal([
      [1, 'voter'],
      [2, 'voter'],
      [3, 'voter'],
    ]);
  };

  before(async () => {
    cluster = await openCluster({ seed, seats: 3, seat: 0 });
    const show = await until(cluster, ({ leader, up }) => leader > 0 && up === 3);
    ({ cluster: name, genesisHash: chain } = show);
    const looks = new BroadcastChannel(`gridledger/${name}/show`);
    honest = await new Promise((resolve) => {
      looks.onmessage = ({ data }: MessageEvent<SeatStatus>) => resolve(data);
    });
    ({ build } = honest);
    looks.close();
  });
  after(async () => {
    for (const channel of channels.values()) channel.close();
    await cluster.dispose();
  });

  it('outlives rules that are none, or would hold for ever', async () => {
    for (const rules of [...JUNK, { version: 9e15, cuts: null, network: null }]) {
      for (const kind of ['rules', 'here']) put('all', { kind, tab: 7, build, rules });
    }
    const cuts = [1, 2, 3].flatMap((a) => [1, 2, 3].filter((b) => b !== a).map((b) => [a, b]));
    for (const version of [1e300, Number.MAX_SAFE_INTEGER]) {
      put('all', { kind: 'rules', rules: { ...FAIR, version, cuts } });
    }
    for (const junk of JUNK) {
      put('all', junk);
      for (const kind of ['hello', 'keeps', 'let-go', 'stopped', 'crash', junk]) {
        put('all', { kind, seat: junk, tab: junk, words: junk, person: junk, build });
      }
    }
    await commits();
  });

  it('outlives statuses that are none', async () => {
    for (const junk of JUNK) {
      put('show', junk);
      put('show', { build, show: junk });
      put('show', { build, show: junk, voters: junk, learners: junk, messages: [junk] });
    }
    await commits();
  });

  it('outlives a page that lies about its seats, and runs each seat once', async () => {
    const before = await until(cluster, () => true);
    const lie = setInterval(() => {
      for (const seat of [1, 2, 3]) {
        const far = { term: 2 ** 40, commitIndex: 2 ** 40, height: 2 ** 40, stateRoot: '' };
        const show = { ...honest.show, seat, tab: 9, role: 'leader', leader: seat, ...far };
        put('show', { ...honest, show, voters: [2], learners: [1, 3], messages: [] });
      }
    }, 20);
    await until(cluster, ({ height }) => height === 2 ** 40);
    const words = await Promise.all([1, 2, 3].map((seat) => cluster.restart(seat)));
    expect(words).to.deep.equal(['', '', '']);
    expect((await set()).outcome).to.equal('committed');
    clearInterval(lie);
    for (const seat of [1, 2, 3]) put('all', { kind: 'stopped', seat, words: 'a lie' });
    await commits();
    // What a seat says of itself comes a moment after what it answers.
    const after = await until(cluster, ({ height }) => height >= before.height + 2);
    expect(after.height).to.be.at.most(before.height + 10);
    const { held = [] } = await navigator.locks.query();
    const prefix = `gridledger/${name}/node/`;
    const nodes = held.flatMap((lock) => (lock.name?.startsWith(prefix) ? [lock.name] : []));
    expect(nodes.filter((lock) => !lock.endsWith('alive')).sort()).to.deep.equal(
      [1, 2, 3].map((seat) => prefix + String(seat)),
    );
  });

  it('outlives a term that leaves no room for an election', async () => {
    const bare = { from: 1, build, since: 0, attests: [], ask: null };
    for (const to of [1, 2, 3]) {
      const from = (to % 3) + 1;
      const beat = { kind: 'heartbeat', from, to, term: 2 ** 48, commit: 0, round: 0 };
      put(`seat/${to}`, { ...bare, raft: [beat] });
      put(`seat/${to}`, { ...bare, from, raft: [beat] });
    }
    await commits();
    const { seats } = await until(cluster, () => true);
    expect(Math.max(...seats.map(({ term }) => term))).to.be.below(1000);
  });

  it('outlives wishes of clients, and lets in nobody without a key', async () => {
    const wishes: unknown[] = [
      { add: [77, 78, 79] },
      { add: [-1, 1.5, 'x'] },
      { addLearner: [77] },
    ];
    for (const change of [...wishes, ...JUNK]) {
      toAll({ client: 'evil', id: 1, request: { kind: 'conf', change } });
    }
    for (const junk of JUNK) {
      toAll({ client: junk, id: junk, request: junk });
      for (const kind of ['submit', 'read', 'export', 'transfer', 'query']) {
        const all = { bytes: junk, key: junk, from: junk, count: junk, to: junk };
        toAll({ client: 'evil', id: 2, request: { kind, ...all, query: junk } });
      }
      for (const kind of ['blocks', 'block', 'block-hash', 'transaction', 'account']) {
        const query = { kind, from: junk, count: junk, height: junk, hash: junk, publicKey: junk };
        toAll({ client: 'evil', id: 3, request: { kind: 'query', query } });
      }
    }
    const far = Number.MAX_SAFE_INTEGER;
    toAll({ client: 'evil', id: 4, request: { kind: 'export', from: far, count: far } });
    for (const kind of ['blocks', 'block']) {
      const query = { kind, from: far, count: far, height: far };
      toAll({ client: 'evil', id: 5, request: { kind: 'query', query } });
    }
    await commits();
  });

  it('says of a seat that is none what it is', async () => {
    expect(await cluster.host(77)).to.match(/no seat 77/);
    expect(await cluster.removeSeat(9)).to.match(/no member/);
    const { seats } = await until(cluster, () => true);
    expect(seats.length).to.equal(3);
  });

  it('begins a new chain when asked to', async () => {
    expect(await cluster.reset()).to.equal('');
    await until(cluster, ({ leader, up, height }) => leader > 0 && up === 3 && height === 0);
    nonce = 0;
    await commits();
  });
});

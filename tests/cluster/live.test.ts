import { expect } from '@open-wc/testing';
import type { LiveCluster, LiveShow, Submitted } from '../../web/cluster/live.ts';
import { decodeCell, register, registerKey } from '../../web/ledger/contracts/register.ts';
import { demoAccountKey } from '../../web/ledger/demo.ts';
import {
  encodeTransaction,
  signTransaction,
  type SignedTransaction,
} from '../../web/ledger/transaction.ts';
import { openVerifier } from '../../web/ledger/verify.ts';
import { step, start } from '../../web/raft/raft.ts';
import type { RaftState } from '../../web/raft/state.ts';
import { openCluster } from '../../web/workers/cluster.ts';

const seed = crypto.getRandomValues(new Uint32Array(1))[0]!;
const key = demoAccountKey(seed, 'Home 1');

/** The first show for which `holds`; fails with what the seats look like. */
function until(cluster: LiveCluster, holds: (show: LiveShow) => boolean): Promise<LiveShow> {
  return new Promise((resolve, reject) => {
    let last: LiveShow | null = null;
    const ended = new AbortController();
    const timer = setTimeout(() => {
      ended.abort();
      const seats = last?.seats.map(({ seat, state, role, words }) => [seat, state, role, words]);
      reject(new Error(JSON.stringify(seats)));
    }, 20_000);
    const stop = cluster.watch((show) => {
      last = show;
      if (ended.signal.aborted || !holds(show)) return;
      clearTimeout(timer);
      ended.abort();
      resolve(show);
    });
    if (ended.signal.aborted) stop();
    ended.signal.addEventListener('abort', stop);
  });
}

describe('a live cluster in one tab', () => {
  let cluster: LiveCluster;
  let chain: string;
  let nonce = 0;
  before(async () => {
    cluster = await openCluster({ seed, seats: 3, seat: 0 });
    chain = (await until(cluster, ({ leader, up }) => leader > 0 && up === 3)).genesisHash;
  });
  after(() => cluster.dispose());

  const signed = (number: number, value: string): SignedTransaction => {
    const { name: contract, version: contractVersion } = register;
    const payload = register.encode({ name: 'x', value });
    const from = key.publicKey;
    return signTransaction({ chain, contract, contractVersion, from, nonce: number, payload }, key);
  };
  const set = (value: string): Promise<Submitted> =>
    cluster.submit(encodeTransaction(signed(++nonce, value)));
  const get = async (): Promise<string | undefined> => {
    const answer = await cluster.read(registerKey('x'));
    expect(answer.outcome).to.equal('read');
    return answer.outcome === 'read' ? decodeCell(answer.bytes)?.value : undefined;
  };

  it('commits what is signed, once, and reads it back', async () => {
    for (const value of ['a', 'b', 'c']) {
      const submitted = await set(value);
      expect(submitted).to.deep.include({ outcome: 'committed', reason: null });
      expect(await get()).to.equal(value);
    }
    // Asked again, it is the same transaction at the same place.
    const first = await cluster.submit(encodeTransaction(signed(1, 'a')));
    expect(first).to.deep.include({ outcome: 'committed', height: 1 });
    expect(await get()).to.equal('c');
  });

  it('refuses with the reason, before the log', async () => {
    const { signature, ...rest } = signed(nonce + 1, 'forged');
    const flipped = signature.startsWith('0') ? `1${signature.slice(1)}` : `0${signature.slice(1)}`;
    const forged = encodeTransaction({ ...rest, signature: flipped });
    expect(await cluster.submit(forged)).to.deep.equal({
      outcome: 'refused',
      reason: 'signature',
    });
    const used = encodeTransaction(signed(1, 'another'));
    expect(await cluster.submit(used)).to.deep.equal({ outcome: 'refused', reason: 'nonce' });
    const bytes = Uint8Array.of(1, 2, 3);
    expect(await cluster.submit(bytes)).to.deep.equal({ outcome: 'refused', reason: 'bytes' });
  });

  it('answers explorers from any seat', async () => {
    const submitted = await set('d');
    if (submitted.outcome !== 'committed') throw new Error(submitted.outcome);
    const { hash, height } = submitted;
    await until(cluster, (show) => show.seats.every((seat) => seat.height === height));
    const transaction = await cluster.query({ kind: 'transaction', hash });
    expect(transaction.kind === 'transaction' && transaction.page?.height).to.equal(height);
    const block = await cluster.query({ kind: 'block', height });
    const page = block.kind === 'block' ? block.page : null;
    expect(page?.transactions[0]?.hash).to.equal(hash);
    const same = await cluster.query({ kind: 'block-hash', hash: page!.hash });
    expect(same.kind === 'block' && same.page?.height).to.equal(height);
    const rows = await cluster.query({ kind: 'blocks', from: height, count: 3 });
    expect(rows.kind === 'blocks' && rows.rows.map((row) => row.height)).to.deep.equal([
      height,
      height - 1,
      height - 2,
    ]);
    const account = await cluster.query({ kind: 'account', publicKey: key.publicKey });
    const own = account.kind === 'account' ? account.page : null;
    expect(own?.nonce).to.equal(nonce);
    expect(own?.transactions[0]?.hash).to.equal(hash);
    const none = await cluster.query({ kind: 'transaction', hash: '0'.repeat(64) });
    expect(none).to.deep.equal({ kind: 'transaction', page: null });
  });

  it('exports a chain that a stranger can verify', async () => {
    const verifier = openVerifier({ genesisHash: chain });
    for await (const piece of cluster.export()) {
      for (const line of piece.split('\n')) if (line !== '') verifier.feed(`${line}\n`);
    }
    const { valid, height, problems } = verifier.result();
    expect(valid, JSON.stringify(problems)).to.equal(true);
    expect(height).to.equal(4);
  });

  it('goes on without a leader that crashed, and takes it back from disk', async () => {
    const { leader } = await until(cluster, (show) => show.leader > 0);
    await cluster.crash(leader);
    const down = await until(cluster, ({ seats }) => seats[leader - 1]?.state === 'down');
    expect(down.seats[leader - 1]?.words).to.match(/crash/i);
    expect(
      (await cluster.submit(encodeTransaction(signed(++nonce, 'e')), 15_000)).outcome,
    ).to.equal('committed');
    expect(await cluster.restart(leader)).to.equal('');
    const root = (show: LiveShow): Set<string> => new Set(show.seats.map((seat) => seat.stateRoot));
    await until(cluster, (show) => show.up === 3 && root(show).size === 1);
    expect(await get()).to.equal('e');
  });

  it('says unknown or refused, never committed, without a majority', async () => {
    cluster.partition([[1], [2], [3]]);
    await until(cluster, ({ cuts }) => cuts.length === 6);
    const { outcome } = await cluster.submit(encodeTransaction(signed(nonce + 1, 'f')), 1500);
    expect(outcome).to.be.oneOf(['unknown', 'refused']);
    expect((await cluster.read(registerKey('x'), 500)).outcome).to.equal('unknown');
    cluster.heal();
    const again = await cluster.submit(encodeTransaction(signed(++nonce, 'f')), 15_000);
    expect(again.outcome).to.equal('committed');
    expect(await get()).to.equal('f');
  });

  it('hands leadership over, adds a seat and removes one', async () => {
    const { leader } = await until(cluster, (show) => show.leader > 0);
    const next = leader === 1 ? 2 : 1;
    expect(await cluster.transferLeadership(next)).to.equal('');
    expect(await cluster.addSeat()).to.equal('');
    const grown = await until(cluster, ({ seats }) => seats.length === 4);
    expect(grown.needed).to.equal(3);
    await set('g');
    await until(cluster, ({ seats }) => new Set(seats.map(({ height }) => height)).size === 1);
    expect(await cluster.removeSeat(4)).to.equal('');
    await set('h');
    await until(cluster, ({ needed }) => needed === 2);
  });

  it('records what happened, so that the same core goes the same way again', async () => {
    const { lines } = await cluster.trace();
    const states = new Map<number, RaftState>();
    for (const line of lines) {
      if (line.kind === 'start') states.set(line.seat, start(line.restart));
      const state = states.get(line.seat);
      if (line.kind === 'input' && state) states.set(line.seat, step(state, line.input).state);
    }
    const { seats } = await until(cluster, () => true);
    for (const { seat, term } of seats.filter(({ state }) => state === 'up')) {
      expect(states.get(seat)?.hard.term, `seat ${seat}`).to.equal(term);
      expect(states.get(seat)?.hard.commit).to.be.greaterThan(5);
    }
  });

  it('begins a new chain when it is told to', async () => {
    await cluster.reset();
    nonce = 0;
    await until(cluster, ({ leader, height }) => leader > 0 && height === 0);
    expect(await get()).to.equal(undefined);
    expect(await set('new')).to.deep.include({ outcome: 'committed', height: 1 });
  });
});

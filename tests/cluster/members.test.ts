import { expect } from '@open-wc/testing';
import type { LiveCluster, LiveShow } from '../../web/cluster/live.ts';
import { holdLock, seatLock } from '../../web/cluster/lock.ts';
import { decodeCell, register, registerKey } from '../../web/ledger/contracts/register.ts';
import { demoAccountKey } from '../../web/ledger/demo.ts';
import { encodeTransaction, signTransaction } from '../../web/ledger/transaction.ts';
import { openVerifier } from '../../web/ledger/verify.ts';
import { readRoll } from '../../web/store/seat-roll.ts';
import { openCluster } from '../../web/workers/cluster.ts';

const seed = crypto.getRandomValues(new Uint32Array(1))[0]!;
const key = demoAccountKey(seed, 'Home 1');

describe('members of a live cluster', function () {
  this.timeout(60_000);
  let cluster: LiveCluster;
  let show: LiveShow;
  let nonce = 0;
  let value = '';
  const open = async (): Promise<void> => {
    cluster = await openCluster({ seed, seats: 3, seat: 0 });
    cluster.watch((next) => (show = next));
  };
  before(open);
  after(() => cluster.dispose());

  const until = async (what: string, holds: (show: LiveShow) => boolean): Promise<LiveShow> => {
    for (const endMs = performance.now() + 25_000; performance.now() < endMs;) {
      if (holds(show)) return show;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const seats = show.seats.map((one) => [one.seat, one.state, one.role, one.term, one.words]);
    throw new Error(`seed ${seed}, ${what}: ${JSON.stringify(seats)}`);
  };
  const others = (): number[] =>
    show.seats.map(({ seat }) => seat).filter((seat) => seat !== show.leader);
  const set = async (next: string): Promise<number> => {
    const { name: contract, version: contractVersion } = register;
    const payload = register.encode({ name: 'x', value: next });
    const from = key.publicKey;
    nonce += 1;
    const fields = { chain: show.genesisHash, contract, contractVersion, from, nonce, payload };
    const bytes = encodeTransaction(signTransaction(fields, key));
    const submitted = await cluster.submit(bytes, 15_000);
    if (submitted.outcome !== 'committed') throw new Error(JSON.stringify(submitted));
    value = next;
    return submitted.height;
  };
  const holdsIt = async (): Promise<void> => {
    const answer = await cluster.read(registerKey('x'));
    if (answer.outcome !== 'read') throw new Error('no answer');
    expect(answer.bytes && decodeCell(answer.bytes)?.value).to.equal(value);
  };
  const isVoter = (seat: number) => (now: LiveShow) =>
    now.seats.some((one) => one.seat === seat && one.state === 'up' && one.membership === 'voter');
  const verified = async (): Promise<number> => {
    const verifier = openVerifier();
    for await (const piece of cluster.export()) {
      for (const line of piece.split('\n')) if (line !== '') verifier.feed(`${line}\n`);
    }
    const result = verifier.result();
    expect(result.valid, JSON.stringify(result)).to.equal(true);
    return result.height;
  };

  it('lets a seat that was removed in again', async () => {
    await until('a leader', ({ leader, up }) => leader > 0 && up === 3);
    await set('a');
    const gone = others()[0]!;
    expect(await cluster.removeSeat(gone)).to.equal('');
    await until('two seats', ({ needed, up }) => needed === 2 && up === 2);
    await set('b');
    expect((await readRoll(show.cluster)).left).to.deep.equal([gone]);
    expect(await cluster.addSeat()).to.equal('');
    await until('it votes again', isVoter(gone));
    expect((await readRoll(show.cluster)).left).to.deep.equal([]);
    await set('c');
    await holdsIt();
  });

  it('keeps who was removed out when the page is opened again', async () => {
    const [first, second] = others() as [number, number];
    const kept = show.leader;
    for (const seat of [first, second]) {
      expect(await cluster.removeSeat(seat)).to.equal('');
      await set(`without ${seat}`);
    }
    const height = await set('alone');
    await cluster.dispose();
    await open();
    await until('it leads alone', ({ leader, up }) => leader === kept && up === 1);
    expect(show.needed).to.equal(1);
    expect(show.seats.filter(({ state }) => state === 'up').map(({ seat }) => seat)).to.deep.equal([
      kept,
    ]);
    await holdsIt();
    // The same chain goes on; an empty block may have named the voters in between.
    expect(await set('after')).to.be.above(height);
    for (const seat of [first, second].sort((a, b) => a - b)) {
      expect(await cluster.addSeat()).to.equal('');
      await until('it is back', isVoter(seat));
      await set(`with ${seat}`);
    }
    await until('all hold the same', ({ seats }) => new Set(seats.map((s) => s.height)).size === 1);
    expect(await verified()).to.equal(show.height);
  });

  it('lets a seat whose disk was emptied return as a learner, and vote once it knows', async () => {
    const wiped = others()[0]!;
    const roles = new Set<string>();
    const stop = cluster.watch(({ seats }) => {
      const seen = seats.find(({ seat }) => seat === wiped);
      if (seen?.state === 'up') roles.add(seen.membership);
    });
    await cluster.wipe(wiped);
    await set('meanwhile');
    await until('it waits or learns', () => roles.has('none') || roles.has('learner'));
    await until('it votes again', isVoter(wiped));
    stop();
    await until('it caught up', ({ seats }) => new Set(seats.map((s) => s.height)).size === 1);
    const { term } = show.seats.find(({ seat }) => seat === wiped)!;
    expect(term).to.equal(show.seats.find(({ seat }) => seat === show.leader)!.term);
    await holdsIt();
  });

  it('begins no new chain while a tab that sleeps keeps an old disk', async () => {
    const asleep = others()[0]!;
    await cluster.release(asleep);
    const held = (await holdLock(seatLock(show.cluster, asleep), { waitMs: 2000 }))!;
    expect(await cluster.reset()).to.contain(`seat ${asleep}`);
    await until('the others lead on', ({ leader, up }) => leader > 0 && up === 2);
    await holdsIt();
    held.release();
    expect(await cluster.reset()).to.equal('');
    nonce = 0;
    await until('a new chain', ({ leader, height, up }) => leader > 0 && height === 0 && up === 3);
    expect(await set('new')).to.equal(1);
  });
});

import { expect } from '@open-wc/testing';
import {
  admit,
  emptyMempool,
  type Mempool,
  nextTransactions,
  settle,
} from '../../web/ledger/mempool.ts';
import type { SignedTransaction } from '../../web/ledger/transaction.ts';
import { stream } from '../../web/rng.ts';
import { grow, keyOf, openWorld, pay, type World } from './world.ts';

const join = (pool: Mempool, world: World, ...transactions: SignedTransaction[]): Mempool =>
  transactions.reduce((all, transaction) => {
    const { pool: next, refused } = admit(all, transaction, world.chain, world.rules);
    expect(refused).to.equal(null);
    return next;
  }, pool);

const nameOf = ({ from }: SignedTransaction): string =>
  Array.from({ length: 8 }, (_, i) => `Home ${i + 1}`).find(
    (name) => keyOf(name).publicKey === from,
  ) ?? '';

describe('mempool', () => {
  it('keeps the order of nonces, waits for gaps, and empties as blocks come', () => {
    const world = openWorld();
    const [one, two, four] = [1, 2, 4].map((nonce) =>
      pay(world, ['Home 1', 'Home 2'], 5, nonce),
    ) as [SignedTransaction, SignedTransaction, SignedTransaction];
    let pool = join(emptyMempool(), world, four, two);
    expect(nextTransactions(pool, world.chain)).to.deep.equal([]);
    pool = join(pool, world, one);
    expect(nextTransactions(pool, world.chain)).to.deep.equal([one, two]);
    // Twice the same is once.
    expect(admit(pool, one, world.chain, world.rules)).to.deep.equal({
      ...{ pool, refused: null, evicted: [] },
    });
    grow(world, nextTransactions(pool, world.chain));
    pool = settle(pool, world.chain);
    expect(pool.count).to.equal(1);
    expect(nextTransactions(pool, world.chain)).to.deep.equal([]);
    const three = pay(world, ['Home 1', 'Home 2'], 5, 3);
    pool = join(pool, world, three);
    grow(world, nextTransactions(pool, world.chain));
    expect(settle(pool, world.chain).count).to.equal(0);
  });

  it('refuses what can never be executed, before it reaches any log', () => {
    const world = openWorld();
    const why = (transaction: SignedTransaction, pool = emptyMempool()) =>
      admit(pool, transaction, world.chain, world.rules).refused;
    expect(why(pay(world, ['Home 1', 'Home 2'], 50_000_001))).to.equal('funds');
    expect(why(pay(world, ['seat 1', 'Home 2'], 1, 1))).to.equal('authority');
    const first = pay(world, ['Home 1', 'Home 2'], 1);
    expect(why({ ...first, signature: 'ab'.repeat(64) })).to.equal('signature');
    // Ahead of its turn, it is still looked at.
    const later = pay(world, ['Home 1', 'Home 2'], 1, 5);
    expect(why({ ...later, signature: 'ab'.repeat(64) })).to.equal('signature');
    expect(why({ ...later, chain: 'ab'.repeat(32) })).to.equal('chain');
    expect(why(pay(world, ['Home 1', 'Home 2'], 1, 5000))).to.equal('busy');
    const rival = pay(world, ['Home 1', 'Home 3'], 2, 1);
    expect(why(rival, join(emptyMempool(), world, first))).to.equal('nonce');
    grow(world, [first]);
    expect(why(first)).to.equal('nonce');
  });

  it('serves accounts in turn, and begins with another one each block', () => {
    const world = openWorld();
    let pool = emptyMempool();
    for (let nonce = 1; nonce <= 6; nonce++) {
      pool = join(pool, world, pay(world, ['Home 1', 'Home 2'], 1, nonce));
    }
    pool = join(pool, world, pay(world, ['Home 2', 'Home 1'], 1));
    pool = join(pool, world, pay(world, ['Home 3', 'Home 1'], 1));
    const three = nextTransactions(pool, world.chain, { transactionsMax: 3 });
    expect(three.map(nameOf).sort((a, b) => (a < b ? -1 : 1))).to.deep.equal([
      ...['Home 1', 'Home 2', 'Home 3'],
    ]);
    const one = (): string =>
      nextTransactions(pool, world.chain, { transactionsMax: 1 }).map(nameOf)[0] ?? '';
    const starts = new Set<string>();
    for (let i = 0; i < 3; i++) {
      starts.add(one());
      grow(world, []);
    }
    expect(starts.size).to.equal(3);
    const size = 240;
    expect(nextTransactions(pool, world.chain, { bytesMax: size * 2 })).to.have.length(2);
  });

  it('full, makes room at the cost of whoever has most', () => {
    const world = openWorld();
    let pool = emptyMempool({ transactionsMax: 4 });
    const greedy = [1, 2, 3, 4].map((nonce) => pay(world, ['Home 1', 'Home 2'], 1, nonce));
    pool = join(pool, world, ...greedy);
    const fifth = pay(world, ['Home 1', 'Home 2'], 1, 5);
    expect(admit(pool, fifth, world.chain, world.rules).refused).to.equal('busy');
    const modest = pay(world, ['Home 2', 'Home 1'], 1);
    const { pool: after, refused, evicted } = admit(pool, modest, world.chain, world.rules);
    expect(refused).to.equal(null);
    expect(evicted.map(({ transaction }) => transaction)).to.deep.equal([greedy[3]]);
    expect(after.count).to.equal(4);
    expect(nextTransactions(after, world.chain)).to.have.length(4);
  });

  it('never gives a block what the chain would refuse for its nonce', () => {
    const seed = 9;
    const rng = stream(seed, 'mempool');
    const world = openWorld();
    let pool = emptyMempool({ transactionsMax: 40, perAccountMax: 12 });
    let executed = 0;
    for (let round = 0; round < 30; round++) {
      for (let i = 0; i < 6; i++) {
        const home = `Home ${rng.below(4) + 1}`;
        const nonce = rng.below(14) + 1;
        const wish = pay(world, [home, 'Home 8'], rng.below(20) * 1_000_000 + 1, nonce);
        ({ pool } = admit(pool, wish, world.chain, world.rules));
      }
      const held = [...pool.accounts.values()].reduce((sum, list) => sum + list.length, 0);
      expect(pool.count, `seed ${seed} round ${round}`).to.equal(held);
      const { receipts } = grow(world, nextTransactions(pool, world.chain, { transactionsMax: 3 }));
      for (const receipt of receipts) {
        expect(receipt, `seed ${seed}`).to.not.deep.equal({ accepted: false, reason: 'nonce' });
      }
      executed += receipts.length;
      pool = settle(pool, world.chain);
    }
    expect(executed).to.be.above(20);
  });
});

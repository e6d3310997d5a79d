import { expect } from '@open-wc/testing';
import { encodeBlock } from '../../web/ledger/block.ts';
import {
  applyBlock,
  buildBlock,
  type Chain,
  decodeChain,
  encodeChain,
  openChain,
} from '../../web/ledger/chain.ts';
import { register } from '../../web/ledger/contracts/register.ts';
import {
  accountOf,
  EMPTY_STATE,
  stateEntries,
  stateKeys,
  stateRoot,
  stateWith,
  type State,
} from '../../web/ledger/state.ts';
import type { SignedTransaction } from '../../web/ledger/transaction.ts';
import { WorkingState } from '../../web/ledger/view.ts';
import { type Rng, stream } from '../../web/rng.ts';
import { grow, keyOf, money, openWorld, pay, payment, signed, type World } from './world.ts';

const NAMES = [...Array.from({ length: 8 }, (_, i) => `Home ${i + 1}`), 'Operator', 'Faucet'];

/** Signatures are tested elsewhere; here thousands of transactions matter more. */
const trusting = (world: World): World => ({
  ...world,
  rules: { ...world.rules, verifier: { holds: () => true } },
});

const anyOf = <T>(rng: Rng, list: readonly T[]): T => list[rng.below(list.length)]!;

/** A transaction of any kind, right or wrong, for the chain as it stands. */
function randomTransaction(world: World, rng: Rng): SignedTransaction {
  const from = anyOf(rng, NAMES);
  const key = keyOf(from).publicKey;
  const next = (accountOf(world.chain.state, key)?.nonce ?? 0) + 1;
  const value = anyOf(rng, [1, 7, 1_000_000, 60_000_000, Number.MAX_SAFE_INTEGER]);
  const [contract, payload] = anyOf(rng, [
    ['transfer', payment(anyOf(rng, NAMES), value)],
    ['top-up', payment(anyOf(rng, NAMES), value)],
    ['register', register.encode({ name: anyOf(rng, ['x', 'y', 'z']), value: String(value) })],
    ['gift', new Uint8Array(rng.below(20))],
  ] as const);
  return {
    chain: world.chain.genesisHash,
    contract,
    contractVersion: 1,
    from: key,
    nonce: rng.below(10) === 0 ? rng.below(next + 3) + 1 : next,
    payload,
    signature: 'ab'.repeat(64),
  };
}

describe('ledger under random transactions', () => {
  for (const seed of [1, 2, 3]) {
    it(`keeps the sum of all money but for top-ups, seed ${seed}`, () => {
      const world = trusting(openWorld());
      const rng = stream(seed, 'conservation');
      let made = 0n;
      let accepted = 0;
      const start = money(world);
      for (let height = 1; height <= 150; height++) {
        const wishes = Array.from({ length: rng.below(6) }, () => randomTransaction(world, rng));
        const index = world.chain.tip.height + 2;
        const bytes = buildBlock(world.chain, {
          transactions: wishes,
          ...{ term: 1, index, proposer: 1, voters: [1, 2, 3, 4, 5] },
        });
        const applied = applyBlock(world.chain, bytes, { term: 1, index }, world.rules);
        expect(applied.fault).to.equal(null);
        world.chain = applied.chain;
        wishes.forEach((wish, i) => {
          if (!applied.receipts[i]?.accepted) return;
          accepted++;
          if (wish.contract !== 'top-up') return;
          const value = wish.payload.slice(32).reduce((sum, byte) => sum * 256 + byte, 0);
          made += BigInt(value);
        });
        expect(money(world), `seed ${seed} height ${height}`).to.equal(start + made);
        for (const { publicKey } of world.genesis.accounts) {
          const { balanceMicro } = accountOf(world.chain.state, publicKey)!;
          expect(Number.isSafeInteger(balanceMicro) && balanceMicro >= 0).to.equal(true);
        }
      }
      expect(accepted).to.be.above(100);
      expect(made > 0n).to.equal(true);
    });
  }

  it('has one state for the same input, however it is cut into blocks, and after a snapshot', () => {
    const seed = 11;
    const rng = stream(seed, 'batching');
    const world = trusting(openWorld());
    const all: SignedTransaction[] = [];
    const place = { term: 1, proposer: 1, voters: [1, 2, 3, 4, 5] };
    const append = (chain: Chain, transactions: readonly SignedTransaction[]): Chain => {
      const bytes = buildBlock(chain, { transactions, ...place, index: chain.tip.height + 1 });
      const applied = applyBlock(chain, bytes, null, world.rules);
      expect(applied.fault).to.equal(null);
      return applied.chain;
    };
    for (let i = 0; i < 400; i++) {
      const transaction = randomTransaction(world, rng);
      all.push(transaction);
      world.chain = append(world.chain, [transaction]);
    }
    for (const size of [2, 7, 50, 400]) {
      let chain = openChain(world.genesis);
      for (let at = 0; at < all.length; at += size) {
        chain = append(chain, all.slice(at, at + size));
        const back = decodeChain(world.genesis, encodeChain(chain));
        expect(back, `seed ${seed} size ${size}`).to.deep.equal(chain);
        chain = back ?? chain;
      }
      expect(stateRoot(chain.state), `seed ${seed} size ${size}`).to.equal(
        stateRoot(world.chain.state),
      );
    }
  });

  it('forgets nothing and shares what stays: old chains still stand', () => {
    const world = openWorld();
    const old = world.chain;
    const root = stateRoot(old.state);
    grow(world, [pay(world, ['Home 1', 'Home 2'], 1)]);
    expect(stateRoot(old.state)).to.equal(root);
    expect(stateRoot(world.chain.state)).to.not.equal(root);
    const shared = old.state.buckets.filter((bucket, i) => bucket === world.chain.state.buckets[i]);
    expect(shared.length).to.be.at.least(254);
  });
});

describe('state', () => {
  it('has the root of its contents, whatever way it came about', () => {
    const seed = 5;
    const rng = stream(seed, 'state');
    const truth = new Map<string, Uint8Array>();
    let state: State = EMPTY_STATE;
    for (let round = 0; round < 200; round++) {
      const writes = new Map<string, Uint8Array | null>();
      for (let i = rng.below(8); i >= 0; i--) {
        const key = `k/${rng.below(300)}`;
        const value = rng.below(3) === 0 ? null : Uint8Array.of(rng.below(256), rng.below(256));
        writes.set(key, value);
        if (value) truth.set(key, value);
        else truth.delete(key);
      }
      state = stateWith(state, writes);
    }
    const keys = [...truth.keys()].sort((a, b) => (a < b ? -1 : 1));
    expect(stateEntries(state)).to.deep.equal(keys.map((key) => ({ key, value: truth.get(key) })));
    expect(stateKeys(state, 'k/1')).to.deep.equal(keys.filter((key) => key.startsWith('k/1')));
    const once = stateWith(EMPTY_STATE, truth);
    expect(stateRoot(once), `seed ${seed}`).to.equal(stateRoot(state));
    const emptied = stateWith(once, new Map(keys.map((key) => [key, null])));
    expect(stateRoot(emptied)).to.equal(stateRoot(EMPTY_STATE));
    const [first = ''] = keys;
    const other = stateWith(once, new Map([[first, Uint8Array.of(1, 2, 3)]]));
    expect(stateRoot(other)).to.not.equal(stateRoot(once));
  });

  it('shows a transaction its own writes, and takes them back when it is refused', () => {
    const view = new WorkingState(stateWith(EMPTY_STATE, new Map([['a', Uint8Array.of(1)]])));
    view.set('b', Uint8Array.of(2));
    view.delete('a');
    expect(view.get('a')).to.equal(undefined);
    expect(view.keys('')).to.deep.equal(['b']);
    view.drop();
    expect(view.keys('')).to.deep.equal(['a']);
    view.set('c', Uint8Array.of(3));
    view.keep();
    view.delete('c');
    expect(view.keys('')).to.deep.equal(['a']);
    view.drop();
    expect(view.keys('')).to.deep.equal(['a', 'c']);
    expect(stateKeys(view.result(), '')).to.deep.equal(['a', 'c']);
    expect(() => view.set('ä', Uint8Array.of(1))).to.throw('printable');
    expect(() => view.set('a'.repeat(97), Uint8Array.of(1))).to.throw('printable');
  });

  it('of a snapshot that was changed is refused', () => {
    const world = openWorld();
    const payload = register.encode({ name: 'x', value: '1' });
    grow(world, [signed(world, { from: 'Home 1', contract: 'register', payload })]);
    const bytes = encodeChain(world.chain);
    expect(decodeChain(world.genesis, bytes)).to.deep.equal(world.chain);
    for (let length = 0; length < bytes.length; length += 7) {
      expect(decodeChain(world.genesis, bytes.slice(0, length))).to.equal(null);
    }
    expect(decodeChain(world.genesis, Uint8Array.of(...bytes, 0))).to.equal(null);
    const rng = stream(1, 'snapshot');
    for (let i = 0; i < 300; i++) {
      const changed = bytes.slice();
      const at = rng.below(changed.length);
      changed[at] = (changed[at] ?? 0) ^ (1 << rng.below(8));
      const back = decodeChain(world.genesis, changed);
      // What is still canonical is another chain, and says so by its bytes.
      if (back) expect(encodeChain(back), String(at)).to.deep.equal(changed);
    }
  });
});

describe('block bytes', () => {
  it('are the ones that were applied', () => {
    const world = openWorld();
    const { block } = grow(world, [pay(world, ['Home 1', 'Home 2'], 1)]);
    expect(encodeBlock(block)).to.deep.equal(world.blocks[0]?.bytes);
  });
});

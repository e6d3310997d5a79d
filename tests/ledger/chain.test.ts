import { expect } from '@open-wc/testing';
import { buildBlock, applyBlock, checkTransaction, openChain } from '../../web/ledger/chain.ts';
import { decodeBlock, encodeBlock } from '../../web/ledger/block.ts';
import type { Contract } from '../../web/ledger/contract.ts';
import { contractTable, LEDGER_CONTRACTS } from '../../web/ledger/contracts.ts';
import { meterOf, meterReading } from '../../web/ledger/contracts/meter-reading.ts';
import { register, registerCell } from '../../web/ledger/contracts/register.ts';
import { transfer } from '../../web/ledger/contracts/transfer.ts';
import { demoGenesis } from '../../web/ledger/demo.ts';
import { checkGenesis, type Genesis } from '../../web/ledger/genesis.ts';
import { demoKey } from '../../web/ledger/key.ts';
import { accountKey, accountOf, stateKeys, stateRoot } from '../../web/ledger/state.ts';
import {
  type RefusalReason,
  type SignedTransaction,
  signTransaction,
} from '../../web/ledger/transaction.ts';
import { grow, keyOf, openWorld, pay, payment, SEED, signed, type World } from './world.ts';

const MAX = Number.MAX_SAFE_INTEGER;
const refusal = (reason: RefusalReason) => ({ accepted: false, reason });

/** What becomes of one transaction, asked before the log and found in the block alike. */
const fate = (world: World, transaction: SignedTransaction): RefusalReason | null => {
  const before = checkTransaction(world.chain, transaction, world.rules);
  const { receipts } = grow(world, [transaction]);
  expect(receipts).to.deep.equal([before === null ? { accepted: true } : refusal(before)]);
  return before;
};

describe('chain', () => {
  it('moves money, and says who has what', () => {
    const world = openWorld();
    expect(fate(world, pay(world, ['Home 1', 'Home 2'], 4_200_000))).to.equal(null);
    const balance = (name: string): number =>
      accountOf(world.chain.state, keyOf(name).publicKey)?.balanceMicro ?? -1;
    expect([balance('Home 1'), balance('Home 2')]).to.deep.equal([45_800_000, 54_200_000]);
    const topUp = { from: 'Faucet', contract: 'top-up', payload: payment('Home 3', 7) };
    expect(fate(world, signed(world, topUp))).to.equal(null);
    expect(balance('Home 3')).to.equal(50_000_007);
  });

  it('refuses with the reason, and every seat alike', () => {
    const world = openWorld();
    const { genesisHash } = world.chain;
    const cases: [RefusalReason, () => SignedTransaction][] = [
      ['funds', () => pay(world, ['Home 1', 'Home 2'], 50_000_001)],
      ['state', () => pay(world, ['Home 1', 'Home 1'], 1)],
      ['state', () => pay(world, ['Home 1', 'seat 1'], 1)],
      ['nonce', () => pay(world, ['Home 1', 'Home 2'], 1, 9)],
      ['chain', () => ({ ...pay(world, ['Home 1', 'Home 2'], 1), chain: '0'.repeat(64) })],
      ['authority', () => pay(world, ['seat 1', 'Home 2'], 1, 1)],
      [
        'authority',
        () => signed(world, { from: 'Home 1', contract: 'top-up', payload: payment('Home 1', 1) }),
      ],
      [
        'contract',
        () => signed(world, { from: 'Home 1', contract: 'gift', payload: new Uint8Array() }),
      ],
      [
        'contract',
        () =>
          signed(world, {
            from: 'Home 1',
            contract: 'transfer',
            version: 2,
            payload: payment('Home 2', 1),
          }),
      ],
      [
        'payload',
        () => signed(world, { from: 'Home 1', contract: 'transfer', payload: new Uint8Array(40) }),
      ],
      [
        'overflow',
        () =>
          signed(world, { from: 'Faucet', contract: 'top-up', payload: payment('Home 2', MAX) }),
      ],
    ];
    for (const [reason, make] of cases) {
      const transaction = make();
      const before = world.chain.state;
      expect(fate(world, transaction), transaction.contract).to.equal(reason);
      // A refusal leaves no trace but the nonce; before the nonce was used not even that.
      const spent = accountOf(world.chain.state, transaction.from)?.nonce === transaction.nonce;
      const early = ['nonce', 'chain'].includes(reason) || !accountOf(before, transaction.from);
      expect(spent, reason).to.equal(!early);
      if (early) expect(stateRoot(world.chain.state), reason).to.equal(stateRoot(before));
    }
    expect(genesisHash).to.equal(world.chain.genesisHash);
  });

  it('refuses a signature of another key, of another chain, and a changed payment', () => {
    const world = openWorld();
    const honest = pay(world, ['Home 1', 'Home 2'], 1);
    const other = { ...honest, signature: pay(world, ['Home 2', 'Home 1'], 1).signature };
    const elsewhere = signed(world, {
      from: 'Home 1',
      contract: 'transfer',
      payload: payment('Home 2', 1),
      chain: 'ab'.repeat(32),
    });
    const moved = { ...elsewhere, chain: world.chain.genesisHash };
    const changed = { ...honest, payload: payment('Home 2', 2) };
    const root = stateRoot(world.chain.state);
    for (const forged of [other, moved, changed]) {
      expect(fate(world, forged)).to.equal('signature');
      expect(stateRoot(world.chain.state)).to.equal(root);
    }
  });

  it('executes each transaction once: a replay is refused for its nonce', () => {
    const world = openWorld();
    const transaction = pay(world, ['Home 1', 'Home 2'], 5);
    const { receipts } = grow(world, [transaction, transaction]);
    expect(receipts).to.deep.equal([{ accepted: true }, refusal('nonce')]);
    expect(fate(world, transaction)).to.equal('nonce');
    // Refused by its contract counts as executed: it cannot wait for better times.
    const poor = pay(world, ['Home 1', 'Home 2'], 1_000_000_000);
    expect(fate(world, poor)).to.equal('funds');
    expect(fate(world, poor)).to.equal('nonce');
  });

  it('lets nobody own more than can be counted', () => {
    const world = openWorld();
    const most = {
      from: 'Faucet',
      contract: 'top-up',
      payload: payment('Home 2', MAX - 50_000_000),
    };
    expect(fate(world, signed(world, most))).to.equal(null);
    expect(fate(world, pay(world, ['Home 1', 'Home 2'], 1))).to.equal('overflow');
    expect(fate(world, pay(world, ['Home 2', 'Home 1'], 1))).to.equal(null);
    expect(fate(world, pay(world, ['Home 1', 'Home 2'], 1))).to.equal(null);
  });

  it('takes back what a contract wrote before it refused', () => {
    const fickle: Contract<true> = {
      name: 'fickle',
      version: 1,
      check: () => [],
      encode: () => new Uint8Array(),
      decode: () => true,
      apply(view) {
        view.set('fickle', Uint8Array.of(1));
        view.delete(accountKey(keyOf('Home 2').publicKey));
        return { accepted: false, reason: 'state' };
      },
      meaning: () => transfer.meaning({ to: '', valueMicro: 0 }),
    };
    const table = [...LEDGER_CONTRACTS, fickle];
    const wish = { seed: SEED, seats: 5, homes: 8, contracts: [fickle] };
    const plain = openWorld(demoGenesis(wish));
    const world = { ...plain, rules: { ...plain.rules, contracts: contractTable(table) } };
    const call = { from: 'Home 1', contract: 'fickle', payload: new Uint8Array() };
    expect(fate(world, signed(world, call))).to.equal('state');
    expect(stateKeys(world.chain.state, 'fickle')).to.deep.equal([]);
    expect(accountOf(world.chain.state, keyOf('Home 2').publicKey)).to.not.equal(null);
    expect(accountOf(world.chain.state, keyOf('Home 1').publicKey)?.nonce).to.equal(1);
  });

  it('counts the sets of a register, and remembers the last value', () => {
    const world = openWorld();
    expect(registerCell(world.chain.state, 'x')).to.equal(null);
    for (const [i, value] of ['1', 'größer', ''].entries()) {
      const payload = register.encode({ name: 'x', value });
      expect(
        fate(world, signed(world, { from: 'Home 4', contract: 'register', payload })),
      ).to.equal(null);
      expect(registerCell(world.chain.state, 'x')).to.deep.equal({ value, version: i + 1 });
    }
    expect(registerCell(world.chain.state, 'y')).to.equal(null);
    expect(register.check({ name: 'x', value: 'y' })).to.deep.equal([]);
    const bad = [{}, null, { name: '', value: '' }, { name: 'x', value: 'a'.repeat(1025) }];
    for (const payload of bad) expect(register.check(payload)).to.not.deep.equal([]);
  });

  it('takes meter readings in rising order only, and adds them up', () => {
    const world = openWorld();
    const read = (sequence: number, period: number, from = 'Home 5'): RefusalReason | null => {
      const payload = meterReading.encode({
        ...{ sequence, period, inWh: 400, outWh: 50 },
        ...{ pvWh: 300, bessWh: 60, gridWh: 40 },
      });
      return fate(world, signed(world, { from, contract: 'meter-reading', payload }));
    };
    expect(read(1, 52)).to.equal(null);
    expect(read(1, 53)).to.equal('state');
    expect(read(2, 52)).to.equal('state');
    expect(read(3, 53)).to.equal(null);
    expect(read(4, 54, 'Operator')).to.equal('authority');
    const meter = meterOf(world.chain.state, keyOf('Home 5').publicKey);
    expect(meter).to.deep.equal({ sequence: 3, period: 53, inWh: 800, outWh: 100 });
    const wrong = { sequence: 1, period: 1, inWh: 5, outWh: 0, pvWh: 1, bessWh: 1, gridWh: 1 };
    expect(meterReading.check(wrong).map(({ rule }) => rule)).to.deep.equal(['sum-of-sources']);
    expect(meterReading.check({ ...wrong, inWh: -3 })).to.not.deep.equal([]);
  });
});

describe('block', () => {
  it('is void for the same reason everywhere when its form is wrong', () => {
    const world = openWorld();
    grow(world, [pay(world, ['Home 1', 'Home 2'], 1)]);
    const { chain, rules } = world;
    const transactions = [pay(world, ['Home 2', 'Home 3'], 1)];
    const place = { term: 1, index: 9 };
    const good = buildBlock(chain, {
      transactions,
      ...place,
      proposer: 1,
      voters: [1, 2, 3, 4, 5],
    });
    const block = decodeBlock(good)!;
    const changed = (change: Partial<typeof block.header>): Uint8Array =>
      encodeBlock({ header: { ...block.header, ...change }, transactions });
    const cases: [string, Uint8Array][] = [
      ['bytes', good.slice(1)],
      ['bytes', new Uint8Array(0)],
      ['chain', changed({ chain: 'ab'.repeat(32) })],
      ['height', changed({ height: 3 })],
      ['height', changed({ height: 1 })],
      ['previous', changed({ previousHash: chain.genesisHash })],
      ['place', changed({ term: 2 })],
      ['place', changed({ index: 8 })],
      ['proposer', changed({ proposer: 99 })],
      ['voters', changed({ voters: [1, 2, 3, 4, 33] })],
      ['voters', changed({ voters: [1, 2, 3] })],
      ['merkle', changed({ merkleRoot: 'ab'.repeat(32) })],
      [
        'merkle',
        encodeBlock({ header: block.header, transactions: [pay(world, ['Home 4', 'Home 3'], 1)] }),
      ],
    ];
    for (const [reason, bytes] of cases) {
      const { fault, chain: after, receipts } = applyBlock(chain, bytes, place, rules);
      expect(fault, reason).to.deep.equal({ kind: 'void', reason });
      expect(after).to.equal(chain);
      expect(receipts).to.deep.equal([]);
    }
    const { term, index } = chain.tip;
    for (const late of [
      { term, index },
      { term: term - 1, index: index + 1 },
    ]) {
      const { fault } = applyBlock(chain, changed(late), null, rules);
      // A term of 0 has no block at all.
      expect(fault?.kind === 'void' && fault.reason).to.equal(late.term > 0 ? 'order' : 'bytes');
    }
    const stranger = applyBlock(chain, changed({ stateRoot: 'ab'.repeat(32) }), place, rules);
    expect(stranger.fault).to.deep.equal({
      kind: 'diverged',
      expected: stateRoot(chain.state),
      found: 'ab'.repeat(32),
    });
    expect(applyBlock(chain, good, place, rules).fault).to.equal(null);
  });

  it('may be empty', () => {
    const world = openWorld();
    const { block } = grow(world, []);
    expect(block.header.merkleRoot).to.equal('0'.repeat(64));
    expect(world.chain.tip.height).to.equal(1);
  });
});

describe('genesis', () => {
  const good = demoGenesis({ seed: SEED, seats: 3, homes: 2 });

  it('of a lesson has no problems and follows from the seed', () => {
    expect(checkGenesis(good)).to.deep.equal([]);
    expect(demoGenesis({ seed: SEED, seats: 3, homes: 2 })).to.deep.equal(good);
    expect(demoGenesis({ seed: SEED + 1, seats: 3, homes: 2 }).seats).to.not.deep.equal(good.seats);
    expect(demoKey(1, 'a').publicKey).to.not.equal(demoKey(1, 'b').publicKey);
  });

  it('says everything that is wrong', () => {
    const [account] = good.accounts;
    const [seat] = good.seats;
    const cases: [string, Partial<Genesis>][] = [
      ['name', { name: '' }],
      ['name', { name: 'a\nb' }],
      ['voters', { voters: [] }],
      ['voters', { voters: [2, 1] }],
      ['voters', { voters: [1, 99] }],
      ['seats', { seats: [...good.seats].reverse() }],
      ['publicKey', { seats: [{ seat: 1, publicKey: `01${'00'.repeat(31)}` }], voters: [1] }],
      ['publicKey', { accounts: [account!, account!] }],
      ['publicKey', { accounts: [{ ...account!, publicKey: seat!.publicKey }] }],
      ['balanceMicro', { accounts: [{ ...account!, balanceMicro: 0.5 }] }],
      ['balanceMicro', { accounts: [{ ...account!, balanceMicro: MAX + 1 }] }],
      ['contracts', { contracts: [...good.contracts].reverse() }],
    ];
    for (const [rule, change] of cases) {
      const rules = checkGenesis({ ...good, ...change }).map((problem) => problem.rule);
      expect(rules, JSON.stringify(change).slice(0, 80)).to.include(rule);
    }
  });

  it('binds every signature: the same payment on another chain is another message', () => {
    const key = keyOf('Home 1');
    const chain = openChain(good);
    const rules = { contracts: contractTable(), verifier: openWorld().rules.verifier };
    const wish = {
      contract: 'transfer',
      contractVersion: 1,
      from: key.publicKey,
      nonce: 1,
      payload: payment('Home 2', 1),
    };
    const here = signTransaction({ ...wish, chain: chain.genesisHash }, key);
    expect(checkTransaction(chain, here, rules)).to.equal(null);
    expect(checkTransaction(openWorld().chain, here, rules)).to.equal('chain');
  });
});

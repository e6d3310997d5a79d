// The market of dist/lib/gridledger.js in plain Node, as a script uses it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clearAuction, market } from '../dist/lib/gridledger.js';

const order = (id, side, energyWh, limitMicroPerKwh, sequence = 0) => ({
  ...{ id, account: id, side, bus: 2, slot: 40, energyWh, limitMicroPerKwh, sequence },
});
const orders = [
  order('ada', 'buy', 1000, 240_000),
  order('bob', 'buy', 500, 150_000, 1),
  { ...order('sun', 'sell', 1200, 100_000, 2), source: 'pv' },
];
const terms = { feedInMicroPerKwh: 80_000, retailMicroPerKwh: 273_000 };

test('clears a slot by every mechanism, without terms by the thesis’s price', () => {
  const { clearing, curves, problems } = clearAuction(orders, 'uniform');
  assert.deepEqual(problems, []);
  assert.equal(clearing.priceMicroPerKwh, 150_000);
  assert.deepEqual(
    clearing.trades.map(({ buy, sell, energyWh }) => [buy, sell, energyWh]),
    [
      ['ada', 'sun', 1000],
      ['bob', 'sun', 200],
    ],
  );
  assert.deepEqual(clearing.unmatched, [{ id: 'bob', energyWh: 300 }]);
  assert.equal(clearing.accounts[0].gainMicro, 273_000 - 150_000);
  assert.equal(curves.crossing.priceMicroPerKwh, 150_000);
  for (const mechanism of Object.keys(market.promises)) {
    const result = clearAuction(orders, mechanism, { ...terms, fieldMicroPerKwh: { 2: 120_000 } });
    assert.deepEqual(result.problems, [], mechanism);
    assert.deepEqual(JSON.parse(JSON.stringify(result)), result, mechanism);
  }
});

test('bad orders are problems with a place, and nothing is cleared', () => {
  const bad = [orders[0], { ...orders[1], energyWh: -5 }, null, { ...orders[2], bus: 77 }];
  const { clearing, curves, problems } = clearAuction(bad, 'uniform', { ...terms, buses: [2] });
  assert.deepEqual([clearing, curves], [null, null]);
  assert.deepEqual(
    problems.map(({ rule, where, found }) => [where.id, rule, found]),
    [
      ['bob', 'energy', '-5'],
      [undefined, 'order', 'null'],
      ['sun', 'known-bus', '77'],
    ],
  );
  const late = clearAuction(orders, 'uniform', { ...terms, earliestSlot: 41 });
  assert.equal(late.problems.length, 3);
  assert.equal(late.problems[0].rule, 'slot-past');
});

test('a book, an auction, rules and traders work from plain data', () => {
  const empty = market.emptyBook(40);
  const { book } = market.placeOrder(empty, orders[2], terms);
  const matched = market.matchOrder(book, orders[0], terms);
  assert.equal(matched.trades[0].priceMicroPerKwh, 100_000);
  assert.deepEqual(market.feesOf(matched.trades[0], terms).networkMicro, 0);
  assert.equal(market.cancelOrder(matched.book, 'sun', 'ada').problems[0].rule, 'owner');

  const lot = {
    ...{ kind: 'sealed', seller: 'sun', energyWh: 1000, reserveMicroPerKwh: 80_000 },
    ...{ startMicroPerKwh: 0, incrementMicroPerKwh: 1, quietRounds: 1 },
  };
  assert.deepEqual(market.checkLot(lot), []);
  const bids = [90_000, 120_000].map((priceMicroPerKwh, i) => ({
    ...{ id: `bid${i}`, account: `x${i}`, priceMicroPerKwh, sequence: i },
  }));
  const { state } = market.bidInAuction(market.openAuction(lot), bids);
  assert.equal(market.passRound(state).outcome.paysMicro, 90_000);

  const situation = {
    ...{ account: 'ada', bus: 2, slot: 40, sequence: 0, needWh: 700, terms },
    surplusWh: { pv: 0, bess: 0 },
  };
  const rule = { id: 'sun', side: 'buy', limitMicroPerKwh: 120_000 };
  const [made] = market.ordersOfRules([rule], situation);
  assert.deepEqual(market.checkOrder(made, terms), []);
  const standing = { order: made, fromSlot: 0, toSlot: null, everySlots: 4 };
  assert.equal(market.standingOrderAt(standing, 8, 1).slot, 8);
  const futures = { slotsAheadMin: 4, slotsAheadMax: 96, marginPermille: 100 };
  assert.equal(market.maturityOf(44, 40, futures), 'future');
  assert.equal(market.marginMicro(made, futures), 8400);

  const delivery = { slot: 41, agreedWh: 100, deliveredWh: 50 };
  const known = market.recordDelivery(market.unknownReputation(40), delivery, 990_000);
  assert.equal(market.expectedDelivery(market.fadeReputation(known, 50, 990_000)), 500_000);
  const members = [{ account: 'ada', energyWh: 3, limitMicroPerKwh: 100_000 }];
  assert.equal(market.groupOrder(made, members).energyWh, 3);
  assert.deepEqual(market.shareGroup(members, 2, 5), [
    { account: 'ada', energyWh: 2, moneyMicro: 5 },
  ]);
  const traders = orders.map(({ account, bus, side, energyWh, limitMicroPerKwh }) => ({
    ...{ account, bus, side, energyWh, limitMicroPerKwh, strategy: 'zero-intelligence' },
  }));
  const session = market.runSession(traders, { seed: 7, turns: 200, slot: 40, terms });
  assert.ok(session.surplusMicro > 0 && session.surplusMicro <= session.surplusMaxMicro);
});

test('every bad argument throws TypeError or RangeError and is named', () => {
  const clear = (change) => () => clearAuction(orders, 'uniform', { ...terms, ...change });
  const book = market.emptyBook(0);
  const known = market.unknownReputation(0);
  const trader = {
    ...{ account: 'a', bus: 1, side: 'buy', strategy: 'truthful' },
    ...{ energyWh: 1, limitMicroPerKwh: 100_000 },
  };
  const run = { seed: 1, turns: 5, slot: 0, terms };
  const traders = (change) => () => market.runSession([{ ...trader, ...change }], run);
  const bid = (bids) => () => market.bidInAuction({ lot: {}, bids: [] }, bids);
  const fees = { networkMicroPerKwh: 0, platformMicroPerKwh: 0, ledgerMicroPerTrade: 0 };
  for (const [name, ...calls] of [
    ['orders', () => clearAuction(null, 'uniform'), () => clearAuction({}, 'uniform')],
    ['mechanism', () => clearAuction([], 'best'), () => clearAuction([], null)],
    ['mechanism', () => clearAuction([], '__proto__'), () => clearAuction([])],
    ['terms', () => clearAuction([], 'uniform', null), () => clearAuction([], 'uniform', 5)],
    [
      'terms.feedInMicroPerKwh',
      clear({ feedInMicroPerKwh: -1 }),
      clear({ feedInMicroPerKwh: '1' }),
    ],
    [
      'terms.retailMicroPerKwh',
      clear({ retailMicroPerKwh: 79_999 }),
      clear({ retailMicroPerKwh: 0.5 }),
    ],
    ['terms.fees', clear({ fees: 5 }), clear({ fees: null })],
    ['terms.fees.networkMicroPerKwh', clear({ fees: {} })],
    ['terms.fees.ledgerMicroPerTrade', clear({ fees: { ...fees, ledgerMicroPerTrade: -1 } })],
    ['terms.reputations[a]', clear({ reputations: { a: 2e6 } })],
    ['terms.fieldMicroPerKwh[2]', clear({ fieldMicroPerKwh: { 2: NaN } })],
    ['terms.buses', clear({ buses: 5 })],
    ['terms.earliestSlot', clear({ earliestSlot: 'now' })],
    ['limits', () => market.checkOrder(orders[0]), () => market.placeOrder(book, orders[0], 5)],
    ['slot', () => market.emptyBook(-1), () => market.unknownReputation('x')],
    ['book', () => market.placeOrder(null, orders[0], terms), () => market.matchOrder(5)],
    ['book.buys', () => market.cancelOrder({ slot: 0 }, 'a', 'b')],
    ['book.sells[0]', () => market.matchOrder({ ...book, sells: [5] }, orders[0], terms)],
    ['id', () => market.cancelOrder(book, 5, 'b')],
    ['account', () => market.cancelOrder(book, 'a', null)],
    ['lot', () => market.checkLot(null), () => market.openAuction(5)],
    ['lot.energyWh', () => market.openAuction({ kind: 'dutch' })],
    ['state', () => market.passRound(null), () => market.bidInAuction(5, [])],
    ['state.lot', () => market.passRound({}), () => market.bidInAuction({}, [])],
    ['bids', ...[null, [5], [{ id: 'a', account: 'b' }]].map((bad) => bid(bad))],
    ['rules', () => market.ordersOfRules(null, {}), () => market.ordersOfRules([5], {})],
    ['situation', () => market.ordersOfRules([], null)],
    ['reputation', () => market.expectedDelivery(null), () => market.fadeReputation({}, 1, 1)],
    ['keep', () => market.fadeReputation(known, 1, 1.5), () => market.fadeReputation(known, 1)],
    ['delivery', () => market.recordDelivery(known, 5, 1)],
    ['members', () => market.groupOrder({}, null), () => market.shareGroup([{}], 1, 1)],
    ['tradedWh', () => market.shareGroup([], -1, 1)],
    ['standing', () => market.standingOrderAt(null, 1, 1)],
    ['rule', () => market.maturityOf(1, 1, null), () => market.marginMicro(orders[0], {})],
    ['trade', () => market.feesOf(null, terms)],
    ['traders', () => market.runSession(null, run)],
    ['traders[0].strategy', traders({ strategy: 'clever' })],
    ['traders[0].energyWh', traders({ energyWh: 0 })],
    ['traders[1].account', () => market.runSession([trader, trader], run)],
    ['options.seed', () => market.runSession([trader], { ...run, seed: -1 })],
    ['options.turns', () => market.runSession([trader], { ...run, turns: 1e9 })],
  ]) {
    for (const call of calls) {
      assert.throws(call, (error) => {
        const kind = error instanceof TypeError || error instanceof RangeError;
        assert.ok(kind && error.message.includes(name), `${name}: ${error.name} ${error.message}`);
        assert.doesNotMatch(error.message, /Cannot|not a function|iterable/);
        return true;
      });
    }
  }
});

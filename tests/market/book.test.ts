import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import {
  type Book,
  cancelOrder,
  curvesOf,
  emptyBook,
  matchOrder,
  placeOrder,
} from '../../web/market/book.ts';
import type { Terms } from '../../web/market/clearing.ts';
import { byPriority, checkOrder, checkOrders, type Order } from '../../web/market/order.ts';
import { bookArbitrary, kilowattHour, SEED } from './random-book.ts';

const limits: Terms = { feedInMicroPerKwh: 80_000, retailMicroPerKwh: 273_000 };
const good = kilowattHour('buy', 'a', 100_000);

describe('checks of an order', () => {
  const rules = (order: unknown, more = {}): string[] =>
    checkOrder(order, { ...limits, ...more }).map(({ rule, where }) => `${where.field}: ${rule}`);

  it('pass what can be cleared, at the very bounds too', () => {
    expect(rules(good)).to.deep.equal([]);
    for (const change of [
      { limitMicroPerKwh: 80_000 },
      { limitMicroPerKwh: 273_000 },
      { energyWh: 1 },
      { energyWh: 100_000_000 },
      { source: 'pv', preferences: { partners: [], budgetMicro: 0, reputationMin: 1_000_000 } },
    ]) {
      expect(rules({ ...good, ...change })).to.deep.equal([]);
    }
    expect(rules({ ...good, bus: 4, slot: 9 }, { buses: [4], earliestSlot: 9 })).to.deep.equal([]);
  });

  it('tell each thing that is wrong, with what was found and what is allowed', () => {
    const bad = [-1, 0, 1.5, NaN, Infinity, 1e8 + 1, '5', null, undefined, 10n, {}];
    for (const [i, energyWh] of bad.entries()) {
      const problems = checkOrder({ ...good, energyWh }, limits);
      expect(problems, `bad energy ${i}`).to.have.length(1);
      expect(problems[0]!.rule).to.equal('energy');
      expect(problems[0]!.found).to.not.match(/undefined|\[object/);
    }
    for (const limitMicroPerKwh of [79_999, 273_001, 100.5, '100000', undefined]) {
      expect(rules({ ...good, limitMicroPerKwh })).to.deep.equal(['limitMicroPerKwh: price-band']);
    }
    for (const [field, value, rule] of [
      ['id', '', 'name'],
      ['id', '@grid', 'name'],
      ['id', 'a b', 'name'],
      ['id', 'x'.repeat(97), 'name'],
      ['account', 7, 'name'],
      ['side', 'hold', 'side'],
      ['source', 'coal', 'source'],
      ['bus', 0, 'bus'],
      ['bus', 5, 'known-bus'],
      ['slot', -1, 'slot'],
      ['slot', 3, 'slot-past'],
      ['sequence', 0.5, 'sequence'],
      ['preferences', [], 'preferences'],
      ['preferences', { sources: 'pv' }, 'preferences'],
      ['preferences', { sources: ['coal'] }, 'preferences'],
      ['preferences', { partners: [7] }, 'preferences'],
      ['preferences', { partners: Array.from({ length: 65 }, () => 'a') }, 'preferences'],
      ['preferences', { budgetMicro: -1 }, 'preferences'],
      ['preferences', { reputationMin: 1_000_001 }, 'preferences'],
    ] as const) {
      const order = { ...good, slot: 4, [field]: value };
      const problems = checkOrder(order, { ...limits, buses: [1], earliestSlot: 4 });
      expect(
        problems.map((problem) => problem.rule),
        `${field}: ${rule}`,
      ).to.deep.equal([rule]);
      expect(problems[0]!.where.field).to.include(field);
    }
    expect(rules({})).to.have.length(8);
    for (const nothing of [null, undefined, 5, 'order', []]) {
      expect(checkOrder(nothing, limits)).to.have.length(1);
    }
  });

  it('tell of a list what no single order shows', () => {
    const other = { ...good, id: 'other', slot: 1 };
    const found = checkOrders([good, good, other], limits).map(({ rule }) => rule);
    expect(found).to.deep.equal(['unique-id', 'one-slot']);
    const many = Array.from({ length: 16_385 }, () => good);
    expect(checkOrders(many, limits).map(({ rule }) => rule)).to.deep.equal(['order-count']);
  });

  it('never fail on anything at all', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.dictionary(fc.constantFrom(...Object.keys(good)), fc.anything()),
        (thing, part) => {
          expect(checkOrder(thing, limits).length).to.be.above(0);
          for (const { found } of checkOrder({ ...good, ...part }, limits)) {
            expect(found.length).to.be.at.most(60);
          }
        },
      ),
      { seed: SEED, numRuns: 1000 },
    );
  });
});

describe('the order book', () => {
  const place = (book: Book, order: Order): Book => {
    const change = placeOrder(book, order, limits);
    expect(change.problems).to.deep.equal([]);
    return change.book;
  };

  it('keeps both sides by priority, however orders arrive, and leaves old books alone', () => {
    const property = fc.property(bookArbitrary(true), ({ orders, terms }) => {
      const books = [emptyBook(4)];
      for (const order of orders) {
        books.push(placeOrder(books.at(-1)!, order, terms).book);
      }
      const { buys, sells } = books.at(-1)!;
      const sorted = (wanted: string): Order[] =>
        orders.filter(({ side }) => side === wanted).sort(byPriority);
      expect(buys).to.deep.equal(sorted('buy'));
      expect(sells).to.deep.equal(sorted('sell'));
      expect(books.map((book) => book.buys.length + book.sells.length)).to.deep.equal(
        books.map((_, i) => i),
      );
    });
    fc.assert(property, { seed: SEED, numRuns: 100 });
  });

  it('refuses what is wrong, elsewhere, twice, or another’s', () => {
    const book = place(emptyBook(0), good);
    const rule = ({ problems }: { problems: readonly { rule: string }[] }): string[] =>
      problems.map((problem) => problem.rule);
    expect(rule(placeOrder(book, good, limits))).to.deep.equal(['unique-id']);
    expect(rule(placeOrder(book, { ...good, slot: 1 }, limits))).to.deep.equal(['one-slot']);
    expect(rule(placeOrder(book, { ...good, energyWh: 0 }, limits))).to.deep.equal(['energy']);
    expect(placeOrder(book, good, limits).book).to.equal(book);
    expect(rule(cancelOrder(book, good.id, 'thief'))).to.deep.equal(['owner']);
    expect(rule(cancelOrder(book, 'nothing', 'thief'))).to.deep.equal(['known-order']);
    expect(cancelOrder(book, good.id, good.account).book).to.deep.equal(emptyBook(0));
  });

  it('matches a newcomer at the prices of those who wait, and lets the rest wait', () => {
    const sells = [
      { ...kilowattHour('sell', 'x', 100_000, 3), energyWh: 700 },
      { ...kilowattHour('sell', 'y', 100_000, 2), energyWh: 500 },
      kilowattHour('sell', 'z', 150_000, 1),
    ];
    const book = sells.reduce(place, emptyBook(0));
    const buy = { ...kilowattHour('buy', 'b', 120_000, 9), energyWh: 1500 };
    const { book: after, trades } = matchOrder(book, buy, limits, limits);
    expect(
      trades.map(({ sell, energyWh, priceMicroPerKwh }) => [sell, energyWh, priceMicroPerKwh]),
    ).to.deep.equal([
      ['sell-y', 500, 100_000],
      ['sell-x', 700, 100_000],
    ]);
    expect(after.sells.map(({ id }) => id)).to.deep.equal(['sell-z']);
    expect(after.buys).to.deep.equal([{ ...buy, energyWh: 300 }]);
    const late = { ...kilowattHour('sell', 'w', 90_000, 10), energyWh: 200 };
    const next = matchOrder(after, late, limits, limits);
    expect(next.trades[0]!.priceMicroPerKwh).to.equal(120_000);
    expect(next.book.buys[0]!.energyWh).to.equal(100);
    expect(matchOrder(after, { ...late, energyWh: -1 }, limits, limits).trades).to.deep.equal([]);
  });

  it('remembers what a waiting buyer has spent of its budget', () => {
    const buy = { ...good, energyWh: 3000, preferences: { budgetMicro: 150_000 } };
    let book = place(emptyBook(0), buy);
    const spent: number[] = [];
    for (const name of ['p', 'q']) {
      const sell = kilowattHour('sell', name, 90_000);
      const change = matchOrder(book, sell, limits, limits);
      spent.push(...change.trades.map(({ buyerPaysMicro }) => buyerPaysMicro));
      book = change.book;
    }
    expect(spent).to.deep.equal([100_000, 50_000]);
    expect(book.buys[0]!.preferences!.budgetMicro).to.equal(0);
  });

  it('draws steps that meet end to end and cross where the market clears', () => {
    const orders = [
      { ...good, limitMicroPerKwh: 200_000 },
      kilowattHour('buy', 'c', 140_000),
      { ...kilowattHour('sell', 'd', 90_000), energyWh: 1500 },
    ];
    const fees = { networkMicroPerKwh: 10_000, platformMicroPerKwh: 0, ledgerMicroPerTrade: 0 };
    expect(curvesOf(orders, { ...limits, fees })).to.deep.equal({
      demand: [
        { id: 'buy-a', fromWh: 0, toWh: 1000, priceMicroPerKwh: 190_000 },
        { id: 'buy-c', fromWh: 1000, toWh: 2000, priceMicroPerKwh: 130_000 },
      ],
      supply: [{ id: 'sell-d', fromWh: 0, toWh: 1500, priceMicroPerKwh: 90_000 }],
      crossing: {
        ...{ energyWh: 1500, lowMicroPerKwh: 130_000, highMicroPerKwh: 130_000 },
        priceMicroPerKwh: 130_000,
      },
    });
    expect(curvesOf([], limits).crossing).to.equal(null);
  });
});

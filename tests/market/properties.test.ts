import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { clearAuction } from '../../web/market/clear.ts';
import { type Clearing, feesOf, GRID, PROMISES } from '../../web/market/clearing.ts';
import { checkOrders, type Order } from '../../web/market/order.ts';
import { bookArbitrary, MECHANISMS, type RandomBook, SEED } from './random-book.ts';

/** Σ energy × price in thousandths of a micro, exactly. */
const exact = (energyWh: number, price: number): bigint => BigInt(energyWh) * BigInt(price);

const halfUp = (thousandths: bigint): number => {
  const shifted = thousandths + 500n;
  const floor = shifted / 1000n - (shifted % 1000n < 0n ? 1n : 0n);
  return Number(floor);
};

function forAll(wishes: boolean, runs: number, check: (book: RandomBook) => void): void {
  fc.assert(fc.property(bookArbitrary(wishes), check), { seed: SEED, numRuns: runs });
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

function checkConservation({ orders, terms }: RandomBook, clearing: Clearing): void {
  const byId = new Map(orders.map((order) => [order.id, order]));
  const traded = new Map<string, number>();
  for (const trade of clearing.trades) {
    expect(trade.energyWh).to.be.above(0);
    for (const id of [trade.buy, trade.sell]) {
      traded.set(id, (traded.get(id) ?? 0) + trade.energyWh);
    }
    for (const [id, side] of [
      [trade.buy, 'buy'],
      [trade.sell, 'sell'],
    ] as const) {
      expect(id === GRID || byId.get(id)?.side === side).to.equal(true);
    }
    for (const value of Object.values(trade)) {
      if (typeof value === 'number') expect(Number.isSafeInteger(value)).to.equal(true);
    }
    const { networkMicro, platformMicro, ledgerMicro } = feesOf(trade, terms);
    expect(networkMicro + platformMicro + ledgerMicro).to.equal(trade.feeMicro);
    expect(Math.min(networkMicro, platformMicro, ledgerMicro)).to.be.at.least(0);
  }
  const left = new Map(clearing.unmatched.map(({ id, energyWh }) => [id, energyWh]));
  for (const { id, energyWh } of orders) {
    expect((traded.get(id) ?? 0) + (left.get(id) ?? 0), `energy of ${id}`).to.equal(energyWh);
  }
  const paid = sum(clearing.trades.map(({ buyerPaysMicro }) => buyerPaysMicro));
  const got = sum(clearing.trades.map(({ sellerGetsMicro }) => sellerGetsMicro));
  const fees = sum(clearing.trades.map(({ feeMicro }) => feeMicro));
  expect(clearing.feesMicro).to.equal(fees);
  expect(paid).to.equal(got + fees + clearing.budgetBalanceMicro);
  const gridGets = sum(
    clearing.trades.filter(({ sell }) => sell === GRID).map((trade) => trade.sellerGetsMicro),
  );
  const gridPays = sum(
    clearing.trades.filter(({ buy }) => buy === GRID).map((trade) => trade.buyerPaysMicro),
  );
  const accounts = sum(clearing.accounts.map(({ paysMicro, getsMicro }) => paysMicro - getsMicro));
  expect(accounts).to.equal(gridGets - gridPays + fees + clearing.budgetBalanceMicro);
}

function checkWelfare({ orders, terms }: RandomBook, clearing: Clearing): void {
  const limits = new Map(orders.map(({ id, limitMicroPerKwh }) => [id, limitMicroPerKwh]));
  const perKwh = (terms.fees?.networkMicroPerKwh ?? 0) + (terms.fees?.platformMicroPerKwh ?? 0);
  const thousandths = clearing.trades.reduce((all, { buy, sell, energyWh }) => {
    const value = limits.get(buy) ?? terms.feedInMicroPerKwh;
    const cost = limits.get(sell) ?? terms.retailMicroPerKwh;
    const fee = buy === GRID || sell === GRID ? 0 : perKwh;
    return all + exact(energyWh, value) - exact(energyWh, cost) - exact(energyWh, fee);
  }, 0n);
  expect(clearing.welfareMicro).to.equal(halfUp(thousandths));
}

/** Nobody pays more, or gets less, than the limit says; nobody loses against the grid alone. */
function checkRationality({ orders, terms }: RandomBook, clearing: Clearing): void {
  const byId = new Map(orders.map((order) => [order.id, order]));
  const perTrade = terms.fees?.ledgerMicroPerTrade ?? 0;
  const trades = new Map<string, number>();
  for (const trade of clearing.trades) {
    const [buy, sell] = [byId.get(trade.buy), byId.get(trade.sell)];
    const fixed = buy && sell ? perTrade : 0;
    const { energyWh } = trade;
    if (buy) {
      const most = halfUp(exact(energyWh, buy.limitMicroPerKwh)) + fixed;
      expect(trade.buyerPaysMicro).to.be.at.most(most);
      trades.set(buy.account, (trades.get(buy.account) ?? 0) + 1);
    }
    if (sell) {
      const least = halfUp(exact(energyWh, sell.limitMicroPerKwh));
      expect(trade.sellerGetsMicro).to.be.at.least(least);
    }
  }
  for (const { account, gainMicro } of clearing.accounts) {
    expect(gainMicro).to.be.at.least(-perTrade * (trades.get(account) ?? 0));
  }
}

function checkPreferences({ orders, terms }: RandomBook, clearing: Clearing): void {
  const byId = new Map(orders.map((order) => [order.id, order]));
  const spent = new Map<string, number>();
  const agrees = (order: Order, other: Order | undefined): void => {
    const { sources, partners, reputationMin } = order.preferences ?? {};
    if (order.side === 'buy' && sources) expect(sources).to.include(other?.source);
    if (partners) expect(partners).to.include(other?.account);
    if (reputationMin !== undefined && other) {
      expect(terms.reputations?.[other.account] ?? 500_000).to.be.at.least(reputationMin);
    }
  };
  for (const { buy, sell, buyerPaysMicro } of clearing.trades) {
    const [buyer, seller] = [byId.get(buy), byId.get(sell)];
    if (buyer) agrees(buyer, seller);
    if (seller) agrees(seller, buyer);
    if (buyer && seller) expect(buyer.account).to.not.equal(seller.account);
    spent.set(buy, (spent.get(buy) ?? 0) + buyerPaysMicro);
  }
  for (const { id, preferences } of orders) {
    const budget = preferences?.budgetMicro;
    if (budget !== undefined) expect(spent.get(id) ?? 0).to.be.at.most(budget);
  }
}

describe('every mechanism', () => {
  it('is given books that its checks let pass', () => {
    let wishesSeen = 0;
    forAll(true, 200, ({ orders, terms }) => {
      wishesSeen += orders.filter(({ preferences }) => preferences).length;
      const buses = [1, 2, 3, 4, 5];
      expect(checkOrders(orders, { ...terms, buses, earliestSlot: 4 })).to.deep.equal([]);
    });
    expect(wishesSeen, 'orders with preferences').to.be.above(500);
  });

  for (const mechanism of MECHANISMS) {
    for (const wishes of [false, true]) {
      it(`${mechanism} keeps its promises ${wishes ? 'with' : 'without'} preferences`, () => {
        let tradesSeen = 0;
        forAll(wishes, 300, (book) => {
          const clearing = clearAuction(book.orders, mechanism, book.terms);
          tradesSeen += clearing.trades.length;
          checkConservation(book, clearing);
          checkWelfare(book, clearing);
          checkPreferences(book, clearing);
          const { limitsHold, balance } = PROMISES[mechanism];
          if (limitsHold) checkRationality(book, clearing);
          if (balance === 'zero') expect(clearing.budgetBalanceMicro).to.equal(0);
          else expect(clearing.budgetBalanceMicro).to.be.at.least(0);
        });
        expect(tradesSeen, 'trades to judge by').to.be.above(60);
      });
    }
  }

  it('does not mind the order in which orders arrive', () => {
    const shuffled = bookArbitrary(true).chain(({ terms, orders }) =>
      fc.tuple(
        fc.constant({ terms, orders }),
        fc.shuffledSubarray([...orders], { minLength: orders.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, fc.constantFrom(...MECHANISMS), ([book, others], mechanism) => {
        const one = clearAuction(book.orders, mechanism, book.terms);
        expect(clearAuction(others, mechanism, book.terms)).to.deep.equal(one);
      }),
      { seed: SEED, numRuns: 600 },
    );
  });

  it('changes none of what it is given', () => {
    forAll(true, 60, (book) => {
      const before = structuredClone(book);
      for (const mechanism of MECHANISMS) clearAuction(book.orders, mechanism, book.terms);
      expect(book).to.deep.equal(before);
    });
  });

  it('serves nothing from nothing', () => {
    const terms = { feedInMicroPerKwh: 0, retailMicroPerKwh: 273_000 };
    for (const mechanism of MECHANISMS) {
      const clearing = clearAuction([], mechanism, terms);
      const nothing = { trades: [], unmatched: [], accounts: [], feesMicro: 0 };
      const prices = { priceMicroPerKwh: null, sellPriceMicroPerKwh: null };
      const sums = { budgetBalanceMicro: 0, welfareMicro: 0 };
      expect(clearing).to.deep.equal({ mechanism, ...prices, ...nothing, ...sums });
    }
  });
});

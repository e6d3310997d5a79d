import { expect } from '@open-wc/testing';
import { curvesOf } from '../../web/market/book.ts';
import { clearAuction } from '../../web/market/clear.ts';
import { GRID, type Mechanism, type Terms } from '../../web/market/clearing.ts';
import type { Order } from '../../web/market/order.ts';
import { kilowattHour } from './random-book.ts';

const sideOf = (side: 'buy' | 'sell', unit: number, limits: readonly number[]): Order[] =>
  limits.map((limit, i) => kilowattHour(side, `${i + 1}`, Math.round(limit * unit), i));

const traded = (trades: readonly { energyWh: number }[]): number =>
  trades.reduce((sum, { energyWh }) => sum + energyWh, 0);

// E. von Böhm-Bawerk, Positive Theorie des Kapitals (1889), book III (IV of Smart's translation,
// 1891): ten buyers and eight sellers of a horse each, in pounds. Five are sold, between £21 (the
// sixth buyer, shut out) and £21 10s (the sixth seller, shut out).
describe('Böhm-Bawerk’s horse market', () => {
  const pound = 10_000;
  const buys = sideOf('buy', pound, [30, 28, 26, 24, 22, 21, 20, 18, 17, 15]);
  const sells = sideOf('sell', pound, [10, 11, 15, 17, 20, 21.5, 25, 26]);
  const orders = [...buys, ...sells];
  const terms: Terms = { feedInMicroPerKwh: 100_000, retailMicroPerKwh: 300_000 };

  it('sells five horses between the marginal pairs', () => {
    const { crossing } = curvesOf(orders, terms);
    expect(crossing).to.deep.equal({
      ...{ energyWh: 5000, lowMicroPerKwh: 21 * pound, highMicroPerKwh: 21.5 * pound },
      priceMicroPerKwh: 21.25 * pound,
    });
    const { trades, priceMicroPerKwh, unmatched } = clearAuction(orders, 'uniform', terms);
    expect([trades.length, priceMicroPerKwh]).to.deep.equal([5, 212_500]);
    expect(unmatched.map(({ id }) => id).sort()).to.deep.equal(
      [...buys.slice(5), ...sells.slice(5)].map(({ id }) => id).sort(),
    );
  });

  it('pays as bid from the middle of each pair', () => {
    const { trades } = clearAuction(orders, 'pay-as-bid', terms);
    const middles = [20, 19.5, 20.5, 20.5, 21].map((price) => price * pound);
    expect(trades.map(({ priceMicroPerKwh }) => priceMicroPerKwh)).to.deep.equal(middles);
  });

  it('loses the marginal pair where nobody may gain by a lie, and keeps the difference', () => {
    const clearing = clearAuction(orders, 'vickrey', terms);
    expect(traded(clearing.trades)).to.equal(4000);
    expect(clearing.priceMicroPerKwh).to.equal(22 * pound);
    expect(clearing.sellPriceMicroPerKwh).to.equal(20 * pound);
    expect(clearing.budgetBalanceMicro).to.equal(4 * 2 * pound);
    const best = clearAuction(orders, 'uniform', terms).welfareMicro;
    expect(best - clearing.welfareMicro, 'the surplus of the pair left out').to.equal(2 * pound);
  });
});

// V. L. Smith, An experimental study of competitive market behavior, Journal of Political Economy
// 70 (1962), test 1: eleven buyers and sellers from $0.75 to $3.25 in steps of a quarter; six
// trade at $2.00. The surplus of all is $7.50.
describe('Smith’s first test', () => {
  const quarters = Array.from({ length: 11 }, (_, i) => 0.75 + i / 4);
  const orders = [...sideOf('buy', 1e6, [...quarters].reverse()), ...sideOf('sell', 1e6, quarters)];
  const terms: Terms = { feedInMicroPerKwh: 500_000, retailMicroPerKwh: 4_000_000 };

  it('trades six at two dollars', () => {
    const clearing = clearAuction(orders, 'uniform', terms);
    expect(clearing.priceMicroPerKwh).to.equal(2_000_000);
    expect(clearing.trades).to.have.length(6);
    expect(clearing.welfareMicro).to.equal(7_500_000);
  });
});

describe('by hand', () => {
  const terms: Terms = { feedInMicroPerKwh: 100_000, retailMicroPerKwh: 300_000 };
  const order = (id: string, energyWh: number, limit: number, sequence = 0): Order => ({
    ...{ id, account: id, side: id.startsWith('b') ? 'buy' : 'sell', bus: 1, slot: 0 },
    ...{ energyWh, limitMicroPerKwh: limit, sequence },
  });
  const clear = (mechanism: Mechanism, orders: readonly Order[], change: Partial<Terms> = {}) =>
    clearAuction(orders, mechanism, { ...terms, ...change });

  it('the marginal price is shared by time of commit, then by id', () => {
    const orders = [
      ...[order('b1', 1000, 200_000, 2), order('b2', 1000, 200_000, 1)],
      ...[order('b3', 1000, 200_000, 2), order('s1', 2500, 120_000)],
    ];
    const { trades, priceMicroPerKwh, unmatched } = clear('uniform', orders);
    expect(priceMicroPerKwh).to.equal(200_000);
    expect(trades.map(({ buy, energyWh }) => [buy, energyWh])).to.deep.equal([
      ['b2', 1000],
      ['b1', 1000],
      ['b3', 500],
    ]);
    expect(unmatched).to.deep.equal([{ id: 'b3', energyWh: 500 }]);
  });

  it('halves go up: prices to the next micro, amounts to the next micro, fees with them', () => {
    const orders = [order('b1', 333, 200_002), order('s1', 333, 100_001)];
    const fees = { networkMicroPerKwh: 1000, platformMicroPerKwh: 501, ledgerMicroPerTrade: 7 };
    const [trade] = clear('uniform', orders, { fees }).trades;
    // (200,002 − 1,501 + 100,001) ÷ 2 = 149,251; × 0.333 = 49,700.583; with fees 150,752 × 0.333.
    expect(trade!.priceMicroPerKwh).to.equal(149_251);
    expect(trade!.sellerGetsMicro).to.equal(49_701);
    expect(trade!.buyerPaysMicro).to.equal(50_200 + 7);
    expect(trade!.feeMicro).to.equal(50_207 - 49_701);
  });

  it('fees per kWh stand between a bid and an ask; those per trade do not', () => {
    const orders = [order('b1', 1000, 150_000), order('s1', 1000, 149_000)];
    const fee = (networkMicroPerKwh: number) => ({
      fees: { networkMicroPerKwh, platformMicroPerKwh: 0, ledgerMicroPerTrade: 130 },
    });
    expect(clear('uniform', orders, fee(1000)).trades).to.have.length(1);
    expect(clear('uniform', orders, fee(1001)).trades).to.have.length(0);
    expect(clear('mid-market', orders, fee(200_001)).priceMicroPerKwh).to.equal(null);
  });

  // Both after C. Long and others, IEEE PES General Meeting 2017: with half of the demand made at
  // home, mid-market consumers pay the mean of mid and retail; a shared bill the retail's half.
  it('mid-market shares what is scarce by quantity and buys the rest from the grid', () => {
    const orders = [
      ...[order('b1', 3000, 300_000, 1), order('b2', 1000, 300_000)],
      ...[order('s1', 2000, 100_000), order('b3', 5000, 199_999)],
    ];
    const clearing = clear('mid-market', orders);
    const costs = clearing.accounts.map(({ account, paysMicro }) => [account, paysMicro]);
    expect(costs.slice(0, 3)).to.deep.equal([
      ['b1', 1500 * 200 + 1500 * 300],
      ['b2', 500 * 200 + 500 * 300],
      ['b3', 0],
    ]);
    expect(clearing.accounts[3]!.getsMicro).to.equal(400_000);
    const fromGrid = clearing.trades.filter(({ sell }) => sell === GRID);
    expect(fromGrid.map(({ buy, energyWh }) => [buy, energyWh])).to.deep.equal([
      ['b2', 500],
      ['b1', 1500],
    ]);
  });

  it('a shared bill spreads the imports’ cost, and leaves the makers with nothing for it', () => {
    const orders = [
      ...[order('b1', 3000, 300_000), order('b2', 1000, 250_000)],
      order('s1', 2000, 100_000),
    ];
    const { accounts, priceMicroPerKwh } = clear('bill-sharing', orders);
    expect(priceMicroPerKwh).to.equal(null);
    expect(accounts.map(({ paysMicro }) => paysMicro)).to.deep.equal([450_000, 150_000, 0]);
    expect(accounts[2]).to.include({ soldWh: 2000, getsMicro: 0, gainMicro: -200_000 });
    const much = clear('bill-sharing', [order('b1', 1000, 200_000), order('s1', 4000, 100_000)]);
    expect(much.accounts.map(({ paysMicro }) => paysMicro)).to.deep.equal([0, 0]);
    expect(much.accounts[1]!.getsMicro).to.equal(300_000);
  });

  it('a price field charges the price of the buyer’s bus', () => {
    const orders = [
      { ...order('b1', 1000, 250_000), bus: 2 },
      { ...order('b2', 1000, 240_000), bus: 3 },
      { ...order('b3', 1000, 300_000), bus: 4 },
      order('s1', 5000, 150_000),
    ];
    const fieldMicroPerKwh = { 1: 100_000, 2: 150_000, 3: 240_001 };
    const { trades } = clear('price-field', orders, { fieldMicroPerKwh });
    expect(trades.map(({ buy, priceMicroPerKwh }) => [buy, priceMicroPerKwh])).to.deep.equal([
      ['b1', 150_000],
    ]);
    expect(clear('price-field', orders).trades).to.deep.equal([]);
  });

  it('a wish costs a trade, never moves the price', () => {
    const asks = { ...order('b1', 1000, 300_000), preferences: { sources: ['pv'] } as const };
    const orders = [asks, order('b2', 1000, 180_000), order('s1', 1000, 120_000)];
    const plain = clear('uniform', [{ ...asks, preferences: {} }, ...orders.slice(1)]);
    const { trades, priceMicroPerKwh, unmatched } = clear('uniform', orders);
    expect(plain.priceMicroPerKwh).to.equal(240_000);
    expect([priceMicroPerKwh, trades.length, unmatched.length]).to.deep.equal([null, 0, 3]);
    const sun = { ...order('s2', 1000, 130_000), source: 'pv' } as const;
    const both = clear('uniform', [...orders, sun]);
    expect(both.trades.map(({ buy, sell }) => [buy, sell])).to.deep.equal([
      ['b1', 's2'],
      ['b2', 's1'],
    ]);
  });

  it('a seller may choose its buyers too', () => {
    const sun = { ...order('s1', 1000, 120_000), preferences: { partners: ['b2'] } };
    const orders = [order('b1', 1000, 300_000), order('b2', 1000, 280_000), sun];
    const { trades } = clear('pay-as-bid', orders);
    expect(trades.map(({ buy }) => buy)).to.deep.equal(['b2']);
    const choosy = { ...sun, preferences: { reputationMin: 600_000 } };
    const known = { reputations: { b2: 600_000 } };
    const [trade] = clear('pay-as-bid', [...orders.slice(0, 2), choosy], known).trades;
    expect(trade!.buy).to.equal('b2');
  });

  it('a budget holds for what the grid delivers as well', () => {
    const poor = { ...order('b1', 3000, 300_000), preferences: { budgetMicro: 500_000 } };
    const { accounts, unmatched } = clear('mid-market', [poor, order('s1', 1000, 100_000)]);
    expect(accounts[0]).to.include({ paysMicro: 500_000, boughtWh: 2000 });
    expect(unmatched).to.deep.equal([{ id: 'b1', energyWh: 1000 }]);
  });
});

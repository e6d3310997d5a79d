import { expect } from '@open-wc/testing';
import type { Terms } from '../../web/market/clearing.ts';
import { checkOrders } from '../../web/market/order.ts';
import { ordersOfRules, type Situation, type TradingRule } from '../../web/market/preference.ts';
import {
  expectedDelivery,
  fadeReputation,
  recordDelivery,
  REPUTATION_ONE,
  unknownReputation,
} from '../../web/market/reputation.ts';
import { marginMicro, maturityOf, standingOrderAt } from '../../web/market/standing.ts';

const terms: Terms = { feedInMicroPerKwh: 80_000, retailMicroPerKwh: 273_000 };

describe('automatic rules', () => {
  const situation: Situation = {
    ...{ account: 'home', bus: 9, slot: 40, sequence: 12, needWh: 5000, terms },
    surplusWh: { pv: 4000, bess: 3000 },
  };
  const rule = (change: Partial<TradingRule>): TradingRule => ({
    ...{ id: 'r', side: 'buy', limitMicroPerKwh: 150_000, ...change },
  });

  it('take in turn what those before them left', () => {
    const rules = [
      rule({ id: 'sun', energyWhMax: 3000, preferences: { sources: ['pv'], partners: ['roof'] } }),
      rule({ id: 'any', limitMicroPerKwh: 200_000 }),
      rule({ id: 'late' }),
      rule({ id: 'roof', side: 'sell', limitMicroPerKwh: 100_000, reserveWh: 1000 }),
      rule({ id: 'more', side: 'sell', limitMicroPerKwh: 120_000, reserveWh: 1000 }),
      rule({ id: 'pack', side: 'sell', limitMicroPerKwh: 160_000, source: 'bess' }),
    ];
    const orders = ordersOfRules(rules, situation);
    expect(orders.map(({ id, energyWh, sequence }) => [id, energyWh, sequence])).to.deep.equal([
      ['home/40/sun', 3000, 12],
      ['home/40/any', 2000, 13],
      ['home/40/roof', 3000, 14],
      ['home/40/pack', 3000, 15],
    ]);
    expect(orders[0]!.preferences).to.deep.equal({ sources: ['pv'], partners: ['roof'] });
    expect(orders.map(({ source }) => source)).to.deep.equal([undefined, undefined, 'pv', 'bess']);
    expect(checkOrders(orders, terms)).to.deep.equal([]);
  });

  it('stay inside the band, or out of the market', () => {
    const limitOf = (change: Partial<TradingRule>): readonly number[] =>
      ordersOfRules([rule(change)], situation).map(({ limitMicroPerKwh }) => limitMicroPerKwh);
    expect(limitOf({ limitMicroPerKwh: 300_000 })).to.deep.equal([273_000]);
    expect(limitOf({ limitMicroPerKwh: 79_999 })).to.deep.equal([]);
    expect(limitOf({ side: 'sell', limitMicroPerKwh: 0 })).to.deep.equal([80_000]);
    expect(limitOf({ side: 'sell', limitMicroPerKwh: 273_001 })).to.deep.equal([]);
  });

  it('spend no more together than there is to spend', () => {
    const rules = [
      rule({ id: 'a', energyWhMax: 1000 }),
      rule({ id: 'b', energyWhMax: 1000, preferences: { budgetMicro: 20_000 } }),
      rule({ id: 'c', energyWhMax: 1000 }),
      rule({ id: 'd' }),
    ];
    const orders = ordersOfRules(rules, { ...situation, budgetMicro: 200_000 });
    const budgets = orders.map(({ preferences }) => preferences?.budgetMicro);
    expect(budgets).to.deep.equal([200_000, 20_000, 30_000]);
  });
});

describe('reputation', () => {
  const keep = 990_000;

  it('is the mean of a beta distribution, as Jøsang and Ismail give it', () => {
    let known = unknownReputation(0);
    expect(expectedDelivery(known)).to.equal(500_000);
    // (r + 1) / (r + s + 2) for 8 kept and 1 broken promise, and for half a one.
    for (let i = 0; i < 9; i++) {
      known = recordDelivery(
        known,
        { slot: 0, agreedWh: 700, deliveredWh: i === 4 ? 0 : 900 },
        keep,
      );
    }
    expect(expectedDelivery(known)).to.equal(Math.floor((9 / 11) * 1e6));
    const half = recordDelivery(
      unknownReputation(0),
      { slot: 0, agreedWh: 3, deliveredWh: 1 },
      keep,
    );
    expect(half).to.deep.equal({ good: 333_333, bad: 666_667, slot: 0 });
  });

  it('forgets exponentially, back to one half, and never runs back', () => {
    const first = { good: 5_000_000, bad: 1_000_000, slot: 10 };
    for (const slots of [1, 2, 7, 69, 300]) {
      const faded = fadeReputation(first, 10 + slots, keep);
      let power = 1;
      for (let i = 0; i < slots; i++) power *= 0.99;
      expect(faded.good).to.be.closeTo(5e6 * power, 60);
      expect(faded.bad).to.be.closeTo(1e6 * power, 15);
    }
    expect(fadeReputation(first, 10, keep)).to.equal(first);
    expect(fadeReputation(first, 3, keep)).to.equal(first);
    expect(fadeReputation(first, 1e9, keep)).to.deep.equal({ good: 0, bad: 0, slot: 1e9 });
    expect(fadeReputation(first, 1e9, REPUTATION_ONE)).to.include({ good: 5_000_000 });
    expect(fadeReputation(first, 11, 0)).to.include({ good: 0, bad: 0 });
  });

  it('stays exact after any number of contracts', () => {
    let known = unknownReputation(0);
    for (let i = 0; i < 20_000; i++) {
      const delivery = { slot: 0, agreedWh: 4, deliveredWh: i % 4 === 0 ? 0 : 4 };
      known = recordDelivery(known, delivery, keep);
    }
    expect(expectedDelivery(known)).to.be.closeTo(750_000, 1000);
    expect(known.good + known.bad).to.be.at.most(2_000_000_000);
  });
});

describe('standing orders and futures', () => {
  const order = {
    ...{ id: 'daily', side: 'buy' as const, account: 'a', bus: 1, energyWh: 900 },
    limitMicroPerKwh: 150_000,
  };

  it('repeat from the first slot to the last', () => {
    const standing = { order, fromSlot: 30, toSlot: 222, everySlots: 96 };
    const slots = Array.from({ length: 400 }, (_, slot) => standingOrderAt(standing, slot, 5));
    const found = slots.filter((one) => one !== null);
    expect(found.map(({ id, slot }) => [id, slot])).to.deep.equal([
      ['daily/30', 30],
      ['daily/126', 126],
      ['daily/222', 222],
    ]);
    expect(checkOrders(found.slice(0, 1), terms)).to.deep.equal([]);
    const endless = { ...standing, toSlot: null };
    expect(standingOrderAt(endless, 30 + 96 * 1000, 5)!.sequence).to.equal(5);
  });

  it('tell spot from future, and ask a margin rounded up', () => {
    const rule = { slotsAheadMin: 4, slotsAheadMax: 96, marginPermille: 125 };
    const at = [-1, 0, 3, 4, 96, 97].map((ahead) => maturityOf(50 + ahead, 50, rule));
    expect(at).to.deep.equal(['past', 'spot', 'spot', 'future', 'future', 'too-far']);
    expect(marginMicro(order, rule)).to.equal(135_000 / 8);
    expect(marginMicro({ energyWh: 7, limitMicroPerKwh: 150_000 }, rule)).to.equal(132);
    expect(marginMicro(order, { ...rule, marginPermille: 0 })).to.equal(0);
  });
});

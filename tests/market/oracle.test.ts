import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import loadHighs from 'highs';
import { curvesOf } from '../../web/market/book.ts';
import { clearAuction } from '../../web/market/clear.ts';
import type { Terms } from '../../web/market/clearing.ts';
import type { Order } from '../../web/market/order.ts';
import { admits } from '../../web/market/preference.ts';
import { stream } from '../../web/rng.ts';
import { bookArbitrary, MECHANISMS, SEED } from './random-book.ts';

// HiGHS, an independent solver of linear programs, finds the most welfare that any trades could
// have. Supply and demand are a transport problem, so its best corner is in whole watt-hours.
const highs = await loadHighs();

const feeOf = ({ fees }: Terms): number =>
  (fees?.networkMicroPerKwh ?? 0) + (fees?.platformMicroPerKwh ?? 0);

interface Optimum {
  /** Σ energy × (limit − limit − fee), in thousandths of a micro. */
  readonly thousandths: bigint;
  /** Shadow price of the energy balance, micro per kWh. */
  readonly price: number;
}

/** One variable an order: what it trades. No one cares with whom. */
function optimum(orders: readonly Order[], terms: Terms): Optimum {
  const value = ({ side, limitMicroPerKwh }: Order): number =>
    side === 'buy' ? limitMicroPerKwh - feeOf(terms) : -limitMicroPerKwh;
  const term = (factor: number, i: number): string =>
    `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} x${i}`;
  const text = [
    'Maximize',
    ` welfare: ${orders.map((order, i) => term(value(order), i)).join(' ')}`,
    'Subject To',
    ` balance: ${orders.map(({ side }, i) => term(side === 'buy' ? 1 : -1, i)).join(' ')} = 0`,
    'Bounds',
    ...orders.map(({ energyWh }, i) => ` 0 <= x${i} <= ${energyWh}`),
    'End',
  ].join('\n');
  const solution = highs.solve(text);
  expect(solution.Status).to.equal('Optimal');
  const thousandths = orders.reduce((sum, order, i) => {
    const { Primal: energy } = solution.Columns[`x${i}`] as { Primal: number };
    expect(Math.abs(energy - Math.round(energy)), 'a corner in whole Wh').to.be.below(1e-6);
    return sum + BigInt(Math.round(energy)) * BigInt(value(order));
  }, 0n);
  const { Dual: price } = solution.Rows[0] as unknown as { Dual: number };
  return { thousandths, price };
}

const rounded = (thousandths: bigint): number => Number((thousandths + 500n) / 1000n);

describe('welfare against HiGHS', () => {
  it('is the most there is, by two mechanisms, on random books', () => {
    let traded = 0;
    const property = fc.property(bookArbitrary(false), ({ orders, terms }) => {
      if (orders.length === 0) return;
      const { thousandths, price } = optimum(orders, terms);
      for (const mechanism of ['uniform', 'pay-as-bid'] as const) {
        const { welfareMicro } = clearAuction(orders, mechanism, terms);
        expect(welfareMicro, mechanism).to.equal(rounded(thousandths));
      }
      const { crossing } = curvesOf(orders, terms);
      if (!crossing) return;
      traded += 1;
      expect(Math.abs(price), 'shadow price').to.be.within(
        crossing.lowMicroPerKwh,
        crossing.highMicroPerKwh,
      );
    });
    fc.assert(property, { seed: SEED, numRuns: 400 });
    expect(traded, 'books that trade').to.be.above(100);
  });

  it('is the most there is on a book of 1,000 orders', () => {
    const terms = { feedInMicroPerKwh: 50_000, retailMicroPerKwh: 273_000 };
    const rng = stream(SEED, 'tests/market/large');
    const orders = Array.from({ length: 1000 }, (_, i): Order => {
      const side = rng.below(2) === 0 ? 'buy' : 'sell';
      const limitMicroPerKwh = 50_000 + rng.below(223_001);
      const rest = { account: `x${i}`, bus: 1, slot: 0, sequence: i };
      return { id: `o${i}`, side, limitMicroPerKwh, energyWh: 1 + rng.below(9000), ...rest };
    });
    const best = rounded(optimum(orders, terms).thousandths);
    expect(best).to.be.above(0);
    expect(clearAuction(orders, 'uniform', terms).welfareMicro).to.equal(best);
  });

  it('is never more than the most, whatever the mechanism and the wishes', () => {
    let short = 0;
    const property = fc.property(
      bookArbitrary(true, 10),
      fc.constantFrom(...MECHANISMS),
      ({ orders, terms }, mechanism) => {
        const most = optimumOfPairs(orders, terms);
        const { welfareMicro, trades } = clearAuction(orders, mechanism, terms);
        expect(welfareMicro, mechanism).to.be.at.most(most);
        if (trades.length > 0 && welfareMicro < most) short += 1;
      },
    );
    fc.assert(property, { seed: SEED, numRuns: 300 });
    expect(short, 'books where wishes or prices cost welfare').to.be.above(20);
  });
});

/** One variable a pair that may trade: the bound where accounts and wishes matter. */
function optimumOfPairs(orders: readonly Order[], terms: Terms): number {
  const buys = orders.filter(({ side }) => side === 'buy');
  const sells = orders.filter(({ side }) => side === 'sell');
  const pairs = buys.flatMap((buy, i) =>
    sells.flatMap((sell, j) => {
      const worth = buy.limitMicroPerKwh - feeOf(terms) - sell.limitMicroPerKwh;
      return admits(buy, sell, terms) && worth > 0 ? [{ name: `p${i}_${j}`, i, j, worth }] : [];
    }),
  );
  if (pairs.length === 0) return 0;
  const row = (name: string, own: typeof pairs, energyWh: number): string[] =>
    own.length > 0 ? [` ${name}: ${own.map((pair) => pair.name).join(' + ')} <= ${energyWh}`] : [];
  const text = [
    'Maximize',
    ` welfare: ${pairs.map(({ worth, name }) => `${worth} ${name}`).join(' + ')}`,
    'Subject To',
    ...buys.flatMap(({ energyWh }, i) =>
      row(
        `b${i}`,
        pairs.filter((pair) => pair.i === i),
        energyWh,
      ),
    ),
    ...sells.flatMap(({ energyWh }, j) =>
      row(
        `s${j}`,
        pairs.filter((pair) => pair.j === j),
        energyWh,
      ),
    ),
    'End',
  ].join('\n');
  const { Columns } = highs.solve(text);
  const thousandths = pairs.reduce((sum, { name, worth }) => {
    const { Primal } = Columns[name] as { Primal: number };
    return sum + BigInt(Math.round(Primal)) * BigInt(worth);
  }, 0n);
  return rounded(thousandths);
}

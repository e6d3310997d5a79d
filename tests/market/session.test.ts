import { expect } from '@open-wc/testing';
import {
  canQuote,
  firstMemory,
  learn,
  quoteOf,
  type Strategy,
  type Trader,
} from '../../web/market/agent.ts';
import type { Terms } from '../../web/market/clearing.ts';
import { runSession } from '../../web/market/session.ts';
import { stream } from '../../web/rng.ts';
import { SEED } from './random-book.ts';

const terms: Terms = { feedInMicroPerKwh: 0, retailMicroPerKwh: 4_000_000 };
const options = { turns: 600, slot: 0, terms };

/** Smith's first test (1962) as a market of traders: eleven a side, values a quarter apart. */
const smith = (strategy: Strategy): Trader[] =>
  (['buy', 'sell'] as const).flatMap((side) =>
    Array.from({ length: 11 }, (_, i) => ({
      ...{ account: `${side}${i}`, bus: 1, side, strategy, energyWh: 1000 },
      limitMicroPerKwh: 750_000 + 250_000 * i,
    })),
  );

const MARKETS = 40;
const DAYS = 4;

interface Measured {
  /** Mean share of the surplus on each day, and the worst day of all. */
  readonly byDay: readonly number[];
  readonly worst: number;
  /** Mean distance of the last day's prices from the equilibrium, dollars. */
  readonly spread: number;
}

/** Markets that meet again day after day; every trader has a new unit and its old memory. */
function measured(strategy: Strategy): Measured {
  const byDay = Array.from({ length: DAYS }, () => 0);
  let [worst, spread, count] = [1, 0, 0];
  for (let market = 0; market < MARKETS; market++) {
    let memories = {};
    for (let day = 0; day < DAYS; day++) {
      const seed = SEED + market * DAYS + day;
      const session = runSession(smith(strategy), { ...options, seed, memories });
      expect(session.surplusMaxMicro).to.equal(7_500_000);
      memories = session.memories;
      const efficiency = session.surplusMicro / session.surplusMaxMicro;
      byDay[day]! += efficiency / MARKETS;
      worst = Math.min(worst, efficiency);
      if (day < DAYS - 1) continue;
      for (const { priceMicroPerKwh } of session.trades) {
        spread += Math.abs(priceMicroPerKwh / 1e6 - 2);
        count += 1;
      }
    }
  }
  return { byDay, worst, spread: spread / count };
}

describe('seeded traders', () => {
  const [zero, adaptive, truthful] = (['zero-intelligence', 'adaptive', 'truthful'] as const).map(
    measured,
  );

  // D. K. Gode and S. Sunder, Journal of Political Economy 101 (1993): a market's rules alone
  // bring traders without any intelligence, held only to their limits, to most of the surplus.
  it('reach more than 90 % of the surplus without intelligence', () => {
    for (const efficiency of zero!.byDay) expect(efficiency).to.be.above(0.9);
    expect(zero!.worst).to.be.above(0.6);
  });

  // D. Cliff, HPL-97-91 (1997): adaptive margins bring prices closer to the equilibrium.
  it('come nearer to the equilibrium, and to all of the surplus, when they learn', () => {
    const { byDay, spread } = adaptive!;
    expect(byDay.at(-1)).to.be.above(0.99);
    expect(byDay.at(-1)).to.be.above(byDay[0]!);
    expect(spread).to.be.below(zero!.spread / 2);
  });

  // A quote at the limit trades with whoever comes first, also with those whom no clearing price
  // would let trade: the truth is for mechanisms that ask for it.
  it('lose by telling the truth to a continuous market', () => {
    for (const efficiency of truthful!.byDay) {
      expect(efficiency).to.be.within(0.5, zero!.byDay[0]!);
    }
  });

  it('begin anew after each trade, so that the next takes two quotes at least', () => {
    for (let seed = 0; seed < 5; seed++) {
      const { trades } = runSession(smith('truthful'), { ...options, seed });
      const turns = [...new Set(trades.map(({ turn }) => turn))];
      turns.slice(1).forEach((turn, i) => expect(turn - turns[i]!).to.be.at.least(2));
      expect(turns.length).to.be.above(3);
    }
  });

  it('repeat themselves for a seed, and differ for another', () => {
    const run = (seed: number) => runSession(smith('adaptive'), { ...options, seed });
    expect(run(7)).to.deep.equal(run(7));
    expect(run(7).trades).to.not.deep.equal(run(8).trades);
  });

  it('never quote beyond their limit or the band, fees counted', () => {
    const fees = { networkMicroPerKwh: 9000, platformMicroPerKwh: 1000, ledgerMicroPerTrade: 0 };
    const narrow: Terms = { feedInMicroPerKwh: 80_000, retailMicroPerKwh: 273_000, fees };
    const rng = stream(SEED, 'tests/market/quotes');
    for (const strategy of ['truthful', 'zero-intelligence', 'adaptive'] as const) {
      for (let round = 0; round < 60; round++) {
        const side = round % 2 === 0 ? 'buy' : 'sell';
        const limitMicroPerKwh = 80_000 + rng.below(193_001);
        const draft = { account: 'a', bus: 1, energyWh: 1, side, strategy } as const;
        const trader: Trader = { ...draft, limitMicroPerKwh };
        const worth = limitMicroPerKwh - (side === 'buy' ? 10_000 : 0);
        expect(canQuote(trader, narrow)).to.equal(worth >= 80_000 && worth <= 263_000);
        if (!canQuote(trader, narrow)) continue;
        let memory = firstMemory(trader, rng, narrow);
        for (let step = 0; step < 40; step++) {
          const price = quoteOf(trader, memory, rng, narrow);
          expect(Number.isInteger(price)).to.equal(true);
          expect(price).to.be.within(80_000, 263_000);
          if (side === 'buy') expect(price).to.be.at.most(worth);
          else expect(price).to.be.at.least(worth);
          const heard = {
            side: rng.below(2) === 0 ? ('buy' as const) : ('sell' as const),
            priceMicroPerKwh: 80_000 + rng.below(183_001),
            accepted: rng.below(2) === 0,
            active: rng.below(3) > 0,
          };
          memory = learn(trader, memory, heard, { rng, terms: narrow });
        }
      }
    }
  });

  it('learn in the direction that Cliff gives', () => {
    const rng = stream(SEED, 'tests/market/learn');
    const base = { account: 'a', bus: 1, energyWh: 1, strategy: 'adaptive' } as const;
    const seller: Trader = { ...base, side: 'sell', limitMicroPerKwh: 1_000_000 };
    const buyer: Trader = { ...base, side: 'buy', limitMicroPerKwh: 3_000_000 };
    const memory = { price: 2_000_000, momentum: 0, rate: 0.3, inertia: 0.05 };
    const moved = (trader: Trader, heard: Parameters<typeof learn>[2]): number =>
      Math.sign(learn(trader, memory, heard, { rng, terms }).price - memory.price);
    const [high, low] = [2_600_000, 1_400_000];
    const cases = [
      [seller, 'buy', high, true, true, 1],
      [seller, 'sell', high, true, false, 1],
      [seller, 'buy', low, true, true, -1],
      [seller, 'sell', low, true, true, 0],
      [seller, 'sell', low, false, true, -1],
      [seller, 'sell', low, false, false, 0],
      [seller, 'buy', low, false, true, 0],
      [buyer, 'sell', low, true, true, -1],
      [buyer, 'sell', high, true, true, 1],
      [buyer, 'buy', high, true, true, 0],
      [buyer, 'buy', high, false, true, 1],
      [buyer, 'sell', high, false, true, 0],
    ] as const;
    for (const [trader, side, priceMicroPerKwh, accepted, active, wanted] of cases) {
      const heard = { side, priceMicroPerKwh, accepted, active };
      expect(moved(trader, heard), `${trader.side} ${JSON.stringify(heard)}`).to.equal(wanted);
    }
  });

  it('end at once where one side is missing or fees leave nothing to agree on', () => {
    const buyers = smith('truthful').filter(({ side }) => side === 'buy');
    expect(runSession(buyers, { ...options, seed: 1 })).to.include({ turns: 0, surplusMicro: 0 });
    const fees = { networkMicroPerKwh: 4_000_001, platformMicroPerKwh: 0, ledgerMicroPerTrade: 0 };
    const dear = { ...options, seed: 1, terms: { ...terms, fees } };
    expect(runSession(smith('truthful'), dear).trades).to.deep.equal([]);
  });
});

import { expect } from '@open-wc/testing';
import { bidInAuction, openAuction, passRound } from '../../web/market/auction.ts';
import { clearAuction } from '../../web/market/clear.ts';
import type { Mechanism, Terms } from '../../web/market/clearing.ts';
import type { Order } from '../../web/market/order.ts';
import { type Rng, stream } from '../../web/rng.ts';
import { SEED } from './random-book.ts';

const DRAWS = 10_000;

/** What `bidder` gains, in thousandths of a micro, if its worth is `worth` and it bids `bid`. */
function sealedGain(
  rivals: readonly number[],
  reserve: number,
  worth: number,
  bid: number,
): number {
  const lot = {
    ...{ kind: 'sealed' as const, seller: 'seller', energyWh: 1700, quietRounds: 1 },
    ...{ reserveMicroPerKwh: reserve, startMicroPerKwh: 0, incrementMicroPerKwh: 1 },
  };
  const bids = [bid, ...rivals].map((priceMicroPerKwh, i) => ({
    ...{ id: `bid${i}`, account: `x${i}`, priceMicroPerKwh, sequence: (i * 5) % 7 },
  }));
  const { state } = bidInAuction(openAuction(lot), bids);
  const { outcome } = passRound(state);
  if (outcome?.winner?.account !== 'x0') return 0;
  return lot.energyWh * (worth - outcome.priceMicroPerKwh);
}

/** A gain by lying is told apart from rounding: trades are of whole kWh, prices whole micro. */
function marketGain(orders: readonly Order[], mechanism: Mechanism, worth: number): number {
  const terms: Terms = { feedInMicroPerKwh: 0, retailMicroPerKwh: 300_000 };
  const { trades } = clearAuction(orders, mechanism, terms);
  const own = orders[0]!;
  return trades.reduce((sum, trade) => {
    if (trade.buy === own.id) return sum + trade.energyWh * (worth - trade.priceMicroPerKwh);
    if (trade.sell !== own.id) return sum;
    return sum + trade.sellerGetsMicro * 1000 - trade.energyWh * worth;
  }, 0);
}

function randomOrders(rng: Rng): Order[] {
  return Array.from({ length: 2 + rng.below(9) }, (_, i): Order => {
    const side = rng.below(2) === 0 ? 'buy' : 'sell';
    const energyWh = 1000 * (1 + rng.below(5));
    const limitMicroPerKwh = 20_000 * rng.below(16);
    const sequence = rng.below(4);
    const rest = { account: `x${i}`, bus: 1, slot: 0, sequence };
    return { id: `o${i}`, side, energyWh, limitMicroPerKwh, ...rest };
  });
}

/** Best and worst that lies did, over all draws. */
function lies(gain: (rng: Rng) => readonly [honest: number, lie: number]): {
  readonly gained: number;
  readonly lost: number;
} {
  const rng = stream(SEED, 'tests/market/lies');
  let [gained, lost] = [0, 0];
  for (let draw = 0; draw < DRAWS; draw++) {
    const [honest, lie] = gain(rng);
    if (lie > honest) gained += 1;
    if (lie < honest) lost += 1;
  }
  return { gained, lost };
}

describe(`${DRAWS} random lies`, () => {
  it('never pay in a sealed second-price auction', () => {
    const { gained, lost } = lies((rng) => {
      const rivals = Array.from({ length: 1 + rng.below(5) }, () => rng.below(40));
      const [reserve, worth, bid] = [rng.below(20), rng.below(40), rng.below(45)];
      const gain = (price: number): number => sealedGain(rivals, reserve, worth, price);
      return [gain(worth), gain(bid)];
    });
    expect(gained).to.equal(0);
    expect(lost).to.be.above(500);
  });

  const inMarket = (mechanism: Mechanism) => (rng: Rng) => {
    const orders = randomOrders(rng);
    const worth = orders[0]!.limitMicroPerKwh;
    const lie = [{ ...orders[0]!, limitMicroPerKwh: 20_000 * rng.below(16) }, ...orders.slice(1)];
    return [marketGain(orders, mechanism, worth), marketGain(lie, mechanism, worth)] as const;
  };

  it('never pay where the marginal pair sets the prices and stays out', () => {
    const { gained, lost } = lies(inMarket('vickrey'));
    expect(gained).to.equal(0);
    expect(lost).to.be.above(200);
  });

  it('do pay where the price is in the middle, so the test can see it', () => {
    expect(lies(inMarket('uniform')).gained).to.be.above(100);
    expect(lies(inMarket('pay-as-bid')).gained).to.be.above(100);
  });
});

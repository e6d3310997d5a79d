/**
 * Clears the orders of one slot by one of six mechanisms.
 *
 * Knows orders, terms and whole numbers; never the ledger, the network or who runs it. The same
 * set of orders gives the same clearing in whatever order it arrives, in every engine.
 *
 * - **uniform**: a double auction, everyone at one price, in the middle of all prices that clear
 *   (the k-double auction with k = ½; Rustichini, Satterthwaite and Williams, Econometrica 62,
 *   1994). Where the marginal price is shared, the earlier order is served first.
 * - **pay-as-bid**: the same trades; each pair at the middle of its own two limits, the best buyer
 *   with the best seller.
 * - **vickrey**: trade reduction for quantities (McAfee, Journal of Economic Theory 56, 1992;
 *   Huang, Scheller-Wolf and Sycara, Computational Intelligence 18, 2002). The marginal buyer and
 *   seller set the prices and do not trade; the longer side is cut in proportion to quantities.
 *   A false limit never helps; in exchange trades are lost and the market keeps the difference.
 * - **mid-market** and **bill-sharing**: see pool.ts.
 * - **price-field**: each delivery at the price that is given for the buyer's bus.
 */
import { assert } from '../assert.ts';
import {
  type Clearing,
  type Found,
  lotsOf,
  type Mechanism,
  summarise,
  type Terms,
} from './clearing.ts';
import { crossing, type Lot, ration } from './crossing.ts';
import { middlePrice, ORDERS_MAX } from './money.ts';
import type { Order } from './order.ts';
import { pairUp } from './pairing.ts';
import { billSharing, midMarket } from './pool.ts';

type Clear = (buys: Lot[], sells: Lot[], terms: Terms) => Found;

const MECHANISMS: Readonly<Record<Mechanism, Clear>> = {
  uniform,
  'pay-as-bid': payAsBid,
  vickrey: tradeReduction,
  'mid-market': midMarket,
  'bill-sharing': billSharing,
  'price-field': priceField,
};

/**
 * The clearing of `orders`, which are of one slot, have ids of their own and passed `checkOrder`.
 * Takes O(n log n) steps without preferences, with them up to buyers × sellers.
 */
export function clearAuction(
  orders: readonly Order[],
  mechanism: Mechanism,
  terms: Terms,
): Clearing {
  assert(orders.length <= ORDERS_MAX, 'a book is bounded', { orders: orders.length });
  const { buys, sells } = lotsOf(orders, terms);
  return summarise(mechanism, orders, MECHANISMS[mechanism](buys, sells, terms), terms);
}

const NOTHING: Found = { trades: [], priceMicroPerKwh: null };

/** `found` with its price only if anything was traded at it. */
function atPrice(trades: Found['trades'], priceMicroPerKwh: number): Found {
  return trades.length > 0 ? { trades, priceMicroPerKwh } : NOTHING;
}

function uniform(buys: Lot[], sells: Lot[], terms: Terms): Found {
  const cross = crossing(buys, sells);
  if (!cross) return NOTHING;
  const price = middlePrice(cross.lowMicro, cross.highMicro);
  const willing = {
    buys: buys.filter(({ limit }) => limit >= price),
    sells: sells.filter(({ limit }) => limit <= price),
  };
  return atPrice(
    pairUp(willing.buys, willing.sells, () => [price, price], terms),
    price,
  );
}

function payAsBid(buys: Lot[], sells: Lot[], terms: Terms): Found {
  const priceOf = (buy: Lot, sell: Lot): readonly [number, number] | null => {
    if (buy.limit < sell.limit) return null;
    const price = middlePrice(buy.limit, sell.limit);
    return [price, price];
  };
  return { trades: pairUp(buys, sells, priceOf, terms), priceMicroPerKwh: null };
}

function tradeReduction(buys: Lot[], sells: Lot[], terms: Terms): Found {
  const cross = crossing(buys, sells);
  if (!cross) return NOTHING;
  const prices = [buys[cross.lastBuy]!.limit, sells[cross.lastSell]!.limit] as const;
  const [inside, offered] = [buys.slice(0, cross.lastBuy), sells.slice(0, cross.lastSell)];
  const total = (lots: readonly Lot[]): number => lots.reduce((sum, lot) => sum + lot.leftWh, 0);
  const energyWh = Math.min(total(inside), total(offered));
  for (const lots of [inside, offered]) ration(lots, energyWh);
  const trades = pairUp(inside, offered, () => prices, terms);
  if (trades.length === 0) return NOTHING;
  return { trades, priceMicroPerKwh: prices[0], sellPriceMicroPerKwh: prices[1] };
}

function priceField(buys: Lot[], sells: Lot[], terms: Terms): Found {
  const field = terms.fieldMicroPerKwh ?? {};
  const priceOf = ({ order, limit }: Lot, sell: Lot): readonly [number, number] | null => {
    if (!Object.hasOwn(field, order.bus)) return null;
    const price = field[order.bus]!;
    return limit >= price && sell.limit <= price ? [price, price] : null;
  };
  return { trades: pairUp(buys, sells, priceOf, terms), priceMicroPerKwh: null };
}

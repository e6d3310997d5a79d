/**
 * Two ways of sharing what a community makes, after Long, Wu, Zhang, Thomas, Cheng and Jenkins,
 * "Peer-to-peer energy trading in a community microgrid" (IEEE PES General Meeting, 2017). In both
 * the scarce side trades all it has, the other side in proportion to its quantities, and the rest
 * is settled with the grid.
 *
 * - **mid-market**: the price is the middle of feed-in and retail price, the latter less the fees
 *   per kWh. Only orders whose limit allows that price take part; the rest is settled with the
 *   grid if the limit allows the grid's price too.
 * - **bill-sharing**: members share one bill. What they make for each other costs nothing but
 *   fees, the imports' cost is shared by consumption and the exports' revenue by production, so
 *   that limits are not asked. A seller can therefore be worse off than with the grid alone.
 */
import { feePerKwh, type Found, GRID, gridTrade, type Terms, type Trade } from './clearing.ts';
import { type Lot, ration } from './crossing.ts';
import { affordableWh, middlePrice } from './money.ts';
import { pairUp } from './pairing.ts';
import { admitsGrid } from './preference.ts';

/** Everyone whose limit allows it at the middle of the grid's two prices. */
export function midMarket(buys: Lot[], sells: Lot[], terms: Terms): Found {
  const { feedInMicroPerKwh: feedIn, retailMicroPerKwh: retail } = terms;
  const most = retail - feePerKwh(terms);
  const price = middlePrice(feedIn, most);
  const willing = most >= feedIn ? price : null;
  const trades = tradeInProportion(
    willing === null ? [] : buys.filter(({ limit }) => limit >= willing),
    willing === null ? [] : sells.filter(({ limit }) => limit <= willing),
    price,
    terms,
  );
  const rest = restWithGrid(
    buys.filter(({ order }) => order.limitMicroPerKwh >= retail),
    sells.filter(({ order }) => order.limitMicroPerKwh <= feedIn),
    terms,
  );
  return { trades: [...trades, ...rest], priceMicroPerKwh: trades.length > 0 ? price : null };
}

/** One bill for all, whatever their limits. */
export function billSharing(buys: Lot[], sells: Lot[], terms: Terms): Found {
  const trades = tradeInProportion(buys, sells, 0, terms);
  return { trades: [...trades, ...restWithGrid(buys, sells, terms)], priceMicroPerKwh: null };
}

function tradeInProportion(
  buys: readonly Lot[],
  sells: readonly Lot[],
  price: number,
  terms: Terms,
): Trade[] {
  const total = (lots: readonly Lot[]): number => lots.reduce((sum, lot) => sum + lot.leftWh, 0);
  const energyWh = Math.min(total(buys), total(sells));
  const held = [...buys, ...sells].map((lot) => ({ lot, wholeWh: lot.leftWh }));
  for (const lots of [buys, sells]) ration(lots, energyWh);
  const rationed = held.map(({ lot }) => lot.leftWh);
  const trades = pairUp(buys, sells, () => [price, price], terms);
  held.forEach(({ lot, wholeWh }, i) => (lot.leftWh += wholeWh - rationed[i]!));
  return trades;
}

/** What is left, bought from and sold to the grid; a wish for sources or partners forbids it. */
function restWithGrid(buys: readonly Lot[], sells: readonly Lot[], terms: Terms): Trade[] {
  const trades: Trade[] = [];
  for (const { order, leftWh, spentMicro } of buys) {
    const budgetMicro = order.preferences?.budgetMicro;
    const energyWh =
      budgetMicro === undefined
        ? leftWh
        : affordableWh(leftWh, terms.retailMicroPerKwh, budgetMicro - spentMicro);
    if (energyWh > 0 && admitsGrid(order)) trades.push(gridTrade(order.id, GRID, energyWh, terms));
  }
  for (const { order, leftWh } of sells) {
    if (leftWh > 0 && admitsGrid(order)) trades.push(gridTrade(GRID, order.id, leftWh, terms));
  }
  return trades;
}

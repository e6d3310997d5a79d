/**
 * Who trades with whom: buyers by priority, each served by sellers by priority, as far as both
 * accept each other and the buyer's budget reaches.
 */
import { feePerKwh, type Terms, type Trade, tradeOf } from './clearing.ts';
import type { Lot } from './crossing.ts';
import { affordableWh } from './money.ts';
import { admits } from './preference.ts';

/** Prices of a pair as [buyer's, seller's], before fees; null: nor with any later seller. */
export type PairPrice = (buy: Lot, sell: Lot) => readonly [number, number] | null;

/**
 * Takes from `leftWh` of the lots what trades. Without preferences each step ends a lot, so the
 * trades are fewer than the lots; with them a buyer looks past those it may not trade with, in
 * the worst case at every seller.
 */
export function pairUp(
  buys: readonly Lot[],
  sells: readonly Lot[],
  priceOf: PairPrice,
  terms: Terms,
): Trade[] {
  const trades: Trade[] = [];
  const offers = sells.filter(({ leftWh }) => leftWh > 0);
  // Place of the next offer that is not used up, from each; entry 0 stands before the first.
  const next = Array.from({ length: offers.length + 1 }, (_, i) => i + 1);
  for (const buy of buys) {
    let before = 0;
    while (buy.leftWh > 0) {
      const at = next[before]!;
      const sell = offers[at - 1];
      const prices = sell && priceOf(buy, sell);
      if (!prices) break;
      if (!admits(buy.order, sell.order, terms)) {
        before = at;
        continue;
      }
      const energyWh = affordable(buy, Math.min(buy.leftWh, sell.leftWh), prices[0], terms);
      if (energyWh === 0) break;
      const trade = tradeOf([buy.order.id, sell.order.id], energyWh, prices, terms);
      trades.push(trade);
      buy.leftWh -= energyWh;
      buy.spentMicro += trade.buyerPaysMicro;
      sell.leftWh -= energyWh;
      if (sell.leftWh === 0) next[before] = next[at]!;
    }
    if (next[0]! > offers.length) break;
  }
  return trades;
}

/** How much of `wantedWh` the buyer's budget still pays for, fees included. */
function affordable(buy: Lot, wantedWh: number, price: number, terms: Terms): number {
  const budgetMicro = buy.order.preferences?.budgetMicro;
  if (budgetMicro === undefined) return wantedWh;
  const left = budgetMicro - buy.spentMicro - (terms.fees?.ledgerMicroPerTrade ?? 0);
  return affordableWh(wantedWh, price + feePerKwh(terms), left);
}

/**
 * What a clearing says, what each mechanism promises about it, and how its money is counted.
 *
 * A trade moves energy from one order to another. `buyerPaysMicro` leaves the buyer's account,
 * `sellerGetsMicro` reaches the seller's, `feeMicro` goes to whoever runs network, platform and
 * ledger; what is left of the first is the market's own balance. Where the public grid is the other
 * side, its name stands in place of an order's id.
 */
import type { Lot } from './crossing.ts';
import { amountMicro, ExactSum } from './money.ts';
import { byCommit, byPriority, type Order } from './order.ts';

/** Stands for the public grid where an order's id would stand. */
export const GRID = '@grid';

export type Mechanism =
  'uniform' | 'pay-as-bid' | 'vickrey' | 'mid-market' | 'bill-sharing' | 'price-field';

export interface MechanismPromise {
  /** No trade above a buyer's limit or below a seller's. */
  readonly limitsHold: boolean;
  /** What the market itself keeps: nothing, or never less than nothing. */
  readonly balance: 'zero' | 'not-negative';
  /** The trades have the greatest welfare there is, while nobody states preferences. */
  readonly efficient: boolean;
  /** Nobody gains by a false limit, with one order an account and quantities as they are. */
  readonly truthful: boolean;
}

/** What each mechanism promises; every line is kept by a property test. */
export const PROMISES: Readonly<Record<Mechanism, MechanismPromise>> = {
  uniform: { limitsHold: true, balance: 'zero', efficient: true, truthful: false },
  'pay-as-bid': { limitsHold: true, balance: 'zero', efficient: true, truthful: false },
  vickrey: { limitsHold: true, balance: 'not-negative', efficient: false, truthful: true },
  'mid-market': { limitsHold: true, balance: 'zero', efficient: false, truthful: false },
  'bill-sharing': { limitsHold: false, balance: 'zero', efficient: false, truthful: false },
  'price-field': { limitsHold: true, balance: 'zero', efficient: false, truthful: false },
};

export interface Fees {
  /** For the network and for the platform, micro per kWh traded between participants. */
  readonly networkMicroPerKwh: number;
  readonly platformMicroPerKwh: number;
  /** For the ledger, micro for each trade. The only fee that no limit covers. */
  readonly ledgerMicroPerTrade: number;
}

export interface Terms {
  readonly feedInMicroPerKwh: number;
  readonly retailMicroPerKwh: number;
  readonly fees?: Fees;
  /** Reputation of accounts, millionths; who is missing has one half. */
  readonly reputations?: Readonly<Record<string, number>>;
  /** For 'price-field': the price at each bus, micro per kWh; a bus without one trades nothing. */
  readonly fieldMicroPerKwh?: Readonly<Record<number, number>>;
}

export interface Trade {
  /** Id of the order that buys, or the grid's name. */
  readonly buy: string;
  readonly sell: string;
  readonly energyWh: number;
  /** What the buyer pays for the energy before fees, micro per kWh. */
  readonly priceMicroPerKwh: number;
  readonly buyerPaysMicro: number;
  readonly sellerGetsMicro: number;
  readonly feeMicro: number;
}

interface AccountResult {
  readonly account: string;
  readonly boughtWh: number;
  readonly soldWh: number;
  readonly paysMicro: number;
  readonly getsMicro: number;
  /** Better off than by trading the same energy with the grid alone, micro; below 0 is worse. */
  readonly gainMicro: number;
}

export interface Clearing {
  readonly mechanism: Mechanism;
  /** What all buyers pay before fees; null: no trade, or no one price. */
  readonly priceMicroPerKwh: number | null;
  /** What all sellers get; differs from the buyers' price by 'vickrey' only. */
  readonly sellPriceMicroPerKwh: number | null;
  readonly trades: readonly Trade[];
  /** What was not traded, by time of commit. */
  readonly unmatched: readonly { readonly id: string; readonly energyWh: number }[];
  /** By account in code unit order, those of the orders given. */
  readonly accounts: readonly AccountResult[];
  readonly feesMicro: number;
  /** What the market keeps after sellers, grid and fees are paid. */
  readonly budgetBalanceMicro: number;
  /** Buyers' limits less sellers' limits, the grid's prices and fees per kWh, over all trades. */
  readonly welfareMicro: number;
}

/** Fees per kWh, micro. */
export function feePerKwh({ fees }: Terms): number {
  return fees ? fees.networkMicroPerKwh + fees.platformMicroPerKwh : 0;
}

/** A trade between participants; the fees per kWh are rounded together with the price, once. */
export function tradeOf(
  [buy, sell]: readonly [string, string],
  energyWh: number,
  [buyPrice, sellPrice]: readonly [number, number],
  terms: Terms,
): Trade {
  const perTrade = terms.fees?.ledgerMicroPerTrade ?? 0;
  const buyerPaysMicro = amountMicro(energyWh, buyPrice + feePerKwh(terms)) + perTrade;
  const sellerGetsMicro = amountMicro(energyWh, sellPrice);
  const feeMicro = buyerPaysMicro - amountMicro(energyWh, buyPrice);
  const priceMicroPerKwh = buyPrice;
  return { buy, sell, energyWh, priceMicroPerKwh, buyerPaysMicro, sellerGetsMicro, feeMicro };
}

/** A trade with the grid: at its own price, which holds its own charges, and without our fees. */
export function gridTrade(buy: string, sell: string, energyWh: number, terms: Terms): Trade {
  const priceMicroPerKwh = sell === GRID ? terms.retailMicroPerKwh : terms.feedInMicroPerKwh;
  const sellerGetsMicro = amountMicro(energyWh, priceMicroPerKwh);
  const buyerPaysMicro = sellerGetsMicro;
  return { buy, sell, energyWh, priceMicroPerKwh, buyerPaysMicro, sellerGetsMicro, feeMicro: 0 };
}

/** The fees of one trade, kind by kind; they add up to its `feeMicro`. */
export function feesOf(
  trade: Trade,
  { fees }: Terms,
): {
  readonly networkMicro: number;
  readonly platformMicro: number;
  readonly ledgerMicro: number;
} {
  if (!fees || trade.feeMicro === 0) return { networkMicro: 0, platformMicro: 0, ledgerMicro: 0 };
  const ledgerMicro = Math.min(fees.ledgerMicroPerTrade, trade.feeMicro);
  const energyMicro = trade.feeMicro - ledgerMicro;
  const networkMicro = Math.min(energyMicro, amountMicro(trade.energyWh, fees.networkMicroPerKwh));
  return { networkMicro, platformMicro: energyMicro - networkMicro, ledgerMicro };
}

/** Both sides by priority, a buyer's limit lowered by the fees per kWh. */
export function lotsOf(
  orders: readonly Order[],
  terms: Terms,
): { readonly buys: Lot[]; readonly sells: Lot[] } {
  const fee = feePerKwh(terms);
  const lots = (side: 'buy' | 'sell'): Lot[] =>
    orders
      .filter((order) => order.side === side)
      .sort(byPriority)
      .map((order) => ({
        order,
        limit: order.limitMicroPerKwh - (side === 'buy' ? fee : 0),
        leftWh: order.energyWh,
        spentMicro: 0,
      }));
  return { buys: lots('buy'), sells: lots('sell') };
}

/** What a mechanism found; {@link summarise} counts the rest. */
export interface Found {
  readonly trades: readonly Trade[];
  readonly priceMicroPerKwh: number | null;
  /** Left out where it is the buyers'. */
  readonly sellPriceMicroPerKwh?: number;
}

/** Counts accounts, fees, balance and welfare of what a mechanism found. */
export function summarise(
  mechanism: Mechanism,
  orders: readonly Order[],
  found: Found,
  terms: Terms,
): Clearing {
  const byId = new Map(orders.map((order) => [order.id, order]));
  const leftWh = new Map(orders.map((order) => [order.id, order.energyWh]));
  const welfare = new ExactSum();
  let [feesMicro, budgetBalanceMicro] = [0, 0];
  for (const trade of found.trades) {
    const { buy, sell, energyWh } = trade;
    feesMicro += trade.feeMicro;
    budgetBalanceMicro += trade.buyerPaysMicro - trade.sellerGetsMicro - trade.feeMicro;
    const value = byId.get(buy)?.limitMicroPerKwh;
    const cost = byId.get(sell)?.limitMicroPerKwh;
    welfare.add(energyWh, value ?? terms.feedInMicroPerKwh);
    welfare.subtract(energyWh, cost ?? terms.retailMicroPerKwh);
    for (const id of [buy, sell]) {
      const left = leftWh.get(id);
      if (left !== undefined) leftWh.set(id, left - energyWh);
    }
    if (buy !== GRID && sell !== GRID) welfare.subtract(energyWh, feePerKwh(terms));
  }
  const price = found.priceMicroPerKwh;
  return {
    ...{ mechanism, priceMicroPerKwh: price, trades: found.trades },
    sellPriceMicroPerKwh: found.sellPriceMicroPerKwh ?? price,
    unmatched: orders
      .filter(({ id }) => leftWh.get(id)! > 0)
      .sort(byCommit)
      .map(({ id }) => ({ id, energyWh: leftWh.get(id)! })),
    accounts: accountsOf(byId, found.trades, terms),
    ...{ feesMicro, budgetBalanceMicro, welfareMicro: welfare.micro },
  };
}

function accountsOf(
  byId: ReadonlyMap<string, Order>,
  trades: readonly Trade[],
  terms: Terms,
): readonly AccountResult[] {
  type Counting = { -readonly [K in keyof AccountResult]: AccountResult[K] };
  const results = new Map<string, Counting>();
  for (const { account } of byId.values()) {
    if (results.has(account)) continue;
    const nothing = { boughtWh: 0, soldWh: 0, paysMicro: 0, getsMicro: 0, gainMicro: 0 };
    results.set(account, { account, ...nothing });
  }
  for (const { buy, sell, energyWh, buyerPaysMicro, sellerGetsMicro } of trades) {
    const buyer = results.get(byId.get(buy)?.account ?? '');
    if (buyer) {
      buyer.boughtWh += energyWh;
      buyer.paysMicro += buyerPaysMicro;
      buyer.gainMicro += amountMicro(energyWh, terms.retailMicroPerKwh) - buyerPaysMicro;
    }
    const seller = results.get(byId.get(sell)?.account ?? '');
    if (seller) {
      seller.soldWh += energyWh;
      seller.getsMicro += sellerGetsMicro;
      seller.gainMicro += sellerGetsMicro - amountMicro(energyWh, terms.feedInMicroPerKwh);
    }
  }
  return [...results.values()].sort((a, b) => (a.account < b.account ? -1 : 1));
}

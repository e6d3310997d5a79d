/** Where supply and demand cross: how much may trade, and between which prices. */
import { shareOut } from './money.ts';
import { byCommit, type Order } from './order.ts';

/** An order on its way through a clearing. */
export interface Lot {
  readonly order: Order;
  /**
   * What it stands for in the market, micro per kWh: a buyer's limit less the fees per kWh, so
   * that it may be held against a seller's; below 0 where the fees alone exceed it.
   */
  readonly limit: number;
  /** What is still to be traded, Wh. */
  leftWh: number;
  /** A buyer's expenses so far, micro. */
  spentMicro: number;
}

export interface Crossing {
  /** The most that can trade with every bid at least the ask that it meets, Wh. */
  readonly tradedWh: number;
  /** Any price from low to high clears the market; micro per kWh. */
  readonly lowMicro: number;
  readonly highMicro: number;
  /** Places of the last buy and sell that trade any energy, from 0. */
  readonly lastBuy: number;
  readonly lastSell: number;
}

type Step = Pick<Lot, 'limit' | 'leftWh'>;

/**
 * Meets both sides best price first, each sorted by priority; null where no bid reaches an ask.
 * A bid that equals an ask trades.
 */
export function crossing(buys: readonly Step[], sells: readonly Step[]): Crossing | null {
  let [i, j, tradedWh] = [0, 0, 0];
  let [lastBuy, lastSell] = [-1, -1];
  let [wantedWh, offeredWh] = [buys[0]?.leftWh ?? 0, sells[0]?.leftWh ?? 0];
  while (i < buys.length && j < sells.length && buys[i]!.limit >= sells[j]!.limit) {
    const energyWh = Math.min(wantedWh, offeredWh);
    if (energyWh > 0) [lastBuy, lastSell] = [i, j];
    tradedWh += energyWh;
    wantedWh -= energyWh;
    offeredWh -= energyWh;
    if (wantedWh === 0) wantedWh = buys[++i]?.leftWh ?? 0;
    if (offeredWh === 0) offeredWh = sells[++j]?.leftWh ?? 0;
  }
  if (lastBuy < 0) return null;
  // What is left out must not want in: the best bid refused is a floor, the best ask a ceiling.
  const lowMicro = Math.max(sells[lastSell]!.limit, buys[i]?.limit ?? 0);
  const highMicro = Math.min(buys[lastBuy]!.limit, sells[j]?.limit ?? Infinity);
  return { tradedWh, lowMicro, highMicro, lastBuy, lastSell };
}

/**
 * Cuts the lots to `energyWh` in proportion to their quantities, odd watt-hours by time of commit:
 * nothing that a limit could influence, or a false one might pay.
 */
export function ration(lots: readonly Lot[], energyWh: number): void {
  const byTime = [...lots].sort((a, b) => byCommit(a.order, b.order));
  const shares = shareOut(
    energyWh,
    byTime.map(({ leftWh }) => leftWh),
  );
  byTime.forEach((lot, i) => (lot.leftWh = shares[i]!));
}

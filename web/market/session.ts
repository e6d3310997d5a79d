/**
 * A trading session: seeded traders quote in turn in a continuous double auction, by the rules of
 * Gode and Sunder (1993): one of those who still have energy is drawn at random and quotes; a quote
 * that meets a standing one trades at the standing price; after a trade all quotes are void.
 */
import { assert } from '../assert.ts';
import { stream } from '../rng.ts';
import {
  canQuote,
  firstMemory,
  learn,
  quoteOf,
  type Trader,
  type TraderMemory,
  worthOf,
} from './agent.ts';
import { type Book, cancelOrder, emptyBook, matchOrder } from './book.ts';
import { clearAuction } from './clear.ts';
import { feePerKwh, type Terms, type Trade } from './clearing.ts';
import { ExactSum } from './money.ts';
import type { Order } from './order.ts';

export interface SessionOptions {
  /** 32 bits; equal seeds give equal sessions. */
  readonly seed: number;
  /** Quotes until the session ends, unless all is traded before. */
  readonly turns: number;
  readonly slot: number;
  readonly terms: Terms;
  /** By account, what traders kept from the session before; who is missing begins anew. */
  readonly memories?: Readonly<Record<string, TraderMemory>>;
}

/** A trade, and who made it by which quote. */
export interface SessionTrade extends Trade {
  readonly turn: number;
  readonly buyer: string;
  readonly seller: string;
}

export interface Session {
  readonly trades: readonly SessionTrade[];
  /** Turns that were taken. */
  readonly turns: number;
  /** Worth to the buyers less worth to the sellers of what was traded, micro. */
  readonly surplusMicro: number;
  /** The most that the same traders could have had. */
  readonly surplusMaxMicro: number;
  /** What each trader has learned, for the next session. */
  readonly memories: Readonly<Record<string, TraderMemory>>;
}

/** Runs one session; accounts are unique. Allocative efficiency is its surplus ÷ the most. */
export function runSession(traders: readonly Trader[], options: SessionOptions): Session {
  const { seed, terms, slot, memories = {} } = options;
  const draw = stream(seed, 'market/turn');
  const known = new Map(Object.entries(memories));
  const seats = traders.map((trader) => {
    const rng = stream(seed, `market/${trader.account}`);
    const kept = known.get(trader.account);
    return {
      trader,
      rng,
      leftWh: trader.energyWh,
      memory: kept ?? firstMemory(trader, rng, terms),
    };
  });
  const byAccount = new Map(seats.map((seat) => [seat.trader.account, seat]));
  assert(byAccount.size === seats.length, 'each trader has an account of its own');
  const surplus = new ExactSum();
  const trades: SessionTrade[] = [];
  let book: Book = emptyBook(slot);
  let turn = 0;
  for (; turn < options.turns; turn++) {
    const active = seats.filter(({ trader, leftWh }) => leftWh > 0 && canQuote(trader, terms));
    if (new Set(active.map(({ trader }) => trader.side)).size < 2) break;
    const seat = active[draw.below(active.length)]!;
    const { trader } = seat;
    const priceMicroPerKwh = quoteOf(trader, seat.memory, seat.rng, terms);
    const order = orderOf(trader, {
      id: trader.account,
      price: priceMicroPerKwh,
      slot,
      turn,
      terms,
    });
    const fresh = cancelOrder(book, order.id, order.account).book;
    const change = matchOrder(fresh, { ...order, energyWh: seat.leftWh }, terms, terms);
    assert(change.problems.length === 0, 'a trader quotes inside the band', { order });
    for (const trade of change.trades) {
      const [buyer, seller] = [byAccount.get(trade.buy)!, byAccount.get(trade.sell)!];
      for (const side of [buyer, seller]) side.leftWh -= trade.energyWh;
      surplus.add(trade.energyWh, worthOf(buyer.trader, terms));
      surplus.subtract(trade.energyWh, worthOf(seller.trader, terms));
      trades.push({ ...trade, turn, buyer: trade.buy, seller: trade.sell });
    }
    const accepted = change.trades.length > 0;
    book = accepted ? emptyBook(slot) : change.book;
    // A quote that trades does so at the standing price: that is what the others hear.
    const price = change.trades[0]?.priceMicroPerKwh ?? priceMicroPerKwh;
    const heard = { side: trader.side, priceMicroPerKwh: price, accepted };
    for (const other of seats) {
      const said = { ...heard, active: other.leftWh > 0 };
      other.memory = learn(other.trader, other.memory, said, { rng: other.rng, terms });
    }
  }
  return {
    ...{ trades, turns: turn, surplusMicro: surplus.micro },
    surplusMaxMicro: surplusMost(traders, options),
    memories: Object.fromEntries(seats.map(({ trader, memory }) => [trader.account, memory])),
  };
}

interface Quoted {
  readonly id: string;
  /** Of the energy alone, micro per kWh. */
  readonly price: number;
  readonly slot: number;
  readonly turn: number;
  readonly terms: Terms;
}

function orderOf(trader: Trader, { id, price, slot, turn, terms }: Quoted): Order {
  const { account, bus, side, energyWh, source } = trader;
  return {
    ...{ id, account, bus, side, energyWh, slot, sequence: turn },
    limitMicroPerKwh: price + (side === 'buy' ? feePerKwh(terms) : 0),
    ...(source ? { source } : {}),
  };
}

function surplusMost(traders: readonly Trader[], { slot, terms }: SessionOptions): number {
  const orders = traders
    .filter((trader) => canQuote(trader, terms))
    .map((trader, turn) => {
      const price = worthOf(trader, terms);
      return orderOf(trader, { id: trader.account, price, slot, turn, terms });
    });
  return clearAuction(orders, 'uniform', terms).welfareMicro;
}

/**
 * The order book of one slot as a value: every change gives a new book and leaves the old one.
 * Orders that rest in it stand by priority, with the energy that they still want.
 */
import type { Problem } from '../assert.ts';
import { lotsOf, type Terms, type Trade } from './clearing.ts';
import { crossing, type Lot } from './crossing.ts';
import { middlePrice, ORDERS_MAX } from './money.ts';
import { byPriority, checkOrder, type Order, type OrderLimits, type Side } from './order.ts';
import { pairUp } from './pairing.ts';

export interface Book {
  readonly slot: number;
  readonly buys: readonly Order[];
  readonly sells: readonly Order[];
}

/** A book after a change; with problems it is the book before. */
export interface BookChange {
  readonly book: Book;
  readonly problems: readonly Problem[];
}

/** A book without orders for deliveries in `slot`. */
export function emptyBook(slot: number): Book {
  return { slot, buys: [], sells: [] };
}

const listOf = (side: Side): 'buys' | 'sells' => (side === 'buy' ? 'buys' : 'sells');

const find = (book: Book, id: string): Order | undefined =>
  book.buys.find((order) => order.id === id) ?? book.sells.find((order) => order.id === id);

/** Lets `order` rest in the book, behind those that come first. */
export function placeOrder(book: Book, order: Order, limits: OrderLimits): BookChange {
  const problems = refusals(book, order, limits);
  return problems.length > 0 ? { book, problems } : { book: inserted(book, order), problems };
}

function refusals(book: Book, order: Order, limits: OrderLimits): readonly Problem[] {
  const problems = checkOrder(order, limits);
  if (problems.length > 0) return problems;
  const refuse = (
    field: string,
    rule: string,
    words: readonly [string, string, string],
  ): Problem => {
    const [found, allowed, remedy] = words;
    return { where: { kind: 'order', id: order.id, field }, rule, found, allowed, remedy };
  };
  if (order.slot !== book.slot) {
    const words = [`${order.slot}`, `slot ${book.slot}`, 'Place it in the book of its slot.'];
    return [refuse('slot', 'one-slot', words as [string, string, string])];
  }
  if (find(book, order.id)) {
    return [refuse('id', 'unique-id', [order.id, 'an id of its own', 'Choose another id.'])];
  }
  const count = book.buys.length + book.sells.length;
  if (count < ORDERS_MAX) return [];
  const words = [`${count} orders`, `at most ${ORDERS_MAX}`, 'Cancel one first.'];
  return [refuse('id', 'order-count', words as [string, string, string])];
}

function inserted(book: Book, order: Order): Book {
  const side = listOf(order.side);
  const list = book[side];
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (byPriority(list[middle]!, order) < 0) low = middle + 1;
    else high = middle;
  }
  return { ...book, [side]: list.toSpliced(low, 0, order) };
}

/** Takes an order out again; only its own account may. */
export function cancelOrder(book: Book, id: string, account: string): BookChange {
  const order = find(book, id);
  if (order?.account === account) {
    const side = listOf(order.side);
    return { book: { ...book, [side]: book[side].filter((one) => one !== order) }, problems: [] };
  }
  const where = { kind: 'order', id: id.slice(0, 96) };
  const problem: Problem = order
    ? {
        ...{
          where,
          rule: 'owner',
          found: account.slice(0, 60),
          allowed: 'the account that placed it',
        },
        remedy: 'Ask its owner to cancel it.',
      }
    : {
        ...{ where, rule: 'known-order', found: id.slice(0, 60), allowed: 'an order in the book' },
        remedy: 'Look up its id; it may have been traded already.',
      };
  return { book, problems: [problem] };
}

/**
 * A continuous double auction: `order` meets those that rest, best first, at their price, and
 * rests with what is left. A resting buyer's price is its limit less the fees per kWh.
 */
export function matchOrder(
  book: Book,
  order: Order,
  limits: OrderLimits,
  terms: Terms,
): BookChange & { readonly trades: readonly Trade[] } {
  const problems = refusals(book, order, limits);
  if (problems.length > 0) return { book, problems, trades: [] };
  const resting = order.side === 'buy' ? book.sells : book.buys;
  const { buys, sells } = lotsOf([order, ...resting], terms);
  const trades = pairUp(
    buys,
    sells,
    (buy, sell) => {
      const price = order.side === 'buy' ? sell.limit : buy.limit;
      return buy.limit >= sell.limit ? [price, price] : null;
    },
    terms,
  );
  const [own, others] = order.side === 'buy' ? [buys, sells] : [sells, buys];
  const rest = { ...book, [order.side === 'buy' ? 'sells' : 'buys']: leftOf(others) };
  return { book: leftOf(own).reduce(inserted, rest), problems, trades };
}

/** What still rests, with its energy and budget reduced by what was traded. */
function leftOf(lots: readonly Lot[]): readonly Order[] {
  return lots
    .filter(({ leftWh }) => leftWh > 0)
    .map(({ order, leftWh, spentMicro }) => {
      if (leftWh === order.energyWh) return order;
      const budgetMicro = order.preferences?.budgetMicro;
      if (budgetMicro === undefined) return { ...order, energyWh: leftWh };
      const preferences = { ...order.preferences, budgetMicro: budgetMicro - spentMicro };
      return { ...order, energyWh: leftWh, preferences };
    });
}

/** One step of a curve: from so much energy to so much, at one order's price. */
interface CurveStep {
  readonly id: string;
  readonly fromWh: number;
  readonly toWh: number;
  readonly priceMicroPerKwh: number;
}

/** Supply and demand for a picture. */
export interface Curves {
  /** Falling; a buyer's price is its limit less the fees per kWh. */
  readonly demand: readonly CurveStep[];
  /** Rising. */
  readonly supply: readonly CurveStep[];
  /** Where they cross: the energy, the lowest and highest price that clear, and the middle. */
  readonly crossing: {
    readonly energyWh: number;
    readonly lowMicroPerKwh: number;
    readonly highMicroPerKwh: number;
    readonly priceMicroPerKwh: number;
  } | null;
}

/** The steps of both sides and their crossing, which 'uniform' clears at. */
export function curvesOf(orders: readonly Order[], terms: Terms): Curves {
  const { buys, sells } = lotsOf(orders, terms);
  const cross = crossing(buys, sells);
  return {
    demand: stepsOf(buys),
    supply: stepsOf(sells),
    crossing: cross && {
      energyWh: cross.tradedWh,
      lowMicroPerKwh: cross.lowMicro,
      highMicroPerKwh: cross.highMicro,
      priceMicroPerKwh: middlePrice(cross.lowMicro, cross.highMicro),
    },
  };
}

function stepsOf(lots: readonly Lot[]): readonly CurveStep[] {
  let fromWh = 0;
  return lots.map(({ order: { id }, limit, leftWh }) => {
    const step = { id, fromWh, toWh: fromWh + leftWh, priceMicroPerKwh: limit };
    fromWh = step.toWh;
    return step;
  });
}

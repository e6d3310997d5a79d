/**
 * The rest of the market for scripts, as one object of functions: order book, auctions of one lot,
 * rules, reputation, groups, standing orders and seeded traders. Documented in public/docs/api.md.
 */
import { checkLimits, checkTerms } from './clear-orders.ts';
import { checkList, checkRecord, checkText, whole } from './kernel/argument.ts';
import type { Trader } from './market/agent.ts';
import {
  type AuctionBid,
  type AuctionLot,
  type AuctionState,
  bidInAuction,
  checkLot,
  openAuction,
  passRound,
} from './market/auction.ts';
import { type Book, cancelOrder, emptyBook, matchOrder, placeOrder } from './market/book.ts';
import { feesOf, PROMISES, type Terms, type Trade } from './market/clearing.ts';
import { type GroupFrame, type GroupMember, groupOrder, shareGroup } from './market/group.ts';
import { ENERGY_WH_MAX, MONEY_MICRO_MAX, PRICE_MICRO_MAX } from './market/money.ts';
import { checkOrder, type Order, type OrderLimits } from './market/order.ts';
import { ordersOfRules, type Situation, type TradingRule } from './market/preference.ts';
import {
  type Delivery,
  expectedDelivery,
  fadeReputation,
  recordDelivery,
  type Reputation,
  REPUTATION_ONE,
  unknownReputation,
} from './market/reputation.ts';
import { runSession, type SessionOptions } from './market/session.ts';
import {
  type FuturesRule,
  marginMicro,
  maturityOf,
  type StandingOrder,
  standingOrderAt,
} from './market/standing.ts';

const SLOT = [0, Number.MAX_SAFE_INTEGER] as const;

function checkBook(book: Book): void {
  checkRecord('book', book);
  whole('book.slot', book.slot, SLOT);
  for (const side of ['buys', 'sells'] as const) {
    checkList(`book.${side}`, book[side]);
    book[side].forEach((order, i) => checkRecord(`book.${side}[${i}]`, order));
  }
}

function checkState(state: AuctionState): void {
  checkRecord('state', state);
  checkRecord('state.lot', state.lot);
  checkList('state.bids', state.bids);
}

function checkReputation(known: Reputation): void {
  checkRecord('reputation', known);
  for (const key of ['good', 'bad', 'slot'] as const) whole(`reputation.${key}`, known[key], SLOT);
}

function checkDrafts(
  name: string,
  drafts: readonly { readonly energyWh: number; readonly limitMicroPerKwh: number }[],
): void {
  checkList(name, drafts);
  drafts.forEach((draft, i) => {
    checkRecord(`${name}[${i}]`, draft);
    whole(`${name}[${i}].energyWh`, draft.energyWh, [1, ENERGY_WH_MAX]);
    whole(`${name}[${i}].limitMicroPerKwh`, draft.limitMicroPerKwh, [0, PRICE_MICRO_MAX]);
  });
}

function checkChoice(name: string, value: unknown, allowed: readonly string[]): void {
  if (typeof value === 'string' && allowed.includes(value)) return;
  throw new RangeError(`${name} must be one of ${allowed.join(', ')}`);
}

function checkTraders(traders: readonly Trader[]): void {
  checkDrafts('traders', traders);
  const seen = new Set<string>();
  traders.forEach(({ account, side, strategy, bus }, i) => {
    checkText(`traders[${i}].account`, account);
    whole(`traders[${i}].bus`, bus, [1, Number.MAX_SAFE_INTEGER]);
    checkChoice(`traders[${i}].side`, side, ['buy', 'sell']);
    const strategies = ['truthful', 'zero-intelligence', 'adaptive'];
    checkChoice(`traders[${i}].strategy`, strategy, strategies);
    if (seen.has(account)) throw new RangeError(`traders[${i}].account must be its own`);
    seen.add(account);
  });
}

const KEEP = [0, REPUTATION_ONE] as const;

/** What each function takes and gives stands with the function it calls. */
export const market = {
  promises: PROMISES,
  feesOf(trade: Trade, terms: Terms) {
    checkRecord('trade', trade);
    whole('trade.energyWh', trade.energyWh, [0, Number.MAX_SAFE_INTEGER]);
    whole('trade.feeMicro', trade.feeMicro, [0, Number.MAX_SAFE_INTEGER]);
    checkTerms(terms);
    return feesOf(trade, terms);
  },
  checkOrder(order: unknown, limits: OrderLimits) {
    checkLimits('limits', limits);
    return checkOrder(order, limits);
  },
  emptyBook(slot: number) {
    whole('slot', slot, SLOT);
    return emptyBook(slot);
  },
  placeOrder(book: Book, order: Order, limits: OrderLimits) {
    checkBook(book);
    checkLimits('limits', limits);
    return placeOrder(book, order, limits);
  },
  cancelOrder(book: Book, id: string, account: string) {
    checkBook(book);
    checkText('id', id);
    checkText('account', account);
    return cancelOrder(book, id, account);
  },
  matchOrder(book: Book, order: Order, terms: Terms) {
    checkBook(book);
    checkTerms(terms);
    return matchOrder(book, order, terms, terms);
  },
  checkLot(lot: AuctionLot) {
    checkRecord('lot', lot);
    return checkLot(lot);
  },
  openAuction(lot: AuctionLot) {
    checkRecord('lot', lot);
    const [problem] = checkLot(lot);
    if (problem) throw new RangeError(`lot.${problem.where.field ?? ''}: ${problem.allowed}`);
    return openAuction(lot);
  },
  bidInAuction(state: AuctionState, bids: readonly AuctionBid[]) {
    checkState(state);
    checkList('bids', bids);
    bids.forEach((bid, i) => {
      checkRecord(`bids[${i}]`, bid);
      checkText(`bids[${i}].id`, bid.id);
      checkText(`bids[${i}].account`, bid.account);
      whole(`bids[${i}].sequence`, bid.sequence, SLOT);
    });
    return bidInAuction(state, bids);
  },
  passRound(state: AuctionState) {
    checkState(state);
    return passRound(state);
  },
  ordersOfRules(rules: readonly TradingRule[], situation: Situation) {
    checkList('rules', rules);
    rules.forEach((rule, i) => {
      checkRecord(`rules[${i}]`, rule);
      checkChoice(`rules[${i}].side`, rule.side, ['buy', 'sell']);
      whole(`rules[${i}].limitMicroPerKwh`, rule.limitMicroPerKwh, [0, PRICE_MICRO_MAX]);
    });
    checkRecord('situation', situation);
    checkTerms(situation.terms);
    checkRecord('situation.surplusWh', situation.surplusWh);
    whole('situation.needWh', situation.needWh, [0, ENERGY_WH_MAX]);
    return ordersOfRules(rules, situation);
  },
  unknownReputation(slot: number) {
    whole('slot', slot, SLOT);
    return unknownReputation(slot);
  },
  fadeReputation(known: Reputation, slot: number, keep: number) {
    checkReputation(known);
    whole('slot', slot, SLOT);
    whole('keep', keep, KEEP);
    return fadeReputation(known, slot, keep);
  },
  recordDelivery(known: Reputation, delivery: Delivery, keep: number) {
    checkReputation(known);
    checkRecord('delivery', delivery);
    whole('delivery.slot', delivery.slot, SLOT);
    whole('delivery.agreedWh', delivery.agreedWh, [1, ENERGY_WH_MAX]);
    whole('delivery.deliveredWh', delivery.deliveredWh, SLOT);
    whole('keep', keep, KEEP);
    return recordDelivery(known, delivery, keep);
  },
  expectedDelivery(known: Reputation) {
    checkReputation(known);
    return expectedDelivery(known);
  },
  groupOrder(frame: GroupFrame, members: readonly GroupMember[]) {
    checkRecord('frame', frame);
    checkDrafts('members', members);
    return groupOrder(frame, members);
  },
  shareGroup(members: readonly GroupMember[], tradedWh: number, moneyMicro: number) {
    checkDrafts('members', members);
    whole('tradedWh', tradedWh, [0, ENERGY_WH_MAX]);
    whole('moneyMicro', moneyMicro, [0, MONEY_MICRO_MAX]);
    return shareGroup(members, tradedWh, moneyMicro);
  },
  standingOrderAt(standing: StandingOrder, slot: number, sequence: number) {
    checkRecord('standing', standing);
    checkRecord('standing.order', standing.order);
    whole('standing.fromSlot', standing.fromSlot, SLOT);
    whole('standing.everySlots', standing.everySlots, [1, Number.MAX_SAFE_INTEGER]);
    whole('slot', slot, SLOT);
    whole('sequence', sequence, SLOT);
    return standingOrderAt(standing, slot, sequence);
  },
  maturityOf(slot: number, now: number, rule: FuturesRule) {
    whole('slot', slot, SLOT);
    whole('now', now, SLOT);
    checkFutures(rule);
    return maturityOf(slot, now, rule);
  },
  marginMicro(order: Pick<Order, 'energyWh' | 'limitMicroPerKwh'>, rule: FuturesRule) {
    checkDrafts('orders', [order]);
    checkFutures(rule);
    return marginMicro(order, rule);
  },
  runSession(traders: readonly Trader[], options: SessionOptions) {
    checkTraders(traders);
    checkRecord('options', options);
    checkTerms(options.terms);
    whole('options.seed', options.seed, [0, 0xffffffff]);
    whole('options.turns', options.turns, [0, 1_000_000]);
    whole('options.slot', options.slot, SLOT);
    return runSession(traders, options);
  },
} as const;

function checkFutures(rule: FuturesRule): void {
  checkRecord('rule', rule);
  whole('rule.slotsAheadMin', rule.slotsAheadMin, [1, Number.MAX_SAFE_INTEGER]);
  whole('rule.slotsAheadMax', rule.slotsAheadMax, [rule.slotsAheadMin, Number.MAX_SAFE_INTEGER]);
  whole('rule.marginPermille', rule.marginPermille, [0, 1000]);
}

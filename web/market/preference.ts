/**
 * What a trader asks of the other side, and rules that turn it into orders.
 *
 * Preferences never change a price: they decide who may trade with whom at it. A price is found
 * from all orders first, so stating a preference can cost a trade, never move the market.
 */
import type { Terms } from './clearing.ts';
import { amountMicro } from './money.ts';
import { type Order, type Preferences, type Side, type Source } from './order.ts';
import { expectedDelivery, unknownReputation } from './reputation.ts';

const UNKNOWN = expectedDelivery(unknownReputation(0));

const reputationOf = (account: string, { reputations = {} }: Terms): number =>
  Object.hasOwn(reputations, account) ? reputations[account]! : UNKNOWN;

/** Whether `order` would trade with `other`, by its own preferences alone. */
function accepts(order: Order, other: Order, terms: Terms): boolean {
  const { preferences } = order;
  if (!preferences) return true;
  const { sources, partners, reputationMin } = preferences;
  if (order.side === 'buy' && sources) {
    if (other.source === undefined || !sources.includes(other.source)) return false;
  }
  if (partners && !partners.includes(other.account)) return false;
  return reputationMin === undefined || reputationOf(other.account, terms) >= reputationMin;
}

/** Whether the two may trade: different accounts, and each accepts the other. */
export function admits(buy: Order, sell: Order, terms: Terms): boolean {
  if (buy.account === sell.account) return false;
  return accepts(buy, sell, terms) && accepts(sell, buy, terms);
}

/** Whether an order may be served by the grid: it asks for no source and no partner. */
export function admitsGrid({ preferences }: Order): boolean {
  return !preferences?.sources && !preferences?.partners;
}

/** One line of a trader's standing wishes. */
export interface TradingRule {
  /** Part of the ids of the orders that it makes: printable ASCII, unique for the account. */
  readonly id: string;
  readonly side: Side;
  /** Worst price; brought inside the allowed band where it lies outside. */
  readonly limitMicroPerKwh: number;
  /** Most energy that this rule trades in a slot, Wh; left out: all there is. */
  readonly energyWhMax?: number;
  /** A seller keeps this much for itself, Wh: below it nothing is offered. */
  readonly reserveWh?: number;
  /** What a seller's rule offers; a buyer's asks by `preferences`. */
  readonly source?: Source;
  readonly preferences?: Preferences;
}

/** What the rules of one account meet in one slot. */
export interface Situation {
  readonly account: string;
  readonly bus: number;
  readonly slot: number;
  /** Time of commit of the first order; the others follow one by one. */
  readonly sequence: number;
  /** Energy that the account lacks in the slot, Wh. */
  readonly needWh: number;
  /** Energy that it could give, by source, Wh. */
  readonly surplusWh: Readonly<Record<Source, number>>;
  /** What may still be spent, micro; left out: no bound. */
  readonly budgetMicro?: number;
  readonly terms: Terms;
}

/**
 * The orders of an account's rules, in the order in which the rules stand: each takes what those
 * before it have left. A rule that asks for a price beyond the band asks for the band's end; one
 * that finds nothing left, or the wrong side of the band, makes no order.
 */
export function ordersOfRules(
  rules: readonly TradingRule[],
  situation: Situation,
): readonly Order[] {
  const { account, bus, slot, terms } = situation;
  const left = { ...situation.surplusWh };
  let { needWh, budgetMicro } = { budgetMicro: undefined, ...situation };
  const orders: Order[] = [];
  for (const rule of rules) {
    const limit = inBand(rule, terms);
    const source = rule.source ?? 'pv';
    const most = rule.side === 'buy' ? needWh : left[source] - (rule.reserveWh ?? 0);
    const energyWh = Math.min(most, rule.energyWhMax ?? most);
    if (limit === null || energyWh <= 0) continue;
    const budget = smaller(budgetMicro, rule.preferences?.budgetMicro);
    if (rule.side === 'buy' && budget === 0) continue;
    const asked = { ...rule.preferences, ...(budget === undefined ? {} : { budgetMicro: budget }) };
    orders.push({
      ...{ id: `${account}/${slot}/${rule.id}`, side: rule.side, account, bus, slot, energyWh },
      ...{ limitMicroPerKwh: limit, sequence: situation.sequence + orders.length },
      ...(rule.side === 'sell' ? { source } : {}),
      ...(Object.keys(asked).length > 0 ? { preferences: asked } : {}),
    });
    if (rule.side === 'sell') left[source] -= energyWh;
    else {
      needWh -= energyWh;
      // The worst case is set aside, so that all rules together stay inside the budget.
      if (budgetMicro !== undefined) {
        budgetMicro -= Math.min(budget!, amountMicro(energyWh, limit));
      }
    }
  }
  return orders;
}

/** The rule's limit inside the band; null where a buyer bids below it or a seller asks above. */
function inBand({ side, limitMicroPerKwh }: TradingRule, terms: Terms): number | null {
  const { feedInMicroPerKwh: low, retailMicroPerKwh: high } = terms;
  if (side === 'buy' ? limitMicroPerKwh < low : limitMicroPerKwh > high) return null;
  return Math.max(low, Math.min(high, limitMicroPerKwh));
}

function smaller(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}

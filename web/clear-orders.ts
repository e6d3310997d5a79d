/**
 * The market for scripts: what a caller without types may hand over is looked at before the rooms
 * see it. Kinds of arguments throw, what stands in orders comes back as problems.
 */
import type { Problem } from './assert.ts';
import { checkList, checkRecord, whole } from './kernel/argument.ts';
import { type Curves, curvesOf } from './market/book.ts';
import { clearAuction as clear } from './market/clear.ts';
import { type Clearing, type Mechanism, PROMISES, type Terms } from './market/clearing.ts';
import { MONEY_MICRO_MAX, PRICE_MICRO_MAX } from './market/money.ts';
import { checkOrders, type Order, type OrderLimits } from './market/order.ts';
import { REPUTATION_ONE } from './market/reputation.ts';

/** The grid's price of the thesis, 0.273 $/kWh, nothing for what is fed in, and no fees. */
const DEFAULT_TERMS: Terms = { feedInMicroPerKwh: 0, retailMicroPerKwh: 273_000 };

export interface AuctionResult {
  /** null where a problem is found. */
  readonly clearing: Clearing | null;
  /** The steps of supply and demand and where they cross; null with it. */
  readonly curves: Curves | null;
  readonly problems: readonly Problem[];
}

/**
 * Clears the orders of one slot; what each mechanism promises is told in the documentation.
 * @throws TypeError or RangeError that names the argument; bad orders come back as problems.
 */
export function clearAuction(
  orders: readonly Order[],
  mechanism: Mechanism,
  terms: Terms & Partial<OrderLimits> = DEFAULT_TERMS,
): AuctionResult {
  checkList('orders', orders);
  checkMechanism(mechanism);
  checkTerms(terms);
  checkLimits('terms', terms);
  const problems = checkOrders(orders, terms);
  if (problems.length > 0) return { clearing: null, curves: null, problems };
  return { clearing: clear(orders, mechanism, terms), curves: curvesOf(orders, terms), problems };
}

function checkMechanism(mechanism: unknown): void {
  if (typeof mechanism === 'string' && Object.hasOwn(PROMISES, mechanism)) return;
  throw new RangeError(`mechanism must be one of ${Object.keys(PROMISES).join(', ')}`);
}

/** Throws unless `terms` can be cleared by. */
export function checkTerms(terms: Terms): void {
  checkRecord('terms', terms);
  checkLimits('terms', terms);
  const { fees, reputations, fieldMicroPerKwh } = terms;
  if (fees !== undefined) {
    checkRecord('terms.fees', fees);
    for (const key of ['networkMicroPerKwh', 'platformMicroPerKwh'] as const) {
      whole(`terms.fees.${key}`, fees[key], [0, PRICE_MICRO_MAX / 2]);
    }
    const name = 'terms.fees.ledgerMicroPerTrade';
    whole(name, fees.ledgerMicroPerTrade, [0, MONEY_MICRO_MAX / 1000]);
  }
  checkNumbers('terms.reputations', reputations, REPUTATION_ONE);
  checkNumbers('terms.fieldMicroPerKwh', fieldMicroPerKwh, PRICE_MICRO_MAX);
}

function checkNumbers(name: string, numbers: unknown, most: number): void {
  if (numbers === undefined) return;
  checkRecord(name, numbers);
  for (const [key, value] of Object.entries(numbers as Record<string, number>)) {
    whole(`${name}[${key}]`, value, [0, most]);
  }
}

/** Throws unless the band of prices, the buses and the earliest slot can be held against. */
export function checkLimits(name: string, limits: OrderLimits): void {
  checkRecord(name, limits);
  const { feedInMicroPerKwh: low, retailMicroPerKwh: high, buses, earliestSlot } = limits;
  whole(`${name}.feedInMicroPerKwh`, low, [0, PRICE_MICRO_MAX]);
  whole(`${name}.retailMicroPerKwh`, high, [low, PRICE_MICRO_MAX]);
  if (buses !== undefined) checkList(`${name}.buses`, buses);
  if (earliestSlot !== undefined) {
    whole(`${name}.earliestSlot`, earliestSlot, [0, Number.MAX_SAFE_INTEGER]);
  }
}

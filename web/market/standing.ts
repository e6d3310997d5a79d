/**
 * Purchases beyond the next slot, as rules that make orders: standing orders that repeat, and
 * futures, which are orders for a later slot backed by a margin.
 */
import { amountMicro } from './money.ts';
import type { Order } from './order.ts';

/** An order that repeats itself in every `everySlots`-th slot from `fromSlot` to `toSlot`. */
export interface StandingOrder {
  /** Without slot and sequence; its id gets the slot appended. */
  readonly order: Omit<Order, 'slot' | 'sequence'>;
  readonly fromSlot: number;
  /** The last slot that it may fall into; null: until cancelled. */
  readonly toSlot: number | null;
  /** From 1: every slot. 96 is once a day of quarter-hours. */
  readonly everySlots: number;
}

/** The order that falls into `slot`, committed at `sequence`; null: none. */
export function standingOrderAt(
  { order, fromSlot, toSlot, everySlots }: StandingOrder,
  slot: number,
  sequence: number,
): Order | null {
  if (slot < fromSlot || (toSlot !== null && slot > toSlot)) return null;
  if ((slot - fromSlot) % everySlots !== 0) return null;
  return { ...order, id: `${order.id}/${slot}`, slot, sequence };
}

/** What may be traded ahead, and what must be set aside for it. */
export interface FuturesRule {
  /** An order is a future if its slot is at least this many after the present one; from 1. */
  readonly slotsAheadMin: number;
  /** Nothing is traded further ahead than this. */
  readonly slotsAheadMax: number;
  /** Share of the order's worth that each side sets aside, thousandths; 0 … 1000. */
  readonly marginPermille: number;
}

/** How an order for a later slot is to be treated. */
export type Maturity = 'past' | 'spot' | 'future' | 'too-far';

/** Where `slot` stands as seen from the slot `now`. */
export function maturityOf(slot: number, now: number, rule: FuturesRule): Maturity {
  const ahead = slot - now;
  if (ahead < 0) return 'past';
  if (ahead < rule.slotsAheadMin) return 'spot';
  return ahead > rule.slotsAheadMax ? 'too-far' : 'future';
}

/**
 * What backs a future, micro: a share of energy × limit, rounded up, so that a margin of some
 * thousandths is never 0 for an order that is worth something.
 */
export function marginMicro(
  order: Pick<Order, 'energyWh' | 'limitMicroPerKwh'>,
  { marginPermille }: FuturesRule,
): number {
  return Math.ceil((amountMicro(order.energyWh, order.limitMicroPerKwh) * marginPermille) / 1000);
}

/**
 * Orders for one slot, what is wrong with one, and which comes first.
 *
 * An order says who wants to buy or sell how much energy in which slot, at which bus, and at what
 * price at worst. A buyer's limit holds all that is charged per kWh, fees included; a seller's is
 * what reaches the seller. Priority is price, then time of commit, then id: nothing else, so that
 * the order in which a list arrives never matters.
 */
import type { Problem } from '../assert.ts';
import { ENERGY_WH_MAX, MONEY_MICRO_MAX, ORDERS_MAX, PRICE_MICRO_MAX } from './money.ts';
import { REPUTATION_ONE } from './reputation.ts';

export type Side = 'buy' | 'sell';
/** Where a seller's energy comes from. */
export type Source = 'pv' | 'bess';

/** What a trader asks of the other side; what is left out is not asked. */
export interface Preferences {
  /** A buyer takes energy of these sources only. */
  readonly sources?: readonly Source[];
  /** Trades with these accounts only. */
  readonly partners?: readonly string[];
  /** A buyer pays at most this for the whole order, fees included; micro-USDT. */
  readonly budgetMicro?: number;
  /** Trades only with accounts of at least this reputation, millionths (0 … 1,000,000). */
  readonly reputationMin?: number;
}

export interface Order {
  /** Unique in its book; 1 to 96 printable ASCII characters, the first not '@'. */
  readonly id: string;
  readonly side: Side;
  readonly account: string;
  readonly bus: number;
  /** The slot of delivery. */
  readonly slot: number;
  /** 1 … 100,000,000 Wh. */
  readonly energyWh: number;
  readonly limitMicroPerKwh: number;
  /** Time of commit: its place in the chain. */
  readonly sequence: number;
  readonly source?: Source;
  readonly preferences?: Preferences;
}

/** What an order is held against. */
export interface OrderLimits {
  /** Prices outside [feed-in, retail] are refused: the grid would do better for someone. */
  readonly feedInMicroPerKwh: number;
  readonly retailMicroPerKwh: number;
  /** Numbers of the buses that may trade; left out: any. */
  readonly buses?: readonly number[];
  /** Earliest slot that can still be delivered; left out: any. */
  readonly earliestSlot?: number;
}

type Unknown<T> = Partial<Record<keyof T, unknown>>;
type Report = (field: string, rule: string, allowed: string, remedy: string) => void;

/** Most names in one list of partners. */
const PARTNERS_MAX = 64;

const TEXT = /^[!-?A-~][!-~]{0,95}$/;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isWhole = (value: unknown, least: number, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

function shown(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value).slice(0, 60);
  if (value === undefined) return 'nothing';
  return value === null ? 'null' : `a ${typeof value}`;
}

/** Everything wrong with `order`, however odd; none: it can be cleared. */
export function checkOrder(order: unknown, limits: OrderLimits): readonly Problem[] {
  if (!isRecord(order)) {
    const remedy = 'Give an object with id, side, account, bus, slot, energyWh and the limit.';
    const found = order === null ? 'null' : typeof order;
    return [{ where: { kind: 'order' }, rule: 'order', found, allowed: 'an object', remedy }];
  }
  const problems: Problem[] = [];
  const id = typeof order.id === 'string' ? { id: order.id.slice(0, 96) } : {};
  const values = order as Unknown<Order> & Record<string, unknown>;
  const report: Report = (field, rule, allowed, remedy) => {
    const found = shown(values[field]);
    problems.push({ where: { kind: 'order', ...id, field }, rule, found, allowed, remedy });
  };
  checkNames(values, report);
  checkQuantities(values, limits, report);
  checkPreferences(values, report, problems);
  return problems;
}

function checkNames(order: Unknown<Order>, report: Report): void {
  for (const field of ['id', 'account'] as const) {
    const text = order[field];
    if (typeof text === 'string' && TEXT.test(text)) continue;
    const remedy = 'Use letters, digits and signs without spaces; a leading @ is the market’s own.';
    report(field, 'name', '1 to 96 printable ASCII characters, the first not @', remedy);
  }
  if (order.side !== 'buy' && order.side !== 'sell') {
    report('side', 'side', 'buy or sell', 'Say whether energy is wanted or offered.');
  }
  if (order.source !== undefined && order.source !== 'pv' && order.source !== 'bess') {
    report('source', 'source', 'pv or bess', 'Say where the energy comes from, or leave it out.');
  }
}

function checkQuantities(order: Unknown<Order>, limits: OrderLimits, report: Report): void {
  if (!isWhole(order.energyWh, 1, ENERGY_WH_MAX)) {
    const allowed = `a whole number of Wh from 1 to ${ENERGY_WH_MAX}`;
    report('energyWh', 'energy', allowed, 'Give the energy in whole watt-hours, above 0.');
  }
  const { feedInMicroPerKwh: low, retailMicroPerKwh: high } = limits;
  if (!isWhole(order.limitMicroPerKwh, low, Math.min(high, PRICE_MICRO_MAX))) {
    const allowed = `a whole number of micro-USDT per kWh from ${low} to ${high}`;
    const remedy = 'Stay between the feed-in price and the retail price.';
    report('limitMicroPerKwh', 'price-band', allowed, remedy);
  }
  const { buses, earliestSlot = 0 } = limits;
  if (!isWhole(order.bus, 1, Number.MAX_SAFE_INTEGER)) {
    report('bus', 'bus', 'a bus number from 1', 'Name the bus of the meter.');
  } else if (buses && !buses.includes(order.bus)) {
    report('bus', 'known-bus', 'a bus of the network', 'Name a bus that the network has.');
  }
  if (!isWhole(order.slot, 0, Number.MAX_SAFE_INTEGER)) {
    report('slot', 'slot', 'a whole number from 0', 'Name the slot of delivery.');
  } else if (order.slot < earliestSlot) {
    report('slot', 'slot-past', `slot ${earliestSlot} or later`, 'Choose a slot still to come.');
  }
  if (!isWhole(order.sequence, 0, Number.MAX_SAFE_INTEGER)) {
    report('sequence', 'sequence', 'a whole number from 0', 'Give the place in the chain.');
  }
}

function checkPreferences(
  order: Record<string, unknown>,
  report: Report,
  problems: Problem[],
): void {
  const { preferences, id } = order;
  if (preferences === undefined) return;
  if (!isRecord(preferences)) {
    report('preferences', 'preferences', 'an object', 'Leave it out where nothing is asked.');
    return;
  }
  const where = { kind: 'order', ...(typeof id === 'string' ? { id: id.slice(0, 96) } : {}) };
  const wrong = (field: string, allowed: string): void => {
    const found = shown(preferences[field]);
    const remedy = 'Leave it out where nothing is asked.';
    const place = { ...where, field: `preferences.${field}` };
    problems.push({ where: place, rule: 'preferences', found, allowed, remedy });
  };
  const isSource = (value: unknown): boolean => value === 'pv' || value === 'bess';
  const isName = (value: unknown): boolean => typeof value === 'string' && TEXT.test(value);
  const { sources, partners, budgetMicro, reputationMin } = preferences;
  const isList = (list: unknown, most: number, isOne: (value: unknown) => boolean): boolean =>
    list === undefined || (Array.isArray(list) && list.length <= most && list.every(isOne));
  if (!isList(sources, 2, isSource)) wrong('sources', 'a list of pv, bess');
  if (!isList(partners, PARTNERS_MAX, isName)) {
    wrong('partners', `a list of at most ${PARTNERS_MAX} accounts`);
  }
  if (budgetMicro !== undefined && !isWhole(budgetMicro, 0, MONEY_MICRO_MAX)) {
    wrong('budgetMicro', `a whole number of micro-USDT from 0 to ${MONEY_MICRO_MAX}`);
  }
  if (reputationMin !== undefined && !isWhole(reputationMin, 0, REPUTATION_ONE)) {
    wrong('reputationMin', `a whole number of millionths from 0 to ${REPUTATION_ONE}`);
  }
}

/** Everything wrong with a whole list: each order, ids that repeat, slots that differ. */
export function checkOrders(orders: readonly unknown[], limits: OrderLimits): readonly Problem[] {
  const remedy = 'Split the list.';
  if (orders.length > ORDERS_MAX) {
    const [found, allowed] = [`${orders.length} orders`, `at most ${ORDERS_MAX}`];
    return [{ where: { kind: 'order' }, rule: 'order-count', found, allowed, remedy }];
  }
  const problems = orders.flatMap((order) => checkOrder(order, limits));
  if (problems.length > 0) return problems;
  const seen = new Set<string>();
  const { slot } = (orders[0] ?? { slot: 0 }) as Order;
  for (const order of orders as readonly Order[]) {
    if (seen.has(order.id)) {
      const [where, allowed] = [{ kind: 'order', id: order.id, field: 'id' }, 'an id of its own'];
      const remedy = 'Give each order its own id.';
      problems.push({ where, rule: 'unique-id', found: order.id, allowed, remedy });
    }
    seen.add(order.id);
    if (order.slot === slot) continue;
    const where = { kind: 'order', id: order.id, field: 'slot' };
    const [found, allowed] = [`${order.slot}`, `slot ${slot}, as the first order`];
    problems.push({ where, rule: 'one-slot', found, allowed, remedy: 'Clear each slot apart.' });
  }
  return problems;
}

/** Below 0 where `a` committed before `b`: by sequence, then by id in code unit order. */
export function byCommit(
  a: Pick<Order, 'sequence' | 'id'>,
  b: Pick<Order, 'sequence' | 'id'>,
): number {
  return a.sequence - b.sequence || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Below 0 where `a` goes first of two on one side: better price, then time of commit, then id. */
export function byPriority(a: Order, b: Order): number {
  const better = a.limitMicroPerKwh - b.limitMicroPerKwh;
  return (a.side === 'buy' ? -better : better) || byCommit(a, b);
}

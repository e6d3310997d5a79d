/**
 * Money and energy of the market in whole numbers: watt-hours, millionths of a USDT (micro), and
 * micro per kilowatt-hour. The one place where anything is rounded.
 *
 * 1. An amount is energy × price ÷ 1000, rounded to the nearest micro, halves up. Both sides of a
 *    trade see the same amount, so rounding never creates or destroys money.
 * 2. A price between two prices is their mean, halves up; it never leaves the two.
 * 3. What is shared by weights goes down to whole units first; the units left over go one each to
 *    the largest remainders, equal ones to whoever stands first. Shares add up to the whole.
 *
 * Bounds keep every product and every sum of a book inside ±(2⁵³ − 1): an order is worth at most
 * 5 × 10¹¹ micro, a book at most 8.2 × 10¹⁵.
 */
import { assert } from '../assert.ts';

/** Most energy of one order, Wh: 100 MWh in a slot. */
export const ENERGY_WH_MAX = 100_000_000;
/** Highest price, micro per kWh: 5 USDT. */
export const PRICE_MICRO_MAX = 5_000_000;
/** Most orders in one book. */
export const ORDERS_MAX = 16_384;
/** Highest money of one amount, micro: 500,000 USDT. */
export const MONEY_MICRO_MAX = (ENERGY_WH_MAX / 1000) * PRICE_MICRO_MAX;

const WH_PER_KWH = 1000;

/** A thousandth of a whole number, to the nearest whole one, halves up; exact below 2⁵³. */
function thousandth(value: number): number {
  return Math.floor((value + WH_PER_KWH / 2) / WH_PER_KWH);
}

/** Micro-USDT of `energyWh` at `priceMicroPerKwh`, halves up (rule 1); both whole and ≥ 0. */
export function amountMicro(energyWh: number, priceMicroPerKwh: number): number {
  const rest = energyWh % WH_PER_KWH;
  return ((energyWh - rest) / WH_PER_KWH) * priceMicroPerKwh + thousandth(rest * priceMicroPerKwh);
}

/** Most energy up to `wantedWh` whose amount at this price is no more than `budgetMicro`. */
export function affordableWh(
  wantedWh: number,
  priceMicroPerKwh: number,
  budgetMicro: number,
): number {
  if (budgetMicro < 0) return 0;
  if (priceMicroPerKwh === 0) return wantedWh;
  // Rule 1 turned round: the largest energy whose product still rounds down to the budget.
  const most = Math.floor((budgetMicro * WH_PER_KWH + WH_PER_KWH / 2 - 1) / priceMicroPerKwh);
  return Math.min(wantedWh, most);
}

/** The price in the middle, micro per kWh, halves up (rule 2). */
export function middlePrice(one: number, other: number): number {
  return Math.floor((one + other + 1) / 2);
}

/** Sums energy × price exactly, however long the list; rounded once, at the end. */
export class ExactSum {
  private whole = 0;
  private thousandths = 0;

  add(energyWh: number, priceMicroPerKwh: number): void {
    this.put(energyWh * priceMicroPerKwh);
  }

  subtract(energyWh: number, priceMicroPerKwh: number): void {
    this.put(-energyWh * priceMicroPerKwh);
  }

  /** The sum in micro, halves up. */
  get micro(): number {
    return this.whole + thousandth(this.thousandths);
  }

  private put(product: number): void {
    const whole = Math.floor(product / WH_PER_KWH);
    this.whole += whole;
    this.thousandths += product - whole * WH_PER_KWH;
  }
}

/**
 * `total` shared in proportion to `weights` by largest remainder (rule 3); all whole and ≥ 0.
 * Weights of 0 get nothing; with no weight at all nothing is shared.
 */
export function shareOut(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  assert(Number.isSafeInteger(total) && total >= 0, 'only whole totals are shared', { total });
  assert(Number.isSafeInteger(sum), 'weights add up exactly', { sum });
  if (sum === 0) return weights.map(() => 0);
  const parts = weights.map((weight) => divided(total, weight, sum));
  const shares = parts.map(({ quotient }) => quotient);
  const left = total - shares.reduce((all, share) => all + share, 0);
  const order = parts.map((_, i) => i);
  order.sort((i, j) => parts[j]!.remainder - parts[i]!.remainder || i - j);
  for (const i of order.slice(0, left)) shares[i]! += 1;
  return shares;
}

const LIMB = 0x8000000;

/**
 * Quotient and remainder of a × b ÷ c for whole numbers with a < 2⁵³ and b ≤ c < 2⁵¹: schoolbook
 * long division, bit by bit, where the product does not fit a double.
 */
function divided(a: number, b: number, c: number): { quotient: number; remainder: number } {
  if (a * b <= Number.MAX_SAFE_INTEGER) {
    const quotient = Math.floor((a * b) / c);
    return { quotient, remainder: a * b - quotient * c };
  }
  let quotient = 0;
  let remainder = 0;
  for (const limb of [Math.floor(a / LIMB), a % LIMB]) {
    for (let bit = LIMB / 2; bit >= 1; bit /= 2) {
      remainder = remainder * 2 + (Math.floor(limb / bit) % 2 === 1 ? b : 0);
      const times = Math.floor(remainder / c);
      quotient = quotient * 2 + times;
      remainder -= times * c;
    }
  }
  return { quotient, remainder };
}

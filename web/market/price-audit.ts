/**
 * Whether a trade's price agrees with the price field's at its bus and slot. Prices of one unit in,
 * doubles or whole micro alike; only −, ≤ and the size of a number, so any auditor finds the same.
 */
export interface PriceAudit {
  readonly fieldPrice: number;
  readonly tradePrice: number;
  readonly tolerance: number;
  /** Trade less field: positive when the buyer paid more than the field says. */
  readonly difference: number;
  /** A difference of just the tolerance is still fair. */
  readonly verdict: 'fair' | 'too-high' | 'too-low';
}

/** The verdict on one trade. @throws TypeError, RangeError naming the argument that is no such number. */
export function auditTrade(fieldPrice: number, tradePrice: number, tolerance: number): PriceAudit {
  for (const [name, value] of Object.entries({ fieldPrice, tradePrice, tolerance })) {
    if (typeof value !== 'number') throw new TypeError(`${name} must be a number`);
    if (!Number.isFinite(value)) throw new RangeError(`${name} must be finite, found ${value}`);
  }
  if (tolerance < 0) throw new RangeError(`tolerance must be at least 0, found ${tolerance}`);
  const difference = tradePrice - fieldPrice;
  const fair = Math.abs(difference) <= tolerance;
  const verdict = fair ? 'fair' : difference > 0 ? 'too-high' : 'too-low';
  return { fieldPrice, tradePrice, tolerance, difference, verdict };
}

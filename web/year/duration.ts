/** A year's values from the highest to the lowest: how many hours something was at least so much. */

export interface DurationCurve {
  /** Falling; the first is the highest of all, the last the lowest. */
  readonly values: Float64Array;
  /** Share of the slots, 0 … 1, that stand before each value. */
  readonly shares: Float64Array;
  /** Slots it was made of. */
  readonly slots: number;
}

/**
 * @param values one a slot, any unit
 * @param points at most so many, 2 … ; evenly spread over the slots
 * @param counted 1 for slots that count; all of them if left out
 */
export function durationCurve(
  values: Float64Array,
  points: number,
  counted?: Uint8Array,
): DurationCurve {
  const sorted = values.filter((_, slot) => counted === undefined || counted[slot] === 1);
  // Float64Array sorts by number; rising, so it is read from the end.
  sorted.sort((a, b) => a - b);
  const slots = sorted.length;
  const count = Math.min(Math.max(2, Math.trunc(points)), slots);
  const picked = new Float64Array(count);
  const shares = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const rank = count === 1 ? 0 : Math.round((i * (slots - 1)) / (count - 1));
    picked[i] = sorted[slots - 1 - rank]!;
    shares[i] = slots === 1 ? 0 : rank / (slots - 1);
  }
  return { values: picked, shares, slots };
}

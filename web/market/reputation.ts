/**
 * How far an account has delivered what it sold: the beta reputation of Jøsang and Ismail (2002),
 * with evidence that fades, in whole numbers.
 *
 * Evidence is counted in millionths of a contract. A contract of which the share x was delivered
 * adds x to the good and 1 − x to the bad. Reputation is the mean of the beta distribution after
 * that evidence and a uniform prior: (good + 1) / (good + bad + 2). An account without history has
 * one half. Evidence is multiplied by `keep` for every slot that passes, so the old counts less.
 *
 * Rounding: the delivered share and the reputation go down, the faded evidence to the nearest,
 * halves up; the power of `keep` is taken by squaring, each product rounded likewise.
 */
import { assert } from '../assert.ts';

/** One whole, in millionths. */
export const REPUTATION_ONE = 1_000_000;

/** Evidence beyond this is halved, good and bad alike: 2,000 contracts. Keeps products exact. */
const EVIDENCE_MAX = 2_000 * REPUTATION_ONE;

export interface Reputation {
  /** Faded sum of what was delivered, millionths of a contract. */
  readonly good: number;
  /** Faded sum of what was not. */
  readonly bad: number;
  /** The slot up to which both have faded. */
  readonly slot: number;
}

/** Nothing known, as of `slot`. */
export function unknownReputation(slot: number): Reputation {
  return { good: 0, bad: 0, slot };
}

const times = (value: number, share: number): number =>
  Math.floor((value * share + REPUTATION_ONE / 2) / REPUTATION_ONE);

/** `share` (millionths) to the power of `exponent`, whole and ≥ 0, in millionths. */
function power(share: number, exponent: number): number {
  let [result, square] = [REPUTATION_ONE, share];
  for (let left = exponent; left > 0 && result > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = times(result, square);
    square = times(square, square);
  }
  return result;
}

/**
 * The reputation as of `slot`, its evidence faded by `keep` (millionths, 0 … 1,000,000) a slot.
 * Slots before its own change nothing: time does not run back.
 */
export function fadeReputation(known: Reputation, slot: number, keep: number): Reputation {
  assert(keep >= 0 && keep <= REPUTATION_ONE, 'fading never adds', { keep });
  if (slot <= known.slot) return known;
  const share = power(keep, slot - known.slot);
  return { good: times(known.good, share), bad: times(known.bad, share), slot };
}

/** What was agreed and what was delivered, Wh; more than agreed counts as all of it. */
export interface Delivery {
  readonly slot: number;
  readonly agreedWh: number;
  readonly deliveredWh: number;
}

/** The reputation after one contract ended. */
export function recordDelivery(known: Reputation, delivery: Delivery, keep: number): Reputation {
  const { slot, agreedWh, deliveredWh } = delivery;
  assert(agreedWh > 0 && deliveredWh >= 0, 'a contract agrees on something', { ...delivery });
  const faded = fadeReputation(known, slot, keep);
  const whole = deliveredWh >= agreedWh;
  const share = whole ? REPUTATION_ONE : Math.floor((deliveredWh * REPUTATION_ONE) / agreedWh);
  const [good, bad] = [faded.good + share, faded.bad + REPUTATION_ONE - share];
  const scale = good + bad > EVIDENCE_MAX ? 2 : 1;
  return { good: Math.floor(good / scale), bad: Math.floor(bad / scale), slot: faded.slot };
}

/** Expected share of the next contract that is delivered, millionths, rounded down. */
export function expectedDelivery({ good, bad }: Reputation): number {
  const evidence = good + bad + 2 * REPUTATION_ONE;
  return Math.floor(((good + REPUTATION_ONE) * REPUTATION_ONE) / evidence);
}

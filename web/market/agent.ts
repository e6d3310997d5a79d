/**
 * Seeded traders for a continuous double auction, as pure functions of what they remember, what
 * they hear and a stream of chance. They stand outside every contract: a contract sees only the
 * orders that they place.
 *
 * - **truthful**: always quotes its limit.
 * - **zero-intelligence**: quotes any price between its limit and the end of the band, all alike
 *   (ZI-C; Gode and Sunder, Journal of Political Economy 101, 1993).
 * - **adaptive**: ZIP, "zero intelligence plus" (Cliff, HP Laboratories HPL-97-91, 1997). It starts
 *   with a margin of 5 to 35 % and moves its price towards a target near the last quote that it
 *   heard: for more profit where quotes like its own are taken, for less where it is beaten. Cliff
 *   keeps the margin; the price that follows from it is kept here, which is the same for a limit
 *   that stays, and does not divide by a limit of 0. His absolute perturbation is at most one
 *   eightieth of the band (ours).
 *
 * Prices here are of the energy alone: a buyer's limit less the fees per kWh.
 */
import type { Rng } from '../rng.ts';
import { feePerKwh, type Terms } from './clearing.ts';
import type { Side, Source } from './order.ts';

export type Strategy = 'truthful' | 'zero-intelligence' | 'adaptive';

export interface Trader {
  readonly account: string;
  readonly bus: number;
  readonly side: Side;
  readonly strategy: Strategy;
  readonly energyWh: number;
  /** What the energy is worth to it, micro per kWh, all included; never told to anyone. */
  readonly limitMicroPerKwh: number;
  readonly source?: Source;
}

/** What a trader carries from quote to quote; only an adaptive one ever changes it. */
export interface TraderMemory {
  /** The price that it would quote now, not yet rounded. */
  readonly price: number;
  /** Smoothed sum of its last moves. */
  readonly momentum: number;
  /** How fast it moves, 0.1 … 0.5, and how much of the last move it repeats, 0 … 0.1. */
  readonly rate: number;
  readonly inertia: number;
}

/** A quote that everyone hears. */
export interface Quote {
  readonly side: Side;
  readonly priceMicroPerKwh: number;
  /** Whether it led to a trade. */
  readonly accepted: boolean;
}

/** Largest relative perturbation of a target, and absolute one as a share of the band. */
const RELATIVE_MOST = 0.05;
const ABSOLUTE_MOST = 1 / 80;

/** The prices of energy that can trade at all: [feed-in, retail less fees per kWh]. */
const band = (terms: Terms): readonly [number, number] => [
  terms.feedInMicroPerKwh,
  terms.retailMicroPerKwh - feePerKwh(terms),
];

/** What the energy alone may cost or must bring, micro per kWh. */
export function worthOf({ side, limitMicroPerKwh }: Trader, terms: Terms): number {
  return limitMicroPerKwh - (side === 'buy' ? feePerKwh(terms) : 0);
}

/** Whether a trader's limit leaves it anything to quote inside the band. */
export function canQuote(trader: Trader, terms: Terms): boolean {
  const [low, high] = band(terms);
  const worth = worthOf(trader, terms);
  return worth >= low && worth <= high;
}

/** A trader's memory before anything was heard. */
export function firstMemory(trader: Trader, rng: Rng, terms: Terms): TraderMemory {
  const worth = worthOf(trader, terms);
  if (trader.strategy !== 'adaptive') return { price: worth, momentum: 0, rate: 0, inertia: 0 };
  const margin = 0.05 + 0.3 * rng.unit();
  const price = inside(trader, worth * (trader.side === 'buy' ? 1 - margin : 1 + margin), terms);
  return { price, momentum: 0, rate: 0.1 + 0.4 * rng.unit(), inertia: 0.1 * rng.unit() };
}

/** The price that the trader quotes next, whole micro per kWh; never worse than its limit. */
export function quoteOf(trader: Trader, memory: TraderMemory, rng: Rng, terms: Terms): number {
  const worth = worthOf(trader, terms);
  if (trader.strategy === 'truthful') return worth;
  if (trader.strategy === 'adaptive') return Math.round(memory.price);
  const [low, high] = band(terms);
  return trader.side === 'buy'
    ? low + rng.below(worth - low + 1)
    : worth + rng.below(high - worth + 1);
}

/** What the trader remembers after `heard`; `active`: it still has energy to trade. */
export function learn(
  trader: Trader,
  memory: TraderMemory,
  heard: Quote & { readonly active: boolean },
  chance: { readonly rng: Rng; readonly terms: Terms },
): TraderMemory {
  if (trader.strategy !== 'adaptive') return memory;
  const sense = wish(trader, memory, heard);
  if (sense === 0) return memory;
  const { rng, terms } = chance;
  const [low, high] = band(terms);
  const relative = 1 + sense * RELATIVE_MOST * rng.unit();
  const absolute = sense * ABSOLUTE_MOST * (high - low) * rng.unit();
  const target = heard.priceMicroPerKwh * relative + absolute;
  const move = memory.rate * (target - memory.price);
  const momentum = memory.inertia * memory.momentum + (1 - memory.inertia) * move;
  return { ...memory, momentum, price: inside(trader, memory.price + momentum, terms) };
}

/** Whether the price should rise (1), fall (−1) or stay (0) after what was heard. */
function wish(
  { side }: Trader,
  { price }: TraderMemory,
  heard: Quote & { readonly active: boolean },
): -1 | 0 | 1 {
  // Seen from the seller; for a buyer all comparisons and moves are mirrored.
  const mirror = side === 'sell' ? 1 : -1;
  // Held against the price as it is quoted: a quote of its own is never better than itself.
  const better = mirror * (heard.priceMicroPerKwh - Math.round(price));
  const [more, less] = side === 'sell' ? ([1, -1] as const) : ([-1, 1] as const);
  if (heard.accepted && better >= 0) return more;
  if (!heard.active || better > 0) return 0;
  // Accepted: another side's quote was taken that is worse than ours. Refused: a rival's was.
  return heard.accepted ? (heard.side !== side ? less : 0) : heard.side === side ? less : 0;
}

function inside(trader: Trader, price: number, terms: Terms): number {
  const [low, high] = band(terms);
  const worth = worthOf(trader, terms);
  const [least, most] = trader.side === 'buy' ? [low, worth] : [worth, high];
  return Math.max(least, Math.min(most, price));
}

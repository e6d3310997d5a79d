/**
 * What the network does to messages between seats: cuts, loss, doubles, delay. The same for tabs
 * as for workers, and applied by the sender; clients always reach every seat.
 */
import { stream, type Rng } from '../rng.ts';
import type { Network } from './live.ts';

export interface Rules {
  /** The highest one counts; equal numbers are the same rules. */
  readonly version: number;
  readonly network: Network;
  /** Directed. */
  readonly cuts: readonly (readonly [from: number, to: number])[];
}

export const FAIR: Rules = {
  version: 0,
  network: { delayMs: 0, lossPercent: 0, duplicatePercent: 0 },
  cuts: [],
};

/** Rules from further ahead than this, in µs, are from no clock of this machine. */
const AHEAD_US_MAX = 60_000_000;

/** true: `rules` may take the place of `known`; no lie about the time can keep others out for good. */
export function isNewer(rules: Rules, known: Rules, nowUs: number): boolean {
  return rules.version >= known.version && rules.version <= nowUs + AHEAD_US_MAX;
}

/** When the copies of one message go out, in ms from now; empty = it is lost. */
export type Fate = readonly number[];

/** Decides the fate of one seat's messages. */
export class Weather {
  rules: Rules = FAIR;
  readonly #rng: Rng;

  constructor(seed: number, seat: number) {
    this.#rng = stream(seed, `live/${seat}`);
  }

  fate(from: number, to: number): Fate {
    const { cuts, network } = this.rules;
    if (cuts.some(([a, b]) => a === from && b === to)) return [];
    const { delayMs, lossPercent, duplicatePercent } = network;
    if (lossPercent > 0 && this.#rng.unit() * 100 < lossPercent) return [];
    const delay = (): number => (delayMs > 0 ? delayMs * (0.5 + this.#rng.unit()) : 0);
    const twice = duplicatePercent > 0 && this.#rng.unit() * 100 < duplicatePercent;
    return twice ? [delay(), delay()] : [delay()];
  }
}

/** Messages pass only inside each group; seats in no group are alone. */
export function cutsBetween(
  groups: readonly (readonly number[])[],
  seats: readonly number[],
): Rules['cuts'] {
  const groupOf = (seat: number): number => groups.findIndex((group) => group.includes(seat));
  const together = (a: number, b: number): boolean => groupOf(a) >= 0 && groupOf(a) === groupOf(b);
  return seats.flatMap((from) =>
    seats
      .filter((to) => to !== from && !together(from, to))
      .map((to): readonly [number, number] => [from, to]),
  );
}

/** `cuts` with the link from → to cut or mended. */
export function withCut(
  cuts: Rules['cuts'],
  { from, to, lost }: { from: number; to: number; lost: boolean },
): Rules['cuts'] {
  const others = cuts.filter(([a, b]) => a !== from || b !== to);
  return lost ? [...others, [from, to]] : others;
}

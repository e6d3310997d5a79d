/** Reading a Pareto front: order, ranks, comparison, and which objectives pull apart. */
import type { Design } from '../../kernel/outcome.ts';

export const OBJECTIVES = [
  'costUsdPerHour',
  'voltageDeviationPu',
  'apparentLossKva',
] as const satisfies readonly (keyof Design)[];
/** The kernel's mark of a design whose power flow has no solution, as its violation. */
const UNSOLVED = 1e6;

/** false: the design has no voltages, so its objectives mean nothing. */
export const isSolved = (design: Design): boolean => design.violation < UNSOLVED;

export type Objective = (typeof OBJECTIVES)[number];

export const PAIRS: readonly (readonly [Objective, Objective])[] = [
  ['costUsdPerHour', 'voltageDeviationPu'],
  ['costUsdPerHour', 'apparentLossKva'],
  ['voltageDeviationPu', 'apparentLossKva'],
];

/** Indices of the front sorted along one objective, smallest first; equals keep their order. */
export function order(front: readonly Design[], by: Objective): number[] {
  return front.map((_, index) => index).sort((a, b) => front[a]![by] - front[b]![by] || a - b);
}

/** The index after (`step` 1) or before (−1) `index` along an objective; stays at the ends. */
export function neighbour(
  front: readonly Design[],
  { index, by, step }: { index: number; by: Objective; step: 1 | -1 },
): number {
  const sorted = order(front, by);
  if (sorted.length === 0) return -1;
  const at = sorted.indexOf(index);
  if (at < 0) return step === 1 ? sorted[0]! : sorted[sorted.length - 1]!;
  return sorted[Math.min(sorted.length - 1, Math.max(0, at + step))]!;
}

/** 1 = smallest; how many designs of the front are strictly better in that objective, plus one. */
export const rankOf = (front: readonly Design[], design: Design, by: Objective): number =>
  1 + front.filter((other) => other[by] < design[by]).length;

export type Dominance = 'dominates' | 'dominated' | 'neither' | 'equal';

/** Constraint domination: a design within the limits beats one outside, then the objectives. */
export function compare(a: Design, b: Design): Dominance {
  if (a.feasible !== b.feasible) return a.feasible ? 'dominates' : 'dominated';
  if (!a.feasible && a.violation !== b.violation) {
    return a.violation < b.violation ? 'dominates' : 'dominated';
  }
  const better = OBJECTIVES.some((o) => a[o] < b[o]);
  const worse = OBJECTIVES.some((o) => a[o] > b[o]);
  if (better && worse) return 'neither';
  if (better) return 'dominates';
  return worse ? 'dominated' : 'equal';
}

/** How many designs of the front beat `design` in every respect. */
export const beatenBy = (front: readonly Design[], design: Design): number =>
  front.filter((other) => compare(other, design) === 'dominates').length;

/**
 * Spearman's rank correlation of two objectives over the front, −1 … 1; null below four designs
 * or when one of them does not vary. Ties share their mean rank.
 */
export function rankCorrelation(
  front: readonly Design[],
  [a, b]: readonly [Objective, Objective],
): number | null {
  if (front.length < 4) return null;
  const x = meanRanks(front.map((design) => design[a]));
  const y = meanRanks(front.map((design) => design[b]));
  const mean = (front.length + 1) / 2;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < front.length; i++) {
    const dx = x[i]! - mean;
    const dy = y[i]! - mean;
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}

function meanRanks(values: readonly number[]): number[] {
  const sorted = values.map((_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const ranks = new Array<number>(values.length);
  for (let start = 0; start < sorted.length;) {
    let end = start + 1;
    while (end < sorted.length && values[sorted[end]!] === values[sorted[start]!]) end++;
    for (let i = start; i < end; i++) ranks[sorted[i]!] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

export interface Conflict {
  readonly pair: readonly [Objective, Objective];
  readonly correlation: number;
}

/** The pair of objectives that pulls apart most: the most negative rank correlation. */
export function strongestConflict(front: readonly Design[]): Conflict | null {
  let worst: Conflict | null = null;
  for (const pair of PAIRS) {
    const correlation = rankCorrelation(front, pair);
    if (correlation !== null && correlation < (worst?.correlation ?? Infinity)) {
      worst = { pair, correlation };
    }
  }
  return worst;
}

export const range = (
  front: readonly Design[],
  by: Objective,
): { readonly min: number; readonly max: number } => ({
  min: Math.min(...front.map((design) => design[by])),
  max: Math.max(...front.map((design) => design[by])),
});

export const holdsPacks = ({ packs }: Design): boolean => packs.some((count) => count > 0);

/**
 * Slow and obvious: ranks by peeling off, again and again, what nothing left dominates, with
 * constraint domination written out as it is defined (feasible beats infeasible, less violation
 * beats more, feasible ones by objectives). Never shares code with the kernel.
 */
export interface Rated {
  readonly objectives: readonly number[];
  /** 0 = feasible */
  readonly violation: number;
}

function dominates(a: Rated, b: Rated): boolean {
  if (a.violation === 0 && b.violation > 0) return true;
  if (a.violation > 0) return b.violation > a.violation;
  if (b.violation > 0) return false;
  const noWorse = a.objectives.every((value, k) => value <= b.objectives[k]!);
  const better = a.objectives.some((value, k) => value < b.objectives[k]!);
  return noWorse && better;
}

/** Rank of each, 0 = best. */
export function ranks(all: readonly Rated[]): number[] {
  const rank = new Array<number>(all.length).fill(-1);
  for (let front = 0; rank.includes(-1); front++) {
    const left = all.flatMap((_, i) => (rank[i] === -1 ? [i] : []));
    const best = left.filter((i) => !left.some((j) => dominates(all[j]!, all[i]!)));
    for (const i of best) rank[i] = front;
  }
  return rank;
}

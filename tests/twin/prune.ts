/**
 * Slow and obvious pruning of one front, everything looked up afresh for each member dropped:
 * crowding by gaps for two objectives, by the product of the nearest distances for more. Members
 * are numbered by row; of equally crowded ones the highest row goes.
 */

type Point = readonly number[];

/** The rows of `front` that stay, ascending. */
export function twinPrune(front: readonly Point[], keep: number): number[] {
  const crowding = front[0]!.length === 2 ? gaps : spacing;
  let alive = Array.from(front.keys());
  while (alive.length > keep) {
    const values = alive.map((row) => crowding(front, alive, row));
    const least = Math.min(...values);
    const gone = alive[values.lastIndexOf(least)]!;
    alive = alive.filter((row) => row !== gone);
  }
  return alive;
}

function rangeOf(front: readonly Point[], k: number): number {
  const values = front.map((point) => point[k]!);
  return Math.max(...values) - Math.min(...values);
}

function gaps(front: readonly Point[], alive: readonly number[], row: number): number {
  let sum = 0;
  for (const k of front[0]!.keys()) {
    const order = [...alive].sort((a, b) => front[a]![k]! - front[b]![k]! || a - b);
    const at = order.indexOf(row);
    if (at === 0 || at === order.length - 1) return Infinity;
    const range = rangeOf(front, k);
    const gap = front[order[at + 1]!]![k]! - front[order[at - 1]!]![k]!;
    sum += range > 0 ? gap * (1 / range) : 0;
  }
  return sum;
}

/** First and last of the whole front in any objective, lowest row where several are. */
function isEnd(front: readonly Point[], row: number): boolean {
  return front[row]!.some((value, k) => {
    const values = front.map((point) => point[k]!);
    return [Math.min(...values), Math.max(...values)].some((end) => {
      return value === end && values.indexOf(end) === row;
    });
  });
}

function spacing(front: readonly Point[], alive: readonly number[], row: number): number {
  if (isEnd(front, row)) return Infinity;
  const m = front[0]!.length;
  const place = (of: number): number[] =>
    front[of]!.map((value, k) => {
      const range = rangeOf(front, k);
      const least = Math.min(...front.map((point) => point[k]!));
      return range > 0 ? (value - least) * (1 / range) : 0;
    });
  const mine = place(row);
  const distances = alive
    .filter((other) => other !== row)
    .map((other) => place(other).reduce((sum, x, k) => sum + (x - mine[k]!) * (x - mine[k]!), 0))
    .sort((a, b) => a - b)
    .slice(0, m);
  return distances.length < m ? Infinity : distances.reduce((product, d) => product * d, 1);
}

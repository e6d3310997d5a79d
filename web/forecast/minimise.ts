/** A search for the smallest value over [0, 1]ⁿ that always goes the same way. */

const FIRST_STEP = 0.1;
const LAST_STEP = 1e-5;
const ROUNDS_MAX = 400;

/**
 * The best point of the grid that `axes` span, then moved along one axis at a time by steps that
 * halve whenever none helps. Finds a local minimum; `cost` must be finite.
 */
export function minimise(
  cost: (point: readonly number[]) => number,
  axes: readonly (readonly number[])[],
): readonly number[] {
  let best: readonly number[] = [];
  let lowest = Infinity;
  const look = (point: readonly number[]): boolean => {
    const value = cost(point);
    if (!(value < lowest)) return false;
    lowest = value;
    best = point;
    return true;
  };
  const grid = axes.reduce<readonly (readonly number[])[]>(
    (points, axis) => points.flatMap((point) => axis.map((value) => [...point, value])),
    [[]],
  );
  grid.forEach(look);
  let step = FIRST_STEP;
  for (let round = 0; round < ROUNDS_MAX && step >= LAST_STEP; round++) {
    let moved = false;
    for (let axis = 0; axis < axes.length; axis++) {
      for (const by of [step, -step]) {
        const at = Math.min(1, Math.max(0, best[axis]! + by));
        if (look(best.map((value, i) => (i === axis ? at : value)))) {
          moved = true;
          break;
        }
      }
    }
    if (!moved) step /= 2;
  }
  return best;
}

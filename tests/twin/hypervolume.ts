/**
 * Hypervolume by brute force: every coordinate of every point cuts the box into cells; a cell
 * counts when some point is below its lower corner. Slow, obvious, exact but for the sum.
 */
export function hypervolumeByCells(
  points: readonly (readonly number[])[],
  reference: readonly number[],
): number {
  const inside = points.filter((point) => point.every((value, k) => value < reference[k]!));
  const cuts = reference.map((end, k) => {
    const values = [...new Set([...inside.map((point) => point[k]!), end])];
    return values.sort((a, b) => a - b);
  });
  const walk = (corner: readonly number[], size: number): number => {
    const k = corner.length;
    if (k === reference.length) {
      return inside.some((point) => point.every((value, i) => value <= corner[i]!)) ? size : 0;
    }
    let sum = 0;
    for (let i = 0; i + 1 < cuts[k]!.length; i++) {
      const [low, high] = [cuts[k]![i]!, cuts[k]![i + 1]!];
      sum += walk([...corner, low], size * (high - low));
    }
    return sum;
  };
  return walk([], 1);
}

/**
 * The order of the model's features. The package keeps them in a hash map, whose order differs
 * from one forecast to the next; sums then differ in their last bits, and the optimiser, which
 * follows them for hundreds of steps, ends elsewhere. So features go to it in an order that follows
 * from what is in them, and its coefficients come back in the order that the package expects.
 */

/** What the optimiser is given, as far as features concern it. */
export interface Features {
  /** Columns. */
  readonly K: number;
  /** A row a slot, each of `K` values. */
  readonly X: readonly (readonly number[])[];
  readonly sigmas: readonly number[];
  readonly s_a: readonly number[];
  readonly s_m: readonly number[];
}

/** `order[i]` is the column that comes `i`-th; equal columns, which are interchangeable, as given. */
export function columnOrder({ K, X, sigmas, s_a }: Features): readonly number[] {
  const compare = (a: number, b: number): number => {
    const prior = sigmas[a]! - sigmas[b]! || s_a[a]! - s_a[b]!;
    if (prior !== 0) return prior;
    for (const row of X) {
      const difference = row[a]! - row[b]!;
      if (difference !== 0) return difference;
    }
    return a - b;
  };
  return Array.from({ length: K }, (_, column) => column).sort(compare);
}

/** `data` with its columns in `order`. */
export function reordered<Data extends Features>(data: Data, order: readonly number[]): Data {
  const pick = (list: readonly number[]): number[] => order.map((column) => list[column]!);
  return {
    ...data,
    X: data.X.map(pick),
    sigmas: pick(data.sigmas),
    s_a: pick(data.s_a),
    s_m: pick(data.s_m),
  };
}

/** Coefficients found for columns in `order`, put back where the columns came from. */
export function restored(beta: Float64Array, order: readonly number[]): Float64Array {
  const back = new Float64Array(beta.length);
  order.forEach((column, i) => (back[column] = beta[i]!));
  return back;
}

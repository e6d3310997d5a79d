/**
 * Holt–Winters as its equations stand in the literature, one list per symbol and time as the index:
 * slow, and nothing shared with the shipped one. Both seasons; `start` is the state before `from`.
 */
export interface TwinStart {
  readonly level: number;
  readonly slope: number;
  /** One list a season, one value a slot of it, beginning with the slot of index 0. */
  readonly seasons: readonly (readonly number[])[];
}

export interface TwinWeights {
  readonly alpha: number;
  readonly beta: number;
  readonly gammas: readonly number[];
}

export function twinForecast(
  y: readonly number[],
  from: number,
  start: TwinStart,
  weights: TwinWeights,
): { readonly errors: number[]; readonly ahead: (h: number) => number } {
  const { alpha, beta, gammas } = weights;
  const level = new Map([[from - 1, start.level]]);
  const slope = new Map([[from - 1, start.slope]]);
  const seasons = start.seasons.map((season) => {
    const m = season.length;
    return new Map(Array.from({ length: m }, (_, k) => [from - m + k, season[(from + k) % m]!]));
  });
  const errors: number[] = [];
  for (let t = from; t < y.length; t++) {
    const old = seasons.map((season, k) => season.get(t - start.seasons[k]!.length)!);
    const sum = old.reduce((a, b) => a + b, 0);
    const before = level.get(t - 1)! + slope.get(t - 1)!;
    errors.push(y[t]! - before - sum);
    level.set(t, alpha * (y[t]! - sum) + (1 - alpha) * before);
    slope.set(t, beta * (level.get(t)! - level.get(t - 1)!) + (1 - beta) * slope.get(t - 1)!);
    seasons.forEach((season, k) => {
      const others = sum - old[k]!;
      season.set(t, gammas[k]! * (y[t]! - level.get(t)! - others) + (1 - gammas[k]!) * old[k]!);
    });
  }
  const n = y.length;
  const ahead = (h: number): number =>
    seasons.reduce(
      (total, season, k) => {
        const m = start.seasons[k]!.length;
        return total + season.get(n - m + ((h - 1) % m))!;
      },
      level.get(n - 1)! + h * slope.get(n - 1)!,
    );
  return { errors, ahead };
}

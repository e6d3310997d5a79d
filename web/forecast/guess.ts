/** A curve drawn by hand, scored by the same measure as every method. */
import { score, type Scores } from './error.ts';
import type { Forecast } from './forecast.ts';

export interface Standing {
  /** A method, or 'guess' for the drawn curve. */
  readonly who: Forecast['method'] | 'guess';
  readonly scores: Scores;
  /** 1 = the smallest root mean square error; equals share a place. */
  readonly place: number;
}

/** `points` of a drawn curve joined by straight lines, level before the first and after the last. */
export function drawnCurve(
  points: readonly { readonly slot: number; readonly value: number }[],
  slots: number,
): Float64Array {
  const sorted = [...points].sort((a, b) => a.slot - b.slot);
  return Float64Array.from({ length: slots }, (_, slot) => {
    const after = sorted.findIndex((point) => point.slot >= slot);
    const right = sorted[after < 0 ? sorted.length - 1 : after];
    const left = after > 0 ? sorted[after - 1] : right;
    if (!left || !right) return 0;
    if (right.slot <= left.slot || slot >= right.slot) return right.value;
    return (
      left.value + ((right.value - left.value) * (slot - left.slot)) / (right.slot - left.slot)
    );
  });
}

/** The drawn curve among `rivals`, best first; empty where nothing was measured. */
export function standings(
  actual: Float64Array,
  guess: Float64Array,
  rivals: readonly Forecast[],
): readonly Standing[] {
  // A drawn line has no band: it covers only what it hits.
  const drawn = { method: 'guess', mean: guess, lower: guess, upper: guess, intervalWidth: 0.8 };
  const rows = [drawn, ...rivals].flatMap((forecast) => {
    const scores = score([{ actual, forecast }]);
    return scores ? [{ who: forecast.method as Standing['who'], scores }] : [];
  });
  return rows
    .sort((a, b) => a.scores.rmse - b.scores.rmse)
    .map((row) => ({
      ...row,
      place: 1 + rows.filter(({ scores }) => scores.rmse < row.scores.rmse).length,
    }));
}

/**
 * The data cursor: which value of which series a person stands on. Pure; keys and pixels go in,
 * a place comes out.
 */
import type { Plot } from './plot.ts';
import { type Axis, type PointRef, readingOrder, type Series } from './series.ts';

/** Series the cursor visits, with their values in reading order; ghosts only when alone. */
export interface Reading {
  readonly series: Series;
  readonly order: readonly number[];
}

export function readingsOf(series: readonly Series[], x: Axis, y: Axis): readonly Reading[] {
  const all = series
    .filter(({ decoration }) => !decoration)
    .map((one) => ({ series: one, order: readingOrder(one, x, y) }))
    .filter(({ order }) => order.length > 0);
  const live = all.filter((reading) => !reading.series.ghost);
  return live.length > 0 ? live : all;
}

const LEAP_SHARE = 0.1;

const along = (event: { key: string; shiftKey: boolean }, length: number): number | null => {
  const leap = event.shiftKey ? Math.max(1, Math.round(length * LEAP_SHARE)) : 1;
  switch (event.key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return leap;
    case 'ArrowLeft':
    case 'ArrowDown':
      return -leap;
    case 'Home':
      return -Infinity;
    case 'End':
      return Infinity;
    default:
      return null;
  }
};

const seriesStep = (key: string): number => (key === 'PageDown' ? 1 : key === 'PageUp' ? -1 : 0);

const nearestInOrder = (reading: Reading, x: number): number => {
  let best = 0;
  reading.order.forEach((index, at) => {
    const distance = Math.abs((reading.series.points[index]?.x ?? Infinity) - x);
    const before = reading.series.points[reading.order[best] ?? 0]?.x ?? Infinity;
    if (distance < Math.abs(before - x)) best = at;
  });
  return best;
};

/** Where a key leads; undefined when the key is not the cursor's. */
export function moved(
  readings: readonly Reading[],
  from: PointRef | null,
  event: { readonly key: string; readonly shiftKey: boolean },
): PointRef | undefined {
  const current = Math.max(
    0,
    readings.findIndex(({ series }) => series.id === from?.seriesId),
  );
  const reading = readings[current];
  if (!reading) return undefined;
  const step = seriesStep(event.key);
  if (step !== 0) {
    const next = readings[(current + step + readings.length) % readings.length] as Reading;
    const x = reading.series.points[from?.index ?? reading.order[0] ?? 0]?.x ?? 0;
    return { seriesId: next.series.id, index: next.order[nearestInOrder(next, x)] as number };
  }
  const by = along(event, reading.order.length);
  if (by === null) return undefined;
  const last = reading.order.length - 1;
  const at = from ? reading.order.indexOf(from.index) : by > 0 && by !== Infinity ? -1 : last + 1;
  const target = Math.min(last, Math.max(0, at + by));
  return { seriesId: reading.series.id, index: reading.order[target] as number };
}

/** The value nearest to a pixel: by x alone for lines, by distance where there are points. */
export function nearest(
  readings: readonly Reading[],
  plot: Plot,
  pixel: readonly [number, number],
): PointRef | null {
  const byDistance = readings.some(
    ({ series }) => series.kind !== 'line' && series.kind !== 'step',
  );
  let best: PointRef | null = null;
  let least = Infinity;
  for (const { series, order } of readings) {
    for (const index of order) {
      const point = series.points[index];
      if (!point) continue;
      const dx = plot.x(point.x) - pixel[0];
      const dy = plot.y(point.y) - pixel[1];
      // Among lines x decides and y only breaks the tie between series.
      const distance = byDistance ? dx * dx + dy * dy : Math.abs(dx) * 1e4 + Math.abs(dy);
      if (distance < least) {
        least = distance;
        best = { seriesId: series.id, index };
      }
    }
  }
  return best;
}

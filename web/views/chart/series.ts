/**
 * What a chart draws, as data. Everything is optional that can be told from the rest; nothing
 * here knows pixels. Points that are not finite are allowed: they are left out of the picture and
 * called "none" in the table.
 */

type Tone = 'energy' | 'ledger' | 'pv' | 'pack' | 'load' | 'grid' | 'ghost' | 'breach' | 'select';
export type Marker = 'circle' | 'square' | 'triangle' | 'star' | 'cross' | 'diamond';
/**
 * 'segments' joins points 0–1, 2–3, 4–5, …; 'bars' stand on zero; 'area' is filled, its points go
 * round it.
 */
type SeriesKind = 'line' | 'step' | 'points' | 'segments' | 'bars' | 'area';

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  readonly label?: string;
  readonly href?: string;
}

export interface Series {
  readonly id: string;
  readonly name: string;
  readonly kind: SeriesKind;
  readonly points: readonly ChartPoint[];
  readonly tone: Tone;
  /** SVG dash array; each tone has its own when absent, 'none' = solid. */
  readonly dash?: string;
  readonly marker?: Marker;
  /** Drawn thin and grey, left out of the cursor's way: the baseline, an earlier run. */
  readonly ghost?: boolean;
  /** Enter or a click on its points fires `gl-select`. */
  readonly selectable?: boolean;
  /** The name stands in the table and under the cursor, not in the picture. */
  readonly unnamed?: boolean;
  /** Only drawn: another series holds the same values for the table and the cursor. */
  readonly decoration?: boolean;
  /** Points whose labels are written into the picture (the worst bus, a star). */
  readonly written?: readonly number[];
}

export interface Axis {
  readonly label: string;
  /** '' for a pure number. */
  readonly unit: string;
  readonly scale: 'linear' | 'log';
  readonly domain?: readonly [number, number];
  /** Values that get a tick, when round numbers are not the natural ones (hours). */
  readonly ticks?: readonly number[];
  /** Words for a value, on the axis, under the cursor and in the table; CSV stays raw. */
  readonly format?: (value: number) => string;
}

/** A stretch of one axis; ±Infinity reaches the edge. Hatched = not allowed. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly axis: 'x' | 'y';
  readonly label: string;
  readonly hatched: boolean;
}

export interface Rule {
  readonly x?: number;
  readonly y?: number;
  readonly label: string;
}

export interface PointRef {
  readonly seriesId: string;
  readonly index: number;
}

/** Where a picture or a table comes from; every export carries it. */
export interface Provenance {
  /** The scenario's link. */
  readonly link: string;
  /** As shown, in hex. */
  readonly seed: string;
  readonly version: string;
  readonly title: string;
}

const DASHES: Readonly<Record<Tone, string>> = {
  energy: 'none',
  ledger: 'none',
  pv: 'none',
  pack: '7 3',
  load: '2 3',
  grid: '9 3 2 3',
  ghost: 'none',
  breach: '4 2',
  select: 'none',
};

const MARKERS: Readonly<Record<Tone, Marker>> = {
  energy: 'circle',
  ledger: 'square',
  pv: 'circle',
  pack: 'square',
  load: 'triangle',
  grid: 'diamond',
  ghost: 'circle',
  breach: 'cross',
  select: 'star',
};

/** Written into the picture. */
export const hasName = ({ name, unnamed, decoration }: Series): boolean =>
  name !== '' && !unnamed && !decoration;

export const dashOf = (series: Series): string => series.dash ?? DASHES[series.tone];
export const markerOf = (series: Series): Marker => series.marker ?? MARKERS[series.tone];

/** "Voltage, pu"; the unit alone never stands without its quantity. */
export const axisTitle = (axis: Axis): string =>
  axis.unit === '' ? axis.label : `${axis.label}, ${axis.unit}`;

// Beyond these the differences and ratios of doubles overflow, and so would the pixels.
const SIZE_MAX = 1e300;
const SIZE_MIN = 1e-300;

/** A value that the axis can place: finite, and positive on a log axis. */
export const placeable = (value: number, axis: Axis): boolean =>
  Math.abs(value) <= SIZE_MAX && (axis.scale === 'linear' || value >= SIZE_MIN);

const dedupe = (indices: number[], points: readonly ChartPoint[]): number[] =>
  indices.filter((index, at) => {
    const before = at === 0 ? undefined : points[indices[at - 1] as number];
    const point = points[index] as ChartPoint;
    return !before || before.x !== point.x || before.y !== point.y || before.label !== point.label;
  });

/** Indices of the drawable points as the cursor visits them: by x, then y, doubles once. */
export function readingOrder(series: Series, x: Axis, y: Axis): readonly number[] {
  const { points } = series;
  const drawable = points
    .map((_, index) => index)
    .filter((index) => {
      const point = points[index] as ChartPoint;
      return placeable(point.x, x) && placeable(point.y, y);
    });
  const at = (index: number): ChartPoint => points[index] as ChartPoint;
  drawable.sort((a, b) => at(a).x - at(b).x || at(a).y - at(b).y || a - b);
  return dedupe(drawable, points);
}

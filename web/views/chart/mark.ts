/** The marks of one picture: lines, steps, segments, areas, bars and points as SVG path data. */
import { line as lineShape, curveStepAfter } from 'd3';
import type { Plot } from './plot.ts';
import { type Axis, type ChartPoint, type Marker, placeable, type Series } from './series.ts';

type Pixel = readonly [number, number] | null;

const THIN_ABOVE = 1000;
const round = (value: number): number => Math.round(value * 100) / 100;

const pixelsOf = (points: readonly ChartPoint[], plot: Plot, axes: Axes): Pixel[] =>
  points.map((point) =>
    placeable(point.x, axes.x) && placeable(point.y, axes.y)
      ? [plot.x(point.x), plot.y(point.y)]
      : null,
  );

export interface Axes {
  readonly x: Axis;
  readonly y: Axis;
}

/** Keeps first, lowest, highest and last of each pixel column: the same picture, fewer points. */
function thinOut(pixels: readonly Pixel[]): Pixel[] {
  if (pixels.length <= THIN_ABOVE) return [...pixels];
  const kept: Pixel[] = [];
  let column: (readonly [number, number])[] = [];
  const flush = (): void => {
    if (column.length > 4) {
      let low = 0;
      let high = 0;
      column.forEach(([, y], at) => {
        if (y < (column[low] as readonly [number, number])[1]) low = at;
        if (y > (column[high] as readonly [number, number])[1]) high = at;
      });
      const wanted = [...new Set([0, low, high, column.length - 1])].sort((a, b) => a - b);
      kept.push(...wanted.map((at) => column[at] as readonly [number, number]));
    } else kept.push(...column);
    column = [];
  };
  for (const pixel of pixels) {
    if (!pixel) {
      flush();
      kept.push(null);
      continue;
    }
    const first = column[0];
    if (first && Math.floor(first[0]) !== Math.floor(pixel[0])) flush();
    column.push(pixel);
  }
  flush();
  return kept;
}

function linePath(series: Series, plot: Plot, axes: Axes): string {
  const pixels = thinOut(pixelsOf(series.points, plot, axes));
  const shape = lineShape<Pixel>()
    .defined((pixel) => pixel !== null)
    .x((pixel) => round(pixel?.[0] ?? 0))
    .y((pixel) => round(pixel?.[1] ?? 0));
  if (series.kind === 'step') shape.curve(curveStepAfter);
  return shape(pixels) ?? '';
}

function segmentPath(series: Series, plot: Plot, axes: Axes): string {
  const pixels = pixelsOf(series.points, plot, axes);
  let path = '';
  for (let at = 0; at + 1 < pixels.length; at += 2) {
    const [from, to] = [pixels[at], pixels[at + 1]];
    if (from && to) path += `M${round(from[0])} ${round(from[1])}L${round(to[0])} ${round(to[1])}`;
  }
  return path;
}

function areaPath(series: Series, plot: Plot, axes: Axes): string {
  const corners = pixelsOf(series.points, plot, axes)
    .filter((pixel) => pixel !== null)
    .map(([x, y]) => `${round(x)} ${round(y)}`);
  return corners.length < 3 ? '' : `M${corners.join('L')}Z`;
}

interface BarSlot {
  /** Which of how many bar series stand beside one another. */
  readonly index: number;
  readonly count: number;
}

function barPath(series: Series, plot: Plot, options: { axes: Axes; slot: BarSlot }): string {
  const { axes, slot } = options;
  const xs = [...new Set(series.points.map(({ x }) => x))]
    .filter((x) => placeable(x, axes.x))
    .map((x) => plot.x(x))
    .sort((a, b) => a - b);
  const gaps = xs.slice(1).map((x, at) => x - (xs[at] as number));
  const gap = Math.min(plot.em * 4, ...gaps, (plot.right - plot.left) / Math.max(1, xs.length));
  const width = Math.max(1, (gap * 0.8) / slot.count);
  const zero = plot.y(axes.y.scale === 'log' ? plot.yDomain[0] : 0);
  return pixelsOf(series.points, plot, axes)
    .filter((pixel) => pixel !== null)
    .map(([x, y]) => {
      const left = round(x - (width * slot.count) / 2 + width * slot.index);
      return `M${left} ${round(zero)}V${round(y)}h${round(width)}V${round(zero)}Z`;
    })
    .join('');
}

const STAR = Array.from({ length: 10 }, (_, at) => {
  const radius = at % 2 === 0 ? 1.35 : 0.55;
  const angle = (Math.PI * at) / 5 - Math.PI / 2;
  return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
});

const OUTLINES: Readonly<Record<Exclude<Marker, 'circle' | 'cross'>, readonly Corner[]>> = {
  square: [
    [-0.9, -0.9],
    [0.9, -0.9],
    [0.9, 0.9],
    [-0.9, 0.9],
  ],
  triangle: [
    [0, -1.15],
    [1.05, 0.8],
    [-1.05, 0.8],
  ],
  diamond: [
    [0, -1.25],
    [1.05, 0],
    [0, 1.25],
    [-1.05, 0],
  ],
  star: STAR,
};

type Corner = readonly [number, number];

/** Path data of one marker; circles are two arcs so that one path holds thousands of them. */
function markerPath(marker: Marker, at: Corner, radius: number): string {
  const [x, y] = at;
  const r = round(radius);
  if (marker === 'circle')
    return `M${round(x - r)} ${round(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
  if (marker === 'cross')
    return `M${round(x - r)} ${round(y - r)}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`;
  const corners = OUTLINES[marker].map(
    ([dx, dy]) => `${round(x + dx * radius)} ${round(y + dy * radius)}`,
  );
  return `M${corners.join('L')}Z`;
}

function pointsPath(series: Series, plot: Plot, options: { axes: Axes; marker: Marker }): string {
  const radius = plot.em * (options.marker === 'star' ? 0.5 : 0.28);
  return pixelsOf(series.points, plot, options.axes)
    .filter((pixel) => pixel !== null)
    .map((pixel) => markerPath(options.marker, pixel, radius))
    .join('');
}

export interface MarkInput {
  readonly series: Series;
  readonly plot: Plot;
  readonly axes: Axes;
  readonly marker: Marker;
  readonly slot: BarSlot;
}

/** Path data of a whole series: one element however many points it has. */
export function markPath({ series, plot, axes, marker, slot }: MarkInput): string {
  switch (series.kind) {
    case 'line':
    case 'step':
      return linePath(series, plot, axes);
    case 'segments':
      return segmentPath(series, plot, axes);
    case 'area':
      return areaPath(series, plot, axes);
    case 'bars':
      return barPath(series, plot, { axes, slot });
    case 'points':
      return pointsPath(series, plot, { axes, marker });
  }
}

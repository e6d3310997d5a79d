/** Where the names of clouds and single marks stand so that none covers another. */
import type { Axes } from './mark.ts';
import { type Plot, textWidth } from './plot.ts';
import { hasName, placeable, type Series } from './series.ts';

export interface Name {
  readonly text: string;
  readonly tone: string;
  readonly x: number;
  y: number;
  readonly anchor: 'start' | 'end' | 'middle';
}

type Spot = Pick<Name, 'x' | 'y' | 'anchor'>;
type Box = readonly [left: number, top: number, right: number, bottom: number];

const cover = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** A cloud's name stands beside its highest point, where a falling front leaves room. */
function highest(series: Series, plot: Plot, axes: Axes): readonly [number, number] | null {
  let top: readonly [number, number] | null = null;
  for (const { x, y } of series.points) {
    if (!placeable(x, axes.x) || !placeable(y, axes.y)) continue;
    const pixel = [plot.x(x), plot.y(y)] as const;
    if (top === null || pixel[1] < top[1]) top = pixel;
  }
  return top;
}

/**
 * Beside the mark, above it, below it, on either side; the best first. A name that is too long for
 * either side stands over or under its mark, as far in as the picture asks.
 */
function spots([x, y]: readonly [number, number], plot: Plot, width: number): readonly Spot[] {
  const { em, left, right } = plot;
  const rows = [0.34, -0.95, 1.63, -2.24, 2.92];
  const beside = rows.flatMap((down): Spot[] => [
    { x: x + em * 0.7, y: y + em * down, anchor: 'start' },
    { x: x - em * 0.7, y: y + em * down, anchor: 'end' },
  ]);
  const middle = Math.max(left + width / 2, Math.min(right - width / 2, x));
  const over = rows.slice(1).map((down): Spot => {
    return { x: middle, y: y + em * down, anchor: 'middle' };
  });
  return [...beside, ...over];
}

/** The names of all point series; single marks choose first, because theirs is one exact place. */
export function cloudNames(
  list: readonly Series[],
  { plot, axes }: { readonly plot: Plot; readonly axes: Axes },
): Name[] {
  const { em } = plot;
  const taken: Box[] = [];
  const clouds = list
    .filter((series) => series.kind === 'points' && hasName(series))
    .sort((a, b) => Math.min(2, a.points.length) - Math.min(2, b.points.length));
  const named = clouds.flatMap((series) => {
    const at = highest(series, plot, axes);
    return at === null ? [] : [{ series, at }];
  });
  // A name may stand on its own mark's cloud, but not on another series' highest mark.
  for (const { at } of named)
    taken.push([at[0] - em * 0.5, at[1] - em * 0.5, at[0] + em * 0.5, at[1] + em * 0.5]);
  return named.map(({ series, at }) => {
    const width = textWidth(series.name, em);
    const boxOf = ({ x, y, anchor }: Spot): Box => {
      const left = { start: x, middle: x - width / 2, end: x - width }[anchor];
      return [left, y - em * 0.96, left + width, y + em * 0.3];
    };
    const inside = ([left, top, right, bottom]: Box): boolean =>
      left >= plot.left && right <= plot.right && top >= plot.top - em && bottom <= plot.bottom;
    const all = spots(at, plot, width);
    const fitting = all.filter((spot) => inside(boxOf(spot)));
    const free = fitting.filter((spot) => !taken.some((box) => cover(box, boxOf(spot))));
    // Its own cloud is the last thing a name should hide: it has the same colour.
    const marks = series.points.map(({ x, y }) => [plot.x(x), plot.y(y)] as const);
    const clear = free.find((spot) => {
      const [left, top, right, bottom] = boxOf(spot);
      return !marks.some(([x, y]) => x > left && x < right && y > top && y < bottom);
    });
    const spot = clear ?? free[0] ?? fitting[0] ?? all[1]!;
    taken.push(boxOf(spot));
    return { text: series.name, tone: series.ghost ? 'ghost' : series.tone, ...spot };
  });
}

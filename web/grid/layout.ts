/**
 * Where to draw each bus of a one-line diagram. The same case gives the same picture everywhere:
 * only + − × ÷ and square roots are used, in a fixed order.
 *
 * - Radial: the longest path from the slack runs straight to the right; laterals lie in rows above
 *   and below it, the near ones outside, so that no line crosses another.
 * - Meshed: buses stand as far apart as they are branches apart, as well as a plane allows
 *   (stress majorisation: Gansner, Koren, North, Graph Drawing 2004), then pushed off each other.
 *
 * Give it the case as loaded, before anything is switched, so that the picture stands still.
 */
import type { GridCase } from './case.ts';
import { meshPoints } from './layout-mesh.ts';
import { treePoints } from './layout-tree.ts';
import { topologyOf } from './topology.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  /** In the case's order; x to the right, y downwards, no two closer than about one unit. */
  readonly points: readonly Point[];
  /** The points lie in [0, width] × [0, height]. */
  readonly width: number;
  readonly height: number;
  /**
   * 'tree': draw a branch as an elbow, from the bus nearer the slack along y and then along x.
   * 'mesh': draw it straight.
   */
  readonly kind: 'tree' | 'mesh';
}

/** Coordinates of every bus of `grid`, in units of about one bus symbol's pitch. */
export function layout(grid: GridCase): Layout {
  const topology = topologyOf(grid);
  const tree = topology.radial && topology.connected;
  const points = tree ? treePoints(topology) : meshPoints(grid);
  const left = Math.min(...points.map(({ x }) => x));
  const top = Math.min(...points.map(({ y }) => y));
  const moved = points.map(({ x, y }) => ({ x: x - left, y: y - top }));
  return {
    points: moved,
    width: Math.max(0, ...moved.map(({ x }) => x)),
    height: Math.max(0, ...moved.map(({ y }) => y)),
    kind: tree ? 'tree' : 'mesh',
  };
}

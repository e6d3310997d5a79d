/** Where seats stand and messages travel, in pixels of the picture. */
import { gapOf } from './lane.ts';
import { isCut, type ClusterPicture, type Cut } from './picture.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
  /** Width of the letter m: everything grows with the text. */
  readonly em: number;
}

export interface Spot {
  readonly seat: number;
  readonly x: number;
  readonly y: number;
  /** From the middle of the ring outwards, of length 1. */
  readonly outX: number;
  readonly outY: number;
  /** Where the name is written and how it is anchored there. */
  readonly labelX: number;
  readonly labelY: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

export interface RingLayout {
  readonly size: Size;
  /** Radius of a seat's shape. */
  readonly radius: number;
  /** Half the size of a message's shape. */
  readonly shape: number;
  readonly spots: readonly Spot[];
}

const LINE_EM = 1.25;
/** Below this width, in letters, there is no room for words beside the ring. */
const NARROW_EM = 44;

export function isNarrow({ width, em }: Size): boolean {
  return width < em * NARROW_EM;
}

/** Seats clockwise on an ellipse, the first on top; names stand outside it. */
export function ringLayout(seats: readonly { readonly seat: number }[], size: Size): RingLayout {
  const { width, height, em } = size;
  const narrow = isNarrow(size);
  const radius = Math.min(em * 1.7, width / 15);
  const gap = radius + em * 0.95;
  const labelHeight = (narrow ? 2 : 3) * LINE_EM * em;
  const angles = seats.map((_, i) => (i / seats.length) * 2 * Math.PI - Math.PI / 2);
  const lowest = Math.max(0, ...angles.map(Math.sin));
  const padX = narrow ? em * 4 : em * 11.5 + gap;
  const padTop = labelHeight + gap;
  const padBottom = narrow ? padTop : Math.max(gap, labelHeight / 2 + em * 0.5);
  const rx = width / 2 - padX;
  const ry = (height - padTop - padBottom) / (1 + lowest);
  const spots = seats.map(({ seat }, i): Spot => {
    const angle = angles[i]!;
    const [outX, outY] = [Math.cos(angle), Math.sin(angle)];
    const [x, y] = [width / 2 + rx * outX, padTop + ry * (1 + outY)];
    const sideways = !narrow && Math.abs(outX) > 0.4;
    const side = outX > 0 ? 1 : -1;
    const edge = narrow && Math.abs(outX) > 0.4;
    const above = y - gap - labelHeight + em * LINE_EM;
    return {
      ...{ seat, x, y, outX, outY },
      labelX: sideways ? x + side * gap : edge ? (side > 0 ? width - 2 : 2) : x,
      labelY: sideways ? y - labelHeight / 2 + em : outY < 0.1 ? above : y + gap + em * 0.9,
      anchor: sideways
        ? side > 0
          ? 'start'
          : 'end'
        : edge
          ? side > 0
            ? 'end'
            : 'start'
          : 'middle',
    };
  });
  return { size, radius, shape: Math.max(6, em * 0.5), spots };
}

export interface Track {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** The way of messages from one seat to another; the two directions run side by side. */
export function trackOf(layout: RingLayout, from: number, to: number): Track | null {
  const a = layout.spots.find(({ seat }) => seat === from);
  const b = layout.spots.find(({ seat }) => seat === to);
  if (!a || !b || a === b) return null;
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const off = gapOf(layout) / 2;
  const start = layout.radius + layout.shape * 0.6;
  return {
    x1: a.x + ux * start - uy * off,
    y1: a.y + uy * start + ux * off,
    x2: b.x - ux * start - uy * off,
    y2: b.y - uy * start + ux * off,
  };
}

/** How a pair's link is: 'one' loses only what goes from `a` to `b`. */
export interface Link {
  readonly a: number;
  readonly b: number;
  readonly state: 'whole' | 'both' | 'one';
}

export function linksOf({ seats, cuts }: Pick<ClusterPicture, 'seats' | 'cuts'>): readonly Link[] {
  return seats.flatMap(({ seat: a }, i) =>
    seats.slice(i + 1).map(({ seat: b }) => linkOf(cuts, a, b)),
  );
}

function linkOf(cuts: readonly Cut[], a: number, b: number): Link {
  const [there, back] = [isCut(cuts, a, b), isCut(cuts, b, a)];
  if (there && back) return { a, b, state: 'both' };
  if (there) return { a, b, state: 'one' };
  return back ? { a: b, b: a, state: 'one' } : { a, b, state: 'whole' };
}

/** The seats on either side of the line through two points; null when all stand on one side. */
export function sidesOf(
  spots: readonly Spot[],
  { x1, y1, x2, y2 }: Track,
): readonly [readonly number[], readonly number[]] | null {
  const left = ({ x, y }: Spot): boolean => (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) > 0;
  const one = spots.filter(left).map(({ seat }) => seat);
  const other = spots.filter((spot) => !left(spot)).map(({ seat }) => seat);
  return one.length === 0 || other.length === 0 ? null : [one, other];
}

/**
 * Where messages are drawn so that each can be pressed: side by side in lanes along their way,
 * before and behind each other once the lanes are full, and in the end stacked with a count.
 */
import type { RingLayout, Track } from './layout.ts';

export interface Mover {
  readonly id: number;
  readonly track: Track;
  /** Of the way, 0 … 1. */
  readonly share: number;
}

export interface Place {
  /** On the way itself. */
  readonly x: number;
  readonly y: number;
  /** From there to where it is drawn. */
  readonly dx: number;
  readonly dy: number;
  /** Index into the places that are tried in turn, −1 when stacked. */
  readonly slot: number;
  /** The message it is stacked under, 0 = none. */
  readonly under: number;
}

/** Steps along the way and lanes beside it, what reads truest first: a file, then two. */
const SLOTS: readonly (readonly [lane: number, step: number])[] = [
  ...([
    [0, 0],
    [0, -1],
    [1, 0],
    [1, -1],
    [0, 1],
    [1, 1],
    [0, -2],
    [1, -2],
  ] as const),
  ...([
    [0, 2],
    [1, 2],
    [2, 0],
    [2, -1],
    [2, 1],
    [0, -3],
    [1, -3],
    [2, -2],
    [2, 2],
  ] as const),
];
/** Less than a gap while two glide past each other is no jam; back into the file at ease only. */
const NEAR = 0.92;
const EASE = 1.3;

/** Between the middles of two messages: a finger's width, more where the shapes are larger. */
export function gapOf({ shape }: Pick<RingLayout, 'shape'>): number {
  return Math.max(24, shape * 3);
}

/** Older messages keep their place, and each the lane that it had. */
export function spread(
  movers: readonly Mover[],
  { gap, before }: { readonly gap: number; readonly before: ReadonlyMap<number, Place> },
): ReadonlyMap<number, Place> {
  const places = new Map<number, Place>();
  const taken: { readonly id: number; readonly x: number; readonly y: number; track: Track }[] = [];
  for (const { id, track, share } of [...movers].sort((a, b) => a.id - b.id)) {
    const x = track.x1 + (track.x2 - track.x1) * share;
    const y = track.y1 + (track.y2 - track.y1) * share;
    const length = Math.hypot(track.x2 - track.x1, track.y2 - track.y1) || 1;
    const [ux, uy] = [(track.x2 - track.x1) / length, (track.y2 - track.y1) / length];
    const offset = (slot: number): readonly [number, number] => {
      const [lane, step] = SLOTS[slot]!;
      return [(ux * step - uy * lane) * gap, (uy * step + ux * lane) * gap];
    };
    const free = (slot: number, room: number): boolean => {
      const [dx, dy] = offset(slot);
      // Not into the seats at the ends.
      const along = share * length + SLOTS[slot]![1] * gap;
      if (SLOTS[slot]![1] !== 0 && (along < 0 || along > length)) return false;
      return taken.every((one) => Math.hypot(one.x - x - dx, one.y - y - dy) >= gap * room);
    };
    const had = before.get(id)?.slot ?? -1;
    const keeps = had >= 0 && free(had, NEAR);
    const better = keeps ? SLOTS.findIndex((_, i) => i < had && free(i, EASE)) : -1;
    const other = keeps ? had : SLOTS.findIndex((_, i) => free(i, NEAR));
    const slot = better >= 0 ? better : other;
    if (slot >= 0) {
      const [dx, dy] = offset(slot);
      places.set(id, { x, y, dx, dy, slot, under: 0 });
      taken.push({ id, x: x + dx, y: y + dy, track });
      continue;
    }
    const far = (one: (typeof taken)[number]): number =>
      Math.hypot(one.x - x, one.y - y) + (sameWay(one.track, track) ? 0 : 1e6);
    const nearest = taken.reduce((best, one) => (far(one) < far(best) ? one : best));
    const [dx, dy] = [nearest.x - x, nearest.y - y];
    places.set(id, { x, y, dx, dy, slot: -1, under: nearest.id });
  }
  return places;
}

function sameWay(a: Track, b: Track): boolean {
  return a.x1 === b.x1 && a.y1 === b.y1 && a.x2 === b.x2 && a.y2 === b.y2;
}

/** Who lies under each message that carries others, itself first. */
export function stacks(places: ReadonlyMap<number, Place>): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (const [id, { under }] of places) {
    if (under !== 0) found.set(under, [...(found.get(under) ?? [under]), id]);
  }
  return found;
}

/** A rectangle of the picture, px. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * Things found again by where they stand, so that two thousand buses are not each compared with
 * all the others. The picture is cut into square tiles; a thing is noted in every tile its box
 * touches, and whatever overlaps a box shares a tile with it.
 */
export class Tiles<Thing> {
  readonly #sizePx: number;
  readonly #columns = new Map<number, Map<number, Thing[]>>();

  constructor(sizePx: number) {
    this.#sizePx = sizePx;
  }

  add(box: Box, thing: Thing): void {
    for (const things of this.#touched(box, true)) things.push(thing);
  }

  /** true when `fits` holds for something that may overlap `box`; the same may be asked twice. */
  some(box: Box, fits: (thing: Thing) => boolean): boolean {
    for (const things of this.#touched(box, false)) if (things.some(fits)) return true;
    return false;
  }

  *#touched({ left, right, top, bottom }: Box, create: boolean): Generator<Thing[]> {
    const tile = (px: number): number => Math.floor(px / this.#sizePx);
    for (let column = tile(left); column <= tile(right); column += 1) {
      let rows = this.#columns.get(column);
      if (!rows && create) this.#columns.set(column, (rows = new Map<number, Thing[]>()));
      if (!rows) continue;
      for (let row = tile(top); row <= tile(bottom); row += 1) {
        const there = rows.get(row);
        if (there) yield there;
        else if (create) {
          const things: Thing[] = [];
          rows.set(row, things);
          yield things;
        }
      }
    }
  }
}

/**
 * Puts a year onto a canvas of one pixel a slot: a column a day, midnight at the bottom. Only what
 * is new is drawn, so a picture that fills costs what came, not what is there.
 */
import type { Ramp } from './colour.ts';
import type { Domain } from './quantity.ts';

export const DAYS = 365;

export interface Paint {
  readonly values: Float64Array;
  readonly domain: Domain;
  readonly ramp: Ramp;
}

const same = (a: Paint | null, b: Paint): boolean =>
  a !== null &&
  a.values === b.values &&
  a.ramp === b.ramp &&
  a.domain.low === b.domain.low &&
  a.domain.high === b.domain.high;

/** Where a figure lies on its ramp, 0 … 1; the middle of the scale is the middle of the ramp. */
export function shareOf(value: number, { low, middle, high }: Domain): number {
  const [from, to] = value <= middle ? [low, middle] : [middle, high];
  const share = to > from ? (value - from) / (to - from) : 1;
  return Math.min(1, Math.max(0, (value <= middle ? share : 1 + share) / 2));
}

export class Painter {
  readonly #canvas: HTMLCanvasElement;
  #pixels: ImageData | null = null;
  #words = new Uint32Array(0);
  #drawn = new Uint8Array(0);
  #paint: Paint | null = null;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  /** @returns columns drawn */
  draw(paint: Paint): number {
    const slots = paint.values.length;
    const rows = slots / DAYS;
    const context = this.#canvas.getContext('2d');
    if (!context) return 0;
    if (this.#pixels?.height !== rows) this.#size(context, rows);
    if (!same(this.#paint, paint)) this.#forget();
    this.#paint = paint;
    const { values, ramp, domain } = paint;
    const last = ramp.length - 1;
    let [first, end] = [DAYS, 0];
    for (let slot = 0; slot < slots; slot++) {
      const value = values[slot]!;
      // Not a number = not there yet; what is drawn once does not change.
      if (this.#drawn[slot] === 1 || !Number.isFinite(value)) continue;
      const day = Math.floor(slot / rows);
      const row = rows - 1 - (slot - day * rows);
      this.#words[row * DAYS + day] = ramp[Math.round(shareOf(value, domain) * last)]!;
      this.#drawn[slot] = 1;
      if (day < first) first = day;
      if (day >= end) end = day + 1;
    }
    if (!this.#pixels || first >= end) return 0;
    context.putImageData(this.#pixels, 0, 0, first, 0, end - first, rows);
    return end - first;
  }

  #size(context: CanvasRenderingContext2D, rows: number): void {
    this.#canvas.width = DAYS;
    this.#canvas.height = rows;
    this.#pixels = context.createImageData(DAYS, rows);
    this.#words = new Uint32Array(this.#pixels.data.buffer);
    this.#drawn = new Uint8Array(DAYS * rows);
    this.#paint = null;
  }

  #forget(): void {
    this.#words.fill(0);
    this.#drawn.fill(0);
    const { width, height } = this.#canvas;
    this.#canvas.getContext('2d')?.clearRect(0, 0, width, height);
  }
}

/**
 * The colours of a map, mixed from the page's tokens as they stand where it is drawn: a theme, the
 * projector or the system's own colours change them without a word from here.
 */
import type { QuantityId } from './quantity.ts';

/** Colours of one scale, each 0xAABBGGRR as the pixels of a canvas lie in memory. */
export type Ramp = Uint32Array;

const RAMP_STEPS = 128;

/** Tokens at even steps from low to high; each scale has the pale one where nothing is amiss. */
const VOLTAGE = ['--map-low-deep', '--map-low', '--map-middle', '--map-high', '--map-high-deep'];
const STOPS: Readonly<Record<QuantityId, readonly string[]>> = {
  lowest: VOLTAGE,
  highest: VOLTAGE,
  load: rising('--map-load'),
  sun: rising('--map-sun'),
  pv: rising('--map-sun'),
  curtailed: rising('--map-curtailed'),
  pack: ['--map-charge', '--map-middle', '--map-discharge'],
  stored: rising('--map-discharge'),
  grid: ['--map-export', '--map-middle', '--map-import'],
  loss: rising('--map-loss'),
};

function rising(token: string): readonly string[] {
  return ['--map-middle', `${token}-half`, token];
}

type Rgb = readonly [number, number, number];

const bytesOf = new Map<string, Rgb>();

/** A colour as the browser writes it, as bytes. */
function parsed(colour: string): Rgb {
  const known = bytesOf.get(colour);
  if (known) return known;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d');
  if (!context) return [0, 0, 0];
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  const bytes: Rgb = [red, green, blue];
  bytesOf.set(colour, bytes);
  return bytes;
}

const between = (a: number, b: number, share: number): number => Math.round(a + (b - a) * share);

/** Straight from stop to stop, so that each hue only ever grows darker (or lighter). */
function ramp(stops: readonly Rgb[]): Ramp {
  return Uint32Array.from({ length: RAMP_STEPS }, (_, at) => {
    const along = (at / (RAMP_STEPS - 1)) * (stops.length - 1);
    const first = Math.min(stops.length - 2, Math.floor(along));
    const [from, to] = [stops[first]!, stops[first + 1]!];
    const [red, green, blue] = [0, 1, 2].map((i) => between(from[i]!, to[i]!, along - first));
    return (0xff000000 | (blue! << 16) | (green! << 8) | red!) >>> 0;
  });
}

const ramps = new Map<string, Ramp>();

/** The scale's colours where `probe` stands, an element that nobody sees. */
export function rampOf(probe: HTMLElement, id: QuantityId): Ramp {
  const stops = STOPS[id].map((token) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  });
  const key = stops.join();
  const known = ramps.get(key);
  if (known) return known;
  const made = ramp(stops.map(parsed));
  ramps.set(key, made);
  return made;
}

/** For what is not drawn by pixels. */
export function cssColour(colour: number): string {
  return `rgb(${colour & 255} ${(colour >> 8) & 255} ${(colour >> 16) & 255})`;
}

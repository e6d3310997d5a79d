/** From axes and data to pixels: margins, scales and ticks of one picture. */
// d3-scale alone would cost the first view 10 kB of its 90; a straight line needs none of it.
import { extent, ticks as roundValues } from 'd3';
import { formatNumber, powerOfTen } from './number.ts';
import { type Axis, axisTitle, hasName, placeable, type Rule, type Series } from './series.ts';

interface Tick {
  readonly at: number;
  readonly text: string;
}

export interface Plot {
  readonly width: number;
  readonly height: number;
  /** Edges of the drawing area, px. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Font size, px; everything that must grow with the text is measured in it. */
  readonly em: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly xDomain: readonly [number, number];
  readonly yDomain: readonly [number, number];
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  /** Names at the right edge, outside the drawing area; false = inside it. */
  readonly gutter: boolean;
}

export interface PlotInput {
  readonly width: number;
  readonly height: number;
  readonly em: number;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  readonly rules: readonly Rule[];
}

const SPAN_MIN = 1e-300;

/** Rough width of a text in the system's sans, px. */
export const textWidth = (text: string, em: number): number => text.length * em * 0.56;

/** Series whose name stands at the end of their line. */
export const isNamedAtEnd = ({ kind }: Series): boolean => kind !== 'points';

// A span too small for doubles to divide counts as one value.
const isWide = ([low, high]: readonly [number, number]): boolean =>
  high - low > Math.max(Math.abs(low), Math.abs(high)) * 1e-12 + SPAN_MIN;

const padded = ([low, high]: [number, number], axis: Axis): [number, number] => {
  if (axis.scale === 'log') return low === high ? [low / 10, high * 10] : [low / 1.5, high * 1.5];
  const pad = isWide([low, high]) ? (high - low) * 0.05 : Math.max(Math.abs(low) * 0.05, 1e-6);
  return [low - pad, high + pad];
};

/** The part of an axis that is shown: as asked for, or around the data. */
function domainOf(
  axis: Axis,
  values: readonly number[],
  options: { readonly zero: boolean; readonly tight: boolean },
): [number, number] {
  const asked = axis.domain;
  if (asked && placeable(asked[0], axis) && placeable(asked[1], axis) && isWide(asked))
    return [asked[0], asked[1]];
  const [low, high] = extent(values.filter((value) => placeable(value, axis)));
  if (low === undefined) return axis.scale === 'log' ? [0.1, 10] : [0, 1];
  const zero = options.zero && axis.scale === 'linear';
  const reach: [number, number] = zero ? [Math.min(0, low), Math.max(0, high)] : [low, high];
  if (options.tight && isWide(reach)) return reach;
  const wide = padded(reach, axis);
  if (zero && reach[0] === 0) wide[0] = 0;
  if (zero && reach[1] === 0 && reach[0] < 0) wide[1] = 0;
  return wide;
}

function logTicks([low, high]: readonly [number, number], count: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / count));
  const exponents: number[] = [];
  for (let exponent = last; exponent >= first; exponent -= every) exponents.push(exponent);
  return exponents.reverse();
}

/** 1, 2 and 5 of each power of ten: for a log axis that is too short for powers alone. */
function finerLogTicks([low, high]: readonly [number, number]): readonly Tick[] {
  const ticks: Tick[] = [];
  const last = Math.floor(Math.log10(high) + 1e-9);
  for (let exponent = Math.floor(Math.log10(low)); exponent <= last; exponent += 1)
    for (const digit of [1, 2, 5]) {
      const value = Number(`${digit}e${exponent}`);
      if (value >= low && value <= high)
        ticks.push({ at: value, text: formatNumber(value, Math.max(0, -exponent)) });
    }
  return ticks;
}

const POWERS_MIN = 2;
const FINER_FROM = 1e-4;

interface ScaleInput {
  readonly axis: Axis;
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
  readonly count: number;
}

function scaleOf({ axis, domain, range, count }: ScaleInput): {
  place: (value: number) => number;
  ticks: Tick[];
} {
  const log = axis.scale === 'log';
  const along = log ? Math.log10 : (value: number): number => value;
  const [low, high] = [along(domain[0]), along(domain[1])];
  const perUnit = (range[1] - range[0]) / (high - low);
  const place = (value: number): number => range[0] + (along(value) - low) * perUnit;
  const tick = (value: number, text: string): Tick => ({ at: place(value), text });
  const inside = (value: number): boolean => value >= domain[0] && value <= domain[1];
  const asked = axis.ticks?.filter(inside);
  if (asked) {
    const format = axis.format ?? evenFormat(asked);
    return { place, ticks: asked.map((value) => tick(value, format(value))) };
  }
  if (log) {
    const exponents = logTicks(domain, count);
    if (exponents.length < POWERS_MIN && domain[0] >= FINER_FROM && domain[1] < 1 / FINER_FROM)
      return { place, ticks: finerLogTicks(domain).map(({ at, text }) => tick(at, text)) };
    return { place, ticks: exponents.map((e) => tick(Number(`1e${e}`), powerOfTen(e))) };
  }
  const values = roundValues(domain[0], domain[1], count);
  const format = axis.format ?? evenFormat(values);
  return { place, ticks: values.map((value) => tick(value, format(value))) };
}

/** One format for all ticks of an axis: as many decimals as their distance needs. */
function evenFormat(values: readonly number[]): (value: number) => string {
  const step = Math.abs((values[1] ?? 0) - (values[0] ?? 0));
  const largest = Math.max(...values.map(Math.abs), 0);
  if (step === 0 || step < 1e-6 || largest >= 1e9) return (value) => formatNumber(value);
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  return (value) => formatNumber(value, digits);
}

/** Every tick, or every second, third, …: the first even choice whose words stand apart. */
const thinned = (ticks: readonly Tick[], em: number): readonly Tick[] => {
  const apart = (a: Tick, b: Tick): boolean =>
    b.at - a.at >= (textWidth(a.text, em) + textWidth(b.text, em)) / 2 + em * 0.6;
  for (let stride = 1; stride < ticks.length; stride += 1) {
    const kept = ticks.filter((_, i) => i % stride === 0);
    if (kept.every((tick, i) => i === 0 || apart(kept[i - 1]!, tick))) return kept;
  }
  return ticks.slice(0, 1);
};

const NAME_GUTTER_MIN_EM = 32;
const NAME_SHARE_MAX = 0.34;

/** Lays the picture out; pure, so it is computed once per change of data or size. */
export function layOut(input: PlotInput): Plot {
  const { width, height, em, x, y, series, rules } = input;
  const named = series.filter(isNamedAtEnd).filter(hasName);
  const nameWidth = Math.max(0, ...named.map(({ name }) => textWidth(name, em)));
  const gutter =
    nameWidth > 0 && width / em >= NAME_GUTTER_MIN_EM && nameWidth < width * NAME_SHARE_MAX;
  const top = em * 2.1;
  const bottom = height - em * 2.9;
  const all = series.flatMap(({ points }) => points);
  const bars = series.some(({ kind }) => kind === 'bars');
  const ruleValues = (axis: 'x' | 'y'): number[] =>
    rules.map((rule) => rule[axis]).filter((value) => value !== undefined);
  const xDomain = domainOf(x, [...all.map((point) => point.x), ...ruleValues('x')], {
    zero: false,
    tight: !bars && !series.some(({ kind }) => kind === 'points'),
  });
  const yDomain = domainOf(y, [...all.map((point) => point.y), ...ruleValues('y')], {
    zero: bars,
    tight: false,
  });
  const yScale = scaleOf({
    axis: y,
    domain: yDomain,
    range: [bottom, top],
    count: Math.max(2, Math.min(6, Math.floor((bottom - top) / (em * 2.4)))),
  });
  const widest = Math.max(em, ...yScale.ticks.map(({ text }) => textWidth(text, em)));
  const left = Math.min(width * 0.35, widest + em * 0.9);
  const right = Math.max(left + em, width - (gutter ? nameWidth + em : em));
  const xScale = scaleOf({
    axis: x,
    domain: xDomain,
    range: [left, right],
    count: Math.max(2, Math.min(8, Math.floor((right - left) / (em * 5)))),
  });
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    em,
    x: xScale.place,
    y: yScale.place,
    xDomain,
    yDomain,
    xTicks: thinned(xScale.ticks, em),
    yTicks: yScale.ticks,
    gutter,
  };
}

/** Where the axis titles stand. */
export const titles = (x: Axis, y: Axis): { readonly x: string; readonly y: string } => ({
  x: axisTitle(x),
  y: axisTitle(y),
});

/** The drawing board's geometry: which handle a pixel means, and how far a key goes. */
import { HANDLE_HOURS, type StudyPart } from '../../app/forecast-show.ts';
import { slotsPerDay } from '../../forecast/series.ts';
import { words as all } from '../../strings/en/forecast.ts';
import type { Plot } from '../chart/plot.ts';
import type { Axis, ChartPoint, Series } from '../chart/series.ts';
import { hourOf } from './when.ts';

const words = all.guess;
/** Days of history that set the board's height. */
const DAYS_SEEN = 14;
const ROOM = 1.25;

/** A round number above what the meter showed lately. */
export function ceilingKw({ history }: StudyPart): number {
  const seen = history.values.subarray(-DAYS_SEEN * slotsPerDay(history));
  const most = seen.reduce((high, kw) => (kw > high ? kw : high), 0.1) * ROOM;
  let unit = 0.1;
  while (most / unit >= 20) unit *= 10;
  return Math.ceil(most / unit) * unit;
}

/** What an arrow key changes: a hundredth of the board, rounded. */
export function stepKw(ceiling: number): number {
  return ceiling < 10 ? 0.05 : Math.max(0.1, Math.round(ceiling / 10) / 10);
}

export const axisX = (): Axis => ({
  ...{ label: all.parts.hour, unit: '', scale: 'linear', domain: [0, 24] as const },
  ticks: [0, 3, 6, 9, 12, 15, 18, 21],
  format: hourOf,
});

export const axisY = (ceiling: number, label: string): Axis => ({
  ...{ label, unit: 'kW', scale: 'linear', domain: [0, ceiling] as const },
});

/** Yesterday and the same day a week ago, and the curve drawn so far. */
export function boardSeries(
  { history }: StudyPart,
  handlesKw: readonly number[],
): readonly Series[] {
  const perDay = slotsPerDay(history);
  const day = (back: number): readonly ChartPoint[] => {
    const from = history.values.length - back * perDay;
    if (from < 0) return [];
    return Array.from(history.values.subarray(from, from + perDay), (y, slot) => ({
      ...{ x: (slot * 24) / perDay, y },
    }));
  };
  const curve = handlesKw.map((y, index): ChartPoint => ({ x: index * HANDLE_HOURS, y }));
  const last = curve.at(-1);
  return [
    { id: 'week', name: words.week, kind: 'line', tone: 'ghost', points: day(7), dash: '6 4' },
    {
      id: 'yesterday',
      name: words.yesterday,
      kind: 'line',
      tone: 'load',
      points: day(1),
      dash: 'none',
    },
    {
      ...{ id: 'guess', name: words.yours, kind: 'line', tone: 'pack', dash: 'none' },
      points: last ? [...curve, { x: 24, y: last.y }] : curve,
    },
  ];
}

/** The handle nearest to a pixel and the load that its height means, inside the board. */
export function pointed(
  plot: Plot,
  [x, y]: readonly [number, number],
  count: number,
): { readonly index: number; readonly kw: number } {
  const hours = (24 * (x - plot.left)) / (plot.right - plot.left);
  const share = (plot.bottom - y) / (plot.bottom - plot.top);
  const index = Math.min(count - 1, Math.max(0, Math.round(hours / HANDLE_HOURS)));
  return { index, kw: Math.min(1, Math.max(0, share)) * plot.yDomain[1] };
}

export type Move =
  | { readonly kind: 'choose'; readonly index: number }
  | { readonly kind: 'set'; readonly kw: number };

/** What a key means at the handle `index` of `handlesKw`; null: it is not the board's. */
export function keyMove(
  key: string,
  { index, handlesKw, step }: { index: number; handlesKw: readonly number[]; step: number },
): Move | null {
  const last = handlesKw.length - 1;
  const kw = handlesKw[index] ?? 0;
  const set = (by: number): Move => ({ kind: 'set', kw: Math.max(0, kw + by) });
  const choose = (to: number): Move => ({
    ...{ kind: 'choose', index: Math.min(last, Math.max(0, to)) },
  });
  switch (key) {
    case 'ArrowLeft':
      return choose(index - 1);
    case 'ArrowRight':
      return choose(index + 1);
    case 'Home':
      return choose(0);
    case 'End':
      return choose(last);
    case 'ArrowUp':
      return set(step);
    case 'ArrowDown':
      return set(-step);
    case 'PageUp':
      return set(5 * step);
    case 'PageDown':
      return set(-5 * step);
    default:
      return null;
  }
}

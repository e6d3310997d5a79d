/** The one large picture as data: what was measured, the fit, tomorrow with its band. */
import type { StudyPart } from '../../app/forecast-show.ts';
import type { Method } from '../../forecast/forecast.ts';
import { minuteOf, type Series as Measured, slotsPerDay } from '../../forecast/series.ts';
import { words as all } from '../../strings/en/forecast.ts';
import type { Axis, ChartPoint, Rule, Series } from '../chart/series.ts';
import { leading, type Reading } from './reading.ts';
import { subjectOf } from './subject.ts';
import { momentOf } from './when.ts';

const words = all.picture;

/** More points than a picture has columns only cost time. */
const POINTS_MAX = 3000;

export interface Wish {
  /** Days of history shown; 0 = all. */
  readonly days: number;
  /** A simple method drawn beside; null: none. */
  readonly beside: Method | null;
}

export interface Picture {
  readonly series: readonly Series[];
  readonly rules: readonly Rule[];
  readonly x: Axis;
  readonly y: Axis;
  /** Slots in one point; above 1, points are means. */
  readonly stride: number;
}

/** Slots `[from, …)` of `values` on the clock of `series`; means of `stride` slots, held to the end. */
export function pointsOf(
  values: ArrayLike<number>,
  { startMinute, stepMinutes }: Pick<Measured, 'startMinute' | 'stepMinutes'>,
  { from = 0, stride = 1 }: { readonly from?: number; readonly stride?: number } = {},
): ChartPoint[] {
  const points: ChartPoint[] = [];
  for (let at = from; at < values.length; at += stride) {
    let sum = 0;
    const end = Math.min(values.length, at + stride);
    for (let i = at; i < end; i++) sum += values[i]!;
    points.push({ x: startMinute + at * stepMinutes, y: sum / (end - at) });
  }
  const last = points.at(-1);
  if (stride > 1 && last) {
    points.push({ x: startMinute + values.length * stepMinutes, y: last.y });
  }
  return points;
}

/** More days than these are drawn as means of a day. */
const DAYS_OF_HOURS = 28;

export const strideFor = (slots: number): number => Math.max(1, Math.ceil(slots / POINTS_MAX));

const joined = (a: Float64Array, b: Float64Array): Float64Array => {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
};

export function pictureOf(reading: Reading, { days, beside }: Wish): Picture {
  const { study, fit, hidden, guess } = reading;
  const { history, coming } = study;
  const perDay = slotsPerDay(history);
  const past = history.values.length;
  const from = days === 0 ? 0 : Math.max(0, past - days * perDay);
  // Weeks of hours are a thicket; their days show trend and week.
  const stride = past - from > DAYS_OF_HOURS * perDay ? perDay : 1;
  const cut = { from, stride };
  const front = leading(reading, beside);
  const percent = Math.round(front.intervalWidth * 100);
  const said = subjectOf(study);
  const tone = fit && !study.sun ? 'energy' : 'grid';
  const lower = pointsOf(front.lower, coming, { stride });
  const upper = pointsOf(front.upper, coming, { stride });
  const known = hidden ? history.values : joined(history.values, coming.values);
  const other = study.rows.find(({ method }) => method === beside);
  const series: Series[] = [
    {
      ...{ id: 'band', name: '', kind: 'area', tone, decoration: true },
      points: [...upper, ...[...lower].reverse()],
    },
    line('lower', words.lower(percent), lower, { tone, dash: '1 4', unnamed: true }),
    line('upper', words.upper(percent), upper, { tone, dash: '1 4', unnamed: true }),
    ...clearSky(study, cut),
    line('measured', said.measured, pointsOf(known, history, cut), {
      ...{ tone: study.sun ? 'pv' : 'load', dash: 'none' },
    }),
  ];
  if (other) {
    const points = pointsOf(other.forecast.mean, coming, { stride });
    series.push(line(other.method, all.methods[other.method], points, { tone: 'grid' }));
  }
  if (fit) {
    const points = pointsOf(fit.forecast.fit, history, cut);
    series.push(line('prophet', words.fit, points, study.sun ? OF_SUN : { tone: 'energy' }));
  }
  if (guess) {
    const points = pointsOf(guess, coming, { stride });
    series.push(line('guess', words.guess, points, { tone: 'pack' }));
  }
  return {
    ...{ series, stride, rules: [{ x: coming.startMinute, label: words.tomorrow }] },
    x: timeAxis(minuteOf(history, from), coming.startMinute + 1440),
    y: { label: said.axis, unit: 'kW', scale: 'linear', domain: domainOf(series) },
  };
}

/** Below the measured line, which it shows through only where clouds came. */
function clearSky(study: StudyPart, cut: { from: number; stride: number }): Series[] {
  if (!study.sun) return [];
  const points = pointsOf(study.sun.clearSky, study.history, cut);
  return [line('clear', subjectOf(study).clear, points, { tone: 'ghost', dash: '3 3' })];
}

/** The colours of energy and of panels are too alike to lie on each other. */
const OF_SUN: Look = { tone: 'ledger', dash: '8 3' };

type Look = Pick<Series, 'tone'> & Partial<Pick<Series, 'dash' | 'unnamed'>>;

const line = (id: string, name: string, points: readonly ChartPoint[], look: Look): Series => ({
  ...{ id, name, kind: 'line', points },
  ...look,
});

/** From nothing, or from below where a method expects that, to a little above the highest. */
function domainOf(series: readonly Series[]): readonly [number, number] {
  let [low, high] = [0, 1e-6];
  for (const { points } of series) {
    for (const { y } of points) {
      if (y > high) high = y;
      if (y < low) low = y;
    }
  }
  return [low * 1.06, high * 1.06];
}

const TICKS_MAX = 9;

/** Midnights, every one or every few. */
export function timeAxis(fromMinute: number, toMinute: number): Axis {
  const days = Math.max(1, Math.round((toMinute - fromMinute) / 1440));
  const every = Math.ceil(days / TICKS_MAX);
  // Of few days tomorrow's midnight has a tick; of many, its words would hang over the edge.
  const skipped = every > 1 ? Math.ceil(every / 2) : 0;
  const ticks = Array.from(
    { length: Math.floor((days - 1 - skipped) / every) + 1 },
    (_, i) => toMinute - 1440 * (1 + skipped + i * every),
  ).reverse();
  const label = words.time;
  return {
    ...{ label, unit: '', scale: 'linear', domain: [fromMinute, toMinute] as const, ticks },
    format: momentOf,
  };
}

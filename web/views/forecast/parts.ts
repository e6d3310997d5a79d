/** What Prophet found, part by part, as small pictures. */
import type { FitPart, StudyPart } from '../../app/forecast-show.ts';
import { asksSun } from '../../app/forecast-sun.ts';
import type { Component, ProphetForecast } from '../../forecast/forecast.ts';
import { minuteOf, slotsPerDay, weekday } from '../../forecast/series.ts';
import { words as all } from '../../strings/en/forecast.ts';
import { sun } from '../../strings/en/forecast-sun.ts';
import { formatNumber } from '../chart/number.ts';
import type { Axis, ChartPoint, Rule, Series } from '../chart/series.ts';
import { kw } from './kw.ts';
import { pointsOf, strideFor, timeAxis } from './picture.ts';
import { dateOf, holidayOf, hourOf, momentOf } from './when.ts';

const words = all.parts;

export interface SmallPicture {
  readonly id: string;
  readonly heading: string;
  readonly summary: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  readonly rules: readonly Rule[];
}

const EFFECT: Axis = { label: words.effect, unit: 'kW', scale: 'linear' };
const ZERO: readonly Rule[] = [{ y: 0, label: '' }];
/** Bends below this share of the largest are drawn but not counted. */
const BEND_SHARE = 0.1;
/** A slope that moves the level by less than this share a day is called straight. */
const STRAIGHT_SHARE = 1e-4;

export function partsOf({ forecast, scenario }: FitPart): readonly SmallPicture[] {
  return forecast.components.flatMap((part): SmallPicture[] => {
    if (part.kind === 'trend') return [trend(forecast, part, asksSun(scenario))];
    if (part.kind === 'weekly') return [weekly(forecast, part)];
    if (part.kind === 'daily') return [daily(forecast, part)];
    if (part.kind === 'holiday') return holidays(forecast, part);
    return [overTime(forecast, part)];
  });
}

const clockOfFit = ({ historyStartMinute, stepMinutes }: ProphetForecast) => ({
  startMinute: historyStartMinute,
  stepMinutes,
});

function axisOf(forecast: ProphetForecast, slots: number): Axis {
  const start = forecast.historyStartMinute;
  return timeAxis(start, start + slots * forecast.stepMinutes);
}

function trend(forecast: ProphetForecast, { values }: Component, ofSun: boolean): SmallPicture {
  const clock = clockOfFit(forecast);
  const at = (minute: number): number =>
    values[Math.round((minute - clock.startMinute) / clock.stepMinutes)] ?? NaN;
  const bends = forecast.changepoints;
  const sizes = bends.map(({ rateChangePerDay }) => Math.abs(rateChangePerDay));
  const largest = Math.max(0, ...sizes);
  const level = Math.abs(values[0] ?? 0);
  const straight = largest < STRAIGHT_SHARE * level;
  const counted = straight ? [] : sizes.filter((size) => size >= BEND_SHARE * largest);
  const bend = bends[sizes.indexOf(largest)];
  const signed = bend?.rateChangePerDay ?? 0;
  const points = bends.map(({ minute, rateChangePerDay }): ChartPoint => ({
    ...{ x: minute, y: at(minute), label: words.rate(plus(rateChangePerDay)) },
  }));
  const line: Series = {
    ...{ id: 'trend', name: words.trend, kind: 'line', tone: 'energy', unnamed: true },
    points: pointsOf(values, clock, { stride: strideFor(values.length * 4) }),
  };
  const marks: Series = {
    ...{ id: 'changepoints', name: words.changepoints, kind: 'points', tone: 'grid', points },
    unnamed: true,
  };
  return {
    ...{ id: 'trend', heading: words.trend, x: axisOf(forecast, values.length) },
    y: { ...EFFECT, label: ofSun ? sun.picture.axis : all.picture.load },
    series: points.length > 0 ? [line, marks] : [line],
    rules: straight || !bend ? [] : [{ x: bend.minute, label: words.rate(plus(signed)) }],
    summary: words.trendSummary({
      from: kw(values[0] ?? NaN),
      to: kw(values.at(-1) ?? NaN),
      ...{ bends: counted.length, largest: plus(signed), when: dateOf(bend?.minute ?? 0) },
    }),
  };
}

/** With its sign; as many decimals as a person reads in kW. */
const plus = (value: number): string => {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : undefined;
  return `${value > 0 ? '+' : ''}${formatNumber(value, digits)}`;
};

/** The last week, ordered from Monday. */
function weekly(forecast: ProphetForecast, { values }: Component): SmallPicture {
  const clock = { ...clockOfFit(forecast), values };
  const first = Math.max(0, values.length - 7 * slotsPerDay(forecast));
  const points = Array.from(values.subarray(first), (y, i): ChartPoint => {
    const minute = minuteOf(clock, first + i);
    return { x: ((weekday(minute) + 6) % 7) * 24 + (minute % 1440) / 60, y };
  }).sort((a, b) => a.x - b.x);
  const format = (hours: number): string => {
    const day = all.weekdays[Math.floor(hours / 24) % 7] ?? '';
    return hours % 24 === 0 ? day : `${day} ${hourOf(hours % 24)}`;
  };
  const ticks = all.weekdays.map((_, day) => day * 24);
  const x: Axis = { label: words.weekday, unit: '', scale: 'linear', ticks, format };
  return cycle({ id: 'weekly', heading: words.weekly, x, points });
}

function daily(forecast: ProphetForecast, { values }: Component): SmallPicture {
  const perDay = slotsPerDay(forecast);
  const points = Array.from(values.subarray(-perDay), (y, i): ChartPoint => ({
    ...{ x: (i * 24) / perDay, y },
  }));
  const ticks = [0, 6, 12, 18];
  const x: Axis = { label: words.hour, unit: '', scale: 'linear', ticks, format: hourOf };
  return cycle({ id: 'daily', heading: words.daily, x, points });
}

function overTime(forecast: ProphetForecast, { kind, name, values }: Component): SmallPicture {
  const stride = strideFor(values.length * 4);
  const points = pointsOf(values, clockOfFit(forecast), { stride });
  const heading = kind === 'yearly' ? words.yearly : name;
  return cycle({ id: name, heading, x: axisOf(forecast, values.length), points });
}

function cycle(given: {
  readonly id: string;
  readonly heading: string;
  readonly x: Axis;
  readonly points: readonly ChartPoint[];
}): SmallPicture {
  const { id, heading, x, points } = given;
  const ordered = [...points].sort((a, b) => a.y - b.y);
  const say = (value: number): string => (x.format ?? formatNumber)(value);
  const [low, high] = [ordered[0], ordered.at(-1)];
  return {
    ...{ id, heading, x, y: EFFECT, rules: ZERO },
    series: [{ id, name: heading, kind: 'line', points, tone: 'energy', unnamed: true }],
    summary: words.swing({
      low: plus(low?.y ?? NaN),
      lowAt: say(low?.x ?? 0),
      high: plus(high?.y ?? NaN),
      highAt: say(high?.x ?? 0),
    }),
  };
}

/** One bar a holiday; nothing where none was fitted. */
function holidays(forecast: ProphetForecast, { values }: Component): SmallPicture[] {
  const clock = { ...clockOfFit(forecast), values };
  const perDay = slotsPerDay(forecast);
  const points: ChartPoint[] = [];
  for (let at = 0; at < values.length; at += perDay) {
    const y = values[at]!;
    const x = minuteOf(clock, at);
    if (y !== 0) points.push({ x, y, label: holidayOf(x) });
  }
  const [first] = points;
  if (!first) return [];
  const heading = words.holiday;
  const ticks = points.map(({ x }) => x);
  const domain = [clock.startMinute - 1440, minuteOf(clock, values.length)] as const;
  const x: Axis = { label: words.time, unit: '', scale: 'linear', domain, ticks, format: momentOf };
  return [
    {
      ...{ id: 'holiday', heading, x, y: EFFECT, rules: ZERO },
      series: [
        { id: 'holiday', name: heading, kind: 'bars', points, tone: 'energy', unnamed: true },
      ],
      summary: words.holidaySummary({ effect: plus(first.y), count: points.length }),
    },
  ];
}

/** Measured less fitted over the history. */
export function residualOf({ history }: StudyPart, { forecast }: FitPart): SmallPicture {
  const left = history.values.map((value, i) => value - forecast.fit[i]!);
  const worst = left.reduce(
    (most, value, i) => (Math.abs(value) > Math.abs(left[most] ?? 0) ? i : most),
    0,
  );
  const points = pointsOf(left, history, { stride: strideFor(left.length) });
  return {
    ...{ id: 'residual', heading: words.residual, rules: ZERO },
    x: axisOf(forecast, left.length),
    y: { ...EFFECT, label: words.left },
    series: [
      {
        id: 'residual',
        name: words.left,
        kind: 'line',
        points,
        tone: 'load',
        dash: 'none',
        unnamed: true,
      },
    ],
    summary: words.residualSummary({
      noise: `±${formatNumber(forecast.noise, 1)}`,
      worst: plus(left[worst] ?? NaN),
      when: dateOf(minuteOf(history, worst)),
    }),
  };
}

/** The grid view's charts as data for `gl-chart`. Pure functions of the worlds. */
import type { GridCase } from '../../grid/case.ts';
import { electricalDistancePu } from '../../grid/topology.ts';
import type { World } from '../../app/snapshot.ts';
import { charts } from '../../strings/en/grid-chart.ts';
import { MINUTES_PER_SLOT, SLOTS_PER_DAY, hasClock } from '../../scenario/scenario.ts';
import { formatNumber, formatPower, formatQuantity } from '../../units.ts';
import type { Axis, Band, ChartPoint, Rule, Series } from '../chart/series.ts';
import { clockOf } from '../clock.ts';
import { type BusPicture, pictureOf } from './picture.ts';
import { wordOf } from './describe.ts';
import { totalsOf } from './totals.ts';

export interface ChartData {
  readonly heading: string;
  readonly summary: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  readonly bands: readonly Band[];
  readonly rules: readonly Rule[];
}

/** Voltages with three decimals, as they are told apart on a screen. */
export const voltageAxis: Axis = {
  label: charts.voltage,
  unit: 'pu',
  scale: 'linear',
  format: (value) => formatNumber(value, 3),
};

/** The limits most buses have; a band beyond each, out to the edge of the picture. */
function limitBands(buses: readonly BusPicture[]): Band[] {
  const common = (pick: (bus: BusPicture) => number): number | null => {
    const counts = new Map<number, number>();
    for (const bus of buses)
      if (bus.kind !== 'slack') counts.set(pick(bus), (counts.get(pick(bus)) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
  };
  const [low, high] = [common(({ minPu }) => minPu), common(({ maxPu }) => maxPu)];
  const bands: Band[] = [];
  if (low !== null)
    bands.push({
      from: -Infinity,
      to: low,
      axis: 'y',
      label: charts.tooLow(formatNumber(low, 2)),
      hatched: true,
    });
  if (high !== null)
    bands.push({
      from: high,
      to: Infinity,
      axis: 'y',
      label: charts.tooHigh(formatNumber(high, 2)),
      hatched: true,
    });
  return bands;
}

/** The shown part always holds both limits, so that the room to them can be seen. */
function voltageDomain(values: readonly number[], bands: readonly Band[]): [number, number] {
  const edges = bands.flatMap(({ from, to }) => [from, to]).filter(Number.isFinite);
  const all = [...values.filter(Number.isFinite), ...edges];
  return [Math.min(0.98, ...all) - 0.02, Math.max(1, ...all) + 0.04];
}

// Asked for with every frame, while the network seldom changes.
const distances = new WeakMap<GridCase, Float64Array>();

function distancePu(grid: GridCase): Float64Array {
  const known = distances.get(grid) ?? electricalDistancePu(grid);
  distances.set(grid, known);
  return known;
}

function profilePoints(world: World): ChartPoint[] {
  const { buses, branches } = pictureOf(world);
  const distance = distancePu(world.grid);
  const point = (index: number): ChartPoint => ({
    x: distance[index] ?? Number.NaN,
    y: buses[index]?.voltagePu ?? Number.NaN,
    label: charts.bus(buses[index]?.id ?? 0),
  });
  return branches
    .filter(({ inService }) => inService)
    .flatMap(({ from, to }) => [point(from), point(to)]);
}

export function profile(world: World, baseline: World | null): ChartData {
  const picture = pictureOf(world);
  const bands = limitBands(picture.buses);
  const points = profilePoints(world);
  const ghost = baseline ? profilePoints(baseline) : [];
  const worst = picture.buses[picture.worst];
  const written = points.findIndex(({ label }) => label === charts.bus(worst?.id ?? -1));
  const now: Series = {
    id: 'now',
    name: '',
    kind: 'segments',
    tone: 'ledger',
    decoration: true,
    points,
    ...(written >= 0 && picture.converged ? { written: [written] } : {}),
  };
  const dots: Series = {
    id: 'buses',
    name: charts.now,
    unnamed: true,
    kind: 'points',
    tone: 'ledger',
    marker: 'circle',
    selectable: true,
    points: unique(points),
  };
  const before: Series[] = baseline
    ? [
        {
          id: 'baseline',
          name: charts.baseline,
          kind: 'segments',
          tone: 'ghost',
          ghost: true,
          points: ghost,
        },
      ]
    : [];
  const lowest = totalsOf(world).lowest;
  return {
    heading: charts.profile,
    summary:
      picture.converged && lowest && worst
        ? charts.profileSummary({
            voltage: formatQuantity('voltagePu', lowest.voltagePu),
            bus: lowest.bus,
            word: wordOf(worst),
          })
        : charts.noVoltages,
    x: { label: charts.distance, unit: 'pu', scale: 'linear' },
    y: {
      ...voltageAxis,
      domain: voltageDomain(
        [...points, ...ghost].map(({ y }) => y),
        bands,
      ),
    },
    series: [...before, now, dots],
    bands,
    rules: [],
  };
}

const unique = (points: readonly ChartPoint[]): ChartPoint[] => [
  ...new Map(points.map((point) => [point.label, point])).values(),
];

const hourAxis: Axis = {
  label: charts.time,
  unit: '',
  scale: 'linear',
  domain: [0, 24],
  ticks: [0, 3, 6, 9, 12, 15, 18, 21, 24],
  format: (hour) => clockOf(Math.round(hour * 60)),
};
const hourOf = (slot: number): number => (slot * MINUTES_PER_SLOT) / 60;
const SLOTS = Array.from({ length: SLOTS_PER_DAY }, (_, slot) => slot);

const totalOver = (values: Float64Array, slot: number, buses: number): number => {
  let total = 0;
  for (let bus = 0; bus < buses; bus += 1) total += values[slot * buses + bus] ?? 0;
  return total;
};

/** One rule through the charts of the day: the moment shown. */
const nowRule = ({ scenario }: World): Rule[] =>
  hasClock(scenario.moment) ? [{ x: scenario.minute / 60, label: clockOf(scenario.minute) }] : [];

export function dayPowers(world: World): ChartData {
  const { day, grid } = world;
  const count = grid.buses.length;
  const line = (values: (slot: number) => number): ChartPoint[] =>
    day ? SLOTS.map((slot) => ({ x: hourOf(slot), y: values(slot) })) : [];
  const solved = (slot: number, value: number | undefined): number =>
    day?.series.converged[slot] === 1 ? (value ?? Number.NaN) : Number.NaN;
  const load = line((slot) => totalOver(day!.loadKw, slot, count));
  const peak = load.reduce((most, point) => (point.y > most.y ? point : most), { x: 0, y: 0 });
  const series: Series[] = [
    { id: 'load', name: charts.load, kind: 'line', tone: 'load', points: load },
    {
      id: 'sun',
      name: charts.sun,
      kind: 'line',
      tone: 'pv',
      points: line((slot) => totalOver(day!.pvKw, slot, count)),
    },
    {
      id: 'packs',
      name: charts.packs,
      kind: 'step',
      tone: 'pack',
      points: line((slot) => totalOver(day!.packKw, slot, count)),
    },
    {
      id: 'grid',
      name: charts.grid,
      kind: 'line',
      tone: 'grid',
      points: line((slot) => solved(slot, day!.series.slackKw[slot])),
    },
  ];
  return {
    heading: charts.day,
    summary: day
      ? charts.daySummary({ load: formatPower(peak.y), time: clockOf(peak.x * 60) })
      : charts.dayWaiting,
    x: hourAxis,
    y: { label: charts.power, unit: 'kW', scale: 'linear' },
    series,
    bands: [],
    rules: nowRule(world),
  };
}

export function dayVoltages(world: World, baseline: World | null): ChartData {
  const { buses } = pictureOf(world);
  const bands = limitBands(buses);
  const now = voltageRange(world);
  const before = baseline?.day ? voltageRange(baseline) : null;
  const worst = now.low.reduce<ChartPoint>((least, point) => (point.y < least.y ? point : least), {
    x: 0,
    y: Infinity,
  });
  return {
    heading: charts.dayVoltage,
    summary: Number.isFinite(worst.y)
      ? charts.dayVoltageSummary({
          voltage: formatQuantity('voltagePu', worst.y),
          time: clockOf(worst.x * 60),
          bus: worst.label ?? '',
        })
      : charts.dayWaiting,
    x: hourAxis,
    y: {
      ...voltageAxis,
      domain: voltageDomain(
        [...now.low, ...now.high].map(({ y }) => y),
        bands,
      ),
    },
    series: [
      ...(before
        ? [
            {
              id: 'low-baseline',
              name: charts.baseline,
              kind: 'line',
              tone: 'ghost',
              ghost: true,
              points: before.low,
            } as const,
          ]
        : []),
      { id: 'high', name: charts.highest, kind: 'line', tone: 'grid', points: now.high },
      { id: 'low', name: charts.lowest, kind: 'line', tone: 'ledger', points: now.low },
    ],
    bands,
    rules: nowRule(world),
  };
}

/** Lowest and highest voltage of the buses behind the slack, slot by slot. */
function voltageRange(world: World): { low: ChartPoint[]; high: ChartPoint[] } {
  const { day } = world;
  const { buses } = pictureOf(world);
  const low: ChartPoint[] = [];
  const high: ChartPoint[] = [];
  for (const slot of day ? SLOTS : []) {
    let [least, most] = [-1, -1];
    const at = (bus: number): number => day!.series.voltagePu[slot * buses.length + bus]!;
    for (const bus of buses) {
      if (bus.kind === 'slack' || !bus.supplied || day!.series.converged[slot] !== 1) continue;
      if (least < 0 || at(bus.index) < at(least)) least = bus.index;
      if (most < 0 || at(bus.index) > at(most)) most = bus.index;
    }
    const point = (bus: number): ChartPoint => ({
      x: hourOf(slot),
      y: bus < 0 ? Number.NaN : at(bus),
      label: charts.bus(buses[bus]?.id ?? 0),
    });
    low.push(point(least));
    high.push(point(most));
  }
  return { low, high };
}

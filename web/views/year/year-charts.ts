/** The year's duration curves and monthly bars as data for `gl-chart`. Pure. */
import type { YearPart } from '../../app/year-show.ts';
import { charts as words, MONTHS } from '../../strings/en/year.ts';
import { formatNumber, formatPower } from '../../units.ts';
import type { YearAccount } from '../../year/cost.ts';
import { type DurationCurve, durationCurve } from '../../year/duration.ts';
import type { Energies } from '../../year/energies.ts';
import type { Axis, Band, ChartPoint, Series } from '../chart/series.ts';
import { limitsOf } from './account.ts';
import { countOf } from './reading.ts';
import { shown, type YearSlots } from './slots.ts';

export interface YearChart {
  readonly heading: string;
  readonly summary: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  readonly bands: readonly Band[];
}

const CURVE_POINTS = 200;
const HOURS = 8760;

const hoursAxis: Axis = {
  label: words.hours,
  unit: 'h',
  scale: 'linear',
  domain: [0, HOURS],
  ticks: [0, 2000, 4000, 6000, 8000],
  format: (value) => formatNumber(value, 0),
};
const powerAxis: Axis = {
  label: words.power,
  unit: 'kW',
  scale: 'linear',
  format: (value) => formatNumber(value, 0),
};

const isNumber = (values: Float64Array): Uint8Array =>
  Uint8Array.from(values, (value) => Number(Number.isFinite(value)));

const curveOf = (values: Float64Array): DurationCurve =>
  durationCurve(values, CURVE_POINTS, isNumber(values));

const pointsOf = ({ values, shares, slots }: DurationCurve, of: number): ChartPoint[] =>
  [...values].map((y, at) => ({ x: shares[at]! * HOURS * (slots / of), y }));

function netKw({ loadKw, pvKw, packKw }: YearSlots): Float64Array {
  return loadKw.map((load, slot) => load - pvKw[slot]! - packKw[slot]!);
}

/** Load, and what of it sun and packs leave to the grid, each sorted. */
export function loadDuration(slots: YearSlots, before: YearSlots | null): YearChart {
  const load = curveOf(slots.loadKw);
  const line = (id: string, name: string, curve: DurationCurve): Series => ({
    ...{ id, name, kind: 'line', tone: 'grid', dash: 'none' },
    points: pointsOf(curve, curve.slots),
  });
  const net = line('net', words.net, curveOf(netKw(slots)));
  const series: Series[] = [{ ...line('load', words.load, load), tone: 'load', dash: '5 3' }, net];
  if (before)
    series.push({ ...line('before', words.netBefore, curveOf(netKw(before))), ghost: true });
  const at = (share: number): string =>
    formatPower(load.values[Math.round(share * (load.values.length - 1))]);
  const summary = words.durationSummary({ peak: at(0), low: at(1), half: at(0.5) });
  return { heading: words.duration, summary, x: hoursAxis, y: powerAxis, series, bands: [] };
}

/** The lowest voltage of each slot, sorted upwards: how long it stays under what. */
export function voltageDuration(
  part: YearPart,
  slots: YearSlots,
  before: YearSlots | null,
): YearChart {
  const { voltageMinPu: limit } = limitsOf(part.grid);
  const line = (id: string, name: string, values: Float64Array): Series => {
    const curve = curveOf(values);
    const points = pointsOf({ ...curve, values: curve.values.slice().reverse() }, values.length);
    return { id, name, kind: 'line', tone: 'select', points };
  };
  const series: Series[] = [line('lowest', words.voltage, slots.lowestPu)];
  if (before) series.push({ ...line('before', words.voltageBefore, before.lowestPu), ghost: true });
  const below = slots.lowestPu.reduce((count, pu) => count + Number(shown(pu) < limit), 0);
  const written = formatNumber(limit, 2);
  const all = series.flatMap(({ points }) => points.map(({ y }) => y));
  return {
    heading: words.voltageDuration,
    summary:
      below === 0
        ? words.voltageFine(written)
        : words.voltageSummary({
            below: countOf(below, part.year.input.stepMinutes),
            limit: written,
          }),
    x: hoursAxis,
    y: {
      label: words.voltageAxis,
      unit: 'pu',
      scale: 'linear',
      domain: [Math.min(limit, ...all) - 0.02, Math.max(1, ...all) + 0.01],
      format: (value) => formatNumber(value, 3),
    },
    series,
    bands: [{ axis: 'y', from: -Infinity, to: limit, label: `< ${written}`, hatched: true }],
  };
}

const monthAxis: Axis = {
  label: words.month,
  unit: '',
  scale: 'linear',
  domain: [0.4, 12.6],
  ticks: MONTHS.map((_, month) => month + 1),
  format: (value) => (MONTHS[Math.round(value) - 1] ?? '').slice(0, 3),
};
const energyAxis: Axis = {
  label: words.energy,
  unit: 'MWh',
  scale: 'linear',
  format: (value) => formatNumber(value, Number.isInteger(value) ? 0 : 1),
};

interface Bars {
  readonly key: keyof Energies;
  readonly name: string;
  readonly tone: Series['tone'];
}

function monthly(
  { totals }: YearAccount,
  bars: readonly Bars[],
  { heading, summary }: Pick<YearChart, 'heading' | 'summary'>,
): YearChart {
  const series = bars.map(({ key, name, tone }): Series => ({
    ...{ id: key, name, kind: 'bars', tone },
    points: totals.months.map((month, at) => ({ x: at + 1, y: month[key] })),
  }));
  return { heading, summary, x: monthAxis, y: energyAxis, series, bands: [] };
}

const mwh = (value: number): string => formatNumber(value, 0);

export function monthlySources(account: YearAccount): YearChart {
  const { year } = account.totals;
  return monthly(
    account,
    [
      { key: 'loadMwh', name: words.load, tone: 'load' },
      { key: 'pvMwh', name: words.pv, tone: 'pv' },
      { key: 'importMwh', name: words.grid, tone: 'grid' },
    ],
    {
      heading: words.months,
      summary: words.monthsSummary({
        load: mwh(year.loadMwh),
        pv: mwh(year.pvMwh),
        grid: mwh(year.importMwh),
      }),
    },
  );
}

export function monthlyLeaves(account: YearAccount): YearChart {
  const { year } = account.totals;
  return monthly(
    account,
    [
      { key: 'lossMwh', name: words.loss, tone: 'breach' },
      { key: 'curtailedMwh', name: words.curtailed, tone: 'pv' },
      { key: 'exportMwh', name: words.back, tone: 'grid' },
    ],
    {
      heading: words.leaves,
      summary: words.leavesSummary({
        loss: mwh(year.lossMwh),
        curtailed: mwh(year.curtailedMwh),
        back: mwh(year.exportMwh),
      }),
    },
  );
}

/** One moment and one day out of the simulated year, as the Grid view shows them. */
import type { GridCase } from '../grid/case.ts';
import { MINUTES_PER_SLOT, SLOTS_PER_DAY, type Scenario } from '../scenario/scenario.ts';
import { kvarShare } from './network.ts';
import type { Day } from './outcome.ts';
import { timeSeries } from './time-series.ts';
import { slotOfYear, yearGround, yearRows } from './year.ts';
import type { Wasm } from './wasm.ts';

/** The year's slot in which the quarter-hour 0 … 95 of the scenario's day lies. */
function slotAt(scenario: Scenario, quarter: number): number {
  return slotOfYear({ ...scenario, minute: quarter * MINUTES_PER_SLOT });
}

/** What stands at every bus in one quarter-hour of the scenario's day; kW, kvar, kW/m², °C. */
export function yearMoment(wasm: Wasm, grid: GridCase, scenario: Scenario, quarter: number) {
  const { input, dispatch } = yearGround(wasm, grid, scenario);
  const slot = slotAt(scenario, quarter);
  const count = grid.buses.length;
  const here = (values: Float64Array): Float64Array =>
    values.slice(slot * count, (slot + 1) * count);
  const pvKw = here(dispatch.pvKw);
  const packKw = here(dispatch.packKw);
  const kvarPerKw = kvarShare(scenario.powerFactor);
  return {
    loadKw: here(input.loadKw),
    loadKvar: here(input.loadKvar),
    pvKw,
    packKw,
    deviceKvar: pvKw.map((kw, bus) => (kw + Math.max(0, packKw[bus]!)) * kvarPerKw),
    weather: { irradianceKwM2: input.planeKwM2[slot]!, ambientC: input.ambientC[slot]! },
  };
}

/** The 96 quarter-hours of the scenario's day; where the year has hours, four alike in a row. */
export function yearDay(wasm: Wasm, grid: GridCase, scenario: Scenario): Day {
  const ground = yearGround(wasm, grid, scenario);
  const first = slotAt(scenario, 0);
  const inDay = (24 * 60) / scenario.year.stepMinutes;
  const rows = yearRows(grid, scenario, ground, { first, count: inDay });
  const count = grid.buses.length;
  const times = SLOTS_PER_DAY / inDay;
  const spread = (values: Float64Array, width: number): Float64Array => {
    if (times === 1) return values.slice();
    const wide = new Float64Array(SLOTS_PER_DAY * width);
    for (let at = 0; at < wide.length; at += width) {
      const from = Math.floor(at / width / times) * width;
      wide.set(values.subarray(from, from + width), at);
    }
    return wide;
  };
  const ofDay = (values: Float64Array, width: number): Float64Array =>
    spread(values.subarray(first * width, (first + inDay) * width), width);
  const series = timeSeries(
    wasm,
    grid,
    {
      slots: SLOTS_PER_DAY,
      loadKw: spread(rows.loadKw, count),
      loadKvar: spread(rows.loadKvar, count),
      injectionKw: spread(rows.injectionKw, count),
      injectionKvar: spread(rows.injectionKvar, count),
    },
    { method: 'fast', tolerancePu: 1e-9 },
  );
  const { input, dispatch } = ground;
  return {
    series,
    loadKw: ofDay(input.loadKw, count),
    pvKw: ofDay(dispatch.pvKw, count),
    packKw: ofDay(dispatch.packKw, count),
    storedKwh: ofDay(dispatch.storedKwh, 1),
    irradianceKwM2: ofDay(input.planeKwM2, 1),
  };
}

/**
 * The scenario's devices and weather put before the solver: one moment, or the 96 quarter-hours of
 * a day.
 *
 * Loads follow the seeded day (scenario/profile.ts), panels the clear sky (solar.ts), packs the
 * fixed daily rule. At 'noon' and 'evening' loads are the case's own, panels stand under the hour
 * of the siting study and every pack feeds in its 50 kW, as in the search, so that a design found
 * there shows the voltages it was judged by. Devices that feed in supply kvar at the scenario's
 * power factor; packs that charge draw at unity. In the day inverters run at any output: the
 * study's cut-off below 30 % of nameplate belongs to its one hour. In 'year' everything comes from
 * the simulated year (year-day.ts).
 *
 * Powers in kW and kvar, per bus in the case's order.
 */
import type { GridCase } from '../grid/case.ts';
import { dayLoads, packDay } from '../scenario/profile.ts';
import {
  MINUTES_PER_SLOT,
  PACK_KW,
  SLOTS_PER_DAY,
  momentOfSearch,
  type Devices,
  type Scenario,
} from '../scenario/scenario.ts';
import { kvarShare, ownInjections, type Injections } from './network.ts';
import type { Day, Design, Frame } from './outcome.ts';
import { powerFlow, type PowerFlowOptions } from './power-flow.ts';
import { clearSky, panelOutputKw, type PanelWeather } from './solar.ts';
import { timeSeries } from './time-series.ts';
import type { Wasm } from './wasm.ts';
import { yearDay, yearMoment } from './year-day.ts';

/** What stands at the buses at one moment. */
interface Feed {
  readonly loadKw: Float64Array;
  readonly loadKvar: Float64Array;
  readonly pvKw: Float64Array;
  readonly packKw: Float64Array;
  readonly deviceKvar: Float64Array;
  readonly weather: PanelWeather;
}

/** The slot, 0 … 95, that the scenario's minute lies in. */
export function slotOf(scenario: Scenario): number {
  return Math.floor(scenario.minute / MINUTES_PER_SLOT);
}

/**
 * The network at `slot` (0 … 95; ignored unless the moment is 'day'), solved by the scenario's
 * method. `grid` has the scenario applied. `solveMs` is left at 0 for whoever measures it.
 */
export function solveMoment(wasm: Wasm, grid: GridCase, scenario: Scenario, slot: number): Frame {
  const feed = feedOf(wasm, grid, scenario, slot);
  return framed(wasm, grid, { feed, slot, options: optionsOf(scenario) });
}

/**
 * A design of the search by the fast method: at the search's hour, or where many hours judged it,
 * at the scenario's day and minute of the year.
 */
export function solveDesign(wasm: Wasm, grid: GridCase, scenario: Scenario, design: Design): Frame {
  const devices = grid.buses.map(({ id }, at): Devices => {
    return { bus: id, panels: design.panels[at] ?? 0, packs: design.packs[at] ?? 0 };
  });
  const { hour, powerFactor } = scenario.siting;
  const moment = momentOfSearch(hour);
  // The study's hour knows no scales; the year has the scenario's, as the search had.
  const scales = moment === 'year' ? {} : { loadScale: 1, sunScale: 1 };
  const built: Scenario = { ...scenario, devices, powerFactor, moment, ...scales };
  const options: PowerFlowOptions = { method: 'fast', tolerancePu: 1e-9 };
  const slot = slotOf(scenario);
  return framed(wasm, grid, { feed: feedOf(wasm, grid, built, slot), slot, options });
}

/** The scenario's day by the fast method, whatever its method: in 'year' a day of that year. */
export function solveDay(wasm: Wasm, grid: GridCase, scenario: Scenario): Day {
  if (scenario.moment === 'year') return yearDay(wasm, grid, scenario);
  const sky = clearSky(wasm, scenario);
  const packs = packDay(sky.irradianceKwM2);
  const { loadKw, loadKvar } = dayLoads(scenario, grid);
  const count = grid.buses.length;
  const own = ownInjections(grid);
  const devices = devicesByBus(grid, scenario);
  const kvarPerKw = kvarShare(scenario.powerFactor);
  const pvKw = new Float64Array(SLOTS_PER_DAY * count);
  const packKw = new Float64Array(SLOTS_PER_DAY * count);
  const injectionKw = new Float64Array(SLOTS_PER_DAY * count);
  const injectionKvar = new Float64Array(SLOTS_PER_DAY * count);
  for (let slot = 0; slot < SLOTS_PER_DAY; slot++) {
    const panelKw = dayPanelKw(wasm, scenario, weatherAt(sky, slot));
    for (let bus = 0; bus < count; bus++) {
      const at = slot * count + bus;
      pvKw[at] = devices[bus]!.panels * panelKw;
      packKw[at] = devices[bus]!.packs * packs.packKw[slot]!;
      injectionKw[at] = own.injectionKw[bus]! + pvKw[at] + packKw[at];
      const feeding = pvKw[at] + Math.max(0, packKw[at]);
      injectionKvar[at] = own.injectionKvar[bus]! + feeding * kvarPerKw;
    }
  }
  const slots = SLOTS_PER_DAY;
  const input = { slots, loadKw, loadKvar, injectionKw, injectionKvar };
  const series = timeSeries(wasm, grid, input, { method: 'fast', tolerancePu: 1e-9 });
  const packCount = devices.reduce((sum, { packs: here }) => sum + here, 0);
  return {
    series,
    loadKw,
    pvKw,
    packKw,
    storedKwh: packs.storedKwh.map((kwh) => kwh * packCount),
    irradianceKwM2: sky.irradianceKwM2,
  };
}

/**
 * The network of the moment as a case of its own: what devices feed in is taken off the loads. For
 * solvers that know nothing of devices, the nose curve first of all.
 */
export function momentCase(wasm: Wasm, grid: GridCase, scenario: Scenario): GridCase {
  const { loadKw, loadKvar, pvKw, packKw, deviceKvar } = feedOf(
    wasm,
    grid,
    scenario,
    slotOf(scenario),
  );
  return {
    ...grid,
    buses: grid.buses.map((bus, at) => ({
      ...bus,
      loadKw: loadKw[at]! - pvKw[at]! - packKw[at]!,
      loadKvar: loadKvar[at]! - deviceKvar[at]!,
    })),
  };
}

function framed(
  wasm: Wasm,
  grid: GridCase,
  given: { readonly feed: Feed; readonly slot: number; readonly options: PowerFlowOptions },
): Frame {
  const { weather, ...fed } = given.feed;
  return {
    slot: given.slot,
    ...fed,
    ...weather,
    flow: powerFlow(wasm, grid, given.options, injectionsOf(grid, given.feed)),
    solveMs: 0,
  };
}

function injectionsOf(grid: GridCase, feed: Feed): Injections {
  const own = ownInjections(grid);
  const { loadKw, loadKvar, pvKw, packKw, deviceKvar } = feed;
  return {
    loadKw,
    loadKvar,
    injectionKw: pvKw.map((kw, bus) => own.injectionKw[bus]! + kw + packKw[bus]!),
    injectionKvar: deviceKvar.map((kvar, bus) => own.injectionKvar[bus]! + kvar),
  };
}

function feedOf(wasm: Wasm, grid: GridCase, scenario: Scenario, slot: number): Feed {
  if (scenario.moment === 'day') return dayFeed(wasm, grid, scenario, slot);
  if (scenario.moment === 'year') return yearMoment(wasm, grid, scenario, slot);
  return hourFeed(wasm, grid, scenario);
}

function dayFeed(wasm: Wasm, grid: GridCase, scenario: Scenario, slot: number): Feed {
  const sky = clearSky(wasm, scenario);
  const weather = weatherAt(sky, slot);
  const loads = dayLoads(scenario, grid);
  const count = grid.buses.length;
  const here = (values: Float64Array): Float64Array =>
    values.slice(slot * count, (slot + 1) * count);
  return {
    loadKw: here(loads.loadKw),
    loadKvar: here(loads.loadKvar),
    ...deviceFeed(grid, scenario, {
      panelKw: dayPanelKw(wasm, scenario, weather),
      packKw: packDay(sky.irradianceKwM2).packKw[slot]!,
    }),
    weather,
  };
}

function hourFeed(wasm: Wasm, grid: GridCase, scenario: Scenario): Feed {
  const { siting, loadScale, sunScale, moment } = scenario;
  const sunny = moment === 'noon';
  const irradianceKwM2 = sunny ? siting.irradianceKwM2 : 0;
  const weather = { irradianceKwM2, ambientC: siting.ambientC };
  const panelKw = sunny ? panelOutputKw(wasm, weather, siting) * sunScale : 0;
  return {
    loadKw: Float64Array.from(grid.buses, (bus) => bus.loadKw * loadScale),
    loadKvar: Float64Array.from(grid.buses, (bus) => bus.loadKvar * loadScale),
    ...deviceFeed(grid, scenario, { panelKw, packKw: PACK_KW }),
    weather,
  };
}

function deviceFeed(
  grid: GridCase,
  scenario: Scenario,
  one: { readonly panelKw: number; readonly packKw: number },
): Pick<Feed, 'pvKw' | 'packKw' | 'deviceKvar'> {
  const devices = devicesByBus(grid, scenario);
  const kvarPerKw = kvarShare(scenario.powerFactor);
  const pvKw = Float64Array.from(devices, ({ panels }) => panels * one.panelKw);
  const packKw = Float64Array.from(devices, ({ packs }) => packs * one.packKw);
  const deviceKvar = pvKw.map((kw, bus) => (kw + Math.max(0, packKw[bus]!)) * kvarPerKw);
  return { pvKw, packKw, deviceKvar };
}

function devicesByBus(grid: GridCase, scenario: Scenario): readonly Omit<Devices, 'bus'>[] {
  const byBus = new Map(scenario.devices.map((entry) => [entry.bus, entry]));
  return grid.buses.map(({ id }) => byBus.get(id) ?? { panels: 0, packs: 0 });
}

function dayPanelKw(wasm: Wasm, scenario: Scenario, weather: PanelWeather): number {
  const { inverterEfficiency } = scenario.siting;
  return (
    panelOutputKw(wasm, weather, { inverterMinShare: 0, inverterEfficiency }) * scenario.sunScale
  );
}

function weatherAt(sky: ReturnType<typeof clearSky>, slot: number): PanelWeather {
  return { irradianceKwM2: sky.irradianceKwM2[slot]!, ambientC: sky.ambientC[slot]! };
}

function optionsOf(scenario: Scenario): PowerFlowOptions {
  const { method, tolerancePu, iterationsMax, acceleration, enforceReactiveLimits } = scenario;
  return { method, tolerancePu, iterationsMax, acceleration, enforceReactiveLimits };
}

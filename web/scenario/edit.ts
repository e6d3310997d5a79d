/**
 * Changes to a scenario, each a pure function to a new one: values are held inside their bounds,
 * lists are sorted by bus with one entry a bus, entries that say nothing are dropped. What is not
 * a number leaves the scenario as it was.
 */
import type { GridCase } from '../grid/case.ts';
import {
  LOAD_MAX_KW,
  PACKS_MAX,
  PANELS_MAX,
  bounded,
  type NumberKey,
  type SearchKey,
  type SitingKey,
  type TopKey,
  type YearKey,
} from './bounds.ts';
import {
  DEFAULT_SITING,
  judgesYear,
  type Devices,
  type LoadChange,
  type Method,
  type Moment,
  type Scenario,
  type SitingAssumptions,
  type SitingHour,
  type SitingSearch,
} from './scenario.ts';
import type { OwnProfile, YearScenario } from './year.ts';

/** One numeric setting, by its key of the bounds table. */
export function withValue(scenario: Scenario, key: NumberKey, value: number): Scenario {
  const held = bounded(key, value);
  if (held === null) return scenario;
  if (key.startsWith('siting.')) {
    return withSiting(scenario, { [key.slice(7) as SitingKey]: held });
  }
  if (key.startsWith('search.')) {
    return withSearch(scenario, { [key.slice(7) as SearchKey]: held });
  }
  if (key.startsWith('year.')) return withYear(scenario, { [key.slice(5) as YearKey]: held });
  if (key.startsWith('forecast.')) {
    return { ...scenario, forecast: { ...scenario.forecast, [key.slice(9)]: held } };
  }
  return { ...scenario, [key as TopKey]: held };
}

/** Replaces the case's peak load of one bus; kW 0 … 1e7, kvar −1e7 … 1e7. */
export function withLoad(scenario: Scenario, change: LoadChange): Scenario {
  const { bus, loadKw, loadKvar } = change;
  if (!Number.isFinite(loadKw) || !Number.isFinite(loadKvar)) return scenario;
  const held = {
    bus,
    loadKw: clamp(loadKw, 0, LOAD_MAX_KW),
    loadKvar: clamp(loadKvar, -LOAD_MAX_KW, LOAD_MAX_KW),
  };
  return { ...scenario, loads: put(scenario.loads, held) };
}

/** Back to the case's own load of one bus. */
export function withoutLoad(scenario: Scenario, bus: number): Scenario {
  return { ...scenario, loads: scenario.loads.filter((change) => change.bus !== bus) };
}

/** Sets panels and packs of one bus; none of both removes the entry. */
export function withDevices(scenario: Scenario, devices: Devices): Scenario {
  return { ...scenario, devices: putDevices(scenario.devices, devices) };
}

/** The same for the user's own guess. */
export function withGuess(scenario: Scenario, devices: Devices): Scenario {
  return { ...scenario, guess: putDevices(scenario.guess, devices) };
}

/** Replaces all devices at once. */
export function withAllDevices(scenario: Scenario, devices: readonly Devices[]): Scenario {
  return { ...scenario, devices: devices.reduce<readonly Devices[]>(putDevices, []) };
}

/** `switched` true: the branch (index into the case's list) stands against the case's state. */
export function withSwitched(scenario: Scenario, branch: number, switched: boolean): Scenario {
  const others = scenario.switched.filter((index) => index !== branch);
  const next = switched ? [...others, branch].sort((a, b) => a - b) : others;
  return { ...scenario, switched: next };
}

/** Of all devices, 0.8 … 1. */
export function withPowerFactor(scenario: Scenario, powerFactor: number): Scenario {
  return withValue(scenario, 'powerFactor', powerFactor);
}

export function withMethod(scenario: Scenario, method: Method): Scenario {
  return { ...scenario, method };
}

export function withMoment(scenario: Scenario, moment: Moment): Scenario {
  return { ...scenario, moment };
}

export function withReactiveLimits(scenario: Scenario, enforced: boolean): Scenario {
  return { ...scenario, enforceReactiveLimits: enforced };
}

/** undefined: the case's own base power. */
export function withBaseKva(scenario: Scenario, baseKva: number | undefined): Scenario {
  if (baseKva !== undefined) return withValue(scenario, 'baseKva', baseKva);
  const rest = { ...scenario };
  // Absent and undefined differ when scenarios are compared or written.
  delete rest.baseKva;
  return rest;
}

/** Another built-in case; what names buses and lines of the old one is forgotten. */
export function withCase(scenario: Scenario, caseId: string): Scenario {
  const rest = { ...withBaseKva(scenario, undefined) };
  delete rest.ownCase;
  delete rest.ownProfile;
  return { ...rest, caseId, loads: [], devices: [], guess: [], switched: [] };
}

/** An imported network. */
export function withOwnCase(scenario: Scenario, ownCase: GridCase): Scenario {
  return { ...withCase(scenario, 'own'), ownCase };
}

export function withSiting(scenario: Scenario, changes: Partial<SitingAssumptions>): Scenario {
  const siting: Record<string, unknown> = { ...scenario.siting };
  for (const [key, value] of Object.entries(changes)) {
    const held = typeof value === 'number' ? bounded(`siting.${key as SitingKey}`, value) : value;
    if (held !== null) siting[key] = held;
  }
  const next = siting as unknown as SitingAssumptions;
  if (next.voltageMinPu <= next.voltageMaxPu) return { ...scenario, siting: next };
  // The limit that was set last pushes the other before it.
  const limit = changes.voltageMaxPu === undefined ? next.voltageMinPu : next.voltageMaxPu;
  return { ...scenario, siting: { ...next, voltageMinPu: limit, voltageMaxPu: limit } };
}

/** Of an hour: from panels 0.08/0.89, from the grid 0.273/0.89 $/kWh, to four decimals. */
const GRID_CHARGING = 0.3067;

/** EN 50160, where the year judges: the thesis's 1.0 at the slack lets nobody feed back at all. */
const YEAR_VOLTAGE_MAX_PU = 1.1;

/**
 * The hours by which the search judges. Noon and evening differ in the sun and in who charges the
 * packs, so all are set together; where the year judges, these two are as at noon and say nothing,
 * and the upper limit of the voltage is that of a public network.
 */
export function atHour(scenario: Scenario, hour: SitingHour): Scenario {
  return withSiting(scenario, {
    hour,
    irradianceKwM2: hour === 'evening' ? 0 : DEFAULT_SITING.irradianceKwM2,
    packChargingPrice: hour === 'evening' ? GRID_CHARGING : DEFAULT_SITING.packChargingPrice,
    voltageMaxPu: judgesYear(hour) ? YEAR_VOLTAGE_MAX_PU : DEFAULT_SITING.voltageMaxPu,
  });
}

/** What a pack keeps is never above what it fills up to: the limit set last pushes the other. */
export function withYear(scenario: Scenario, changes: Partial<YearScenario>): Scenario {
  const year: Record<string, unknown> = { ...scenario.year };
  for (const [key, value] of Object.entries(changes)) {
    const counted = typeof value === 'number' && key !== 'stepMinutes';
    const held = counted ? bounded(`year.${key as YearKey}`, value) : value;
    if (held !== null) year[key] = held;
  }
  const next = year as unknown as YearScenario;
  if (next.socMinShare <= next.socMaxShare) return { ...scenario, year: next };
  const limit = changes.socMaxShare === undefined ? next.socMinShare : next.socMaxShare;
  return { ...scenario, year: { ...next, socMinShare: limit, socMaxShare: limit } };
}

/** Loads from a meter; undefined: back to the generated ones. */
export function withOwnProfile(scenario: Scenario, profile: OwnProfile | undefined): Scenario {
  if (profile !== undefined) return { ...scenario, ownProfile: profile };
  const rest = { ...scenario };
  delete rest.ownProfile;
  return rest;
}

/** The population is rounded up to whole groups of four on each island. */
export function withSearch(scenario: Scenario, changes: Partial<SitingSearch>): Scenario {
  const search: Record<string, number> = { ...scenario.search };
  for (const [key, value] of Object.entries(changes)) {
    const held = bounded(`search.${key as SearchKey}`, value);
    if (held !== null) search[key] = held;
  }
  const next = search as unknown as SitingSearch;
  return { ...scenario, search: { ...next, population: wholeGroups(next) } };
}

/** The smallest allowed population not below the wished one; the largest allowed if none is. */
export function wholeGroups(search: Pick<SitingSearch, 'population' | 'islands'>): number {
  const group = 4 * search.islands;
  const most = Math.floor(1000 / group) * group;
  return Math.min(most, Math.max(8, Math.ceil(search.population / group) * group));
}

function putDevices(list: readonly Devices[], devices: Devices): readonly Devices[] {
  const { bus, panels, packs } = devices;
  if (!Number.isFinite(panels) || !Number.isFinite(packs)) return list;
  const held = {
    bus,
    panels: clamp(Math.round(panels), 0, PANELS_MAX),
    packs: clamp(Math.round(packs), 0, PACKS_MAX),
  };
  return put(list, held).filter((entry) => entry.panels + entry.packs > 0);
}

function put<Entry extends { readonly bus: number }>(
  list: readonly Entry[],
  entry: Entry,
): readonly Entry[] {
  return [...list.filter((other) => other.bus !== entry.bus), entry].sort((a, b) => a.bus - b.bus);
}

// The sum turns −0 into 0, which would otherwise print and hash differently.
function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value)) + 0;
}

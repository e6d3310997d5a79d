import type { Problem } from '../assert.ts';
import type { GridCase } from '../grid/case.ts';
import {
  BOUNDS,
  ENTRIES_MAX,
  LOAD_MAX_KW,
  NUMBER_KEYS,
  PACKS_MAX,
  PANELS_MAX,
  allowedWords,
  valueOf,
} from './bounds.ts';
import { wrongCluster } from './cluster.ts';
import { wholeGroups } from './edit.ts';
import type { Scenario } from './scenario.ts';
import { DISPATCHES } from './year.ts';

const METHODS = ['gauss-seidel', 'newton-raphson', 'fast'];
const MOMENTS = ['day', 'noon', 'evening', 'year'];
const HOURS = ['noon', 'evening', 'days', 'year'];

/** Everything wrong with the values of a scenario, by key; empty when it may be used. */
export function validateScenario(scenario: Scenario): Problem[] {
  return [
    ...wrongNumbers(scenario),
    ...wrongWords(scenario),
    ...wrongLists(scenario),
    ...wrongCluster(scenario.cluster),
  ];
}

function wrongNumbers(scenario: Scenario): Problem[] {
  const problems: Problem[] = [];
  for (const key of NUMBER_KEYS) {
    const value = valueOf(scenario, key);
    if (value === undefined && key === 'baseKva') continue;
    const bounds = BOUNDS[key];
    const fits =
      typeof value === 'number' &&
      value >= bounds.min &&
      value <= bounds.max &&
      (!bounds.whole || Number.isInteger(value)) &&
      (key !== 'minute' || value % 15 === 0);
    if (!fits) problems.push(wrong(key, value, allowedWords(bounds)));
  }
  const { siting, search, year } = scenario;
  if (year.socMinShare > year.socMaxShare) {
    const allowed = `at most what packs fill up to, ${year.socMaxShare}`;
    problems.push(wrong('year.socMinShare', year.socMinShare, allowed));
  }
  if (siting.voltageMinPu > siting.voltageMaxPu) {
    const allowed = `at most the highest voltage, ${siting.voltageMaxPu} pu`;
    problems.push(wrong('siting.voltageMinPu', siting.voltageMinPu, allowed));
  }
  if (search.population !== wholeGroups(search)) {
    const allowed = `a multiple of ${4 * search.islands}, four designs an island`;
    problems.push(wrong('search.population', search.population, allowed));
  }
  return problems;
}

function wrongWords(scenario: Scenario): Problem[] {
  const problems: Problem[] = [];
  const check = (key: string, value: unknown, words: readonly string[]): void => {
    if (typeof value !== 'string' || !words.includes(value)) {
      problems.push(wrong(key, value, `one of ${words.join(', ')}`));
    }
  };
  check('method', scenario.method, METHODS);
  check('moment', scenario.moment, MOMENTS);
  check('siting.hour', scenario.siting.hour, HOURS);
  check('year.dispatch', scenario.year.dispatch, DISPATCHES);
  check('year.feeBasis', scenario.year.feeBasis, ['kwh', 'transaction']);
  check('year.stepMinutes', `${scenario.year.stepMinutes}`, ['60', '15']);
  if (typeof scenario.enforceReactiveLimits !== 'boolean') {
    problems.push(wrong('enforceReactiveLimits', scenario.enforceReactiveLimits, 'true or false'));
  }
  if (!/^[a-z0-9-]{1,24}$/.test(scenario.caseId)) {
    problems.push(wrong('caseId', scenario.caseId, 'up to 24 of a–z, 0–9 and -'));
  }
  if ((scenario.caseId === 'own') !== (scenario.ownCase !== undefined)) {
    problems.push(wrong('ownCase', scenario.caseId, 'a network exactly when the case is "own"'));
  }
  return problems;
}

function wrongLists(scenario: Scenario): Problem[] {
  const counts = { panels: whole(PANELS_MAX), packs: whole(PACKS_MAX) };
  return [
    ...wrongList('loads', scenario.loads, {
      loadKw: { min: 0, max: LOAD_MAX_KW },
      loadKvar: { min: -LOAD_MAX_KW, max: LOAD_MAX_KW },
    }),
    ...wrongList('devices', scenario.devices, counts),
    ...wrongList('guess', scenario.guess, counts),
    ...wrongList(
      'switched',
      scenario.switched.map((bus) => ({ bus: bus + 1 })),
      {},
    ),
  ];
}

interface Range {
  readonly min: number;
  readonly max: number;
  readonly whole?: true;
}

const whole = (max: number): Range => ({ min: 0, max, whole: true });

function wrongList(
  name: string,
  list: readonly { readonly bus: number }[],
  ranges: Readonly<Record<string, Range>>,
): Problem[] {
  const problems: Problem[] = [];
  if (list.length > ENTRIES_MAX) {
    problems.push(wrong(name, list.length, `at most ${ENTRIES_MAX} entries`));
  }
  let last = 0;
  for (const entry of list) {
    if (!Number.isInteger(entry.bus) || entry.bus <= last || entry.bus > 0x7fffffff) {
      problems.push(wrong(name, entry.bus, 'positive whole numbers, sorted, each once'));
    } else last = entry.bus;
    for (const [field, range] of Object.entries(ranges)) {
      const value = (entry as unknown as Readonly<Record<string, unknown>>)[field];
      const fits =
        typeof value === 'number' &&
        value >= range.min &&
        value <= range.max &&
        (!range.whole || Number.isInteger(value));
      if (!fits) {
        const allowed = allowedWords({ ...range, link: '', label: '', step: 1, unit: '' });
        problems.push(wrong(`${name}.${field}`, value, `${allowed} at bus ${entry.bus}`));
      }
    }
  }
  return problems;
}

/**
 * The scenario without what its case cannot mean: entries for unknown buses or lines are dropped
 * and reported; loads equal to the case's own are dropped silently.
 */
export function fitToCase(
  scenario: Scenario,
  grid: GridCase,
): { readonly scenario: Scenario; readonly problems: readonly Problem[] } {
  const buses = new Map(grid.buses.map((bus) => [bus.id, bus]));
  const problems: Problem[] = [];
  const known = <Entry extends { readonly bus: number }>(
    name: string,
    list: readonly Entry[],
  ): readonly Entry[] => {
    const kept = list.filter(({ bus }) => buses.has(bus));
    for (const { bus } of list) {
      if (!buses.has(bus)) problems.push(unknownPlace(name, `bus ${bus}`, grid));
    }
    return kept.length === list.length ? list : kept;
  };
  const loads = known('loads', scenario.loads).filter(({ bus, loadKw, loadKvar }) => {
    const own = buses.get(bus);
    return loadKw !== own?.loadKw || loadKvar !== own.loadKvar;
  });
  const switched = scenario.switched.filter((index) => {
    const exists = index < grid.branches.length;
    if (!exists) problems.push(unknownPlace('switched', `line ${index}`, grid));
    return exists;
  });
  const { baseKva, ...rest } = scenario;
  const fitted: Scenario = {
    ...rest,
    ...(baseKva === undefined || baseKva === grid.baseKva ? {} : { baseKva }),
    loads: loads.length === scenario.loads.length ? scenario.loads : loads,
    switched: switched.length === scenario.switched.length ? scenario.switched : switched,
    devices: known('devices', scenario.devices),
    guess: known('guess', scenario.guess),
  };
  return { scenario: fitted, problems };
}

function unknownPlace(name: string, found: string, grid: GridCase): Problem {
  return {
    where: { kind: 'scenario', id: name },
    rule: 'known-place',
    found,
    allowed: `a bus or line of ${grid.name}`,
    remedy: 'It was left out; the rest is loaded.',
    harmless: true,
  };
}

function wrong(key: string, found: unknown, allowed: string): Problem {
  return {
    where: { kind: 'scenario', id: key },
    rule: 'bounds',
    found: shown(found),
    allowed,
    remedy: `Set ${key} to ${allowed}.`,
  };
}

/** Any value as a person may see it, at most 60 characters. */
export function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60);
}

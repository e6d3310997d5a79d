/**
 * The keys of the link, one entry each, in the order they are written. `read` answers with the
 * changed scenario or, as a text, with what would have been allowed.
 */
import {
  BOUNDS,
  ENTRIES_MAX,
  LOAD_MAX_KW,
  PACKS_MAX,
  PANELS_MAX,
  allowedWords,
  valueOf,
  type NumberKey,
} from './bounds.ts';
import {
  withAllDevices,
  withLoad,
  withMethod,
  withMoment,
  withReactiveLimits,
  withSiting,
  withValue,
  withYear,
} from './edit.ts';
import { CLUSTER_FIELDS } from './link-cluster.ts';
import type { Devices, Method, Moment, Scenario, SitingHour } from './scenario.ts';
import { DISPATCHES, type Dispatch, type YearScenario } from './year.ts';

export interface LinkField {
  readonly key: string;
  write(scenario: Scenario): string;
  read(scenario: Scenario, text: string): Scenario | string;
}

const METHODS: Readonly<Record<string, Method>> = {
  gs: 'gauss-seidel',
  nr: 'newton-raphson',
  fast: 'fast',
};
const MOMENTS: Readonly<Record<string, Moment>> = {
  day: 'day',
  noon: 'noon',
  evening: 'evening',
  year: 'year',
};
const HOURS: Readonly<Record<string, SitingHour>> = {
  noon: 'noon',
  evening: 'evening',
  days: 'days',
  year: 'year',
};
const STEPS: Readonly<Record<string, '60' | '15'>> = { 60: '60', 15: '15' };
const RULES = Object.fromEntries(DISPATCHES.map((rule) => [rule, rule])) as Record<
  string,
  Dispatch
>;
const FEES: Readonly<Record<string, YearScenario['feeBasis']>> = { kwh: 'kwh', tx: 'transaction' };
const CASE_ID = /^[a-z0-9-]{1,24}$/;
const BUS_MAX = 0x7fffffff;

const numbers = (...keys: NumberKey[]): LinkField[] => keys.map(numberField);
const searched = (prefix: 'siting.' | 'search.' | 'year.' | 'forecast.'): LinkField[] =>
  (Object.keys(BOUNDS) as NumberKey[]).filter((key) => key.startsWith(prefix)).map(numberField);

/** Every key that belongs to the scenario, in the order of the link. */
export const FIELDS: readonly LinkField[] = [
  {
    key: 's',
    write: ({ seed }) => seed.toString(16),
    read: (scenario, text) =>
      /^[0-9a-f]{1,8}$/i.test(text)
        ? { ...scenario, seed: Number.parseInt(text, 16) }
        : 'up to eight hexadecimal digits',
  },
  {
    key: 'c',
    write: ({ caseId }) => caseId,
    read: (scenario, text) =>
      CASE_ID.test(text) ? { ...scenario, caseId: text } : 'the short name of a case',
  },
  ...numbers('baseKva'),
  choice('by', METHODS, { of: (s) => s.method, with: withMethod }),
  ...numbers('acceleration', 'tolerancePu', 'iterationsMax'),
  {
    key: 'q',
    write: (scenario) => (scenario.enforceReactiveLimits ? '1' : '0'),
    read: (scenario, text) =>
      text === '0' || text === '1' ? withReactiveLimits(scenario, text === '1') : '0 or 1',
  },
  choice('at', MOMENTS, { of: (s) => s.moment, with: withMoment }),
  ...numbers('day', 'minute', 'latitudeDeg', 'loadScale', 'sunScale'),
  {
    key: 'l',
    write: ({ loads }) =>
      loads.map(({ bus, loadKw, loadKvar }) => `${bus}:${loadKw}:${loadKvar}`).join(','),
    read: readLoads,
  },
  deviceField('pv', 'panels', PANELS_MAX),
  deviceField('b', 'packs', PACKS_MAX),
  ...numbers('powerFactor'),
  {
    key: 'sw',
    write: ({ switched }) => switched.join(','),
    read: readSwitched,
  },
  {
    key: 'g',
    write: ({ guess }) =>
      guess.map(({ bus, panels, packs }) => `${bus}:${panels}:${packs}`).join(','),
    read: readGuess,
  },
  choice('oh', HOURS, {
    of: (s) => s.siting.hour,
    with: (scenario, hour) => withSiting(scenario, { hour }),
  }),
  ...searched('siting.'),
  ...searched('search.'),
  ...CLUSTER_FIELDS,
  choice('ys', STEPS, {
    of: (s) => `${s.year.stepMinutes}`,
    with: (scenario, step) => withYear(scenario, { stepMinutes: step === '15' ? 15 : 60 }),
  }),
  choice('yd', RULES, {
    of: (s) => s.year.dispatch,
    with: (scenario, dispatch) => withYear(scenario, { dispatch }),
  }),
  choice('yb', FEES, {
    of: (s) => s.year.feeBasis,
    with: (scenario, feeBasis) => withYear(scenario, { feeBasis }),
  }),
  ...searched('year.'),
  ...searched('forecast.'),
];

function numberField(key: NumberKey): LinkField {
  const bounds = BOUNDS[key];
  return {
    key: bounds.link,
    write: (scenario) => `${valueOf(scenario, key) ?? ''}`,
    read: (scenario, text) => {
      const value = numberIn(text, bounds);
      if (value === null) return allowedWords(bounds);
      return withValue(scenario, key, value);
    },
  };
}

function choice<Value extends string>(
  key: string,
  words: Readonly<Record<string, Value>>,
  access: { of(scenario: Scenario): Value; with(scenario: Scenario, value: Value): Scenario },
): LinkField {
  const names = Object.keys(words);
  return {
    key,
    write: (scenario) => names.find((name) => words[name] === access.of(scenario)) ?? '',
    read: (scenario, text) => {
      const value = Object.hasOwn(words, text) ? words[text] : undefined;
      return value === undefined ? `one of ${names.join(', ')}` : access.with(scenario, value);
    },
  };
}

function deviceField(key: string, what: 'panels' | 'packs', most: number): LinkField {
  return {
    key,
    write: ({ devices }) =>
      devices
        .filter((entry) => entry[what] > 0)
        .map((entry) => `${entry.bus}:${entry[what]}`)
        .join(','),
    read: (scenario, text) => {
      const rows = entries(text, [{ min: 0, max: most, whole: true }]);
      if (!rows) return `bus:${what}, with up to ${most} ${what} on a bus`;
      const byBus = new Map(scenario.devices.map((entry) => [entry.bus, entry]));
      for (const [bus, count] of rows) {
        const before = byBus.get(bus) ?? { bus, panels: 0, packs: 0 };
        byBus.set(bus, { ...before, [what]: count });
      }
      return withAllDevices(scenario, [...byBus.values()]);
    },
  };
}

function readLoads(scenario: Scenario, text: string): Scenario | string {
  const rows = entries(text, [
    { min: 0, max: LOAD_MAX_KW },
    { min: -LOAD_MAX_KW, max: LOAD_MAX_KW },
  ]);
  if (!rows) return `bus:kW:kvar, with loads up to ${LOAD_MAX_KW} kW`;
  return rows.reduce(
    (next, [bus, loadKw, loadKvar]) =>
      withLoad(next, { bus, loadKw: loadKw!, loadKvar: loadKvar! }),
    scenario,
  );
}

function readSwitched(scenario: Scenario, text: string): Scenario | string {
  const items = text === '' ? [] : text.split(',');
  const indices = items.map((item) => numberIn(item, { min: 0, max: 99_999, whole: true }));
  if (items.length > ENTRIES_MAX || indices.includes(null)) return 'positions of lines, from 0';
  const sorted = [...new Set(indices as number[])].sort((a, b) => a - b);
  return { ...scenario, switched: sorted };
}

function readGuess(scenario: Scenario, text: string): Scenario | string {
  const rows = entries(text, [
    { min: 0, max: PANELS_MAX, whole: true },
    { min: 0, max: PACKS_MAX, whole: true },
  ]);
  if (!rows) return 'bus:panels:packs';
  const guess = rows.map(([bus, panels, packs]): Devices => {
    return { bus, panels: panels!, packs: packs! };
  });
  return { ...scenario, guess: withAllDevices(scenario, guess).devices };
}

interface Range {
  readonly min: number;
  readonly max: number;
  readonly whole?: true;
}

/** 'bus:a:b,bus:a:b' with one number per range after the bus; null when anything is off. */
function entries(text: string, ranges: readonly Range[]): [number, ...number[]][] | null {
  if (text === '') return [];
  const items = text.split(',');
  if (items.length > ENTRIES_MAX) return null;
  const seen = new Set<number>();
  const rows: [number, ...number[]][] = [];
  for (const item of items) {
    const [first, ...rest] = item.split(':');
    const bus = numberIn(first ?? '', { min: 1, max: BUS_MAX, whole: true });
    const values = ranges.map((range, i) => numberIn(rest[i] ?? '', range));
    if (bus === null || seen.has(bus) || rest.length !== ranges.length) return null;
    if (values.includes(null)) return null;
    seen.add(bus);
    rows.push([bus, ...(values as number[])]);
  }
  return rows;
}

function numberIn(text: string, { min, max, whole }: Range): number | null {
  if (!/^-?\d{1,20}(\.\d{1,25})?(e-?\d{1,3})?$/i.test(text)) return null;
  const value = Number(text) + 0;
  if (!(value >= min && value <= max) || (whole && !Number.isInteger(value))) return null;
  return value;
}

/**
 * Reads the file that `file.ts` writes, an imported network included. The whole file is refused
 * when anything in it is wrong; missing settings take their defaults, unknown ones are passed over
 * with a harmless problem. Apart from the writer, for most visits read nothing.
 */
import type { Problem } from '../assert.ts';
import type { GridCase } from '../grid/case.ts';
import { validate } from '../grid/validate.ts';
import { readCluster } from './cluster.ts';
import { defaultScenario } from './default.ts';
import { FILE_FORMAT } from './file.ts';
import { shown, validateScenario } from './validate.ts';
import type { Scenario } from './scenario.ts';
import type { OwnProfile } from './year.ts';
import { LOAD_MAX_KW } from './bounds.ts';

export interface ReadFile {
  /** null: refused, see the problems. */
  readonly scenario: Scenario | null;
  readonly problems: readonly Problem[];
}

/** The scenario of a file's text. */
export function readScenarioFile(text: string): ReadFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refused('json', error.message, 'a JSON text', 'Save the scenario again and use that.');
  }
  const envelope = record(value);
  if (envelope?.['format'] !== FILE_FORMAT) {
    const allowed = `a file with "format": "${FILE_FORMAT}"`;
    return refused('format', text, allowed, 'Choose a file that GridLedger saved.');
  }
  return readScenarioValue(envelope['scenario']);
}

/** The same for plain data, as it comes out of a store. */
export function readScenarioValue(value: unknown): ReadFile {
  const given = record(value);
  if (!given) return refused('scenario', typeof value, 'an object', 'Use a saved scenario.');
  if (given['version'] !== 1) {
    const found = shown(given['version']);
    return refused('version', found, 'version 1', 'Open it with the version that saved it.');
  }
  const problems: Problem[] = [];
  const { ownCase: ownValue, ownProfile: profileValue, ...rest } = given;
  const merged = merge(defaultScenario(), rest, problems);
  if (ownValue !== undefined) {
    // The rules of the grid read unknown data; only its three texts are not theirs to check.
    const grid = { ...record(ownValue) };
    for (const key of ['id', 'name', 'source']) {
      if (typeof grid[key] !== 'string') grid[key] = 'own';
    }
    problems.push(...validate(grid as unknown as GridCase));
    merged['ownCase'] = grid;
  }
  if (profileValue !== undefined) {
    const read = readProfileValue(profileValue);
    if ('buses' in read) merged['ownProfile'] = read;
    else problems.push(read);
  }
  if (problems.some((problem) => !problem.harmless)) return { scenario: null, problems };
  const scenario = merged as unknown as Scenario;
  problems.push(...validateScenario(scenario));
  const refusedNow = problems.some((problem) => !problem.harmless);
  return { scenario: refusedNow ? null : scenario, problems };
}

/** Own keys of `initial` taken from `given` where their kind agrees; others are reported. */
function merge(
  initial: Scenario,
  given: Readonly<Record<string, unknown>>,
  problems: Problem[],
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...initial };
  for (const [key, value] of Object.entries(given)) {
    if (key === 'siting' || key === 'search' || key === 'year' || key === 'forecast')
      merged[key] = section(initial[key], value, key, problems);
    else if (key === 'cluster') {
      const read = readCluster(value);
      merged[key] = read.cluster;
      problems.push(...read.problems);
    } else if (key === 'switched') merged[key] = list(value, key, problems, isNumber);
    else if (key === 'loads' || key === 'devices' || key === 'guess') {
      const rows = list(value, key, problems, (row) => isNumber(record(row)?.['bus']));
      merged[key] = rows.map((row) => pick(record(row)!, ROW_KEYS[key]));
    } else if (Object.hasOwn(initial, key) || key === 'baseKva') {
      const expected = key === 'baseKva' ? 'number' : typeof initial[key as keyof Scenario];
      if (typeof value === expected) merged[key] = value;
      else problems.push(wrongKind(key, value, `a ${expected}`));
    } else
      problems.push({ ...wrongKind(key, value, 'a setting this version knows'), harmless: true });
  }
  return merged;
}

/** A profile out of plain data, or the first thing wrong with it. */
function readProfileValue(value: unknown): OwnProfile | Problem {
  const given = record(value);
  const { name, stepMinutes, buses } = given ?? {};
  if (typeof name !== 'string') return wrongKind('ownProfile.name', name, 'a text');
  if (stepMinutes !== 60 && stepMinutes !== 15) {
    return wrongKind('ownProfile.stepMinutes', stepMinutes, '60 or 15');
  }
  const slots = (365 * 1440) / stepMinutes;
  if (!Array.isArray(buses)) return wrongKind('ownProfile.buses', buses, 'a list');
  const read: { bus: number; kw: readonly number[] }[] = [];
  for (const entry of buses) {
    const { bus, kw } = record(entry) ?? {};
    if (!Number.isInteger(bus) || (bus as number) <= (read.at(-1)?.bus ?? 0)) {
      return wrongKind('ownProfile.buses.bus', bus, 'a bus, sorted, each once');
    }
    const fits = (kwh: unknown): boolean =>
      typeof kwh === 'number' && Math.abs(kwh) <= LOAD_MAX_KW && Number.isFinite(kwh);
    if (!Array.isArray(kw) || kw.length !== slots || !kw.every(fits)) {
      return wrongKind(`ownProfile of bus ${String(bus)}`, kw, `${slots} loads in kW`);
    }
    read.push({ bus: bus as number, kw: kw as number[] });
  }
  return { name: name.slice(0, 200), stepMinutes, buses: read };
}

const ROW_KEYS = {
  loads: ['bus', 'loadKw', 'loadKvar'],
  devices: ['bus', 'panels', 'packs'],
  guess: ['bus', 'panels', 'packs'],
} as const;

function section(initial: object, value: unknown, name: string, problems: Problem[]): object {
  const given = record(value);
  if (!given) {
    problems.push(wrongKind(name, value, 'an object'));
    return initial;
  }
  const merged: Record<string, unknown> = { ...initial };
  for (const [key, entry] of Object.entries(given)) {
    if (Object.hasOwn(initial, key) && typeof entry === typeof merged[key]) merged[key] = entry;
    else if (Object.hasOwn(initial, key)) {
      problems.push(wrongKind(`${name}.${key}`, entry, `a ${typeof merged[key]}`));
    } else {
      const unknown = wrongKind(`${name}.${key}`, entry, 'a setting this version knows');
      problems.push({ ...unknown, harmless: true });
    }
  }
  return merged;
}

function list(
  value: unknown,
  name: string,
  problems: Problem[],
  fits: (entry: unknown) => boolean,
): readonly unknown[] {
  if (Array.isArray(value) && value.every(fits)) return value;
  problems.push(wrongKind(name, value, 'a list of numbers or of entries with a bus'));
  return [];
}

function pick(row: Readonly<Record<string, unknown>>, keys: readonly string[]): object {
  return Object.fromEntries(keys.map((key) => [key, row[key]]));
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function record(value: unknown): Readonly<Record<string, unknown>> | null {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Record<string, unknown>) : null;
}

function wrongKind(key: string, value: unknown, allowed: string): Problem {
  return {
    where: { kind: 'scenario', id: key },
    rule: 'kind',
    found: shown(value),
    allowed,
    remedy: `Write ${allowed} there, or leave ${key} out.`,
  };
}

function refused(rule: string, found: string, allowed: string, remedy: string): ReadFile {
  const where = { kind: 'file' };
  return {
    scenario: null,
    problems: [{ where, rule, found: found.slice(0, 60), allowed, remedy }],
  };
}

/**
 * MATPOWER case files, version 2, as data. Tables and numbers are read, nothing is evaluated. The
 * one exception is recognised word for word: the lines with which the distribution cases turn Ω
 * into per unit and kW into MW. Any other code is refused with its line, because a file read
 * without its code would be silently wrong.
 *
 * Vm and Va are starting values and are not taken over, except the angle of the slack.
 */
import type { Problem } from '../assert.ts';
import type { GridCase } from './case.ts';
import { type Conversion, conversionOf, CONVERSION_STEPS } from './matpower-conversion.ts';
import { FORMATS, type TableFormat } from './matpower-columns.ts';
import { buildCase, type Tables } from './matpower-rows.ts';
import { type Statement, statements } from './matlab-text.ts';
import { problem, remark } from './problem.ts';

/** Characters; a 2,000-bus case has about a million. */
export const FILE_MAX = 3_000_000;
/** After so many problems the rest of the file is not read. */
export const PROBLEMS_MAX = 50;

export interface Imported {
  /** null when anything but harmless was found. */
  readonly grid: GridCase | null;
  readonly problems: Problem[];
}

/** The network in the text of a case file, or every reason why there is none. */
export function parseMatpower(text: string): Imported {
  const refused = refusedAtOnce(text);
  if (refused) return { grid: null, problems: [refused] };
  const file = readFile(text);
  if (file.problems.some(({ harmless }) => !harmless)) {
    return { grid: null, problems: file.problems };
  }
  const { grid, problems } = buildCase(file.tables);
  return { grid, problems: [...file.problems, ...problems] };
}

function refusedAtOnce(text: string): Problem | null {
  const where = { kind: 'file' };
  if (typeof text !== 'string') throw new TypeError('text must be a string');
  if (text.length > FILE_MAX) {
    return problem(where, 'file-size', {
      found: `${(text.length / 1e6).toFixed(1)} million characters`,
      allowed: `at most ${FILE_MAX / 1e6} million characters`,
      remedy: 'Choose a case file of at most 2,000 buses.',
    });
  }
  if (!text.includes('\0')) return null;
  return problem(where, 'not-text', {
    found: 'a binary file',
    allowed: 'the text of a case file',
    remedy: 'Choose the .m file itself, not a .mat, .zip or spreadsheet.',
  });
}

interface Reading {
  readonly problems: Problem[];
  readonly seen: Map<string, number>;
  readonly steps: Set<string>;
  readonly tables: Partial<Record<TableFormat['name'], Tables['bus']>>;
  name: string;
  struct: string;
  baseText: string;
  baseLine: number;
  version: string | null;
  notes: Tables['notes'];
  categories: readonly string[];
}

function readFile(text: string): { problems: Problem[]; tables: Tables } {
  const reading: Reading = {
    problems: [],
    seen: new Map(),
    steps: new Set(),
    tables: {},
    name: '',
    struct: 'mpc',
    baseText: '',
    baseLine: 0,
    version: null,
    notes: {},
    categories: [],
  };
  for (const statement of statements(text)) {
    readStatement(reading, statement);
    if (reading.problems.length >= PROBLEMS_MAX) break;
  }
  closeFile(reading);
  const { tables, name, baseText, baseLine, notes, categories, steps } = reading;
  const conversion: Conversion = conversionOf(steps);
  const { bus = NO_TABLE, gen = NO_TABLE, branch = NO_TABLE } = tables;
  const all = { bus, gen, branch, name, baseText, baseLine, notes, categories, conversion };
  return { problems: reading.problems, tables: all };
}

const NO_TABLE: Tables['bus'] = { line: 0, rows: [], comment: '' };

function readStatement(reading: Reading, statement: Statement): void {
  const { line } = statement;
  if (statement.kind === 'function') {
    if (statement.output.startsWith('[')) refuseVersion(reading, line, 'version 1');
    reading.name ||= statement.name;
    reading.struct = statement.output;
    return;
  }
  if (statement.kind === 'code') {
    readCode(reading, statement);
    return;
  }
  const { path } = statement;
  const field = path.startsWith(`${reading.struct}.`) ? path.slice(reading.struct.length + 1) : '';
  if (field === '') {
    // Not part of the case: a local variable, hence a program.
    const value = 'text' in statement ? statement.text : WORDS[statement.kind];
    readCode(reading, { line, text: `${path} = ${value}` });
    return;
  }
  const where = { kind: 'file', field: `mpc.${field}`, line };
  const before = reading.seen.get(field);
  if (before !== undefined) {
    const remedy = 'Remove one of the two.';
    const found = `also on line ${before}`;
    reading.problems.push(problem(where, 'twice', { found, allowed: 'one assignment', remedy }));
  }
  reading.seen.set(field, line);
  readField(reading, field, statement);
}

function readField(reading: Reading, field: string, statement: Assigned): void {
  const { line } = statement;
  const where = { kind: 'file', field: `mpc.${field}`, line };
  const format = FORMATS.find(({ name }) => name === field);
  if ('closed' in statement && !statement.closed) {
    const closing = statement.kind === 'matrix' ? '];' : '};';
    const words = { found: 'no closing bracket', allowed: `a closing ${closing}` };
    const remedy = `Close the table that begins on line ${line} with ${closing}`;
    reading.problems.push(problem(where, 'unclosed', { ...words, remedy }));
  } else if (format) {
    if (statement.kind === 'matrix') reading.tables[format.name] = statement;
    else reading.problems.push(wrongType(where, statement.kind, 'a table of numbers in [ ]'));
  } else if (field === 'baseMVA') {
    reading.baseLine = line;
    if (statement.kind === 'scalar') reading.baseText = statement.text;
    else reading.problems.push(wrongType(where, statement.kind, 'a number of MVA'));
  } else if (field === 'version') {
    reading.version = 'text' in statement ? statement.text : '';
    if (reading.version !== '2') refuseVersion(reading, line, `version '${reading.version}'`);
  } else if (field === 'gridledger' && statement.kind === 'cell') {
    const entries = statement.rows.map(({ cells }) => [cells[0] ?? '', cells[1] ?? ''] as const);
    reading.notes = Object.fromEntries<string>(entries);
  } else if (field === 'bus_category' && statement.kind === 'cell') {
    reading.categories = statement.rows.map(({ cells }) => cells[0] ?? '');
  } else {
    reading.problems.push(ignored(where, field, statement));
  }
}

type Assigned = Exclude<Statement, { kind: 'code' | 'function' }>;

const WORDS = { scalar: 'a number', string: 'a string', matrix: 'a table', cell: 'a cell array' };

function wrongType(where: Problem['where'], kind: keyof typeof WORDS, allowed: string): Problem {
  const remedy = `Write ${allowed} here.`;
  return problem(where, 'wrong-type', { found: WORDS[kind], allowed, remedy });
}

function ignored(where: Problem['where'], field: string, statement: Assigned): Problem {
  const count = 'rows' in statement ? statement.rows.length : 0;
  const found = count > 0 ? `${WORDS[statement.kind]} of ${count} rows` : WORDS[statement.kind];
  const direct = field.startsWith('dcline') && count > 0;
  const remedy = direct
    ? 'Its power is left out; add it as loads and generators if it matters.'
    : 'Nothing to do: a power flow does not need it.';
  return remark(where, 'ignored', { found, allowed: 'version, baseMVA, bus, gen, branch', remedy });
}

function refuseVersion({ problems }: Reading, line: number, found: string): void {
  const remedy = 'Load it in MATPOWER and save it with savecase, which writes version 2.';
  const where = { kind: 'file', field: 'mpc.version', line };
  problems.push(problem(where, 'version', { found, allowed: "version '2'", remedy }));
}

function readCode(reading: Reading, { text, line }: { text: string; line: number }): void {
  if (/^(?:end|endfunction|return)$/.test(text) || text === '') return;
  const step = CONVERSION_STEPS.find((each) => each.matches(text, reading.struct));
  const where = { kind: 'file', line };
  if (!step) {
    const remedy =
      'Run the file in MATPOWER and save the result with savecase, or remove the line if the ' +
      'tables are right without it.';
    const allowed = 'tables, and the known lines that turn Ω into per unit and kW into MW';
    reading.problems.push(problem(where, 'code', { found: text, allowed, remedy }));
    return;
  }
  const missing = step.needs.find((need) => {
    return !need.split('|').some((one) => reading.steps.has(one) || reading.seen.has(one));
  });
  if (missing !== undefined || reading.steps.has(step.id)) {
    const found = missing === undefined ? `a second time: ${text}` : text;
    const allowed = 'the conversion as the distribution cases have it, after the tables, once';
    const remedy = 'Restore the lines as in the original case file.';
    reading.problems.push(problem(where, 'conversion-order', { found, allowed, remedy }));
  }
  reading.steps.add(step.id);
}

function closeFile(reading: Reading): void {
  const { problems, seen, version } = reading;
  const refusedAlready = problems.some(({ harmless }) => !harmless);
  const tables = FORMATS.filter(({ name }) => seen.has(name));
  const meant = problems.some(({ found }) => /^mpc\.(?:bus|gen|branch|baseMVA)\b/.test(found));
  if (tables.length === 0 && !seen.has('baseMVA') && !meant) {
    if (problems.some(({ rule }) => rule === 'version')) return;
    // A hundred remarks on a file that is something else altogether help nobody.
    problems.length = 0;
    problems.push(
      problem({ kind: 'file', line: 1 }, 'not-a-case', {
        found: 'no mpc.bus, mpc.gen or mpc.branch',
        allowed: 'a MATPOWER case file, version 2',
        remedy: 'Choose a file that begins with a line like: function mpc = case14',
      }),
    );
    return;
  }
  if (problems.length >= PROBLEMS_MAX) return;
  for (const field of ['baseMVA', ...FORMATS.map(({ name }) => name)]) {
    const named = problems.some(({ found }) => found.startsWith(`mpc.${field} `));
    if (seen.has(field) || named) continue;
    const where = { kind: 'file', field: `mpc.${field}` };
    const allowed = `one line or table mpc.${field} = …`;
    const remedy = `Add mpc.${field}.`;
    problems.push(problem(where, 'missing', { found: 'nothing', allowed, remedy }));
  }
  if (version === null && !refusedAlready) {
    problems.push(
      remark({ kind: 'file', field: 'mpc.version' }, 'version', {
        found: 'no version',
        allowed: "mpc.version = '2';",
        remedy: 'Nothing to do: it is read as version 2.',
      }),
    );
  }
}

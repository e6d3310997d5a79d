/** Case files broken on purpose, each in one named way, with the complaint they must draw. */
import type { Problem } from '../../web/assert.ts';

/** A sound file; its line numbers are part of what is tested. */
export const GOOD = `function mpc = four
%FOUR  four buses
mpc.version = '2';
mpc.baseMVA = 100;
%	bus_i	type	Pd	Qd	Gs	Bs	area	Vm	Va	baseKV	zone	Vmax	Vmin
mpc.bus = [
	1	3	0	0	0	0	1	1	0	230	1	1.1	0.9;
	2	2	170	105	0	0	1	1	0	230	1	1.1	0.9;
	3	1	200	124	0	19	1	1	0	230	1	1.1	0.9;
	4	1	80	50	0	0	1	1	0	230	1	1.1	0.9;
];
%	bus	Pg	Qg	Qmax	Qmin	Vg	mBase	status	Pmax	Pmin
mpc.gen = [
	1	0	0	100	-100	1	100	1	318	0;
	2	318	0	100	-100	1.02	100	1	318	0;
];
%	fbus	tbus	r	x	b	rateA	rateB	rateC	ratio	angle	status	angmin	angmax
mpc.branch = [
	1	2	0.01	0.05	0.1	250	0	0	0	0	1	-360	360;
	1	3	0.007	0.037	0.08	250	0	0	0	0	1	-360	360;
	2	4	0.007	0.037	0.08	250	0	0	0.98	2	1	-360	360;
	3	4	0.012	0.063	0.13	250	0	0	0	0	1	-360	360;
];
`;

export interface Damage {
  readonly name: string;
  readonly text: string;
  readonly rule: string;
  readonly line?: number;
  readonly kind?: Problem['where']['kind'];
  readonly field?: string;
  /** What the problem must say it found. */
  readonly found?: string;
}

function cut(
  name: string,
  [from, to]: readonly [string, string],
  expected: Omit<Damage, 'name' | 'text'>,
): Damage {
  if (!GOOD.includes(from)) throw new Error(`${name}: '${from}' is not in the good file`);
  return { name, text: GOOD.replace(from, to), ...expected };
}

const BUS3 = '	3	1	200	124	0	19	1	1	0	230	1	1.1	0.9;';
const GEN2 = '	2	318	0	100	-100	1.02	100	1	318	0;';
const LINE24 = '	2	4	0.007	0.037	0.08	250	0	0	0.98	2	1	-360	360;';

/** Replaces cell `index` (from 0) of a row of the good file. */
function cell(row: string, index: number, value: string): [string, string] {
  const cells = row.slice(1, -1).split('\t');
  cells[index] = value;
  return [row, `\t${cells.join('\t')};`];
}

function without(row: string, index: number): [string, string] {
  return [
    row,
    `\t${row
      .slice(1, -1)
      .split('\t')
      .filter((_, i) => i !== index)
      .join('\t')};`,
  ];
}

/** A cell that is no number is named by its text. */
const named = (value: string, { rule }: Pick<Damage, 'rule'>): Pick<Damage, 'found'> =>
  rule === 'number' || rule === 'finite' ? { found: value } : {};

const busCell = (
  name: string,
  index: number,
  value: string,
  rest: Omit<Damage, 'name' | 'text'>,
): Damage =>
  cut(name, cell(BUS3, index, value), { line: 9, kind: 'bus', ...named(value, rest), ...rest });
const genCell = (
  name: string,
  index: number,
  value: string,
  rest: Omit<Damage, 'name' | 'text'>,
): Damage =>
  cut(name, cell(GEN2, index, value), {
    line: 15,
    kind: 'generator',
    ...named(value, rest),
    ...rest,
  });
const lineCell = (
  name: string,
  index: number,
  value: string,
  rest: Omit<Damage, 'name' | 'text'>,
): Damage =>
  cut(name, cell(LINE24, index, value), {
    line: 21,
    kind: 'branch',
    ...named(value, rest),
    ...rest,
  });

/** The same table with one column taken out of every row and of the comment above. */
function columnGone(table: 'bus' | 'gen' | 'branch', index: number): string {
  const lines = GOOD.split('\n');
  const at = lines.findIndex((line) => line.startsWith(`mpc.${table} `));
  const drop = (line: string, offset: number): string =>
    line
      .split('\t')
      .filter((_, i) => i !== index + offset)
      .join('\t');
  for (let i = at - 1; lines[i] !== '];'; i++) if (i !== at) lines[i] = drop(lines[i]!, 1);
  return lines.join('\n');
}

export const DAMAGED: readonly Damage[] = [
  // The file as a whole
  { name: 'empty', text: '', rule: 'not-a-case', line: 1 },
  { name: 'a poem', text: 'Roses are red\nviolets are blue\n', rule: 'not-a-case', line: 1 },
  { name: 'HTML', text: '<!doctype html><title>404</title>', rule: 'not-a-case', line: 1 },
  { name: 'JSON', text: '{"buses": []}', rule: 'not-a-case', line: 1 },
  { name: 'a zip', text: 'PK\u0003\u0004\0\0', rule: 'not-text', kind: 'file' },
  { name: 'too long', text: `%${'x'.repeat(3_100_000)}`, rule: 'file-size', kind: 'file' },
  {
    name: 'version 1 signature',
    text: 'function [baseMVA, bus, gen, branch] = old\nbaseMVA = 100;\n',
    rule: 'version',
    line: 1,
  },
  cut('version 1', ["mpc.version = '2'", "mpc.version = '1'"], { rule: 'version', line: 3 }),
  cut('version 3', ["mpc.version = '2'", 'mpc.version = "3"'], { rule: 'version', line: 3 }),
  cut('no base', ['mpc.baseMVA = 100;\n', ''], { rule: 'missing', field: 'mpc.baseMVA' }),
  cut('no bus table', ['mpc.bus =', 'mpc.buses ='], { rule: 'missing', field: 'mpc.bus' }),
  cut('no gen table', ['mpc.gen =', 'mpc.generators ='], { rule: 'missing', field: 'mpc.gen' }),
  cut('no branch table', ['mpc.branch =', 'mpc.lines ='], { rule: 'missing', field: 'mpc.branch' }),
  cut('bus table twice', ['%	bus	Pg', 'mpc.bus = [];\n%	bus	Pg'], {
    rule: 'twice',
    line: 12,
    field: 'mpc.bus',
  }),
  cut('base twice', ['%	bus_i', 'mpc.baseMVA = 10;\n%	bus_i'], { rule: 'twice', line: 5 }),
  // Brackets and types
  cut('bus table never closed', ['0.9;\n];', '0.9;\n'], {
    rule: 'unclosed',
    line: 6,
    field: 'mpc.bus',
  }),
  {
    name: 'cut in the middle',
    text: GOOD.slice(0, GOOD.indexOf('0.012')),
    rule: 'unclosed',
    line: 18,
  },
  cut('base is a string', ['= 100;', "= '100';"], {
    rule: 'wrong-type',
    line: 4,
    field: 'mpc.baseMVA',
  }),
  cut('base is a table', ['= 100;', '= [100 100];'], { rule: 'wrong-type', line: 4 }),
  {
    name: 'bus is a number',
    text: GOOD.replace(/mpc\.bus = \[[^\]]*\]/, 'mpc.bus = 4'),
    rule: 'wrong-type',
    field: 'mpc.bus',
    line: 6,
  },
  // Code
  {
    name: 'one transposed table and nothing else',
    text: "mpc.bus = [1 2; 3 4]';\n",
    rule: 'code',
    line: 1,
  },
  cut('a formula for the base', ['= 100;', '= 50/3;'], { rule: 'code', line: 4 }),
  cut('a loop', ['%	bus	Pg', 'for k = 1:3, disp(k), end\n%	bus	Pg'], { rule: 'code', line: 12 }),
  cut('a shell command', ['%FOUR', "system('rm -rf /');\n%FOUR"], { rule: 'code', line: 2 }),
  cut('an indexed assignment', ['%	bus	Pg', 'mpc.bus(2, 3) = 1;\n%	bus	Pg'], {
    rule: 'code',
    line: 12,
  }),
  cut('a load scaled', ['%	bus	Pg', 'mpc.bus(:, 3) = mpc.bus(:, 3) * 2;\n%	bus	Pg'], {
    rule: 'code',
    line: 12,
  }),
  cut('a local variable', ['%	bus	Pg', 'pf = 0.85;\n%	bus	Pg'], { rule: 'code', line: 12 }),
  cut('a transposed table', ['0.9;\n];', "0.9;\n]';"], { rule: 'code', line: 6 }),
  cut('a call', ['%FOUR', 'mpc = loadcase(case9);\n%FOUR'], { rule: 'code', line: 2 }),
  {
    name: 'a conversion without its constants',
    text: `${GOOD}mpc.bus(:, [PD, QD]) = mpc.bus(:, [PD, QD]) / 1e3;\n`,
    rule: 'conversion-order',
    line: 24,
  },
  {
    name: 'a conversion with another factor',
    text: `${GOOD}define_constants;\nmpc.bus(:, [PD, QD]) = mpc.bus(:, [PD, QD]) / 1e6;\n`,
    rule: 'code',
    line: 25,
  },
  {
    name: 'a conversion twice',
    text: `${GOOD}define_constants;\n${'mpc.bus(:, [PD, QD]) = mpc.bus(:, [PD, QD]) / 1e3;\n'.repeat(2)}`,
    rule: 'conversion-order',
    line: 26,
  },
  // Columns
  {
    name: 'bus without Vmin',
    text: columnGone('bus', 12),
    rule: 'columns',
    line: 6,
    field: 'mpc.bus',
  },
  {
    name: 'bus without Qd',
    text: columnGone('bus', 3),
    rule: 'columns',
    line: 6,
    field: 'mpc.bus',
  },
  {
    name: 'gen without status',
    text: columnGone('gen', 7),
    rule: 'columns',
    line: 13,
    field: 'mpc.gen',
  },
  {
    name: 'branch without status',
    text: columnGone('branch', 10),
    rule: 'columns',
    line: 18,
    field: 'mpc.branch',
  },
  cut('one bus a value short', without(BUS3, 4), { rule: 'columns', line: 9, kind: 'bus' }),
  cut('one bus a value long', [BUS3, BUS3.replace(';', '	1;')], { rule: 'columns', line: 9 }),
  cut('one generator short', without(GEN2, 3), { rule: 'columns', line: 15, kind: 'generator' }),
  cut('one branch short', without(LINE24, 2), { rule: 'columns', line: 21, kind: 'branch' }),
  cut('a semicolon in a row', ['	124	0	19', '	124;	0	19'], { rule: 'columns', line: 9 }),
  // Cells
  busCell('load NaN', 2, 'NaN', { rule: 'finite', field: 'Pd' }),
  busCell('load Inf', 2, 'Inf', { rule: 'finite', field: 'Pd' }),
  busCell('reactive load -Inf', 3, '-Inf', { rule: 'finite', field: 'Qd' }),
  busCell('load a word', 2, 'many', { rule: 'number', field: 'Pd' }),
  busCell('load a formula', 2, '2*100', { rule: 'number', field: 'Pd' }),
  busCell('load with a unit', 2, '200kW', { rule: 'number', field: 'Pd' }),
  busCell('load complex', 2, '200+124i', { rule: 'number', field: 'Pd' }),
  busCell('load in hexadecimal', 2, '0xC8', { rule: 'number', field: 'Pd' }),
  busCell('load with two points', 2, '2.0.0', { rule: 'number', field: 'Pd' }),
  busCell('load beyond doubles', 2, '1e999', { rule: 'finite', field: 'Pd' }),
  busCell('load beyond sense', 2, '1e12', { rule: 'range', field: 'loadKw' }),
  busCell('bus number 0', 0, '0', { rule: 'whole-number', field: 'id' }),
  busCell('bus number negative', 0, '-3', { rule: 'whole-number', field: 'id' }),
  busCell('bus number fractional', 0, '3.5', { rule: 'whole-number', field: 'id' }),
  busCell('bus number used twice', 0, '4', { rule: 'unique', line: 10 }),
  busCell('bus of type 4', 1, '4', { rule: 'connected', field: 'type' }),
  busCell('bus of type 7', 1, '7', { rule: 'kind', field: 'type' }),
  busCell('two slacks', 1, '3', { rule: 'one-slack', field: 'kind' }),
  busCell('voltage limits reversed', 12, '1.2', { rule: 'limits-order', field: 'voltageMinPu' }),
  busCell('negative base voltage', 9, '-230', { rule: 'range', field: 'baseKv' }),
  cut('no slack', ['	1	3	0	0', '	1	1	0	0'], { rule: 'one-slack', kind: 'case' }),
  cut('base 0', ['= 100;', '= 0;'], { rule: 'range', field: 'baseKva', line: 4 }),
  cut('base negative', ['= 100;', '= -100;'], { rule: 'range', field: 'baseKva', line: 4 }),
  ...(
    [
      ['base NaN', 'NaN', 'finite'],
      ['base infinite', '-Inf', 'finite'],
      ['base beyond doubles', '1e999', 'finite'],
      ['base with a unit', '100MVA', 'number'],
      ['base with two points', '1.0.0', 'number'],
    ] as const
  ).map(([name, found, rule]) =>
    cut(name, ['= 100;', `= ${found};`], { rule, field: 'mpc.baseMVA', line: 4, found }),
  ),
  genCell('generator nowhere', 0, '9', { rule: 'known-bus', field: 'bus' }),
  genCell('reactive limits reversed', 4, '300', { rule: 'limits-order', field: 'reactiveMinKvar' }),
  genCell('set point 0', 5, '0', { rule: 'range', field: 'voltagePu' }),
  genCell('output NaN', 1, 'NaN', { rule: 'finite', field: 'Pg' }),
  lineCell('branch from nowhere', 0, '9', { rule: 'known-bus', field: 'from' }),
  lineCell('branch to nowhere', 1, '9', { rule: 'known-bus', field: 'to' }),
  lineCell('branch onto itself', 1, '2', { rule: 'different-ends' }),
  cut('zero impedance', ['	0.007	0.037	0.08	250	0	0	0.98', '	0	0	0.08	250	0	0	0.98'], {
    rule: 'zero-impedance',
    line: 21,
    kind: 'branch',
  }),
  lineCell('resistance NaN', 2, 'NaN', { rule: 'finite', field: 'r' }),
  lineCell('reactance Inf', 3, 'Inf', { rule: 'finite', field: 'x' }),
  lineCell('rating negative', 5, '-1', { rule: 'range', field: 'ratingKva' }),
  lineCell('ratio negative', 8, '-0.98', { rule: 'range', field: 'tapRatio' }),
  {
    name: 'a bus cut off',
    text: GOOD.replace(/(\t3\t4\t.*\t)1(\t-360)/, '$10$2').replace(
      /(\t2\t4\t.*\t)1(\t-360)/,
      '$10$2',
    ),
    rule: 'connected',
    line: 10,
    kind: 'bus',
  },
];

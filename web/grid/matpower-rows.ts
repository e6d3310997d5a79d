/** From the tables of a MATPOWER case to a network, every cell checked where it stands. */
import type { Problem } from '../assert.ts';
import type { Branch, Bus, BusKind, Category, Generator, GridCase } from './case.ts';
import { radiansOf, shiftedNumber } from './decimal.ts';
import { ohmBase } from './decode.ts';
import { numberText, type Row } from './matlab-text.ts';
import { BRANCH, BUS, GEN, type TableFormat } from './matpower-columns.ts';
import type { Conversion } from './matpower-conversion.ts';
import { type Table, widthProblems } from './matpower-widths.ts';
import { problem, remark, shown } from './problem.ts';
import { BUSES_MAX, BRANCHES_MAX, GENERATORS_MAX, POWER_MAX_KW, validate } from './validate.ts';

export interface Tables {
  readonly bus: Table;
  readonly gen: Table;
  readonly branch: Table;
  /** Of the function line; may be empty. */
  readonly name: string;
  readonly baseText: string;
  readonly baseLine: number;
  /** What our own export adds: id, name, source. */
  readonly notes: Readonly<Record<string, string | undefined>>;
  readonly categories: readonly string[];
  readonly conversion: Conversion;
}

const KINDS: Readonly<Record<string, BusKind>> = { 1: 'pq', 2: 'pv', 3: 'slack' };
const ROWS_MAX = { bus: BUSES_MAX, gen: GENERATORS_MAX, branch: BRANCHES_MAX };

/** The network, or null and the reasons. Harmless remarks may come with either. */
export function buildCase(tables: Tables): { grid: GridCase | null; problems: Problem[] } {
  const problems = [BUS, GEN, BRANCH].flatMap((format) =>
    widthProblems(format, tables[format.name], ROWS_MAX[format.name]),
  );
  if (problems.length > 0) return { grid: null, problems };
  const read = (format: TableFormat) => (row: Row) => new Cells({ format, row, problems });
  const buses = tables.bus.rows.map(read(BUS)).map((row, index) => busOf(row, index, tables));
  const kinds = new Map(buses.map(({ id, kind }) => [id, kind]));
  const generators = tables.gen.rows.map(read(GEN)).map((row) => generatorOf(row, kinds));
  const baseKva = baseOf(tables, problems);
  const baseOhm = tables.conversion.ohm ? ohmBase(buses[0]?.baseKv ?? 0, baseKva) : 1;
  if (!(baseOhm > 0 && Number.isFinite(baseOhm))) problems.push(noBaseVoltage(tables));
  const branches = tables.branch.rows.map(read(BRANCH)).map((row) => branchOf(row, baseOhm));
  if (problems.some(({ harmless }) => !harmless)) return { grid: null, problems };
  const inService = new Set(generators.filter((unit) => unit.inService).map(({ bus }) => bus));
  const held = buses.map((bus, index) => {
    if (bus.kind !== 'pv' || inService.has(bus.id)) return bus;
    problems.push(notHeld(bus.id, tables.bus.rows[index]!.line));
    return { ...bus, kind: 'pq' as const };
  });
  const grid: GridCase = { ...heading(tables), baseKva, buses: held, generators, branches };
  const lines = {
    base: tables.baseLine,
    buses: tables.bus.rows.map(({ line }) => line),
    generators: tables.gen.rows.map(({ line }) => line),
    branches: tables.branch.rows.map(({ line }) => line),
  };
  const found = validate(grid, lines);
  return { grid: found.length > 0 ? null : grid, problems: [...problems, ...found] };
}

/** One row, read by the name of the column. What is wrong is noted and read as 0. */
class Cells {
  private readonly format: TableFormat;
  private readonly row: Row;
  private readonly problems: Problem[];

  constructor(source: { format: TableFormat; row: Row; problems: Problem[] }) {
    this.format = source.format;
    this.row = source.row;
    this.problems = source.problems;
  }

  where(field: string): Problem['where'] {
    const { kind } = this.format;
    const [first = '', second = ''] = this.row.cells;
    const id = kind === 'branch' ? `${first}-${second}` : first;
    return { kind, id: shortened(id), field, line: this.row.line };
  }

  /** The column as a finite number, its decimal point moved by `places`. */
  number(column: string, places = 0): number {
    const raw = this.raw(column);
    const value = finite(raw, places);
    if (value === null) this.problems.push(notFinite(this.where(column), raw));
    return value ?? 0;
  }

  /** As {@link number}, but an infinity of either sign stands for 'no limit'. */
  limit(column: string, places: number, none: number): number {
    const text = this.text(column);
    if (text !== 'Inf' && text !== '-Inf') return this.number(column, places);
    const remedy = `Nothing to do: it is read as ${none === 0 ? 'not rated' : 'no limit'}.`;
    this.problems.push(
      remark(this.where(column), 'no-limit', { found: text, allowed: 'a finite number', remedy }),
    );
    return text === 'Inf' ? none : 0 - none;
  }

  private raw(column: string): string {
    return this.row.cells[this.format.columns.indexOf(column)] ?? '';
  }

  private text(column: string): string | null {
    return numberText(this.raw(column));
  }

  refuse(column: string, rule: string, words: { allowed: string; remedy: string }): void {
    const found = shortened(this.raw(column));
    this.problems.push(problem(this.where(column), rule, { found, ...words }));
  }
}

function shortened(text: string): string {
  return shown(text).replace(/^'|'$/g, '');
}

/** What `raw` says, its decimal point moved by `places`; null if that is no finite number. */
function finite(raw: string, places: number): number | null {
  const text = numberText(raw);
  if (text === null || !/^[-\d.+]/.test(text) || text.endsWith('Inf')) return null;
  const value = shiftedNumber(text, places);
  return Number.isFinite(value) ? value : null;
}

function notFinite(where: Problem['where'], raw: string): Problem {
  const [rule, remedy] =
    numberText(raw) === null
      ? ['number', 'Write a plain number; formulas and units are not evaluated.']
      : ['finite', 'Write a finite number here.'];
  return problem(where, rule, { found: shortened(raw), allowed: 'a finite number', remedy });
}

/** kVA; what cannot be read is noted and read as 1 MVA, so that no other problem follows from it. */
function baseOf({ baseText, baseLine: line }: Tables, problems: Problem[]): number {
  const baseKva = finite(baseText, 3);
  if (baseKva === null)
    problems.push(notFinite({ kind: 'file', field: 'mpc.baseMVA', line }, baseText));
  return baseKva ?? 1000;
}

function busOf(row: Cells, index: number, { categories, conversion }: Tables): Bus {
  const type = row.number('type');
  const kind = KINDS[type];
  if (type === 4) {
    const remedy = 'Remove this bus, or make it type 1 and connect it.';
    row.refuse('type', 'connected', { allowed: '1 (pq), 2 (pv) or 3 (slack)', remedy });
  } else if (kind === undefined) {
    const remedy = 'Write 1 for a load bus, 2 for a held voltage, 3 for the slack.';
    row.refuse('type', 'kind', { allowed: '1 (pq), 2 (pv) or 3 (slack)', remedy });
  }
  const places = conversion.kilo ? 0 : 3;
  const category = categories[index];
  const angleDegrees = row.number('Va');
  return {
    id: row.number('bus_i'),
    kind: kind ?? 'pq',
    loadKw: row.number('Pd', places),
    loadKvar: row.number('Qd', places),
    shuntKw: row.number('Gs', 3),
    // MATPOWER's Bs is what the shunt supplies; here a shunt is what it draws.
    shuntKvar: 0 - row.number('Bs', 3),
    baseKv: row.number('baseKV'),
    voltageMinPu: row.number('Vmin'),
    voltageMaxPu: row.number('Vmax'),
    ...(category ? { category: category as Category } : {}),
    ...(kind === 'slack' && angleDegrees !== 0 ? { angleRad: radiansOf(angleDegrees) } : {}),
  };
}

function generatorOf(row: Cells, kinds: ReadonlyMap<number, BusKind>): Generator {
  const bus = row.number('bus');
  const inService = row.number('status') > 0;
  const voltagePu = row.number('Vg');
  // Many files write 0 where no voltage is held.
  const idle = voltagePu === 0 && (!inService || kinds.get(bus) === 'pq');
  return {
    bus,
    powerKw: row.number('Pg', 3),
    reactiveKvar: row.number('Qg', 3),
    reactiveMinKvar: row.limit('Qmin', 3, POWER_MAX_KW),
    reactiveMaxKvar: row.limit('Qmax', 3, POWER_MAX_KW),
    voltagePu: idle ? 1 : voltagePu,
    inService,
  };
}

function branchOf(row: Cells, baseOhm: number): Branch {
  const ratio = row.number('ratio');
  return {
    from: row.number('fbus'),
    to: row.number('tbus'),
    resistancePu: row.number('r') / baseOhm,
    reactancePu: row.number('x') / baseOhm,
    chargingPu: row.number('b'),
    ratingKva: row.limit('rateA', 3, 0),
    // 0 is MATPOWER's sign for a line.
    tapRatio: ratio === 0 ? 1 : ratio,
    shiftRad: radiansOf(row.number('angle')),
    inService: row.number('status') > 0,
  };
}

function notHeld(id: number, line: number): Problem {
  return remark({ kind: 'bus', id, field: 'type', line }, 'generator-needed', {
    found: 'pv without a generator in service',
    allowed: 'a generator in service at a pv bus',
    remedy: 'Nothing to do: it is read as pq, as MATPOWER does.',
  });
}

function noBaseVoltage({ bus, conversion }: Tables): Problem {
  const line = bus.rows[0]?.line ?? bus.line;
  const where = { kind: 'bus', id: bus.rows[0]?.cells[0] ?? '', field: 'baseKV', line };
  return problem(where, 'base-voltage', {
    found: 'no base voltage',
    allowed: conversion.ohm ? 'a base voltage above 0 kV at the first bus' : 'a base',
    remedy: 'Write it; the Ω of this file cannot be turned into per unit without it.',
  });
}

/** What the case is called: our own export says so, others have the function's name. */
function heading({ name, notes }: Tables): Pick<GridCase, 'id' | 'name' | 'source'> {
  const plain = (notes['id'] ?? name)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 24);
  return {
    id: plain || 'own',
    name: (notes['name'] ?? (name || 'Imported network')).slice(0, 120),
    source: (notes['source'] ?? `MATPOWER case file${name ? ` ${name}` : ''}, imported`).slice(
      0,
      600,
    ),
  };
}

/**
 * A network as a MATPOWER case file, version 2. Powers move their decimal point and every number
 * is the shortest that reads back the same, so our own import returns the case to the last bit.
 *
 * What the format has no place for travels in two extra fields that MATPOWER carries along
 * unread: mpc.gridledger (id, name, source) and mpc.bus_category.
 */
import type { Branch, Bus, Generator, GridCase } from './case.ts';
import { degreesOf, shiftedText } from './decimal.ts';
import { BRANCH, BUS, GEN, type TableFormat } from './matpower-columns.ts';

const TYPES = { pq: '1', pv: '2', slack: '3' } as const;
const FREE = ['-360', '360'] as const;

/** The text of a case file that describes `grid`. */
export function formatMatpower(grid: GridCase): string {
  const { id, name, source, buses, generators, branches } = grid;
  const setPoints = new Map(generators.map((unit) => [unit.bus, unit.voltagePu]));
  const identifier = id.replace(/[^A-Za-z0-9]/g, '_');
  const lines = [
    `function mpc = ${/^[A-Za-z]/.test(identifier) ? identifier : `case_${identifier}`}`,
    `%  ${oneLine(name)}`,
    `%  ${oneLine(source)}`,
    '',
    "mpc.version = '2';",
    `mpc.baseMVA = ${shiftedText(grid.baseKva, -3)};`,
    ...table(
      BUS,
      buses.map((bus) => busRow(bus, setPoints)),
    ),
    ...table(GEN, generators.map(generatorRow)),
    ...table(BRANCH, branches.map(branchRow)),
    '',
    '% Not part of MATPOWER: what this case is called, and what its buses are.',
    'mpc.gridledger = {',
    ...[
      ['id', id],
      ['name', name],
      ['source', source],
    ].map(([key, value]) => `\t${quoted(key!)}\t${quoted(value!)};`),
    '};',
  ];
  if (buses.some(({ category }) => category !== undefined)) {
    const categories = buses.map(({ category }) => `\t${quoted(category ?? '')};`);
    lines.push('mpc.bus_category = {', ...categories, '};');
  }
  return `${lines.join('\n')}\n`;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ');
}

function quoted(text: string): string {
  return `'${oneLine(text).replaceAll("'", "''")}'`;
}

function table({ name, columns }: TableFormat, rows: readonly (readonly string[])[]): string[] {
  return [
    '',
    `%\t${columns.join('\t')}`,
    `mpc.${name} = [`,
    ...rows.map((row) => `\t${row.join('\t')};`),
    '];',
  ];
}

function mega(kilo: number): string {
  return shiftedText(kilo, -3);
}

function plain(value: number): string {
  return shiftedText(value, 0);
}

function busRow(bus: Bus, setPoints: ReadonlyMap<number, number>): string[] {
  const angle = bus.kind === 'slack' ? (bus.angleRad ?? 0) : 0;
  const start = bus.kind === 'pq' ? 1 : (setPoints.get(bus.id) ?? 1);
  return [
    plain(bus.id),
    TYPES[bus.kind],
    mega(bus.loadKw),
    mega(bus.loadKvar),
    mega(bus.shuntKw),
    mega(0 - bus.shuntKvar),
    '1',
    plain(start),
    plain(degreesOf(angle)),
    plain(bus.baseKv),
    '1',
    plain(bus.voltageMaxPu),
    plain(bus.voltageMinPu),
  ];
}

function generatorRow(unit: Generator): string[] {
  return [
    plain(unit.bus),
    mega(unit.powerKw),
    mega(unit.reactiveKvar),
    mega(unit.reactiveMaxKvar),
    mega(unit.reactiveMinKvar),
    plain(unit.voltagePu),
    '100',
    unit.inService ? '1' : '0',
    // Pmax and Pmin bind only an optimal power flow; the output itself keeps the row valid.
    mega(Math.max(0, unit.powerKw)),
    mega(Math.min(0, unit.powerKw)),
    ...new Array<string>(11).fill('0'),
  ];
}

function branchRow(branch: Branch): string[] {
  return [
    plain(branch.from),
    plain(branch.to),
    plain(branch.resistancePu),
    plain(branch.reactancePu),
    plain(branch.chargingPu),
    mega(branch.ratingKva),
    '0',
    '0',
    branch.tapRatio === 1 ? '0' : plain(branch.tapRatio),
    plain(degreesOf(branch.shiftRad)),
    branch.inService ? '1' : '0',
    ...FREE,
  ];
}

/**
 * The rules a network must keep before any solver sees it. Reports every breach, never only the
 * first, and reads its argument as unknown data, because it may come from a file or a script.
 *
 * A network that passes has finite numbers in sane ranges, exactly one slack, whole positive and
 * unique bus numbers, branches with an impedance between two known buses, a set point for every
 * PV bus, limits in order, and a path in service from every bus to the slack. A slack without a
 * generator in service holds 1 pu.
 */
import type { Place, Problem } from '../assert.ts';
import type { Branch, Bus, Generator, GridCase } from './case.ts';
import { inRange, ordered, problem, type Range, shown } from './problem.ts';
import { islands } from './topology.ts';

/** Largest network taken: beyond it a browser's answer would no longer follow the hand. */
export const BUSES_MAX = 2000;
export const BRANCHES_MAX = 6000;
export const GENERATORS_MAX = 6000;
/** kW, kvar, kVA: a terawatt, far above any network and far below overflow. */
export const POWER_MAX_KW = 1e9;
// pu; anything smaller is a mistake, and its inverse would drown every other admittance.
const IMPEDANCE_MIN_PU = 1e-12;

const POWER: Range = { min: -POWER_MAX_KW, max: POWER_MAX_KW, unit: 'kW' };
const REACTIVE: Range = { ...POWER, unit: 'kvar' };
const REACTIVE_LIMIT: Range = {
  ...REACTIVE,
  remedy: `Write ${POWER_MAX_KW} (or its negative) where there is no limit.`,
};
const PER_UNIT: Range = { min: -1e6, max: 1e6, unit: 'pu' };
const ANGLE: Range = { min: -100, max: 100, unit: 'rad' };
const VOLTAGE_LIMIT: Range = { min: 0, max: 10, unit: 'pu' };

type Ranges<T> = Readonly<Partial<Record<keyof T & string, Range>>>;

const BUS_RANGES: Ranges<Bus> = {
  loadKw: POWER,
  loadKvar: REACTIVE,
  shuntKw: POWER,
  shuntKvar: REACTIVE,
  baseKv: { min: 0, max: 2000, unit: 'kV' },
  voltageMinPu: VOLTAGE_LIMIT,
  voltageMaxPu: VOLTAGE_LIMIT,
};
const GENERATOR_RANGES: Ranges<Generator> = {
  powerKw: POWER,
  reactiveKvar: REACTIVE,
  reactiveMinKvar: REACTIVE_LIMIT,
  reactiveMaxKvar: REACTIVE_LIMIT,
  voltagePu: { min: 0.1, max: 2, unit: 'pu' },
};
const BRANCH_RANGES: Ranges<Branch> = {
  resistancePu: PER_UNIT,
  reactancePu: PER_UNIT,
  chargingPu: PER_UNIT,
  ratingKva: { min: 0, max: POWER_MAX_KW, unit: 'kVA', remedy: 'Write 0 for a line not rated.' },
  tapRatio: { min: 0.01, max: 100, unit: '', remedy: 'Write 1 for a line.' },
  shiftRad: ANGLE,
};

/** Lines of the text that the entries came from, so that a problem can name its line. */
export interface Lines {
  readonly base: number;
  readonly buses: readonly number[];
  readonly generators: readonly number[];
  readonly branches: readonly number[];
}

/** Everything that is wrong with `grid`; empty when it can be solved as it stands. */
export function validate(grid: GridCase, lines?: Lines): Problem[] {
  const misshapen = shapeProblems(grid);
  if (misshapen.length > 0) return misshapen;
  const known = new Set(grid.buses.map((bus) => bus.id));
  const base = { kind: 'case', field: 'baseKva' };
  const baseRange = { min: 1, max: 1e9, unit: 'kVA' };
  const lineOfBus = new Map(grid.buses.map(({ id }, index) => [id, lines?.buses[index]]));
  const atBus = (each: Problem): Problem => {
    const { kind, id } = each.where;
    return kind === 'bus' && typeof id === 'number' ? withLine(each, lineOfBus.get(id)) : each;
  };
  const atLine = (found: Problem[], line: number | undefined): Problem[] =>
    found.map((each) => withLine(each, line));
  const problems = [
    ...atLine(inRange(base, grid.baseKva, baseRange), lines?.base),
    ...grid.buses.flatMap((bus, i) => atLine(busProblems(bus, i), lines?.buses[i])),
    ...sharedNumbers(grid.buses).map(atBus),
    ...slackProblems(grid.buses).map(atBus),
    ...grid.generators.flatMap((unit, i) =>
      atLine(generatorProblems(unit, { index: i, known }), lines?.generators[i]),
    ),
    ...setPointProblems(grid).map(atBus),
    ...grid.branches.flatMap((branch, i) =>
      atLine(branchProblems(branch, known), lines?.branches[i]),
    ),
  ];
  // Paths mean something only when the ends are known and there is one slack to reach.
  const blocking = ['known-bus', 'one-slack', 'unique', 'whole-number'];
  if (problems.some(({ rule }) => blocking.includes(rule))) return problems;
  return [...problems, ...islandProblems(grid).map(atBus)];
}

function withLine(found: Problem, line: number | undefined): Problem {
  return line === undefined ? found : { ...found, where: { ...found.where, line } };
}

function shapeProblems(grid: GridCase): Problem[] {
  const given: unknown = grid;
  if (typeof given !== 'object' || given === null) {
    const remedy = 'Choose a file that holds a network.';
    return [
      problem({ kind: 'case' }, 'shape', { found: shown(given), allowed: 'a network', remedy }),
    ];
  }
  return [
    ...listProblems(grid.buses, { field: 'buses', least: 1, most: BUSES_MAX }),
    ...listProblems(grid.generators, { field: 'generators', least: 0, most: GENERATORS_MAX }),
    ...listProblems(grid.branches, { field: 'branches', least: 0, most: BRANCHES_MAX }),
  ];
}

function listProblems(
  list: unknown,
  { field, least, most }: { field: string; least: number; most: number },
): Problem[] {
  const where = { kind: 'case', field };
  if (!Array.isArray(list)) {
    const remedy = `Give the network its list of ${field}.`;
    return [problem(where, 'shape', { found: shown(list), allowed: 'a list', remedy })];
  }
  if (list.length < least || list.length > most) {
    const found = `${list.length} ${field}`;
    const allowed = `${least} to ${most} ${field}`;
    const remedy =
      list.length > most ? 'Use a smaller part of the network.' : 'Add at least the slack bus.';
    return [problem(where, 'size', { found, allowed, remedy })];
  }
  const at = list.findIndex((each) => typeof each !== 'object' || each === null);
  if (at < 0) return [];
  const found = `entry ${at + 1} is ${shown(list[at])}`;
  const remedy = 'Remove or mend this entry.';
  return [problem(where, 'shape', { found, allowed: 'a record of named values', remedy })];
}

function rangeProblems<T>(item: T, place: Place, ranges: Ranges<T>): Problem[] {
  return (Object.keys(ranges) as (keyof T & string)[]).flatMap((field) =>
    inRange({ ...place, field }, item[field], ranges[field]!),
  );
}

const isNumber = (id: unknown): id is number => Number.isInteger(id) && Number(id) >= 1;

function busProblems(bus: Bus, index: number): Problem[] {
  const { id, kind, category, angleRad, voltageMinPu, voltageMaxPu } = bus;
  const place = { kind: 'bus', id: isNumber(id) ? id : `in row ${index + 1}` };
  const problems = rangeProblems(bus, place, BUS_RANGES);
  const limits = { low: voltageMinPu, high: voltageMaxPu };
  problems.push(...ordered({ ...place, field: 'voltageMinPu' }, limits));
  if (angleRad !== undefined) {
    problems.push(...inRange({ ...place, field: 'angleRad' }, angleRad, ANGLE));
  }
  const report = (field: string, rule: string, words: [unknown, string, string]): void => {
    const [found, allowed, remedy] = words;
    problems.push(problem({ ...place, field }, rule, { found: shown(found), allowed, remedy }));
  };
  if (!isNumber(id) || id > 1e9) {
    const remedy = 'Number the buses with whole numbers from 1 up.';
    report('id', 'whole-number', [id, 'a whole number from 1 to 1000000000', remedy]);
  }
  if (!['slack', 'pv', 'pq'].includes(kind)) {
    const remedy = 'Choose slack for the supply, pv for a held voltage, pq for a load.';
    report('kind', 'kind', [kind, 'slack, pv or pq', remedy]);
  }
  const categories: unknown[] = [undefined, 'residential', 'commercial', 'industrial'];
  if (!categories.includes(category)) {
    const allowed = 'residential, commercial or industrial';
    report('category', 'category', [
      category,
      allowed,
      'Choose one of the three, or leave it out.',
    ]);
  }
  return problems;
}

function sharedNumbers(buses: readonly Bus[]): Problem[] {
  const seen = new Set<number>();
  const problems: Problem[] = [];
  for (const { id } of buses) {
    if (seen.has(id) && isNumber(id)) {
      const words = { found: `bus ${id} twice`, allowed: 'each number once' };
      const remedy = 'Give each bus its own number.';
      problems.push(problem({ kind: 'bus', id, field: 'id' }, 'unique', { ...words, remedy }));
    }
    seen.add(id);
  }
  return problems;
}

function slackProblems(buses: readonly Bus[]): Problem[] {
  const slacks = buses.filter(({ kind }) => kind === 'slack').map(({ id }) => id);
  const [first, second] = slacks;
  const allowed = 'exactly one slack bus';
  if (first === undefined) {
    const remedy = 'Make the bus that the outside grid feeds the slack.';
    const where = { kind: 'case', field: 'buses' };
    return [problem(where, 'one-slack', { found: 'no slack bus', allowed, remedy })];
  }
  if (second === undefined) return [];
  const found = `${slacks.length} slack buses: ${slacks.slice(0, 8).join(', ')}`;
  const remedy = `Keep one, for instance bus ${shown(first)}, and make the others pv or pq.`;
  const where = { kind: 'bus', id: second, field: 'kind' };
  return [problem(where, 'one-slack', { found, allowed, remedy })];
}

function stateProblems(inService: unknown, place: Place): Problem[] {
  if (typeof inService === 'boolean') return [];
  const words = { found: shown(inService), allowed: 'true or false' };
  const remedy = 'Say whether it is in service.';
  return [problem({ ...place, field: 'inService' }, 'state', { ...words, remedy })];
}

function unknownBus(where: Place, bus: unknown): Problem {
  const remedy = 'Add this bus, or correct the number.';
  const allowed = 'the number of a bus in the network';
  return problem(where, 'known-bus', { found: shown(bus), allowed, remedy });
}

function generatorProblems(
  unit: Generator,
  { index, known }: { index: number; known: ReadonlySet<number> },
): Problem[] {
  const place = { kind: 'generator', id: `${index + 1} at bus ${shown(unit.bus)}` };
  const limits = { low: unit.reactiveMinKvar, high: unit.reactiveMaxKvar };
  return [
    ...(known.has(unit.bus) ? [] : [unknownBus({ ...place, field: 'bus' }, unit.bus)]),
    ...rangeProblems(unit, place, GENERATOR_RANGES),
    ...ordered({ ...place, field: 'reactiveMinKvar' }, limits),
    ...stateProblems(unit.inService, place),
  ];
}

/** A PV bus needs one set point: a generator in service, and no two that disagree. */
function setPointProblems({ buses, generators }: GridCase): Problem[] {
  const problems: Problem[] = [];
  const setPoints = new Map<number, number>();
  const kinds = new Map(buses.map(({ id, kind }) => [id, kind]));
  for (const { bus, voltagePu, inService } of generators) {
    if (!inService || kinds.get(bus) === 'pq') continue;
    const other = setPoints.get(bus);
    setPoints.set(bus, voltagePu);
    if (other === undefined || Object.is(other, voltagePu)) continue;
    const found = `${shown(other)} pu and ${shown(voltagePu)} pu`;
    const remedy = 'Give all generators of one bus the same voltage.';
    const where = { kind: 'bus', id: bus, field: 'voltagePu' };
    problems.push(
      problem(where, 'one-set-point', { found, allowed: 'one set point a bus', remedy }),
    );
  }
  for (const { id, kind } of buses) {
    if (kind !== 'pv' || setPoints.has(id)) continue;
    const words = { found: 'none in service', allowed: 'a generator in service at a pv bus' };
    const remedy = 'Put a generator in service there, or make the bus pq.';
    problems.push(problem({ kind: 'bus', id }, 'generator-needed', { ...words, remedy }));
  }
  return problems;
}

function branchProblems(branch: Branch, known: ReadonlySet<number>): Problem[] {
  const { from, to, resistancePu, reactancePu, inService } = branch;
  const place = { kind: 'branch', id: `${shown(from)}-${shown(to)}` };
  const problems = rangeProblems(branch, place, BRANCH_RANGES);
  if (!known.has(from)) problems.push(unknownBus({ ...place, field: 'from' }, from));
  if (!known.has(to)) problems.push(unknownBus({ ...place, field: 'to' }, to));
  if (from === to) {
    const words = { found: `both ends at bus ${shown(from)}`, allowed: 'two different buses' };
    const remedy = 'Correct one end, or remove the branch.';
    problems.push(problem(place, 'different-ends', { ...words, remedy }));
  }
  if (Math.max(Math.abs(resistancePu), Math.abs(reactancePu)) < IMPEDANCE_MIN_PU) {
    const allowed = `an impedance of at least ${IMPEDANCE_MIN_PU} pu`;
    const words = { found: `r = ${resistancePu}, x = ${reactancePu}`, allowed };
    const remedy = 'Give it a small reactance, for instance 0.0001 pu, or merge its two buses.';
    problems.push(problem(place, 'zero-impedance', { ...words, remedy }));
  }
  return [...problems, ...stateProblems(inService, place)];
}

function islandProblems(grid: GridCase): Problem[] {
  return islands(grid).map((island) => {
    const ids = island.map((index) => grid.buses[index]!.id);
    const one = ids.length === 1;
    const list = ids.slice(0, 8).join(', ') + (ids.length > 8 ? ', …' : '');
    const them = one ? 'it' : 'them';
    return problem({ kind: 'bus', id: ids[0]! }, 'connected', {
      found: one ? `bus ${list} is isolated` : `${ids.length} buses cut off: ${list}`,
      allowed: 'a path in service from every bus to the slack',
      remedy: `Put a branch towards ${them} in service, or remove ${them}.`,
    });
  });
}

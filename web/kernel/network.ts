/**
 * A GridCase written into the arrays of assembly/network.ts: per unit on the case's base, buses
 * in the case's order, branches out of service left out, generators of one bus added up.
 *
 * A bus without a path to a slack is dead: it is packed as a bus held at 0 V and its branches
 * are left out, so every solver answers 0 there and nothing is served.
 */
import type { Branch, Bus, Generator, GridCase } from '../grid/case.ts';
import { f64, i32, type Wasm } from './wasm.ts';

/**
 * Bounds of what is packed, per unit and radians: far outside any network that `validate` passes,
 * far inside what would overflow, or leave the range of the kernel's sine, on the way.
 */
const MOST_PU = 1e12;
const LEAST_IMPEDANCE_PU = 1e-100;
const TURN_MAX_RAD = 1000;

/** As in assembly/network.ts. */
export const PQ = 0;
const PV = 1;
export const SLACK = 2;

/** Where things of the case stand in the packed arrays. Valid until the next `begin`. */
export interface Packed {
  readonly grid: GridCase;
  readonly busCount: number;
  /** Packed branch → index in the case's list. */
  readonly branchIndex: Int32Array;
  /** Bus number → index in the case's list, which is also its packed index. */
  readonly busIndexOf: ReadonlyMap<number, number>;
  /** PQ | PV | SLACK per bus, dead buses SLACK. */
  readonly kind: Int32Array;
  /** 1 = no path to a slack. */
  readonly dead: Uint8Array;
  /** The instance's job that packed it. */
  readonly job: number;
}

/** kvar a device supplies with each kW at a power factor above 0: tan(arccos pf). */
export function kvarShare(powerFactor: number): number {
  return Math.sqrt(1 - powerFactor * powerFactor) / powerFactor;
}

/** What is drawn and what is fed in at each bus, in the case's order; kW and kvar. */
export interface Injections {
  readonly loadKw: ArrayLike<number>;
  readonly loadKvar: ArrayLike<number>;
  /** Fixed generation; ignored at slack buses, its reactive part also at PV buses. */
  readonly injectionKw: ArrayLike<number>;
  readonly injectionKvar: ArrayLike<number>;
}

/**
 * Forgets what the instance held before and packs `grid` with its own loads and generation.
 * Throws TypeError for what is no case and RangeError for what no solver can take (run `validate`
 * first for all of it by name).
 */
export function packNetwork(wasm: Wasm, grid: GridCase): Packed {
  checkBuses(grid);
  const busIndexOf = new Map(grid.buses.map((bus, index) => [bus.id, index]));
  const branches = checkedBranches(grid, busIndexOf);
  const dead = findDead(grid, branches, busIndexOf);
  const kept = branches.filter(({ branch }) => dead[busIndexOf.get(branch.from)!] === 0);
  wasm.begin();
  const packed: Packed = {
    grid,
    busCount: grid.buses.length,
    branchIndex: Int32Array.from(kept, ({ index }) => index),
    busIndexOf,
    kind: kindsOf(grid, dead),
    dead,
    job: wasm.job.value,
  };
  wasm.openNetwork(packed.busCount, kept.length);
  writeBuses(wasm, packed);
  writeBranches(wasm, packed);
  setInjections(wasm, packed, ownInjections(grid));
  return packed;
}

/** Whether `packed` is still what the instance holds: no other job has begun since. */
export function isPacked(wasm: Wasm, packed: Packed): boolean {
  return wasm.job.value === packed.job;
}

/** Replaces what is drawn and fed in; everything else stays as packed. */
export function setInjections(wasm: Wasm, packed: Packed, injections: Injections): void {
  const { busCount: n, kind, dead } = packed;
  const p = f64(wasm, wasm.injectionP.value, n);
  const q = f64(wasm, wasm.injectionQ.value, n);
  const { loadKw, loadKvar, injectionKw, injectionKvar } = injections;
  const base = packed.grid.baseKva;
  for (let i = 0; i < n; i++) {
    const fixedKw = kind[i] === SLACK ? 0 : injectionKw[i]!;
    const fixedKvar = kind[i] === PQ ? injectionKvar[i]! : 0;
    p[i] = dead[i] === 1 ? 0 : (fixedKw - loadKw[i]!) / base;
    q[i] = dead[i] === 1 ? 0 : (fixedKvar - loadKvar[i]!) / base;
  }
}

/** The case's own loads and the generation of its units in service. */
export function ownInjections(grid: GridCase): Injections {
  const injectionKw = new Float64Array(grid.buses.length);
  const injectionKvar = new Float64Array(grid.buses.length);
  const indexOf = new Map(grid.buses.map((bus, index) => [bus.id, index]));
  for (const unit of grid.generators) {
    const index = indexOf.get(unit.bus);
    if (!unit.inService || index === undefined) continue;
    injectionKw[index]! += unit.powerKw;
    injectionKvar[index]! += unit.reactiveKvar;
  }
  return {
    loadKw: Float64Array.from(grid.buses, (bus) => bus.loadKw),
    loadKvar: Float64Array.from(grid.buses, (bus) => bus.loadKvar),
    injectionKw,
    injectionKvar,
  };
}

/** A script may hand over anything. */
function isCase(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return ['buses', 'generators', 'branches'].every((name) => {
    const list = (value as Record<string, unknown>)[name];
    return Array.isArray(list) && list.every((each) => typeof each === 'object' && each !== null);
  });
}

function checkBuses(grid: GridCase): void {
  if (!isCase(grid)) {
    throw new TypeError('grid must be a case: an object with buses, generators and branches');
  }
  if (!(grid.baseKva > 0) || !Number.isFinite(grid.baseKva)) {
    throw new RangeError(`grid.baseKva must be finite and above 0, found ${grid.baseKva}`);
  }
  const most = MOST_PU * grid.baseKva;
  for (const { id, loadKw, loadKvar, shuntKw, shuntKvar, angleRad = 0 } of grid.buses) {
    const fits = [loadKw, loadKvar, shuntKw, shuntKvar].every((power) => reaches(power, most));
    if (!fits || !reaches(angleRad, TURN_MAX_RAD)) {
      throw new RangeError(
        `grid.buses: load, shunt and angle of bus ${id} must be finite and within ` +
          `${MOST_PU} pu and ${TURN_MAX_RAD} rad`,
      );
    }
  }
  for (const unit of grid.generators.filter((each) => each.inService)) {
    const { powerKw, reactiveKvar, reactiveMinKvar, reactiveMaxKvar, voltagePu } = unit;
    const fits = reaches(powerKw, most) && reaches(reactiveKvar, most);
    const limits = reactiveMinKvar <= reactiveMaxKvar;
    if (fits && limits && voltagePu > 0 && voltagePu < 10) continue;
    throw new RangeError(
      `grid.generators: the unit at bus ${unit.bus} needs finite powers, ordered limits and a ` +
        'set point above 0 and below 10 pu',
    );
  }
}

/** Whether `value` is a number of at most `most` in size; NaN is not. */
function reaches(value: number, most: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= most;
}

interface Indexed {
  readonly branch: Branch;
  readonly index: number;
}

function checkedBranches(grid: GridCase, indexOf: ReadonlyMap<number, number>): Indexed[] {
  if (indexOf.size !== grid.buses.length)
    throw new RangeError('grid.buses: a number is used twice');
  const inService = grid.branches
    .map((branch, index) => ({ branch, index }))
    .filter(({ branch }) => branch.inService);
  for (const { branch, index } of inService) {
    const { from, to, resistancePu: r, reactancePu: x, chargingPu, tapRatio, shiftRad } = branch;
    const name = `grid.branches[${index}] (${from}-${to})`;
    if (!indexOf.has(from) || !indexOf.has(to)) throw new RangeError(`${name}: unknown bus`);
    if (from === to) throw new RangeError(`${name}: joins a bus with itself`);
    const size = Math.max(Math.abs(r), Math.abs(x));
    if (!reaches(size, MOST_PU) || size < LEAST_IMPEDANCE_PU) {
      throw new RangeError(`${name}: the impedance must be finite and not zero`);
    }
    const turns = tapRatio >= 1 / MOST_PU && tapRatio <= MOST_PU && reaches(shiftRad, TURN_MAX_RAD);
    if (!turns || !reaches(chargingPu, MOST_PU)) {
      throw new RangeError(`${name}: charging, ratio (above 0) and shift must be finite`);
    }
  }
  return inService;
}

function findDead(
  grid: GridCase,
  branches: readonly Indexed[],
  indexOf: ReadonlyMap<number, number>,
): Uint8Array {
  const neighbours: number[][] = grid.buses.map(() => []);
  for (const { branch } of branches) {
    const from = indexOf.get(branch.from)!;
    const to = indexOf.get(branch.to)!;
    neighbours[from]!.push(to);
    neighbours[to]!.push(from);
  }
  const dead = new Uint8Array(grid.buses.length).fill(1);
  const queue = grid.buses.flatMap((bus, index) => (bus.kind === 'slack' ? [index] : []));
  if (queue.length === 0) throw new RangeError('grid.buses: there is no slack bus');
  for (const index of queue) dead[index] = 0;
  for (let at = 0; at < queue.length; at++) {
    for (const next of neighbours[queue[at]!]!) {
      if (dead[next] === 0) continue;
      dead[next] = 0;
      queue.push(next);
    }
  }
  return dead;
}

function kindsOf(grid: GridCase, dead: Uint8Array): Int32Array {
  const regulated = new Set(grid.generators.filter((g) => g.inService).map((g) => g.bus));
  return Int32Array.from(grid.buses, (bus, index) => {
    if (dead[index] === 1 || bus.kind === 'slack') return SLACK;
    // Without a unit in service nobody holds the voltage.
    return bus.kind === 'pv' && regulated.has(bus.id) ? PV : PQ;
  });
}

function writeBuses(wasm: Wasm, packed: Packed): void {
  const { grid, busCount: n, dead } = packed;
  i32(wasm, wasm.kind.value, n).set(packed.kind);
  const shuntG = f64(wasm, wasm.shuntG.value, n);
  const shuntB = f64(wasm, wasm.shuntB.value, n);
  const setVoltage = f64(wasm, wasm.setVoltage.value, n);
  const startAngle = f64(wasm, wasm.startAngle.value, n);
  const qMin = f64(wasm, wasm.generationQMin.value, n);
  const qMax = f64(wasm, wasm.generationQMax.value, n);
  const slackAngle = grid.buses.find((bus) => bus.kind === 'slack')?.angleRad ?? 0;
  grid.buses.forEach((bus: Bus, i) => {
    shuntG[i] = dead[i] === 1 ? 0 : bus.shuntKw / grid.baseKva;
    shuntB[i] = dead[i] === 1 ? 0 : -bus.shuntKvar / grid.baseKva;
    setVoltage[i] = dead[i] === 1 ? 0 : 1;
    // A flat start: every method and every machine sets out from the same voltages.
    startAngle[i] = bus.kind === 'slack' ? (bus.angleRad ?? 0) : slackAngle;
  });
  const units: readonly Generator[] = grid.generators.filter((unit) => unit.inService);
  for (const unit of units) {
    const i = packed.busIndexOf.get(unit.bus);
    if (i === undefined || dead[i] === 1) continue;
    if (packed.kind[i] !== PQ) setVoltage[i] = unit.voltagePu;
    qMin[i]! += unit.reactiveMinKvar / grid.baseKva;
    qMax[i]! += unit.reactiveMaxKvar / grid.baseKva;
  }
}

function writeBranches(wasm: Wasm, packed: Packed): void {
  const m = packed.branchIndex.length;
  const from = i32(wasm, wasm.branchFrom.value, m);
  const to = i32(wasm, wasm.branchTo.value, m);
  const columns = {
    r: f64(wasm, wasm.branchR.value, m),
    x: f64(wasm, wasm.branchX.value, m),
    b: f64(wasm, wasm.branchB.value, m),
    tap: f64(wasm, wasm.branchTap.value, m),
    shift: f64(wasm, wasm.branchShift.value, m),
  };
  packed.branchIndex.forEach((index, k) => {
    const branch = packed.grid.branches[index]!;
    from[k] = packed.busIndexOf.get(branch.from)!;
    to[k] = packed.busIndexOf.get(branch.to)!;
    columns.r[k] = branch.resistancePu;
    columns.x[k] = branch.reactancePu;
    columns.b[k] = branch.chargingPu;
    columns.tap[k] = branch.tapRatio;
    columns.shift[k] = branch.shiftRad;
  });
}

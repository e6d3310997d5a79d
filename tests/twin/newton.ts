/**
 * Power flow the slow, obvious way: full complex admittance matrix, polar Newton–Raphson with a
 * dense Jacobian, Gaussian elimination with row pivoting, plain JS Math. Shares no line with the
 * kernels. Reactive limits: every unit past a limit is held there, every held unit whose voltage
 * lies on the wrong side of its set point is let back; at most 20 rounds.
 */
import type { GridCase } from '../../web/grid/case.ts';

export interface TwinFlow {
  readonly converged: boolean;
  readonly iterations: number;
  readonly voltagePu: number[];
  readonly angleRad: number[];
  /** Ids of PV buses held at a limit. */
  readonly held: number[];
}

export interface TwinOptions {
  /** Multiplies every load and all generation. */
  readonly scale?: number;
  readonly enforce?: boolean;
  readonly tolerance?: number;
  readonly iterationsMax?: number;
  /** Start from here instead of from flat. */
  readonly start?: TwinFlow;
}

interface Model {
  readonly n: number;
  readonly g: number[][];
  readonly b: number[][];
  readonly p: number[];
  readonly q: number[];
  /** What units at the bus may give, per unit. */
  readonly least: number[];
  readonly most: number[];
  readonly set: number[];
  readonly kind: string[];
  readonly slackAngle: number;
}

const zeros = (n: number): number[] => new Array<number>(n).fill(0);

export function admittance(grid: GridCase): { g: number[][]; b: number[][] } {
  const n = grid.buses.length;
  const g = grid.buses.map(() => zeros(n));
  const b = grid.buses.map(() => zeros(n));
  const at = new Map(grid.buses.map((bus, i) => [bus.id, i]));
  const add = (i: number, k: number, re: number, im: number): void => {
    g[i]![k]! += re;
    b[i]![k]! += im;
  };
  grid.buses.forEach((bus, i) => {
    add(i, i, bus.shuntKw / grid.baseKva, -bus.shuntKvar / grid.baseKva);
  });
  for (const line of grid.branches.filter((each) => each.inService)) {
    const from = at.get(line.from)!;
    const to = at.get(line.to)!;
    const z2 = line.resistancePu ** 2 + line.reactancePu ** 2;
    const re = line.resistancePu / z2;
    const im = -line.reactancePu / z2;
    const tap = line.tapRatio;
    const cos = Math.cos(line.shiftRad);
    const sin = Math.sin(line.shiftRad);
    add(from, from, re / tap ** 2, (im + line.chargingPu / 2) / tap ** 2);
    add(to, to, re, im + line.chargingPu / 2);
    // −y / (tap e^{−jφ}) seen from the from side, −y / (tap e^{jφ}) from the other.
    add(from, to, -(re * cos - im * sin) / tap, -(re * sin + im * cos) / tap);
    add(to, from, -(re * cos + im * sin) / tap, -(im * cos - re * sin) / tap);
  }
  return { g, b };
}

function model(grid: GridCase, scale: number): Model {
  const n = grid.buses.length;
  const units = grid.generators.filter((unit) => unit.inService);
  const of = (id: number) => units.filter((unit) => unit.bus === id);
  const sum = (id: number, pick: (unit: (typeof units)[number]) => number): number =>
    of(id).reduce((total, unit) => total + pick(unit), 0) / grid.baseKva;
  const kind = grid.buses.map((bus) => (of(bus.id).length || bus.kind !== 'pv' ? bus.kind : 'pq'));
  return {
    n,
    ...admittance(grid),
    p: grid.buses.map((bus) => scale * (sum(bus.id, (u) => u.powerKw) - bus.loadKw / grid.baseKva)),
    q: grid.buses.map((bus, i) => {
      const given = kind[i] === 'pq' ? sum(bus.id, (u) => u.reactiveKvar) : 0;
      return scale * (given - bus.loadKvar / grid.baseKva);
    }),
    least: grid.buses.map((bus) => sum(bus.id, (u) => u.reactiveMinKvar)),
    most: grid.buses.map((bus) => sum(bus.id, (u) => u.reactiveMaxKvar)),
    set: grid.buses.map((bus, i) => (kind[i] === 'pq' ? 1 : (of(bus.id).at(-1)?.voltagePu ?? 1))),
    kind,
    slackAngle: grid.buses.find((bus) => bus.kind === 'slack')?.angleRad ?? 0,
  };
}

/** Net injection at every bus, per unit. */
export function injections(
  { g, b }: { g: number[][]; b: number[][] },
  v: readonly number[],
  a: readonly number[],
): { p: number[]; q: number[] } {
  const p = zeros(v.length);
  const q = zeros(v.length);
  for (let i = 0; i < v.length; i++) {
    for (let k = 0; k < v.length; k++) {
      const re = g[i]![k]!;
      const im = b[i]![k]!;
      if (re === 0 && im === 0) continue;
      const d = a[i]! - a[k]!;
      p[i]! += v[i]! * v[k]! * (re * Math.cos(d) + im * Math.sin(d));
      q[i]! += v[i]! * v[k]! * (re * Math.sin(d) - im * Math.cos(d));
    }
  }
  return { p, q };
}

/** Solves A x = y in place by Gaussian elimination with row pivoting; null when singular. */
function eliminate(matrix: number[][], y: number[]): number[] | null {
  const n = y.length;
  for (let k = 0; k < n; k++) {
    let top = k;
    for (let i = k; i < n; i++) if (Math.abs(matrix[i]![k]!) > Math.abs(matrix[top]![k]!)) top = i;
    if (!(Math.abs(matrix[top]![k]!) > 0)) return null;
    [matrix[k], matrix[top]] = [matrix[top]!, matrix[k]!];
    [y[k], y[top]] = [y[top]!, y[k]!];
    for (let i = k + 1; i < n; i++) {
      const factor = matrix[i]![k]! / matrix[k]![k]!;
      if (factor === 0) continue;
      for (let j = k; j < n; j++) matrix[i]![j]! -= factor * matrix[k]![j]!;
      y[i]! -= factor * y[k]!;
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    for (let j = k + 1; j < n; j++) y[k]! -= matrix[k]![j]! * y[j]!;
    y[k]! /= matrix[k]![k]!;
  }
  return y;
}

export function twinPowerFlow(grid: GridCase, options: TwinOptions = {}): TwinFlow {
  const m = model(grid, options.scale ?? 1);
  const v = options.start?.voltagePu.slice() ?? m.set.slice();
  const a = options.start?.angleRad.slice() ?? m.set.map(() => m.slackAngle);
  const held = m.kind.map(() => 0);
  const result = { converged: false, iterations: 0 };
  for (let round = 0; round < 20; round++) {
    iterate(m, { v, a, held }, options, result);
    if (!result.converged || !options.enforce || !switchUnits(m, v, a, held)) break;
  }
  return {
    ...result,
    voltagePu: v,
    angleRad: a,
    held: grid.buses.filter((_, i) => held[i] !== 0).map((bus) => bus.id),
  };
}

interface State {
  readonly v: number[];
  readonly a: number[];
  readonly held: number[];
}

function iterate(
  m: Model,
  { v, a, held }: State,
  { tolerance = 1e-11, iterationsMax = 40 }: TwinOptions,
  result: { converged: boolean; iterations: number },
): void {
  const all = m.kind.map((_, i) => i);
  const angles = all.filter((i) => m.kind[i] !== 'slack');
  const sizes = angles.filter((i) => m.kind[i] === 'pq' || held[i] !== 0);
  const fixed = (i: number): number =>
    m.q[i]! + (held[i]! > 0 ? m.most[i]! : held[i]! < 0 ? m.least[i]! : 0);
  result.converged = false;
  for (let round = 0; round <= iterationsMax; round++) {
    const s = injections(m, v, a);
    const y = [...angles.map((i) => m.p[i]! - s.p[i]!), ...sizes.map((i) => fixed(i) - s.q[i]!)];
    const worst = Math.max(0, ...y.map(Math.abs));
    if (!Number.isFinite(worst)) return;
    if (worst <= tolerance) {
      result.converged = true;
      return;
    }
    const x = eliminate(jacobian(m, { v, a, held }, s, angles, sizes), y);
    if (!x) return;
    angles.forEach((i, row) => (a[i]! += x[row]!));
    sizes.forEach((i, row) => (v[i]! += x[angles.length + row]!));
    result.iterations++;
  }
}

function jacobian(
  m: Model,
  { v, a }: State,
  s: { p: number[]; q: number[] },
  angles: number[],
  sizes: number[],
): number[][] {
  const part = (i: number, k: number, ofP: boolean, byAngle: boolean): number => {
    const re = m.g[i]![k]!;
    const im = m.b[i]![k]!;
    if (i === k) {
      const vi = v[i]!;
      if (ofP) return byAngle ? -s.q[i]! - im * vi * vi : s.p[i]! / vi + re * vi;
      return byAngle ? s.p[i]! - re * vi * vi : s.q[i]! / vi - im * vi;
    }
    if (re === 0 && im === 0) return 0;
    const d = a[i]! - a[k]!;
    const along = re * Math.cos(d) + im * Math.sin(d);
    const across = re * Math.sin(d) - im * Math.cos(d);
    if (ofP) return byAngle ? v[i]! * v[k]! * across : v[i]! * along;
    return byAngle ? -v[i]! * v[k]! * along : v[i]! * across;
  };
  const row = (i: number, ofP: boolean): number[] => [
    ...angles.map((k) => part(i, k, ofP, true)),
    ...sizes.map((k) => part(i, k, ofP, false)),
  ];
  return [...angles.map((i) => row(i, true)), ...sizes.map((i) => row(i, false))];
}

function switchUnits(m: Model, v: number[], a: number[], held: number[]): boolean {
  const { q } = injections(m, v, a);
  let changed = false;
  m.kind.forEach((kind, i) => {
    if (kind !== 'pv') return;
    const given = q[i]! - m.q[i]!;
    const before = held[i]!;
    if (before === 0) held[i] = given > m.most[i]! + 1e-9 ? 1 : given < m.least[i]! - 1e-9 ? -1 : 0;
    else if (before * (v[i]! - m.set[i]!) > 1e-9) {
      held[i] = 0;
      v[i] = m.set[i]!;
    }
    changed ||= held[i] !== before;
  });
  return changed;
}

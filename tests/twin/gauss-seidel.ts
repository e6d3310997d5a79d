/**
 * Gauss–Seidel the slow, obvious way: a full complex admittance matrix, one bus after another in
 * the case's order, the new voltage used at once. PQ, PV (no reactive limits) and slack buses.
 * Stops when a sweep moves no voltage by more than `tolerance`.
 */
import type { GridCase } from '../../web/grid/case.ts';
import { admittance } from './newton.ts';

export interface GaussSeidelTwin {
  readonly sweeps: number;
  readonly voltagePu: number[];
  readonly angleRad: number[];
}

export interface GaussSeidelTwinOptions {
  readonly acceleration?: number;
  readonly tolerance: number;
  readonly sweepsMax: number;
}

/** null when it has not settled after `sweepsMax` sweeps. */
export function gaussSeidelTwin(
  grid: GridCase,
  { acceleration = 1, tolerance, sweepsMax }: GaussSeidelTwinOptions,
): GaussSeidelTwin | null {
  const { g, b } = admittance(grid);
  const state = start(grid);
  for (let sweeps = 1; sweeps <= sweepsMax; sweeps++) {
    let moved = 0;
    state.kind.forEach((kind, i) => {
      if (kind === 'slack') return;
      // the current of the others, and all of it
      let re = 0;
      let im = 0;
      state.e.forEach((_, k) => {
        if (k === i) return;
        re += g[i]![k]! * state.e[k]! - b[i]![k]! * state.f[k]!;
        im += g[i]![k]! * state.f[k]! + b[i]![k]! * state.e[k]!;
      });
      moved = Math.max(moved, move(state, i, { re, im, g: g[i]![i]!, b: b[i]![i]!, acceleration }));
    });
    if (moved <= tolerance) {
      return {
        sweeps,
        voltagePu: state.e.map((e, i) => Math.hypot(e, state.f[i]!)),
        angleRad: state.e.map((e, i) => Math.atan2(state.f[i]!, e)),
      };
    }
  }
  return null;
}

interface State {
  readonly kind: string[];
  readonly e: number[];
  readonly f: number[];
  readonly p: number[];
  readonly q: number[];
  readonly set: number[];
}

function start(grid: GridCase): State {
  const angle = grid.buses.find((bus) => bus.kind === 'slack')?.angleRad ?? 0;
  const units = grid.generators.filter((unit) => unit.inService);
  const set = grid.buses.map((bus) => {
    const here = units.filter((unit) => unit.bus === bus.id && bus.kind !== 'pq');
    return here.at(-1)?.voltagePu ?? 1;
  });
  const given = (id: number, of: 'powerKw' | 'reactiveKvar'): number =>
    units.filter((unit) => unit.bus === id).reduce((sum, unit) => sum + unit[of], 0);
  return {
    kind: grid.buses.map((bus) => bus.kind),
    e: set.map((v) => v * Math.cos(angle)),
    f: set.map((v) => v * Math.sin(angle)),
    p: grid.buses.map((bus) => (given(bus.id, 'powerKw') - bus.loadKw) / grid.baseKva),
    q: grid.buses.map((bus) => (given(bus.id, 'reactiveKvar') - bus.loadKvar) / grid.baseKva),
    set,
  };
}

interface Row {
  readonly re: number;
  readonly im: number;
  readonly g: number;
  readonly b: number;
  readonly acceleration: number;
}

/** Gives bus i its next voltage; the answer is how far it moved. */
function move(state: State, i: number, { re, im, g, b, acceleration }: Row): number {
  const e = state.e[i]!;
  const f = state.f[i]!;
  const p = state.p[i]!;
  let q = state.q[i]!;
  if (state.kind[i] === 'pv') {
    const allRe = re + g * e - b * f;
    const allIm = im + g * f + b * e;
    q = f * allRe - e * allIm;
  }
  const v2 = e * e + f * f;
  const ownRe = (p * e + q * f) / v2 - re;
  const ownIm = (p * f - q * e) / v2 - im;
  const y2 = g * g + b * b;
  let nextE = e + acceleration * ((ownRe * g + ownIm * b) / y2 - e);
  let nextF = f + acceleration * ((ownIm * g - ownRe * b) / y2 - f);
  if (state.kind[i] === 'pv') {
    const scale = state.set[i]! / Math.hypot(nextE, nextF);
    nextE *= scale;
    nextF *= scale;
  }
  state.e[i] = nextE;
  state.f[i] = nextF;
  return Math.hypot(nextE - e, nextF - f);
}

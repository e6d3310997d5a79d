/**
 * The siting formulation in plain TypeScript with a power flow of its own: backward and forward
 * sweeps of complex currents on a radial feeder. Slow and obvious; no code of the kernel.
 */
import type { GridCase } from '../../web/grid/case.ts';
import type { SitingAssumptions } from '../../web/scenario/scenario.ts';
import { panelTwinWatts } from './panel.ts';

interface Complex {
  readonly re: number;
  readonly im: number;
}

const add = (a: Complex, b: Complex): Complex => ({ re: a.re + b.re, im: a.im + b.im });
const sub = (a: Complex, b: Complex): Complex => ({ re: a.re - b.re, im: a.im - b.im });
const mul = (a: Complex, b: Complex): Complex => ({
  re: a.re * b.re - a.im * b.im,
  im: a.re * b.im + a.im * b.re,
});
const div = (a: Complex, b: Complex): Complex => {
  const square = b.re * b.re + b.im * b.im;
  return { re: (a.re * b.re + a.im * b.im) / square, im: (a.im * b.re - a.re * b.im) / square };
};
const conj = (a: Complex): Complex => ({ re: a.re, im: -a.im });

export interface TwinDesign {
  /** Per bus in the case's order. */
  readonly panels: readonly number[];
  readonly packs: readonly number[];
}

export interface TwinJudgement {
  readonly costUsdPerHour: number;
  readonly voltageDeviationPu: number;
  readonly apparentLossKva: number;
  readonly violation: number;
}

interface Line {
  readonly parent: number;
  readonly child: number;
  readonly z: Complex;
  readonly halfCharging: number;
}

/** Lines from the slack outwards, parents before children. */
function linesOutwards(grid: GridCase): Line[] {
  const indexOf = new Map(grid.buses.map((bus, i) => [bus.id, i]));
  const reached = new Set([grid.buses.findIndex((bus) => bus.kind === 'slack')]);
  const lines: Line[] = [];
  while (lines.length < grid.branches.length) {
    for (const branch of grid.branches) {
      const [from, to] = [indexOf.get(branch.from)!, indexOf.get(branch.to)!];
      if (reached.has(from) === reached.has(to)) continue;
      const [parent, child] = reached.has(from) ? [from, to] : [to, from];
      reached.add(child);
      const z = { re: branch.resistancePu, im: branch.reactancePu };
      lines.push({ parent, child, z, halfCharging: branch.chargingPu / 2 });
    }
  }
  return lines;
}

/** Complex voltages for the net injections, per unit, and the power that the slack gives. */
function sweep(grid: GridCase, injection: readonly Complex[], rounds: number): Complex[] {
  const lines = linesOutwards(grid);
  let voltage: Complex[] = grid.buses.map(() => ({ re: 1, im: 0 }));
  for (let round = 0; round < rounds; round++) {
    const drawn = voltage.map((v, i) => conj(div(sub({ re: 0, im: 0 }, injection[i]!), v)));
    for (const { parent, child, halfCharging } of lines) {
      for (const end of [parent, child]) {
        drawn[end] = add(drawn[end]!, mul({ re: 0, im: halfCharging }, voltage[end]!));
      }
    }
    for (const { parent, child } of [...lines].reverse()) {
      drawn[parent] = add(drawn[parent]!, drawn[child]!);
    }
    const next = [...voltage];
    for (const { parent, child, z } of lines) {
      next[child] = sub(next[parent]!, mul(z, drawn[child]!));
    }
    voltage = next;
  }
  return voltage;
}

export interface TwinFlow {
  readonly gridKw: number;
  /** |Σ line losses|, charging included. */
  readonly lossKva: number;
  /** |V| of every bus but the slack. */
  readonly magnitude: readonly number[];
}

/** One power flow of a feeder for the net injections of all buses. */
export function flowByTwin(
  grid: GridCase,
  given: {
    readonly injectionKw: ArrayLike<number>;
    readonly injectionKvar: ArrayLike<number>;
    readonly rounds: number;
  },
): TwinFlow {
  const injection = grid.buses.map((_, i) => ({
    re: given.injectionKw[i]! / grid.baseKva,
    im: given.injectionKvar[i]! / grid.baseKva,
  }));
  const voltage = sweep(grid, injection, given.rounds);
  let loss: Complex = { re: 0, im: 0 };
  for (const { parent, child, z, halfCharging } of linesOutwards(grid)) {
    const gap = sub(voltage[parent]!, voltage[child]!);
    loss = add(loss, mul(gap, conj(div(gap, z))));
    for (const end of [parent, child]) {
      const square = mul(voltage[end]!, conj(voltage[end]!)).re;
      loss = sub(loss, { re: 0, im: halfCharging * square });
    }
  }
  const others = voltage.filter((_, i) => grid.buses[i]!.kind !== 'slack');
  return {
    gridKw: (loss.re - injection.reduce((sum, s) => sum + s.re, 0)) * grid.baseKva,
    lossKva: Math.sqrt(loss.re * loss.re + loss.im * loss.im) * grid.baseKva,
    magnitude: others.map((v) => Math.sqrt(v.re * v.re + v.im * v.im)),
  };
}

export function judgeByTwin(
  grid: GridCase,
  a: SitingAssumptions,
  { panels, packs }: TwinDesign,
): TwinJudgement {
  const dc = panelTwinWatts(a.irradianceKwM2, a.ambientC);
  const panelKw = dc < a.inverterMinShare * 365 ? 0 : Math.min(dc, 365) / 1000;
  const tanPhi = Math.sqrt(1 - a.powerFactor * a.powerFactor) / a.powerFactor;
  const kw = grid.buses.map((_, i) => panels[i]! * panelKw * a.inverterEfficiency + packs[i]! * 50);
  const { gridKw, lossKva, magnitude } = flowByTwin(grid, {
    injectionKw: grid.buses.map((bus, i) => kw[i]! - bus.loadKw),
    injectionKvar: grid.buses.map((bus, i) => kw[i]! * tanPhi - bus.loadKvar),
    rounds: 200,
  });
  const pvKwh = panels.reduce((sum, count) => sum + count, 0) * panelKw * a.inverterEfficiency;
  const packKwh = packs.reduce((sum, count) => sum + count, 0) * 50;
  return {
    costUsdPerHour:
      a.gridPrice * Math.max(0, gridKw) +
      a.pvPrice * pvKwh +
      (a.packPrice + a.packChargingPrice) * packKwh +
      a.fee * (pvKwh + packKwh),
    voltageDeviationPu: magnitude.reduce((sum, v) => sum + Math.abs(1 - v), 0),
    apparentLossKva: lossKva,
    violation: magnitude.reduce((sum, v) => {
      const under = Math.max(0, (a.voltageMinPu - v) / a.voltageMinPu);
      return sum + under + Math.max(0, (v - a.voltageMaxPu) / a.voltageMaxPu);
    }, 0),
  };
}

/** Random networks for comparing solvers: mild enough to have a solution, odd enough to matter. */
import type { Branch, Bus, Generator, GridCase } from '../../web/grid/case.ts';
import { stream, type Rng } from '../../web/rng.ts';

const BASE_KVA = 10_000;

/** A feeder of 3 to 40 PQ buses behind a slack, lines only, any branching; a few feed back. */
export function randomRadial(seed: number): GridCase {
  const rng = stream(seed, 'radial');
  const count = 3 + rng.below(38);
  const share = (0.5 + 6 * rng.unit()) / count;
  const buses: Bus[] = [bus(rng, 1, 'slack', 0)];
  const branches: Branch[] = [];
  for (let id = 2; id <= count; id++) {
    buses.push(bus(rng, id, 'pq', rng.below(5) === 0 ? 0 : share));
    // Mostly near the last bus, so that some feeders are long and some are bushy.
    const parent = rng.below(3) === 0 ? 1 + rng.below(id - 1) : Math.max(1, id - 1 - rng.below(3));
    branches.push(line(rng, { from: parent, to: id, length: 0.3 }));
  }
  const generators = [unit(1, { powerKw: 0, voltagePu: between(rng, 0.98, 1.05) })];
  for (let id = 2; id <= count; id++) {
    if (rng.below(8) > 0) continue;
    const powerKw = between(rng, 0, 2 * share) * BASE_KVA;
    generators.push(unit(id, { powerKw, reactiveKvar: powerKw * between(rng, -0.3, 0.3) }));
  }
  return wrap(`radial ${seed}`, { buses, branches, generators });
}

/** 4 to 40 buses with loops, PV buses, off-nominal taps, phase shifters, shunts, twin lines. */
export function randomMeshed(seed: number): GridCase {
  const rng = stream(seed, 'meshed');
  const count = 4 + rng.below(37);
  const slack = 1 + rng.below(count);
  const buses: Bus[] = [];
  const branches: Branch[] = [];
  const generators = [unit(slack, { powerKw: 0, voltagePu: between(rng, 1, 1.06) })];
  for (let id = 1; id <= count; id++) {
    const pv = id !== slack && rng.below(5) === 0;
    buses.push(bus(rng, id, id === slack ? 'slack' : pv ? 'pv' : 'pq', 0.08));
    if (pv) generators.push(regulator(rng, id));
    if (id > 1) branches.push(odd(rng, line(rng, { from: 1 + rng.below(id - 1), to: id })));
  }
  for (let extra = rng.below(count); extra > 0; extra--) {
    const from = 1 + rng.below(count);
    const to = 1 + rng.below(count);
    if (from !== to) branches.push(odd(rng, line(rng, { from, to })));
  }
  return wrap(`meshed ${seed}`, { buses, branches, generators });
}

function between(rng: Rng, low: number, high: number): number {
  return low + (high - low) * rng.unit();
}

function bus(rng: Rng, id: number, kind: Bus['kind'], mostPu: number): Bus {
  const loadKw = between(rng, 0, mostPu) * BASE_KVA;
  const shunt = rng.below(6) === 0;
  return {
    ...{ id, kind, loadKw, loadKvar: loadKw * between(rng, -0.2, 0.6) },
    shuntKw: shunt ? between(rng, 0, 100) : 0,
    shuntKvar: shunt ? between(rng, -400, 200) : 0,
    ...{ baseKv: 0, voltageMinPu: 0.9, voltageMaxPu: 1.1 },
    angleRad: kind === 'slack' ? between(rng, -0.6, 0.6) : 0,
  };
}

function line(rng: Rng, { from, to, length = 1 }: { from: number; to: number; length?: number }) {
  return {
    ...{ from, to, ratingKva: 0, tapRatio: 1, shiftRad: 0, inService: true },
    resistancePu: between(rng, 0.002, 0.06) * length,
    reactancePu: between(rng, 0.01, 0.12) * length,
    chargingPu: rng.below(2) === 0 ? 0 : between(rng, 0, 0.02),
  };
}

/** Some branches become transformers, some of them phase shifters. */
function odd(rng: Rng, branch: Branch): Branch {
  if (rng.below(4) > 0) return branch;
  const shiftRad = rng.below(3) === 0 ? between(rng, -0.1, 0.1) : 0;
  return { ...branch, tapRatio: between(rng, 0.94, 1.06), shiftRad };
}

function unit(bus: number, given: Partial<Generator>): Generator {
  return {
    ...{ bus, powerKw: 0, reactiveKvar: 0, reactiveMinKvar: 0, reactiveMaxKvar: 0 },
    ...{ voltagePu: 1, inService: true },
    ...given,
  };
}

function regulator(rng: Rng, bus: number): Generator {
  return unit(bus, {
    powerKw: between(rng, 0, 0.3) * BASE_KVA,
    reactiveMinKvar: -between(rng, 0.02, 0.3) * BASE_KVA,
    reactiveMaxKvar: between(rng, 0.08, 0.5) * BASE_KVA,
    voltagePu: between(rng, 0.98, 1.04),
  });
}

function wrap(name: string, parts: Pick<GridCase, 'buses' | 'branches' | 'generators'>): GridCase {
  return { id: 'random', name, source: 'made by a test', baseKva: BASE_KVA, ...parts };
}

import { expect } from '@open-wc/testing';
import type { Branch, Bus, GridCase } from '../../web/grid/case.ts';
import { getCase } from '../../web/grid/cases.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { type PriceField, priceField, type PriceFieldInput } from '../../web/kernel/price-field.ts';
import { openPriceGraph } from '../../web/kernel/price-graph.ts';
import { openWasm, type Wasm } from '../../web/kernel/wasm.ts';
import { stream } from '../../web/rng.ts';
import {
  decay,
  denseSolve,
  denseStep,
  drive,
  exactPrices,
  laplacian,
} from '../twin/price-field.ts';
import { randomMeshed, randomRadial } from '../twin/random-grid.ts';

let wasm: Wasm;

before(async () => {
  wasm = openWasm(await loadKernelModule());
});

/** Everything random that may be, bounds far away; D such that D L has no rate above 2 a second. */
function randomInput(grid: GridCase, seed: number): PriceFieldInput & { start: number[] } {
  const rng = stream(seed, 'price');
  const kw = (): number => (rng.below(4) === 0 ? 0 : 100 * rng.unit());
  const most = Math.max(...laplacian(grid).map((row, i) => row[i]!));
  return {
    demandKw: grid.buses.map(kw),
    supplyKw: grid.buses.map(kw),
    start: grid.buses.map(() => 0.08 + 0.2 * rng.unit()),
    ...{ diffusion: rng.unit() / most, kappa: 0.1 * rng.unit(), mu: 0.05 + rng.unit() },
    ...{ referencePrice: 0.16, floorPrice: -1e4, ceilingPrice: 1e4 },
    ...{ stepSeconds: 0.05 + 2 * rng.unit(), steps: 4 },
  };
}

const rowOf = ({ price }: PriceField, step: number, n: number): number[] => [
  ...price.subarray(step * n, (step + 1) * n),
];

function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).to.equal(b.length);
  return Array.from(a).reduce((worst, x, i) => Math.max(worst, Math.abs(x - b[i]!)), 0);
}

const sum = (row: readonly number[]): number => row.reduce((all, x) => all + x, 0);

/** dp/dt = 0 solved densely. */
const steady = (grid: GridCase, input: PriceFieldInput): number[] =>
  denseSolve(decay(grid, input), drive(input, Array.from(input.start!)));

describe('price equation', () => {
  it('on 1,000 random trees: steps and rest as solved densely, leaf to root as in general', () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const grid = randomRadial(seed);
      const theta = seed % 3 === 0 ? 0.5 : 1;
      const input = { ...randomInput(grid, seed), theta };
      const n = grid.buses.length;
      const field = priceField(wasm, grid, input);
      const said = `seed ${seed}`;
      let row = input.start;
      for (let step = 1; step <= 2; step++) {
        row = denseStep(grid, input, row);
        expect(apart(rowOf(field, step, n), row), said).to.be.below(1e-12);
      }
      expect(apart(field.equilibrium, steady(grid, input)), said).to.be.below(1e-12);
      expect(field.residual, said).to.be.below(1e-12);
      expect(field.converged, said).to.equal(true);
      const general = priceField(wasm, grid, input, true);
      expect(apart(field.price, general.price), said).to.be.below(1e-13);
      expect(apart(field.equilibrium, general.equilibrium), said).to.be.below(1e-13);
    }
  });

  it('goes leaf to root on feeders, on twin lines too, and in general elsewhere', () => {
    const tree = (grid: GridCase): boolean =>
      openPriceGraph(wasm, grid, { weights: 'conductance' }).tree;
    for (const id of ['thesis13', 'ieee33', 'ieee69']) expect(tree(getCase(id)), id).to.equal(true);
    for (const id of ['ieee14', 'ieee118']) expect(tree(getCase(id)), id).to.equal(false);
    const feeder = getCase('thesis13');
    const { from, to, ...line } = feeder.branches[3]!;
    const twin = { ...line, from: to, to: from };
    expect(tree({ ...feeder, branches: [...feeder.branches, twin] })).to.equal(true);
  });

  it('on meshed networks equals the dense solve', () => {
    const grids = ['ieee14', 'ieee30', 'ieee57', 'ieee118'].map(getCase);
    for (let seed = 1; seed <= 60; seed++) grids.push(randomMeshed(seed));
    grids.forEach((grid, seed) => {
      for (const weights of ['conductance', 'admittance'] as const) {
        const input = { ...randomInput(grid, seed), weights, steps: 1, theta: seed % 2 ? 1 : 0.5 };
        const field = priceField(wasm, grid, input);
        const said = `${grid.name}, seed ${seed}, ${weights}`;
        const after = rowOf(field, 1, grid.buses.length);
        expect(apart(after, denseStep(grid, input, input.start)), said).to.be.below(1e-12);
        expect(apart(field.equilibrium, steady(grid, input)), said).to.be.below(1e-11);
      }
    });
  });

  it('meets the matrix exponential, at first order by Euler and at second by θ = ½', () => {
    for (let seed = 1; seed <= 25; seed++) {
      const grid = randomRadial(seed);
      const given = { ...randomInput(grid, seed), mu: seed % 5 === 0 ? 0 : 0.3, kappa: 0.05 };
      const most = Math.max(...laplacian(grid).map((row, i) => row[i]!));
      const input = { ...given, diffusion: 0.5 / most };
      const exact = exactPrices(grid, input, 2);
      const error = (theta: number, steps: number): number => {
        const field = priceField(wasm, grid, { ...input, theta, steps, stepSeconds: 2 / steps });
        return apart(rowOf(field, steps, grid.buses.length), exact);
      };
      const said = `seed ${seed}`;
      expect(error(1, 256) / error(1, 512), said).to.be.within(1.9, 2.1);
      expect(error(0.5, 64) / error(0.5, 128), said).to.be.within(3.8, 4.2);
      expect(error(0.5, 4096), said).to.be.below(1e-8);
      expect(error(1, 4096), said).to.be.below(1e-4);
    }
  });

  it('has the closed form of two buses: their difference decays at 2 D g, their mean stays', () => {
    const grid = chain([{ r: 0.02, x: 0.04 }]);
    const g = 0.02 / (0.02 * 0.02 + 0.04 * 0.04);
    const steps = 7;
    const field = priceField(wasm, grid, {
      ...still(2, { start: [0.1, 0.3], diffusion: 0.03, stepSeconds: 0.5, steps }),
    });
    const difference = 0.2 / (1 + 0.5 * 2 * 0.03 * g) ** steps;
    expect(apart(rowOf(field, steps, 2), [0.2 - difference / 2, 0.2 + difference / 2])).to.be.below(
      1e-15,
    );
    expect(apart(field.equilibrium, [0.2, 0.2])).to.be.below(1e-15);
  });

  it('keeps the sum to rounding when κ = μ = 0, whatever the step', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const grid = seed % 2 === 0 ? randomRadial(seed) : randomMeshed(seed);
      const given = { ...randomInput(grid, seed), kappa: 0, mu: 0, steps: 200 };
      for (const [theta, stepSeconds] of [
        [1, 1e6],
        [1, 0.1],
        [0.5, 0.3],
      ] as const) {
        const field = priceField(wasm, grid, { ...given, theta, stepSeconds });
        const n = grid.buses.length;
        const lost = sum(rowOf(field, 200, n)) - sum(given.start);
        expect(Math.abs(lost), `seed ${seed}, θ ${theta}`).to.be.below(200 * n * 2e-16);
        const rest = sum([...field.equilibrium]) - sum(given.start);
        expect(Math.abs(rest), `seed ${seed}`).to.be.below(n * 1e-14);
      }
    }
  });

  it('never passes the highest or lowest price around by Euler, however long the step', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const grid = seed % 2 === 0 ? randomRadial(seed) : randomMeshed(seed);
      const stepSeconds = [0.01, 1, 1e3, 1e9][seed % 4]!;
      const given = { ...randomInput(grid, seed), kappa: 0, stepSeconds, steps: 20 };
      const n = grid.buses.length;
      const field = priceField(wasm, grid, given);
      for (let step = 1; step <= 20; step++) {
        const before = [...rowOf(field, step - 1, n), 0.16];
        const after = rowOf(field, step, n);
        const said = `seed ${seed}, step ${step}`;
        expect(Math.max(...after), said).to.be.at.most(Math.max(...before) * (1 + 1e-14));
        expect(Math.min(...after), said).to.be.at.least(Math.min(...before) * (1 - 1e-14));
      }
    }
  });

  it('keeps its digits over lines a million million times stiffer than others', () => {
    const grid = chain([
      { r: 1e-12, x: 0 },
      { r: 1, x: 0 },
      { r: 1e-12, x: 0 },
    ]);
    const field = priceField(wasm, grid, {
      ...still(4, { start: [0.1, 0.1, 0.3, 0.3], diffusion: 1, stepSeconds: 1, steps: 1 }),
    });
    // two pairs that move as one: the difference of 0.2 shrinks by 1 + 2 × ½ × 1
    expect(apart(rowOf(field, 1, 4), [0.15, 0.15, 0.25, 0.25])).to.be.below(1e-12);
  });

  it('adds up lines beside each other; a line with r = 0, or below it, joins nobody', () => {
    const [a, b] = [
      { r: 0.02, x: 0.04 },
      { r: 0.05, x: 0.01 },
    ];
    const [g, h] = [a, b].map(({ r, x }) => r / (r * r + x * x)) as [number, number];
    const input = still(2, { start: [0.1, 0.3], diffusion: 0.01, stepSeconds: 1, steps: 1 });
    const single = chain([a]);
    const twin = { ...single.branches[0]!, from: 2, to: 1 };
    const two: GridCase = {
      ...single,
      branches: [...single.branches, { ...twin, resistancePu: b.r, reactancePu: b.x }],
    };
    const after = priceField(wasm, two, input).price;
    expect(after[3]! - after[2]!).to.be.closeTo(0.2 / (1 + 2 * 0.01 * (g + h)), 1e-15);
    for (const r of [0, -0.01]) {
      const cut = priceField(wasm, chain([{ r, x: 0.04 }]), input);
      expect([...cut.price], `r = ${r}`).to.deep.equal([0.1, 0.3, 0.1, 0.3]);
    }
    const joined = { ...input, weights: 'admittance' as const };
    const passed = priceField(wasm, chain([{ r: 0, x: 0.04 }]), joined).price;
    expect(passed[3]! - passed[2]!).to.be.closeTo(0.2 / (1 + 2 * 0.01 * 25), 1e-15);
  });

  it('gives dead buses the reference price and lets every island go its own way', () => {
    const grid = getCase('ieee33');
    const given = randomInput(grid, 5);
    const branches = grid.branches.map((line) => ({
      ...line,
      inService: line.inService && line.to !== 18,
    }));
    const field = priceField(wasm, { ...grid, branches }, given);
    const dead = grid.buses.flatMap((bus, i) => (bus.id === 18 ? [i] : []));
    expect(dead).to.have.length(1);
    for (let step = 0; step <= 4; step++) {
      expect(field.price[step * 33 + dead[0]!]).to.equal(0.16);
    }
    expect(field.equilibrium[dead[0]!]).to.equal(0.16);

    const [one, other] = [randomRadial(3), randomMeshed(4)];
    const shift = 1000;
    const both: GridCase = {
      ...one,
      buses: [...one.buses, ...other.buses.map((bus) => ({ ...bus, id: bus.id + shift }))],
      generators: [
        ...one.generators,
        ...other.generators.map((unit) => ({ ...unit, bus: unit.bus + shift })),
      ],
      branches: [
        ...one.branches,
        ...other.branches.map((line) => ({
          ...line,
          ...{ from: line.from + shift, to: line.to + shift },
        })),
      ],
    };
    const all = randomInput(both, 6);
    const n = one.buses.length;
    const m = other.buses.length;
    const part = (from: number, count: number): PriceFieldInput => ({
      ...all,
      demandKw: Array.from(all.demandKw).slice(from, from + count),
      supplyKw: Array.from(all.supplyKw).slice(from, from + count),
      start: all.start.slice(from, from + count),
    });
    const whole = priceField(wasm, both, all);
    const [first, second] = [
      priceField(wasm, one, part(0, n)),
      priceField(wasm, other, part(n, m)),
    ];
    expect(
      apart(whole.price.subarray(4 * (n + m), 4 * (n + m) + n), rowOf(first, 4, n)),
    ).to.be.below(1e-14);
    expect(apart(whole.price.subarray(4 * (n + m) + n), rowOf(second, 4, m))).to.be.below(1e-14);
    expect(apart(whole.equilibrium, [...first.equilibrium, ...second.equilibrium])).to.be.below(
      1e-13,
    );
  });

  it('has no source where nobody wants or has anything, ±κ where only one does', () => {
    const input = still(3, {
      ...{ demandKw: [0, 5, 0], supplyKw: [0, 0, 7], kappa: 0.001, steps: 1, stepSeconds: 2 },
    });
    const field = priceField(
      wasm,
      chain([
        { r: 0, x: 1 },
        { r: 0, x: 1 },
      ]),
      input,
    );
    expect(apart(rowOf(field, 1, 3), [0.16, 0.162, 0.158])).to.be.below(1e-16);
  });

  it('says from which step on the equilibrium is met', () => {
    const grid = getCase('thesis13');
    const given = { ...randomInput(grid, 11), mu: 0.5, steps: 100, stepSeconds: 1 };
    const field = priceField(wasm, grid, given);
    const met = field.stepsToEquilibrium;
    expect(met).to.be.within(5, 60);
    const distance = (step: number): number => apart(rowOf(field, step, 13), field.equilibrium);
    expect(distance(met)).to.be.at.most(1e-6);
    expect(distance(met - 1)).to.be.above(1e-6);
    expect(priceField(wasm, grid, { ...given, steps: 2 }).stepsToEquilibrium).to.equal(-1);
    const there = { ...given, start: field.equilibrium, steps: 3, tolerance: 1e-12 };
    expect(priceField(wasm, grid, there).stepsToEquilibrium).to.equal(0);
    expect(priceField(wasm, grid, { ...given, steps: 0 }).price).to.have.length(13);
  });
});

/** Buses 1, 2, … in a row behind the slack, joined by the lines given. */
function chain(lines: readonly { r: number; x: number }[]): GridCase {
  const bus = (id: number): Bus => ({
    ...{ id, kind: id === 1 ? 'slack' : 'pq', loadKw: 0, loadKvar: 0, shuntKw: 0, shuntKvar: 0 },
    ...{ baseKv: 0, voltageMinPu: 0.9, voltageMaxPu: 1.1 },
  });
  return {
    ...{ id: 'chain', name: 'chain', source: 'made by a test', baseKva: 1000, generators: [] },
    buses: [1, ...lines.map((_, i) => i + 2)].map(bus),
    branches: lines.map(({ r, x }, i): Branch => ({
      ...{ from: i + 1, to: i + 2, resistancePu: r, reactancePu: x, chargingPu: 0 },
      ...{ ratingKva: 0, tapRatio: 1, shiftRad: 0, inService: true },
    })),
  };
}

/** Nothing that drives prices, except for `changes`. */
function still(buses: number, changes: Partial<PriceFieldInput>): PriceFieldInput {
  const nothing = new Array<number>(buses).fill(0);
  return {
    ...{ demandKw: nothing, supplyKw: nothing, diffusion: 0, kappa: 0, mu: 0 },
    ...{ referencePrice: 0.16, floorPrice: 0, ceilingPrice: 1, stepSeconds: 1, steps: 1 },
    ...changes,
  };
}

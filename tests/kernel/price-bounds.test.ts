import { expect } from '@open-wc/testing';
import type { GridCase } from '../../web/grid/case.ts';
import { getCase } from '../../web/grid/cases.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { type PriceField, priceField, type PriceFieldInput } from '../../web/kernel/price-field.ts';
import { openWasm, type Wasm } from '../../web/kernel/wasm.ts';
import { stream } from '../../web/rng.ts';
import { boundedRest, boundedStep, laplacian, sourceOf } from '../twin/price-field.ts';
import { randomMeshed, randomRadial } from '../twin/random-grid.ts';

const BAND = { floorPrice: 0.1, referencePrice: 0.16, ceilingPrice: 0.273 };

let wasm: Wasm;

before(async () => {
  wasm = openWasm(await loadKernelModule());
});

/** Sources strong enough to press many buses against a bound, some against each. */
function pressing(grid: GridCase, seed: number): PriceFieldInput & { start: number[] } {
  const rng = stream(seed, 'price bounds');
  const kw = (): number => (rng.below(3) === 0 ? 0 : 100 * rng.unit());
  const most = Math.max(...laplacian(grid).map((row, i) => row[i]!));
  return {
    demandKw: grid.buses.map(kw),
    supplyKw: grid.buses.map(kw),
    start: grid.buses.map(() => 0.1 + 0.173 * rng.unit()),
    ...{ diffusion: rng.unit() / most, kappa: 0.4 * rng.unit(), mu: 0.2 + rng.unit(), ...BAND },
    ...{ stepSeconds: 0.1 + rng.unit(), steps: 3 },
  };
}

const gridOf = (seed: number): GridCase =>
  seed % 2 === 0 ? randomRadial(seed) : randomMeshed(seed);

const rowOf = ({ price }: PriceField, step: number, n: number): number[] => [
  ...price.subarray(step * n, (step + 1) * n),
];

const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((worst, x, i) => Math.max(worst, Math.abs(x - b[i]!)), 0);

const sum = (row: ArrayLike<number>): number => Array.from(row).reduce((all, x) => all + x, 0);

/** dp/dt from the dense matrix. */
function rates(grid: GridCase, input: PriceFieldInput, prices: ArrayLike<number>): number[] {
  return laplacian(grid, input.weights).map((row, i) => {
    const away = row.reduce((all, x, j) => all + x * prices[j]!, 0);
    const pull = input.mu * (prices[i]! - input.referencePrice);
    return sourceOf(input, i, prices[i]!) - pull - input.diffusion * away;
  });
}

/** The fastest change that the bounds do not stop. */
function free(input: PriceFieldInput, prices: ArrayLike<number>, rate: readonly number[]): number {
  return rate.reduce((worst, value, i) => {
    const stopped = value < 0 ? prices[i] === input.floorPrice : prices[i] === input.ceilingPrice;
    return stopped ? worst : Math.max(worst, Math.abs(value));
  }, 0);
}

describe('price equation within bounds', () => {
  it('steps and rests as coordinate descent does, and marks what is held', () => {
    let heldCount = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const grid = gridOf(seed);
      const input = { ...pressing(grid, seed), theta: seed % 4 === 0 ? 0.5 : 1 };
      const n = grid.buses.length;
      const field = priceField(wasm, grid, input);
      const said = `seed ${seed}`;
      const start = rowOf(field, 1, n);
      expect(apart(rowOf(field, 2, n), boundedStep(grid, input, start)), said).to.be.below(1e-10);
      expect(apart(field.equilibrium, boundedRest(grid, input)), said).to.be.below(1e-9);
      expect(field.converged, said).to.equal(true);
      field.clamped.forEach((how, at) => {
        const price = field.price[at]!;
        if (at < n) expect(how, said).to.equal(0);
        if (how === 1) expect(price, said).to.equal(input.floorPrice);
        if (how === 2) expect(price, said).to.equal(input.ceilingPrice);
        if (how > 0) heldCount++;
      });
    }
    expect(heldCount).to.be.above(200);
  });

  it('never leaves the band and always finds the rest, on 1,000 networks', () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const grid = gridOf(seed);
      const rng = stream(seed, 'price band');
      const input = {
        ...pressing(grid, seed),
        kappa: [0.01, 0.3, 10, 1e3][rng.below(4)]!,
        mu: [0, 1e-6, 0.1, 1][rng.below(4)]!,
        elasticity: [0, 0.3, 1, 20][rng.below(4)]!,
        diffusion: [0, 1e-6, 0.01, 1][rng.below(4)]!,
        stepSeconds: [0.01, 1, 1e4][rng.below(3)]!,
        theta: [0.5, 1][rng.below(2)]!,
        steps: 20,
      };
      const field = priceField(wasm, grid, input);
      const said = `seed ${seed}`;
      const inside = (price: number): boolean => price >= 0.1 && price <= 0.273;
      expect(field.price.every(inside) && field.equilibrium.every(inside), said).to.equal(true);
      expect(field.converged, said).to.equal(true);
      const rate = rates(grid, input, field.equilibrium);
      const size = input.kappa + input.mu + 300 * input.diffusion;
      expect(free(input, field.equilibrium, rate), said).to.be.below(1e-9 * size);
      expect(field.residual, said).to.be.below(1e-9 * size);
    }
  });

  it('stays finite and in the band where powers, rates and weights are at their ends', () => {
    for (let seed = 1; seed <= 600; seed++) {
      const rng = stream(seed, 'price ends');
      const pick = (list: readonly number[]): number => list[rng.below(list.length)]!;
      const given = gridOf(seed);
      const branches = given.branches.map((line) => ({
        ...line,
        resistancePu: line.resistancePu * pick([1e-90, 1, 1e6, -1, 0]),
      }));
      const kw = (): number => pick([0, 5e-324, 1e-200, 1, 1e12]);
      const rate = (): number => pick([0, 1e-30, 1e-9, 1, 1e6]);
      const input = {
        ...pressing(given, seed),
        ...{ demandKw: given.buses.map(kw), supplyKw: given.buses.map(kw) },
        ...{ diffusion: rate(), kappa: rate(), mu: rate(), elasticity: pick([0, 5e-324, 1, 100]) },
        ...{ stepSeconds: pick([1e-9, 1, 1e9]), theta: pick([0.5, 1]) },
      };
      const field = priceField(wasm, { ...given, branches }, input);
      const inside = (price: number): boolean => price >= 0.1 && price <= 0.273;
      expect(field.price.every(inside), `seed ${seed}`).to.equal(true);
      expect(field.equilibrium.every(inside), `seed ${seed}`).to.equal(true);
      expect(Number.isFinite(field.residual), `seed ${seed}`).to.equal(true);
    }
  });

  it('comes to the same rest whatever the step and θ', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const grid = gridOf(seed);
      const elasticity = seed % 3 === 0 ? 0.5 : 0;
      for (const [theta, stepSeconds, steps] of [
        [1, 0.5, 400],
        [1, 2, 400],
        [0.5, 0.5, 400],
      ] as const) {
        const input = { ...pressing(grid, seed), ...{ elasticity, theta, stepSeconds, steps } };
        const field = priceField(wasm, grid, input);
        const last = rowOf(field, steps, grid.buses.length);
        expect(apart(last, field.equilibrium), `seed ${seed}, θ ${theta}`).to.be.below(1e-9);
        expect(field.stepsToEquilibrium, `seed ${seed}`).to.be.within(1, 399);
      }
    }
  });

  it('loses or gains in sum just what the held buses could not take', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const grid = gridOf(seed);
      const input = { ...pressing(grid, seed), mu: 0, kappa: 1, steps: 6 };
      const n = grid.buses.length;
      const field = priceField(wasm, grid, input);
      const fed = sum(grid.buses.map((_, i) => sourceOf(input, i, 0.16)));
      let any = false;
      for (let step = 1; step <= 6; step++) {
        const [before, after] = [rowOf(field, step - 1, n), rowOf(field, step, n)];
        const moved = rates(grid, input, after);
        // what each bus moved less than its rate at the step's end says
        const missed = after.map((p, i) => p - before[i]! - input.stepSeconds * moved[i]!);
        missed.forEach((value, i) => {
          const how = field.clamped[step * n + i]!;
          if (how > 0) any = true;
          const allowed = how === 0 ? Math.abs(value) : how === 1 ? -value : value;
          expect(allowed, `seed ${seed}, bus ${i}`).to.be.below(1e-12);
        });
        const change = sum(after) - sum(before);
        expect(change, `seed ${seed}`).to.be.closeTo(input.stepSeconds * fed + sum(missed), 1e-12);
      }
      expect(any, `seed ${seed}`).to.equal(true);
    }
  });
});

describe('elasticity', () => {
  it('lowers what scarcity adds, and rests where demand and price agree', () => {
    const grid = getCase('thesis13');
    const scarce = {
      ...{ ...pressing(grid, 3), ...BAND, kappa: 0.02, mu: 0.5, steps: 300, stepSeconds: 0.5 },
      demandKw: grid.buses.map(() => 100),
      supplyKw: grid.buses.map(() => 40),
    };
    const stiff = priceField(wasm, grid, scarce);
    const soft = priceField(wasm, grid, { ...scarce, elasticity: 0.8 });
    soft.equilibrium.forEach((price, i) => {
      expect(price).to.be.below(stiff.equilibrium[i]!);
      expect(price).to.be.above(0.16);
      // every bus alike, so each by itself: μ (p − p_ref) = κ (d − s)/(d + s)
      const d = 100 * (1 - (0.8 * (price - 0.16)) / 0.16);
      expect(0.5 * (price - 0.16)).to.be.closeTo((0.02 * (d - 40)) / (d + 40), 1e-14);
    });
    expect(apart(rowOf(soft, 300, 13), soft.equilibrium)).to.be.below(1e-12);
  });

  it('keeps demand between a tenth and twice itself', () => {
    const input = {
      ...{ ...BAND, diffusion: 0, kappa: 0.001, mu: 0, elasticity: 50, stepSeconds: 1, steps: 1 },
      ...{ demandKw: [6, 6], supplyKw: [4, 4], start: [0.1, 0.273] },
    };
    const { buses, branches, ...rest } = getCase('ieee33');
    const grid = { ...rest, buses: buses.slice(0, 2), branches: branches.slice(0, 1) };
    const { price } = priceField(wasm, { ...grid, generators: [] }, input);
    // cheap: 12 wanted where 4 are supplied; dear: 0.6 of them
    expect(price[2]).to.be.closeTo(0.1 + (0.001 * 8) / 16, 1e-16);
    expect(price[3]).to.be.closeTo(0.273 - (0.001 * 3.4) / 4.6, 1e-16);
  });
});

describe('price equation without a pull to the reference', () => {
  const base = { diffusion: 0.01, kappa: 0.01, mu: 0, ...BAND, stepSeconds: 1, steps: 1 };
  const grid = getCase('ieee33');
  const n = 33;
  const row = (of: (bus: number) => number): number[] => Array.from({ length: n }, (_, i) => of(i));

  it('rests at the mean of the start when nothing drives it', () => {
    const start = row((i) => 0.1 + 0.005 * i);
    const input = { ...base, start, demandKw: row(() => 0), supplyKw: row(() => 0) };
    const { equilibrium, residual, converged } = priceField(wasm, grid, input);
    expect(
      apart(
        equilibrium,
        row(() => 0.18),
      ),
    ).to.be.below(1e-14);
    expect([residual < 1e-12, converged]).to.deep.equal([true, true]);
  });

  it('keeps the sum when sources balance, and its path comes to that rest', () => {
    const input = {
      ...{ ...base, diffusion: 0.05, kappa: 1e-4, stepSeconds: 100, steps: 2000 },
      demandKw: row((i) => (i === 20 ? 50 : 0)),
      supplyKw: row((i) => (i === 30 ? 50 : 0)),
    };
    const field = priceField(wasm, grid, input);
    expect(sum(field.equilibrium)).to.be.closeTo(n * 0.16, 1e-12);
    expect(field.equilibrium[20]!).to.be.above(field.equilibrium[30]! + 1e-4);
    expect(apart(rowOf(field, 2000, n), field.equilibrium)).to.be.below(1e-10);
  });

  it('rises to the ceiling when more is wanted than supplied, and falls to the floor else', () => {
    const more = { ...base, demandKw: row(() => 10), supplyKw: row((i) => (i < 5 ? 20 : 0)) };
    const up = priceField(wasm, grid, { ...more, diffusion: 100 });
    expect(Math.max(...up.equilibrium)).to.equal(0.273);
    const less = { ...base, demandKw: more.supplyKw, supplyKw: more.demandKw };
    const down = priceField(wasm, grid, { ...less, diffusion: 100 });
    expect(Math.min(...down.equilibrium)).to.equal(0.1);
    const alone = priceField(wasm, grid, { ...more, diffusion: 0 }).equilibrium;
    expect([...alone]).to.deep.equal(row((i) => (i < 5 ? 0.1 : 0.273)));
  });
});

describe('what the price equation is asked', () => {
  it('is refused by name when it cannot be', () => {
    const grid = getCase('ieee14');
    const nought = (count: number): number[] => new Array<number>(count).fill(0);
    const zeros = nought(14);
    const good = {
      ...{ demandKw: zeros, supplyKw: zeros, diffusion: 1, kappa: 1, mu: 1, ...BAND },
      ...{ stepSeconds: 1, steps: 1 },
    };
    expect(priceField(wasm, grid, good).converged).to.equal(true);
    const junk = [NaN, Infinity, -Infinity, 1e300, null, '1', {}, undefined];
    const row = [
      zeros.slice(1),
      zeros.map(() => -1),
      zeros.map(() => NaN),
      5,
      'x',
      zeros.map(String),
    ];
    const bad: Readonly<Record<string, readonly unknown[]>> = {
      ...{ diffusion: [...junk, -1], kappa: [...junk, -1], mu: [...junk, -1, 5e-324] },
      ...{ referencePrice: [...junk, 0.09, 0.3], floorPrice: [...junk, 2], ceilingPrice: junk },
      ...{ stepSeconds: [...junk, 0, -1], steps: [...junk, -1, 0.5, 2e6] },
      elasticity: [-1, NaN, '1', null, 101],
      theta: [0.4, 1.1, NaN, '1', null],
      tolerance: [-1, NaN, '1', null],
      weights: ['length', 5, null],
      ...{ demandKw: [...row, undefined, null], supplyKw: [...row, undefined] },
      start: [...row, zeros, zeros.map(() => 0.3)],
    };
    for (const [name, values] of Object.entries(bad)) {
      for (const value of values) {
        const input = { ...good, [name]: value } as PriceFieldInput;
        const said = `${name} = ${String(value)}`;
        // a bound beyond the reference is told by the one that is asked first
        const told = name === 'floorPrice' && value === 2 ? 'ceilingPrice' : name;
        expect(() => priceField(wasm, grid, input), said).to.throw(Error, told);
        try {
          priceField(wasm, grid, input);
        } catch (error) {
          expect(error instanceof TypeError || error instanceof RangeError, said).to.equal(true);
        }
      }
    }
    const free = { ...good, floorPrice: -1, referencePrice: 0, elasticity: 1 };
    expect(() => priceField(wasm, grid, free)).to.throw(RangeError, 'referencePrice');
    for (const nothing of [null, undefined, 5, []]) {
      expect(() => priceField(wasm, grid, nothing as never)).to.throw(TypeError, 'input');
      expect(() => priceField(wasm, nothing as never, good)).to.throw(TypeError, 'grid');
    }
    const long = { ...good, steps: 1_000_000, demandKw: nought(118), supplyKw: nought(118) };
    expect(() => priceField(wasm, getCase('ieee118'), long)).to.throw(RangeError, 'steps');
  });
});

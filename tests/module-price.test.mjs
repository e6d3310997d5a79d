// The price equation of dist/lib/gridledger.js in plain Node, as a reviewer's script uses it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditTrade, getCase, openKernel } from '../dist/lib/gridledger.js';

const grid = getCase('thesis13');
const market = {
  demandKw: grid.buses.map(({ loadKw }) => loadKw),
  supplyKw: grid.buses.map(({ id }) => (id === 9 ? 4000 : 0)),
  ...{ diffusion: 0.001, kappa: 0.02, mu: 0.1, elasticity: 0.3, stepSeconds: 1, steps: 200 },
  ...{ referencePrice: 0.16, floorPrice: 0.1, ceilingPrice: 0.273 },
};

test('prices spread, keep to the band and rest, and a trade is audited against them', async () => {
  const kernel = await openKernel();
  const { price, equilibrium, ...field } = kernel.priceField(grid, market);
  assert.ok(price.length === 201 * 13 && field.clamped.length === 201 * 13);
  assert.ok(price.every((each) => each >= 0.1 && each <= 0.273));
  assert.ok(field.converged && field.residual < 1e-12);
  assert.ok(field.stepsToEquilibrium > 0 && field.stepsToEquilibrium < 200);
  assert.equal(equilibrium.indexOf(Math.min(...equilibrium)), 8, 'cheapest where the supply is');
  const kept = { ...market, kappa: 0, mu: 0, start: grid.buses.map((_, i) => 0.1 + i / 100) };
  const last = kernel.priceField(grid, kept).price.slice(-13);
  assert.ok(Math.abs(last.reduce((sum, each) => sum + each, 0) - 2.08) < 1e-12);
  assert.equal(auditTrade(equilibrium[8], equilibrium[8] + 0.02, 0.01).verdict, 'too-high');
});

test('a path goes on from its last row as if it had never stopped', async () => {
  const kernel = await openKernel();
  const { price } = kernel.priceField(grid, market);
  const half = kernel.priceField(grid, { ...market, steps: 100 }).price;
  const rest = kernel.priceField(grid, { ...market, steps: 100, start: half.slice(-13) }).price;
  assert.deepEqual(half, price.slice(0, 101 * 13));
  assert.deepEqual(rest, price.slice(100 * 13));
});

test('every bad argument of prices throws TypeError or RangeError and is named', async () => {
  const kernel = await openKernel();
  const row = () => new Float64Array(13);
  const price = (change) => () => kernel.priceField(grid, { ...market, ...change });
  const cases = [
    ['grid', [() => kernel.priceField(null, market)]],
    ['input', [() => kernel.priceField(grid), () => kernel.priceField(grid, 5)]],
    ...['diffusion', 'kappa', 'mu', 'stepSeconds', 'steps', 'theta', 'elasticity'].map((key) => [
      key,
      [Number.NaN, -1, null, '1', Infinity].map((bad) => price({ [key]: bad })),
    ]),
    ...['demandKw', 'supplyKw', 'start'].map((key) => [
      key,
      [[1, 2], null, 5, row().fill(-1), row().fill(Number.NaN)].map((bad) => price({ [key]: bad })),
    ]),
    ['referencePrice', [0.05, 0.3, null].map((bad) => price({ referencePrice: bad }))],
    ['ceilingPrice', [price({ ceilingPrice: 0 })]],
    ['weights', [price({ weights: 'length' })]],
    ['tradePrice', [() => auditTrade(0.1, '0.1', 0)]],
  ];
  for (const [name, calls] of cases) {
    for (const call of calls) {
      assert.throws(call, (error) => {
        const kind = error instanceof TypeError || error instanceof RangeError;
        assert.ok(kind && error.message.includes(name), `${name}: ${error.name} ${error.message}`);
        return true;
      });
    }
  }
});

// The price equation's steps beside the same steps in plain JavaScript, which factors once and sweeps
// typed arrays; path and equilibrium as a script gets them. Only ratios of one run mean anything.
import { loadKernel, loadRooms, race } from './measure.mjs';
import { plainPrices } from './price-twin.mjs';

const STEPS = 2000;
const ROUNDS = 15;
const FREE = { floorPrice: -1e4, ceilingPrice: 1e4 };
const TIGHT = { floorPrice: 0.14, ceilingPrice: 0.18 };

export async function run() {
  const rooms = ['kernel/wasm', 'kernel/price-field', 'kernel/price-graph', 'grid/cases'];
  const tools = await loadRooms(rooms.map((name) => `/web/${name}.ts`));
  const wasm = tools.openWasm(await loadKernel());
  const row = (what, us) => console.log(`${what.padEnd(44)} ${us.toFixed(2).padStart(8)} µs`);
  for (const id of ['thesis13', 'ieee118']) {
    const grid = tools.getCase(id);
    const input = {
      demandKw: Float64Array.from(grid.buses, ({ loadKw }) => loadKw),
      supplyKw: Float64Array.from(grid.buses, ({ loadKw }, i) => (loadKw * (i % 7)) / 4),
      ...{ diffusion: 0.01, kappa: 0.02, mu: 0.1, referencePrice: 0.16, ...FREE },
      ...{ stepSeconds: 0.5, steps: STEPS },
    };
    const field = (changes) => () => tools.priceField(wasm, grid, { ...input, ...changes });
    const graph = tools.openPriceGraph(wasm, grid, { weights: 'conductance' });
    const plain = plainPrices(graph, input);
    const expected = field({})().price.subarray(-grid.buses.length);
    plain.run(STEPS).forEach((price, i) => {
      if (Math.abs(price - expected[i]) > 1e-12) throw new Error(`${id}: bus ${i} differs`);
    });
    const [whole, bare, bent, held, script] = race(
      [
        field({}),
        field({ steps: 0 }),
        field({ elasticity: 0.5 }),
        field(TIGHT),
        () => plain.run(STEPS),
      ],
      ROUNDS,
    ).map((ms) => ms * 1000);
    const kernelStep = (whole - bare) / STEPS;
    row(`${id}: one step (tree: ${graph.tree})`, kernelStep);
    row('   plain JS', script / STEPS);
    console.log(`   ratio ${(script / STEPS / kernelStep).toFixed(1)}×`);
    row('   one step with elasticity', bent / STEPS);
    row('   one step with buses held at bounds', held / STEPS);
    row('   plan and equilibrium alone', bare);
  }
}

// A whole year of the opening scenario, stage by stage in one thread; then its power flow alone by
// blocks on one thread and on two, as the page's workers take them. Quarter-hours and a larger
// feeder show how it grows. Only the ratios mean anything.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';
import { loadKernel, race } from './measure.mjs';

const ROUNDS = 7;
const ENTRY = 'tests/bench/year-rooms.ts';
/** µs a power flow that other tools take here, warm, 13 buses: public/docs/performance.md. */
const PEERS = [
  ['power-grid-model 1.13, iterative current', 10.2],
  ['lightsim2grid, KLU', 15.0],
  ['MATPOWER, Newton', 1754],
];

const row = (what, ms, note = '') =>
  console.log(`${what.padEnd(52)} ${ms.toFixed(2).padStart(9)} ms  ${note}`);

function stages(rooms, module, scenario, name) {
  const { openWasm, yearInput, yearDispatch, yearRows, timeSeries, gridOf } = rooms;
  const grid = gridOf(scenario);
  const wasm = openWasm(module);
  const input = yearInput(wasm, grid, scenario);
  const dispatch = yearDispatch(wasm, grid, scenario, input);
  const span = { first: 0, count: input.slots };
  const rows = yearRows(grid, scenario, { input, dispatch }, span);
  const options = { method: 'fast', tolerancePu: 1e-8 };
  let series = timeSeries(wasm, grid, rows, options);
  const [inputMs, dispatchMs, rowsMs, solveMs] = race(
    [
      () => yearInput(wasm, grid, scenario),
      () => yearDispatch(wasm, grid, scenario, input),
      () => yearRows(grid, scenario, { input, dispatch }, span),
      () => (series = timeSeries(wasm, grid, rows, { ...options, into: series })),
    ],
    ROUNDS,
  );
  console.log(`${name}: ${input.slots} slots × ${grid.buses.length} buses`);
  row('   weather, panels and loads', inputMs);
  row(`   dispatch, ${scenario.year.dispatch}`, dispatchMs);
  row('   injections laid out', rowsMs);
  const each = (solveMs * 1000) / input.slots;
  row('   power flow, all voltages kept', solveMs, `${each.toFixed(3)} µs a slot`);
  row('   the whole year', inputMs + dispatchMs + rowsMs + solveMs);
  return { each, unsolved: series.converged.filter((one) => one === 0).length };
}

/** Solves its share of the chunks when told to, as often as told. */
async function serve() {
  const rooms = await bundle(ENTRY);
  const wasm = rooms.openWasm(workerData.module);
  const { scenario, share, shares } = workerData;
  const grid = rooms.gridOf(scenario);
  const chunks = rooms.chunksOfYear(scenario);
  rooms.yearGround(wasm, grid, scenario);
  parentPort.on('message', () => {
    const from = Math.floor((chunks * share) / shares);
    const to = Math.floor((chunks * (share + 1)) / shares);
    for (let firstChunk = from; firstChunk < to; firstChunk += 8) {
      const block = { firstChunk, chunks: Math.min(8, to - firstChunk) };
      const { series } = rooms.solveYearBlock(wasm, grid, scenario, block);
      parentPort.postMessage(series, [series.voltagePu.buffer]);
    }
    parentPort.postMessage(null);
  });
  parentPort.postMessage(null);
}

async function threads(module, scenario, shares) {
  const file = fileURLToPath(import.meta.url);
  const workers = Array.from({ length: shares }, (_, share) => {
    return new Worker(file, { workerData: { module, scenario, share, shares } });
  });
  const ready = (worker) =>
    new Promise((resolve) => {
      const hear = (message) => {
        if (message !== null) return;
        worker.off('message', hear);
        resolve();
      };
      worker.on('message', hear);
    });
  await Promise.all(workers.map(ready));
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const done = Promise.all(workers.map(ready));
    const start = performance.now();
    for (const worker of workers) worker.postMessage('go');
    await done;
    best = Math.min(best, performance.now() - start);
  }
  await Promise.all(workers.map((worker) => worker.terminate()));
  return best;
}

export async function run() {
  const rooms = await bundle(ENTRY);
  const module = await loadKernel();
  const { openingScenario, withYear } = rooms;
  const hours = openingScenario();
  const quarters = withYear(hours, { stepMinutes: 15 });
  const larger = { ...withYear(hours, {}), caseId: 'ieee69', devices: [] };
  const { each, unsolved } = stages(rooms, module, hours, 'thesis13, hours');
  for (const [name, us] of PEERS) {
    console.log(`   ${name}: ${us} µs a slot where measured, ${(us / each).toFixed(0)}× ours`);
  }
  if (unsolved > 0) console.log(`   WRONG: ${unsolved} hours without a solution`);
  stages(rooms, module, quarters, 'thesis13, quarter-hours');
  stages(rooms, module, larger, 'ieee69, hours');
  const one = await threads(module, quarters, 1);
  const two = await threads(module, quarters, 2);
  row('quarter-hours by blocks, one thread, posted back', one);
  row('   two threads', two, `${(one / two).toFixed(2)}× as fast`);
}

if (!isMainThread) await serve();

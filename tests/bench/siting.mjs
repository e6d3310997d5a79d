// The genetic search: fitness and sort beside plain JavaScript in the same run, then whole runs.
// Minima over interleaved rounds; only the ratios mean anything.
import { loadKernel, loadRooms, race } from './measure.mjs';
import { plainFitness, plainRanks, plainYear } from './siting-twin.mjs';

const ROUNDS = 7;
const DESIGNS = 4000;

const ROOMS = [
  ...['wasm', 'siting', 'siting-problem', 'siting-host', 'benchmark', 'year'].map(
    (name) => `kernel/${name}`,
  ),
  ...['grid/cases', 'rng', 'scenario/default'],
].map((name) => `/web/${name}.ts`);

const row = (what, wasmMs, jsMs, per, unit) => {
  const each = (ms) => `${((ms * 1000) / per).toFixed(2)} µs`;
  console.log(
    `${what.padEnd(44)} wasm ${each(wasmMs)}  plain JS ${each(jsMs)}  ` +
      `ratio ${(jsMs / wasmMs).toFixed(1)}× ${unit}`,
  );
};

function fitness(tools, wasm) {
  const { getCase, packSiting, stream, panelTool } = tools;
  const grid = getCase('thesis13');
  const { sites, assumptions } = packSiting(wasm, { grid, scenario: 'noon' });
  const at = wasm.openSitingIsland(DESIGNS);
  const rng = stream(1, 'bench');
  const n = sites.length;
  const genome = new Float64Array(wasm.memory.buffer, wasm.islandGenome(at), DESIGNS * 2 * n);
  const designs = [];
  for (let d = 0; d < DESIGNS; d++) {
    const [panels, packs] = [new Float64Array(13), new Float64Array(13)];
    sites.forEach((bus, site) => {
      panels[bus] = genome[2 * n * d + site] = rng.below(1500);
      packs[bus] = genome[2 * n * d + n + site] = rng.below(2);
    });
    designs.push([panels, packs]);
  }
  const plain = plainFitness(grid, assumptions, panelTool(assumptions));
  const results = new Array(DESIGNS);
  const [wasmMs, jsMs] = race(
    [
      () => wasm.evaluateRows(at, DESIGNS),
      () => designs.forEach(([panels, packs], d) => (results[d] = plain(panels, packs))),
    ],
    ROUNDS,
  );
  const objectives = new Float64Array(wasm.memory.buffer, wasm.islandObjectives(at), 3 * DESIGNS);
  let worst = 0;
  results.forEach((result, d) => {
    for (let k = 0; k < 3; k++) {
      worst = Math.max(worst, Math.abs(objectives[3 * d + k] / result[k] - 1));
    }
  });
  row('fitness at noon, 13 buses, to 1e-12 pu', wasmMs, jsMs, DESIGNS, 'a design');
  console.log(`   largest relative difference of an objective ${worst.toExponential(1)}`);
}

function sort({ stream }, wasm) {
  const rows = 240;
  wasm.begin();
  wasm.openSort(rows);
  const [objectives, violation] = [wasm.alloc(24 * rows), wasm.alloc(8 * rows)];
  const ranks = wasm.alloc(4 * rows);
  const rng = stream(2, 'bench');
  const values = Float64Array.from({ length: 3 * rows }, () => rng.unit());
  new Float64Array(wasm.memory.buffer, objectives, 3 * rows).set(values);
  let plain;
  const [wasmMs, jsMs] = race(
    [
      () => {
        for (let i = 0; i < 50; i++) wasm.rankRows(rows, 3, objectives, violation, ranks);
      },
      () => {
        for (let i = 0; i < 50; i++) plain = plainRanks(values, rows);
      },
    ],
    ROUNDS,
  );
  const equal = plain.every(
    (rank, i) => rank === new Int32Array(wasm.memory.buffer, ranks, rows)[i],
  );
  row('non-dominated sort, 240 rows, 3 objectives', wasmMs, jsMs, 50, equal ? '(equal)' : 'WRONG');
}

function wholeRuns(
  { openWasm, optimiseSiting, optimiseBenchmark, hypervolumeOf, getCase },
  module,
) {
  const grid = getCase('thesis13');
  let result;
  const [noonMs] = race(
    [
      () => {
        const options = { seed: 1, population: 120, generations: 400 };
        result = optimiseSiting(openWasm(module), { grid, scenario: 'noon' }, options);
      },
    ],
    ROUNDS,
  );
  const volume = result.hypervolumeHistory.at(-1).toFixed(4);
  console.log(
    `siting, noon, 120 × 400, one worker: ${noonMs.toFixed(0)} ms (goal 800), ` +
      `hypervolume ${volume} (aim 0.733)`,
  );
  for (const name of ['zdt1', 'zdt2', 'zdt3', 'zdt4', 'zdt6', 'dtlz2']) {
    const wasm = openWasm(module);
    const volumes = [];
    let ms = Infinity;
    for (let seed = 1; seed <= 11; seed++) {
      const start = performance.now();
      const { front } = optimiseBenchmark(wasm, name, {
        seed,
        population: 100,
        evaluations: 25_000,
      });
      ms = Math.min(ms, performance.now() - start);
      volumes.push(
        hypervolumeOf(
          openWasm(module),
          front,
          front[0].map(() => 1.1),
        ),
      );
    }
    const median = volumes.sort((a, b) => a - b)[5].toFixed(5);
    console.log(
      `${name}, 100 designs, 25,000 evaluations: ${ms.toFixed(0)} ms (goal 150), ` +
        `median hypervolume ${median}`,
    );
  }
}

const HOURS = 8760;

/** One design judged by all hours of the year, its panels curtailed to each bus's own load. */
function yearFitness(tools, module) {
  const { getCase, openWasm, defaultScenario, packSiting, sitingProblem, yearInput } = tools;
  const grid = getCase('thesis13');
  const base = defaultScenario();
  const scenario = { ...base, siting: { ...base.siting, hour: 'year' } };
  const panels = grid.buses.map(({ loadKw }) => 3 * loadKw);
  const plain = plainYear(grid, scenario.siting, {
    input: yearInput(openWasm(module), grid, scenario),
  });
  const wasm = openWasm(module);
  const { sites } = packSiting(wasm, sitingProblem(grid, scenario));
  const at = wasm.openSitingIsland(1);
  const genome = new Float64Array(wasm.memory.buffer, wasm.islandGenome(at), 2 * sites.length);
  sites.forEach((bus, site) => (genome[site] = panels[bus]));
  let expected;
  const [wasmMs, jsMs] = race(
    [() => wasm.evaluateRows(at, 1), () => (expected = plain(panels))],
    ROUNDS,
  );
  const found = new Float64Array(wasm.memory.buffer, wasm.islandObjectives(at), 3);
  const worst = Math.max(...expected.map((value, k) => Math.abs(found[k] / value - 1)));
  row('fitness of a year, 13 buses, no packs', wasmMs, jsMs, HOURS, 'an hour');
  console.log(
    `   ${wasmMs.toFixed(2)} ms a design; prototype 0.35 µs an hour; largest relative ` +
      `difference of an objective ${worst.toExponential(1)}`,
  );
}

/** Whole searches with the year in every fitness, one worker each. */
function yearRuns({ openWasm, optimiseSiting, getCase }, module) {
  for (const [id, scenario, dispatch, goal] of [
    ['thesis13', 'year', 'idle', 'goal 60 s; prototype 61 s'],
    ['thesis13', 'year', 'own-bus', 'goal 120 s'],
    ['thesis13', 'year', 'forecast', 'goal 120 s'],
    ['thesis13', 'days', 'idle', 'goal a fifteenth of the year'],
    ['thesis13', 'days', 'own-bus', 'goal a fifteenth of the year'],
    ['ieee33', 'year', 'idle', 'prototype 120 s'],
  ]) {
    const problem = { grid: getCase(id), scenario, voltageMaxPu: 1.1, year: { dispatch } };
    const options = { seed: 1, population: 100, generations: 200 };
    const start = performance.now();
    const { front } = optimiseSiting(openWasm(module), problem, options);
    const seconds = (performance.now() - start) / 1000;
    console.log(
      `siting, ${id}, ${scenario}, packs ${dispatch}, 100 × 200: ${seconds.toFixed(1)} s ` +
        `(${goal}), ${front.length} designs`,
    );
  }
}

export async function run() {
  const tools = await loadRooms(ROOMS);
  const module = await loadKernel();
  const wasm = tools.openWasm(module);
  const panelTool = (a) =>
    wasm.panelOutputWatts(a.irradianceKwM2, a.ambientC, a.inverterMinShare, a.inverterEfficiency) /
    1000;
  fitness({ ...tools, panelTool }, wasm);
  sort(tools, wasm);
  wholeRuns(tools, module);
  yearFitness(tools, module);
  yearRuns(tools, module);
}

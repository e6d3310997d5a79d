// A year of hours by the fast method and by Gauss–Seidel: our kernel, plain JavaScript, the same
// algorithms in C (where a compiler is present) and what the arithmetic alone would take. Minima
// over interleaved rounds of one run; only the ratios mean anything.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { distFlowYear, feeder, gaussSeidelYear, sweepRows } from './power-flow-twin.mjs';

const SLOTS = 8760;
const ROUNDS = 12;
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
/** Best fixed acceleration of each feeder. */
const ALPHA = { thesis13: 1.815, ieee33: 1.73, ieee69: 1.92 };
/** Two-lane operations per line and sweep of DistFlow; a division takes four places. */
const OPERATIONS = 8 + 7 + 4 + 2 + 4;

async function load() {
  const [{ output }] = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      lib: { entry: here('power-flow-kernel.ts'), formats: ['es'] },
      write: false,
      minify: false,
      target: 'es2022',
    },
  });
  const code = Buffer.from(output[0].code).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}

/** Every load by itself between 15 and 95 % of its peak; sun on two buses. */
function year(grid, stream) {
  const rng = stream(1, 'bench year');
  const n = grid.buses.length;
  const rows = ['loadKw', 'loadKvar', 'injectionKw', 'injectionKvar'];
  const input = Object.fromEntries(rows.map((row) => [row, new Float64Array(SLOTS * n)]));
  const sunny = [n >> 1, n - 1];
  const peak = grid.buses.reduce((sum, bus) => sum + bus.loadKw, 0);
  for (let slot = 0; slot < SLOTS; slot++) {
    grid.buses.forEach((bus, i) => {
      const wave = 1 - Math.abs(((slot + 3 * i) % 24) - 12) / 12;
      const share = 0.15 + 0.5 * wave + 0.3 * rng.unit();
      input.loadKw[slot * n + i] = bus.loadKw * share;
      input.loadKvar[slot * n + i] = bus.loadKvar * share;
    });
    const sun = Math.max(0, 1 - Math.abs((slot % 24) - 12) / 6) * rng.unit();
    for (const i of sunny) input.injectionKw[slot * n + i] = 0.25 * peak * sun;
  }
  return { slots: SLOTS, ...input };
}

/** The compiled yardsticks by name; none without a compiler. */
function compileC(folder) {
  const compiler = ['gcc', 'clang', 'cc'].find(
    (name) => spawnSync(name, ['--version']).status === 0,
  );
  if (!compiler) return [];
  const wide = readCpuFlags().includes('avx512f');
  const kinds = [
    ['C, SSE, 2 lanes', 2, ['-msse4.2', '-ffp-contract=off']],
    ['C, SSE, 4 lanes', 4, ['-msse4.2', '-ffp-contract=off']],
    ...(wide ? [['C, AVX-512, 8 lanes', 8, ['-mavx512f', '-mavx512dq', '-mfma']]] : []),
  ];
  return kinds.map(([name, lanes, flags]) => {
    const program = join(folder, `year-${String(lanes)}`);
    const rest = [
      '-O3',
      '-std=gnu11',
      '-w',
      '-Wno-psabi',
      `-DLANES=${String(lanes)}`,
      here('power-flow.c'),
    ];
    execFileSync(compiler, [...flags, ...rest, '-o', program, '-lm']);
    return { name, program };
  });
}

function readCpuFlags() {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return ''; // not Linux: the wide variant is left out
  }
}

function writeInput(path, { plan, rows, p, q, n }, alpha) {
  const figures = [n, SLOTS, alpha, 1e-10];
  for (const { bus, parent, r = 0, x = 0 } of plan.order) {
    figures.push(bus, parent, r, x, plan.charging[bus]);
  }
  for (const { bus, re, im, near } of rows) figures.push(bus, re, im, near.length, ...near.flat());
  const all = new Float64Array(figures.length + p.length + q.length);
  all.set(figures);
  all.set(p, figures.length);
  all.set(q, figures.length + p.length);
  writeFileSync(path, new Uint8Array(all.buffer));
}

const callC = ({ program }, path, job, rounds) =>
  execFileSync(program, [path, job, String(rounds)], { encoding: 'utf8' })
    .split(' ')
    .map(Number);

/** Best µs per slot of each contestant, rounds interleaved, beside what else it says of itself. */
function race(contestants, rounds) {
  const best = contestants.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    contestants.forEach(({ go }, i) => (best[i] = Math.min(best[i], go())));
  }
  return contestants.map(({ name, sweeps }, i) => ({ name, sweeps, us: best[i] }));
}

/** A turn is the best of three calls, for all alike: the first one finds the others' caches. */
const TURN = 3;

const timed = (name, job, sweeps) => ({
  name,
  sweeps,
  go: () => {
    let best = Infinity;
    for (let call = 0; call < TURN; call++) {
      const start = performance.now();
      job();
      best = Math.min(best, performance.now() - start);
    }
    return (best * 1000) / SLOTS;
  },
});

/** The compiled ones at one job; what is in the file at `path` never changes, so nor do sweeps. */
const compiled = (programs, path, job) =>
  programs.map((each) => ({
    name: each.name,
    sweeps: callC(each, path, job, 1)[2],
    go: () => callC(each, path, job, TURN)[0] / 1000,
  }));

/** Rows whose name starts with "ours" are what the others are compared with. */
function print(title, rows) {
  const ours = rows.filter(({ name }) => name.startsWith('ours'));
  console.log(`\n${title}`);
  for (const { name, us, sweeps } of rows) {
    const ratios = ours.map((each) => `${(us / each.us).toFixed(2)}×`).join(', ');
    const each = sweeps
      ? `${sweeps.toFixed(2)} sweeps of ${((us * 1000) / sweeps).toFixed(2)} ns`
      : '';
    console.log(`  ${name.padEnd(40)} ${us.toFixed(3).padStart(8)} µs a slot  ${ratios}  ${each}`);
  }
  console.log(`  (each ratio: how many times as fast ${ours.map(({ name }) => name).join('; ')})`);
}

function oneCase(tools, wasm, id, { folder, programs }) {
  const grid = tools.getCase(id);
  const n = grid.buses.length;
  const alpha = ALPHA[id];
  const input = year(grid, tools.stream);
  const net = (load, fed) => load.map((_, k) => (fed[k] - load[k]) / grid.baseKva);
  const p = net(input.loadKw, input.injectionKw);
  const q = net(input.loadKvar, input.injectionKvar);
  const plan = feeder(grid);
  const rows = sweepRows(grid, alpha);
  const path = join(folder, `${id}.bin`);
  writeInput(path, { plan, rows, p, q, n }, alpha);
  const series = (options) => tools.timeSeries(wasm, grid, input, options);
  const mean = ({ iterations }) => iterations.reduce((sum, each) => sum + each, 0) / SLOTS;
  const into = series({ method: 'fast' });
  checkAgainst(into.voltagePu, distFlowYear(plan, p, q, SLOTS), `${id} DistFlow`);
  const sweeps = mean(into);
  const fast = race(
    [
      timed('ours, DistFlow, into fresh memory', () => series({ method: 'fast' }), sweeps),
      timed(
        'ours, into the same arrays, as C does',
        () => series({ method: 'fast', into }),
        sweeps,
      ),
      timed('plain JavaScript, DistFlow', () => distFlowYear(plan, p, q, SLOTS)),
      ...compiled(programs, path, 'd'),
    ],
    ROUNDS,
  );
  if (programs.length > 0) {
    const nsPerOperation = callC(programs[0], path, 'p', 0)[0];
    const us = ((n - 1) * sweeps * OPERATIONS * nsPerOperation) / 1000;
    fast.push({ name: 'its arithmetic alone', us, sweeps });
  }
  print(`${id}, a year of hours`, fast);
  if (id !== 'thesis13') return;
  const options = { method: 'gauss-seidel', acceleration: alpha, tolerancePu: 1e-10 };
  const year2 = { p, q, slots: SLOTS, n };
  const same = mean(series({ ...options, into }));
  const slow = race(
    [
      timed('ours, into fresh memory', () => series(options), same),
      timed('ours, into the same arrays, as C does', () => series({ ...options, into }), same),
      timed('plain JavaScript, by moves alone', () =>
        gaussSeidelYear(rows, year2, { alpha, tolerance: 1e-10 }),
      ),
      ...compiled(programs, path, 'g'),
      ...compiled(programs.slice(0, 1), path, 'm').map((each) => ({
        ...each,
        name: `${each.name}, by moves alone`,
      })),
    ],
    ROUNDS,
  );
  print(`${id}, a year of hours, Gauss–Seidel at ${String(alpha)} to |ΔV| ≤ 1e-10`, slow);
}

function checkAgainst(ours, theirs, what) {
  const apart = ours.reduce((most, v, i) => Math.max(most, Math.abs(v - theirs[i])), 0);
  if (!(apart < 1e-7)) throw new Error(`${what}: the twin differs by ${String(apart)} pu`);
}

/** Prints the tables. */
export async function run() {
  const tools = await load();
  const bytes = readFileSync(new URL('../../build/release/kernel.wasm', import.meta.url));
  const wasm = tools.openWasm(new WebAssembly.Module(bytes));
  const folder = mkdtempSync(join(tmpdir(), 'power-flow-'));
  try {
    const programs = compileC(folder);
    if (programs.length === 0) console.log('no C compiler: its rows are left out');
    for (const id of Object.keys(ALPHA)) oneCase(tools, wasm, id, { folder, programs });
    const grid = tools.getCase('thesis13');
    const [one] = race(
      [
        {
          name: 'one power flow from flat, results as objects',
          go: () => {
            const start = performance.now();
            for (let k = 0; k < 1000; k++) tools.powerFlow(wasm, grid, { method: 'fast' });
            return performance.now() - start;
          },
        },
      ],
      ROUNDS,
    );
    console.log(`\n${one.name}: ${one.us.toFixed(1)} µs`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

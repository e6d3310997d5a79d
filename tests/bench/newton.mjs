// Meshed networks, one thread, warm: Newton and the fast method beside plain JavaScript in the same
// run. 96 slots around the day, every bus with its own ripple; two lanes of 48 slots each.
// Minima over interleaved rounds; only the ratios mean anything.
import { loadKernel, loadRooms, race } from './measure.mjs';
import { plainNewton } from './newton-twin.mjs';

const CASES = ['ieee14', 'ieee30', 'ieee57', 'ieee118', 'thesis13', 'ieee33'];
const SLOTS = 96;
const ROUNDS = 15;
const TOLERANCE = 1e-8;
const ROOMS = [
  ...['kernel/wasm', 'kernel/network', 'grid/cases', 'rng'].map((name) => `/web/${name}.ts`),
  '/tests/twin/newton.ts',
];

/** Net injections of every slot, per unit: level of the day times a ripple of each bus's own. */
function slotsOf({ stream }, p0, q0) {
  const rng = stream(0x6e65, 'bench');
  return Array.from({ length: SLOTS }, (_, t) => {
    const level = 0.8 + 0.15 * Math.sin((2 * Math.PI * t) / SLOTS);
    const share = Float64Array.from(p0, () => level * (1 + 0.04 * (rng.unit() - 0.5)));
    return { p: p0.map((x, i) => x * share[i]), q: q0.map((x, i) => x * share[i]) };
  });
}

/** The kernel on all slots; `keep` 1 = the fast method. */
function kernelRun(wasm, f64, slots, keep) {
  const n = slots[0].p.length;
  const half = SLOTS / 2;
  const [p, q] = [wasm.alloc(16 * n * half), wasm.alloc(16 * n * half)];
  const write = (to, pick) => {
    const pairs = f64(wasm, to, 2 * n * half);
    slots.forEach((slot, t) => {
      pick(slot).forEach((x, i) => (pairs[2 * ((t % half) * n + i) + Math.floor(t / half)] = x));
    });
  };
  write(p, (slot) => slot.p);
  write(q, (slot) => slot.q);
  const tally = { steps: 0, factors: 0 };
  const run = () => {
    wasm.newtonKeep(keep);
    tally.steps = tally.factors = 0;
    for (let t = 0; t < half; t++) {
      const ok = wasm.newtonSolve2(p + 16 * n * t, q + 16 * n * t, t > 0 ? 1 : 0);
      if (ok !== 3) throw new Error(`slot ${t} did not converge`);
      tally.steps += wasm.stepCount.value;
      tally.factors += wasm.factorCount.value;
    }
  };
  return { run, tally };
}

/** Sparse rows, kinds (0 PQ, 1 PV, 2 slack) and set points for the plain solver. */
function rowsFor(wasm, { f64, i32, admittance }) {
  return (grid) => {
    const n = grid.buses.length;
    const { g, b } = admittance(grid);
    return {
      n,
      rows: g.map((row, i) =>
        row.flatMap((re, k) => (re || b[i][k] ? [{ k, g: re, b: b[i][k] }] : [])),
      ),
      kind: i32(wasm, wasm.kind.value, n).slice(),
      set: f64(wasm, wasm.setVoltage.value, n).slice(),
      slackAngle: f64(wasm, wasm.startAngle.value, n)[0],
    };
  };
}

export async function run() {
  const tools = await loadRooms(ROOMS);
  const module = await loadKernel();
  console.log('µs per flow, warm  |  Newton  steps |   fast  steps  factors | plain JS | ratios');
  for (const id of CASES) {
    const wasm = tools.openWasm(module);
    const grid = tools.getCase(id);
    const { busCount: n } = tools.packNetwork(wasm, grid);
    wasm.newtonPrepare();
    wasm.newtonLimits(TOLERANCE, 30, 0);
    const own = (pointer) => tools.f64(wasm, pointer, n).slice();
    const slots = slotsOf(tools, own(wasm.injectionP.value), own(wasm.injectionQ.value));
    const plain = plainNewton(grid, rowsFor(wasm, tools));
    const newton = kernelRun(wasm, tools.f64, slots, 0);
    const fast = kernelRun(wasm, tools.f64, slots, 1);
    const script = () => {
      for (const { p, q } of slots) {
        if (plain.solve(p, q, TOLERANCE) < 0) throw new Error(`${id}: plain JS did not converge`);
      }
    };
    const [a, b, c] = race([newton.run, fast.run, script], ROUNDS).map((ms) => (ms * 1000) / SLOTS);
    const per = (count) => ((2 * count) / SLOTS).toFixed(2);
    console.log(
      `${id.padEnd(18)} | ${a.toFixed(2).padStart(7)} ${per(newton.tally.steps).padStart(6)} | ` +
        `${b.toFixed(2).padStart(6)} ${per(fast.tally.steps).padStart(6)} ` +
        `${per(fast.tally.factors).padStart(8)} | ${c.toFixed(1).padStart(8)} | ` +
        `JS/Newton ${(c / a).toFixed(1)}, Newton/fast ${(a / b).toFixed(2)}`,
    );
  }
}

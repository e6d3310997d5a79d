// What every engine must compute to the last bit: one number per kernel, hashed whole. The same
// function runs in Node (tests/module.test.mjs) and in the browser (tests/kernel/bits.test.ts);
// both are held to bits.json.
const grow = (bytes, array) => {
  const view = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  const all = new Uint8Array(bytes.length + view.length);
  all.set(bytes);
  all.set(view, bytes.length);
  return all;
};

/** Loads that differ from bus to bus and slot to slot, by exact arithmetic alone. */
const pattern = (grid, slots) => {
  const size = slots * grid.buses.length;
  const input = { slots };
  for (const key of ['loadKw', 'loadKvar', 'injectionKw', 'injectionKvar']) {
    input[key] = new Float64Array(size);
  }
  grid.buses.forEach((bus, column) => {
    for (let slot = 0; slot < slots; slot++) {
      const at = slot * grid.buses.length + column;
      const share = 0.4 + ((slot * 37 + column * 11) % 64) / 128;
      input.loadKw[at] = bus.loadKw * share;
      input.loadKvar[at] = bus.loadKvar * share;
      input.injectionKw[at] = (bus.loadKw * ((slot + column) % 7)) / 16;
    }
  });
  return input;
};

/** { name: Uint8Array } of every kernel's results on fixed inputs. */
export const kernelBits = ({ kernel, getCase }) => {
  const bits = {};
  for (const [id, method] of [
    ['thesis13', 'gauss-seidel'],
    ['thesis13', 'fast'],
    ['ieee14', 'newton-raphson'],
    ['ieee118', 'newton-raphson'],
    ['ieee57', 'fast'],
    ['ieee69', 'fast'],
  ]) {
    const grid = getCase(id);
    const flow = kernel.powerFlow(grid, { method });
    const series = kernel.timeSeries(grid, pattern(grid, 200), { method });
    let bytes = grow(new Uint8Array(), Float64Array.from(flow.buses.map((b) => b.angleRad)));
    bytes = grow(bytes, Float64Array.from(flow.branches.map((b) => b.lossKw)));
    for (const array of [series.voltagePu, series.lossKw, series.slackKvar]) {
      bytes = grow(bytes, array);
    }
    bits[`${id} ${method}`] = bytes;
  }
  const grid = getCase('thesis13');
  const nose = kernel.traceNose(grid);
  bits.nose = grow(new Uint8Array(), nose.voltagesPu);
  const options = { seed: 7, population: 40, generations: 40 };
  const { front, hypervolumeHistory } = kernel.optimiseSiting({ grid, scenario: 'noon' }, options);
  bits.siting = grow(
    grow(new Uint8Array(), hypervolumeHistory),
    Float64Array.from(front.flatMap((d) => [...d.panels, ...d.packs, d.costUsdPerHour])),
  );
  for (const [scenario, dispatch] of [
    ['days', 'forecast'],
    ['year', 'own-bus'],
  ]) {
    const problem = { grid, scenario, days: 6, outsideShare: 1, year: { dispatch } };
    const year = kernel.optimiseSiting(problem, { seed: 7, population: 12, generations: 4 });
    bits[`siting ${scenario}`] = grow(
      new Uint8Array(),
      Float64Array.from(
        year.front.flatMap((d) => [
          ...[...d.panels, ...d.packs, d.costUsdPerHour, d.apparentLossKva],
          ...[d.violation, d.wholeYear?.voltageDeviationPu ?? d.voltageDeviationPu],
        ]),
      ),
    );
  }
  for (const name of ['zdt1', 'zdt3', 'dtlz2']) {
    const run = { seed: 7, population: 40, evaluations: 4000 };
    bits[name] = grow(
      new Uint8Array(),
      Float64Array.from(kernel.optimiseBenchmark(name, run).front.flat()),
    );
  }
  for (const [id, elasticity] of [
    ['thesis13', 0.5],
    ['ieee118', 0],
  ]) {
    const given = pattern(getCase(id), 1);
    const { price, equilibrium } = kernel.priceField(getCase(id), {
      ...{ demandKw: given.loadKw, supplyKw: given.injectionKw, elasticity },
      ...{ diffusion: 0.01, kappa: 0.1, mu: 0.25, stepSeconds: 0.5, steps: 100, theta: 0.75 },
      ...{ referencePrice: 0.16, floorPrice: 0.1, ceilingPrice: 0.273 },
    });
    bits[`price ${id}`] = grow(grow(new Uint8Array(), price), equilibrium);
  }
  return bits;
};

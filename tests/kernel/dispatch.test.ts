import { expect } from '@open-wc/testing';
import { dispatchYear, type DispatchRequest } from '../../web/kernel/dispatch.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import type { YearDispatch } from '../../web/kernel/outcome.ts';
import { openWasm, type Wasm } from '../../web/kernel/wasm.ts';
import { stream, type Rng } from '../../web/rng.ts';
import { DEFAULT_YEAR, DISPATCHES, type Dispatch } from '../../web/scenario/year.ts';
import { dispatchByTwin } from '../twin/dispatch.ts';

const DAYS = 45;
const DAY_PRICE = 0.273;

interface World extends DispatchRequest {
  readonly days: number;
}

/** Loads and sun with days in them, and a jolt now and then; a few buses hold devices. */
function randomWorld(seed: number, dispatch: Dispatch, stepMinutes: 60 | 15 = 60): World {
  const rng = stream(seed, 'dispatch');
  const busCount = 1 + rng.below(5);
  const perDay = 1440 / stepMinutes;
  const slots = DAYS * perDay;
  const panelKw = Float64Array.from({ length: slots }, (_, slot) => {
    const x = ((slot % perDay) / perDay - 0.5) * 4;
    return Math.max(0, 0.33 * (1 - x * x)) * rng.unit();
  });
  const peaks = Array.from({ length: busCount }, () => 20 + 400 * rng.unit());
  const loadKw = Float64Array.from({ length: slots * busCount }, (_, at) => {
    const evening = Math.floor(at / busCount) % perDay >= 0.7 * perDay ? 1 : 0.5;
    return peaks[at % busCount]! * evening * (0.3 + 0.7 * rng.unit());
  });
  const blank = new Float64Array(slots);
  const socMinShare = 0.5 * rng.unit();
  return {
    days: DAYS,
    input: {
      stepMinutes,
      slots,
      planeKwM2: blank,
      horizontalKwM2: blank,
      ambientC: blank,
      windMs: blank,
      cloudShare: blank,
      panelKw,
      loadKw,
      loadKvar: loadKw,
    },
    busCount,
    panels: counts(rng, busCount, 3000),
    packs: counts(rng, busCount, 6),
    year: {
      ...DEFAULT_YEAR,
      stepMinutes,
      dispatch,
      socMinShare,
      socMaxShare: socMinShare + (1 - socMinShare) * rng.unit(),
      chargeEfficiency: 0.5 + 0.5 * rng.unit(),
      shaveShare: rng.unit(),
      nightShare: rng.unit(),
      nightFromHour: rng.below(24),
      nightToHour: rng.below(24),
    },
    sunScale: 2 * rng.unit(),
    dayPrice: DAY_PRICE,
  };
}

function counts(rng: Rng, busCount: number, most: number): number[] {
  return Array.from({ length: busCount }, () => (rng.below(3) === 0 ? 0 : rng.below(most)));
}

function twinOf({ input, busCount, panels, packs, year, sunScale }: World): YearDispatch {
  return dispatchByTwin({
    slotsPerDay: 1440 / input.stepMinutes,
    slots: input.slots,
    busCount,
    loadKw: input.loadKw,
    panelKw: input.panelKw.map((kw) => kw * sunScale),
    panels: Array.from(panels),
    packs: Array.from(packs),
    rules: year,
  });
}

function worst(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!)), 0);
}

describe('dispatch', () => {
  let wasm: Wasm;
  before(async () => {
    wasm = openWasm(await loadKernelModule());
  });

  for (const dispatch of DISPATCHES) {
    // A level found by halving may fall to either side of the last halving by rounding.
    const tolerance = dispatch === 'forecast' ? 1e-2 : 1e-7;

    it(`${dispatch} does what its slow twin does`, () => {
      for (let seed = 1; seed <= (dispatch === 'forecast' ? 4 : 20); seed++) {
        const world = randomWorld(seed, dispatch, seed % 4 === 0 ? 15 : 60);
        const fast = dispatchYear(wasm, world);
        const slow = twinOf(world);
        for (const row of ['pvKw', 'packKw', 'curtailedKw', 'storedKwh'] as const) {
          expect(worst(fast[row], slow[row]), `seed ${seed}, ${row}`).to.be.below(tolerance);
        }
      }
    });

    it(`${dispatch} keeps energy, power and range in every slot`, () => {
      for (let seed = 100; seed < 140; seed++) {
        const world = randomWorld(seed, dispatch, seed % 2 === 0 ? 15 : 60);
        const found = offences(world, dispatchYear(wasm, world));
        expect(found.slice(0, 3), `seed ${seed}`).to.deep.equal([]);
      }
    });
  }
});

/** Conservation to 1e-9 kWh a slot and the limits of packs and panels; says what broke where. */
function offences(world: World, answer: YearDispatch): string[] {
  const { input, busCount, panels, packs, year, sunScale } = world;
  const hours = input.stepMinutes / 60;
  const packCount = Array.from(packs).reduce((a, b) => a + b, 0);
  const [low, high] = [year.socMinShare, year.socMaxShare].map((share) => packCount * 210 * share);
  const found: string[] = [];
  const must = (holds: boolean, what: string): void => {
    if (!holds) found.push(what);
  };
  let before = low!;
  for (let slot = 0; slot < input.slots; slot++) {
    let change = 0;
    let [fed, made] = [0, 0];
    for (let bus = 0; bus < busCount; bus++) {
      const at = slot * busCount + bus;
      const [kw, pvKw, loadKw] = [answer.packKw[at]!, answer.pvKw[at]!, input.loadKw[at]!];
      const madeHere = panels[bus]! * input.panelKw[slot]! * sunScale;
      change -= kw > 0 ? kw * hours : kw * hours * year.chargeEfficiency;
      fed += pvKw;
      made += madeHere;
      must(Math.abs(kw) <= 50 * packs[bus]! * (1 + 1e-12), `slot ${slot}: ${kw} kW`);
      must(pvKw >= 0 && pvKw <= madeHere * (1 + 1e-12), `slot ${slot}: ${pvKw} of ${madeHere}`);
      if (year.dispatch !== 'own-bus') continue;
      must(pvKw + kw <= loadKw + 1e-9, `slot ${slot}: bus ${bus} exports`);
      must(kw >= 0 || -kw <= madeHere + 1e-9, `slot ${slot}: bus ${bus} charges from the grid`);
    }
    const stored = answer.storedKwh[slot]!;
    must(Math.abs(stored - before - change) < 1e-9, `slot ${slot}: energy of packs`);
    must(Math.abs(made - fed - answer.curtailedKw[slot]!) < 1e-9, `slot ${slot}: of panels`);
    must(stored >= low! - 1e-9 && stored <= high! + 1e-9, `slot ${slot}: ${stored} kWh stored`);
    before = stored;
  }
  return found;
}

describe('dispatch and time', () => {
  let wasm: Wasm;
  before(async () => {
    wasm = openWasm(await loadKernelModule());
  });

  it('never lets tomorrow change today, peak shaving’s told peak apart', () => {
    for (const dispatch of DISPATCHES.filter((rule) => rule !== 'peak-shaving')) {
      for (let seed = 200; seed < 206; seed++) {
        const world = randomWorld(seed, dispatch);
        const cut = (10 + (seed % 30)) * 24 + (seed % 24);
        const loadKw = world.input.loadKw.map((kw, at) =>
          at < cut * world.busCount ? kw : 1000 - kw,
        );
        const panelKw = world.input.panelKw.map((kw, at) => (at < cut ? kw : 0.3 - kw));
        const other = { ...world, input: { ...world.input, loadKw, panelKw } };
        const [a, b] = [dispatchYear(wasm, world), dispatchYear(wasm, other)];
        expect(a.packKw.slice(0, cut * world.busCount), `${dispatch}, seed ${seed}`).to.deep.equal(
          b.packKw.slice(0, cut * world.busCount),
        );
      }
    }
  });

  it('shaves the peaks it was told, as long as packs last', () => {
    const world = { ...randomWorld(7, 'peak-shaving'), packs: [40], panels: [0], busCount: 1 };
    // A square evening: 300 kW for four hours over 100; 100 packs' worth of energy is at hand.
    const loadKw = Float64Array.from({ length: world.input.slots }, (_, t) =>
      t % 24 >= 18 && t % 24 < 22 ? 300 : 100,
    );
    const year = { ...DEFAULT_YEAR, dispatch: 'peak-shaving' as const, shaveShare: 0.6 };
    const { packKw } = dispatchYear(wasm, { ...world, year, input: { ...world.input, loadKw } });
    const gridKw = loadKw.map((kw, t) => kw - packKw[t]!);
    expect(Math.max(...gridKw.slice(24))).to.be.closeTo(180, 1e-9);
  });

  it('the forecast flattens a day that repeats, and says nothing on the first', () => {
    const world = { ...randomWorld(8, 'forecast'), packs: [10], panels: [0], busCount: 1 };
    const loadKw = Float64Array.from({ length: world.input.slots }, (_, t) =>
      t % 24 >= 18 && t % 24 < 22 ? 300 : 100,
    );
    const year = { ...DEFAULT_YEAR, dispatch: 'forecast' as const };
    const { packKw } = dispatchYear(wasm, { ...world, year, input: { ...world.input, loadKw } });
    expect(packKw.slice(0, 24).every((kw) => kw === 0)).to.equal(true);
    const gridKw = loadKw.map((kw, t) => kw - packKw[t]!);
    // 4 h above the level L pay for 20 h below it, with 89 % of what is taken:
    // 4 (300 − L) = 0.89 · 20 (L − 100), so L = 2980 / 21.8 = 136.697 kW.
    expect(Math.max(...gridKw.slice(20 * 24))).to.be.closeTo(2980 / 21.8, 0.5);
  });

  it('refuses series that do not fit', () => {
    const world = randomWorld(9, 'own-bus');
    const bad = { ...world, panels: [...Array.from(world.panels), 1] };
    expect(() => dispatchYear(wasm, bad)).to.throw(RangeError, 'panels must hold');
  });
});

/**
 * A whole year of a scenario: weather, loads and dispatch in every slot, then the power flow of
 * all of them, a block of days at a time.
 *
 * Knows how the parts of a year come together and nothing of how each is computed: weather.ts,
 * dispatch.ts, profile/load-year.ts, time-series.ts. Never holds a result; of each instance it
 * keeps the last inputs, since a hand on a slider asks for the same year again and again.
 *
 * Invariants: the dispatch is made for the whole year before any slot is solved, so the energy in
 * the packs carries over every border; a chunk of 96 slots has the same bits whoever solves it, in
 * whatever order. The fast method solves, to 1e-9 pu.
 */
import type { GridCase } from '../grid/case.ts';
import { islands } from '../grid/topology.ts';
import { yearLoads } from '../profile/load-year.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { dispatchYear } from './dispatch.ts';
import { kvarShare, ownInjections } from './network.ts';
import type { TimeSeries, TimeSeriesInput, Year, YearDispatch, YearInput } from './outcome.ts';
import { emptyAnswer } from './series-answer.ts';
import { CHUNK_SLOTS, timeSeries, type TimeSeriesOptions } from './time-series.ts';
import { yearPanelKw, yearWeather } from './weather.ts';
import type { Wasm } from './wasm.ts';

const DAYS_PER_YEAR = 365;
const MINUTES_PER_DAY = 1440;
/** Slots × buses: five such arrays stand in memory at once, 8 bytes a figure. */
const YEAR_FIGURES_MAX = 4_600_000;

/** Slots of the scenario's year. */
export function slotsOfYear({ year }: Pick<Scenario, 'year'>): number {
  return (DAYS_PER_YEAR * MINUTES_PER_DAY) / year.stepMinutes;
}

/** The slot that the scenario's day and minute lie in. */
export function slotOfYear({ year, day, minute }: Scenario): number {
  return Math.floor(((day - 1) * MINUTES_PER_DAY + minute) / year.stepMinutes);
}

/** Day (1 … 365) and minute of the day at which a slot begins. */
export function timeOfSlot(slot: number, stepMinutes: 60 | 15): { day: number; minute: number } {
  const minutes = slot * stepMinutes;
  return { day: Math.floor(minutes / MINUTES_PER_DAY) + 1, minute: minutes % MINUTES_PER_DAY };
}

/** Weather, panels and loads of every slot. @throws RangeError for more figures than fit. */
export function yearInput(wasm: Wasm, grid: GridCase, scenario: Scenario): YearInput {
  const { seed, latitudeDeg, siting, year } = scenario;
  const figures = slotsOfYear(scenario) * grid.buses.length;
  if (figures > YEAR_FIGURES_MAX) {
    throw new RangeError(
      `a year of ${grid.buses.length} buses in steps of ${year.stepMinutes} minutes has ` +
        `${figures} figures; at most ${YEAR_FIGURES_MAX} fit. Take hours, or a smaller network`,
    );
  }
  const { stepMinutes, tiltDeg, azimuthDeg, albedo, cloudiness } = year;
  const sky = { seed, latitudeDeg, tiltDeg, azimuthDeg, albedo, cloudiness, stepMinutes };
  const weather = yearWeather(wasm, sky);
  const { inverterMinShare: minShare, inverterEfficiency: efficiency } = siting;
  const { loadKw, loadKvar } = yearLoads(scenario, grid);
  return {
    stepMinutes,
    slots: weather.slots,
    planeKwM2: weather.planeKwM2,
    horizontalKwM2: weather.horizontalKwM2,
    ambientC: weather.ambientC,
    windMs: weather.windMs,
    cloudShare: weather.cloudShare,
    panelKw: yearPanelKw(wasm, weather, { minShare, efficiency }),
    loadKw,
    loadKvar,
  };
}

/**
 * What the scenario's devices do in that year. Buses that nothing feeds take no part: their loads
 * are nobody's to serve, their devices stand still.
 */
export function yearDispatch(
  wasm: Wasm,
  grid: GridCase,
  scenario: Scenario,
  input: YearInput,
): YearDispatch {
  const dark = islands(grid).flat();
  const byBus = new Map(
    scenario.devices
      .filter(({ bus }) => !dark.some((at) => grid.buses[at]!.id === bus))
      .map((entry) => [entry.bus, entry]),
  );
  const busCount = grid.buses.length;
  return dispatchYear(wasm, {
    input: dark.length === 0 ? input : { ...input, loadKw: without(dark, input.loadKw, busCount) },
    busCount,
    panels: grid.buses.map(({ id }) => byBus.get(id)?.panels ?? 0),
    packs: grid.buses.map(({ id }) => byBus.get(id)?.packs ?? 0),
    year: scenario.year,
    sunScale: scenario.sunScale,
    dayPrice: scenario.siting.gridPrice,
  });
}

/** The same rows, 0 in the columns of `dark`. */
function without(dark: readonly number[], rows: Float64Array, busCount: number): Float64Array {
  const kept = rows.slice();
  for (let row = 0; row < kept.length; row += busCount) {
    for (const bus of dark) kept[row + bus] = 0;
  }
  return kept;
}

/** Input and dispatch of a scenario's year, computed once for equal questions. */
export interface YearGround {
  readonly input: YearInput;
  readonly dispatch: YearDispatch;
}

interface Kept extends YearGround {
  readonly dispatchKey: string;
}

const lastInput = new WeakMap<Wasm, { readonly key: string; readonly input: YearInput }>();
const lastOf = new WeakMap<Wasm, Kept>();

/** `yearInput`, computed once for equal questions; the last one of the instance is kept. */
export function keptInput(wasm: Wasm, grid: GridCase, scenario: Scenario): YearInput {
  const key = inputKeyOf(grid, scenario);
  const last = lastInput.get(wasm);
  if (last?.key === key) return last.input;
  const input = yearInput(wasm, grid, scenario);
  lastInput.set(wasm, { key, input });
  return input;
}

/** The ground of a year; the last one of the instance is kept. */
export function yearGround(wasm: Wasm, grid: GridCase, scenario: Scenario): YearGround {
  const last = lastOf.get(wasm);
  const dispatchKey = dispatchKeyOf(grid, scenario);
  const input = keptInput(wasm, grid, scenario);
  if (last?.input === input && last.dispatchKey === dispatchKey) return last;
  const dispatch = yearDispatch(wasm, grid, scenario, input);
  const kept = { dispatchKey, input, dispatch };
  lastOf.set(wasm, kept);
  return kept;
}

/** Everything that panels and packs of a given input do depends on. */
function dispatchKeyOf(grid: GridCase, { devices, sunScale, siting, year }: Scenario): string {
  return JSON.stringify([islands(grid), devices, sunScale, siting.gridPrice, year]);
}

/** Everything that weather, panels and loads depend on, as a text. */
function inputKeyOf(grid: GridCase, scenario: Scenario): string {
  const { seed, latitudeDeg, loadScale, siting, year, ownProfile } = scenario;
  const { stepMinutes, tiltDeg, azimuthDeg, albedo, cloudiness, annualMwh, loadNoise } = year;
  return JSON.stringify([
    [seed, latitudeDeg, loadScale, siting.inverterMinShare, siting.inverterEfficiency],
    [stepMinutes, tiltDeg, azimuthDeg, albedo, cloudiness, annualMwh, loadNoise],
    grid.buses.map(({ id, loadKw, loadKvar, category }) => [id, loadKw, loadKvar, category]),
    ownProfile && [
      ownProfile.stepMinutes,
      ownProfile.buses.map(({ bus, kw }) => [bus, markOf(kw)]),
    ],
  ]);
}

/** Tells one meter's year from another: a hash of the bits of all its figures, in their order. */
function markOf(kw: readonly number[]): number {
  let mark = kw.length;
  for (const word of new Uint32Array(Float64Array.from(kw).buffer)) {
    const mixed = Math.imul(mark ^ word, 0x85ebca6b);
    mark = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35);
  }
  return mark >>> 0;
}

/** What the solver is fed in slots `first` … `first + count − 1`. */
export function yearRows(
  grid: GridCase,
  scenario: Scenario,
  ground: YearGround,
  { first, count }: { readonly first: number; readonly count: number },
): TimeSeriesInput {
  const { input, dispatch } = ground;
  const buses = grid.buses.length;
  const from = first * buses;
  const to = from + count * buses;
  const own = ownInjections(grid);
  const kvarPerKw = kvarShare(scenario.powerFactor);
  const injectionKw = new Float64Array(to - from);
  const injectionKvar = new Float64Array(to - from);
  for (let at = from, row = 0; at < to; at++, row++) {
    const bus = row % buses;
    const pvKw = dispatch.pvKw[at]!;
    const packKw = dispatch.packKw[at]!;
    injectionKw[row] = own.injectionKw[bus]! + pvKw + packKw;
    injectionKvar[row] = own.injectionKvar[bus]! + (pvKw + Math.max(0, packKw)) * kvarPerKw;
  }
  return {
    slots: count,
    loadKw: input.loadKw.subarray(from, to),
    loadKvar: input.loadKvar.subarray(from, to),
    injectionKw,
    injectionKvar,
  };
}

/** Some chunks of a year, solved. */
export interface YearBlock {
  /** Chunks of 96 slots, the last of a year shorter. */
  readonly firstChunk: number;
  readonly chunks: number;
  readonly series: TimeSeries;
}

/** Chunks of a scenario's year. */
export function chunksOfYear(scenario: Pick<Scenario, 'year'>): number {
  return Math.ceil(slotsOfYear(scenario) / CHUNK_SLOTS);
}

const FAST: TimeSeriesOptions = { method: 'fast', tolerancePu: 1e-9 };

/** Solves chunks `firstChunk` … `firstChunk + chunks − 1` of the year. */
export function solveYearBlock(
  wasm: Wasm,
  grid: GridCase,
  scenario: Scenario,
  {
    firstChunk,
    chunks,
    solver = FAST,
  }: {
    readonly firstChunk: number;
    readonly chunks: number;
    readonly solver?: TimeSeriesOptions;
  },
): YearBlock {
  const ground = yearGround(wasm, grid, scenario);
  const first = firstChunk * CHUNK_SLOTS;
  const count = Math.min(chunks * CHUNK_SLOTS, ground.input.slots - first);
  const rows = yearRows(grid, scenario, ground, { first, count });
  return { firstChunk, chunks, series: timeSeries(wasm, grid, rows, solver) };
}

/** An unsolved year that blocks can be put into. */
export function emptyYear(ground: YearGround, busCount: number): Year {
  return { ...ground, series: emptyAnswer(ground.input.slots, busCount) };
}

/** Copies a block to where it belongs; `known` gets a 1 for each of its slots. */
export function putBlock(year: Year, known: Uint8Array, { firstChunk, series }: YearBlock): void {
  const first = firstChunk * CHUNK_SLOTS;
  const buses = year.series.voltagePu.length / year.input.slots;
  year.series.voltagePu.set(series.voltagePu, first * buses);
  for (const name of ['lossKw', 'lossKvar', 'slackKw', 'slackKvar'] as const) {
    year.series[name].set(series[name], first);
  }
  year.series.converged.set(series.converged, first);
  year.series.iterations.set(series.iterations, first);
  known.fill(1, first, first + series.slots);
}

export interface SolveYearOptions {
  /** The solver of every slot; default the fast method to 1e-9 pu. */
  readonly solver?: TimeSeriesOptions;
  /** After each block of about four days of hours. */
  readonly onProgress?: (progress: { readonly done: number; readonly slots: number }) => void;
  /** Looked at between blocks; slots not reached stay 0, `converged` included. */
  readonly signal?: AbortSignal;
}

/** The whole year in one call. @throws RangeError for a network too large, or no case at all. */
export function solveYear(
  wasm: Wasm,
  grid: GridCase,
  scenario: Scenario,
  { solver = FAST, onProgress, signal }: SolveYearOptions = {},
): Year {
  const year = emptyYear(yearGround(wasm, grid, scenario), grid.buses.length);
  const known = new Uint8Array(year.input.slots);
  const chunks = chunksOfYear(scenario);
  for (let chunk = 0; chunk < chunks && signal?.aborted !== true; chunk++) {
    const block = { firstChunk: chunk, chunks: 1, solver };
    putBlock(year, known, solveYearBlock(wasm, grid, scenario, block));
    const done = Math.min((chunk + 1) * CHUNK_SLOTS, year.input.slots);
    onProgress?.({ done, slots: year.input.slots });
  }
  return year;
}

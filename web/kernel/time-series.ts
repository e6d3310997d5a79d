/**
 * Many slots of one case: the same network, every slot its own loads and injections.
 *
 * Slots are solved in fixed chunks of 96 that know nothing of each other (assembly/series.ts), so
 * a result never depends on who solved which chunk, in what order or on how many workers. A
 * caller that wants to show progress or to stop opens a run and solves chunk by chunk.
 */
import type { GridCase } from '../grid/case.ts';
import type { Method } from '../scenario/scenario.ts';
import { checkCallback, checkRecord, checkSignal } from './argument.ts';
import { isPacked, packNetwork, type Packed } from './network.ts';
import type { TimeSeries, TimeSeriesInput } from './outcome.ts';
import { checkSolver, type SolverSettings } from './power-flow.ts';
import { checkAnswer, clearFrom, emptyAnswer } from './series-answer.ts';
import { f64, u16, u8, type Wasm } from './wasm.ts';

/** Slots of a chunk; the last one of a series may be shorter. As in assembly/series.ts. */
export const CHUNK_SLOTS = 96;
/** Chunks that are solved side by side where nobody asked for one of them. */
const CHUNKS = 2;

/** As in PowerFlowOptions; PV buses hold their voltage, reactive limits are not looked at. */
export interface TimeSeriesOptions {
  readonly method?: Method;
  readonly tolerancePu?: number;
  readonly iterationsMax?: number;
  readonly acceleration?: number;
  /** An earlier answer of the same shape, whose arrays are filled again: no fresh memory. */
  readonly into?: TimeSeries;
}

export interface TimeSeriesCall extends TimeSeriesOptions {
  /** After each chunk of up to 96 slots. */
  readonly onProgress?: (progress: { readonly done: number; readonly slots: number }) => void;
  /** Looked at after each chunk; slots not reached stay 0, `converged` included. */
  readonly signal?: AbortSignal;
}

/** A series being solved. `result` fills up chunk by chunk; slots not yet solved are 0. */
export interface SeriesRun {
  readonly chunkCount: number;
  /** Solves chunk 0 … chunkCount − 1; any order, again if you like: the bits are the same. */
  solve(chunk: number): void;
  readonly result: TimeSeries;
}

/** In the order of `seriesRows` and of `seriesSums` in assembly/series.ts. */
const ROWS = ['loadKw', 'loadKvar', 'injectionKw', 'injectionKvar'] as const;
const SUMS = ['lossKw', 'lossKvar', 'slackKw', 'slackKvar'] as const;

/** What `prepare` made: the packed network, its solver, and views of the buffers. */
interface Ready {
  readonly packed: Packed;
  /** Solves what `fillSeries` has laid out. */
  readonly solve: () => void;
  readonly buffers: Buffers;
}

/** Views of assembly/series.ts's buffers, one of each for every chunk that there is room for. */
interface Buffers {
  /** In the order of ROWS, CHUNKS × CHUNK_SLOTS slots each. */
  readonly rows: readonly Float64Array[];
  readonly chunks: readonly Chunk[];
}

type Chunk = Omit<TimeSeries, 'slots'>;

/**
 * Solves the whole of `input`. Slots that do not converge say so and hold their last finite
 * voltages (0 where DistFlow saw the voltage collapse).
 * @throws TypeError, RangeError naming the argument.
 */
export function timeSeries(
  wasm: Wasm,
  grid: GridCase,
  input: TimeSeriesInput,
  options: TimeSeriesCall = {},
): TimeSeries {
  const run = openRun(wasm, grid, input, options);
  const { onProgress, signal } = options;
  checkCallback('onProgress', onProgress);
  checkSignal('signal', signal);
  const { slots } = run.result;
  let done = 0;
  try {
    for (let chunk = 0; chunk < run.chunkCount && signal?.aborted !== true; chunk++) {
      run.solveWithNext(chunk);
      done = Math.min((chunk + 1) * CHUNK_SLOTS, slots);
      onProgress?.({ done, slots });
    }
  } finally {
    // What stood in `into` answers another question.
    if (done < slots) clearFrom(run.result, done);
  }
  return run.result;
}

/** Checks everything and prepares the instance; nothing is solved yet. See `timeSeries`. */
export function openTimeSeries(
  wasm: Wasm,
  grid: GridCase,
  input: TimeSeriesInput,
  options: TimeSeriesOptions = {},
): SeriesRun {
  const { chunkCount, result, solve } = openRun(wasm, grid, input, options);
  if (options.into !== undefined) clearFrom(result, 0);
  return { chunkCount, result, solve };
}

interface Run extends SeriesRun {
  /** As `solve`, but may take the next chunk along; its slots stay 0 until it is asked for. */
  solveWithNext(chunk: number): void;
}

function openRun(
  wasm: Wasm,
  grid: GridCase,
  input: TimeSeriesInput,
  options: TimeSeriesOptions,
): Run {
  checkRecord('options', options);
  const settings = checkSolver(options);
  let ready = prepare(wasm, grid, settings);
  const busCount = ready.packed.busCount;
  checkInput(input, busCount);
  const { into } = options;
  const { slots } = input;
  const result =
    into === undefined ? emptyAnswer(slots, busCount) : checkAnswer(into, slots, busCount);
  const chunkCount = Math.ceil(slots / CHUNK_SLOTS);
  // The chunks that stand solved in the buffers.
  let solved = { from: 0, to: 0 };
  const take = (chunk: number, count: number): void => {
    if (!(Number.isInteger(chunk) && chunk >= 0 && chunk < chunkCount)) {
      throw new RangeError(`chunk must be a whole number from 0 to ${chunkCount - 1}`);
    }
    // Another job may have used the instance in between.
    if (!isPacked(wasm, ready.packed)) ready = prepare(wasm, grid, settings);
    const first = chunk * CHUNK_SLOTS;
    fill(wasm, ready, input, { first, count: Math.min(count * CHUNK_SLOTS, slots - first) });
    ready.solve();
    solved = { from: chunk, to: chunk + count };
  };
  const publish = (chunk: number): void => {
    const from = ready.buffers.chunks[chunk - solved.from]!;
    copyChunk(from, result, busCount, chunk * CHUNK_SLOTS);
  };
  return {
    chunkCount,
    result,
    solve(chunk) {
      take(chunk, 1);
      publish(chunk);
    },
    solveWithNext(chunk) {
      const stands = isPacked(wasm, ready.packed) && chunk >= solved.from && chunk < solved.to;
      if (!stands) take(chunk, CHUNKS);
      publish(chunk);
    },
  };
}

function prepare(wasm: Wasm, grid: GridCase, settings: SolverSettings): Ready {
  const { method, tolerance, iterationsMax, alpha } = settings;
  const packed = packNetwork(wasm, grid);
  const ready = (solve: () => void): Ready => {
    return { packed, solve, buffers: buffersOf(wasm, packed.busCount) };
  };
  if (method === 'gauss-seidel') {
    wasm.openSeries(1, grid.baseKva);
    wasm.openGaussSeidelSeries(alpha, tolerance, iterationsMax);
    return ready(wasm.gaussSeidelChunks);
  }
  if (method === 'fast' && wasm.radialPrepare() === 0) {
    wasm.openSeries(2, grid.baseKva);
    wasm.radialLimits(tolerance, iterationsMax);
    return ready(wasm.radialChunks);
  }
  wasm.openSeries(1, grid.baseKva);
  wasm.newtonPrepare();
  wasm.newtonLimits(Math.max(tolerance, wasm.attainable()), iterationsMax, 0);
  wasm.newtonKeep(method === 'fast' ? 1 : 0);
  wasm.openNewtonSeries();
  return ready(wasm.newtonChunks);
}

/** Made after the last allocation; they hold as long as the network is packed. */
function buffersOf(wasm: Wasm, busCount: number): Buffers {
  const room = CHUNKS * CHUNK_SLOTS * busCount;
  const start = wasm.seriesRows.value;
  const sumsAt = wasm.seriesSums.value;
  return {
    rows: ROWS.map((_, k) => f64(wasm, start + k * room * 8, room)),
    chunks: Array.from({ length: CHUNKS }, (_, k) => {
      const first = k * CHUNK_SLOTS;
      const sums = (name: (typeof SUMS)[number]): Float64Array =>
        f64(wasm, sumsAt + (SUMS.indexOf(name) * CHUNKS * CHUNK_SLOTS + first) * 8, CHUNK_SLOTS);
      const voltage = wasm.seriesVoltage.value + first * busCount * 8;
      return {
        voltagePu: f64(wasm, voltage, CHUNK_SLOTS * busCount),
        lossKw: sums('lossKw'),
        lossKvar: sums('lossKvar'),
        slackKw: sums('slackKw'),
        slackKvar: sums('slackKvar'),
        converged: u8(wasm, wasm.seriesConverged.value + first, CHUNK_SLOTS),
        iterations: u16(wasm, wasm.seriesIterations.value + first * 2, CHUNK_SLOTS),
      };
    }),
  };
}

function checkInput(input: TimeSeriesInput, busCount: number): void {
  checkRecord('input', input);
  const { slots } = input;
  if (!Number.isInteger(slots) || slots < 1 || slots > 10_000_000) {
    throw new RangeError(`input.slots must be a whole number from 1 to 10000000; found ${slots}`);
  }
  for (const name of ROWS) {
    if (!(input[name] instanceof Float64Array)) {
      throw new TypeError(`input.${name} must be a Float64Array`);
    }
    if (input[name].length !== slots * busCount) {
      throw new RangeError(
        `input.${name} must hold slots × buses = ${slots * busCount} figures; ` +
          `found ${input[name].length}`,
      );
    }
  }
}

interface Span {
  readonly first: number;
  readonly count: number;
}

/** Hands slots over as they stand. @throws RangeError naming a row with NaN or an infinity. */
function fill(wasm: Wasm, ready: Ready, input: TimeSeriesInput, { first, count }: Span): void {
  const { busCount } = ready.packed;
  ROWS.forEach((name, k) => {
    const from = first * busCount;
    ready.buffers.rows[k]!.set(input[name].subarray(from, from + count * busCount));
  });
  if (wasm.fillSeries(count)) return;
  for (let slot = first; slot < first + count; slot++) refuseNotFinite(input, busCount, slot);
}

/** Copies a chunk's results to where they belong, from slot `first` on. */
function copyChunk(from: Chunk, result: TimeSeries, busCount: number, first: number): void {
  const count = Math.min(CHUNK_SLOTS, result.slots - first);
  result.voltagePu.set(headOf(from.voltagePu, count * busCount), first * busCount);
  for (const name of SUMS) result[name].set(headOf(from[name], count), first);
  result.converged.set(headOf(from.converged, count), first);
  result.iterations.set(headOf(from.iterations, count), first);
  judge(result, busCount, { first, count });
}

function headOf<T extends Float64Array | Uint8Array | Uint16Array>(row: T, count: number): T {
  return count === row.length ? row : (row.subarray(0, count) as T);
}

/** Throws RangeError naming the first row of `slot` that holds NaN or an infinity, if any does. */
function refuseNotFinite(input: TimeSeriesInput, busCount: number, slot: number): void {
  for (const name of ROWS) {
    const row = input[name].subarray(slot * busCount, (slot + 1) * busCount);
    if (row.every(Number.isFinite)) continue;
    throw new RangeError(`input.${name} in slot ${slot} holds a figure that is not finite`);
  }
}

/** Slots whose sums mean nothing have not converged; what collapsed gives and loses nothing. */
function judge(result: TimeSeries, busCount: number, { first, count }: Span): void {
  const { converged, lossKw, lossKvar, slackKw, slackKvar } = result;
  for (let slot = first; slot < first + count; slot++) {
    const sum = lossKw[slot]! + lossKvar[slot]! + slackKw[slot]! + slackKvar[slot]!;
    if (converged[slot] === 1 && Number.isFinite(sum)) continue;
    const first = slot * busCount;
    for (let i = first; i < first + busCount; i++) {
      if (!Number.isFinite(result.voltagePu[i])) result.voltagePu[i] = 0;
    }
    for (const row of [lossKw, lossKvar, slackKw, slackKvar]) {
      if (!Number.isFinite(row[slot])) row[slot] = 0;
    }
    converged[slot] = 0;
  }
}

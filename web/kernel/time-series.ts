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
import { isPacked, packNetwork, type Packed, PQ, SLACK } from './network.ts';
import type { TimeSeries, TimeSeriesInput } from './outcome.ts';
import { checkSolver, type SolverSettings } from './power-flow.ts';
import { f64, u16, u8, type Wasm } from './wasm.ts';

/** Slots of a chunk; the last one of a series may be shorter. As in assembly/series.ts. */
export const CHUNK_SLOTS = 96;

/** As in PowerFlowOptions; PV buses hold their voltage, reactive limits are not looked at. */
export interface TimeSeriesOptions {
  readonly method?: Method;
  readonly tolerancePu?: number;
  readonly iterationsMax?: number;
  readonly acceleration?: number;
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

const ROWS = ['loadKw', 'loadKvar', 'injectionKw', 'injectionKvar'] as const;

/** What `prepare` found out about the packed network. */
interface Ready {
  readonly packed: Packed;
  /** Lanes that a step solves at once. */
  readonly lanes: number;
  readonly chunkOf: (steps: number) => void;
}

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
  const run = openTimeSeries(wasm, grid, input, options);
  const { onProgress, signal } = options;
  checkCallback('onProgress', onProgress);
  checkSignal('signal', signal);
  const { slots } = run.result;
  for (let chunk = 0; chunk < run.chunkCount && signal?.aborted !== true; chunk++) {
    run.solve(chunk);
    onProgress?.({ done: Math.min((chunk + 1) * CHUNK_SLOTS, slots), slots });
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
  checkRecord('options', options);
  const settings = checkSolver(options);
  let ready = prepare(wasm, grid, settings);
  const busCount = ready.packed.busCount;
  checkInput(input, busCount);
  const result = emptyResult(input.slots, busCount);
  const chunkCount = Math.ceil(input.slots / CHUNK_SLOTS);
  return {
    chunkCount,
    result,
    solve(chunk) {
      if (!(Number.isInteger(chunk) && chunk >= 0 && chunk < chunkCount)) {
        throw new RangeError(`chunk must be a whole number from 0 to ${chunkCount - 1}`);
      }
      // Another job may have used the instance in between.
      if (!isPacked(wasm, ready.packed)) ready = prepare(wasm, grid, settings);
      const first = chunk * CHUNK_SLOTS;
      const span = { first, count: Math.min(CHUNK_SLOTS, input.slots - first) };
      const steps = Math.ceil(span.count / ready.lanes);
      fillChunk(wasm, ready, input, { ...span, steps });
      ready.chunkOf(steps);
      emptyChunk(wasm, busCount, result, span);
      judgeChunk(input, result, busCount, span);
    },
  };
}

function prepare(wasm: Wasm, grid: GridCase, settings: SolverSettings): Ready {
  const { method, tolerance, iterationsMax, alpha } = settings;
  const packed = packNetwork(wasm, grid);
  if (method === 'gauss-seidel') {
    wasm.openSeries(1, grid.baseKva);
    wasm.openGaussSeidelSeries(alpha, tolerance, iterationsMax);
    return { packed, lanes: 2, chunkOf: wasm.gaussSeidelChunk };
  }
  if (method === 'fast' && wasm.radialPrepare() === 0) {
    wasm.openSeries(2, grid.baseKva);
    wasm.radialLimits(tolerance, iterationsMax);
    return { packed, lanes: 4, chunkOf: wasm.radialChunk };
  }
  wasm.openSeries(1, grid.baseKva);
  wasm.newtonPrepare();
  wasm.newtonLimits(Math.max(tolerance, wasm.attainable()), iterationsMax, 0);
  wasm.newtonKeep(method === 'fast' ? 1 : 0);
  wasm.openNewtonSeries();
  return { packed, lanes: 2, chunkOf: wasm.newtonChunk };
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

function emptyResult(slots: number, busCount: number): TimeSeries {
  return {
    slots,
    voltagePu: new Float64Array(slots * busCount),
    lossKw: new Float64Array(slots),
    lossKvar: new Float64Array(slots),
    slackKw: new Float64Array(slots),
    slackKvar: new Float64Array(slots),
    converged: new Uint8Array(slots),
    iterations: new Uint16Array(slots),
  };
}

interface Span {
  readonly first: number;
  readonly count: number;
}

/** Net injections of a chunk, laid out lane by lane; lanes past the end repeat the last slot. */
function fillChunk(
  wasm: Wasm,
  { packed, lanes }: Ready,
  input: TimeSeriesInput,
  { first, count, steps }: Span & { steps: number },
): void {
  const { busCount: n, kind, dead } = packed;
  const size = lanes * steps * n;
  const p = f64(wasm, wasm.seriesP.value, size);
  const q = f64(wasm, wasm.seriesQ.value, size);
  const { loadKw, loadKvar, injectionKw, injectionKvar } = input;
  // Buses that are no plain PQ buses are put right afterwards: the loop below has no branch.
  const special = Array.from(kind.keys()).filter((i) => kind[i] !== PQ);
  const pairs = lanes >> 1;
  for (let lane = 0, at = 0; lane < lanes; lane++) {
    for (let step = 0; step < steps; step++, at++) {
      const from = (first + Math.min(at, count - 1)) * n;
      const start = (step * pairs + (lane >> 1)) * n * 2 + (lane & 1);
      for (let i = 0, to = start; i < n; i++, to += 2) {
        p[to] = injectionKw[from + i]! - loadKw[from + i]!;
        q[to] = injectionKvar[from + i]! - loadKvar[from + i]!;
      }
      for (const i of special) {
        const here = from + i;
        const sum = injectionKw[here]! + injectionKvar[here]! + loadKw[here]! + loadKvar[here]!;
        // No solver would notice what it leaves out of account.
        if (!Number.isFinite(sum)) refuseNotFinite(input, n, from / n);
        const fixedKw = kind[i] === SLACK ? 0 : injectionKw[here]!;
        p[start + 2 * i] = dead[i] === 1 ? 0 : fixedKw - loadKw[here]!;
        q[start + 2 * i] = dead[i] === 1 ? 0 : -loadKvar[here]!;
      }
    }
  }
}

function emptyChunk(
  wasm: Wasm,
  busCount: number,
  result: TimeSeries,
  { first, count }: Span,
): void {
  const { seriesLossP, seriesLossQ, seriesSlackP, seriesSlackQ } = wasm;
  result.voltagePu.set(f64(wasm, wasm.seriesVoltage.value, count * busCount), first * busCount);
  result.lossKw.set(f64(wasm, seriesLossP.value, count), first);
  result.lossKvar.set(f64(wasm, seriesLossQ.value, count), first);
  result.slackKw.set(f64(wasm, seriesSlackP.value, count), first);
  result.slackKvar.set(f64(wasm, seriesSlackQ.value, count), first);
  result.converged.set(u8(wasm, wasm.seriesConverged.value, count), first);
  result.iterations.set(u16(wasm, wasm.seriesIterations.value, count), first);
}

/** Throws RangeError naming the first row of `slot` that holds NaN or an infinity, if any does. */
function refuseNotFinite(input: TimeSeriesInput, busCount: number, slot: number): void {
  for (const name of ROWS) {
    const row = input[name].subarray(slot * busCount, (slot + 1) * busCount);
    if (row.every(Number.isFinite)) continue;
    throw new RangeError(`input.${name} in slot ${slot} holds a figure that is not finite`);
  }
}

/** Slots without a solution: either the input is to blame, or their sums mean nothing. */
function judgeChunk(
  input: TimeSeriesInput,
  result: TimeSeries,
  busCount: number,
  { first, count }: Span,
): void {
  const { converged, lossKw, lossKvar, slackKw, slackKvar } = result;
  for (let slot = first; slot < first + count; slot++) {
    const sum = lossKw[slot]! + lossKvar[slot]! + slackKw[slot]! + slackKvar[slot]!;
    if (converged[slot] === 1 && Number.isFinite(sum)) continue;
    refuseNotFinite(input, busCount, slot);
    // What collapsed gives and loses nothing.
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

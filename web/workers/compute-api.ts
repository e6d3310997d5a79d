/**
 * What a compute worker can do. It is a plain class, so tests call it without a thread; the worker
 * file only puts it behind messages. It remembers the kernel and the search it hosts, no results.
 */
import { transfer } from 'comlink';
import { assert } from '../assert.ts';
import { momentCase, slotOf, solveDay, solveDesign, solveMoment } from '../kernel/day.ts';
import { Kernel } from '../kernel/kernel.ts';
import { traceNose } from '../kernel/nose.ts';
import { tryPowerFactors, type PowerFactorTrial } from '../kernel/power-factor.ts';
import type { ByChoice, Day, Design, Frame, TimeSeries } from '../kernel/outcome.ts';
import { sitingProblem } from '../kernel/siting-problem.ts';
import { evaluateDesign, judgeWholeYear } from '../kernel/siting.ts';
import { openWasm, type Wasm } from '../kernel/wasm.ts';
import { chunksOfYear, solveYearBlock, yearGround } from '../kernel/year.ts';
import type { GridCase } from '../grid/case.ts';
import type { ReadProfile } from '../profile/read-csv.ts';
import type { TableReport, TableSummary } from '../reproduce/table.ts';
import type { Devices } from '../scenario/scenario.ts';
import { holdLife } from './life-lock.ts';
import type {
  DesignRequest,
  DesignsRequest,
  NoseAnswer,
  ProfileRequest,
  ReproduceProgress,
  ReproduceRequest,
  SolveRequest,
  Solved,
  Stars,
  StarsRequest,
  SunAnswer,
  SunRequest,
  YearBlockAnswer,
  YearOpened,
  YearRequest,
} from './protocol.ts';
import { judgeByChoice } from './siting-choice.ts';
import { SitingIsland, type PointsByGeneration, type SitingStart } from './siting-island.ts';
import { chunkDigests, dayDigest, stampOf } from './stamp.ts';

/** As in assembly/siting.ts. */
const UNSOLVED = 1e6;

export class ComputeApi {
  #module: WebAssembly.Module | null = null;
  #wasm: Wasm | null = null;
  #siting: SitingIsland | null = null;
  #year: YearRequest | null = null;

  /** Must be the first call; a second one with the same module does nothing. */
  open(module: WebAssembly.Module): void {
    if (this.#module) return;
    this.#module = module;
    this.#wasm = openWasm(module);
  }

  /** Lets others hear of this thread's end by the lock `name`; false where there are no locks. */
  live(name: string): Promise<boolean> {
    return holdLife(name);
  }

  solve({ scenario, grid, dayDigest: known }: SolveRequest): Solved {
    const wasm = this.#kernel();
    const startedAtMs = performance.now();
    const solved = solveMoment(wasm, grid, scenario, slotOf(scenario));
    const frame: Frame = { ...solved, solveMs: performance.now() - startedAtMs };
    const day = known === null ? solveDay(wasm, grid, scenario) : null;
    const digest = day ? dayDigest(day) : (known ?? '');
    const answer = { frame, day, dayDigest: digest, stamp: stampOf(digest, frame) };
    return transfer(answer, [...frameBuffers(frame), ...(day ? dayBuffers(day) : [])]);
  }

  nose({ scenario, grid }: SolveRequest): NoseAnswer {
    const wasm = this.#kernel();
    const nose = traceNose(wasm, momentCase(wasm, grid, scenario));
    if (!Number.isFinite(nose.lambdaMax)) return { nose: null, kind: 'idle' };
    if (nose.lambda.length === 0) return { nose: null, kind: 'unsolvable' };
    const { lambda, voltagePu, voltagesPu } = nose;
    return transfer({ nose, kind: 'found' }, buffersOf([lambda, voltagePu, voltagesPu]));
  }

  stars({ scenario, grid, thesis }: StarsRequest): Stars {
    const judged = (devices: readonly Devices[] | null): Design | null => {
      return devices && this.#judge(grid, scenario, devices);
    };
    return {
      thesis: judged(thesis),
      guess: judged(scenario.guess.length > 0 ? scenario.guess : null),
      none: judged([]),
    };
  }

  byChoice(request: DesignRequest): ByChoice {
    return judgeByChoice(this.#kernel(), request);
  }

  /** Designs found by representative days, with what the whole year says of each. */
  wholeYear({ scenario, grid, designs }: DesignsRequest): readonly Design[] {
    return judgeWholeYear(this.#kernel(), sitingProblem(grid, scenario), designs);
  }

  design({ scenario, grid, design }: DesignRequest): Frame {
    const frame = solveDesign(this.#kernel(), grid, scenario, design);
    return transfer(frame, frameBuffers(frame));
  }

  async tables(): Promise<readonly TableSummary[]> {
    const { tables } = await import('../reproduce/registry.ts');
    return tables();
  }

  /** Table by table; a finished one is told at once, a long one also between its searches. */
  async reproduce(
    { tables: wanted }: ReproduceRequest,
    onProgress: (progress: ReproduceProgress) => void,
  ): Promise<ReproduceProgress> {
    assert(this.#module, 'the kernel is opened before it is asked');
    const kernel = new Kernel(this.#module);
    // The thesis's figures come when they are asked for, not before the first picture.
    const { runTable } = await import('../reproduce/run.ts');
    const ids = wanted.length > 0 ? wanted : (await this.tables()).map(({ id }) => id);
    const reports: TableReport[] = [];
    const tell = (part: number): void =>
      onProgress({ done: reports.length + part, total: ids.length, reports: [...reports] });
    for (const id of ids) {
      const report = runTable(kernel, id, {
        nowMs: () => performance.now(),
        onProgress: ({ done, total }) => tell(done / total),
      });
      reports.push(report);
      tell(0);
    }
    return { done: ids.length, total: ids.length, reports };
  }

  /** Makes weather, loads and dispatch of the year ready; answers with them if `told`. */
  openYear(request: YearRequest, told: boolean): YearOpened | null {
    this.#year = request;
    const { scenario, grid } = request;
    const ground = yearGround(this.#kernel(), grid, scenario);
    if (!told) return null;
    // A copy goes, made here and moved: the blocks to come are still solved from this one.
    const copy = { input: copied(ground.input), dispatch: copied(ground.dispatch) };
    const moved = [copy.input, copy.dispatch].flatMap((rows): unknown[] => Object.values(rows));
    const answer: YearOpened = { ground: copy, chunks: chunksOfYear(scenario) };
    return transfer(answer, buffersOf(moved.filter((value) => ArrayBuffer.isView(value))));
  }

  async readProfile({ text, grid, options }: ProfileRequest): Promise<ReadProfile> {
    const { readProfileCsv } = await import('../profile/read-csv.ts');
    return readProfileCsv(text, grid, options);
  }

  /** What panels give in a year; its rules come when they are asked for. */
  async sun(request: SunRequest): Promise<SunAnswer> {
    const { sunYear } = await import('./sun-year.ts');
    const answer = sunYear(this.#kernel(), request);
    return transfer(answer, buffersOf([answer.output, answer.clearSky, answer.foretold]));
  }

  powerFactors({ scenario, grid }: YearRequest): readonly PowerFactorTrial[] {
    return tryPowerFactors(this.#kernel(), grid, scenario);
  }

  solveYear(firstChunk: number, chunks: number): YearBlockAnswer {
    assert(this.#year, 'a year is opened before it is solved');
    const { scenario, grid } = this.#year;
    const block = solveYearBlock(this.#kernel(), grid, scenario, { firstChunk, chunks });
    const answer = { ...block, digests: chunkDigests(block.series, grid.buses.length) };
    return transfer(answer, seriesBuffers(block.series));
  }

  openSiting(start: SitingStart): void {
    assert(this.#module, 'the kernel is opened before a search');
    this.#siting = new SitingIsland(this.#module, start);
  }

  advanceSiting(generations: number): PointsByGeneration {
    return this.#search().advance(generations);
  }

  advanceAlone(generations: number): ReturnType<SitingIsland['advanceAlone']> {
    return this.#search().advanceAlone(generations);
  }

  takeEmigrants(): Uint8Array[] {
    return this.#search().takeEmigrants();
  }

  acceptImmigrants(mail: readonly Uint8Array[]): void {
    this.#search().acceptImmigrants(mail);
  }

  collectSiting(): ReturnType<SitingIsland['collect']> {
    const collected = this.#search().collect();
    return transfer(collected, buffersOf(collected.states));
  }

  gatherSiting(
    fronts: readonly (readonly Design[])[],
    points: PointsByGeneration,
  ): ReturnType<SitingIsland['gather']> {
    return this.#search().gather(fronts, points);
  }

  // A power flow without a solution has no objectives: the kernel marks it by a huge violation.
  #judge(
    grid: GridCase,
    scenario: StarsRequest['scenario'],
    devices: readonly Devices[],
  ): Design | null {
    const byBus = new Map(devices.map((entry) => [entry.bus, entry]));
    try {
      const design = evaluateDesign(this.#kernel(), sitingProblem(grid, scenario), {
        panels: grid.buses.map(({ id }) => byBus.get(id)?.panels ?? 0),
        packs: grid.buses.map(({ id }) => byBus.get(id)?.packs ?? 0),
      });
      return design.violation < UNSOLVED ? design : null;
    } catch (error) {
      // The formulation does not cover this network or this design; the star is left out.
      if (error instanceof RangeError) return null;
      throw error;
    }
  }

  #kernel(): Wasm {
    assert(this.#wasm, 'the kernel is opened before it is asked');
    return this.#wasm;
  }

  #search(): SitingIsland {
    assert(this.#siting, 'a search is opened before it advances');
    return this.#siting;
  }
}

function frameBuffers({ loadKw, loadKvar, pvKw, packKw, deviceKvar, flow }: Frame): ArrayBuffer[] {
  return buffersOf([loadKw, loadKvar, pvKw, packKw, deviceKvar, flow.mismatchHistoryPu]);
}

function dayBuffers({ series, ...day }: Day): ArrayBuffer[] {
  return buffersOf([
    ...seriesArrays(series),
    ...[day.loadKw, day.pvKw, day.packKw, day.storedKwh, day.irradianceKwM2],
  ]);
}

/** The same with arrays of its own. */
function copied<Rows extends object>(rows: Rows): Rows {
  const entries = Object.entries(rows).map(([key, value]: [string, unknown]) => {
    return [key, value instanceof Float64Array ? value.slice() : value] as const;
  });
  return Object.fromEntries(entries) as Rows;
}

function seriesArrays(series: TimeSeries): ArrayBufferView[] {
  const { voltagePu, lossKw, lossKvar, slackKw, slackKvar, converged, iterations } = series;
  return [voltagePu, lossKw, lossKvar, slackKw, slackKvar, converged, iterations];
}

function seriesBuffers(series: TimeSeries): ArrayBuffer[] {
  return buffersOf(seriesArrays(series));
}

/** Each once: arrays may share a buffer, and one that is named twice cannot be moved. */
function buffersOf(arrays: readonly ArrayBufferView[]): ArrayBuffer[] {
  return [...new Set(arrays.map((values) => values.buffer as ArrayBuffer))];
}

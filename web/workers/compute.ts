/**
 * Computing as the page sees it: promises of plain results, from workers it never has to name. What
 * runs a long job comes when one is asked for, not before the first picture.
 *
 * One worker answers what a hand on a slider asks, newest question first; a small pool takes the
 * long jobs. The kernel is compiled once and posted to each. Dead workers are replaced at the next
 * question. Nothing here keeps a result.
 */
import { proxy, type Remote } from 'comlink';
import { startWorker } from '#worker-factory';
import { loadKernelModule } from '../kernel/module.ts';
import type { ByChoice, Frame } from '../kernel/outcome.ts';
import type { PowerFactorTrial } from '../kernel/power-factor.ts';
import type { ReadProfile } from '../profile/read-csv.ts';
import type { TableSummary } from '../reproduce/table.ts';
import type { ComputeApi } from './compute-api.ts';
import { Desk } from './desk.ts';
import { DeskPool } from './desk-pool.ts';
import { Latest } from './latest.ts';
import type {
  DesignRequest,
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
  YearRequest,
} from './protocol.ts';
import type { YearJob, YearProgress } from './year-run.ts';
import type { SitingJob, SitingProgress } from './siting-run.ts';

/** The order in which waiting questions are answered. */
const LANE = {
  solve: 0,
  design: 1,
  baseline: 2,
  stars: 3,
  nose: 4,
  facts: 5,
  choice: 6,
} as const;

export interface ComputeOptions {
  readonly start?: () => Worker;
  readonly module?: () => Promise<WebAssembly.Module>;
  /** For long jobs; default: all processors but one, at most 4. */
  readonly workers?: number;
  /** A solve that is slower than this gives way to a newer question; default 1500. */
  readonly patienceMs?: number;
}

export class Compute {
  readonly #hand: Desk;
  readonly #desks: readonly Desk[];
  readonly #pool: DeskPool;
  readonly #latest = new Latest();
  readonly #patienceMs: number;
  #askedAtMs = 0;

  constructor(options: ComputeOptions = {}) {
    const start = options.start ?? startWorker;
    const module = options.module ?? loadKernelModule;
    const processors = typeof navigator === 'object' ? navigator.hardwareConcurrency : 2;
    const count = options.workers ?? Math.min(4, Math.max(1, processors - 1));
    this.#patienceMs = options.patienceMs ?? 1500;
    this.#hand = new Desk(start, module);
    this.#desks = Array.from({ length: count }, () => new Desk(start, module));
    this.#pool = new DeskPool(this.#desks);
  }

  /** The moment and, unless its digest is given, the day; null when a newer solve overtook it. */
  solve(request: SolveRequest): Promise<Solved | null> {
    if (this.#latest.busy && performance.now() - this.#askedAtMs > this.#patienceMs) {
      this.#hand.kill('gave way to a newer question');
    }
    return this.#ask(LANE.solve, (api) => api.solve(request));
  }

  /** The same for a world that stands beside the one on show. */
  solveBaseline(request: SolveRequest): Promise<Solved | null> {
    return this.#ask(LANE.baseline, (api) => api.solve(request));
  }

  nose(request: SolveRequest): Promise<NoseAnswer | null> {
    return this.#ask(LANE.nose, (api) => api.nose(request));
  }

  stars(request: StarsRequest): Promise<Stars | null> {
    return this.#ask(LANE.stars, (api) => api.stars(request));
  }

  /** One design judged by every choice of hours; null when a newer question overtook it. */
  byChoice(request: DesignRequest): Promise<ByChoice | null> {
    return this.#ask(LANE.choice, (api) => api.byChoice(request));
  }

  /** A design of the search solved at the search's hour. */
  design(request: DesignRequest): Promise<Frame | null> {
    return this.#ask(LANE.design, (api) => api.design(request));
  }

  tables(): Promise<readonly TableSummary[] | null> {
    return this.#ask(LANE.facts, (api) => api.tables());
  }

  /** Runs the search to its end; `signal` stops it within a moment. */
  async siting(
    signal: AbortSignal,
    job: SitingJob,
    on: { queued(position: number): void; progress(progress: SitingProgress): void },
  ): Promise<SitingProgress> {
    const wanted = job.scenario.search.islands;
    const lease = await this.#pool.lease(signal, wanted, (position) => on.queued(position));
    try {
      const { runSiting } = await import('./siting-run.ts');
      return await runSiting(signal, lease.desks, job, (progress) => on.progress(progress));
    } finally {
      lease.release();
    }
  }

  /** Solves the year block by block on all free workers; `signal` stops it within a moment. */
  async year(
    signal: AbortSignal,
    job: YearJob,
    on: { queued(position: number): void; progress(progress: YearProgress): void },
  ): Promise<YearProgress> {
    const count = this.#desks.length;
    const lease = await this.#pool.lease(signal, count, (position) => on.queued(position));
    try {
      const { runYear } = await import('./year-run.ts');
      return await runYear(signal, lease.desks, job, (progress) => on.progress(progress));
    } finally {
      lease.release();
    }
  }

  /** The year's losses at each power factor of power-factor.ts. */
  powerFactors(request: YearRequest): Promise<readonly PowerFactorTrial[]> {
    return this.#leased((api) => api.powerFactors(request));
  }

  /** A year of panels with and without clouds, and under foretold ones. */
  sun(request: SunRequest): Promise<SunAnswer> {
    return this.#leased((api) => api.sun(request));
  }

  /** A meter's CSV as loads, or why not: a long file is no work for the page's own thread. */
  readProfile(request: ProfileRequest): Promise<ReadProfile> {
    return this.#leased((api) => api.readProfile(request));
  }

  /** One errand for one of the workers of long jobs, when one is free. */
  async #leased<Answer>(errand: (api: Remote<ComputeApi>) => Promise<Answer>): Promise<Answer> {
    const never = new AbortController().signal;
    const { desks, release } = await this.#pool.lease(never, 1, () => undefined);
    try {
      return await desks[0]!.run(errand);
    } finally {
      release();
    }
  }

  async reproduce(
    signal: AbortSignal,
    request: ReproduceRequest,
    on: { queued(position: number): void; progress(progress: ReproduceProgress): void },
  ): Promise<ReproduceProgress> {
    const lease = await this.#pool.lease(signal, 1, (position) => on.queued(position));
    const desk = lease.desks[0]!;
    const stop = (): void => desk.kill('cancelled');
    signal.addEventListener('abort', stop, { once: true });
    try {
      const tell = proxy((progress: ReproduceProgress) => on.progress(progress));
      return await desk.run((api) => {
        // Stopped while the worker was still being started.
        signal.throwIfAborted();
        return api.reproduce(request, tell);
      });
    } finally {
      signal.removeEventListener('abort', stop);
      lease.release();
    }
  }

  /** Ends every worker. */
  dispose(): void {
    for (const desk of [this.#hand, ...this.#desks]) desk.kill('the page is closing');
  }

  #ask<Answer>(
    lane: number,
    question: (api: Remote<ComputeApi>) => Promise<Answer>,
  ): Promise<Answer | null> {
    return this.#latest.ask(lane, () => {
      this.#askedAtMs = performance.now();
      return this.#hand.run(question);
    });
  }
}

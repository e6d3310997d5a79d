/**
 * A search from the page's side: islands spread over desks, all at the same generation, migrating
 * around the ring when it is due. The result is the same to the bit for any number of desks, and
 * for a run in one go or stopped and gone on from any progress it reported.
 */
import type { Remote } from 'comlink';
import type { GridCase } from '../grid/case.ts';
import type { Design } from '../kernel/outcome.ts';
import { MIGRATION_PERIOD, migrationDue } from '../kernel/siting-host.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { ComputeApi } from './compute-api.ts';
import type { Desk, Sitting } from './desk.ts';
import type { DesignsRequest } from './protocol.ts';
import type { Collected, PointsByGeneration } from './siting-island.ts';

export interface SitingProgress {
  readonly generation: number;
  readonly evaluations: number;
  /** One block of bytes an island: all that is needed to go on from here. */
  readonly islands: readonly Uint8Array[];
  readonly front: readonly Design[];
  readonly hypervolumeHistory: Float64Array;
}

export interface SitingJob {
  readonly scenario: Scenario;
  readonly grid: GridCase;
  /** Any progress of the same search; null = from the start. */
  readonly from: Pick<SitingProgress, 'generation' | 'islands' | 'hypervolumeHistory'> | null;
}

/** A picture about ten times a second, and a cancelled search loses no more than that. */
const CHUNK_MS = 90;
const CHUNK_MAX = 100;

/** Resolves with the last progress; rejects as soon as `signal` aborts or a worker dies. */
export async function runSiting(
  signal: AbortSignal,
  desks: readonly Desk[],
  job: SitingJob,
  onProgress: (progress: SitingProgress) => void,
): Promise<SitingProgress> {
  const kill = (): void => desks.forEach((desk) => desk.kill('cancelled'));
  signal.addEventListener('abort', kill, { once: true });
  try {
    signal.throwIfAborted();
    const ring = await Ring.open(desks, job);
    const { generations } = job.scenario.search;
    let generation = job.from?.generation ?? 0;
    let last: SitingProgress | null = null;
    let chunk = 1;
    while (generation < generations || last === null) {
      const startedAtMs = performance.now();
      const next = Math.min(chunk, generations - generation, ring.untilMigration(generation));
      last = await ring.advance(generation, next);
      signal.throwIfAborted();
      generation = last.generation;
      onProgress(last);
      const perGenerationMs = (performance.now() - startedAtMs) / Math.max(1, next);
      chunk = Math.max(1, Math.min(CHUNK_MAX, Math.floor(CHUNK_MS / perGenerationMs)));
    }
    if (job.scenario.siting.hour !== 'days' || last.front.length === 0) return last;
    // What some days found is judged by all of them: their error is to be seen.
    const { scenario, grid } = job;
    const front = await ring.wholeYear({ scenario, grid, designs: last.front });
    signal.throwIfAborted();
    last = { ...last, front };
    onProgress(last);
    return last;
  } finally {
    signal.removeEventListener('abort', kill);
  }
}

/** The islands of one search and who hosts them. A worker that dies takes the run with it. */
class Ring {
  readonly #sittings: readonly Sitting[];
  readonly #hosted: readonly (readonly number[])[];
  readonly #count: number;
  readonly #history: number[];

  private constructor(sittings: readonly Sitting[], job: SitingJob) {
    this.#count = job.scenario.search.islands;
    this.#sittings = sittings;
    this.#hosted = sittings.map((_, at) =>
      range(this.#count).filter((island) => island % sittings.length === at),
    );
    this.#history = [...(job.from?.hypervolumeHistory ?? [])];
  }

  static async open(desks: readonly Desk[], job: SitingJob): Promise<Ring> {
    const useful = desks.slice(0, job.scenario.search.islands);
    const ring = new Ring(await Promise.all(useful.map((desk) => desk.sit())), job);
    const { scenario, grid, from } = job;
    await ring.#each((api, islands) => {
      const states = from ? islands.map((island) => from.islands[island]!) : null;
      return api.openSiting({ scenario, grid, islands, states });
    });
    return ring;
  }

  /** Generations until islands on different desks must meet. */
  untilMigration(generation: number): number {
    if (this.#sittings.length === 1) return Infinity;
    return MIGRATION_PERIOD - (generation % MIGRATION_PERIOD);
  }

  async advance(from: number, generations: number): Promise<SitingProgress> {
    if (this.#sittings.length === 1) {
      const alone = await this.#sittings[0]!.run((api) => api.advanceAlone(generations));
      return this.#progress([alone], alone);
    }
    const points = await this.#each((api) => api.advanceSiting(generations));
    if (generations > 0 && migrationDue(from + generations, this.#count)) await this.#migrate();
    const collected = await this.#each((api) => api.collectSiting());
    const fronts = this.#byIsland(collected.map((each) => each.fronts));
    const byGeneration: PointsByGeneration = range(generations).map((g) =>
      this.#byIsland(points.map((each) => each[g]!)),
    );
    const gathered = await this.#sittings[0]!.run((api) => api.gatherSiting(fronts, byGeneration));
    return this.#progress(collected, gathered);
  }

  wholeYear(request: DesignsRequest): Promise<readonly Design[]> {
    return this.#sittings[0]!.run((api) => api.wholeYear(request));
  }

  /** All are taken before any is given, as if every island met at once. */
  async #migrate(): Promise<void> {
    const sent = this.#byIsland(await this.#each((api) => api.takeEmigrants()));
    const { length } = sent;
    await this.#each((api, islands) =>
      api.acceptImmigrants(islands.map((island) => sent[(island + length - 1) % length]!)),
    );
  }

  #progress(
    collected: readonly Collected[],
    { front, hypervolumes }: { front: readonly Design[]; hypervolumes: readonly number[] },
  ): SitingProgress {
    this.#history.push(...hypervolumes);
    return {
      generation: collected[0]!.generation,
      evaluations: collected.reduce((sum, { evaluations }) => sum + evaluations, 0),
      islands: this.#byIsland(collected.map(({ states }) => states)),
      front,
      hypervolumeHistory: Float64Array.from(this.#history),
    };
  }

  #each<Answer>(
    question: (api: Remote<ComputeApi>, islands: readonly number[]) => Promise<Answer>,
  ): Promise<Answer[]> {
    return Promise.all(
      this.#sittings.map((sitting, at) => sitting.run((api) => question(api, this.#hosted[at]!))),
    );
  }

  /** Answers of the desks, one entry per hosted island, put in the order of the islands. */
  #byIsland<Entry>(byDesk: readonly (readonly Entry[])[]): Entry[] {
    const desks = this.#sittings.length;
    return range(this.#count).map((island) => byDesk[island % desks]![Math.floor(island / desks)]!);
  }
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

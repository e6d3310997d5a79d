/**
 * A year from the page's side: chunks of 96 slots handed to whichever desk is free, next one
 * first. A chunk has the same bits whoever solves it, so the year is the same for any number of
 * desks, and for a run in one go or stopped and gone on from what it had.
 */
import type { GridCase } from '../grid/case.ts';
import type { Year } from '../kernel/outcome.ts';
import { CHUNK_SLOTS } from '../kernel/time-series.ts';
import { emptyYear, putBlock } from '../kernel/year.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Desk, Sitting } from './desk.ts';
import { yearStamp } from './stamp.ts';

export interface YearProgress {
  /** Filled in place: what is not yet solved is 0, and `known` says which is which. */
  readonly year: Year;
  readonly known: Uint8Array;
  readonly solved: number;
  /** Of each chunk, '' where it is not solved yet. */
  readonly digests: readonly string[];
  /** First 8 hex digits over all results; '' until the year is whole. */
  readonly stamp: string;
}

/** Chunks solved earlier, with the results of all slots: the rest of the year is solved anew. */
interface YearStart {
  readonly series: Year['series'];
  readonly digests: readonly string[];
}

export interface YearJob {
  readonly scenario: Scenario;
  readonly grid: GridCase;
  /** What an earlier run of the same year had; null = from the start. */
  readonly from: YearStart | null;
}

/** A picture about twenty times a second, and a cancelled year loses no more than that. */
const BLOCK_MS = 50;
const BLOCK_CHUNKS_MAX = 64;

/** Resolves with the whole year; rejects as soon as `signal` aborts or a worker dies. */
export async function runYear(
  signal: AbortSignal,
  desks: readonly Desk[],
  job: YearJob,
  onProgress: (progress: YearProgress) => void,
): Promise<YearProgress> {
  const kill = (): void => desks.forEach((desk) => desk.kill('cancelled'));
  signal.addEventListener('abort', kill, { once: true });
  // Once one desk has failed, the others belong to whoever leases them next.
  let over = false;
  try {
    signal.throwIfAborted();
    const sittings = await Promise.all(desks.map((desk) => desk.sit()));
    const { scenario, grid, from } = job;
    const told = await sittings[0]!.run((api) => api.openYear({ scenario, grid }, true));
    signal.throwIfAborted();
    if (told === null) throw new TypeError('the first desk tells what the year stands on');
    const tally = new Tally(emptyYear(told.ground, grid.buses.length), told.chunks, from);
    onProgress(tally.progress());
    const work = async (sitting: Sitting, place: number): Promise<void> => {
      if (tally.whole) return;
      if (place > 0) await sitting.run((api) => api.openYear({ scenario, grid }, false));
      let most = 1;
      for (let next = tally.take(most); next; next = tally.take(most)) {
        const { firstChunk, chunks } = next;
        const startedAtMs = performance.now();
        const block = await sitting.run((api) => api.solveYear(firstChunk, chunks));
        signal.throwIfAborted();
        if (over) return;
        tally.put(block);
        onProgress(tally.progress());
        const eachMs = (performance.now() - startedAtMs) / chunks;
        most = Math.min(BLOCK_CHUNKS_MAX, Math.max(1, Math.floor(BLOCK_MS / (eachMs + 0.01))));
      }
    };
    await Promise.all(sittings.map(work));
    return tally.progress();
  } finally {
    over = true;
    signal.removeEventListener('abort', kill);
  }
}

/** What of the year is solved, and what nobody has taken yet. */
class Tally {
  readonly #year: Year;
  readonly #known: Uint8Array;
  readonly #digests: string[];
  #next = 0;
  #solved = 0;

  constructor(year: Year, chunks: number, from: YearStart | null) {
    this.#year = year;
    this.#known = new Uint8Array(year.input.slots);
    this.#digests = Array.from({ length: chunks }, (_, chunk) => from?.digests[chunk] ?? '');
    if (from === null) return;
    const { voltagePu, lossKw, lossKvar, slackKw, slackKvar } = from.series;
    const { series } = year;
    series.voltagePu.set(voltagePu);
    series.lossKw.set(lossKw);
    series.lossKvar.set(lossKvar);
    series.slackKw.set(slackKw);
    series.slackKvar.set(slackKvar);
    series.converged.set(from.series.converged);
    series.iterations.set(from.series.iterations);
    this.#digests.forEach((digest, chunk) => {
      if (digest !== '') this.#mark(chunk, 1);
    });
  }

  get whole(): boolean {
    return this.#solved === this.#known.length;
  }

  /** The next chunks that nobody has, at most `most` in a row; null when none is left. */
  take(most: number): { readonly firstChunk: number; readonly chunks: number } | null {
    const isFree = (chunk: number): boolean => this.#digests[chunk] === '';
    while (this.#next < this.#digests.length && !isFree(this.#next)) this.#next++;
    const firstChunk = this.#next;
    while (
      this.#next < this.#digests.length &&
      this.#next < firstChunk + most &&
      isFree(this.#next)
    ) {
      this.#next++;
    }
    const chunks = this.#next - firstChunk;
    return chunks === 0 ? null : { firstChunk, chunks };
  }

  put(block: {
    readonly firstChunk: number;
    readonly chunks: number;
    readonly series: Year['series'];
    readonly digests: readonly string[];
  }): void {
    putBlock(this.#year, this.#known, block);
    block.digests.forEach((digest, i) => (this.#digests[block.firstChunk + i] = digest));
    this.#mark(block.firstChunk, block.chunks);
  }

  progress(): YearProgress {
    const digests = [...this.#digests];
    return {
      year: this.#year,
      known: this.#known,
      solved: this.#solved,
      digests,
      stamp: this.whole ? yearStamp(digests) : '',
    };
  }

  #mark(firstChunk: number, chunks: number): void {
    const first = firstChunk * CHUNK_SLOTS;
    const last = Math.min(this.#known.length, first + chunks * CHUNK_SLOTS);
    this.#known.fill(1, first, last);
    this.#solved += last - first;
  }
}

/**
 * One of the three things that Prophet is asked, as a job of five states. It keeps what it found
 * while it is asked again and after a stop; whoever shows it compares the scenarios.
 */
import { forecastDesk as words } from '../strings/en/forecast-desk.ts';
import type { AnnexHouse } from './annex.ts';
import type { ForecastShow } from './forecast-show.ts';
import type { Job } from './snapshot.ts';

type Key = 'fit' | 'compare' | 'procedure';
type PartOf<Of extends Key> = ForecastShow[Of] extends Job<infer Part> ? Part : never;

/** How often a job without steps says that time goes by. */
const TICK_MS = 500;

export interface Telling<Part> {
  readonly signal: AbortSignal;
  readonly total: number;
  /** A part that is worth showing; `done` of `total` steps are behind it. */
  tell(done: number, part: Part): void;
}

export class ForecastJob<Of extends Key> {
  readonly #house: AnnexHouse;
  readonly #key: Of;
  #run: AbortController | null = null;
  #part: PartOf<Of> | null = null;
  #done = 0;
  #total = 1;
  #startedAtMs = 0;

  constructor(house: AnnexHouse, key: Of) {
    this.#house = house;
    this.#key = key;
  }

  get running(): boolean {
    return this.#run !== null;
  }

  /** Resolves with the milliseconds it took; null when it was stopped or `failed` heard why. */
  async start(
    total: number,
    work: (telling: Telling<PartOf<Of>>) => Promise<PartOf<Of>>,
    failed: (error: unknown) => string,
  ): Promise<number | null> {
    this.#run?.abort(new DOMException(words.replaced, 'AbortError'));
    const run = new AbortController();
    const { clock } = this.#house.rim;
    this.#run = run;
    [this.#done, this.#total, this.#startedAtMs] = [0, total, clock.now()];
    const isMine = (): boolean => this.#run === run;
    const tick = (): void => {
      if (!isMine()) return;
      this.#showRunning();
      clock.after(TICK_MS, tick);
    };
    tick();
    const tell = (done: number, part: PartOf<Of>): void => {
      if (!isMine()) return;
      [this.#done, this.#part] = [done, part];
      this.#showRunning();
    };
    try {
      const part = await work({ signal: run.signal, total, tell });
      if (!isMine()) return null;
      this.#run = null;
      this.#part = part;
      const elapsedMs = this.#elapsedMs();
      this.#publish({ state: 'done', elapsedMs, part });
      return elapsedMs;
    } catch (error) {
      if (!isMine()) return null;
      this.#run = null;
      this.#showStopped(failed(error));
      return null;
    }
  }

  /** Answers at once; what was found stays. */
  cancel(reason: string = words.stopped): void {
    if (!this.#run) return;
    this.#run.abort(new DOMException('cancelled', 'AbortError'));
    this.#run = null;
    this.#showStopped(reason);
  }

  /** Nothing of it fits any longer. */
  forget(): void {
    this.cancel();
    this.#part = null;
    this.#publish({ state: 'idle' });
  }

  #elapsedMs(): number {
    return Math.round(this.#house.rim.clock.now() - this.#startedAtMs);
  }

  #showRunning(): void {
    this.#publish({
      state: 'running',
      done: this.#done,
      total: this.#total,
      elapsedMs: this.#elapsedMs(),
      part: this.#part,
    });
  }

  #showStopped(reason: string): void {
    this.#publish({
      state: 'stopped',
      reason,
      done: this.#done,
      total: this.#total,
      part: this.#part,
      resumable: false,
    });
  }

  #publish(job: Job<PartOf<Of>>): void {
    const { stage } = this.#house;
    stage.publish({ forecast: { ...stage.snapshot.forecast, [this.#key]: job } });
  }
}

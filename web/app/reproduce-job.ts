import { session as words } from '../strings/en/session.ts';
import type { ReproduceProgress } from '../workers/protocol.ts';
import { engineWords, isOvertaken, reportFailure } from './failure.ts';
import type { Rim } from './rim.ts';
import type { Stage } from './stage.ts';

/** Recomputing the thesis's tables as a job: what is finished is shown while the rest runs. */
export class ReproduceJob {
  readonly #stage: Stage;
  readonly #rim: Rim;
  #run: AbortController | null = null;
  #last: ReproduceProgress | null = null;

  constructor(stage: Stage, rim: Rim) {
    this.#stage = stage;
    this.#rim = rim;
  }

  start(tables: readonly string[]): void {
    this.cancel();
    void this.#go(tables);
  }

  cancel(reason: string = words.reproduce.stopped): void {
    if (!this.#run) return;
    this.#run.abort(new DOMException('cancelled', 'AbortError'));
    this.#run = null;
    this.#showStopped(reason);
  }

  async #go(tables: readonly string[]): Promise<void> {
    const run = new AbortController();
    this.#run = run;
    const before = this.#reportsBut(tables);
    this.#last = {
      done: 0,
      total: tables.length || this.#stage.snapshot.tables.length,
      reports: before,
    };
    const startedAtMs = this.#rim.clock.now();
    const elapsedMs = (): number => Math.round(this.#rim.clock.now() - startedAtMs);
    const show = (progress: ReproduceProgress): void => {
      this.#last = { ...progress, reports: [...before, ...progress.reports] };
      const { total, reports } = this.#last;
      const done = Math.floor(this.#last.done);
      this.#stage.publish({
        reproduce: { state: 'running', done, total, elapsedMs: elapsedMs(), part: { reports } },
      });
    };
    show({ ...this.#last, reports: [] });
    try {
      const end = await this.#rim.compute.reproduce(
        run.signal,
        { tables },
        {
          queued: (position) => {
            if (this.#run === run)
              this.#stage.publish({ reproduce: { state: 'queued', position } });
          },
          progress: (progress) => {
            if (this.#run === run) show(progress);
          },
        },
      );
      if (this.#run !== run) return;
      this.#run = null;
      const reports = [...before, ...end.reports];
      this.#stage.publish({
        reproduce: { state: 'done', elapsedMs: elapsedMs(), part: { reports } },
      });
    } catch (error) {
      if (this.#run !== run) return;
      this.#run = null;
      this.#showStopped(engineWords(error) ?? words.reproduce.died);
      if (!isOvertaken(error)) reportFailure(this.#stage, error);
    }
  }

  /** Reports already there of tables that are not asked for again. */
  #reportsBut(tables: readonly string[]): ReproduceProgress['reports'] {
    const { reproduce } = this.#stage.snapshot;
    const there = 'part' in reproduce ? (reproduce.part?.reports ?? []) : [];
    return tables.length === 0 ? [] : there.filter(({ id }) => !tables.includes(id));
  }

  #showStopped(reason: string): void {
    const { done: reached, total, reports } = this.#last ?? { done: 0, total: 0, reports: [] };
    const done = Math.floor(reached);
    this.#stage.publish({
      reproduce: { state: 'stopped', reason, done, total, part: { reports }, resumable: false },
    });
  }
}

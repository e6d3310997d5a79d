import { BUILD } from '../build-info.ts';
import type { Design } from '../kernel/outcome.ts';
import type { SessionStore, SitingCheckpoint } from '../store/run-store.ts';
import { session as words } from '../strings/en/session.ts';
import { engineWords, isOvertaken, reportFailure } from './failure.ts';
import { fitScenario } from './opening.ts';
import type { Rim } from './rim.ts';
import { gridOf } from './world.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { SitingPart } from './snapshot.ts';
import type { Stage } from './stage.ts';

const SAVE_EVERY_MS = 2000;

/**
 * The search as a job of five states. It belongs to the scenario it was started for and outlives
 * edits, changes of view and reloads; stopping keeps what was found and can be gone on from.
 */
export class SitingJob {
  readonly #stage: Stage;
  readonly #rim: Rim;
  readonly #store: SessionStore;
  #run: AbortController | null = null;
  #checkpoint: SitingCheckpoint | null = null;
  #savedAtMs = 0;

  constructor(stage: Stage, rim: Rim, store: SessionStore) {
    this.#stage = stage;
    this.#rim = rim;
    this.#store = store;
  }

  /** Starts afresh for `scenario`; a search under way is stopped. */
  start(scenario: Scenario): void {
    this.cancel(words.search.replaced);
    this.#checkpoint = null;
    this.#stage.publish({ selectedDesign: -1, selectedFrame: null });
    void this.#go(scenario);
  }

  /** Answers at once and keeps the part. */
  cancel(reason?: string): void {
    if (!this.#run) return;
    this.#run.abort(new DOMException('cancelled', 'AbortError'));
    this.#run = null;
    const generation = this.#checkpoint?.generation ?? 0;
    this.#showStopped(reason ?? words.search.stopped(generation));
    if (this.#checkpoint) void this.#store.saveCheckpoint(this.#checkpoint);
  }

  /** Goes on from the last checkpoint; the end is the same as if it had never stopped. */
  resume(): void {
    if (this.#run) return;
    const { siting } = this.#stage.snapshot;
    if (siting.state === 'done') return;
    if (this.#checkpoint) void this.#go(this.#checkpoint.scenario);
    else this.#stage.say({ tone: 'info', words: words.search.nothing });
  }

  /** Shows what an earlier visit left; true when there is something to go on with. */
  restore(checkpoint: SitingCheckpoint): boolean {
    const computable = fitScenario(checkpoint.scenario).problems.length === 0;
    if (this.#run || this.#checkpoint || !computable) return false;
    this.#checkpoint = checkpoint;
    const { generation, elapsedMs } = checkpoint;
    if (generation < checkpoint.scenario.search.generations) {
      this.#showStopped(words.search.closed(generation));
      return true;
    }
    this.#stage.publish({ siting: { state: 'done', elapsedMs, part: partOf(checkpoint) } });
    return false;
  }

  async #go(scenario: Scenario): Promise<void> {
    const run = new AbortController();
    this.#run = run;
    this.#stage.withdraw(({ kind }) => kind === 'search-resume');
    const from = this.#checkpoint;
    const startedAtMs = this.#rim.clock.now() - (from?.elapsedMs ?? 0);
    const total = scenario.search.generations;
    const elapsedMs = (): number => Math.round(this.#rim.clock.now() - startedAtMs);
    this.#showRunning(total, elapsedMs());
    try {
      await this.#rim.compute.siting(
        run.signal,
        { scenario, grid: gridOf(scenario), from },
        {
          queued: (position) => {
            if (this.#run === run) this.#stage.publish({ siting: { state: 'queued', position } });
          },
          progress: (progress) => {
            if (this.#run !== run) return;
            this.#checkpoint = {
              version: 1,
              build: BUILD,
              scenario,
              elapsedMs: elapsedMs(),
              ...progress,
            };
            this.#showRunning(total, elapsedMs());
            this.#saveNowAndThen();
          },
        },
      );
      if (this.#run !== run || !this.#checkpoint) return;
      this.#run = null;
      const part = partOf(this.#checkpoint);
      this.#stage.publish({ siting: { state: 'done', elapsedMs: elapsedMs(), part } });
      await this.#store.saveCheckpoint(this.#checkpoint);
    } catch (error) {
      if (this.#run !== run) return;
      this.#run = null;
      this.#failed(error, from);
    }
  }

  #failed(error: unknown, from: SitingCheckpoint | null): void {
    if (!(error instanceof Error) || error.name !== 'RangeError') {
      this.#showStopped(engineWords(error) ?? words.search.died);
      if (!isOvertaken(error)) reportFailure(this.#stage, error);
    } else if (from && from === this.#checkpoint) {
      // The kernel looked at the bytes and refused them.
      this.#checkpoint = null;
      this.#stage.publish({ siting: { state: 'idle' }, selectedDesign: -1, selectedFrame: null });
      this.#stage.say({ tone: 'warning', words: words.search.spoilt });
      void this.#store.dropCheckpoint();
    } else this.#showStopped(words.search.impossible(error.message));
  }

  #showRunning(total: number, elapsedMs: number): void {
    const checkpoint = this.#checkpoint;
    const part = checkpoint ? partOf(checkpoint) : null;
    const done = checkpoint?.generation ?? 0;
    this.#stage.publish({
      ...this.#followSelection(part),
      siting: { state: 'running', done, total, elapsedMs, part },
    });
  }

  #showStopped(reason: string): void {
    const checkpoint = this.#checkpoint;
    const { siting } = this.#stage.snapshot;
    const asked = siting.state === 'running' ? siting.total : 0;
    this.#stage.publish({
      siting: {
        state: 'stopped',
        reason,
        done: checkpoint?.generation ?? 0,
        total: checkpoint?.scenario.search.generations ?? asked,
        part: checkpoint ? partOf(checkpoint) : null,
        resumable: checkpoint !== null,
      },
    });
  }

  /** The selected design may stand elsewhere in the next front, or be dominated and gone. */
  #followSelection(part: SitingPart | null): {
    selectedDesign?: number;
    selectedFrame?: null;
  } {
    const { siting, selectedDesign } = this.#stage.snapshot;
    const before = 'part' in siting ? siting.part : null;
    const chosen = before?.front[selectedDesign];
    if (!chosen || !part) return {};
    const index = part.front.findIndex((design) => sameDesign(design, chosen));
    if (index === selectedDesign) return {};
    return index < 0 ? { selectedDesign: -1, selectedFrame: null } : { selectedDesign: index };
  }

  /** Keeps where a search under way stands, for a page that may be about to go. */
  saveNow(): void {
    if (!this.#run || !this.#checkpoint) return;
    this.#savedAtMs = this.#rim.clock.now();
    void this.#store.saveCheckpoint(this.#checkpoint);
  }

  #saveNowAndThen(): void {
    if (this.#rim.clock.now() - this.#savedAtMs >= SAVE_EVERY_MS) this.saveNow();
  }
}

function partOf(checkpoint: SitingCheckpoint): SitingPart {
  const { generation, evaluations, front, hypervolumeHistory, scenario } = checkpoint;
  return { generation, evaluations, front, hypervolumeHistory, scenario };
}

function sameDesign(a: Design, b: Design): boolean {
  const same = (x: readonly number[], y: readonly number[]): boolean =>
    x.every((value, index) => value === y[index]);
  return same(a.panels, b.panels) && same(a.packs, b.packs);
}

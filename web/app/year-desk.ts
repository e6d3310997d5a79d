/**
 * The year as a job of five states. It belongs to the scenario it was started for and outlives
 * edits, changes of view and reloads; stopping keeps what is solved and can be gone on from. A
 * year that is a matter of a blink is computed when first shown and follows every change.
 */
import { BUILD } from '../build-info.ts';
import { slotsOfYear, timeOfSlot } from '../kernel/year.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { withMoment, withValue } from '../scenario/edit.ts';
import type { SessionStore, YearCheckpoint } from '../store/run-store.ts';
import { yearDesk as words } from '../strings/en/year-desk.ts';
import type { YearProgress } from '../workers/year-run.ts';
import type { AnnexHouse } from './annex.ts';
import { engineWords, isOvertaken, reportFailure } from './failure.ts';
import { fitScenario } from './opening.ts';
import type { Job } from './snapshot.ts';
import type { YearCommand } from './year-command.ts';
import type { YearPart } from './year-show.ts';
import { gridOf } from './world.ts';
import { importMeter, samePrices, sameYear, tunePowerFactor } from './year-errand.ts';

const SAVE_EVERY_MS = 5000;
/** A year that follows the hand says that it runs only if it takes longer than this. */
const QUIET_MS = 400;

/** Slots × buses of a year that is computed when first shown and at every change, unasked. */
const QUICK_FIGURES = 8760 * 40;

const fits = (kept: Scenario, now: Scenario): boolean =>
  fitScenario(kept).problems.length === 0 && sameYear(kept, now);

const figuresOf = (scenario: Scenario): number =>
  slotsOfYear(scenario) * gridOf(scenario).buses.length;

export class YearDesk {
  readonly #house: AnnexHouse;
  readonly #store: SessionStore;
  readonly #leave: () => void;
  #run: AbortController | null = null;
  /** What there is of the year on show, or being made. */
  #progress: YearProgress | null = null;
  #scenario: Scenario | null = null;
  #recalled = false;
  #elapsedMs = 0;
  #savedAtMs = 0;

  constructor(house: AnnexHouse) {
    this.#house = house;
    this.#store = house.store;
    this.#leave = house.stage.subscribe(() => this.#follow());
  }

  take(command: YearCommand): void {
    switch (command.kind) {
      case 'year-open':
        void this.#recall();
        break;
      case 'year-start':
        this.#start();
        break;
      case 'year-cancel':
        this.#cancel(words.stopped);
        break;
      case 'year-resume':
        this.#resume();
        break;
      case 'year-pin':
        this.#pin();
        break;
      case 'year-drop':
        this.#house.stage.publish({ yearBaseline: null });
        break;
      case 'year-seek':
        this.#seek(command.slot);
        break;
      case 'year-tune':
        void tunePowerFactor(this.#house);
        break;
      case 'year-import':
        void importMeter(this.#house, command);
    }
  }

  dispose(): void {
    this.#leave();
    this.#cancel(words.stopped);
  }

  get #now(): Scenario {
    return this.#house.stage.snapshot.world.scenario;
  }

  #start(): void {
    this.#cancel(words.replaced);
    this.#progress = null;
    void this.#go(this.#now, 'shown');
  }

  /** Answers at once and keeps the part. */
  #cancel(reason: string): void {
    if (!this.#run) return;
    this.#run.abort(new DOMException('cancelled', 'AbortError'));
    this.#run = null;
    this.#showStopped(reason);
    void this.#save();
  }

  #resume(): void {
    const { year } = this.#house.stage.snapshot;
    if (this.#run || year.state === 'done') return;
    if (this.#progress && this.#scenario) void this.#go(this.#scenario, 'shown');
    else this.#start();
  }

  /** What an earlier visit left, unless there is something newer. */
  async #recall(): Promise<void> {
    if (this.#recalled) return;
    this.#recalled = true;
    const checkpoint = await this.#store.loadYear();
    if (this.#run || this.#progress) return;
    if (!checkpoint || !fits(checkpoint.scenario, this.#now)) {
      if (figuresOf(this.#now) <= QUICK_FIGURES) this.#start();
      return;
    }
    const { series, digests, elapsedMs } = checkpoint;
    this.#elapsedMs = elapsedMs;
    // The ground is computed again, so going on is what shows it; prices may be others by now.
    await this.#go(this.#now, 'recalled', { series, digests });
  }

  async #go(
    scenario: Scenario,
    how: 'shown' | 'quiet' | 'recalled',
    kept: Pick<YearCheckpoint, 'series' | 'digests'> | null = null,
  ): Promise<void> {
    const run = new AbortController();
    this.#run = run;
    const { rim, stage } = this.#house;
    const grid = gridOf(scenario);
    const before = this.#progress;
    const from = kept ?? (before && { series: before.year.series, digests: before.digests });
    const startedAtMs = rim.clock.now() - (from ? this.#elapsedMs : 0);
    const isQuiet = (): boolean => how === 'quiet' && rim.clock.now() - startedAtMs < QUIET_MS;
    const elapsedMs = (): number => Math.round(rim.clock.now() - startedAtMs);
    this.#scenario = scenario;
    try {
      const whole = await rim.compute.year(
        run.signal,
        { scenario, grid, from },
        {
          queued: (position) => {
            if (this.#run === run && !isQuiet()) {
              stage.publish({ year: { state: 'queued', position } });
            }
          },
          progress: (progress) => {
            if (this.#run !== run) return;
            this.#progress = progress;
            this.#elapsedMs = elapsedMs();
            if (!isQuiet()) this.#showRunning();
            this.#saveNowAndThen();
          },
        },
      );
      if (this.#run !== run) return;
      this.#run = null;
      this.#progress = whole;
      const part = this.#part();
      this.#elapsedMs = elapsedMs();
      if (part) stage.publish({ year: { state: 'done', elapsedMs: this.#elapsedMs, part } });
      await this.#save();
      this.#follow();
    } catch (error) {
      if (this.#run !== run) return;
      this.#run = null;
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    if (error instanceof Error && error.name === 'RangeError') {
      this.#progress = null;
      this.#showStopped(words.impossible(error.message));
      return;
    }
    this.#showStopped(engineWords(error) ?? words.died);
    if (!isOvertaken(error)) reportFailure(this.#house.stage, error);
  }

  /** A change of the scenario makes a quick year anew; another one just stands there as it was. */
  #follow(): void {
    const { year } = this.#house.stage.snapshot;
    const scenario = this.#scenario;
    if (this.#run || !scenario || (year.state !== 'done' && year.state !== 'stopped')) return;
    if (sameYear(scenario, this.#now)) {
      this.#reprice(scenario, year);
      return;
    }
    if (year.state !== 'done' || figuresOf(this.#now) > QUICK_FIGURES) return;
    this.#progress = null;
    this.#elapsedMs = 0;
    void this.#go(this.#now, 'quiet');
  }

  /** What is paid for the year changes nothing in it: the same slots, with other prices. */
  #reprice(scenario: Scenario, year: Extract<Job<YearPart>, { state: 'done' | 'stopped' }>): void {
    if (samePrices(scenario, this.#now)) return;
    this.#scenario = this.#now;
    const part = this.#part();
    if (part) this.#house.stage.publish({ year: { ...year, part } });
  }

  #part(): YearPart | null {
    const [progress, scenario] = [this.#progress, this.#scenario];
    if (!progress || !scenario) return null;
    const { year, known, solved, stamp } = progress;
    return { scenario, grid: gridOf(scenario), year, known, solved, stamp };
  }

  #showRunning(): void {
    const part = this.#part();
    if (!part) return;
    const { solved: done, known } = part;
    this.#house.stage.publish({
      year: { state: 'running', done, total: known.length, elapsedMs: this.#elapsedMs, part },
    });
  }

  #showStopped(reason: string): void {
    const part = this.#part();
    this.#house.stage.publish({
      year: {
        state: 'stopped',
        reason,
        done: part?.solved ?? 0,
        total: part?.known.length ?? 0,
        part,
        resumable: part !== null,
      },
    });
  }

  #saveNowAndThen(): void {
    const now = this.#house.rim.clock.now();
    if (now - this.#savedAtMs < SAVE_EVERY_MS) return;
    this.#savedAtMs = now;
    void this.#save();
  }

  async #save(): Promise<void> {
    const [progress, scenario] = [this.#progress, this.#scenario];
    if (!progress || !scenario) return;
    const { digests, year } = progress;
    await this.#store.saveYear({
      version: 1,
      build: BUILD,
      scenario,
      elapsedMs: this.#elapsedMs,
      digests,
      series: year.series,
    });
  }

  #pin(): void {
    const { year } = this.#house.stage.snapshot;
    // A part would go on filling up under the hand that compares with it.
    if (year.state === 'done') this.#house.stage.publish({ yearBaseline: year.part });
  }

  #seek(slot: number): void {
    const { stepMinutes } = this.#now.year;
    const slots = (365 * 1440) / stepMinutes;
    const held = Math.min(slots - 1, Math.max(0, Math.floor(slot)));
    if (!Number.isFinite(held)) return;
    const { day, minute } = timeOfSlot(held, stepMinutes);
    const there = withValue(withValue(this.#now, 'day', day), 'minute', minute);
    if (this.#now.moment === 'year') this.#house.show(there);
    else this.#house.change(withMoment(there, 'year'), words.undo.seek);
  }
}

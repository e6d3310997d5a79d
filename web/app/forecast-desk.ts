/**
 * The forecast of one meter: the simple methods follow every change at once, Prophet when asked,
 * and by itself where its last answer took no longer than a breath.
 *
 * Invariants: a part of a job speaks of the scenario it carries; cancelling answers at once; what
 * the simple methods say never waits for Prophet, which has a thread of its own.
 */
import { peakOf } from '../forecast/upper-limit.ts';
import { THESIS_RULES } from '../forecast/procedure.ts';
import type { Study } from '../forecast/study.ts';
import { DAYS } from '../profile/calendar.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { forecastDesk as words } from '../strings/en/forecast-desk.ts';
import { Forecasts } from '../workers/forecast.ts';
import type { StudyRequest } from '../workers/forecast-protocol.ts';
import type { AnnexHouse } from './annex.ts';
import { reportBug, reportFailure } from './failure.ts';
import type { ApplyScope, ForecastCommand } from './forecast-command.ts';
import { drawn, freshGuess } from './forecast-guess.ts';
import { ForecastJob } from './forecast-job.ts';
import { busesOf, withWorstCase, worstCaseOf } from './forecast-load.ts';
import {
  busOf,
  learnedHolidays,
  meterBusOf,
  meteredGrid,
  optionsOf,
  sameQuestion,
  studyRequest,
} from './forecast-question.ts';
import type { ForecastShow, StudyPart } from './forecast-show.ts';
import { asksSun, askSun, sunBusOf, sunPartOf } from './forecast-sun.ts';
import { faultOf } from './forecast-trouble.ts';

/** A fit that took no longer follows the hand; a longer one waits to be asked. */
const FOLLOW_MS = 3000;

export class ForecastDesk {
  readonly #house: AnnexHouse;
  readonly #simple: Forecasts;
  readonly #prophet: Forecasts;
  readonly #fit: ForecastJob<'fit'>;
  readonly #compare: ForecastJob<'compare'>;
  readonly #procedure: ForecastJob<'procedure'>;
  readonly #leave: () => void;
  #opened = false;
  /** What the simple methods are asked just now. */
  #asked: Scenario | null = null;
  /** How long the last fit took; 0 = none was tried, Infinity = it did not come to an end. */
  #fitMs = 0;

  constructor(house: AnnexHouse, start?: () => Worker) {
    this.#house = house;
    this.#simple = new Forecasts(start);
    this.#prophet = new Forecasts(start);
    this.#fit = new ForecastJob(house, 'fit');
    this.#compare = new ForecastJob(house, 'compare');
    this.#procedure = new ForecastJob(house, 'procedure');
    this.#leave = house.stage.subscribe(() => this.#follow());
  }

  take(command: ForecastCommand): void {
    switch (command.kind) {
      case 'forecast-open':
        this.#opened = true;
        this.#follow();
        break;
      case 'forecast-fit':
        void this.#startFit();
        break;
      case 'forecast-fit-cancel':
        this.#fitMs = Infinity;
        this.#fit.cancel();
        break;
      case 'forecast-compare':
        void this.#startCompare();
        break;
      case 'forecast-compare-cancel':
        this.#compare.cancel();
        break;
      case 'forecast-procedure':
        void this.#startProcedure();
        break;
      case 'forecast-procedure-cancel':
        this.#procedure.cancel();
        break;
      case 'forecast-apply':
        this.#apply(command.scope);
        break;
      case 'forecast-guess':
        this.#publish({ guess: freshGuess(command.on ? this.#show.study : null) });
        break;
      case 'forecast-draw':
        this.#publish({ guess: drawn(this.#show.guess, command) });
        break;
      case 'forecast-reveal':
        this.#publish({ guess: { ...this.#show.guess, revealed: true } });
    }
  }

  dispose(): void {
    this.#leave();
    this.#simple.dispose();
    this.#prophet.dispose();
  }

  get #now(): Scenario {
    return this.#house.stage.snapshot.world.scenario;
  }

  get #show(): ForecastShow {
    return this.#house.stage.snapshot.forecast;
  }

  #publish(changes: Partial<ForecastShow>): void {
    this.#house.stage.publish({ forecast: { ...this.#show, ...changes } });
  }

  /** Nobody looks: nothing is computed. */
  #follow(): void {
    const { view } = this.#house.stage.snapshot;
    if (!this.#opened || view !== 'forecast' || this.#asked) return;
    const { study } = this.#show;
    if (study && sameQuestion(study.scenario, this.#now)) return;
    void this.#study();
  }

  /** One at a time; what changed meanwhile is asked afterwards. */
  async #study(): Promise<void> {
    const scenario = this.#now;
    const grid = meteredGrid(scenario);
    const sunny = asksSun(scenario);
    const bus = sunny ? sunBusOf(scenario) : busOf(scenario, grid);
    if (!bus) {
      this.#opened = false;
      this.#house.stage.say({ tone: 'warning', words: words.noBus });
      return;
    }
    this.#asked = scenario;
    for (const job of [this.#fit, this.#compare, this.#procedure]) job.cancel(words.replaced);
    try {
      const study = sunny
        ? await this.#sunStudy(scenario, bus.id)
        : await this.#loadStudy(studyRequest(scenario, grid, bus));
      const part: StudyPart = { ...study, scenario, bus: meterBusOf(scenario, bus) };
      const { guess } = this.#show;
      // Another day is another guess.
      this.#publish({ study: part, ...(guess.on ? { guess: freshGuess(part) } : {}) });
    } catch (error) {
      this.#opened = false;
      reportFailure(this.#house.stage, error);
      return;
    } finally {
      this.#asked = null;
    }
    if (sameQuestion(scenario, this.#now)) this.#fitAlong();
    this.#follow();
  }

  async #loadStudy(request: StudyRequest): Promise<Study & Pick<StudyPart, 'sun'>> {
    const { signal } = new AbortController();
    return { ...(await this.#simple.study(signal, request)), sun: null };
  }

  async #sunStudy(scenario: Scenario, bus: number): Promise<Study & Pick<StudyPart, 'sun'>> {
    const part = sunPartOf(scenario, bus);
    const { compute } = this.#house.rim;
    const study = await askSun(scenario, part, { compute, forecasts: this.#simple });
    return { ...study, sun: { ...part, ...study.sky } };
  }

  #fitAlong(): void {
    if (this.#fitMs <= FOLLOW_MS && this.#show.trouble === '') void this.#startFit();
  }

  /** The study that Prophet is asked about; null: it would be about another question, or none. */
  get #ready(): StudyPart | null {
    const { study } = this.#show;
    return study && study.rows.length > 0 && sameQuestion(study.scenario, this.#now) ? study : null;
  }

  async #startFit(): Promise<void> {
    const study = this.#ready;
    if (!study) return;
    const { scenario, history } = study;
    const holidayCount = learnedHolidays(scenario, study);
    const elapsedMs = await this.#fit.start(
      1,
      async ({ signal }) => {
        const options = optionsOf(scenario, study);
        const { forecast, problems } = await this.#prophet.forecast(signal, history, options);
        if (!forecast) throw new Refused(problems.find(({ harmless }) => !harmless)?.remedy ?? '');
        return { scenario, forecast, holidayCount };
      },
      (error) => this.#failed(error),
    );
    if (elapsedMs === null) return;
    this.#fitMs = elapsedMs;
    if (this.#show.trouble !== '') this.#publish({ trouble: '' });
  }

  async #startCompare(): Promise<void> {
    const study = this.#ready;
    if (!study) return;
    const { scenario, history, plan } = study;
    const options = optionsOf(scenario, study);
    await this.#compare.start(
      plan.origins,
      async ({ signal, tell }) => {
        const comparison = await this.#prophet.compare(
          signal,
          {
            ...{ series: history, options, plan, methods: ['prophet'] },
            ...(study.sun ? { clearSky: study.sun.clearSky } : {}),
          },
          (progress) => tell(progress.done, { scenario, comparison: progress }),
        );
        const [problem] = comparison.problems;
        if (problem) throw new Refused(problem.remedy);
        return { scenario, comparison };
      },
      (error) => this.#failed(error),
    );
  }

  async #startProcedure(): Promise<void> {
    const study = this.#ready;
    // The thesis foretells loads alone.
    if (!study || study.sun) return;
    const { scenario, history, bus } = study;
    const options = optionsOf(scenario, study);
    const common = { scenario, bus, userPeakKw: peakOf(history.values) };
    const { firstDays, moreDays } = THESIS_RULES;
    const days = Math.min(DAYS, scenario.forecast.historyDays);
    await this.#procedure.start(
      Math.max(1, Math.floor((days - firstDays) / moreDays) + 1),
      async ({ signal, tell }) => {
        const run = await this.#prophet.procedure(
          signal,
          { series: history, options, rules: THESIS_RULES },
          (progress) => tell(progress.rounds.length, { ...common, run: progress }),
        );
        const [problem] = run.problems;
        if (problem) throw new Refused(problem.remedy);
        return { ...common, run };
      },
      (error) => this.#failed(error),
    );
  }

  /** Prophet's absence is no failure of the page: the simple methods stay. */
  #failed(error: unknown): string {
    this.#fitMs = Infinity;
    if (error instanceof Refused) return words.refused(error.message);
    const trouble = faultOf(error);
    if (trouble === null) reportBug(this.#house.stage, error);
    else this.#publish({ trouble });
    return trouble ?? words.trouble.died;
  }

  #apply(scope: ApplyScope): void {
    const { procedure } = this.#show;
    if (procedure.state !== 'done') return;
    const worst = worstCaseOf(procedure.part);
    const { bus, run } = procedure.part;
    if (!worst || run.rounds.at(-1)?.accepted !== true) return;
    const { stage, change } = this.#house;
    const grid = meteredGrid(this.#now);
    const buses = busesOf(grid, bus, scope);
    const { share, loadKw } = worst;
    const next = withWorstCase(this.#now, grid, { buses, share });
    stage.publish({ baseline: stage.snapshot.world });
    change(next, words.undo.applied(buses.length));
    const said = { count: buses.length, loadKw: loadKw.toFixed(1), percent: percentOf(share) };
    stage.say({
      tone: 'info',
      words: words.applied(said),
      offers: [{ label: words.lookAtGrid, command: { kind: 'view', view: 'grid' } }],
    });
  }
}

const percentOf = (share: number): string => (100 * share).toFixed(0);

/** The history itself cannot be foretold; the message is the remedy. */
class Refused extends Error {
  override readonly name = 'Refused';
}

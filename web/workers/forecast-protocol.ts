/** What the page asks of the forecast worker, and what it hears. */
import type { Problem } from '../assert.ts';
import type { Evaluation, OriginPlan } from '../forecast/evaluate.ts';
import type { Baseline, ForecastOptions, Method, ProphetForecast } from '../forecast/forecast.ts';
import type { Judgement, ProcedureRules } from '../forecast/procedure.ts';
import type { Series } from '../forecast/series.ts';
import type { StudyQuestion } from '../forecast/study.ts';
import type { SunYear } from '../forecast/sun.ts';
import type { GridCase } from '../grid/case.ts';
import type { Scenario } from '../scenario/scenario.ts';

export interface StudyRequest {
  readonly scenario: Scenario;
  readonly grid: GridCase;
  /** Position of the bus in the case's list. */
  readonly index: number;
  readonly question: StudyQuestion;
}

export interface SunStudyRequest {
  readonly sun: SunYear;
  readonly question: StudyQuestion;
}

export interface CompareRequest {
  readonly series: Series;
  /** Prophet's; the horizon is the plan's. */
  readonly options: ForecastOptions;
  readonly plan: OriginPlan;
  readonly methods: readonly (Baseline | 'prophet')[];
  /** From the series' start on; only slots with more than 0 here are scored. Absent: all are. */
  readonly clearSky?: Float64Array;
}

interface MethodRow {
  readonly method: Method;
  /** Over the moments that are done. */
  readonly evaluation: Evaluation;
}

export interface Comparison {
  /** Past moments foretold by every method, and how many there are; 0: the series is too short. */
  readonly done: number;
  readonly total: number;
  /** In the order of the wish. */
  readonly rows: readonly MethodRow[];
  readonly problems: readonly Problem[];
}

export interface ProcedureRequest {
  readonly series: Series;
  /** Prophet's; each round sets the horizon. */
  readonly options: ForecastOptions;
  readonly rules: ProcedureRules;
}

export interface ProcedureRun {
  /** Oldest first; accepted is at most the last. */
  readonly rounds: readonly Judgement[];
  /** Of the last round, from the end of its gathering to the end of the day that was foretold. */
  readonly forecast: ProphetForecast | null;
  /** The data ended before a round was accepted. */
  readonly exhausted: boolean;
  readonly problems: readonly Problem[];
}

/**
 * What the forecast worker can do. A plain class, so tests call it without a thread. It keeps
 * nothing but the loaded packages; each answer follows from its question alone.
 */
import { transfer } from 'comlink';
import type { Problem } from '../assert.ts';
import { evaluate, folds } from '../forecast/evaluate.ts';
import type {
  Forecast,
  ForecastOptions,
  ProphetAnswer,
  ProphetForecast,
} from '../forecast/forecast.ts';
import { BASELINES } from '../forecast/methods.ts';
import { attemptOf, judge, type Judgement } from '../forecast/procedure.ts';
import type { Series } from '../forecast/series.ts';
import { type Study, studyOf } from '../forecast/study.ts';
import { daylightFolds, type SunStudy, sunStudyOf } from '../forecast/sun.ts';
import { forecastWith } from '../prophet/fit.ts';
import { loadProphet } from '../prophet/load.ts';
import { loadOfBus } from './forecast-meter.ts';
import type {
  CompareRequest,
  Comparison,
  ProcedureRequest,
  ProcedureRun,
  StudyRequest,
  SunStudyRequest,
} from './forecast-protocol.ts';
import { holdLife } from './life-lock.ts';

export class ForecastApi {
  /** Lets others hear of this thread's end by the lock `name`; false where there are no locks. */
  live(name: string): Promise<boolean> {
    return holdLife(name);
  }

  /** Loads the packages, so that the first forecast need not wait for them. */
  async warm(): Promise<void> {
    await loadProphet();
  }

  /** What a bus drew before a day, and what the simple methods make of it; needs no package. */
  study({ scenario, grid, index, question }: StudyRequest): Study {
    return studyOf(loadOfBus(scenario, grid, index), question);
  }

  /** The same for panels. */
  sunStudy({ sun, question }: SunStudyRequest): SunStudy {
    return sunStudyOf(sun, question);
  }

  async forecast(series: Series, options: ForecastOptions): Promise<ProphetAnswer> {
    const answer = forecastWith(await loadProphet(), series, options);
    return answer.forecast ? transfer(answer, buffersOf(answer.forecast)) : answer;
  }

  /** Every method at every past moment of the plan; `tell` hears of each moment when it is done. */
  async compare(
    { series, options, plan, methods, clearSky }: CompareRequest,
    tell: (progress: Comparison) => void,
  ): Promise<Comparison> {
    const loaded = methods.includes('prophet') ? await loadProphet() : null;
    const all = folds(series, plan);
    const moments = clearSky ? daylightFolds(all, series, clearSky) : all;
    const told = methods.map((): Forecast[] => []);
    let here: Comparison = { done: 0, total: moments.length, rows: [], problems: [] };
    for (const [at, { train }] of moments.entries()) {
      for (const [i, method] of methods.entries()) {
        if (method !== 'prophet') {
          told[i]!.push(BASELINES[method](train, plan.horizon, options.intervalWidth));
          continue;
        }
        const answer = forecastWith(loaded!, train, { ...options, horizon: plan.horizon });
        if (!answer.forecast) return { ...here, problems: faults(answer.problems) };
        told[i]!.push(answer.forecast);
      }
      const past = moments.slice(0, at + 1);
      const rows = methods.map((method, i) => ({ method, evaluation: evaluate(past, told[i]!) }));
      here = { ...here, done: at + 1, rows };
      tell(here);
    }
    return here;
  }

  /** The thesis's rounds until one is accepted or the data end; `tell` hears of each. */
  async procedure(
    { series, options, rules }: ProcedureRequest,
    tell: (progress: ProcedureRun) => void,
  ): Promise<ProcedureRun> {
    const loaded = await loadProphet();
    const rounds: Judgement[] = [];
    let forecast: ProphetForecast | null = null;
    for (let round = 0; ; round++) {
      const attempt = attemptOf(series, round, rules);
      if (!attempt) return { rounds, forecast, exhausted: true, problems: [] };
      const wishes = { ...options, horizon: attempt.horizon };
      const answer = forecastWith(loaded, attempt.train, wishes);
      if (!answer.forecast) {
        return { rounds, forecast, exhausted: false, problems: faults(answer.problems) };
      }
      forecast = answer.forecast;
      const judgement = judge(attempt, forecast, rules);
      rounds.push(judgement);
      const run = { rounds: [...rounds], forecast, exhausted: false, problems: [] };
      if (judgement.accepted) return run;
      tell(run);
    }
  }
}

const faults = (problems: readonly Problem[]): readonly Problem[] =>
  problems.filter(({ harmless }) => !harmless);

function buffersOf({ mean, lower, upper, fit, components }: ProphetForecast): Transferable[] {
  const lists = [mean, lower, upper, fit, ...components.map(({ values }) => values)];
  return lists.map(({ buffer }) => buffer as ArrayBuffer);
}

/**
 * The thesis's way from a user's meter to a load for the grid (section 5.2.4), step by step: gather
 * a month of weekdays, foretell the next weekday, accept within 5 % of the energy that came, else
 * gather more; then take the band's upper limit as the worst case and project it on the bus's peak.
 *
 * Answers of a forecast come from outside, so that it may be made in a worker: ask for an attempt,
 * forecast it, have it judged. Series in kW.
 */
import type { Forecast } from './forecast.ts';
import {
  endMinute,
  isWeekend,
  MINUTES_PER_DAY,
  minuteOf,
  type Series,
  slice,
  slotsPerDay,
  weekdaysOnly,
} from './series.ts';

export const PROCEDURE_STEPS = [
  'collect',
  'predict',
  'validate',
  'collect-more',
  'limits',
  'worst-case',
  'project',
] as const;
export type ProcedureStep = (typeof PROCEDURE_STEPS)[number];

/** The thesis's example of section 5.2.4, as printed, and what its own figures give. */
export const THESIS_EXAMPLE = {
  ...{ userPeakKw: 15, actualKwh: 8, forecastKwh: 7.5, lowerKwh: 5, upperKwh: 10 },
  ...{ busPeakKw: 400, printedBelowPeak: 0.33, printedBusLoad: 268 },
  /** |7.5 − 8| / 8: outside the 5 % that the thesis asks for. */
  error: 0.0625,
  /** 400 × 10 / 15 = 266.67; the thesis rounds 1/3 to 33 % first. */
  busLoadKw: 266.6666666666667,
} as const;

export interface ProcedureRules {
  /** Days of the first gathering: the thesis's month of May has 31, of which we take 30. */
  readonly firstDays: number;
  /** Days that each further gathering adds. */
  readonly moreDays: number;
  /** Largest accepted |forecast − actual| / actual of the day's energy. */
  readonly tolerance: number;
}

export const THESIS_RULES: ProcedureRules = { firstDays: 30, moreDays: 7, tolerance: 0.05 };

/** One round: forecast `train` by `horizon` slots and let the last day of it be judged. */
export interface Attempt {
  /** 0 = the first. */
  readonly round: number;
  readonly trainDays: number;
  /** Everything gathered, weekends marked as not measured. */
  readonly train: Series;
  /** The next weekday after the gathering, whole and measured. */
  readonly target: Series;
  /** From the end of `train` to the end of `target`. */
  readonly horizon: number;
}

/** Round `round` of the procedure on `series`; null: the data do not reach that far. */
export function attemptOf(
  series: Series,
  round: number,
  rules: ProcedureRules = THESIS_RULES,
): Attempt | null {
  const day = slotsPerDay(series);
  const begin = firstMidnight(series);
  const trainDays = rules.firstDays + round * rules.moreDays;
  const trainEnd = begin + trainDays * day;
  for (let from = trainEnd; from + day <= series.values.length; from += day) {
    if (isWeekend(minuteOf(series, from))) continue;
    const target = slice(series, from, from + day);
    if (!target.values.every((value) => Number.isFinite(value))) continue;
    const train = weekdaysOnly(slice(series, begin, trainEnd));
    return { round, trainDays, train, target, horizon: from + day - trainEnd };
  }
  return null;
}

/** Index of the first slot that begins a day. */
function firstMidnight({ startMinute, stepMinutes }: Series): number {
  const into = ((startMinute % MINUTES_PER_DAY) + MINUTES_PER_DAY) % MINUTES_PER_DAY;
  return into === 0 ? 0 : Math.ceil((MINUTES_PER_DAY - into) / stepMinutes);
}

export interface Judgement {
  readonly round: number;
  readonly trainDays: number;
  /** Of the day that was foretold. */
  readonly startMinute: number;
  readonly actualKwh: number;
  readonly forecastKwh: number;
  /** Energy if every slot came to its limit: wider than a band for the sum would be. */
  readonly lowerKwh: number;
  readonly upperKwh: number;
  /** |forecast − actual| / actual; null: nothing was drawn that day. */
  readonly error: number | null;
  readonly accepted: boolean;
}

/** Compares a forecast of `attempt` with the day that came. */
export function judge(
  attempt: Attempt,
  forecast: Pick<Forecast, 'mean' | 'lower' | 'upper'>,
  rules: ProcedureRules = THESIS_RULES,
): Judgement {
  const { target, horizon, round, trainDays } = attempt;
  const hours = target.stepMinutes / 60;
  const energy = (values: Float64Array): number =>
    values.reduce((sum, value) => sum + value, 0) * hours;
  const lastDay = (values: Float64Array): Float64Array =>
    values.subarray(horizon - target.values.length, horizon);
  const actualKwh = energy(target.values);
  const forecastKwh = energy(lastDay(forecast.mean));
  const error = actualKwh > 0 ? Math.abs(forecastKwh - actualKwh) / actualKwh : null;
  return {
    ...{ round, trainDays, startMinute: target.startMinute, actualKwh, forecastKwh, error },
    lowerKwh: energy(lastDay(forecast.lower)),
    upperKwh: energy(lastDay(forecast.upper)),
    accepted: error !== null && error <= rules.tolerance,
  };
}

/** All rounds for a method that answers at once, until one is accepted or the data end. */
export function runProcedure(
  series: Series,
  forecaster: (train: Series, horizon: number) => Pick<Forecast, 'mean' | 'lower' | 'upper'>,
  rules: ProcedureRules = THESIS_RULES,
): readonly Judgement[] {
  const rounds: Judgement[] = [];
  for (let round = 0; ; round++) {
    const attempt = attemptOf(series, round, rules);
    if (!attempt || endMinute(attempt.target) > endMinute(series)) return rounds;
    const judgement = judge(attempt, forecaster(attempt.train, attempt.horizon), rules);
    rounds.push(judgement);
    if (judgement.accepted) return rounds;
  }
}

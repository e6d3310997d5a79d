/**
 * Tomorrow's output of panels, foretold at midnight from what they gave before and from what a
 * clear sky would let them give.
 *
 * A clear sky is computable for any day; what is not known of tomorrow is the clearness, the share
 * of that which comes through. Persistence of the clearness is the reference that forecasts of the
 * sun are measured by (E. Lorenz et al., IEEE J. Sel. Top. Appl. Earth Obs. 2, 2009). The weather
 * service here is simulated: cloudError says by how much its clouds are wrong.
 */
import { stream } from '../rng.ts';
import { halfWidth, normals } from './chance.ts';
import { checkSeries } from './check.ts';
import { dayAheadPlan, evaluate, type Evaluation, type Fold, folds } from './evaluate.ts';
import type { Forecast, SunMethod } from './forecast.ts';
import { endMinute, type Series, slice, slotsPerDay } from './series.ts';
import type { Study, StudyQuestion } from './study.ts';

/** Methods on show for the sun, besides Prophet. */
export type SunSimple = SunMethod | 'persistence' | 'seasonal-naive-day';

export const SUN_SIMPLE: readonly SunSimple[] = [
  ...(['persistence', 'seasonal-naive-day'] as const),
  ...(['clearness-yesterday', 'clearness-mean', 'weather'] as const),
];

/** Days that the mean clearness looks back. */
const CLEARNESS_DAYS = 14;

/**
 * Ours, for teaching: standard deviation, as a share of the sky, of what the clouds of a day of
 * half-covered sky are foretold wrong by as a whole, and of what each moment adds to that; 0.28
 * together. Clear and overcast days are easier to foretell than broken clouds.
 */
export const CLOUD_ERROR_DAY = 0.2;
export const CLOUD_ERROR_MOMENT = 0.2;
/** Of a moment's error that the next quarter-hour keeps: 1/e after two hours. */
const MOMENT_KEEPS = 0.8824969025845955;

const QUARTERS_PER_DAY = 96;

/** A year of panels, slot by slot on the clock of `output`, in kW. */
export interface SunYear {
  /** What they gave. */
  readonly output: Series;
  /** What they would give under a sky without clouds. */
  readonly clearSky: Float64Array;
  /** What the clouds foretold the evening before would let them give. */
  readonly foretold: Float64Array;
  /** Nothing more comes out of them. */
  readonly installedKw: number;
}

/** A study of the sun; what is scored are only the slots in which a clear sky would give something. */
export interface SunStudy extends Study<SunSimple> {
  readonly sky: {
    /** Of history and coming day together. */
    readonly clearSky: Float64Array;
    readonly installedKw: number;
  };
}

/**
 * By how much the clouds foretold for each quarter-hour are wrong, as a share of the sky, from the
 * share `cloudOfDay` (0 … 1) that is truly under cloud on each day: nothing at 0 and 1.
 */
export function cloudError(seed: number, cloudOfDay: Float64Array): Float64Array {
  const days = cloudOfDay.length;
  const whole = normals(stream(seed, 'forecast/clouds-day'));
  const moment = normals(stream(seed, 'forecast/clouds-moment'));
  const renews = Math.sqrt(1 - MOMENT_KEEPS * MOMENT_KEEPS);
  const error = new Float64Array(days * QUARTERS_PER_DAY);
  for (let day = 0; day < days; day++) {
    const share = cloudOfDay[day]!;
    const doubt = 2 * Math.sqrt(share * (1 - share));
    const shift = CLOUD_ERROR_DAY * whole();
    // Each evening's forecast is a new one: its wandering begins afresh.
    let wandering = moment();
    for (let slot = 0; slot < QUARTERS_PER_DAY; slot++) {
      error[day * QUARTERS_PER_DAY + slot] = doubt * (shift + CLOUD_ERROR_MOMENT * wandering);
      wandering = MOMENT_KEEPS * wandering + renews * moment();
    }
  }
  return error;
}

/** Whole days up to a midnight, with sky and weather forecast that reach beyond it. */
interface Known {
  readonly values: Float64Array;
  readonly clearSky: Float64Array;
  readonly foretold: Float64Array;
  readonly perDay: number;
}

const sumOf = (values: Float64Array, from: number, to: number): number => {
  let sum = 0;
  for (let i = Math.max(0, from); i < to; i++) sum += values[i]!;
  return sum;
};

/** Energy of the `days` days before slot `at`, as a share of a clear sky's; 1 where that is none. */
function clearness({ values, clearSky, perDay }: Known, at: number, days: number): number {
  const clear = sumOf(clearSky, at - days * perDay, at);
  return clear > 0 ? sumOf(values, at - days * perDay, at) / clear : 1;
}

/** Expected kW of the day that begins at slot `at`, from the slots before it. */
function expected(method: SunSimple, known: Known, at: number): Float64Array {
  const { values, clearSky, foretold, perDay } = known;
  const scaled = (share: number): Float64Array =>
    clearSky.slice(at, at + perDay).map((kw) => share * kw);
  switch (method) {
    case 'persistence':
      return new Float64Array(perDay).fill(values[at - 1]!);
    case 'seasonal-naive-day':
      return values.slice(at - perDay, at);
    case 'clearness-yesterday':
      return scaled(clearness(known, at, 1));
    case 'clearness-mean':
      return scaled(clearness(known, at, CLEARNESS_DAYS));
    case 'weather':
      return foretold.slice(at, at + perDay);
  }
}

/**
 * The day after the slots before `at`, between limits that hold `band` of a normal with the spread
 * of the method's own errors on all days before: a share of the clear sky's output, so that nights
 * are certain. Held between nothing and what is installed.
 */
function foretell(
  { output, clearSky, foretold, installedKw }: SunYear,
  method: SunSimple,
  { from, at, band }: { readonly from: number; readonly at: number; readonly band: number },
): Forecast {
  const perDay = slotsPerDay(output);
  const known: Known = {
    values: output.values.subarray(from, at),
    clearSky: clearSky.subarray(from, at + perDay),
    foretold: foretold.subarray(from, at + perDay),
    perDay,
  };
  let square = 0;
  let clear = 0;
  for (let day = perDay; day < at - from; day += perDay) {
    const past = expected(method, known, day);
    for (let i = 0; i < perDay; i++) {
      const [sky, came] = [known.clearSky[day + i]!, known.values[day + i]!];
      if (!(sky > 0)) continue;
      square += (past[i]! - came) * (past[i]! - came);
      clear += sky * sky;
    }
  }
  const spread = halfWidth(band) * (clear > 0 ? Math.sqrt(square / clear) : 0);
  const hold = (kw: number): number => Math.min(installedKw, Math.max(0, kw));
  const mean = expected(method, known, at - from).map(hold);
  const half = known.clearSky.slice(at - from).map((kw) => spread * kw);
  return {
    ...{ method, stepMinutes: output.stepMinutes, intervalWidth: band, mean },
    startMinute: endMinute(slice(output, from, at)),
    lower: mean.map((kw, i) => hold(kw - half[i]!)),
    upper: mean.map((kw, i) => hold(kw + half[i]!)),
  };
}

/** The same slots, those marked as not measured in which a clear sky gives nothing. */
export function daylight(actual: Float64Array, clearSky: Float64Array): Float64Array {
  return actual.map((kw, i) => (clearSky[i]! > 0 ? kw : NaN));
}

/** The moments of `plan`, scored by daylight; `clearSky` begins with the series. */
export function daylightFolds(
  moments: readonly Fold[],
  { startMinute, stepMinutes }: Series,
  clearSky: Float64Array,
): readonly Fold[] {
  return moments.map(({ train, actual }) => {
    const at = (actual.startMinute - startMinute) / stepMinutes;
    return { train, actual: { ...actual, values: daylight(actual.values, clearSky.subarray(at)) } };
  });
}

/** `sun` begins on 1 January, 00:00; the counterpart of studyOf. */
export function sunStudyOf(sun: SunYear, question: StudyQuestion): SunStudy {
  const { day, historyDays, band } = question;
  const { output, installedKw } = sun;
  const perDay = slotsPerDay(output);
  const at = (day - 1) * perDay;
  const from = Math.max(0, at - historyDays * perDay);
  const copied = (first: number, last: number): Series => {
    const part = slice(output, first, last);
    return { ...part, values: part.values.slice() };
  };
  const history = copied(from, at);
  const coming = copied(at, at + perDay);
  const sky = { clearSky: sun.clearSky.slice(from, at + perDay), installedKw };
  const plan = dayAheadPlan(history);
  const problems = checkSeries(history);
  const common = { history, coming, cut: day - 1 < historyDays, plan, sky, problems };
  if (problems.some(({ harmless }) => !harmless)) return { ...common, rows: [] };
  const moments = daylightFolds(folds(history, plan), history, sky.clearSky);
  const rows = SUN_SIMPLE.map((method) => {
    const told = moments.map(({ train }) => {
      return foretell(sun, method, { from, at: from + train.values.length, band });
    });
    const evaluation: Evaluation = evaluate(moments, told);
    return { method, forecast: foretell(sun, method, { from, at, band }), evaluation };
  });
  return { ...common, rows };
}

/** What can be wrong with a series or with wishes about it, for a person to mend. */
import type { Place, Problem } from '../assert.ts';
import type { ForecastOptions } from './forecast.ts';
import { MINUTES_PER_DAY, measuredCount, type Point, type Series, slotsPerDay } from './series.ts';

/** Slots of the longest series: nine years of hours; Stan needs about 9 kB for each. */
const SLOTS_MAX = 80_000;
/** Slots of the farthest forecast: more than a year of hours. */
const HORIZON_MAX = 10_000;
/** Whole days that a forecast needs behind it. */
const DAYS_MIN = 2;
/** Values that a forecast needs behind it, where a slot is a day or longer. */
const VALUES_MIN = 14;
/** A larger value is a wrong unit. */
const VALUE_MAX = 1e12;
const NAME_MAX = 60;
const PERIOD_DAYS_MAX = 3660;

const SERIES: Place = { kind: 'series' };

function problem(
  where: Place,
  rule: string,
  [found, allowed, remedy]: readonly [string, string, string],
): Problem {
  return {
    where,
    rule,
    found: found.length > 60 ? `${found.slice(0, 59)}…` : found,
    allowed,
    remedy,
  };
}

/** Everything that keeps `series` from being forecast; a harmless one says what is made up for. */
export function checkSeries(series: Series): readonly Problem[] {
  const clock = checkClock(series);
  if (clock.length > 0) return clock;
  const { values } = series;
  const wild = values.findIndex((v) => Math.abs(v) > VALUE_MAX);
  if (wild >= 0) {
    const where = { ...SERIES, field: 'values', line: wild + 1 };
    const allowed = `numbers from −${VALUE_MAX} to ${VALUE_MAX}`;
    return [problem(where, 'finite', [String(values[wild]), allowed, 'Look at the unit.'])];
  }
  const measured = measuredCount(series);
  const least = Math.max(VALUES_MIN, DAYS_MIN * slotsPerDay(series));
  if (measured < least) {
    const allowed = `at least ${least} measured values`;
    const remedy = 'Give a longer history: two days, better a month.';
    return [problem(SERIES, 'length', [`${measured} values`, allowed, remedy])];
  }
  return [...checkMissing(measured, values.length), ...checkConstant(values)];
}

function checkClock({ stepMinutes, startMinute, values }: Series): Problem[] {
  const problems: Problem[] = [];
  const whole = Number.isInteger(stepMinutes) && stepMinutes > 0;
  if (!whole || (MINUTES_PER_DAY % stepMinutes !== 0 && stepMinutes % MINUTES_PER_DAY !== 0)) {
    const remedy = 'Bring the values to a step such as 15, 30, 60 or 1440 minutes.';
    const allowed = 'whole minutes that divide a day, or whole days';
    const where = { ...SERIES, field: 'stepMinutes' };
    problems.push(problem(where, 'step', [`${stepMinutes} minutes`, allowed, remedy]));
  }
  if (!Number.isSafeInteger(startMinute)) {
    const where = { ...SERIES, field: 'startMinute' };
    const remedy = 'Count minutes since 1970-01-01 00:00.';
    problems.push(problem(where, 'start', [String(startMinute), 'a whole number', remedy]));
  }
  if (values.length > SLOTS_MAX) {
    const where = { ...SERIES, field: 'values' };
    const allowed = `at most ${SLOTS_MAX} slots`;
    const remedy = 'Give a shorter history or a longer step.';
    problems.push(problem(where, 'length', [`${values.length} slots`, allowed, remedy]));
  }
  return problems;
}

function checkMissing(measured: number, slots: number): Problem[] {
  const missing = slots - measured;
  if (missing === 0) return [];
  const found = `${missing} of ${slots} slots without a value`;
  if (missing * 2 > slots) {
    const remedy = 'Give a history with fewer gaps, or a longer step.';
    return [problem(SERIES, 'gaps', [found, 'at most half of the slots', remedy])];
  }
  const remedy = 'Nothing to do: Prophet leaves gaps out, the simple methods fill them.';
  return [{ ...problem(SERIES, 'gaps', [found, 'a value in each slot', remedy]), harmless: true }];
}

function checkConstant(values: Float64Array): Problem[] {
  const measured = values.filter((value) => Number.isFinite(value));
  const [first = 0] = measured;
  if (measured.some((value) => value !== first)) return [];
  const remedy = 'There is nothing to foretell: look whether the meter was read.';
  return [problem(SERIES, 'constant', [`only ${first}`, 'values that differ', remedy])];
}

/**
 * `points` on a regular step, slots without a point marked as missing; null with problems where
 * that cannot be. The step is the most frequent distance unless given.
 */
export function seriesOf(
  points: readonly Point[],
  stepMinutes = frequentStep(points),
): { readonly series: Series | null; readonly problems: readonly Problem[] } {
  const refuse = (line: number, rule: string, words: readonly [string, string, string]) => ({
    series: null,
    problems: [problem({ ...SERIES, line }, rule, words)],
  });
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) {
    const remedy = 'Give at least two days of values.';
    return refuse(1, 'length', ['no values', 'at least two days', remedy]);
  }
  for (let i = 0; i < points.length; i++) {
    const { minute } = points[i]!;
    if (!Number.isSafeInteger(minute)) {
      return refuse(i + 1, 'time', [String(minute), 'whole minutes', 'Write a time here.']);
    }
    if (i > 0 && minute <= points[i - 1]!.minute) {
      const found = `minute ${minute} after minute ${points[i - 1]!.minute}`;
      return refuse(i + 1, 'rising', [
        found,
        'times that rise',
        'Sort the rows; keep one of twins.',
      ]);
    }
    if ((minute - first.minute) % stepMinutes !== 0) {
      const found = `minute ${minute} between two steps of ${stepMinutes} minutes`;
      return refuse(i + 1, 'grid', [found, 'times on one step', 'Bring the values to one step.']);
    }
  }
  const slots = (last.minute - first.minute) / stepMinutes + 1;
  if (slots > SLOTS_MAX) {
    const found = `${slots} slots from first to last`;
    return refuse(points.length, 'length', [found, `at most ${SLOTS_MAX}`, 'Look at the times.']);
  }
  const values = new Float64Array(slots).fill(NaN);
  for (const { minute, value } of points) values[(minute - first.minute) / stepMinutes] = value;
  const series = { stepMinutes, startMinute: first.minute, values };
  const problems = checkSeries(series);
  return { series: problems.every(({ harmless }) => harmless) ? series : null, problems };
}

/** The distance between neighbours that occurs most often, the shorter of two alike; 60 if none. */
function frequentStep(points: readonly Point[]): number {
  const counts = new Map<number, number>();
  for (let i = 1; i < points.length; i++) {
    const step = points[i]!.minute - points[i - 1]!.minute;
    if (step > 0) counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  let best = 60;
  for (const [step, count] of counts) {
    const record = counts.get(best) ?? 0;
    if (count > record || (count === record && step < best)) best = step;
  }
  return best;
}

/** Everything that is wrong with `options`. */
export function checkOptions(options: ForecastOptions): readonly Problem[] {
  const numbers = [
    ['horizon', 1, HORIZON_MAX, true],
    ['seed', 0, 0xffffffff, true],
    ['changepoints', 0, 200, true],
    ['changepointPrior', 0.001, 10, false],
    ['intervalWidth', 0.01, 0.999, false],
  ] as const;
  const problems: Problem[] = [];
  for (const [field, least, most, whole] of numbers) {
    const value = options[field];
    if (value >= least && value <= most && (!whole || Number.isInteger(value))) continue;
    const allowed = `a ${whole ? 'whole ' : ''}number from ${least} to ${most}`;
    const where = { kind: 'forecast', field };
    problems.push(problem(where, 'range', [String(value), allowed, `Write ${allowed}.`]));
  }
  const taken = new Set(['daily', 'weekly', 'yearly', 'trend']);
  for (const { name, days } of options.holidays) {
    problems.push(...checkName('holiday', name, taken));
    const odd = days.find((day) => !Number.isSafeInteger(day));
    if (odd === undefined) continue;
    const where = { kind: 'holiday', id: name, field: 'days' };
    const remedy = 'Count days since 1970-01-01.';
    problems.push(problem(where, 'whole', [String(odd), 'whole days', remedy]));
  }
  for (const { name, periodDays, fourierOrder } of options.seasonalities) {
    problems.push(...checkName('seasonality', name, taken));
    const where = { kind: 'seasonality', id: name };
    if (!(periodDays > 0 && periodDays <= PERIOD_DAYS_MAX)) {
      const allowed = `more than 0 and at most ${PERIOD_DAYS_MAX} days`;
      const words = [String(periodDays), allowed, `Write ${allowed}.`] as const;
      problems.push(problem({ ...where, field: 'periodDays' }, 'range', words));
    }
    if (!(Number.isInteger(fourierOrder) && fourierOrder >= 1 && fourierOrder <= 50)) {
      const words = [String(fourierOrder), 'a whole number from 1 to 50', 'Try 3.'] as const;
      problems.push(problem({ ...where, field: 'fourierOrder' }, 'range', words));
    }
  }
  return problems;
}

function checkName(kind: string, name: string, taken: Set<string>): Problem[] {
  const where = { kind, id: name, field: 'name' };
  if (name.trim() === '' || name.length > NAME_MAX) {
    const allowed = `1 to ${NAME_MAX} characters`;
    return [problem(where, 'name', [`'${name}'`, allowed, 'Give it a short name.'])];
  }
  if (taken.has(name)) {
    const remedy = 'Give it another name.';
    return [problem(where, 'name', [`'${name}' twice`, 'names that differ', remedy])];
  }
  taken.add(name);
  return [];
}

/**
 * Forecasts in any JavaScript engine, in the thread that calls: the packages are loaded from the
 * file beside the module when Prophet is first wanted.
 */
import {
  type Foretold,
  type ForetellOptions,
  prophetAnswer,
  questionOf,
  refusal,
  simpleAnswer,
  type TimedValue,
} from './forecast/foretell.ts';
import { checkList, checkRecord } from './kernel/argument.ts';
import { BASELINES } from './forecast/methods.ts';
import { forecastWith } from './prophet/fit.ts';
import { loadProphet } from './prophet/load.ts';

export type { Foretold, ForetellOptions, ForetoldRow, TimedValue } from './forecast/foretell.ts';

/**
 * The slots after the last of `series`, rising times on one step; gaps are allowed.
 * @throws TypeError or RangeError that names the argument; bad data come back as problems.
 */
export async function forecast(
  series: readonly TimedValue[],
  options: ForetellOptions = {},
): Promise<Foretold> {
  checkArguments(series, options);
  const question = questionOf(series, options);
  if (!question.series) return refusal(question);
  const simple = simpleAnswer(question);
  if (simple) return simple;
  const answer = forecastWith(await loadProphet(), question.series, question.options);
  return prophetAnswer(question, answer);
}

/** What is wrong with the kind of an argument; values out of range are problems. */
function checkArguments(series: readonly TimedValue[], options: ForetellOptions): void {
  checkList('series', series);
  series.forEach((row: unknown, i) => {
    const name = `series[${i}]`;
    checkRecord(name, row);
    const { time, value } = row as Record<string, unknown>;
    if (typeof time !== 'string' && typeof time !== 'number') {
      throw new TypeError(`${name}.time must be a written time or milliseconds`);
    }
    if (value !== null && typeof value !== 'number') {
      throw new TypeError(`${name}.value must be a number or null`);
    }
  });
  checkRecord('options', options);
  const { method = 'prophet', holidays = [], seasonalities = [] } = options;
  if (method !== 'prophet' && !Object.hasOwn(BASELINES, method)) {
    const known = ['prophet', ...Object.keys(BASELINES)].join(', ');
    throw new RangeError(`options.method must be one of ${known}`);
  }
  checkList('options.holidays', holidays);
  for (const [i, holiday] of holidays.entries()) {
    checkRecord(`options.holidays[${i}]`, holiday);
    checkName(`options.holidays[${i}].name`, holiday.name);
    checkList(`options.holidays[${i}].days`, holiday.days);
  }
  checkList('options.seasonalities', seasonalities);
  for (const [i, seasonality] of seasonalities.entries()) {
    checkRecord(`options.seasonalities[${i}]`, seasonality);
    checkName(`options.seasonalities[${i}].name`, seasonality.name);
  }
  checkChoice('growth', options.growth, ['linear', 'flat']);
  checkChoice('scaling', options.scaling, ['absMax', 'minMax']);
  for (const name of ['daily', 'weekly', 'yearly'] as const) {
    checkChoice(name, options[name], ['auto', true, false]);
  }
}

function checkName(name: string, value: unknown): void {
  if (typeof value !== 'string') throw new TypeError(`${name} must be a string`);
}

function checkChoice(name: string, value: unknown, allowed: readonly unknown[]): void {
  if (value === undefined || allowed.includes(value)) return;
  throw new RangeError(`options.${name} must be one of ${allowed.join(', ')}`);
}

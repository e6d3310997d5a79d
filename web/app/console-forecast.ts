/** `gridledger.forecast` of the console: as the module's, but in a worker of its own. */
import {
  type Foretold,
  type ForetellOptions,
  prophetAnswer,
  questionOf,
  refusal,
  simpleAnswer,
  type TimedValue,
} from '../forecast/foretell.ts';
import { Forecasts } from '../workers/forecast.ts';

const forecasts = new Forecasts();

/** The slots after the last of `series`; see the module's function of the same name. */
export async function forecast(
  series: readonly TimedValue[],
  options: ForetellOptions = {},
): Promise<Foretold> {
  const question = questionOf(series, options);
  if (!question.series) return refusal(question);
  const simple = simpleAnswer(question);
  if (simple) return simple;
  const { signal } = new AbortController();
  return prophetAnswer(
    question,
    await forecasts.forecast(signal, question.series, question.options),
  );
}

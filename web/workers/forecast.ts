/**
 * Forecasts as the page sees them: one worker, started at the first wish, which works on one wish
 * at a time. Stan cannot be interrupted, so to cancel is to end the worker; the next wish starts
 * another, which loads the packages from the browser's cache within some hundred milliseconds.
 */
import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import { startForecastWorker } from '#worker-factory';
import type { ForecastOptions, ProphetAnswer } from '../forecast/forecast.ts';
import type { Series } from '../forecast/series.ts';
import type { Study } from '../forecast/study.ts';
import type { SunStudy } from '../forecast/sun.ts';
import type { ForecastApi } from './forecast-api.ts';
import type {
  CompareRequest,
  Comparison,
  ProcedureRequest,
  ProcedureRun,
  StudyRequest,
  SunStudyRequest,
} from './forecast-protocol.ts';
import { lifeName, watchLife } from './life-lock.ts';

type Api = Remote<ForecastApi>;

interface Running {
  readonly api: Api;
  /** Rejects when the worker ends, whatever ended it. */
  readonly died: Promise<never>;
  end(reason: unknown): void;
}

export class Forecasts {
  readonly #start: () => Worker;
  #running: Running | null = null;
  /** Settles when the wish before has been answered; never rejects. */
  #before: Promise<unknown> = Promise.resolve();

  constructor(start: () => Worker = startForecastWorker) {
    this.#start = start;
  }

  /** Starts the worker and loads the packages ahead of the first wish. */
  warm(signal: AbortSignal): Promise<void> {
    return this.#ask(signal, (api) => api.warm());
  }

  /** What a bus drew before a day, and what the simple methods make of it; loads no package. */
  study(signal: AbortSignal, request: StudyRequest): Promise<Study> {
    return this.#ask(signal, (api) => api.study(request));
  }

  /** The same for panels. */
  sunStudy(signal: AbortSignal, request: SunStudyRequest): Promise<SunStudy> {
    return this.#ask(signal, (api) => api.sunStudy(request));
  }

  /** Rejects with the signal's reason when it is aborted; with an Error when the worker dies. */
  forecast(signal: AbortSignal, series: Series, options: ForecastOptions): Promise<ProphetAnswer> {
    return this.#ask(signal, (api) => api.forecast(series, options));
  }

  /** Every method at every past moment; `tell` hears of each moment when it is done. */
  compare(
    signal: AbortSignal,
    request: CompareRequest,
    tell: (progress: Comparison) => void,
  ): Promise<Comparison> {
    return this.#ask(signal, (api) => api.compare(request, proxy(quiet(signal, tell))));
  }

  /** The thesis's rounds until one is accepted or the data end; `tell` hears of each. */
  procedure(
    signal: AbortSignal,
    request: ProcedureRequest,
    tell: (progress: ProcedureRun) => void,
  ): Promise<ProcedureRun> {
    return this.#ask(signal, (api) => api.procedure(request, proxy(quiet(signal, tell))));
  }

  /** Ends the worker. */
  dispose(): void {
    this.#running?.end(new Error('the page is closing'));
  }

  async #ask<Answer>(
    signal: AbortSignal,
    question: (api: Api) => Promise<Answer>,
  ): Promise<Answer> {
    signal.throwIfAborted();
    const before = this.#before;
    const answer = this.#take(signal, before, question);
    // A wish that is taken back while it waits must not let the next one in before its turn.
    this.#before = before.then(() => answer).catch(() => undefined);
    return answer;
  }

  async #take<Answer>(
    signal: AbortSignal,
    before: Promise<unknown>,
    question: (api: Api) => Promise<Answer>,
  ): Promise<Answer> {
    let stop: () => void = () => undefined;
    const stopped = new Promise<never>((_resolve, reject) => {
      stop = () => reject(signal.reason as Error);
    });
    stopped.catch(() => undefined);
    signal.addEventListener('abort', stop, { once: true });
    try {
      await Promise.race([before, stopped]);
      const running = (this.#running ??= this.#begin());
      const kill = (): void => running.end(signal.reason);
      signal.addEventListener('abort', kill, { once: true });
      try {
        return await Promise.race([question(running.api), running.died, stopped]);
      } finally {
        signal.removeEventListener('abort', kill);
      }
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  #begin(): Running {
    const worker = this.#start();
    const api = wrap<ForecastApi>(worker);
    let reject: (reason: unknown) => void = () => undefined;
    const died = new Promise<never>((_resolve, fail) => (reject = fail));
    // Nobody may be waiting when it ends; that is no unhandled failure.
    died.catch(() => undefined);
    let unwatch = (): void => undefined;
    const running: Running = {
      api,
      died,
      end: (reason) => {
        if (this.#running === running) this.#running = null;
        unwatch();
        worker.terminate();
        api[releaseProxy]();
        reject(reason);
      },
    };
    const ended = (words: string): void => running.end(new Error(words));
    const name = lifeName('forecast');
    // Not awaited: a worker that dies before it answers is heard of by its `error` event.
    const watched = api.live(name).then((held) => {
      if (held) unwatch = watchLife(name, () => ended('the browser ended the worker'));
    });
    watched.catch(() => undefined);
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      ended(event.message || 'the forecast worker could not be started');
    });
    return running;
  }
}

/** After an abort nothing more is told, also of what was on its way. */
function quiet<Progress>(
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): (progress: Progress) => void {
  return (progress) => {
    if (!signal.aborted) tell(progress);
  };
}

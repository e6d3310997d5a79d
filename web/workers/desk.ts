/**
 * A place where one compute worker sits: started when first needed, replaced when it has died. Its
 * death is heard of at once, also when the browser says nothing about it.
 *
 * A worker cannot be interrupted while it computes, so to cancel is to terminate; the next task
 * starts another. The compiled kernel is posted to each, so that costs a few milliseconds.
 */
import { releaseProxy, wrap, type Remote } from 'comlink';
import type { ComputeApi } from './compute-api.ts';
import { lifeName, watchLife } from './life-lock.ts';

/** The worker ended before it answered: it was cancelled, it crashed or it ran out of memory. */
class WorkerDied extends Error {
  override readonly name = 'WorkerDied';
}

/** One worker for as long as it lives, for tasks that build on what it remembers. */
export interface Sitting {
  /** Rejects with WorkerDied when the worker ends, or has ended, before it answers. */
  run<Result>(task: (api: Remote<ComputeApi>) => Promise<Result>): Promise<Result>;
}

interface Running extends Sitting {
  end(reason: string): void;
}

export class Desk {
  readonly #start: () => Worker;
  readonly #module: () => Promise<WebAssembly.Module>;
  #running: Running | null = null;

  constructor(start: () => Worker, module: () => Promise<WebAssembly.Module>) {
    this.#start = start;
    this.#module = module;
  }

  /** The worker that sits here now, a new one if the last has died. */
  async sit(): Promise<Sitting> {
    const module = await this.#module();
    this.#running ??= this.#begin(module);
    return this.#running;
  }

  /** Runs one task that stands alone. */
  async run<Result>(task: (api: Remote<ComputeApi>) => Promise<Result>): Promise<Result> {
    return (await this.sit()).run(task);
  }

  /** Ends the worker at once, whatever it is doing. */
  kill(reason: string): void {
    this.#running?.end(reason);
  }

  #begin(module: WebAssembly.Module): Running {
    const worker = this.#start();
    const api = wrap<ComputeApi>(worker);
    let reject: (error: WorkerDied) => void = () => undefined;
    const died = new Promise<never>((_resolve, fail) => (reject = fail));
    let unwatch = (): void => undefined;
    const name = lifeName('compute');
    const watched = api.live(name).then((held) => {
      if (held) unwatch = watchLife(name, () => running.end('the browser ended the worker'));
    });
    const opened = Promise.race([Promise.all([api.open(module), watched]), died]);
    // Nobody may be waiting when it ends; that is no unhandled failure.
    opened.catch(() => undefined);
    const running: Running = {
      run: (task) => Promise.race([opened.then(() => task(api)), died]),
      end: (reason) => {
        if (this.#running === running) this.#running = null;
        unwatch();
        worker.terminate();
        api[releaseProxy]();
        reject(new WorkerDied(reason));
      },
    };
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      running.end(event.message || 'the worker could not be started');
    });
    return running;
  }
}

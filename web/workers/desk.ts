/**
 * A place where one compute worker sits: started when first needed, replaced when it has died.
 *
 * A worker cannot be interrupted while it computes, so to cancel is to terminate; the next task
 * starts another. The compiled kernel is posted to each, so that costs a few milliseconds.
 */
import { releaseProxy, wrap, type Remote } from 'comlink';
import type { ComputeApi } from './compute-api.ts';

/** The worker ended before it answered: it was cancelled, it crashed or it ran out of memory. */
export class WorkerDied extends Error {
  override readonly name = 'WorkerDied';
}

interface Running {
  readonly api: Remote<ComputeApi>;
  readonly opened: Promise<unknown>;
  readonly died: Promise<never>;
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

  /** Runs `task` with a worker; rejects with WorkerDied when that ends first. */
  async run<Result>(task: (api: Remote<ComputeApi>) => Promise<Result>): Promise<Result> {
    const module = await this.#module();
    this.#running ??= this.#begin(module);
    const { api, opened, died } = this.#running;
    return Promise.race([opened.then(() => task(api)), died]);
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
    // Nobody may be waiting when it ends; that is no unhandled failure.
    died.catch(() => undefined);
    const running: Running = {
      api,
      died,
      opened: api.open(module),
      end: (reason) => {
        if (this.#running === running) this.#running = null;
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

/**
 * The simulated cluster as the page sees it: a player in a worker, started when first asked. A
 * newer wish ends a longer one before it, whose promise then answers with how far it got. When
 * the worker dies, what waits is rejected and the next `load` starts another.
 */
import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import { startSimulationWorker } from '#worker-factory';
import type { Problem } from '../assert.ts';
import type { ClusterScenario } from '../scenario/fault.ts';
import type { Operation } from '../simulation/linearizable.ts';
import type { SimulationShow } from '../simulation/show.ts';
import type { Shortest, Shrinking } from '../simulation/shrink.ts';
import type { Trace } from '../simulation/trace.ts';
import type { RunProgress, SimulationApi } from './simulation-api.ts';

type Tell = (progress: RunProgress) => void;

export class Simulation {
  readonly #start: () => Worker;
  #api: Remote<SimulationApi> | null = null;
  #end: (reason: Error) => void = () => undefined;
  #ended: Promise<never> = new Promise(() => undefined);

  constructor(start: () => Worker = startSimulationWorker) {
    this.#start = start;
  }

  /** The scenario's run; if only its faults changed, the player stays where it is. */
  load(cluster: ClusterScenario, seed: number): Promise<SimulationShow> {
    return this.#ask((api) => api.load(cluster, seed));
  }

  /** A recorded live run; with problems, nothing was loaded. */
  loadTrace(
    recording: Trace | string,
  ): Promise<{ readonly show: SimulationShow; readonly problems: readonly Problem[] }> {
    return this.#ask((api) => api.loadTrace(recording));
  }

  show(): Promise<SimulationShow> {
    return this.#ask((api) => api.show());
  }

  /** `loud`: to the next step that is more than a clock that ticks. */
  stepOn(loud = false): Promise<SimulationShow> {
    return this.#ask((api) => api.stepOn(loud));
  }

  stepBack(loud = false): Promise<SimulationShow> {
    return this.#ask((api) => api.stepBack(loud));
  }

  runTicks(ticks: number, tell?: Tell): Promise<SimulationShow> {
    return this.#ask((api) => api.runTicks(ticks, tell && proxy(tell)));
  }

  seekStep(step: number, tell?: Tell): Promise<SimulationShow> {
    return this.#ask((api) => api.seekStep(step, tell && proxy(tell)));
  }

  seekTick(tick: number, tell?: Tell): Promise<SimulationShow> {
    return this.#ask((api) => api.seekTick(tick, tell && proxy(tell)));
  }

  /** Ends what is under way. */
  cancel(): Promise<void> {
    return this.#ask((api) => api.cancel());
  }

  /** The shortest story that breaks what is broken; null: nothing is, or it was stopped. */
  shortest(tell?: (progress: Shrinking) => void): Promise<Shortest | null> {
    return this.#ask((api) => api.shortest(tell && proxy(tell)));
  }

  history(): Promise<readonly Operation[]> {
    return this.#ask((api) => api.history());
  }

  /** Ends the worker. */
  dispose(): void {
    this.#end(new Error('the page is closing'));
  }

  #ask<Answer>(question: (api: Remote<SimulationApi>) => Promise<Answer>): Promise<Answer> {
    const api = (this.#api ??= this.#begin());
    return Promise.race([question(api), this.#ended]);
  }

  #begin(): Remote<SimulationApi> {
    const worker = this.#start();
    const api = wrap<SimulationApi>(worker);
    this.#ended = new Promise<never>((_resolve, reject) => {
      this.#end = (reason) => {
        this.#end = () => undefined;
        this.#api = null;
        worker.terminate();
        api[releaseProxy]();
        reject(reason);
      };
    });
    // Nobody may be waiting when it ends; that is no unhandled failure.
    this.#ended.catch(() => undefined);
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#end(new Error(event.message || 'the simulation could not be started'));
    });
    return api;
  }
}

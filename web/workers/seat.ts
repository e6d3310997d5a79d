/** A seat of this tab from the page's side: a worker that runs it, until it stops or dies. */
import type { HubWire } from '../cluster/wire.ts';
import { isSeatNews, type SeatNews, type SeatStart } from './seat-protocol.ts';

/** A worker that has not stopped by then is ended. */
const STOP_MS = 1500;

export class SeatWorker {
  readonly #worker: Worker;
  readonly #hub: HubWire | null;
  readonly #onEnd: (news: Extract<SeatNews, { news: 'failed' | 'stopped' }>) => void;
  #stopped: () => void = () => undefined;
  #ended = false;

  /** `onEnd`: it stopped or failed by itself, once; not after `kill`. */
  constructor(
    worker: Worker,
    hub: HubWire | null,
    onEnd: (news: Extract<SeatNews, { news: 'failed' | 'stopped' }>) => void,
  ) {
    this.#worker = worker;
    this.#hub = hub;
    this.#onEnd = onEnd;
    hub?.attach(worker);
  }

  /** Resolves once it runs, or with why it does not. */
  start(order: SeatStart): Promise<SeatNews> {
    return new Promise((resolve) => {
      this.#worker.addEventListener('message', ({ data }: MessageEvent) => {
        if (!isSeatNews(data)) return;
        resolve(data);
        if (data.news === 'failed' || data.news === 'stopped') this.#end(data);
      });
      this.#worker.addEventListener('error', (event) => {
        event.preventDefault();
        const words = `Its worker ended: ${event.message || 'it could not be started'}.`;
        const news = { news: 'failed', words, full: false } as const;
        resolve(news);
        this.#end(news);
      });
      this.#worker.postMessage(order);
    });
  }

  /** In good order, or by force after a moment. */
  async stop(): Promise<void> {
    if (this.#ended) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, STOP_MS);
      this.#stopped = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#worker.postMessage({ order: 'stop' });
    });
    this.kill();
  }

  /** Asks it to stop without waiting, for a page that is going away. */
  leave(): void {
    if (!this.#ended) this.#worker.postMessage({ order: 'stop' });
  }

  /** At once, like a crash. */
  kill(): void {
    this.#ended = true;
    this.#hub?.detach(this.#worker);
    this.#worker.terminate();
    this.#stopped();
  }

  #end(news: Extract<SeatNews, { news: 'failed' | 'stopped' }>): void {
    if (this.#ended) return;
    this.kill();
    this.#onEnd(news);
  }
}

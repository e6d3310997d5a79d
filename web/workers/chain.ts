/**
 * A reader of whole chains as the page sees it: one worker, started when first asked, ended to
 * cancel. Nothing here is kept but what the worker holds.
 */
import { releaseProxy, wrap, type Remote } from 'comlink';
import { startChainWorker } from '#worker-factory';
import type { Answer, Query } from '../cluster/live.ts';
import type { Verification } from '../ledger/verify.ts';
import type { ChainApi, PastWish } from './chain-api.ts';

const LINES_AT_ONCE = 64;

export interface ChainCheck {
  /** Lines of the export, from the genesis on. */
  readonly lines: AsyncIterable<string> | Iterable<string>;
  /** What the reader trusts; '' = any genesis. */
  readonly genesisHash: string;
  /** true: pages of the chain can be asked for afterwards. */
  readonly keep: boolean;
  readonly signal: AbortSignal;
  readonly progress: (verification: Verification) => void;
}

export class ChainReader {
  #worker: Worker | null = null;
  #api: Remote<ChainApi> | null = null;

  /** Checks all lines; stops at the first fault. Rejects with an AbortError when stopped. */
  async check({ lines, genesisHash, keep, signal, progress }: ChainCheck): Promise<Verification> {
    const api = this.#open();
    await api.begin(genesisHash, keep);
    let waiting: string[] = [];
    const feed = async (): Promise<Verification> => {
      signal.throwIfAborted();
      const verification = await this.#until(signal, api.feed(waiting));
      waiting = [];
      progress(verification);
      return verification;
    };
    for await (const line of lines) {
      waiting.push(line);
      if (waiting.length < LINES_AT_ONCE) continue;
      const verification = await feed();
      if (verification.problems.length > 0) return verification;
    }
    return feed();
  }

  query(query: Query): Promise<Answer> {
    return this.#open().query(query);
  }

  checkSignature(raw: Uint8Array): ReturnType<Remote<ChainApi>['checkSignature']> {
    return this.#open().checkSignature(raw);
  }

  past(wish: PastWish): ReturnType<Remote<ChainApi>['past']> {
    return this.#open().past(wish);
  }

  /** Ends the worker; what it kept is gone. */
  end(): void {
    this.#api?.[releaseProxy]();
    this.#worker?.terminate();
    this.#worker = null;
    this.#api = null;
  }

  #open(): Remote<ChainApi> {
    if (!this.#api) {
      this.#worker = startChainWorker();
      this.#api = wrap<ChainApi>(this.#worker);
    }
    return this.#api;
  }

  /** A terminated worker never answers, so whoever waits is told by the signal. */
  async #until<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
    let stop = (): void => undefined;
    const stopped = new Promise<never>((_resolve, reject) => {
      stop = () => reject(signal.reason as Error);
      signal.addEventListener('abort', stop, { once: true });
    });
    try {
      return await Promise.race([work, stopped]);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}

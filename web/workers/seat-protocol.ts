/** What a page and the worker of one seat say to each other. Plain data. */
import type { Rules } from '../cluster/weather.ts';
import type { Genesis } from '../ledger/genesis.ts';

export type SeatOrder = SeatStart | { readonly order: 'stop' };

export interface SeatStart {
  readonly order: 'start';
  readonly cluster: string;
  readonly seat: number;
  /** This tab's number. */
  readonly tab: number;
  readonly build: string;
  /** Of the scenario; the demonstration keys follow from it. */
  readonly seed: number;
  /** 32 bits of chance for the timers. */
  readonly chance: number;
  readonly genesis: Genesis;
  readonly rules: Rules;
  /**
   * All seats begin here and now, and no other tab runs any: without storage only then does an
   * empty memory stand for a founder, and not for one that forgot its votes.
   */
  readonly founds: boolean;
  /** How long to wait for the seat's lock. */
  readonly waitMs: number;
  /** Take the seat from a holder that does not answer. */
  readonly steal: boolean;
  /** Messages go through the page, for there are no channels. */
  readonly carried: boolean;
}

export type SeatNews =
  | { readonly news: 'started'; readonly durable: boolean }
  /** Somebody else has the seat. */
  | { readonly news: 'held' }
  /** In good order. */
  | { readonly news: 'stopped' }
  /** By itself, and it will not go on. */
  | { readonly news: 'failed'; readonly words: string; readonly full: boolean };

export function isSeatNews(data: unknown): data is SeatNews {
  return typeof data === 'object' && data !== null && 'news' in data;
}

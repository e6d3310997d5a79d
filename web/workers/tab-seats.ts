/**
 * The seats that this tab runs, one worker each: taking them, giving them up, crashing them,
 * emptying their disks. Other tabs are asked, never forced, except to take over from a sleeper.
 */
import { holdLock, seatLock } from '../cluster/lock.ts';
import type { Gallery } from '../cluster/gallery.ts';
import type { Control } from '../cluster/protocol.ts';
import type { HubWire, Wire } from '../cluster/wire.ts';
import { CRASHED, runsElsewhere, stillHeld, STOPPED } from '../cluster/words.ts';
import type { Genesis } from '../ledger/genesis.ts';
import { strike } from '../store/seat-roll.ts';
import { dropShelves } from '../store/shelf.ts';
import { SeatWorker } from './seat.ts';
import type { SeatStart } from './seat-protocol.ts';

/** A holder that was asked hands over within this, or it will not. */
const HAND_OVER_MS = 3000;

export interface TabSeatsParts {
  readonly cluster: string;
  readonly tab: number;
  readonly build: string;
  readonly seed: number;
  readonly genesis: Genesis;
  readonly gallery: Gallery;
  readonly wire: Wire;
  /** Set where messages must go through the page. */
  readonly hub: HubWire | null;
  readonly startWorker: () => Worker;
  readonly control: (control: Control) => void;
}

export type Taking =
  /** Only if nobody has it. */
  | 'free'
  /** The tab that has it is asked; `person` asks on somebody's wish, not for a link. */
  | 'link'
  | 'person'
  | 'steal';

export class TabSeats {
  readonly #parts: TabSeatsParts;
  readonly #workers = new Map<number, SeatWorker>();
  readonly #taking = new Map<number, Promise<string>>();
  readonly #running = new Set<number>();
  readonly #lived = new Set<number>();
  readonly #keeper = new Map<number, number>();

  constructor(parts: TabSeatsParts) {
    this.#parts = parts;
  }

  /** Whether it runs here; one that still waits for its lock does not. */
  has(seat: number): boolean {
    return this.#running.has(seat);
  }

  /** Another tab answered that it keeps the seat. */
  kept(seat: number, tab: number): void {
    this.#keeper.set(seat, tab);
  }

  /** Words say why it could not be taken; '' = it runs here. */
  async take(seat: number, taking: Taking, waitMs = HAND_OVER_MS): Promise<string> {
    if (this.#running.has(seat)) return '';
    const known = this.#taking.get(seat);
    if (known) return known;
    const words = this.#take(seat, taking, waitMs);
    this.#taking.set(seat, words);
    try {
      return await words;
    } finally {
      this.#taking.delete(seat);
    }
  }

  async #take(seat: number, taking: Taking, waitMs: number): Promise<string> {
    const { gallery, control, tab, hub, startWorker } = this.#parts;
    if (gallery.limits.has('version')) {
      return 'Another tab runs another version of this page. Reload it first.';
    }
    this.#keeper.delete(seat);
    if (taking === 'link' || taking === 'person') {
      control({ kind: 'let-go', seat, tab, person: taking === 'person' });
    }
    const worker = new SeatWorker(startWorker(), hub, (news) => {
      this.#forget(seat);
      const words = news.news === 'failed' ? news.words : STOPPED;
      if (news.news === 'failed' && news.full) gallery.limits.add('full');
      this.#stopped(seat, words);
    });
    this.#workers.set(seat, worker);
    const news = await worker.start(this.#order(seat, taking, waitMs));
    if (news.news === 'held') {
      worker.kill();
      this.#forget(seat);
      const other = this.#keeper.get(seat) ?? gallery.tabOf(seat);
      return other > 0 ? runsElsewhere(seat, other) : stillHeld(seat);
    }
    if (news.news === 'failed') return news.words;
    if (news.news === 'started' && !news.durable) gallery.limits.add('memory-only');
    this.#lived.add(seat);
    this.#running.add(seat);
    gallery.here.add(seat);
    return '';
  }

  /** In good order. */
  async release(seat: number, words = STOPPED): Promise<void> {
    const worker = this.#workers.get(seat);
    if (!worker) return;
    await worker.stop();
    this.#forget(seat);
    this.#stopped(seat, words);
  }

  /** At once; false: it does not run here. */
  crash(seat: number, words = CRASHED): boolean {
    const worker = this.#workers.get(seat);
    if (!worker) return false;
    worker.kill();
    this.#forget(seat);
    this.#stopped(seat, words);
    return true;
  }

  /** Empties its disk; words say why it could not. `forever`: it will come again as new. */
  async erase(seat: number, forever: boolean): Promise<string> {
    const { cluster } = this.#parts;
    const held = await holdLock(seatLock(cluster, seat), { waitMs: HAND_OVER_MS });
    if (!held) return stillHeld(seat);
    if (!this.#parts.gallery.limits.has('memory-only')) {
      await dropShelves(`gridledger/${cluster}/node/${seat}`);
      if (forever) await strike(cluster, seat);
    }
    held.release();
    return '';
  }

  /** Seats of a page that goes are handed over if there is time; one that returns takes them back. */
  followPage(): () => void {
    const stop = new AbortController();
    const { signal } = stop;
    let left: readonly number[] = [];
    const hide = (): void => {
      left = [...this.#workers.keys()];
      for (const worker of this.#workers.values()) worker.leave();
    };
    const show = ({ persisted }: PageTransitionEvent): void => {
      if (persisted) for (const seat of left) void this.take(seat, 'free');
    };
    addEventListener('pagehide', hide, { signal });
    addEventListener('pageshow', show, { signal });
    return () => stop.abort();
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#workers.keys()].map((seat) => this.release(seat)));
  }

  #stopped(seat: number, words: string): void {
    this.#parts.gallery.stopped(seat, words);
    this.#parts.control({ kind: 'stopped', seat, words });
  }

  #forget(seat: number): void {
    this.#workers.delete(seat);
    this.#running.delete(seat);
    this.#parts.gallery.here.delete(seat);
  }

  #order(seat: number, taking: Taking, waitMs: number): SeatStart {
    const { cluster, tab, build, seed, genesis, gallery, hub } = this.#parts;
    return {
      order: 'start',
      ...{ cluster, seat, tab, build, seed, genesis },
      chance: crypto.getRandomValues(new Uint32Array(1))[0]!,
      rules: gallery.rules,
      lived: this.#lived.has(seat) || gallery.knows(seat),
      waitMs,
      steal: taking === 'steal',
      carried: hub !== null,
    };
  }
}

/**
 * The seats that this tab runs, one worker each: taking them, giving them up, crashing them,
 * emptying their disks. Other tabs are asked, never forced, except to take over from a sleeper.
 */
import { holdLock, seatLock } from '../cluster/lock.ts';
import type { Gallery } from '../cluster/gallery.ts';
import type { Control } from '../cluster/protocol.ts';
import type { HubWire, Wire } from '../cluster/wire.ts';
import { CRASHED, runsElsewhere, stillHeld, STOPPED, wordsOf } from '../cluster/words.ts';
import type { Genesis } from '../ledger/genesis.ts';
import { clearRoll, readRoll, strike } from '../store/seat-roll.ts';
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

interface How {
  readonly taking: Taking;
  readonly waitMs: number;
  /** See SeatStart. */
  readonly founds: boolean;
}

export class TabSeats {
  readonly #parts: TabSeatsParts;
  readonly #workers = new Map<number, SeatWorker>();
  readonly #taking = new Map<number, Promise<string>>();
  readonly #running = new Set<number>();
  readonly #keeper = new Map<number, number>();

  constructor(parts: TabSeatsParts) {
    this.#parts = parts;
  }

  /** Whether it runs here; one that still waits for its lock does not. */
  has(seat: number): boolean {
    return this.#running.has(seat);
  }

  /** Those that run here. */
  get all(): readonly number[] {
    return [...this.#running];
  }

  /** Another tab answered that it keeps the seat. */
  kept(seat: number, tab: number): void {
    this.#keeper.set(seat, tab);
  }

  /** Words say why it could not be taken; '' = it runs here. */
  async take(seat: number, taking: Taking, waitMs = HAND_OVER_MS): Promise<string> {
    return this.#takeOnce(seat, { taking, waitMs, founds: false });
  }

  /** Seats that a page starts by itself: founders and who joined, but nobody who was taken out. */
  async ownSeats(): Promise<readonly number[]> {
    const { cluster, genesis, gallery } = this.#parts;
    if (gallery.limits.has('memory-only')) return genesis.voters;
    // Should the roll not be readable, the seats themselves fail on it, and say so.
    const roll = await readRoll(cluster).catch(() => null);
    const all = [...new Set([...genesis.voters, ...(roll?.live ?? [])])];
    return all.filter((seat) => !roll?.left.includes(seat));
  }

  /** Those that nobody has. `founds`: no other tab runs any, so in memory all votes are new. */
  async takeAll(
    seats: readonly number[],
    { founds, waitMs = HAND_OVER_MS }: { readonly founds: boolean; readonly waitMs?: number },
  ): Promise<void> {
    const how = { taking: 'free', waitMs, founds } as const;
    await Promise.all(seats.map((seat) => this.#takeOnce(seat, how)));
  }

  async #takeOnce(seat: number, how: How): Promise<string> {
    if (this.#running.has(seat)) return '';
    const known = this.#taking.get(seat);
    if (known) return known;
    const words = this.#take(seat, how);
    this.#taking.set(seat, words);
    try {
      return await words;
    } finally {
      this.#taking.delete(seat);
    }
  }

  async #take(seat: number, how: How): Promise<string> {
    const { gallery, control, tab, hub, startWorker } = this.#parts;
    if (!gallery.knowsOf(seat)) return `The genesis knows no seat ${seat}.`;
    if (gallery.limits.has('version')) {
      return 'Another tab runs another version of this page. Reload both tabs first.';
    }
    this.#keeper.delete(seat);
    const { taking } = how;
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
    const news = await worker.start(this.#order(seat, how));
    if (news.news === 'held') {
      worker.kill();
      this.#forget(seat);
      const other = this.#keeper.get(seat) ?? gallery.tabOf(seat);
      return other > 0 ? runsElsewhere(seat, other) : stillHeld(seat);
    }
    if (news.news === 'failed') return news.words;
    if (news.news === 'started' && !news.durable) gallery.limits.add('memory-only');
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

  /** Empties its disk; words say why it could not. `leaves`: no page starts it again by itself. */
  erase(seat: number, leaves: boolean): Promise<string> {
    const { cluster } = this.#parts;
    return this.#eraseAll([seat], async () => {
      if (leaves) await strike(cluster, seat);
    });
  }

  /** Empties all these disks and what is known of who lived, or none if a tab holds one of them. */
  eraseAll(seats: readonly number[]): Promise<string> {
    return this.#eraseAll(seats, () => clearRoll(this.#parts.cluster));
  }

  async #eraseAll(seats: readonly number[], enter: () => Promise<void>): Promise<string> {
    const { cluster, gallery } = this.#parts;
    const wish = { waitMs: HAND_OVER_MS };
    const locks = await Promise.all(seats.map((seat) => holdLock(seatLock(cluster, seat), wish)));
    const missing = locks.indexOf(null);
    try {
      if (missing >= 0) return stillHeld(seats[missing]!);
      if (gallery.limits.has('memory-only')) return '';
      // First the disks: one that is emptied while it still stands on the roll is only a loss.
      await Promise.all(seats.map((seat) => dropShelves(`gridledger/${cluster}/node/${seat}`)));
      await enter();
      return '';
    } catch (error) {
      return wordsOf(error);
    } finally {
      for (const lock of locks) lock?.release();
    }
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

  #order(seat: number, { taking, waitMs, founds }: How): SeatStart {
    const { cluster, tab, build, seed, genesis, gallery, hub } = this.#parts;
    return {
      order: 'start',
      ...{ cluster, seat, tab, build, seed, genesis },
      chance: crypto.getRandomValues(new Uint32Array(1))[0]!,
      rules: gallery.rules,
      ...{ waitMs, founds },
      steal: taking === 'steal',
      carried: hub !== null,
    };
  }
}

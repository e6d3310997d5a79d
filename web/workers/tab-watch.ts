/** What a tab must watch besides messages: its own number, other tabs, and seats that die. */
import type { Gallery } from '../cluster/gallery.ts';
import type { Limit } from '../cluster/live.ts';
import {
  aliveLock,
  areLocksRefused,
  hasLocks,
  heldLocks,
  holdLock,
  seatLock,
  tabLock,
  whenFree,
  type Held,
} from '../cluster/lock.ts';
import { hasChannels } from '../cluster/wire.ts';
import { CLOSED } from '../cluster/words.ts';

const TABS_MAX = 64;
const LOOK_EVERY_MS = 1000;
/** Other tabs answer a greeting within this, unless they sleep. */
const GREETING_MS = 150;

/** The lowest number that no other tab of the cluster has. */
export async function takeNumber(cluster: string): Promise<{ tab: number; lock: Held }> {
  for (let tab = 1; tab < TABS_MAX; tab++) {
    const lock = await holdLock(tabLock(cluster, tab), { waitMs: 0 });
    if (lock) return { tab, lock };
  }
  return { tab: TABS_MAX, lock: { stolen: new Promise(() => undefined), release() {} } };
}

/** What this browser, address or frame withholds. */
export function limitsHere(): readonly Limit[] {
  const limits: Limit[] = [];
  if (!hasLocks() && !areLocksRefused()) limits.push('insecure');
  if (!hasChannels()) limits.push('no-channel');
  if (isFramed()) limits.push('framed');
  if (typeof indexedDB !== 'object') limits.push('memory-only');
  return limits;
}

function isFramed(): boolean {
  if (window.top === window.self) return false;
  try {
    return window.top?.location.origin !== location.origin;
  } catch {
    // Not even its address may be read: it is another site.
    return true;
  }
}

export class TabWatch {
  readonly #cluster: string;
  readonly #gallery: Gallery;
  readonly #watched = new Set<number>();
  readonly #stop = new AbortController();

  constructor(cluster: string, gallery: Gallery) {
    this.#cluster = cluster;
    this.#gallery = gallery;
  }

  /** The returned function ends it. */
  start(): () => void {
    const timer = setInterval(() => void this.#look(), LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      this.#stop.abort();
    };
  }

  /** Waits for what other tabs have to say, if there are any. */
  async othersAnswered(): Promise<void> {
    const held = [...(await heldLocks(this.#cluster))];
    if (held.filter((name) => name.includes('/tab/')).length <= 1) return;
    await new Promise((resolve) => setTimeout(resolve, GREETING_MS));
  }

  /** true: no other tab of the cluster lives, awake or asleep, and no seat was heard of. */
  async isAlone(): Promise<boolean> {
    const held = [...(await heldLocks(this.#cluster))];
    return (
      held.filter((name) => name.includes('/tab/')).length <= 1 && this.#gallery.up.length === 0
    );
  }

  /** A sign of life: from now on the seat's end is noticed at once. */
  heard(seat: number): void {
    if (this.#watched.has(seat)) return;
    this.#watched.add(seat);
    whenFree(aliveLock(this.#cluster, seat), this.#stop.signal, () => {
      this.#watched.delete(seat);
      this.#gallery.stopped(seat, CLOSED);
    });
  }

  /** A seat that is silent while somebody holds it sleeps; without a holder it is gone. */
  async #look(): Promise<void> {
    if (this.#gallery.silent.length === 0) return;
    const names = await heldLocks(this.#cluster);
    const seats = this.#gallery.silent.filter((seat) => names.has(seatLock(this.#cluster, seat)));
    this.#gallery.held = new Set(seats);
  }
}

/** Whether it came to hold in time. */
export async function until(holds: () => boolean, timeoutMs: number): Promise<boolean> {
  const endMs = performance.now() + timeoutMs;
  while (!holds()) {
    if (performance.now() > endMs) return false;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return true;
}

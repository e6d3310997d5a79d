/**
 * Who runs which seat, by Web Locks: one name a seat, held by the worker that runs it, and gone
 * with it however it ends. A second lock beside it tells everybody else of the end, and is waited
 * for by all tabs, which also keeps browsers from freezing the holder.
 *
 * Without locks (plain http) everything is granted: then only one tab may run seats. A frame in
 * another site's page may have them and be refused: it must not meet other tabs at all.
 */

let refused = false;

export type LockName = string;

export const seatLock = (cluster: string, seat: number): LockName =>
  `gridledger/${cluster}/node/${seat}`;
export const aliveLock = (cluster: string, seat: number): LockName =>
  `${seatLock(cluster, seat)}/alive`;
export const tabLock = (cluster: string, tab: number): LockName =>
  `gridledger/${cluster}/tab/${tab}`;
/** Held by the tab that takes the seats nobody else was opened for. */
export const homeLock = (cluster: string): LockName => `gridledger/${cluster}/home`;

export interface Held {
  /** Resolves when the lock was stolen from us; never otherwise. */
  readonly stolen: Promise<void>;
  release(): void;
}

export interface LockWish {
  /** How long to wait for it; 0 = take it only if it is free. */
  readonly waitMs: number;
  /** Take it from whoever has it. */
  readonly steal?: boolean;
}

/** Finds out whether locks are refused here; comes before everything else in this file. */
export async function tryLocks(): Promise<void> {
  if (typeof navigator !== 'object' || !('locks' in navigator)) return;
  try {
    await navigator.locks.query();
  } catch (error) {
    // Where nothing may be stored locks are refused as well.
    refused = error instanceof DOMException && error.name === 'SecurityError';
  }
}

/** true: the browser has locks, but not for this page. */
export function areLocksRefused(): boolean {
  return refused;
}

export function hasLocks(): boolean {
  return typeof navigator === 'object' && 'locks' in navigator && !refused;
}

/** The lock, or null if it was not to be had in time. */
export function holdLock(
  name: LockName,
  { waitMs, steal = false }: LockWish,
): Promise<Held | null> {
  if (!hasLocks()) return Promise.resolve({ stolen: new Promise(() => undefined), release() {} });
  return new Promise((resolve, reject) => {
    let held = false;
    let onStolen = (): void => undefined;
    const stolen = new Promise<void>((tell) => (onStolen = tell));
    const options: LockOptions = steal
      ? { steal: true }
      : waitMs > 0
        ? { signal: AbortSignal.timeout(waitMs) }
        : { ifAvailable: true };
    const work = (lock: Lock | null): Promise<void> | undefined => {
      if (!lock) {
        resolve(null);
        return undefined;
      }
      held = true;
      return new Promise((release) => resolve({ stolen, release }));
    };
    navigator.locks.request(name, options, work).catch((error: unknown) => {
      // Ours was stolen, or the wait is over; anything else is no answer we know.
      if (held) onStolen();
      else if (error instanceof DOMException) resolve(null);
      else reject(new Error(String(error)));
    });
  });
}

/** Calls back once whoever holds the lock now is gone. */
export function whenFree(name: LockName, stop: AbortSignal, call: () => void): void {
  if (!hasLocks()) return;
  navigator.locks
    .request(name, { mode: 'shared', signal: stop }, () => call())
    .catch(() => {
      // Stopped waiting: there is nothing to tell.
    });
}

/** Names of all locks of a cluster that somebody holds. */
export async function heldLocks(cluster: string): Promise<ReadonlySet<LockName>> {
  if (!hasLocks()) return new Set();
  const { held = [] } = await navigator.locks.query();
  const prefix = `gridledger/${cluster}/`;
  const names = held.map(({ name = '' }) => name).filter((name) => name.startsWith(prefix));
  return new Set(names);
}

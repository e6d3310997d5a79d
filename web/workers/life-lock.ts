/**
 * How one thread learns that another has ended, whatever ended it. A worker that runs out of
 * memory, is closed by the browser or closes itself sends no `error` event and answers no message;
 * a Web Lock it holds is released with it, always. So the worker holds a lock of a name nobody else
 * uses, and whoever waits for its answers queues on that lock.
 *
 * Never says of a living thread that it has ended: a lock that is free right after it was taken
 * belongs to another lock manager than ours, and then nothing is watched. Without locks (plain http,
 * an opaque origin, an old browser) a silent end stays unnoticed, as it would without this file.
 * Source: Web Locks API (W3C): when an agent terminates, its locks are released and its requests
 * are dropped. A lock that is held also keeps a hidden page from being frozen.
 */

/** null where the page is not in a secure context. */
type Locks = LockManager | null;
const ownLocks = (): Locks => (navigator as { readonly locks?: LockManager }).locks ?? null;

/** A name for the lock of one thread; no other page or thread has it. */
export function lifeName(of: string): string {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return `gridledger/life/${of}/${high.toString(16)}-${low.toString(16)}`;
}

/** Holds `name` until this thread ends; false where that is not possible. Resolves once held. */
export function holdLife(name: string, locks: Locks = ownLocks()): Promise<boolean> {
  if (!locks) return Promise.resolve(false);
  return new Promise((resolve) => {
    const forever = (): Promise<never> => {
      resolve(true);
      return new Promise<never>(() => undefined);
    };
    // Refused in an opaque origin: there is nothing to hold, and nobody will wait for it.
    locks.request(name, forever).catch(() => resolve(false));
  });
}

/**
 * Calls `onEnd`, once, when the thread that holds `name` has ended; call only when it said that it
 * holds it. The returned function stops watching.
 */
export function watchLife(name: string, onEnd: () => void, locks: Locks = ownLocks()): () => void {
  const stop = new AbortController();
  if (locks) void wait(locks, name, stop.signal).then((ended) => ended && onEnd());
  return () => stop.abort();
}

/** true when the lock came to us after it was seen held; false when it never can or we stopped. */
async function wait(locks: LockManager, name: string, signal: AbortSignal): Promise<boolean> {
  try {
    const held = await locks.request(name, { ifAvailable: true }, (lock) => lock === null);
    if (!held || signal.aborted) return false;
    await locks.request(name, { signal }, () => undefined);
    return !signal.aborted;
  } catch {
    // Stopped while waiting, or refused here though the worker was not.
    return false;
  }
}

/**
 * Where one seat's records lie: a few numbered shelves in one IndexedDB database, or in memory.
 *
 * Knows nothing of Raft or blocks. A write happens as a whole or not at all, is durable ('strict')
 * when its promise resolves, and is refused when another holder has claimed the database since:
 * a lock can be stolen from a tab that sleeps, and the sleeper must not write on when it wakes.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { DiskFailure, type DiskReason } from '../cluster/disk.ts';

export type ShelfName = 'meta' | 'log' | 'snap' | 'chain' | 'find';

export type Change =
  | { readonly on: ShelfName; readonly key: ShelfKey; readonly put: unknown }
  /** Everything from `key` to `to`, both included. */
  | { readonly on: ShelfName; readonly key: ShelfKey; readonly deleteTo: ShelfKey };

/** Numbers for what is in order, words in 'meta'. */
export type ShelfKey = number | string;

export interface Range {
  readonly from: number;
  readonly to: number;
  readonly limit?: number;
  /** Highest key first; ascending without it. */
  readonly descending?: boolean;
}

export interface Shelves {
  readonly durable: boolean;
  get(on: ShelfName, key: ShelfKey): Promise<unknown>;
  range(on: ShelfName, range: Range): Promise<readonly unknown[]>;
  /** How many records have a key in the range. */
  count(on: ShelfName, range: { readonly from: number; readonly to: number }): Promise<number>;
  /** From here on only the holder of the returned epoch can write. */
  claim(): Promise<number>;
  /** In the order given; rejects with DiskFailure. */
  write(epoch: number, changes: readonly Change[]): Promise<void>;
  close(): void;
}

interface Schema extends DBSchema {
  meta: { key: string; value: unknown };
  log: { key: number; value: unknown };
  snap: { key: number; value: unknown };
  chain: { key: number; value: unknown };
  find: { key: number; value: unknown };
}

const NAMES: readonly ShelfName[] = ['meta', 'log', 'snap', 'chain', 'find'];
const VERSION = 1;
const PATIENCE_MS = 5000;

/**
 * The database called `name`; null where the browser offers none. One that only does not answer
 * now may hold votes: it is never taken for none.
 * @throws DiskFailure
 */
export async function openShelves(
  name: string,
  onLost: (why: string) => void,
  { patienceMs = PATIENCE_MS, version = VERSION } = {},
): Promise<Shelves | null> {
  try {
    const opening = openDB<Schema>(name, version, {
      upgrade(fresh, oldVersion) {
        if (oldVersion < 1) for (const shelf of NAMES) fresh.createObjectStore(shelf);
      },
      // A newer page wants another layout: let go, or it waits for ever.
      blocking: () => {
        void opening.then((database) => database.close());
        onLost('another tab opened a newer version of the page');
      },
      terminated: () => onLost('the browser took the storage away'),
    });
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), patienceMs));
    const database = await Promise.race([opening, late]);
    if (database) return new DatabaseShelves(database);
    opening.then(
      (tooLate) => tooLate.close(),
      () => undefined,
    );
  } catch (error) {
    if (isWithheld(error)) return null;
    throw new DiskFailure(diskReason(error), String(error));
  }
  throw new DiskFailure('failed', `it did not answer within ${patienceMs / 1000} s`);
}

/** No storage at all is an ordinary answer: private windows, embedded frames. */
function isWithheld(error: unknown): boolean {
  if (typeof indexedDB !== 'object') return true;
  const { name } = error instanceof DOMException ? error : { name: '' };
  return name === 'SecurityError' || name === 'InvalidStateError';
}

/**
 * Removes the database; resolves also if there was none.
 * @throws DiskFailure
 */
export function dropShelves(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.deleteDatabase(name);
    // Blocked by a holder that is still closing: the deletion happens when it has.
    asked.onsuccess = asked.onblocked = () => resolve();
    asked.onerror = () => reject(new DiskFailure('failed', String(asked.error)));
  });
}

/** What a failed storage call means for a seat. */
function diskReason(error: unknown): DiskReason {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return 'full';
  if (name === 'VersionError') return 'newer';
  return name === 'InvalidStateError' || name === 'AbortError' ? 'closed' : 'failed';
}

class DatabaseShelves implements Shelves {
  readonly durable = true;
  readonly #database: IDBPDatabase<Schema>;

  constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  get(on: ShelfName, key: ShelfKey): Promise<unknown> {
    return this.#guarded(() => this.#database.get(on, key as never));
  }

  range(on: ShelfName, { from, to, limit, descending }: Range): Promise<readonly unknown[]> {
    return this.#guarded(async () => {
      if (from > to) return [];
      const keys = IDBKeyRange.bound(from, to);
      if (!descending) return this.#database.getAll(on, keys, limit);
      const found: unknown[] = [];
      const store = this.#database.transaction(on).store;
      let cursor = await store.openCursor(keys, 'prev');
      while (cursor && found.length < (limit ?? Infinity)) {
        found.push(cursor.value);
        cursor = await cursor.continue();
      }
      return found;
    });
  }

  count(on: ShelfName, { from, to }: { from: number; to: number }): Promise<number> {
    return this.#guarded(() => this.#database.count(on, IDBKeyRange.bound(from, to) as never));
  }

  claim(): Promise<number> {
    return this.#guarded(async () => {
      const options = { durability: 'strict' } as const;
      const transaction = this.#database.transaction('meta', 'readwrite', options);
      const before = await transaction.store.get('epoch');
      const epoch = (typeof before === 'number' ? before : 0) + 1;
      await transaction.store.put(epoch, 'epoch');
      await transaction.done;
      return epoch;
    });
  }

  write(epoch: number, changes: readonly Change[]): Promise<void> {
    return this.#guarded(async () => {
      const touched = [...new Set<ShelfName>(['meta', ...changes.map(({ on }) => on)])];
      const options = { durability: 'strict' } as const;
      const transaction = this.#database.transaction(touched, 'readwrite', options);
      const fence = { broken: false };
      // Asked first, so answered first: the changes behind it are undone if another epoch stands.
      const checked = transaction.objectStore('meta').get('epoch');
      const fenced = checked.then((stands) => {
        fence.broken = stands !== epoch;
        if (fence.broken) transaction.abort();
        // Everything is asked for: no need to wait for each answer before the end.
        else transaction.commit();
      });
      const asked = changes.map((change) => {
        const store = transaction.objectStore(change.on);
        return 'deleteTo' in change
          ? store.delete(IDBKeyRange.bound(change.key, change.deleteTo))
          : store.put(change.put, change.key);
      });
      try {
        await Promise.all([fenced, transaction.done, ...asked]);
      } catch (error) {
        // Each request of an aborted transaction fails for itself; the first reason is enough.
        await Promise.allSettled([fenced, transaction.done, ...asked]);
        if (fence.broken) throw new DiskFailure('fenced', 'another tab has taken this seat over');
        throw transactionError(error, transaction.error);
      }
    });
  }

  close(): void {
    this.#database.close();
  }

  async #guarded<Result>(call: () => Promise<Result>): Promise<Result> {
    try {
      return await call();
    } catch (error) {
      if (error instanceof DiskFailure) throw error;
      throw new DiskFailure(diskReason(error), String(error));
    }
  }
}

/** A full disk shows only in the transaction's own error, behind an abort of its requests. */
function transactionError(first: unknown, own: DOMException | null): unknown {
  return own ?? first;
}

/** The same in memory, for browsers without storage and for tests. */
export class MemoryShelves implements Shelves {
  readonly durable = false;
  readonly #records = new Map<ShelfName, Map<ShelfKey, unknown>>(
    NAMES.map((name) => [name, new Map()]),
  );
  #epoch = 0;

  get(on: ShelfName, key: ShelfKey): Promise<unknown> {
    return Promise.resolve(this.#records.get(on)?.get(key));
  }

  range(on: ShelfName, { from, to, limit, descending }: Range): Promise<readonly unknown[]> {
    const found = [...(this.#records.get(on) ?? [])]
      .filter(([key]) => typeof key === 'number' && key >= from && key <= to)
      .sort(([a], [b]) => (Number(a) - Number(b)) * (descending ? -1 : 1))
      .map(([, value]) => value);
    return Promise.resolve(found.slice(0, limit));
  }

  async count(on: ShelfName, range: { from: number; to: number }): Promise<number> {
    return (await this.range(on, range)).length;
  }

  claim(): Promise<number> {
    this.#epoch += 1;
    return Promise.resolve(this.#epoch);
  }

  write(epoch: number, changes: readonly Change[]): Promise<void> {
    if (epoch !== this.#epoch) {
      return Promise.reject(new DiskFailure('fenced', 'another tab has taken this seat over'));
    }
    for (const change of changes) {
      const records = this.#records.get(change.on)!;
      if ('put' in change) {
        records.set(change.key, structuredClone(change.put));
        continue;
      }
      for (const key of [...records.keys()]) {
        if (key >= change.key && key <= change.deleteTo) records.delete(key);
      }
    }
    return Promise.resolve();
  }

  close(): void {
    // Nothing is held open; whoever opens it again finds what was put.
  }
}

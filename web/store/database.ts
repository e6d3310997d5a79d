/**
 * The one IndexedDB database of the page.
 *
 * It opens lazily and answers `null` where a browser offers no storage (private windows, full
 * disks, another tab that holds an old version): the page then works without it and says so.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

export type StoreTrouble = 'unavailable' | 'full' | 'blocked' | 'closed' | 'corrupt';

interface Schema extends DBSchema {
  /** What was on the page last, under the key 'last'. Plain data of any age: check before use. */
  session: { key: string; value: unknown };
  /** Where a long search stands, under the key 'siting'. */
  checkpoint: { key: string; value: unknown };
  /** The last year as far as it was solved, under the key 'last'. */
  year: { key: string; value: unknown };
}

export type Database = IDBPDatabase<Schema>;

const VERSION = 2;
/** A storage that has not opened by then is done without; some never answer at all. */
const PATIENCE_MS = 5000;

/** The database called `name`, or null when there is none to be had; `onTrouble` says why. */
export async function openDatabase(
  name: string,
  onTrouble: (trouble: StoreTrouble) => void,
  { patienceMs = PATIENCE_MS, version = VERSION } = {},
): Promise<Database | null> {
  try {
    const opening = openDB<Schema>(name, version, {
      upgrade(fresh, oldVersion) {
        if (oldVersion < 1) {
          fresh.createObjectStore('session');
          fresh.createObjectStore('checkpoint');
        }
        if (oldVersion < 2) fresh.createObjectStore('year');
      },
      // Another tab holds an older version and has not let go yet; it is waited for.
      blocked: () => onTrouble('blocked'),
      // A newer version wants in: let go, so that the other tab can upgrade.
      blocking: () => {
        void opening.then((database) => database.close());
        onTrouble('closed');
      },
      // The browser pulled the storage away (cleared, out of memory).
      terminated: () => onTrouble('closed'),
    });
    const late = new Promise<null>((resolve) => {
      setTimeout(() => resolve(null), patienceMs);
    });
    const database = await Promise.race([opening, late]);
    if (database) return database;
    // Should it open after all, it must not stand in the way of another tab.
    opening.then(
      (tooLate) => tooLate.close(),
      () => undefined,
    );
    onTrouble('unavailable');
    return null;
  } catch (error) {
    onTrouble(troubleOf(error));
    return null;
  }
}

/** What a failed storage call means for a person. */
export function troubleOf(error: unknown): StoreTrouble {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return 'full';
  if (name === 'InvalidStateError' || name === 'AbortError') return 'closed';
  return 'unavailable';
}

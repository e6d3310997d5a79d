/**
 * The newest blocks that lie on this browser's disks, before any seat runs. Reads only: it claims
 * no seat, creates no database and leaves none open.
 */
import { openDB, type IDBPDatabase } from 'idb';
import type { StoredBlock } from '../cluster/disk.ts';

/** At most `count`, ascending, of the seat whose chain is the longest; none: [] */
export async function newestOnDisk(
  cluster: string,
  seats: readonly number[],
  count: number,
): Promise<readonly StoredBlock[]> {
  const open: IDBPDatabase[] = [];
  try {
    const there = new Set((await indexedDB.databases()).map(({ name }) => name));
    const names = seats.map((seat) => `gridledger/${cluster}/node/${seat}`);
    const disks = names.filter((name) => there.has(name)).map((name) => openIfThere(name, open));
    const tips = await Promise.all(disks.map(async (disk) => tipOf(await disk)));
    const longest = tips.reduce((a, b) => (b.height > a.height ? b : a), { height: 0, disk: null });
    const { disk, height } = longest;
    if (!disk) return [];
    const keys = IDBKeyRange.bound(Math.max(1, height - count + 1), height);
    return (await disk.getAll('chain', keys)) as StoredBlock[];
  } catch (error) {
    // What cannot be read now the seats read themselves, and say so if they cannot.
    if (error instanceof DOMException || error instanceof TypeError) return [];
    throw error;
  } finally {
    for (const disk of open) disk.close();
  }
}

interface Tip {
  readonly height: number;
  readonly disk: IDBPDatabase | null;
}

/** One that went away meanwhile must not come into being by being asked for. */
async function openIfThere(name: string, open: IDBPDatabase[]): Promise<IDBPDatabase> {
  const disk = await openDB(name, undefined, {
    upgrade: (_fresh, _old, _new, transaction) => transaction.abort(),
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
  open.push(disk);
  return disk;
}

async function tipOf(disk: IDBPDatabase): Promise<Tip> {
  if (!disk.objectStoreNames.contains('chain')) return { height: 0, disk };
  const last = await disk.transaction('chain').store.openKeyCursor(null, 'prev');
  return { height: typeof last?.key === 'number' ? last.key : 0, disk };
}

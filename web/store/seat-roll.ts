/**
 * Which seats have ever lived in this browser. A seat whose own database is empty although it
 * stands here lost its disk: it must not come back as the voter it was.
 */
import { openDB } from 'idb';

const nameOf = (cluster: string): string => `gridledger/${cluster}/seats`;

async function withRoll<Result>(
  cluster: string,
  call: (roll: Awaited<ReturnType<typeof openDB>>) => Promise<Result>,
): Promise<Result> {
  const roll = await openDB(nameOf(cluster), 1, {
    upgrade: (fresh) => void fresh.createObjectStore('seats'),
  });
  try {
    return await call(roll);
  } finally {
    roll.close();
  }
}

export function isEnrolled(cluster: string, seat: number): Promise<boolean> {
  return withRoll(cluster, async (roll) => (await roll.get('seats', seat)) === true);
}

/** Seats that have lived here, sorted. */
export async function enrolledSeats(cluster: string): Promise<readonly number[]> {
  const keys = await withRoll(cluster, (roll) => roll.getAllKeys('seats'));
  return keys.filter((key) => typeof key === 'number');
}

/** It left for good: should it come again, it comes as new. */
export function strike(cluster: string, seat: number): Promise<void> {
  return withRoll(cluster, (roll) => roll.delete('seats', seat));
}

/** Must be durable before the seat promises anything. */
export function enrol(cluster: string, seat: number): Promise<void> {
  return withRoll(cluster, async (roll) => {
    const transaction = roll.transaction('seats', 'readwrite', { durability: 'strict' });
    await Promise.all([transaction.store.put(true, seat), transaction.done]);
  });
}

/** For a chain that begins anew. */
export function clearRoll(cluster: string): Promise<void> {
  return withRoll(cluster, async (roll) => {
    await roll.clear('seats');
  });
}

/**
 * Which seats have ever lived in this browser, and which of them left. A seat whose own database
 * is empty although it stands here is no founder any more: it must ask to be let in.
 */
import { openDB } from 'idb';

const LEFT = 'left';

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
  return withRoll(cluster, async (roll) => (await roll.getKey('seats', seat)) !== undefined);
}

/** Seats that have lived here, and those of them that left, each sorted. */
export function readRoll(
  cluster: string,
): Promise<{ readonly live: readonly number[]; readonly left: readonly number[] }> {
  return withRoll(cluster, async (roll) => {
    const { store } = roll.transaction('seats');
    const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
    const seats = keys.map((key, i) => ({ seat: Number(key), left: values[i] === LEFT }));
    return {
      live: seats.filter(({ left }) => !left).map(({ seat }) => seat),
      left: seats.filter(({ left }) => left).map(({ seat }) => seat),
    };
  });
}

/** It was taken out: should it come again, it asks to be let in, and no page starts it. */
export function strike(cluster: string, seat: number): Promise<void> {
  return put(cluster, seat, LEFT);
}

/** Must be durable before the seat promises anything. */
export function enrol(cluster: string, seat: number): Promise<void> {
  return put(cluster, seat, true);
}

function put(cluster: string, seat: number, value: true | typeof LEFT): Promise<void> {
  return withRoll(cluster, async (roll) => {
    const transaction = roll.transaction('seats', 'readwrite', { durability: 'strict' });
    await Promise.all([transaction.store.put(value, seat), transaction.done]);
  });
}

/** For a chain that begins anew. */
export function clearRoll(cluster: string): Promise<void> {
  return withRoll(cluster, async (roll) => {
    await roll.clear('seats');
  });
}

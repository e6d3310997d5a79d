// What clients of one correct server would record: each operation takes effect at one moment
// between call and answer, drawn from the seed; some answers never come, of which half happened.
import { stream } from '../../web/rng.ts';
import type { Operation, Value } from '../../web/simulation/linearizable.ts';

interface Wish {
  readonly seed: number;
  readonly operations: number;
  readonly clients: number;
  readonly keys: number;
}

export const busyHistory = ({ seed, operations, clients, keys }: Wish): Operation[] => {
  const rng = stream(seed, 'busy-history');
  const free = Array.from({ length: clients }, () => rng.below(20));
  const plans = Array.from({ length: operations }, (_, i) => {
    const client = free.indexOf(Math.min(...free));
    const from = free[client]! + rng.below(5);
    const to = from + 1 + rng.below(40);
    free[client] = to + 1;
    const lost = rng.below(12) === 0;
    const happens = !lost || rng.below(2) === 0;
    // What was lost may happen long after its client stopped waiting.
    const at = from + rng.unit() * (lost ? 400 : to - from);
    const writes = rng.below(2) === 0;
    const key = `${rng.below(4) === 0 ? 'list' : 'cell'}-${String(rng.below(keys))}`;
    return { client, from, to, lost, happens, at, writes, key, value: i };
  });
  const cells = new Map<string, { value: Value; version: number }>();
  const lists = new Map<string, Value[]>();
  const history = new Map<(typeof plans)[number], Operation>();
  for (const plan of [...plans].sort((a, b) => a.at - b.at)) {
    const { client, from, to, lost, happens, writes, key, value } = plan;
    const call = {
      ...{ client, key, invokedAt: from, returnedAt: lost ? null : to },
      outcome: lost ? ('info' as const) : ('ok' as const),
    };
    if (key.startsWith('list')) {
      const list = lists.get(key) ?? [];
      if (writes && happens) lists.set(key, [...list, value]);
      history.set(
        plan,
        writes ? { ...call, type: 'append', value } : { ...call, type: 'read', value: list },
      );
      continue;
    }
    const cell = cells.get(key);
    const version = (cell?.version ?? 0) + (writes ? 1 : 0);
    if (writes && happens) cells.set(key, { value, version });
    history.set(
      plan,
      writes
        ? { ...call, type: 'set', value, version: lost ? null : version }
        : { ...call, type: 'get', value: cell?.value ?? null, version: lost ? null : version },
    );
  }
  return plans.map((plan) => history.get(plan)!).sort((a, b) => a.invokedAt - b.invokedAt);
};

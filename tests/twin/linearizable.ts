// Linearizability by its definition: tries every order of every choice of unanswered writes.
// For histories of up to seven operations.
import type { Operation, Value } from '../../web/simulation/linearizable.ts';

/** What a single server would answer; null = it would not have answered that. */
const replays = (order: readonly Operation[]): boolean => {
  const registers = new Map<string, { value: Value | null; version: number }>();
  const lists = new Map<string, Value[]>();
  return order.every((operation) => {
    const register = registers.get(operation.key) ?? { value: null, version: 0 };
    const list = lists.get(operation.key) ?? [];
    const answered = operation.outcome === 'ok';
    if (operation.type === 'append') {
      lists.set(operation.key, [...list, operation.value]);
      return true;
    }
    if (operation.type === 'read') return operation.value.join() === list.join();
    if (operation.type === 'set') {
      const version = register.version + 1;
      registers.set(operation.key, { value: operation.value, version });
      return !answered || operation.version === null || operation.version === version;
    }
    const versionFits = operation.version === null || operation.version === register.version;
    return operation.value === register.value && versionFits;
  });
};

const ordersOf = function* (
  rest: readonly Operation[],
  before: readonly Operation[],
): Generator<readonly Operation[]> {
  yield before;
  for (const [i, next] of rest.entries()) {
    yield* ordersOf([...rest.slice(0, i), ...rest.slice(i + 1)], [...before, next]);
  }
};

const keepsTime = (order: readonly Operation[]): boolean =>
  order.every((later, i) =>
    order
      .slice(0, i)
      .every(
        (earlier) =>
          later.outcome !== 'ok' ||
          later.returnedAt === null ||
          later.returnedAt >= earlier.invokedAt,
      ),
  );

export const linearizableByForce = (history: readonly Operation[]): boolean => {
  const reads = (o: Operation): boolean => o.type === 'get' || o.type === 'read';
  const happened = history.filter(
    (o) => o.outcome !== 'fail' && !(o.outcome === 'info' && reads(o)),
  );
  const answered = happened.filter((o) => o.outcome === 'ok');
  for (const order of ordersOf(happened, [])) {
    const whole = answered.every((o) => order.includes(o));
    if (whole && keepsTime(order) && replays(order)) return true;
  }
  return false;
};

/**
 * Whether a history of client operations could have happened one at a time, each at some moment
 * between its call and its answer: linearizability (Herlihy and Wing 1990).
 *
 * Knows registers (a value and a version that counts its sets) and lists (append, read whole).
 * Method: the search of Wing and Gong (1993) with Lowe's memory of configurations seen (2017),
 * one key at a time, for a history is linearizable when each key's part is (Herlihy and Wing,
 * theorem 1). Never looks at the cluster: only at what clients were told.
 */
import { REFUSED, search } from './linearizable-search.ts';
import type { Part } from './linearizable-search.ts';

export type Value = number | string;

interface Call {
  /** Who asked; a client waits for each answer before it asks again. */
  readonly client: number;
  readonly key: string;
  /** Any clock that all clients share, or the number of the step. */
  readonly invokedAt: number;
  /** null = no answer ever came. Equal times count as overlapping. */
  readonly returnedAt: number | null;
  /** ok: done; fail: surely never done; info: nobody knows, and it may still happen. */
  readonly outcome: 'ok' | 'fail' | 'info';
}

export type Operation = Call &
  (
    | { readonly type: 'set'; readonly value: Value; readonly version: number | null }
    /** value null = never set; version 0 = never set, null = not told. */
    | { readonly type: 'get'; readonly value: Value | null; readonly version: number | null }
    | { readonly type: 'append'; readonly value: Value }
    | { readonly type: 'read'; readonly value: readonly Value[] }
  );

export interface Verdict {
  /** null: given up after the steps allowed, neither shown nor refuted. */
  readonly linearizable: boolean | null;
  /** Operations looked at, all keys together. */
  readonly looked: number;
  /** Operations that the search put in place, again and again included. */
  readonly steps: number;
  /** The answer that made it impossible, and the longest order of what was before it. */
  readonly stuck: Operation | null;
  readonly order: readonly Operation[];
  /** The same in a sentence; '' when all is well. */
  readonly words: string;
}

/** Steps after which the search gives up: some ten seconds on a history of thousands. */
const STEPS_MAX = 1_000_000;

/** The verdict over all keys; stops at the first that has no order. */
export function checkLinearizable(
  history: readonly Operation[],
  stepsMax: number = STEPS_MAX,
): Verdict {
  const parts = new Map<string, Operation[]>();
  for (const operation of history) {
    // An unanswered read says nothing; what surely did not happen needs no place.
    if (operation.outcome === 'fail') continue;
    const writes = operation.type === 'set' || operation.type === 'append';
    if (operation.outcome === 'info' && !writes) continue;
    const list = operation.type === 'append' || operation.type === 'read';
    const name = `${list ? 'list' : 'register'} ${operation.key}`;
    const part = parts.get(name);
    if (part) part.push(operation);
    else parts.set(name, [operation]);
  }
  let steps = 0;
  let givenUp = false;
  for (const [name, part] of parts) {
    part.sort((a, b) => a.invokedAt - b.invokedAt);
    const model = name.startsWith('list') ? listPart : registerPart;
    const found = search(model(part), stepsMax - steps);
    steps += found.steps;
    givenUp ||= found.order === null;
    if (found.order === null || !found.stuck) continue;
    const { stuck, order } = firstImpossible(part, model, found.order);
    const words = refusalWords(stuck);
    return { linearizable: false, looked: history.length, steps, stuck, order, words };
  }
  return {
    linearizable: givenUp ? null : true,
    looked: history.length,
    steps,
    stuck: null,
    order: [],
    words: givenUp ? `No verdict after ${stepsMax} steps.` : '',
  };
}

/** The answer up to which all could still have happened, and with which no longer. */
function firstImpossible(
  part: readonly Operation[],
  model: (part: readonly Operation[]) => Part,
  whole: readonly Operation[],
): { readonly stuck: Operation; readonly order: readonly Operation[] } {
  const answers = part.filter((o) => o.outcome === 'ok');
  answers.sort((a, b) => (a.returnedAt ?? 0) - (b.returnedAt ?? 0));
  // A beginning of a linearizable history is linearizable: so halving finds the first that is not.
  let [possible, impossible, order] = [0, answers.length, whole];
  while (impossible - possible > 1) {
    const middle = (possible + impossible) >> 1;
    const now = answers[middle - 1]!.returnedAt!;
    const known = new Set(answers.slice(0, middle));
    const open = part
      .filter((o) => o.invokedAt <= now)
      .map((o) => (known.has(o) ? o : { ...o, outcome: 'info' as const }))
      .filter((o) => o.outcome === 'ok' || o.type === 'set' || o.type === 'append');
    const found = search(model(open), STEPS_MAX);
    if (found.stuck) [impossible, order] = [middle, found.order ?? []];
    else possible = middle;
  }
  return { stuck: answers[impossible - 1]!, order };
}

function refusalWords(stuck: Operation): string {
  const told =
    stuck.type === 'read' ? `[${stuck.value.join(', ')}]` : String(stuck.value ?? 'nothing');
  const span = `from ${stuck.invokedAt} to ${stuck.returnedAt ?? 'the end'}`;
  const verb = { get: 'read', read: 'read', set: 'set', append: 'appended' }[stuck.type];
  return (
    `Client ${stuck.client} ${verb} ${told} (${stuck.key}, ${span}): ` +
    'no order of the operations explains that.'
  );
}

/** State = index of the value + version × number of values. */
function registerPart(all: readonly Operation[]): Part {
  const versioned = all.some((o) => 'version' in o && o.version !== null && o.outcome === 'ok');
  const read = new Set(all.filter((o) => o.type === 'get').map((o) => o.value));
  const unread = (o: Operation): boolean =>
    o.outcome === 'info' && o.type === 'set' && !read.has(o.value);
  // Nobody saw it and no version counts it: with or without it, the same orders exist.
  const operations = versioned ? all : all.filter((o) => !unread(o));

  const ids = new Map<Value | null | readonly Value[], number>([[null, 0]]);
  for (const { value } of operations) if (!ids.has(value)) ids.set(value, ids.size);
  const values = operations.map(({ value }) => ids.get(value) ?? 0);
  const count = ids.size;

  // Unread sets without answer only raise the version: which of them did is all the same, so
  // they are put in the order of their calls.
  const after = new Int32Array(operations.length).fill(-1);
  let last = -1;
  operations.forEach((operation, index) => {
    if (!unread(operation)) return;
    after[index] = last;
    last = index;
  });

  // Who must still find the register as it is: by version, or by value where none is told. Once
  // overwritten it never comes back, unless a set of the same value is left.
  const waits = new Tally();
  const setsLeft = new Tally();
  const need = (index: number): number => {
    const operation = operations[index]!;
    if (operation.outcome !== 'ok') return -1;
    if (!versioned) return operation.type === 'get' ? values[index]! : -1;
    if (!('version' in operation) || operation.version === null) return -1;
    return operation.version - (operation.type === 'set' ? 1 : 0);
  };
  const turn = (index: number, by: number): void => {
    waits.add(need(index), by);
    if (operations[index]!.type === 'set') setsLeft.add(values[index]!, by);
  };
  operations.forEach((_, index) => turn(index, 1));

  const apply = (index: number, state: number): number => {
    const operation = operations[index]!;
    const [version, value] = [Math.floor(state / count), state % count];
    const told = 'version' in operation && operation.outcome === 'ok' ? operation.version : null;
    if (operation.type === 'set') {
      const next = versioned ? version + 1 : 0;
      if (told !== null && told !== next) return REFUSED;
      const others = versioned
        ? waits.of(version) - (told === null ? 0 : 1)
        : setsLeft.of(value) === 0
          ? waits.of(value)
          : 0;
      return others > 0 ? REFUSED : values[index]! + next * count;
    }
    if (value !== values[index]) return REFUSED;
    return told !== null && told !== version ? REFUSED : state;
  };
  return { operations, apply, turn, after, hopeless: null };
}

/** How many of each number; negative numbers are not counted. */
class Tally {
  private readonly counts = new Map<number, number>();

  of(key: number): number {
    return this.counts.get(key) ?? 0;
  }

  add(key: number, by: number): void {
    if (key >= 0) this.counts.set(key, this.of(key) + by);
  }
}

/**
 * Lists only grow, so all reads are beginnings of the longest: state = how long the list is, which
 * says what it holds; one more than the longest = longer than anyone ever read.
 */
function listPart(all: readonly Operation[]): Part {
  let longest: readonly Value[] = [];
  for (const o of all) if (o.type === 'read' && o.value.length > longest.length) longest = o.value;
  const seen = new Set(longest);
  const hopeless = all.find(
    (o) => o.type === 'read' && o.value.some((value, i) => value !== longest[i]),
  );
  // An append without answer that nobody saw may be thought to come after everything.
  const operations = all.filter(
    (o) => !(o.type === 'append' && o.outcome === 'info' && !seen.has(o.value)),
  );
  const waits = new Tally();
  const turn = (index: number, by: number): void => {
    const operation = operations[index]!;
    if (operation.type === 'read') waits.add(operation.value.length, by);
  };
  operations.forEach((_, index) => turn(index, 1));
  const apply = (index: number, state: number): number => {
    const operation = operations[index]!;
    if (operation.type === 'read') return operation.value.length === state ? state : REFUSED;
    if (state >= longest.length) {
      return waits.of(longest.length) > 0 ? REFUSED : longest.length + 1;
    }
    return operation.value === longest[state] && waits.of(state) === 0 ? state + 1 : REFUSED;
  };
  const after = new Int32Array(operations.length).fill(-1);
  return { operations, apply, turn, after, hopeless: hopeless ?? null };
}

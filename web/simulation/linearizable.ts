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
  /** The operation that found no place, and the longest order that was found before it. */
  readonly stuck: Operation | null;
  readonly order: readonly Operation[];
  /** The same in a sentence; '' when all is well. */
  readonly words: string;
}

/** Steps after which the search gives up: about ten seconds. */
const STEPS_MAX = 5_000_000;

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
    const whole = name.startsWith('list') ? listPart(part) : registerPart(part);
    const found = search(whole, stepsMax - steps);
    steps += found.steps;
    if (found.order !== null && found.stuck) {
      const { stuck, order } = found;
      const words = refusalWords(stuck);
      return { linearizable: false, looked: history.length, steps, stuck, order, words };
    }
    givenUp ||= found.order === null;
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

  const apply = (index: number, state: number): number => {
    const operation = operations[index]!;
    const version = Math.floor(state / count);
    if (operation.type === 'set') {
      const next = versioned ? version + 1 : 0;
      const told = operation.outcome === 'ok' ? operation.version : null;
      return told !== null && told !== next ? REFUSED : values[index]! + next * count;
    }
    if (operation.type !== 'get' || state % count !== values[index]) return REFUSED;
    return operation.version !== null && operation.version !== version ? REFUSED : state;
  };
  return { operations, apply, after, hopeless: null };
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
  const apply = (index: number, state: number): number => {
    const operation = operations[index]!;
    if (operation.type === 'read') return operation.value.length === state ? state : REFUSED;
    if (state >= longest.length) return longest.length + 1;
    return operation.value === longest[state] ? state + 1 : REFUSED;
  };
  const after = new Int32Array(operations.length).fill(-1);
  return { operations, apply, after, hopeless: hopeless ?? null };
}

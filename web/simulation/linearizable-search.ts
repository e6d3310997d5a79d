/**
 * The search for an order of one key's operations. Steps: walk calls and answers by time; put an
 * operation next if the model allows it and the pair (set of operations put, state) is new; at an
 * answer whose operation is not put yet, try the unanswered writes, then take the last operation
 * back. Done when every answered operation is put.
 */
import type { Operation } from './linearizable.ts';

/** What a model answers when the operation could not have happened in that state. */
export const REFUSED = -1;

/** One key's operations, sorted by call; a state is a whole number, 0 at first. */
export interface Part {
  readonly operations: readonly Operation[];
  /** The state after operation `index` in `state`, or REFUSED. */
  readonly apply: (index: number, state: number) => number;
  /** Tells the model that `index` is put (−1) or taken back (+1). */
  readonly turn: (index: number, by: -1 | 1) => void;
  /** An operation that must be put before this one, −1 = none. */
  readonly after: Int32Array;
  /** Set where no order can exist: that operation contradicts another at sight. */
  readonly hopeless: Operation | null;
}

interface Found {
  readonly steps: number;
  /** null: gave up. */
  readonly order: readonly Operation[] | null;
  readonly stuck: Operation | null;
}

/** Looks for an order; `part` is sorted by call. */
export function search(part: Part, stepsMax: number): Found {
  const { operations, apply, turn, after } = part;
  if (part.hopeless) return { steps: 0, order: [], stuck: part.hopeless };
  const count = operations.length;
  const isAnswered = (index: number): boolean => operations[index]!.outcome === 'ok';
  const walk = timeline(operations);
  const seen = new Seen(count);
  const stack: { index: number; state: number }[] = [];
  let answered = operations.filter((_, index) => isAnswered(index)).length;
  let state = 0;
  let steps = 0;
  let best: readonly number[] = [];
  let stuck = -1;
  // Unanswered writes come second: they are put only where nothing else can go on.
  let answeredOnly = true;
  let at = walk.next[walk.head]!;
  while (answered > 0) {
    if (at < count) {
      const fits = isAnswered(at) === answeredOnly && (after[at]! < 0 || seen.has(after[at]!));
      const next = fits ? apply(at, state) : REFUSED;
      if (next === REFUSED || !seen.add(at, next)) {
        at = walk.next[at]!;
        continue;
      }
      stack.push({ index: at, state });
      state = next;
      if (answeredOnly) answered--;
      turn(at, -1);
      walk.lift(at);
      if (++steps > stepsMax) return { steps, order: null, stuck: null };
      answeredOnly = true;
      at = walk.next[walk.head]!;
      continue;
    }
    // An answer to an operation that is not put yet.
    if (answeredOnly) {
      answeredOnly = false;
      at = walk.next[walk.head]!;
      continue;
    }
    if (stuck < 0 || stack.length > best.length) {
      best = stack.map(({ index }) => index);
      stuck = at - count;
    }
    const last = stack.pop();
    if (!last) {
      const order = best.map((index) => operations[index]!);
      return { steps, order, stuck: operations[stuck]! };
    }
    seen.remove(last.index);
    state = last.state;
    answeredOnly = isAnswered(last.index);
    if (answeredOnly) answered++;
    turn(last.index, 1);
    walk.unlift(last.index);
    at = walk.next[last.index]!;
  }
  return { steps, order: [], stuck: null };
}

/** Calls (i) and answers (count + i) in order of time, as a list that forgets and remembers. */
function timeline(operations: readonly Operation[]) {
  const count = operations.length;
  const head = 2 * count;
  const next = new Int32Array(2 * count + 1);
  const previous = new Int32Array(2 * count + 1);
  const time = (node: number): number =>
    node < count ? operations[node]!.invokedAt : operations[node - count]!.returnedAt!;
  const nodes: number[] = [];
  operations.forEach((operation, index) => {
    nodes.push(index);
    if (operation.outcome === 'ok') nodes.push(count + index);
  });
  // Calls before answers of the same moment: those operations overlap.
  nodes.sort((a, b) => time(a) - time(b) || Number(a >= count) - Number(b >= count) || a - b);
  let last = head;
  for (const node of [...nodes, head]) {
    next[last] = node;
    previous[node] = last;
    last = node;
  }
  const out = (node: number): void => {
    next[previous[node]!] = next[node]!;
    previous[next[node]!] = previous[node]!;
  };
  const back = (node: number): void => {
    next[previous[node]!] = node;
    previous[next[node]!] = node;
  };
  return {
    next,
    head,
    lift(index: number): void {
      out(index);
      if (operations[index]!.outcome === 'ok') out(count + index);
    },
    unlift(index: number): void {
      if (operations[index]!.outcome === 'ok') back(count + index);
      back(index);
    },
  };
}

/** Lowe's memory: which (set of operations put, state) were there before. Exact, not by hash. */
class Seen {
  private readonly bits: Uint32Array;
  private readonly buckets = new Map<number, { bits: Uint32Array; state: number }[]>();
  private hash = 0;

  constructor(count: number) {
    this.bits = new Uint32Array((count + 31) >>> 5);
  }

  has(index: number): boolean {
    return ((this.bits[index >>> 5]! >>> (index & 31)) & 1) === 1;
  }

  /** Puts `index`; false and nothing done if that set with that state was there before. */
  add(index: number, state: number): boolean {
    this.flip(index);
    const key = (this.hash ^ mix(Math.floor(state / 0x100000000) ^ mix(state | 0))) >>> 0;
    const bucket = this.buckets.get(key) ?? [];
    if (bucket.some((one) => one.state === state && same(one.bits, this.bits))) {
      this.flip(index);
      return false;
    }
    bucket.push({ bits: this.bits.slice(), state });
    this.buckets.set(key, bucket);
    return true;
  }

  remove(index: number): void {
    this.flip(index);
  }

  private flip(index: number): void {
    this.bits[index >>> 5]! ^= 1 << (index & 31);
    this.hash ^= mix(index + 1);
  }
}

function same(a: Uint32Array, b: Uint32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Spreads 32 bits (the finaliser of MurmurHash3). */
function mix(x: number): number {
  let h = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

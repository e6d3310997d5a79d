// 100,000 damaged messages into seats as they stand in the middle of busy runs. A message that is
// none is refused at the door; one that still passes for one must leave the seat sane, its term,
// commit index and committed entries as they were or ahead, and no error may escape, but for the
// one that is right: a message at odds with what the seat knows to be committed.
import { expect } from '@open-wc/testing';
import { BrokenInvariant } from '../../web/assert.ts';
import { isMessage } from '../../web/raft/check-message.ts';
import type { Message } from '../../web/raft/message.ts';
import { step } from '../../web/raft/raft.ts';
import type { RaftState } from '../../web/raft/state.ts';
import { lastIndex, termAt } from '../../web/raft/view.ts';
import { stream } from '../../web/rng.ts';
import type { Rng } from '../../web/rng.ts';
import { randomMessage } from './random-seat.ts';
import { stress } from './stress.ts';

type Fields = Record<string, unknown>;

const MESSAGES = 100_000;
const JUNK: readonly unknown[] = [
  ...[Number.NaN, Infinity, -1, 0.5, 2 ** 31, 2 ** 53, 1e300, -0],
  ...['', '1', 'append', null, undefined, true, false, [], {}, [1, 2], new Uint8Array(3)],
];

/** Near the truth, far from it, or nonsense. */
const otherValue = (rng: Rng, value: unknown): unknown => {
  const dice = rng.below(6);
  if (dice === 0) return JUNK[rng.below(JUNK.length)];
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') {
    return dice < 5 ? Math.max(0, value + rng.below(7) - 3) : rng.below(2 ** 20);
  }
  if (Array.isArray(value)) return damagedList(rng, value as unknown[]);
  if (value instanceof Uint8Array) return value.slice(rng.below(value.length + 1));
  if (typeof value === 'object' && value !== null) return damaged(rng, value as Fields, {});
  return JUNK[rng.below(JUNK.length)];
};

const damagedList = (rng: Rng, list: readonly unknown[]): unknown[] => {
  const at = rng.below(list.length + 1);
  const dice = rng.below(4);
  if (dice === 0) return list.slice(0, at);
  if (dice === 1) return [...list.slice(0, at), ...list];
  if (dice === 2 || list.length === 0) return list.toReversed();
  return list.with(at % list.length, otherValue(rng, list[at % list.length]));
};

/** One to three fields changed, taken from `other`, or gone. */
const damaged = (rng: Rng, fields: Fields, other: Fields): Fields => {
  const copy = { ...fields };
  for (let left = 1 + rng.below(3); left > 0; left--) {
    const keys = Object.keys(copy);
    const key = keys[rng.below(keys.length + 1)] ?? 'kind';
    const dice = rng.below(12);
    if (dice === 0) Reflect.deleteProperty(copy, key);
    else if (dice === 1) Object.assign(copy, other);
    else if (dice === 2 && key in other) copy[key] = other[key];
    else copy[key] = otherValue(rng, copy[key]);
  }
  return copy;
};

/** true: `message` says something else of an entry than what `state` knows to be committed. */
const contradicts = ({ hard, snapshot, ...rest }: RaftState, message: Message): boolean => {
  if (message.kind !== 'append') return false;
  return message.entries.some(({ term }, i) => {
    const index = message.previousIndex + 1 + i;
    const held = termAt({ snapshot, log: rest.log }, index);
    return index <= hard.commit && held !== null && held !== term;
  });
};

const committed = (state: RaftState): readonly unknown[] =>
  state.log.slice(0, state.hard.commit - state.snapshot.index);

/** What is wrong with `after`, '' if nothing. */
const wrong = (before: RaftState, after: RaftState): string => {
  const { hard, snapshot, log } = after;
  if (hard.term < before.hard.term) return 'the term fell';
  if (hard.commit < before.hard.commit) return 'the commit index fell';
  if (hard.commit > lastIndex(after) || hard.commit < snapshot.index) return 'commit outside';
  if (hard.term === before.hard.term && before.hard.vote !== 0 && hard.vote !== before.hard.vote) {
    return 'a second vote in one term';
  }
  if (!Number.isSafeInteger(hard.term) || !Number.isSafeInteger(hard.commit)) return 'no integer';
  let term = snapshot.term;
  for (const entry of log) {
    if (entry.term < term) return 'terms fall along the log';
    term = entry.term;
  }
  if (term > hard.term) return 'an entry of a term to come';
  if (snapshot.index > before.snapshot.index) return '';
  const kept = committed(before).every((entry, i) => log[i] === entry);
  return kept ? '' : 'a committed entry changed';
};

interface Count {
  refused: number;
  taken: number;
  contradictions: number;
  readonly kinds: Map<string, number>;
}

const feed = (state: RaftState, fields: Fields, label: string, count: Count): void => {
  if (!isMessage(fields)) {
    count.refused++;
    return;
  }
  count.taken++;
  count.kinds.set(fields.kind, (count.kinds.get(fields.kind) ?? 0) + 1);
  let after: RaftState;
  try {
    after = step(state, { kind: 'message', message: fields }).state;
  } catch (error) {
    const rightly = error instanceof BrokenInvariant && contradicts(state, fields);
    if (!rightly) throw new Error(label, { cause: error });
    count.contradictions++;
    return;
  }
  const what = wrong(state, after);
  if (what !== '') expect.fail(`${label}: ${what}`);
};

describe('Raft, damaged messages', () => {
  it('100,000 of them do no harm', () => {
    const count: Count = { refused: 0, taken: 0, contradictions: 0, kinds: new Map() };
    for (let seed = 1; count.refused + count.taken < MESSAGES; seed++) {
      const rng = stream(seed, 'fuzz');
      let last: Fields = {};
      stress(seed, 120, (world) => {
        const { flights } = world.network;
        const states = world.states().filter((state) => state !== null);
        if (rng.below(12) > 0 || flights.length === 0 || states.length === 0) return;
        const state = states[rng.below(states.length)];
        const message = flights[rng.below(flights.length)]?.message;
        if (!state || !message) return;
        // Kinds that are rare in flight are made up.
        const seen = rng.below(4) === 0 ? randomMessage(rng, state) : message;
        const fields = { ...seen } as unknown as Fields;
        for (let turn = 0; turn < 8; turn++) {
          // Often for this very seat and its term, so that more than the address is looked at.
          const aimed = { ...fields, ...(rng.below(3) > 0 ? { to: state.id } : {}) };
          const timely = rng.below(2) === 0 ? { term: state.hard.term } : {};
          const made = damaged(rng, { ...aimed, ...timely }, last);
          const label = `seed ${String(seed)}, step ${String(world.stepCount)}: `;
          feed(state, made, label + JSON.stringify(made), count);
        }
        last = fields;
      });
    }
    // Floors, so that a green run cannot be empty.
    expect(count.refused, 'refused at the door').to.be.above(20_000);
    expect(count.taken, 'passed for messages').to.be.above(20_000);
    expect(count.contradictions, 'contradicted what is committed').to.be.within(1, 5_000);
    expect(count.kinds.size, 'kinds').to.be.least(8);
  });

  it('isMessage says no to damage of any shape and never throws', () => {
    const rng = stream(1, 'shapes');
    const shapes: unknown[] = [...JUNK, Symbol('x'), 5n, () => 1, new Date(0), new Map()];
    for (let i = 0; i < 20_000; i++) {
      const keys = ['kind', 'from', 'to', 'term', 'entries', 'data', 'configuration', 'pre'];
      const fields: Fields = Object.fromEntries(
        keys.map((key) => [key, shapes[rng.below(shapes.length)]]),
      );
      expect(isMessage({ ...fields, from: 2, to: '1' })).to.be.false;
      expect(isMessage(shapes[rng.below(shapes.length)])).to.be.false;
    }
  });
});

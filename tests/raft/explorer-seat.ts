// What one seat does with one input, looked up once for each pair: worlds share their seats, so an
// exploration meets few different ones. Equal seats and equal messages have one number.
//
// Left out of a seat's number: what decides nothing while clocks stand still (timers, chance) and
// the count of ignored messages.
import { applyPersist } from '../../web/raft/persist.ts';
import type { Durable } from '../../web/raft/persist.ts';
import type { Entry } from '../../web/raft/log-entry.ts';
import type { Message } from '../../web/raft/message.ts';
import { start, step } from '../../web/raft/raft.ts';
import type { Input, Output, RaftState } from '../../web/raft/state.ts';
import { lastIndex, termAt } from '../../web/raft/view.ts';

export interface Seat {
  readonly state: RaftState;
  readonly disk: Durable;
}

/** A rule of the paper that does not hold; the message names it. */
export class Violation extends Error {}

export const rule = (holds: boolean, words: string): void => {
  if (!holds) throw new Violation(words);
};

export interface Turn {
  /** A rule that this very step breaks; null = none. */
  readonly broken: string | null;
  readonly seat: number;
  readonly send: readonly number[];
  readonly apply: readonly { readonly index: number; readonly text: string }[];
  /** Became leader by this step. */
  readonly elected: boolean;
  /** Nothing comes of it, now or ever. */
  readonly spent: boolean;
}

export const textOf = (entry: Entry): string =>
  `${String(entry.term)}${entry.kind === 'data' ? `:${entry.data.join('.')}` : entry.kind[0]!}`;

/** Seats 2 and 3 have each other's number. */
export const turned = (id: number): number => (id === 2 ? 3 : id === 3 ? 2 : id);

/** Things by their spelling; a thing has a number, and so has what it is when turned. */
class Register<T> {
  readonly #things: T[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #turned: number[] = [];
  readonly #spell: (thing: T, who: (id: number) => number) => string;

  constructor(spell: (thing: T, who: (id: number) => number) => string) {
    this.#spell = spell;
  }

  #of(text: string): number {
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }

  number(thing: T): number {
    const number = this.#of(this.#spell(thing, (id) => id));
    this.#things[number] ??= thing;
    return number;
  }

  turned(number: number): number {
    return (this.#turned[number] ??= this.#of(this.#spell(this.at(number), turned)));
  }

  at(number: number): T {
    return this.#things[number]!;
  }
}

const spellMessage = ({ from, to, ...rest }: Message, who: (id: number) => number): string =>
  `${String(who(from))}>${String(who(to))}` +
  JSON.stringify(rest, (_, x: unknown) => (x instanceof Uint8Array ? [...x] : x));

const spellSeat = ({ state, disk }: Seat, who: (id: number) => number): string => {
  const { hard, snapshot, log, role, leader, votes, progress, pendingConf, transferee } = state;
  const others = progress.map((one) => {
    const { match, next, mode, inflight, paused, active, snapshotOffset } = one;
    const heard = state.options.checkQuorum && active;
    return [who(one.id), match, next, mode, inflight.join('.'), paused, heard, snapshotOffset];
  });
  const sameLog = disk.log.length === log.length && disk.log.every((one, i) => one === log[i]);
  return [
    ...[who(state.id), hard.term, who(hard.vote), hard.commit, snapshot.index, snapshot.term],
    ...[log.map(textOf).join(), role, who(leader), pendingConf, who(transferee)],
    votes
      .map(({ from, granted }) => `${String(who(from))}${granted ? '+' : '-'}`)
      .sort()
      .join(),
    others.map(String).sort().join(' '),
    ...[disk.hard.term, who(disk.hard.vote), disk.hard.commit, disk.snapshot.index],
    sameLog ? '=' : disk.log.map(textOf).join(),
  ].join(';');
};

/** The rules that one step alone can break. */
const checkStep = (before: RaftState, { state, disk }: Seat): void => {
  const { hard } = state;
  rule(hard.term >= before.hard.term, 'a term never falls');
  rule(hard.commit >= before.hard.commit, 'a commit index never falls');
  rule(hard.commit <= lastIndex(state), 'commit within the log');
  rule(disk.hard.term === hard.term, 'a term is written before it is spoken of');
  const same = hard.term === before.hard.term;
  rule(!same || before.hard.vote === 0 || hard.vote === before.hard.vote, 'one vote a term (§5.2)');
  if (!same || before.role !== 'leader' || state.role !== 'leader') return;
  const kept = before.log.every((entry, i) => {
    const index = before.snapshot.index + 1 + i;
    return index <= state.snapshot.index || termAt(state, index) === entry.term;
  });
  rule(kept, 'leader append-only (§5.3)');
};

export class Seats {
  readonly #seats = new Register(spellSeat);
  readonly #messages = new Register(spellMessage);
  readonly #turns = new Map<string, Turn>();
  readonly #agreed = new Set<string>();

  number(seat: Seat): number {
    return this.#seats.number(seat);
  }
  seat(number: number): Seat {
    return this.#seats.at(number);
  }
  message(number: number): Message {
    return this.#messages.at(number);
  }
  turnedSeat(number: number): number {
    return this.#seats.turned(number);
  }
  turnedMessage(number: number): number {
    return this.#messages.turned(number);
  }

  /** What seat `number` does when message `message` arrives. */
  deliver(number: number, message: number): Turn {
    const name = `${String(number)}/${String(message)}`;
    const input = { kind: 'message', message: this.message(message) } as const;
    return this.#turns.get(name) ?? this.#take(name, number, input);
  }

  /** What seat `number` does with `input`; `key` tells inputs of one kind apart. */
  put(number: number, input: Input, key = 0): Turn {
    const name = `${String(number)} ${input.kind} ${String(key)}`;
    return this.#turns.get(name) ?? this.#take(name, number, input);
  }

  /** The seat as it comes back from its disk after a crash. */
  restart(number: number): number {
    const { state, disk } = this.seat(number);
    const { id, options } = state;
    return this.number({ state: start({ id, options, seed: id, ...disk }), disk });
  }

  #take(name: string, number: number, input: Input): Turn {
    const turn = this.#compute(number, input);
    this.#turns.set(name, turn);
    return turn;
  }

  #compute(number: number, input: Input): Turn {
    const seat = this.seat(number);
    const none = { seat: number, send: [], apply: [], elected: false, spent: false };
    let output: Output;
    let next: Seat;
    try {
      const stepped = step(seat.state, input);
      output = stepped.output;
      next = { state: stepped.state, disk: applyPersist(seat.disk, output.persist) };
      checkStep(seat.state, next);
    } catch (error) {
      if (error instanceof Violation) return { ...none, broken: error.message };
      return { ...none, broken: `the core gives up: ${String(error)}` };
    }
    const after = this.number(next);
    const still = after === number && output.send.length === 0 && output.persist === null;
    return {
      broken: null,
      seat: after,
      send: output.send.map((message) => this.#messages.number(message)),
      apply: output.apply.map(({ index, entry }) => ({ index, text: textOf(entry) })),
      elected: next.state.role === 'leader' && seat.state.role !== 'leader',
      spent: still && input.kind === 'message' && !awaited(seat.state, input.message),
    };
  }

  /** §5.3: the same term at one index of two seats means the same log up to there. */
  matchLogs(one: number, other: number): void {
    const name = `${String(one)} ${String(other)}`;
    if (this.#agreed.has(name)) return;
    const [a, b] = [this.seat(one).state, this.seat(other).state];
    const from = Math.max(a.snapshot.index, b.snapshot.index) + 1;
    let index = Math.min(lastIndex(a), lastIndex(b));
    while (index >= from && termAt(a, index) !== termAt(b, index)) index--;
    for (; index >= from; index--) {
      const [x, y] = [a, b].map((s) => textOf(s.log[index - s.snapshot.index - 1]!));
      rule(x === y, 'log matching (§5.3)');
    }
    this.#agreed.add(name);
  }
}

/** A later state of the seat might still make something of it; terms never fall. */
const awaited = ({ role, hard }: RaftState, { kind, term }: Message): boolean => {
  if (term !== hard.term) return term > hard.term;
  if (kind === 'voteReply') return role === 'candidate' || role === 'pre-candidate';
  return kind.endsWith('Reply') ? role === 'leader' : true;
};

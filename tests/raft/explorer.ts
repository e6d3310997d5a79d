// Every order of events of the real core within small bounds, breadth first: which seat's timer
// fires, which message arrives next, who crashes and comes back from its disk. A message that never
// arrives is a lost one, so loss needs no event of its own.
//
// Two worlds are the same when nothing that decides the future differs. Seat 1 stands first, which
// only names it; then seats 2 and 3 differ by number alone, so a world and its mirror are the same.
import { founding } from '../../web/raft/configuration.ts';
import type { Entry } from '../../web/raft/log-entry.ts';
import type { Message } from '../../web/raft/message.ts';
import { start } from '../../web/raft/raft.ts';
import { DEFAULT_OPTIONS } from '../../web/raft/state.ts';
import type { Input, RaftOptions } from '../../web/raft/state.ts';
import { rule, Seats, textOf, turned, Violation } from './explorer-seat.ts';
import type { Turn } from './explorer-seat.ts';

export interface Bounds {
  /** Elections stop at this term. */
  readonly terms: number;
  /** Counts where a pre-vote leaves the term as it is; else the terms bound it. */
  readonly campaigns: number;
  readonly crashes: number;
  readonly proposals: number;
  readonly heartbeats: number;
  /** Messages that arrive and stay in flight as well. */
  readonly repeats: number;
  readonly compactions: number;
  readonly statesMax: number;
  readonly options: Partial<RaftOptions>;
  /** Terms of the entries each seat starts with, at the term of the highest; all empty if absent. */
  readonly logs?: readonly (readonly number[])[];
}

export const BOUNDS: Bounds = {
  terms: 1,
  campaigns: 9,
  crashes: 0,
  proposals: 0,
  heartbeats: 0,
  repeats: 0,
  compactions: 0,
  statesMax: 2_000_000,
  options: { preVote: false, checkQuorum: false },
};

export interface Exploration {
  readonly states: number;
  /** Events on the longest of the shortest ways. */
  readonly depth: number;
  /** false: stopped at `statesMax`. */
  readonly complete: boolean;
  /** Most entries committed, most terms with a leader, in any one world. */
  readonly commits: number;
  readonly leaders: number;
  /** The broken rule, and the shortest story that breaks it. */
  readonly violation: { readonly rule: string; readonly story: readonly string[] } | null;
}

type Budget = 'campaigns' | 'crashes' | 'proposals' | 'heartbeats' | 'repeats' | 'compactions';

/** Seats and messages by their numbers. */
interface World {
  readonly seats: readonly number[];
  /** Sorted. */
  readonly flying: readonly number[];
  readonly left: Readonly<Record<Budget, number>>;
  /** Who led term i; 0 = nobody. */
  readonly leaders: readonly number[];
  /** What was committed at index i + 1, anywhere, ever, and by the leader of which term. */
  readonly committed: readonly { readonly text: string; readonly term: number }[];
  readonly parent: World | null;
  readonly event: Event | null;
  readonly depth: number;
}

type Event =
  | { readonly kind: 'arrive'; readonly message: number; readonly again: boolean }
  | { readonly kind: 'crash'; readonly at: number }
  | {
      readonly kind: 'put';
      readonly at: number;
      readonly input: Input;
      readonly spend: Budget | null;
    };

const tellMessage = (message: Message): string => {
  const { kind, from, to, term, ...rest } = message;
  const facts = Object.entries(rest)
    .filter(([, value]) => value !== 0 && value !== false)
    .map(([key, value]) => {
      if (key === 'entries') return `entries [${(value as Entry[]).map(textOf).join(' ')}]`;
      return value === true ? key : `${key} ${JSON.stringify(value)}`;
    });
  const what = [`term ${String(term)}`, ...facts].join(', ');
  return `${String(from)} → ${String(to)} ${kind} (${what}) arrives`;
};

const PUTS: Partial<Record<Input['kind'], string>> = {
  campaign: 'stands for election',
  propose: 'is given an entry',
  heartbeat: 'sends heartbeats',
  compact: 'compacts its log',
};

class Explorer {
  readonly #bounds: Bounds;
  readonly #seats = new Seats();

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  opening(): World {
    const { options, logs = [], ...bounds } = this.#bounds;
    const { campaigns, crashes, proposals, heartbeats, repeats, compactions } = bounds;
    const configuration = founding({ voters: [1, 2, 3] });
    const snapshot = { index: 0, term: 0, configuration, data: new Uint8Array(0) };
    const term = Math.max(0, ...logs.flat());
    const seats = [1, 2, 3].map((id) => {
      const log = (logs[id - 1] ?? []).map((one): Entry => ({ term: one, kind: 'noop' }));
      const disk = { hard: { term, vote: 0, commit: 0 }, snapshot, log };
      const all = { ...DEFAULT_OPTIONS, ...options };
      return this.#seats.number({ state: start({ id, options: all, seed: id, ...disk }), disk });
    });
    const left = { campaigns, crashes, proposals, heartbeats, repeats, compactions };
    const none = { leaders: [], committed: [], flying: [], parent: null, event: null };
    return { seats, left, ...none, depth: 0 };
  }

  /** Equal for worlds with the same future, and for mirrored ones. */
  name({ seats, flying, left, leaders, committed }: World): string {
    const rest = `${committed.map(({ text }) => text).join()}|${Object.values(left).join('')}`;
    const plain = `${seats.join()}|${flying.join()}|${leaders.join()}|${rest}`;
    // Prepared logs differ from seat to seat, so nothing is a mirror there.
    if (this.#bounds.logs) return plain;
    const order = [seats[0]!, seats[2]!, seats[1]!].map((one) => this.#seats.turnedSeat(one));
    const messages = flying.map((one) => this.#seats.turnedMessage(one)).sort((a, b) => a - b);
    const mirror = `${order.join()}|${messages.join()}|${leaders.map(turned).join()}|${rest}`;
    return plain < mirror ? plain : mirror;
  }

  *events({ seats, flying, left }: World): Generator<Event> {
    for (const [i, message] of flying.entries()) {
      if (message === flying[i - 1]) continue;
      yield { kind: 'arrive', message, again: false };
      if (left.repeats > 0) yield { kind: 'arrive', message, again: true };
    }
    const states = seats.map((one) => this.#seats.seat(one).state);
    const fresh = states.every(({ hard, role }) => hard.term === 0 && role === 'follower');
    for (const [at, { role, hard, snapshot }] of states.entries()) {
      const put = (input: Input, spend: Budget | null): Event => ({
        kind: 'put',
        at,
        input,
        spend,
      });
      const may = left.campaigns > 0 && hard.term < this.#bounds.terms && (at === 0 || !fresh);
      if (role !== 'leader' && may) {
        yield put({ kind: 'campaign' }, this.#bounds.options.preVote ? 'campaigns' : null);
      }
      if (role === 'leader' && left.proposals > 0) {
        yield put({ kind: 'propose', data: Uint8Array.of(left.proposals) }, 'proposals');
      }
      if (role === 'leader' && left.heartbeats > 0) yield put({ kind: 'heartbeat' }, 'heartbeats');
      if (left.compactions > 0 && hard.commit > snapshot.index) {
        const data = new Uint8Array(1);
        yield put({ kind: 'compact', index: hard.commit, data }, 'compactions');
      }
      if (left.crashes > 0) yield { kind: 'crash', at };
    }
  }

  /** `world` after `event`. Throws the rule that breaks. */
  after(world: World, event: Event): World {
    const { seats, left } = world;
    const next = { parent: world, event, depth: world.depth + 1 };
    if (event.kind === 'crash') {
      const { at } = event;
      const spent = { ...left, crashes: left.crashes - 1 };
      const restarted = seats.with(at, this.#seats.restart(seats[at]!));
      const made = { ...world, ...next, seats: restarted, left: spent };
      this.#checkSeat(made, at);
      return made;
    }
    if (event.kind === 'arrive') {
      const at = this.#seats.message(event.message).to - 1;
      const turn = this.#seats.deliver(seats[at]!, event.message);
      const { flying } = world;
      const spent = event.again ? { ...left, repeats: left.repeats - 1 } : left;
      const rest = event.again ? flying : flying.toSpliced(flying.indexOf(event.message), 1);
      return this.#made({ ...world, ...next, flying: rest, left: spent }, at, turn);
    }
    const { at, input, spend } = event;
    const turn = this.#seats.put(seats[at]!, input, spend ? left[spend] : 0);
    const spent = spend ? { ...left, [spend]: left[spend] - 1 } : left;
    return this.#made({ ...world, ...next, left: spent }, at, turn);
  }

  #made(world: World, at: number, turn: Turn): World {
    if (turn.broken !== null) throw new Violation(turn.broken);
    const { state } = this.#seats.seat(turn.seat);
    const { term } = state.hard;
    const seats = world.seats.with(at, turn.seat);
    let { leaders, committed, flying } = world;
    if (turn.elected && !leaders[term]) {
      const length = Math.max(leaders.length, term + 1);
      leaders = Array.from({ length }, (_, i) => (i === term ? state.id : (leaders[i] ?? 0)));
    }
    for (const { index, text } of turn.apply) {
      if (index === committed.length + 1) committed = [...committed, { text, term }];
      rule(committed[index - 1]?.text === text, 'state machine safety (§5.4.3)');
    }
    if (turn.send.length > 0) flying = [...flying, ...turn.send].sort((a, b) => a - b);
    const made = { ...world, seats, leaders, committed, flying };
    if (turn.seat !== world.seats[at]) this.#checkSeat(made, at);
    if (turn.elected) this.#checkElected(made, at);
    const live = flying.filter((one) => {
      const to = this.#seats.message(one).to - 1;
      return !this.#seats.deliver(seats[to]!, one).spent;
    });
    return live.length === flying.length ? made : { ...made, flying: live };
  }

  #checkSeat({ seats, committed, leaders }: World, at: number): void {
    const { state } = this.#seats.seat(seats[at]!);
    const { hard, snapshot, log } = state;
    for (let index = snapshot.index + 1; index <= hard.commit; index++) {
      const text = textOf(log[index - snapshot.index - 1]!);
      rule(committed[index - 1]?.text === text, 'state machine safety (§5.4.3)');
    }
    if (state.role === 'leader') {
      rule(leaders[hard.term] === state.id, 'election safety (§5.2)');
    }
    for (const other of seats) if (other !== seats[at]) this.#seats.matchLogs(seats[at]!, other);
  }

  #checkElected({ seats, committed }: World, at: number): void {
    const { hard, snapshot, log } = this.#seats.seat(seats[at]!).state;
    committed.forEach(({ text, term }, i) => {
      if (term >= hard.term || i < snapshot.index) return;
      const entry = log[i - snapshot.index];
      rule(entry !== undefined && textOf(entry) === text, 'leader completeness (§5.4)');
    });
  }

  tell(world: World, last: Event | null): string[] {
    const story = last ? [this.#words(last)] : [];
    for (let at: World | null = world; at?.event; at = at.parent) {
      story.unshift(this.#words(at.event));
    }
    return story;
  }

  #words(event: Event): string {
    if (event.kind === 'arrive') {
      const words = tellMessage(this.#seats.message(event.message));
      return event.again ? `${words}, and stays in flight` : words;
    }
    const who = `seat ${String(event.at + 1)}`;
    if (event.kind === 'crash') return `${who} crashes and comes back from its disk`;
    return `${who} ${PUTS[event.input.kind] ?? event.input.kind}`;
  }
}

/** Looks at every world within `bounds`, nearest first, until one breaks a rule. */
export const explore = (bounds: Bounds): Exploration => {
  const explorer = new Explorer(bounds);
  const queue = [explorer.opening()];
  const seen = new Set([explorer.name(queue[0]!)]);
  let [commits, leaders, complete] = [0, 0, true];
  const result = (violation: Exploration['violation']): Exploration => ({
    ...{ states: seen.size, depth: queue.at(-1)!.depth, complete },
    ...{ commits, leaders, violation },
  });
  for (let head = 0; head < queue.length && complete; head++) {
    const world = queue[head]!;
    for (const event of explorer.events(world)) {
      try {
        const next = explorer.after(world, event);
        const name = explorer.name(next);
        if (seen.has(name)) continue;
        seen.add(name);
        queue.push(next);
        commits = Math.max(commits, next.committed.length);
        leaders = Math.max(leaders, next.leaders.filter((who) => who > 0).length);
      } catch (error) {
        if (!(error instanceof Violation)) throw error;
        return result({ rule: error.message, story: explorer.tell(world, event) });
      }
    }
    complete = seen.size < bounds.statesMax;
  }
  return result(null);
};

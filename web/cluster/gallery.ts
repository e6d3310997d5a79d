/**
 * The whole cluster as one tab sees it, put together from what the seats tell: who is up, who
 * leads, who was heard of last. Knows the wall clock; decides nothing for the seats.
 */
import type { Problem } from '../assert.ts';
import { majorityOf } from '../ledger/certificate.ts';
import type { Genesis } from '../ledger/genesis.ts';
import type { Hex } from '../ledger/transaction.ts';
import type { MessageShow, SeatShow } from '../raft/show.ts';
import { isSeatStatus } from './check-show.ts';
import type { Limit, LiveShow } from './live.ts';
import type { SeatStatus } from './protocol.ts';
import { commonMicroseconds } from './recorder.ts';
import { silentSeat } from './status.ts';
import { FAIR, isNewer, type Rules } from './weather.ts';
import { ASLEEP, AWAY, CLOSED, REMOVED } from './words.ts';

/** Who was not heard of for so long is not up any more. */
const SILENT_MS = 1500;
/** Messages stay in the picture for so long, and so many at most. */
const MESSAGES_MS = 2000;
const MESSAGES_MAX = 200;

type Membership = SeatShow['membership'];

interface Heard {
  readonly status: SeatStatus;
  readonly atMs: number;
}

export interface Frame {
  readonly cluster: string;
  readonly genesis: Genesis;
  readonly genesisHash: Hex;
  readonly tab: number;
}

export class Gallery {
  readonly limits = new Set<Limit>();
  /** Seats that run in this tab. */
  readonly here = new Set<number>();
  /** Seats whose lock somebody holds, as of the last look. */
  held: ReadonlySet<number> = new Set();
  rules: Rules = FAIR;
  readonly #frame: Frame;
  /** All that can ever be members. */
  readonly #seats: ReadonlySet<number>;
  readonly #heard = new Map<number, Heard>();
  readonly #down = new Map<number, { readonly words: string; readonly atMs: number }>();
  readonly #damage = new Map<number, Problem>();
  #messages: MessageShow[] = [];

  constructor(frame: Frame) {
    this.#frame = frame;
    this.#seats = new Set(frame.genesis.seats.map(({ seat }) => seat));
  }

  /** Whether it has the shape of what a seat of this cluster tells. */
  understands(status: unknown): status is SeatStatus {
    return isSeatStatus(status, this.#seats);
  }

  hear(status: SeatStatus): void {
    const { seat } = status.show;
    const atMs = performance.now();
    const down = this.#down.get(seat);
    // What was under way when it stopped is no sign of life.
    if (down && atMs - down.atMs < 100) return;
    this.#down.delete(seat);
    this.#heard.set(seat, { status, atMs });
    if (this.here.has(seat)) {
      if (status.damage) this.#damage.set(seat, status.damage);
    }
    this.#messages.push(...status.messages);
    this.#messages.splice(0, this.#messages.length - MESSAGES_MAX);
  }

  /** The seat stopped, and why; the first to say so is believed. */
  stopped(seat: number, words: string): void {
    if (this.#down.has(seat)) return;
    this.#down.set(seat, { words, atMs: performance.now() });
  }

  /** Rules that another tab sent, unless it is behind. Links of seats that are none are left out. */
  obey(rules: Rules): void {
    if (!isNewer(rules, this.rules, commonMicroseconds())) return;
    const cuts = rules.cuts.filter(([from, to]) => this.knowsOf(from) && this.knowsOf(to));
    this.rules = { ...rules, cuts };
  }

  /** Rules as from now on, for all to obey. */
  rule(change: Partial<Rules>): Rules {
    const version = Math.max(commonMicroseconds(), this.rules.version + 1);
    this.rules = { ...this.rules, ...change, version };
    return this.rules;
  }

  /** The one to ask for what only a leader can do; 0 = none known. */
  get leader(): number {
    const leading = this.#fresh().filter(({ role }) => role === 'leader');
    leading.sort((a, b) => b.term - a.term);
    return leading[0]?.seat ?? 0;
  }

  /** Seats that were just heard of, the most advanced first, this tab's own before others. */
  get up(): readonly SeatShow[] {
    const rank = ({ seat }: SeatShow): number => (this.here.has(seat) ? 0 : 1);
    return this.#fresh()
      .filter(({ state }) => state === 'up')
      .sort((a, b) => rank(a) - rank(b) || b.height - a.height);
  }

  /** true: it votes or learns, as far as was heard. */
  hasMember(seat: number): boolean {
    const { voters, learners } = this.members;
    return voters.includes(seat) || learners.includes(seat);
  }

  /** true: it can be a member of this cluster. */
  knowsOf(seat: number): boolean {
    return this.#seats.has(seat);
  }

  /** true: it was heard of in this page's life. */
  knows(seat: number): boolean {
    return this.#heard.has(seat);
  }

  /** The tab that was last known to run it; 0 = unknown. */
  tabOf(seat: number): number {
    return this.#heard.get(seat)?.status.show.tab ?? 0;
  }

  /** A new chain: what was seen of the old one says nothing about it. */
  forget(): void {
    this.#heard.clear();
    this.#down.clear();
    this.#damage.clear();
    this.#messages = [];
    this.limits.delete('full');
  }

  /** Seats of which nothing was heard lately, though they were before. */
  get silent(): readonly number[] {
    return [...this.#heard.keys()].filter((seat) => !this.#isFresh(seat) && !this.#down.has(seat));
  }

  /** Members by the word of the leader, or of whoever knows most. */
  get members(): { readonly voters: readonly number[]; readonly learners: readonly number[] } {
    const statuses = [...this.#heard.values()]
      .map(({ status }) => status)
      .filter(({ voters }) => voters.length > 0);
    statuses.sort((a, b) => b.show.commitIndex - a.show.commitIndex);
    const { voters } = this.#frame.genesis;
    return statuses[0] ?? { voters, learners: [] };
  }

  show(): LiveShow {
    const members = this.members;
    const { voters, learners } = members;
    const known = new Set([...voters, ...learners, ...this.#heard.keys(), ...this.here]);
    const seats = [...known]
      .sort((a, b) => a - b)
      .map((seat) => {
        const show = this.#seat(seat);
        if (show.state === 'up') return show;
        // What it last said of itself, or never said, counts less than what the others agreed on.
        return { ...show, membership: membershipOf(seat, members) };
      });
    const now = performance.timeOrigin + performance.now();
    this.#messages = this.#messages.filter(({ sentAt }) => now - sentAt < MESSAGES_MS);
    const up = seats.filter(({ state }) => state === 'up');
    const heights = up.map(({ height }) => height);
    return {
      ...this.#frame,
      seats,
      messages: [...this.#messages].sort((a, b) => a.id - b.id),
      cuts: this.rules.cuts,
      network: this.rules.network,
      limits: [...this.limits],
      height: heights.length === 0 ? -1 : Math.max(...heights),
      leader: this.leader,
      up: up.filter(({ seat }) => voters.includes(seat)).length,
      needed: majorityOf(voters),
      damage: [...this.#damage].map(([seat, problem]) => ({ seat, problem })),
    };
  }

  #seat(seat: number): SeatShow {
    const heard = this.#heard.get(seat);
    const down = this.#down.get(seat);
    const held = this.held.has(seat);
    if (!heard) {
      const state = down ? 'down' : 'away';
      return silentSeat({ seat, tab: 0, state, words: down?.words ?? AWAY });
    }
    const { show } = heard.status;
    if (down) {
      const off = { ...show, tab: 0, here: false, state: 'down' } as const;
      // Its own last word was said as a member; the others know better.
      if (this.hasMember(seat)) return { ...off, words: down.words };
      return { ...off, membership: 'none', words: REMOVED };
    }
    if (this.#isFresh(seat)) return { ...show, here: this.here.has(seat) };
    if (held) return { ...show, state: 'asleep', words: ASLEEP };
    return { ...show, tab: 0, state: 'down', words: CLOSED };
  }

  #fresh(): SeatShow[] {
    return [...this.#heard.keys()]
      .filter((seat) => this.#isFresh(seat))
      .map((seat) => this.#heard.get(seat)!.status.show);
  }

  #isFresh(seat: number): boolean {
    const heard = this.#heard.get(seat);
    if (!heard || this.#down.has(seat)) return false;
    return performance.now() - heard.atMs < SILENT_MS;
  }
}

function membershipOf(seat: number, { voters, learners }: Gallery['members']): Membership {
  if (voters.includes(seat)) return 'voter';
  return learners.includes(seat) ? 'learner' : 'none';
}

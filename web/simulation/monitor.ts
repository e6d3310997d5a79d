/**
 * The safety properties, looked at after every step and only where the step changed something.
 *
 * Knows every seat's log as a chain of fingerprints: one number stands for all entries up to an
 * index, so that two whole logs are compared in one comparison. Never influences the run.
 * Sources: figure 3 of the Raft paper (Ongaro and Ousterhout 2014); leader completeness asks only
 * for what was committed in earlier terms than the leader's, as there.
 */
import type { SeatId } from '../raft/message.ts';
import type { Output, RaftState } from '../raft/state.ts';
import { Chains, GENESIS, UNKNOWN, type Chain } from './chain.ts';
import type { Check, CheckName } from './show.ts';
import type { Seen } from './story.ts';

/** In the order in which they are shown. */
const CHECKS: readonly CheckName[] = [
  'election-safety',
  'leader-append-only',
  'log-matching',
  'leader-completeness',
  'state-machine-safety',
  'state-root-agreement',
  'reads-are-current',
  'term-monotone',
  'commit-within-log',
];

export interface Violation {
  readonly check: CheckName;
  readonly seen: Seen;
}

export interface MonitorCheckpoint {
  readonly chains: readonly Chain[];
  readonly committedCount: number;
  readonly rootCount: number;
  readonly marks: readonly (readonly [term: number, index: number])[];
  readonly leaders: readonly (readonly [term: number, seat: SeatId])[];
  readonly looked: Int32Array;
  readonly violation: Violation | null;
}

export class Monitor {
  violation: Violation | null = null;
  readonly #chains = new Chains();
  /**
   * What was ever committed, and the state's root after it, by index. Kept when time goes back,
   * with only the counts falling: going on writes the same again.
   */
  readonly #committed: number[] = [GENESIS];
  readonly #roots: number[] = [];
  #committedCount = 0;
  #rootCount = 0;
  /** [term, highest index committed in it], in the order of commits. */
  #marks: (readonly [term: number, index: number])[] = [];
  #leaders: (readonly [term: number, seat: SeatId])[] = [];
  readonly #leaderOf = new Map<number, SeatId>();
  readonly #looked = new Int32Array(CHECKS.length);

  /** Highest index ever committed by anyone. */
  get committedCount(): number {
    return this.#committedCount;
  }

  /** A seat starts with the log of its disk. */
  started(state: RaftState): void {
    this.#chains.start(state, this.#known(state.snapshot.index));
  }

  /** After one input; `before` and `after` are of the same life of the seat. */
  stepped(before: RaftState, after: RaftState, output: Output): void {
    const seat = after.id;
    const { hard } = after;
    const { persist, install } = output;
    if (persist) this.#chains.change(seat, persist, install && this.#known(install.index));
    if (hard !== before.hard) {
      this.#look(7);
      if (hard.term < before.hard.term) {
        const seen = { kind: 'term-fell', seat, from: before.hard.term, to: hard.term } as const;
        this.#fail('term-monotone', seen);
      }
    }
    const last = after.snapshot.index + after.log.length;
    this.#look(8);
    if (hard.commit > last || hard.commit < before.hard.commit) {
      this.#fail('commit-within-log', { kind: 'commit-outside', seat, commit: hard.commit, last });
    }
    if (hard.commit > before.hard.commit) this.#committedUpTo(after);
    if (after.role === 'leader') {
      const anew = before.role !== 'leader' || before.hard.term !== hard.term;
      if (anew) this.#elected(after);
      else if (output.persist) this.#appendedOnly(before, after, output);
    }
  }

  /** Log matching: where two logs hold an entry of one term at one index, all before is equal. */
  compareLogs(state: RaftState, from: number, logs: readonly (RaftState | null)[]): void {
    const { base, links } = this.#chains.of(state.id);
    const last = base + links.length - 1;
    for (let index = Math.max(from, base + 1); index <= last; index++) {
      const { term } = state.log[index - base - 1]!;
      for (const other of logs) {
        if (!other || other.id === state.id) continue;
        const at = index - other.snapshot.index - 1;
        if (at < 0 || other.log[at]?.term !== term) continue;
        this.#look(2);
        const theirs = this.#chains.of(other.id);
        const link = theirs.links[index - theirs.base];
        const mine = links[index - base]!;
        if (link === undefined || link === UNKNOWN || mine === UNKNOWN || link === mine) continue;
        const seen = { first: state.id, second: other.id, index, term };
        this.#fail('log-matching', { kind: 'logs-differ', ...seen });
      }
    }
  }

  /** State machine safety, at the moment of committing: nobody commits another entry there. */
  #committedUpTo({ id: seat, hard }: RaftState): void {
    const { base, links } = this.#chains.of(seat);
    const top = Math.min(hard.commit, base + links.length - 1);
    this.#look(4);
    const meet = Math.min(top, this.#committedCount);
    const link = links[meet - base];
    const known = this.#committed[meet];
    if (link !== undefined && link !== UNKNOWN && known !== UNKNOWN && link !== known) {
      this.#fail('state-machine-safety', { kind: 'committed-differs', seat, index: meet });
      return;
    }
    if (top <= this.#committedCount) return;
    for (let index = this.#committedCount + 1; index <= top; index++) {
      this.#committed[index] = links[index - base] ?? UNKNOWN;
    }
    this.#committedCount = top;
    const mark = this.#marks.at(-1);
    if (mark?.[0] === hard.term) this.#marks[this.#marks.length - 1] = [hard.term, top];
    else this.#marks.push([hard.term, top]);
  }

  #elected(state: RaftState): void {
    const { id: seat, hard } = state;
    this.#look(0);
    const other = this.#leaderOf.get(hard.term);
    if (other === undefined) {
      this.#leaderOf.set(hard.term, seat);
      this.#leaders.push([hard.term, seat]);
    } else if (other !== seat) {
      const seen = { kind: 'two-leaders', term: hard.term, first: other, second: seat } as const;
      this.#fail('election-safety', seen);
    }
    this.#look(3);
    let at = this.#marks.length - 1;
    while (at >= 0 && this.#marks[at]![0] >= hard.term) at--;
    const index = at < 0 ? 0 : this.#marks[at]![1];
    const { base, links } = this.#chains.of(seat);
    const link = index < base ? this.#committed[index] : links[index - base];
    const missing = link === undefined;
    if (
      missing ||
      (link !== UNKNOWN && this.#known(index) !== UNKNOWN && link !== this.#known(index))
    ) {
      const seen = { kind: 'committed-missing', seat, index, term: hard.term } as const;
      this.#fail('leader-completeness', seen);
    }
  }

  #appendedOnly(before: RaftState, after: RaftState, { persist }: Output): void {
    this.#look(1);
    const kept = before.snapshot.index + before.log.length;
    const shrank = after.snapshot.index + after.log.length < kept;
    const at = kept - after.snapshot.index - 1;
    const lastBefore = before.log[before.log.length - 1];
    const changed = at >= 0 && lastBefore !== undefined && after.log[at]?.term !== lastBefore.term;
    if (
      shrank ||
      changed ||
      (persist && persist.truncateFrom > 0 && persist.truncateFrom <= kept)
    ) {
      const seen = { kind: 'leader-changed-log', seat: after.id, index: kept } as const;
      this.#fail('leader-append-only', seen);
    }
  }

  /** One entry applied; `expected` is the next index in turn, `root` the state's after it. */
  applied(at: { seat: SeatId; index: number; expected: number; root: number }): void {
    const { seat, index, expected, root } = at;
    if (index !== expected) {
      this.#fail('state-machine-safety', { kind: 'apply-gap', seat, index });
      return;
    }
    this.#look(5);
    if (index <= this.#rootCount) {
      const known = this.#roots[index];
      if (known !== UNKNOWN && known !== root) {
        this.#fail('state-root-agreement', { kind: 'roots-differ', seat, index });
      }
      return;
    }
    for (let gap = this.#rootCount + 1; gap < index; gap++) this.#roots[gap] = UNKNOWN;
    this.#roots[index] = root;
    this.#rootCount = index;
  }

  /** A read was answered with `version`; one acknowledged before it began had `expected`. */
  read(at: { seat: SeatId; version: number; expected: number }): void {
    this.#look(6);
    if (at.version < at.expected) this.#fail('reads-are-current', { kind: 'stale-read', ...at });
  }

  /** The core stopped by itself. */
  coreStopped(seat: SeatId, why: string): void {
    this.#fail('state-machine-safety', { kind: 'core-stopped', seat, why });
  }

  checks(): Check[] {
    const { violation } = this;
    return CHECKS.map((name, i) => ({
      name,
      held: violation?.check !== name,
      looked: this.#looked[i]!,
      seen: violation?.check === name ? violation.seen : null,
    }));
  }

  #known(index: number): number {
    return index <= this.#committedCount ? this.#committed[index]! : UNKNOWN;
  }

  #look(check: number): void {
    this.#looked[check]!++;
  }

  #fail(check: CheckName, seen: Seen): void {
    this.violation ??= { check, seen };
  }

  checkpoint(): MonitorCheckpoint {
    return {
      chains: this.#chains.checkpoint(),
      committedCount: this.#committedCount,
      rootCount: this.#rootCount,
      marks: this.#marks.slice(),
      leaders: this.#leaders.slice(),
      looked: this.#looked.slice(),
      violation: this.violation,
    };
  }

  restore(then: MonitorCheckpoint): void {
    this.#chains.restore(then.chains);
    this.#committedCount = then.committedCount;
    this.#rootCount = then.rootCount;
    this.#marks = then.marks.slice();
    this.#leaders = then.leaders.slice();
    this.#leaderOf.clear();
    for (const [term, seat] of then.leaders) this.#leaderOf.set(term, seat);
    this.#looked.set(then.looked);
    this.violation = then.violation;
  }
}

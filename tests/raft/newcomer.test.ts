import { expect } from '@open-wc/testing';
import { founding } from '../../web/raft/configuration.ts';
import type { ConfigurationChange } from '../../web/raft/log-entry.ts';
import type { Message } from '../../web/raft/message.ts';
import { admitted, isAdmission, isTooEarly, letIn } from '../../web/raft/newcomer.ts';
import { start, step } from '../../web/raft/raft.ts';
import { DEFAULT_OPTIONS, type Input, type RaftState } from '../../web/raft/state.ts';

/** A few seats whose messages go where the test lets them. */
class Seats {
  readonly #states = new Map<number, RaftState>();
  readonly #learnsTo = new Map<number, number>();
  readonly #voters: readonly number[];
  #flying: Message[] = [];
  /** What a rule held back, to be let go later. */
  readonly held: Message[] = [];
  rule: (message: Message) => 'pass' | 'hold' | 'lose' = () => 'pass';

  constructor(voters: readonly number[]) {
    this.#voters = voters;
    for (const id of voters) this.start(id, { term: 0, vote: 0, commit: 0 }, 0);
  }

  start(id: number, hard: RaftState['hard'], learnsTo: number): void {
    const configuration = founding({ voters: this.#voters });
    const snapshot = { index: 0, term: 0, configuration, data: new Uint8Array(0) };
    const state = start({ id, options: DEFAULT_OPTIONS, seed: id * 77, hard, snapshot, log: [] });
    this.#states.set(id, state);
    this.#learnsTo.set(id, learnsTo);
  }

  wipe(id: number): void {
    this.#states.delete(id);
  }

  of(id: number): RaftState {
    return this.#states.get(id)!;
  }

  get leaders(): readonly (readonly [seat: number, term: number])[] {
    return [...this.#states.values()]
      .filter(({ role }) => role === 'leader')
      .map(({ id, hard }) => [id, hard.term] as const);
  }

  give(id: number, input: Input): void {
    const before = this.#states.get(id);
    if (!before || isTooEarly(input, before.hard, this.#learnsTo.get(id)!)) return;
    const { state, output } = step(before, input);
    this.#states.set(id, state);
    this.#flying.push(...output.send);
  }

  run(): void {
    for (let next = this.#flying.shift(); next; next = this.#flying.shift()) {
      const fate = this.rule(next);
      if (fate === 'hold') this.held.push(next);
      if (fate === 'pass') this.give(next.to, { kind: 'message', message: next });
    }
  }

  release(): void {
    for (const message of this.held.splice(0)) this.give(message.to, { kind: 'message', message });
    this.run();
  }

  change(leader: number, change: ConfigurationChange): void {
    this.give(leader, { kind: 'proposeConf', change });
    this.run();
    // Everyone hears what is committed by now.
    this.give(leader, { kind: 'heartbeat' });
    this.run();
  }

  /** The whole way of a wiped seat back in, by the leader's word; it starts at the end. */
  letIn(leader: number, seat: number): void {
    let seenOut = false;
    for (let turn = 0; turn < 5; turn++) {
      const next = letIn(this.of(leader), seat, { anchored: true, seenOut });
      expect(next, 'the leader is free').not.to.equal(null);
      if (isAdmission(next!)) {
        this.start(seat, admitted(next), next.learnsTo);
        return;
      }
      if (next!.addLearner) seenOut = true;
      this.change(leader, next!);
    }
    expect.fail('it was not let in');
  }
}

describe('a seat that lost its disk', () => {
  it('votes for nobody else in the term in which it is let in', () => {
    const seats = new Seats([1, 2, 3, 4, 5]);
    // Both stand in term 1. Of 5's requests only 4's arrives, and 3's is slow; 1 gets 2 and 3.
    seats.rule = (message) => {
      const { kind, from, to } = message;
      if (kind === 'vote' && !message.pre) {
        if (from === 5 && to === 3) return 'hold';
        return (from === 5 && to !== 4) || (from === 1 && to > 3) ? 'lose' : 'pass';
      }
      return from === 1 && to === 5 && kind !== 'voteReply' ? 'lose' : 'pass';
    };
    seats.give(5, { kind: 'campaign' });
    seats.give(1, { kind: 'campaign' });
    seats.run();
    expect(seats.leaders).to.deep.equal([[1, 1]]);
    expect(seats.of(4).hard).to.include({ term: 1, vote: 5 });
    expect(seats.held.length).to.equal(1);
    seats.wipe(3);
    seats.letIn(1, 3);
    seats.release();
    expect(seats.leaders).to.deep.equal([[1, 1]]);
    // Nor once it has learnt everything and may vote.
    seats.rule = ({ from, to }) => (from === 5 || to === 5 ? 'lose' : 'pass');
    seats.change(1, { add: [3] });
    expect(seats.of(3).configuration.voters).to.include(3);
    expect(seats.of(3).hard).to.include({ term: 1, vote: 1 });
  });

  it('helps nobody with an old log to an election while its own is empty', () => {
    const seats = new Seats([1, 2, 3]);
    seats.give(1, { kind: 'campaign' });
    seats.run();
    // 2 hears nothing more; 4 and 5 are brought in on the word of 1 and 3.
    seats.rule = ({ from, to }) => (from === 2 || to === 2 ? 'lose' : 'pass');
    const newcomer = { term: 0, vote: 0, commit: 0 };
    for (const seat of [4, 5]) {
      seats.start(seat, newcomer, 0);
      seats.change(1, { addLearner: [seat] });
      seats.change(1, { add: [seat] });
    }
    expect(seats.of(1).configuration.voters).to.deep.equal([1, 2, 3, 4, 5]);
    seats.wipe(3);
    seats.letIn(1, 3);
    // To 2 there are still three seats; the new 3 and it would be a majority of them.
    seats.rule = ({ from, to }) => (from + to === 5 && from * to === 6 ? 'pass' : 'lose');
    for (let tick = 0; tick < 30; tick++) {
      seats.give(2, { kind: 'tick' });
      seats.give(3, { kind: 'tick' });
    }
    seats.give(2, { kind: 'campaign' });
    seats.give(3, { kind: 'campaign' });
    seats.run();
    expect(seats.leaders).to.deep.equal([[1, 1]]);
    // What it is sent by its leader frees it.
    seats.rule = () => 'pass';
    seats.give(1, { kind: 'heartbeat' });
    seats.run();
    seats.change(1, { add: [3] });
    expect(seats.of(3).configuration).to.deep.equal(seats.of(1).configuration);
    expect(seats.of(3).hard.commit).to.equal(seats.of(1).hard.commit);
  });
});

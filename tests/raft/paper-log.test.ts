// The rules of Ongaro and Ousterhout's paper (extended version, 2014), section by section: the
// log, and what may be committed. §n is a section of the paper.
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { BrokenInvariant } from '../../web/assert.ts';
import type { Append } from '../../web/raft/message.ts';
import type { RaftOptions } from '../../web/raft/state.ts';
import { progressOf } from '../../web/raft/view.ts';
import { Cluster, bytes, heard, logOf, put, said, seat, termsOf } from './cluster.ts';

const append = (previous: readonly [number, number], terms: number[], commit = 0): Append => ({
  kind: 'append',
  from: 2,
  to: 1,
  term: 9,
  previousIndex: previous[0],
  previousTerm: previous[1],
  entries: logOf(terms),
  commit,
});

describe('Raft paper, the log', () => {
  it('§5.3 a leader appends, sends to all at once, and commits on a majority, not before', () => {
    // size of the cluster, who acknowledges, whether that commits
    const table = [
      [1, [], true],
      [2, [], false],
      [2, [2], true],
      [3, [], false],
      [3, [3], true],
      [4, [2], false],
      [4, [2, 4], true],
      [5, [2], false],
      [5, [2, 5], true],
      [5, [2, 3, 4, 5], true],
    ] as const;
    for (const [size, acknowledging, commits] of table) {
      const voters = Array.from({ length: size }, (_, i) => i + 1);
      const cluster = new Cluster({ voters });
      cluster.elect(1);
      cluster.lose = ({ from }) =>
        from !== 1 && !(acknowledging as readonly number[]).includes(from);
      const output = cluster.put(1, { kind: 'propose', data: bytes(7) });
      const others = output.send.filter(({ kind }) => kind === 'append').map(({ to }) => to);
      expect(new Set(others), 'sent in parallel').to.deep.equal(new Set(voters.slice(1)));
      expect(output.persist?.entries, 'written along').to.have.length(1);
      cluster.settle();
      const what = `${size} seats, ${acknowledging.join()} acknowledge`;
      expect(cluster.at(1).hard.commit, what).to.equal(commits ? 2 : 1);
    }
  });

  it('§5.3 followers learn what is committed, and all apply the same in the same order', () => {
    const cluster = new Cluster();
    cluster.elect(1);
    for (let i = 0; i < 20; i++) cluster.propose(1, i);
    cluster.heartbeat(1);
    const applied = cluster.applied(1);
    expect(applied.map(([index]) => index)).to.deep.equal(
      Array.from({ length: 21 }, (_, i) => i + 1),
    );
    expect(cluster.applied(2)).to.deep.equal(applied);
    expect(cluster.applied(3)).to.deep.equal(applied);
  });

  it('§5.3 a follower takes entries only after an entry that matches', () => {
    // the follower's log, previous index and term, whether it takes the append
    const table = [
      [[], 0, 0, true],
      [[1, 1], 0, 0, true],
      [[1, 2], 2, 2, true],
      [[1, 2], 1, 1, true],
      [[1, 2], 2, 1, false],
      [[1, 2], 3, 2, false],
      [[1, 2], 1, 2, false],
    ] as const;
    for (const [log, index, term, taken] of table) {
      const { state, output } = put(seat({ log }), heard(append([index, term], [9])));
      const what = `log ${log.join()}, after ${index} of term ${term}`;
      expect(said(output, 'appendReply').refused, what).to.equal(!taken);
      expect(termsOf(state), what).to.deep.equal(taken ? [...log.slice(0, index), 9] : [...log]);
    }
  });

  it('§5.3 a conflicting tail goes, a matching one stays', () => {
    // the follower's log, previous index and term, entries sent, the log that follows
    const table = [
      [[1, 2, 3], [3, 3], [4], [1, 2, 3, 4]],
      [
        [1, 2, 3, 3],
        [1, 1],
        [4, 4],
        [1, 4, 4],
      ],
      [
        [1, 2, 3, 3],
        [1, 1],
        [2, 4],
        [1, 2, 4],
      ],
      [[1, 2, 2, 2], [1, 1], [2], [1, 2, 2, 2]],
      [[1, 2, 2, 2], [2, 2], [], [1, 2, 2, 2]],
      [
        [1, 1, 1],
        [0, 0],
        [1, 2],
        [1, 2],
      ],
    ] as const;
    for (const [log, previous, sent, result] of table) {
      const before = seat({ log });
      const { state, output } = put(before, heard(append(previous, [...sent])));
      expect(termsOf(state), `log ${log.join()}`).to.deep.equal(result);
      const changed = result.join() !== log.join();
      // Only its new term is written when the log stays as it is.
      expect((output.persist?.entries.length ?? 0) > 0).to.equal(changed);
      expect(said(output, 'appendReply').index).to.equal(previous[0] + sent.length);
    }
  });

  it('§5.3 an old append that comes late shortens nothing', () => {
    const cluster = new Cluster();
    cluster.elect(1);
    cluster.put(1, { kind: 'propose', data: bytes(1) });
    const late = cluster.flying.find(({ kind, to }) => kind === 'append' && to === 2)!;
    cluster.settle();
    for (let i = 0; i < 5; i++) cluster.propose(1, i);
    const before = cluster.at(2);
    const { state } = put(before, heard(late));
    expect(state.log).to.deep.equal(before.log);
    expect(state.hard).to.deep.equal(before.hard);
  });

  it('§5.3 an old acknowledgement that comes late takes nothing back', () => {
    const cluster = new Cluster();
    cluster.elect(1);
    for (let i = 0; i < 5; i++) cluster.propose(1, i);
    const late = {
      kind: 'appendReply',
      from: 2,
      to: 1,
      term: 1,
      index: 2,
      refused: false,
    } as const;
    const before = cluster.at(1);
    const { state } = put(before, heard({ ...late, hintIndex: 0, hintTerm: 0 }));
    expect(state).to.deep.equal(before);
    const refusal = { ...late, refused: true, hintIndex: 1, hintTerm: 1 };
    expect(put(before, heard(refusal)).state, 'nor does an old refusal').to.deep.equal(before);
  });

  it('§5.3 a whole term that conflicts costs one refusal, not one for each entry', () => {
    const foreign = Array<number>(40).fill(2);
    const logs = { 1: [1, ...Array<number>(40).fill(3)], 2: [1, ...foreign], 3: [1] };
    const cluster = new Cluster({ logs, term: 3 });
    cluster.elect(1);
    const refusals = cluster.outputs
      .flatMap(({ output }) => output.send)
      .filter((message) => message.kind === 'appendReply' && message.refused && message.from === 2);
    expect(refusals).to.have.length(1);
    expect(termsOf(cluster.at(2))).to.deep.equal(termsOf(cluster.at(1)));
  });

  it('§5.3 a new leader makes every log its own, whatever was there', () => {
    // Leaders of terms 2, 3, … that died early: who, how many entries, and how much of its log
    // each other seat took over (0 = nothing).
    const reign = fc.record({
      leader: fc.nat(4),
      entries: fc.integer({ min: 1, max: 4 }),
      copied: fc.array(fc.nat(8), { minLength: 5, maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.array(reign, { maxLength: 6 }), fc.constantFrom(3, 5), (reigns, size) => {
        const logs = Array.from({ length: size }, () => [1]);
        reigns.forEach(({ leader, entries, copied }, i) => {
          const own = logs[leader % size]!;
          own.push(...Array<number>(entries).fill(i + 2));
          for (let other = 0; other < size; other++) {
            const taken = own.slice(0, copied[other]);
            if (taken.at(-1) === i + 2) logs[other] = taken;
          }
        });
        const voters = logs.map((_, i) => i + 1);
        const cluster = new Cluster({
          voters,
          term: 9,
          logs: Object.fromEntries(logs.map((log, i) => [i + 1, log])),
          commit: 1,
        });
        const leads = (id: number): boolean => cluster.at(id).role === 'leader';
        for (const id of voters) if (!voters.some(leads)) cluster.run(id, { kind: 'campaign' });
        const leader = voters.find(leads)!;
        cluster.heartbeat(leader);
        for (const id of voters) {
          expect(termsOf(cluster.at(id))).to.deep.equal(termsOf(cluster.at(leader)));
          expect(cluster.at(id).hard.commit).to.equal(cluster.at(leader).log.length);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('§5.3 the commit index of an append reaches no further than what was compared', () => {
    // the follower's log, previous, entries, the leader's commit, the commit that follows
    const table = [
      [[1, 1, 1], [1, 1], [], 3, 1],
      [[1, 1, 1], [1, 1], [1], 3, 2],
      [[1, 1, 1], [3, 1], [], 9, 3],
      [[1], [1, 1], [1, 1], 2, 2],
    ] as const;
    for (const [log, previous, sent, commit, result] of table) {
      const { state } = put(seat({ log }), heard(append(previous, [...sent], commit)));
      expect(state.hard.commit).to.equal(result);
    }
  });

  it('§5.3 a heartbeat commits no more than the receiver is known to hold', () => {
    const cluster = new Cluster({ logs: { 3: [1, 2, 2] }, log: [1], term: 2 });
    cluster.lose = (message) => message.kind === 'append' && message.to === 3;
    cluster.elect(1);
    cluster.propose(1, 1);
    cluster.heartbeat(1);
    expect([cluster.at(1).hard.commit, cluster.at(3).hard.commit]).to.deep.equal([3, 0]);
    const beyond = { kind: 'heartbeat', from: 2, to: 1, term: 9, commit: 5, round: 0 } as const;
    expect(put(seat({ log: [1] }), heard(beyond)).state.hard.commit).to.equal(0);
  });

  it('§5.4.2 figure 8: an entry of an older term is not committed by counting', () => {
    const commits = (bug: Partial<RaftOptions>): number[] => {
      const options = { maxEntriesPerAppend: 1, ...bug };
      const logs = { 1: [1, 2], 2: [1, 2], 3: [1], 4: [1], 5: [1, 3] };
      const cluster = new Cluster({ voters: [1, 2, 3, 4, 5], logs, term: 3, commit: 1, options });
      // (c) in the figure: the old leader is back in term 4 and replicates its entry of term 2.
      cluster.isolate(4, 5);
      cluster.elect(1);
      return cluster.outputs
        .filter(({ id }) => id === 1)
        .flatMap(({ output }) => output.events)
        .flatMap((event) => (event.kind === 'commit' ? [event.index] : []));
    };
    // (e): once an entry of term 4 is on a majority, both are committed.
    expect(commits({})).to.deep.equal([3]);
    expect(commits({ bug: 'commit-old-terms' }), 'the bug shows').to.deep.equal([2, 3]);
  });

  it('§5.4.3 a committed entry that would be replaced stops the seat', () => {
    const before = seat({ log: [1, 1, 2], commit: 3 });
    expect(() => put(before, heard(append([1, 1], [3, 3])))).to.throw(BrokenInvariant, 'committed');
    const same = put(before, heard(append([1, 1], [1, 2])));
    expect(said(same.output, 'appendReply')).to.deep.include({ refused: false, index: 3 });
  });

  it('§8 a new leader begins with an empty entry of its term, the only one it can count', () => {
    const cluster = new Cluster({ log: [1, 1], term: 1 });
    cluster.elect(2);
    expect(cluster.at(2).log.at(-1)).to.deep.equal({ term: 2, kind: 'noop' });
    expect(cluster.at(3).hard.commit, 'and all before it, without any client').to.equal(3);
  });

  it('who does not lead takes nothing from clients and says so', () => {
    const follower = seat();
    for (const input of [
      { kind: 'propose', data: bytes(1) },
      { kind: 'proposeConf', change: { add: [4] } },
      { kind: 'transfer', to: 2 },
      { kind: 'heartbeat' },
    ] as const) {
      const { state, output } = put(follower, input);
      expect(state).to.deep.equal(follower);
      const why = 'is not the leader';
      expect(output.events).to.deep.equal([{ kind: 'refused', what: input.kind, why }]);
    }
  });
});

describe('Raft flow control', () => {
  it('probes with one append at a time, then sends many, at most inflightMax', () => {
    const cluster = new Cluster({ options: { inflightMax: 3, maxEntriesPerAppend: 1 } });
    cluster.elect(1);
    cluster.isolate(3);
    const appends = (): number =>
      cluster.flying.filter(({ kind, to }) => kind === 'append' && to === 3).length;
    for (let i = 0; i < 9; i++) cluster.put(1, { kind: 'propose', data: bytes(i) });
    expect(appends(), 'in flight, unanswered').to.equal(3);
    expect(progressOf(cluster.at(1), 3)).to.deep.include({ mode: 'replicate', paused: true });
    cluster.settle();
    cluster.heal();
    cluster.put(1, { kind: 'heartbeat' });
    cluster.settle();
    expect(cluster.at(3).log, 'all there after one heartbeat').to.have.length(10);
    expect(progressOf(cluster.at(1), 3)).to.deep.include({ match: 10, inflight: [] });
  });

  it('batches up to a count of entries and of bytes, but always one', () => {
    const options = { maxEntriesPerAppend: 4, maxBytesPerAppend: 100 };
    const cluster = new Cluster({ options });
    cluster.elect(1);
    cluster.isolate(3);
    const sizes = [10, 10, 10, 10, 10, 60, 30, 20, 500, 1];
    for (const size of sizes) cluster.run(1, { kind: 'propose', data: new Uint8Array(size) });
    cluster.heal();
    const from = cluster.outputs.length;
    cluster.heartbeat(1);
    const batches = cluster.outputs
      .slice(from)
      .flatMap(({ output }) => output.send)
      .flatMap((one) =>
        one.kind === 'append' && one.to === 3 && one.entries.length > 0 ? [one] : [],
      )
      .map(({ entries }) => entries.map((one) => (one.kind === 'data' ? one.data.length : 0)));
    expect(batches).to.deep.equal([[10, 10, 10, 10], [10, 60, 30], [20], [500], [1]]);
  });

  it('refuses proposals while too many bytes wait to be committed', () => {
    const cluster = new Cluster({ options: { uncommittedBytesMax: 100 } });
    cluster.elect(1);
    cluster.isolate(1);
    const taken = (size: number): boolean =>
      cluster.run(1, { kind: 'propose', data: new Uint8Array(size) }).persist !== null;
    expect([500, 1].map(taken), 'the first is taken however large').to.deep.equal([true, false]);
    cluster.heal();
    cluster.heartbeat(1);
    expect(cluster.at(1).uncommittedBytes).to.equal(0);
    cluster.isolate(1);
    expect([60, 40, 1].map(taken)).to.deep.equal([true, true, false]);
  });
});

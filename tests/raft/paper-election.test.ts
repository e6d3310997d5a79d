// The rules of Ongaro and Ousterhout's paper (extended version, 2014), section by section: terms,
// elections and their restriction. §n is a section of the paper, D§n one of Ongaro's dissertation.
import { expect } from '@open-wc/testing';
import type { Append, Message, Vote } from '../../web/raft/message.ts';
import type { RaftState } from '../../web/raft/state.ts';
import { Cluster, bytes, heard, put, puts, said, seat } from './cluster.ts';

const append = (fields: Partial<Append> = {}): Append => ({
  kind: 'append',
  from: 2,
  to: 1,
  term: 1,
  previousIndex: 0,
  previousTerm: 0,
  entries: [],
  commit: 0,
  ...fields,
});

const vote = (fields: Partial<Vote> = {}): Vote => ({
  kind: 'vote',
  from: 2,
  to: 1,
  term: 1,
  pre: false,
  lastIndex: 0,
  lastTerm: 0,
  transfer: false,
  ...fields,
});

/** Seat 1 of three in each role, in term 1. */
function inRole(role: RaftState['role']): RaftState {
  const candidate = put(seat(), { kind: 'campaign' }).state;
  if (role === 'candidate') return candidate;
  if (role === 'follower') return put(seat(), heard(append())).state;
  if (role === 'pre-candidate') {
    const polite = seat({ term: 1, options: { preVote: true } });
    return put(polite, { kind: 'campaign' }).state;
  }
  const yes = { kind: 'voteReply', from: 2, to: 1, term: 1, pre: false, granted: true } as const;
  return put(candidate, heard(yes)).state;
}

const ROLES = ['follower', 'pre-candidate', 'candidate', 'leader'] as const;

describe('Raft paper, terms and elections', () => {
  for (const role of ROLES) {
    it(`§5.1 a ${role} that sees a higher term adopts it and follows`, () => {
      const before = inRole(role);
      expect(before.role).to.equal(role);
      const { state, output } = put(before, heard(append({ term: 7 })));
      expect([state.role, state.hard.term, state.leader]).to.deep.equal(['follower', 7, 2]);
      expect(output.persist?.hard?.term, 'durable before it answers').to.equal(7);
    });
  }

  it('§5.1 a stale term changes nothing and is not answered', () => {
    for (const message of [append(), vote(), append({ term: 2, commit: 5 })] as Message[]) {
      const before = seat({ term: 3, log: [1, 2] });
      const { state, output } = put(before, heard(message));
      expect(state).to.deep.equal({ ...before, ignored: 1 });
      expect(output.send).to.deep.equal([]);
    }
  });

  it('§5.2 seats start as followers and stay so while they hear a leader', () => {
    let state = seat({ options: { electionTicks: 4 } });
    expect(state.role).to.equal('follower');
    for (let tick = 0; tick < 100; tick++) {
      state = puts(state, { kind: 'tick' }, heard(append())).state;
      expect(state.role).to.equal('follower');
    }
  });

  it('§5.2 after an election timeout without a leader a seat stands: term, own vote, requests', () => {
    let state = seat({ voters: [1, 2, 3, 4, 5], log: [1, 1, 2] });
    let ticks = 0;
    let output;
    do {
      ({ state, output } = put(state, { kind: 'tick' }));
      ticks++;
    } while (state.role === 'follower');
    expect(ticks).to.be.within(10, 19);
    expect(state.hard).to.deep.include({ term: 3, vote: 1 });
    expect(output.persist?.hard, 'its vote is durable first').to.deep.include({ term: 3, vote: 1 });
    expect(output.send.map(({ to }) => to)).to.deep.equal([2, 3, 4, 5]);
    expect(said(output, 'vote')).to.deep.include({ term: 3, lastIndex: 3, lastTerm: 2 });
  });

  it('§5.2 a majority of votes makes a leader, and no fewer', () => {
    // size of the cluster, votes granted by others, refused by others, the role that follows
    const table = [
      [1, 0, 0, 'leader'],
      [2, 1, 0, 'leader'],
      [2, 0, 1, 'follower'],
      [3, 1, 0, 'leader'],
      [3, 0, 1, 'candidate'],
      [3, 0, 2, 'follower'],
      [4, 1, 1, 'candidate'],
      [4, 2, 1, 'leader'],
      [4, 0, 2, 'follower'],
      [5, 1, 2, 'candidate'],
      [5, 2, 2, 'leader'],
      [5, 1, 3, 'follower'],
      [7, 3, 3, 'leader'],
      [7, 2, 3, 'candidate'],
    ] as const;
    for (const [size, granted, refused, role] of table) {
      const voters = Array.from({ length: size }, (_, i) => i + 1);
      let { state } = put(seat({ voters }), { kind: 'campaign' });
      const answers = [
        ...Array<boolean>(granted).fill(true),
        ...Array<boolean>(refused).fill(false),
      ];
      answers.forEach((yes, i) => {
        const reply = { kind: 'voteReply', to: 1, term: 1, pre: false, granted: yes } as const;
        state = put(state, heard({ ...reply, from: i + 2 })).state;
      });
      expect(state.role, `${size} seats, ${granted} for, ${refused} against`).to.equal(role);
    }
  });

  it('§5.2 a seat that answers twice has one vote', () => {
    let { state } = put(seat({ voters: [1, 2, 3, 4, 5] }), { kind: 'campaign' });
    const reply = {
      kind: 'voteReply',
      from: 2,
      to: 1,
      term: 1,
      pre: false,
      granted: true,
    } as const;
    for (let i = 0; i < 4; i++) state = put(state, heard(reply)).state;
    expect(state.role).to.equal('candidate');
  });

  it('§5.2 one vote a term, first come first served, and still after a restart', () => {
    const cluster = new Cluster();
    const first = cluster.put(3, heard(vote({ to: 3, from: 1 })));
    expect(said(first, 'voteReply').granted).to.be.true;
    expect(first.persist?.hard).to.deep.include({ term: 1, vote: 1 });
    expect(said(cluster.put(3, heard(vote({ to: 3 }))), 'voteReply').granted).to.be.false;
    cluster.restart(3);
    expect(said(cluster.put(3, heard(vote({ to: 3 }))), 'voteReply').granted).to.be.false;
    const again = cluster.put(3, heard(vote({ to: 3, from: 1 })));
    expect(said(again, 'voteReply').granted, 'the same candidate may ask again').to.be.true;
    const later = cluster.put(3, heard(vote({ to: 3, term: 2 })));
    expect(said(later, 'voteReply').granted, 'a new term, a new vote').to.be.true;
  });

  it('§5.2 a candidate that hears a leader of its term follows it', () => {
    const { state } = put(inRole('candidate'), heard(append()));
    expect([state.role, state.leader, state.hard.term]).to.deep.equal(['follower', 2, 1]);
  });

  it('§5.2 after a split vote a new term begins', () => {
    let state = inRole('candidate');
    for (let tick = 0; tick < 20; tick++) state = put(state, { kind: 'tick' }).state;
    expect([state.role, state.hard.term]).to.deep.equal(['candidate', 2]);
  });

  it('§5.2 election timeouts are drawn anew, from the whole of T to 2T − 1', () => {
    const seen = new Set<number>();
    let state = seat({ options: { electionTicks: 10 } });
    for (let term = 1; term <= 400; term++) {
      seen.add(state.electionTimeout);
      state = put(state, { kind: 'campaign' }).state;
    }
    expect([...seen].sort((a, b) => a - b)).to.deep.equal(
      Array.from({ length: 10 }, (_, i) => 10 + i),
    );
    const others = Array.from({ length: 20 }, (_, i) => seat({ seed: i }).electionTimeout);
    expect(new Set(others).size, 'timeouts of differently seeded seats').to.be.above(3);
  });

  it('§5.2 a leader sends heartbeats at its own pace, to all', () => {
    let state = put(seat({ options: { heartbeatTicks: 3 } }), { kind: 'campaign' }).state;
    const yes = { kind: 'voteReply', from: 2, to: 1, term: 1, pre: false, granted: true } as const;
    state = put(state, heard(yes)).state;
    const sent: number[] = [];
    for (let tick = 1; tick <= 9; tick++) {
      const { state: next, output } = put(state, { kind: 'tick' });
      state = next;
      if (output.send.length === 0) continue;
      expect(output.send.map(({ kind, to }) => [kind, to])).to.deep.equal([
        ['heartbeat', 2],
        ['heartbeat', 3],
      ]);
      sent.push(tick);
    }
    expect(sent).to.deep.equal([3, 6, 9]);
  });

  it('§5.2 a term has one leader: what claims to be another is not heeded', () => {
    const before = inRole('leader');
    const { state } = put(before, heard(append({ from: 3 })));
    expect(state).to.deep.equal({ ...before, ignored: before.ignored + 1 });
  });

  it('§5.4.1 a vote goes only to a log at least as complete', () => {
    // the voter's log, the candidate's last index and term, whether it gets the vote
    const table = [
      [[], 0, 0, true],
      [[1], 1, 1, true],
      [[1, 1], 1, 1, false],
      [[1], 2, 1, true],
      [[1, 1, 1], 1, 2, true],
      [[1, 2], 3, 1, false],
      [[2], 1, 1, false],
      [[1, 1, 2], 3, 2, true],
    ] as const;
    for (const [log, lastIndex, lastTerm, granted] of table) {
      const { output } = put(seat({ log }), heard(vote({ term: 5, lastIndex, lastTerm })));
      const what = `log ${log.join()} against ${lastIndex} of term ${lastTerm}`;
      expect(said(output, 'voteReply').granted, what).to.equal(granted);
    }
  });

  it('D§9.6 a pre-vote changes neither term nor vote, of nobody', () => {
    const asker = put(seat({ term: 4, log: [4], options: { preVote: true } }), {
      kind: 'campaign',
    });
    expect(asker.state.hard).to.deep.include({ term: 4, vote: 0 });
    expect(asker.output.persist).to.equal(null);
    const request = said(asker.output, 'vote', 2);
    expect([request.pre, request.term]).to.deep.equal([true, 5]);
    const asked = seat({ id: 2, term: 4, log: [4] });
    const { state, output } = put(asked, heard(request));
    expect(state).to.deep.equal(asked);
    expect(said(output, 'voteReply')).to.deep.include({ pre: true, granted: true, term: 5 });
    const next = put(asker.state, heard(said(output, 'voteReply')));
    expect([next.state.role, next.state.hard.term]).to.deep.equal(['candidate', 5]);
  });

  it('D§9.6 a pre-vote is refused to a log that could not win', () => {
    const { output } = put(
      seat({ log: [1, 2] }),
      heard(vote({ pre: true, term: 9, lastIndex: 1, lastTerm: 1 })),
    );
    expect(said(output, 'voteReply')).to.deep.include({ pre: true, granted: false, term: 2 });
  });

  it('D§9.6 who was cut off comes back without a higher term', () => {
    const cluster = new Cluster({ options: { preVote: true, checkQuorum: true } });
    cluster.elect(1);
    cluster.isolate(3);
    for (let tick = 0; tick < 200; tick++) {
      cluster.tick(3);
      cluster.settle();
    }
    expect([cluster.at(3).role, cluster.at(3).hard.term]).to.deep.equal(['pre-candidate', 1]);
    cluster.heal();
    cluster.heartbeat(1);
    expect([cluster.at(1).role, cluster.at(3).role]).to.deep.equal(['leader', 'follower']);
  });

  it('D§6.2 a leader that hears no majority for an election timeout gives up', () => {
    for (const silent of [1, 2]) {
      const cluster = new Cluster({ options: { checkQuorum: true } });
      cluster.elect(1);
      cluster.isolate(...[3, 2].slice(0, silent));
      for (let tick = 0; tick < 20; tick++) {
        cluster.tick(1);
        cluster.settle();
      }
      const role = silent === 2 ? 'follower' : 'leader';
      expect(cluster.at(1).role, `${silent} of two silent`).to.equal(role);
    }
  });

  it('§6 whoever hears a leader helps nobody to depose it, until an election timeout has passed', () => {
    const cluster = new Cluster({ options: { checkQuorum: true } });
    cluster.elect(1);
    const ask = vote({ from: 3, to: 2, term: 9, lastIndex: 9, lastTerm: 8 });
    expect(cluster.put(2, heard(ask)).send).to.deep.equal([]);
    expect(cluster.at(2).hard.term).to.equal(1);
    const asked = cluster.put(2, heard({ ...ask, transfer: true, term: 8 }));
    expect(said(asked, 'voteReply').granted, 'on the leader’s own wish').to.be.true;
    const other = new Cluster({ options: { checkQuorum: true } });
    other.elect(1);
    const hears = other.at(2);
    for (const [electionElapsed, answers] of [
      [9, 0],
      [10, 1],
    ] as const) {
      const waited = { ...hears, electionElapsed, electionTimeout: 19 };
      expect(put(waited, heard(ask)).output.send, `after ${electionElapsed}`).to.have.length(
        answers,
      );
    }
  });

  it('D§3.10 a handover brings the next leader up to date, then lets it stand at once', () => {
    const cluster = new Cluster({ options: { preVote: true, checkQuorum: true } });
    cluster.elect(1);
    cluster.isolate(2);
    cluster.propose(1, 1);
    cluster.heal();
    cluster.put(1, { kind: 'transfer', to: 2 });
    expect(
      cluster.flying.some(({ kind }) => kind === 'timeoutNow'),
      'not before',
    ).to.be.false;
    const refused = cluster.put(1, { kind: 'propose', data: bytes(2) });
    expect(refused.events[0]).to.deep.include({ kind: 'refused', what: 'propose' });
    cluster.settle();
    expect([cluster.at(1).role, cluster.at(2).role]).to.deep.equal(['follower', 'leader']);
    expect(cluster.at(2).hard.term).to.equal(2);
    expect(cluster.at(3).hard.vote, 'though it had just heard the old leader').to.equal(2);
  });

  it('D§3.10 a handover that does not happen ends after an election timeout', () => {
    const cluster = new Cluster({ options: { electionTicks: 6 } });
    cluster.elect(1);
    cluster.isolate(2);
    cluster.run(1, { kind: 'transfer', to: 2 });
    cluster.tick(1, 5);
    expect(cluster.propose(1, 1).persist).to.equal(null);
    cluster.tick(1, 1);
    cluster.propose(1, 1);
    expect([cluster.at(1).role, cluster.at(1).hard.commit]).to.deep.equal(['leader', 2]);
  });

  it('after a long sleep a leader leads no more, and nobody stands before a full timeout', () => {
    for (const role of ROLES) {
      const awake = inRole(role);
      const { state } = put(awake, { kind: 'resumed', gapTicks: 10 });
      expect([state.role, state.leader, state.electionElapsed]).to.deep.equal(['follower', 0, 0]);
      expect(state.hard, 'term and vote stay').to.deep.equal(awake.hard);
      expect(put(awake, { kind: 'resumed', gapTicks: 9 }).state, 'a nap').to.deep.equal(awake);
    }
  });
});

// Membership changes, by section: §6 is the paper's (extended version, 2014), D§ Ongaro's
// dissertation's.
import { expect } from '@open-wc/testing';
import { changed } from '../../web/raft/configuration.ts';
import type { ConfigurationChange } from '../../web/raft/log-entry.ts';
import { isJoint, progressOf } from '../../web/raft/view.ts';
import { Cluster, put, said, seat } from './cluster.ts';

const change = (cluster: Cluster, id: number, wish: ConfigurationChange) =>
  cluster.run(id, { kind: 'proposeConf', change: wish });

const voters = (cluster: Cluster, id: number): readonly number[] =>
  cluster.at(id).configuration.voters;

describe('Raft membership', () => {
  it('§6 while joint, both majorities are needed to commit', () => {
    const cluster = new Cluster({ voters: [1, 2, 3] });
    for (const id of [4, 5]) cluster.add(id, { voters: [1, 2, 3] });
    cluster.elect(1);
    change(cluster, 1, { add: [4, 5], remove: [2, 3], explicit: true });
    expect(cluster.at(1).configuration).to.deep.include({ voters: [1, 4, 5], outgoing: [1, 2, 3] });
    for (const [cut, commits] of [
      [[2, 3], false],
      [[4, 5], false],
      [[2, 4], true],
      [[3], true],
    ] as const) {
      cluster.isolate(...cut);
      const before = cluster.at(1).hard.commit;
      cluster.propose(1, 1);
      expect(cluster.at(1).hard.commit - before, `without ${cut.join()}`).to.equal(commits ? 1 : 0);
      cluster.heal();
      cluster.heartbeat(1);
      expect(cluster.at(1).hard.commit).to.equal(cluster.at(1).log.length);
    }
  });

  it('§6 while joint, both majorities are needed to elect', () => {
    for (const [reachable, elected] of [
      [[2, 4], true],
      [[2, 3], false],
      [[4, 5], false],
      [[2, 3, 4, 5], true],
    ] as const) {
      const cluster = new Cluster({ voters: [1, 2, 3] });
      for (const id of [4, 5]) cluster.add(id, { voters: [1, 2, 3] });
      cluster.elect(1);
      change(cluster, 1, { add: [4, 5], remove: [2, 3], explicit: true });
      const others = [2, 3, 4, 5].filter((id) => !(reachable as readonly number[]).includes(id));
      cluster.isolate(...others);
      cluster.run(1, { kind: 'resumed', gapTicks: 99 });
      cluster.run(1, { kind: 'campaign' });
      expect(cluster.at(1).role === 'leader', `reaching ${reachable.join()}`).to.equal(elected);
    }
  });

  it('§6 several changes are joint and leave by themselves, also under the next leader', () => {
    const cluster = new Cluster({ voters: [1, 2, 3] });
    cluster.add(4, { voters: [1, 2, 3] });
    cluster.elect(1);
    change(cluster, 1, { add: [4], remove: [3] });
    for (const id of [1, 2, 4]) {
      expect(cluster.at(id).configuration).to.deep.include({ voters: [1, 2, 4], outgoing: [] });
    }
    // The leader dies while joint: it has committed that, but nobody has heard it say "leave".
    const again = new Cluster({ voters: [1, 2, 3] });
    again.add(4, { voters: [1, 2, 3] });
    again.elect(1);
    again.lose = (message) =>
      message.kind === 'append' &&
      message.entries.some((one) => one.kind === 'conf' && one.change.add === undefined);
    change(again, 1, { add: [4], remove: [3] });
    again.heartbeat(1);
    expect([1, 2].map((id) => isJoint(again.at(id).configuration))).to.deep.equal([true, true]);
    again.isolate(1);
    again.elect(2);
    expect(again.at(2).configuration).to.deep.include({ voters: [1, 2, 4], outgoing: [] });
    expect(again.at(4).configuration).to.deep.include({ voters: [1, 2, 4], outgoing: [] });
  });

  it('§6 a removed seat disturbs nobody who hears a leader', () => {
    const cluster = new Cluster({ options: { checkQuorum: true, electionTicks: 4 } });
    cluster.elect(1);
    cluster.isolate(3);
    change(cluster, 1, { remove: [3] });
    cluster.heal();
    for (let tick = 0; tick < 60; tick++) {
      for (const id of [1, 2, 3]) cluster.tick(id);
      cluster.settle();
    }
    expect(cluster.at(3).hard.term, 'it never heard of it and stands again and again').above(5);
    expect([cluster.at(1).role, cluster.at(1).hard.term]).to.deep.equal(['leader', 1]);
  });

  it('§6 and D§4.2.1 a newcomer is brought up to date without a vote', () => {
    const cluster = new Cluster({ voters: [1, 2, 3] });
    cluster.add(4, { voters: [1, 2, 3] });
    cluster.elect(1);
    cluster.propose(1, 1);
    change(cluster, 1, { addLearner: [4] });
    expect(cluster.at(4).log).to.deep.equal(cluster.at(1).log);
    cluster.isolate(2, 3);
    const before = cluster.at(1).hard.commit;
    cluster.propose(1, 2);
    expect(cluster.at(1).hard.commit, 'its copy does not count').to.equal(before);
    const refused = put(cluster.at(4), { kind: 'campaign' });
    expect(refused.state).to.deep.equal(cluster.at(4));
    for (let tick = 0; tick < 50; tick++) cluster.tick(4);
    expect(cluster.at(4).role, 'nor does it stand').to.equal('follower');
  });

  it('D§4.1 the next change is refused until the one before is committed', () => {
    const cluster = new Cluster();
    cluster.elect(1);
    cluster.isolate(1);
    change(cluster, 1, { remove: [3] });
    const second = change(cluster, 1, { remove: [2] });
    expect(second.events[0]).to.deep.include({ kind: 'refused', what: 'proposeConf' });
    expect(second.persist).to.equal(null);
    cluster.heal();
    cluster.heartbeat(1);
    expect(voters(cluster, 1)).to.deep.equal([1, 2]);
    change(cluster, 1, { remove: [2] });
    expect(voters(cluster, 1)).to.deep.equal([1]);
  });

  it('D§4.1 a new leader takes no change while it does not know whether an older one stands', () => {
    const cluster = new Cluster({ log: [1], term: 1 });
    cluster.lose = ({ kind }) => kind === 'append';
    cluster.elect(1);
    expect(change(cluster, 1, { remove: [3] }).events[0]).to.deep.include({ kind: 'refused' });
    cluster.heal();
    cluster.heartbeat(1);
    change(cluster, 1, { remove: [3] });
    expect(voters(cluster, 1)).to.deep.equal([1, 2]);
  });

  it('D§4.2.2 a leader that removes itself leads until that is committed, then steps down', () => {
    const cluster = new Cluster({ voters: [1, 2, 3, 4] });
    cluster.elect(1);
    cluster.lose = ({ kind, from }) => kind === 'appendReply' && from === 4;
    change(cluster, 1, { remove: [1] });
    expect([cluster.at(1).role, voters(cluster, 1)]).to.deep.equal(['follower', [2, 3, 4]]);
    for (const id of [2, 3, 4]) expect(voters(cluster, id)).to.deep.equal([2, 3, 4]);
    expect(put(cluster.at(1), { kind: 'campaign' }).output.events[0]).to.include({
      kind: 'refused',
    });
  });

  it('a leader that becomes a learner steps down too', () => {
    const cluster = new Cluster();
    cluster.elect(1);
    change(cluster, 1, { addLearner: [1] });
    expect(cluster.at(1).role).to.equal('follower');
    cluster.elect(2);
    expect(cluster.at(2).configuration).to.deep.include({ voters: [2, 3], learners: [1] });
    expect(cluster.at(1).log, 'and is kept up to date').to.deep.equal(cluster.at(2).log);
  });

  it('a voter that becomes a learner in a joint change votes until that ends', () => {
    const cluster = new Cluster();
    cluster.add(4, { voters: [1, 2, 3] });
    cluster.elect(1);
    change(cluster, 1, { add: [4], addLearner: [3], explicit: true });
    const joint = { voters: [1, 2, 4], outgoing: [1, 2, 3], learners: [], learnersNext: [3] };
    expect(cluster.at(1).configuration).to.deep.include(joint);
    change(cluster, 1, {});
    const after = { voters: [1, 2, 4], outgoing: [], learners: [3], learnersNext: [] };
    expect(cluster.at(3).configuration).to.deep.include(after);
    expect(progressOf(cluster.at(1), 3)?.match).to.equal(cluster.at(1).log.length);
  });

  it('a change that cannot be made is refused with the reason', () => {
    const plain = seat().configuration;
    const joint = changed(plain, { add: [4], remove: [1] });
    expect(joint).to.be.an('object');
    const table: [ConfigurationChange, RegExp, boolean][] = [
      [{}, /no joint configuration/, false],
      [{ remove: [1, 2, 3] }, /no voter/, false],
      [{ addLearner: [1, 2, 3] }, /no voter/, false],
      [{ add: [4], remove: [4] }, /twice/, false],
      [{ add: [5] }, /under way/, true],
    ];
    for (const [wish, why, inJoint] of table) {
      expect(changed(inJoint && typeof joint !== 'string' ? joint : plain, wish)).to.match(why);
    }
  });

  it('a configuration counts from its commit on, and again after a restart', () => {
    const cluster = new Cluster();
    cluster.elect(1);
    cluster.isolate(1);
    change(cluster, 1, { remove: [3] });
    expect(voters(cluster, 1), 'written but not committed').to.deep.equal([1, 2, 3]);
    cluster.heal();
    cluster.heartbeat(1);
    cluster.propose(1, 1);
    cluster.restart(1);
    expect(voters(cluster, 1), 'from the log').to.deep.equal([1, 2]);
    const index = cluster.at(1).hard.commit;
    cluster.put(1, { kind: 'compact', index, data: new Uint8Array(0) });
    cluster.restart(1);
    expect(voters(cluster, 1), 'from the snapshot').to.deep.equal([1, 2]);
  });

  it('a change in the durable log comes with the commit index of the change before it', () => {
    // Else seat 3 could come up with {1, 2, 3} and be elected by itself and seat 1, while seats
    // 2, 4 and 5 elect another in the same term.
    const cluster = new Cluster({ voters: [1, 2, 3] });
    for (const id of [4, 5]) cluster.add(id, { voters: [1, 2, 3] });
    cluster.elect(1);
    change(cluster, 1, { add: [4] });
    change(cluster, 1, { add: [5] });
    for (const { id, output } of cluster.outputs) {
      const changes = output.persist?.entries.flatMap((one) => (one.kind === 'conf' ? [one] : []));
      if (!changes?.some(({ change: { add } }) => add?.includes(5))) continue;
      expect(output.persist?.hard?.commit, `seat ${id}`).to.be.least(2);
    }
    cluster.restart(3);
    expect(voters(cluster, 3)).to.include(4);
  });

  it('a handover ends when who was to lead is removed', () => {
    const cluster = new Cluster({ voters: [1, 2, 3, 4] });
    cluster.elect(1);
    cluster.isolate(3);
    cluster.put(1, { kind: 'proposeConf', change: { remove: [3] } });
    cluster.put(1, { kind: 'transfer', to: 3 });
    expect(cluster.at(1).transferee).to.equal(3);
    cluster.settle();
    expect([cluster.at(1).transferee, voters(cluster, 1)]).to.deep.equal([0, [1, 2, 4]]);
    const learner = put(seat({ voters: [1], learners: [2] }), { kind: 'campaign' }).state;
    const refused = put(learner, { kind: 'transfer', to: 2 });
    expect(refused.output.events[0]).to.deep.include({ kind: 'refused', why: 'is no voter' });
  });

  it('a seat that votes is asked, whatever it believes itself to be', () => {
    const learner = seat({ id: 3, voters: [1, 2], learners: [3], log: [1] });
    const request = {
      ...({ kind: 'vote', from: 2, to: 3, term: 2, pre: false } as const),
      ...{ lastIndex: 2, lastTerm: 1, transfer: false },
    };
    const { output } = put(learner, { kind: 'message', message: request });
    expect(said(output, 'voteReply').granted).to.be.true;
  });
});

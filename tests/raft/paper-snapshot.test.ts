// Compaction and snapshots (§7 of the paper) and reads (§8; §6.4 of Ongaro's dissertation).
import { expect } from '@open-wc/testing';
import type { SnapshotPiece } from '../../web/raft/message.ts';
import type { Output, RaftState } from '../../web/raft/state.ts';
import { firstIndex, lastIndex, progressOf } from '../../web/raft/view.ts';
import { founding } from '../../web/raft/configuration.ts';
import { Cluster, bytes, heard, put, puts, said, seat, termsOf } from './cluster.ts';

const DATA: Uint8Array = Uint8Array.from({ length: 25 }, (_, i) => i * 7);
const compact = (index: number, data = DATA) => ({ kind: 'compact', index, data }) as const;

/** Seat 3 has missed everything, and seat 1 has discarded it. */
function behind(options = {}): Cluster {
  const cluster = new Cluster({ options: { snapshotChunkBytes: 10, ...options } });
  cluster.elect(1);
  cluster.isolate(3);
  for (let i = 0; i < 6; i++) cluster.propose(1, i);
  cluster.put(1, compact(6));
  cluster.heal();
  return cluster;
}

const pieces = (cluster: Cluster): SnapshotPiece[] =>
  cluster.outputs
    .flatMap(({ output }) => output.send)
    .filter((message) => message.kind === 'snapshot');

const piece = (fields: Partial<SnapshotPiece> = {}): SnapshotPiece => ({
  ...{ kind: 'snapshot', from: 2, to: 1, term: 5, index: 3, entryTerm: 2 },
  ...{ configuration: founding({ voters: [1, 2] }), offset: 0, totalBytes: 0, data: bytes() },
  ...fields,
});

describe('Raft paper, snapshots', () => {
  it('§7 a snapshot takes the place of the log up to its index, and no further', () => {
    const before = seat({ log: [1, 1, 2, 2], commit: 3 });
    const { state, output } = put(before, compact(2));
    const { configuration } = before;
    expect(state.snapshot).to.deep.equal({ index: 2, term: 1, configuration, data: DATA });
    expect([termsOf(state), firstIndex(state), lastIndex(state)]).to.deep.equal([[2, 2], 3, 4]);
    expect(output.persist).to.deep.include({
      snapshot: state.snapshot,
      truncateFrom: 0,
      entries: [],
    });
    const again: [number, string][] = [
      [4, 'is not committed'],
      [9, 'is not committed'],
      [2, 'is compacted already'],
      [0, 'is compacted already'],
    ];
    for (const [index, why] of again) {
      const refused = put(state, compact(index));
      expect(refused.state).to.deep.equal(state);
      expect(refused.output.events).to.deep.equal([{ kind: 'refused', what: 'compact', why }]);
    }
  });

  it('§7 who lacks what is discarded gets the snapshot in pieces, then the log', () => {
    const cluster = behind();
    cluster.heartbeat(1);
    expect(pieces(cluster).map(({ offset, data }) => [offset, data.length])).to.deep.equal([
      [0, 10],
      [10, 10],
      [20, 5],
    ]);
    const installed = cluster.outputs.filter(({ id, output }) => id === 3 && output.install);
    expect(installed.map(({ output }) => output.install?.data)).to.deep.equal([DATA]);
    expect(installed[0]!.output.persist?.snapshot, 'durable before it is used').to.deep.equal(
      installed[0]!.output.install,
    );
    expect(cluster.applied(3).map(([index]) => index)).to.deep.equal([1, 7]);
    expect(cluster.at(3).snapshot).to.deep.equal(cluster.at(1).snapshot);
    cluster.propose(1, 9);
    expect(cluster.at(3).log).to.deep.equal(cluster.at(1).log);
    expect(progressOf(cluster.at(1), 3)?.mode).to.equal('replicate');
  });

  it('§7 lost, repeated and belated pieces are made good', () => {
    for (const lost of [1, 2, 3]) {
      const cluster = behind();
      let seen = 0;
      cluster.lose = ({ kind }) => kind === 'snapshot' && ++seen === lost;
      cluster.heartbeat(1);
      expect(cluster.at(3).snapshot.index, `piece ${lost} lost`).to.equal(0);
      cluster.heartbeat(1);
      expect(cluster.at(3).snapshot.data).to.deep.equal(DATA);
    }
    const cluster = behind();
    cluster.heartbeat(1);
    const stale = put(cluster.at(3), heard(pieces(cluster)[1]!));
    expect(stale.state.snapshot).to.equal(cluster.at(3).snapshot);
    expect(said(stale.output, 'appendReply')).to.deep.include({ index: 7, refused: false });
  });

  it('§7 who restarts in the middle is sent it from the start', () => {
    const cluster = behind();
    let seen = 0;
    cluster.lose = ({ kind }) => kind === 'snapshot' && ++seen === 2;
    cluster.heartbeat(1);
    cluster.heal();
    cluster.restart(3);
    cluster.heartbeat(1);
    expect(cluster.at(3).snapshot.data).to.deep.equal(DATA);
  });

  it('§7 a leader that compacts again meanwhile sends the newer snapshot', () => {
    const cluster = behind();
    let seen = 0;
    cluster.lose = ({ kind }) => kind === 'snapshot' && ++seen === 2;
    cluster.heartbeat(1);
    cluster.heal();
    cluster.put(1, compact(7, bytes(1, 2, 3)));
    cluster.heartbeat(1);
    expect(cluster.at(3).snapshot).to.deep.include({ index: 7, data: bytes(1, 2, 3) });
  });

  it('§7 a snapshot of what is held already discards nothing', () => {
    const before = seat({ term: 5, log: [1, 2, 2, 3], commit: 1 });
    const { state, output } = put(before, heard(piece()));
    expect(state.log).to.equal(before.log);
    expect(output.install).to.equal(null);
    expect([state.hard.commit, said(output, 'appendReply').index]).to.deep.equal([3, 3]);
  });

  it('§7 a log that contradicts the snapshot goes as a whole', () => {
    const before = seat({ term: 5, log: [1, 1, 1, 1], commit: 1 });
    const { state, output } = put(before, heard(piece({ totalBytes: 1, data: bytes(8) })));
    expect([state.log, state.hard.commit, lastIndex(state)]).to.deep.equal([[], 3, 3]);
    expect(output.persist?.truncateFrom).to.equal(4);
    expect(state.configuration.voters, 'it brings who votes').to.deep.equal([1, 2]);
  });

  it('what a seat applies after a snapshot goes on without a gap', () => {
    const cluster = behind({ snapshotChunkBytes: 1000 });
    cluster.heartbeat(1);
    cluster.propose(1, 1);
    cluster.propose(1, 2);
    expect(cluster.applied(3).map(([index]) => index)).to.deep.equal([1, 7, 8, 9]);
  });
});

describe('Raft paper, reads', () => {
  const read = (id = 1) => ({ kind: 'readIndex', id }) as const;
  const answers = (cluster: Cluster, seatId = 1): Output['reads'][number][] =>
    cluster.outputs.filter(({ id }) => id === seatId).flatMap(({ output }) => [...output.reads]);

  it('§8 a leader asks a majority whether it still leads before it answers', () => {
    const cluster = new Cluster({ voters: [1, 2, 3, 4, 5] });
    cluster.elect(1);
    cluster.isolate(3, 4, 5);
    cluster.run(1, read());
    expect(answers(cluster)).to.deep.equal([]);
    cluster.heal();
    cluster.heartbeat(1);
    expect(answers(cluster)).to.deep.equal([{ id: 1, index: 1 }]);
  });

  it('§8 a deposed leader answers nothing, unless the bug is on', () => {
    for (const bug of [undefined, 'stale-reads'] as const) {
      const cluster = new Cluster(bug ? { options: { bug } } : {});
      cluster.elect(1);
      cluster.isolate(1);
      cluster.elect(2);
      cluster.propose(2, 1);
      cluster.run(1, read(7));
      expect(answers(cluster)).to.deep.equal(bug ? [{ id: 7, index: 1 }] : []);
      if (bug) continue;
      cluster.heal();
      cluster.heartbeat(2);
      expect(answers(cluster), 'whoever waits is told to ask again').to.deep.equal([
        { id: 7, index: null },
      ]);
    }
  });

  it('§8 who does not lead refuses', () => {
    const { output } = put(seat(), read(3));
    expect(output.reads).to.deep.equal([{ id: 3, index: null }]);
  });

  it('D§6.4 a new leader waits for an entry of its own term to commit', () => {
    const cluster = new Cluster({ log: [1, 1], term: 1, commit: 0 });
    cluster.lose = ({ kind }) => kind === 'append';
    cluster.elect(1);
    cluster.run(1, read(4));
    cluster.run(1, read(5));
    cluster.heartbeat(1);
    expect(answers(cluster)).to.deep.equal([]);
    cluster.heal();
    cluster.heartbeat(1);
    expect(answers(cluster)).to.deep.equal([
      { id: 4, index: 3 },
      { id: 5, index: 3 },
    ]);
  });

  it('D§6.4 the index is that of the moment it was asked, not of the answer', () => {
    const cluster = new Cluster();
    cluster.elect(1);
    cluster.lose = ({ kind }) => kind === 'heartbeat';
    cluster.run(1, read(1));
    cluster.propose(1, 1);
    cluster.run(1, read(2));
    cluster.heal();
    cluster.heartbeat(1);
    expect(answers(cluster)).to.deep.equal([
      { id: 1, index: 1 },
      { id: 2, index: 2 },
    ]);
  });

  it('D§6.4 an answer to an earlier round does not confirm a later read', () => {
    const cluster = new Cluster();
    cluster.elect(1);
    cluster.put(1, { kind: 'heartbeat' });
    cluster.lose = ({ kind }) => kind === 'heartbeat';
    const replies: RaftState[] = [];
    let state = cluster.at(1);
    state = put(state, read(1)).state;
    const reply = { kind: 'heartbeatReply', from: 2, to: 1, term: 1 } as const;
    for (const round of [0, 2, 99]) {
      const { state: next, output } = put(state, heard({ ...reply, round }));
      expect(output.reads, `round ${round} was never asked`).to.deep.equal([]);
      replies.push(next);
    }
    const { output } = puts(replies[2]!, heard({ ...reply, round: 1 }));
    expect(output.reads).to.deep.equal([{ id: 1, index: 1 }]);
  });

  it('a single seat answers at once', () => {
    const cluster = new Cluster({ voters: [1] });
    cluster.elect(1);
    expect(cluster.put(1, read(1)).reads).to.deep.equal([{ id: 1, index: 1 }]);
  });

  it('while joint, both majorities confirm; a learner never does', () => {
    const cluster = new Cluster({ voters: [1, 2, 3], learners: [6] });
    for (const id of [4, 5]) cluster.add(id, { voters: [1, 2, 3], learners: [6] });
    cluster.elect(1);
    const change = { add: [4, 5], remove: [2, 3], explicit: true };
    cluster.run(1, { kind: 'proposeConf', change });
    cluster.isolate(4, 5);
    cluster.run(1, read(1));
    expect(answers(cluster)).to.deep.equal([]);
    cluster.heal();
    cluster.heartbeat(1);
    expect(answers(cluster)).to.have.length(1);
  });
});

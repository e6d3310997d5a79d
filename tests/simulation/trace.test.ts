import { expect } from '@open-wc/testing';
import { founding } from '../../web/raft/configuration.ts';
import type { Message } from '../../web/raft/message.ts';
import { applyPersist, type Durable } from '../../web/raft/persist.ts';
import { start, step } from '../../web/raft/raft.ts';
import { DEFAULT_OPTIONS, type Input, type RaftState } from '../../web/raft/state.ts';
import { stream } from '../../web/rng.ts';
import { openTrace } from '../../web/simulation/run.ts';
import { formatTrace, mergeTraces, parseTrace } from '../../web/simulation/trace-file.ts';
import type { Trace, TraceLine } from '../../web/simulation/trace.ts';

const SEED = Number.parseInt(new URLSearchParams(location.search).get('seed') ?? '7f3a', 16);

/** Three seats run by hand, each writing its own recording, as tabs would. */
function recorded(rounds: number): { trace: Trace; states: RaftState[] } {
  const rng = stream(SEED, 'trace');
  const parts: TraceLine[][] = [[], [], []];
  const states: RaftState[] = [];
  const disks: Durable[] = [];
  const post: Message[] = [];
  let at = 1_000_000;
  const begin = (i: number): void => {
    const id = i + 1;
    const restart = { id, options: DEFAULT_OPTIONS, seed: 100 * id + at, ...disks[i]! };
    parts[i]!.push({ at, seat: id, kind: 'start', restart });
    states[i] = start(restart);
  };
  const give = (i: number, input: Input): void => {
    at += 1 + rng.below(900);
    parts[i]!.push({ at, seat: i + 1, kind: 'input', input });
    const { state, output } = step(states[i]!, input);
    states[i] = state;
    disks[i] = applyPersist(disks[i]!, output.persist);
    post.push(...output.send);
  };
  const configuration = founding({ voters: [1, 2, 3] });
  for (let i = 0; i < 3; i++) {
    const snapshot = { index: 0, term: 0, configuration, data: new Uint8Array(0) };
    disks[i] = { hard: { term: 0, vote: 0, commit: 0 }, snapshot, log: [] };
    begin(i);
  }
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < 3; i++) give(i, { kind: 'tick' });
    for (const message of post.splice(0)) give(message.to - 1, { kind: 'message', message });
    const leader = states.findIndex(({ role }) => role === 'leader');
    if (leader >= 0 && round % 3 === 0) {
      give(leader, { kind: 'propose', data: new Uint8Array([round, 7, 255]) });
    }
    if (round % 60 === 59) {
      // One of them crashes; what was on its way to it is lost.
      const lost = rng.below(3);
      post.splice(0);
      begin(lost);
    }
  }
  return { trace: mergeTraces(parts, 'test'), states };
}

describe('a recorded live run', () => {
  const { trace, states } = recorded(400);

  it('replays through the same core to the same end, with every property watched', () => {
    const player = openTrace(trace);
    player.run(Infinity, 1e9);
    const show = player.show();
    expect(show.step).to.equal(trace.lines.length);
    expect(show.violation).to.equal(null);
    expect(show.counts.elections).to.be.at.least(2);
    expect(show.counts.crashes).to.equal(6);
    expect(show.counts.commits).to.be.above(50);
    expect(
      show.seats.map(({ seat, term, commitIndex, lastIndex, role }) => [
        seat,
        term,
        commitIndex,
        lastIndex,
        role,
      ]),
    ).to.deep.equal(
      states.map(({ id, hard, log, role }) => [id, hard.term, hard.commit, log.length, role]),
    );
    for (const name of [
      'election-safety',
      'log-matching',
      'leader-completeness',
      'state-machine-safety',
    ]) {
      expect(show.checks.find((check) => check.name === name)?.looked, name).to.be.above(1);
    }
  });

  it('steps back and on like a simulated one', () => {
    const player = openTrace(trace);
    const fresh = openTrace(trace);
    player.run(Infinity, 1e9);
    for (const at of [2000, 700, 1999, 3, 0]) {
      player.seekStep(at);
      fresh.seekStep(0);
      while (fresh.machine.stepCount < at) fresh.stepOn();
      const [here, there] = [player, fresh].map((one) => {
        return { ...one.show(), stepMax: 0, tickMax: 0 };
      });
      expect(here, `step ${at}`).to.deep.equal(there);
    }
  });

  it('shows messages from when they were sent to when they arrived', () => {
    const player = openTrace(trace);
    let seen = 0;
    for (let i = 0; i < 600; i++) {
      player.stepOn();
      seen = Math.max(seen, player.show().messages.length);
    }
    expect(seen).to.be.within(2, 20);
  });

  it('survives being a file', () => {
    const { trace: again, problems } = parseTrace(formatTrace(trace));
    expect(problems).to.deep.equal([]);
    expect(again).to.deep.equal(trace);
  });

  it('finds what a broken cluster did', () => {
    // A seat that came back with an empty disk as the voter it was: it votes again.
    const parts: TraceLine[][] = [[], [], []];
    const configuration = founding({ voters: [1, 2, 3] });
    const snapshot = { index: 0, term: 0, configuration, data: new Uint8Array(0) };
    const blank = { hard: { term: 0, vote: 0, commit: 0 }, snapshot, log: [] };
    const options = { ...DEFAULT_OPTIONS, preVote: false, checkQuorum: false };
    let at = 0;
    const put = (seat: number, input?: Input): void => {
      const line = input
        ? { kind: 'input' as const, input }
        : { kind: 'start' as const, restart: { id: seat, options, seed: seat, ...blank } };
      parts[seat - 1]!.push({ at: at++, seat, ...line });
    };
    const reply = (to: number): Message => ({
      kind: 'voteReply',
      from: 2,
      to,
      term: 1,
      pre: false,
      granted: true,
    });
    for (const seat of [1, 2, 3]) put(seat);
    put(1, { kind: 'campaign' });
    put(1, { kind: 'message', message: reply(1) });
    put(3, { kind: 'campaign' });
    put(3, { kind: 'message', message: reply(3) });
    const player = openTrace(mergeTraces(parts, 'test'));
    player.run(Infinity, 1e9);
    expect(player.show().violation?.seen).to.deep.equal({
      kind: 'two-leaders',
      term: 1,
      first: 1,
      second: 3,
    });
  });

  it('refuses 2 000 damaged files or plays them, and never throws', () => {
    const rng = stream(SEED, 'trace/damage');
    const text = formatTrace({ ...trace, lines: trace.lines.slice(0, 60) });
    let refused = 0;
    for (let i = 0; i < 2000; i++) {
      const at = rng.below(text.length);
      const strange = ['"', '}', '-1', 'e9', '999', 'null', '[]', '{"hex":"0"}', ''][rng.below(9)]!;
      const damaged = text.slice(0, at) + strange + text.slice(at + rng.below(4));
      const where = `seed ${SEED.toString(16)}, file ${i}`;
      const { trace: read, problems } = parseTrace(damaged);
      if (read) {
        const player = openTrace(read);
        player.run(Infinity, 1e6);
        expect(player.show().step, where).to.be.at.most(60);
      } else {
        refused += 1;
        expect(problems[0]?.remedy, where).to.not.equal('');
      }
    }
    expect(refused).to.be.above(1000);
  });
});

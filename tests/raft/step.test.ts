// What holds of every step, whatever comes in: nothing given is changed, the same gives the same,
// the disk can be kept by the outputs alone, and no message from outside does harm.
import { expect } from '@open-wc/testing';
import { BrokenInvariant } from '../../web/assert.ts';
import { isMessage } from '../../web/raft/check-message.ts';
import type { Message } from '../../web/raft/message.ts';
import { applyPersist, mergePersist, type Durable } from '../../web/raft/persist.ts';
import { start, step } from '../../web/raft/raft.ts';
import type { Persist, RaftState } from '../../web/raft/state.ts';
import { lastIndex, members } from '../../web/raft/view.ts';
import { stream, type Rng } from '../../web/rng.ts';
import { frozen, seat } from './cluster.ts';
import { randomInput, randomMessage } from './random-seat.ts';

const OPTIONS = {
  maxEntriesPerAppend: 3,
  inflightMax: 2,
  uncommittedBytesMax: 200,
  snapshotChunkBytes: 7,
};

const fresh = (rng: Rng): RaftState => {
  const flags = { preVote: rng.below(2) === 0, checkQuorum: rng.below(2) === 0 };
  const id = 1 + rng.below(3);
  return seat({ id, seed: rng.u32(), learners: [4], options: { ...OPTIONS, ...flags } });
};

const durableOf = ({ hard, snapshot, log }: RaftState): Durable => ({ hard, snapshot, log });

/** `durable` up to the commit index, which may lag on disk. */
const exact = ({ hard: { term, vote }, snapshot, log }: Durable) => ({ term, vote, snapshot, log });

/** What must hold of any state a seat can be in. */
function checkState(state: RaftState, label: string): void {
  const { hard, snapshot, log, role, progress, configuration } = state;
  expect(hard.commit, label).to.be.within(snapshot.index, lastIndex(state));
  let term = snapshot.term;
  for (const entry of log) {
    expect(entry.term, `${label}: terms never fall`).to.be.least(term);
    term = entry.term;
  }
  expect(term, label).to.be.most(hard.term);
  const known = progress.map(({ id }) => id);
  expect(known, label).to.deep.equal(role === 'leader' ? [...members(configuration)] : []);
  for (const { match, next, inflight } of progress) {
    expect(match < next && next <= lastIndex(state) + 1, `${label}: ${match} < ${next}`).to.be.true;
    expect(inflight.length, label).to.be.most(OPTIONS.inflightMax);
  }
}

describe('Raft, every step', () => {
  it('changes nothing it is given, repeats itself, and can be kept on disk', () => {
    let roles = 0;
    let leading = 0;
    let installed = 0;
    let compacted = 0;
    for (let seed = 0; seed < 100; seed++) {
      const rng = stream(seed, 'steps');
      let state = fresh(rng);
      let disk = durableOf(state);
      let batched = disk;
      let batch: Persist | null = null;
      for (let turn = 0; turn < 200; turn++) {
        const label = `seed ${seed}, turn ${turn}`;
        const input = frozen(randomInput(rng, state));
        const first = step(frozen(state), input);
        const second = step(structuredClone(state), structuredClone(input));
        expect(second, `${label}: the same again`).to.deep.equal(first);
        checkState(first.state, label);
        state = first.state;
        const { persist, events, install } = first.output;
        disk = applyPersist(disk, persist);
        expect(exact(disk), label).to.deep.equal(exact(durableOf(state)));
        // Some steps are written together, as a driver does that is busy writing.
        batch = mergePersist(batch, persist);
        if (rng.below(4) === 0) {
          batched = applyPersist(batched, frozen(batch));
          batch = null;
          expect(exact(batched), `${label}: in batches`).to.deep.equal(exact(disk));
        }
        roles += events.filter(({ kind }) => kind === 'role').length;
        if (state.role === 'leader') leading++;
        if (install) installed++;
        else if (persist?.snapshot) compacted++;
      }
    }
    // Floors, so that a green run cannot be empty.
    expect(roles).to.be.above(500);
    expect(leading).to.be.within(3000, 15_000);
    expect(installed).to.be.above(5);
    expect(compacted).to.be.above(50);
  });

  it('comes up from its disk as it went down, but for what is in memory only', () => {
    for (let seed = 0; seed < 100; seed++) {
      const rng = stream(seed, 'restart');
      let state = fresh(rng);
      for (let turn = 0; turn < 100; turn++) state = step(state, randomInput(rng, state)).state;
      const { id, options, hard, snapshot, log, configuration } = state;
      const up = start({ id, options, seed, hard, snapshot, log });
      expect(up).to.deep.include({ hard, snapshot, log, configuration });
      expect([up.role, up.leader, up.progress]).to.deep.equal(['follower', 0, []]);
    }
  });

  it('what a seat says passes as a message, and survives cloning', () => {
    let count = 0;
    for (let seed = 0; seed < 150; seed++) {
      const rng = stream(seed, 'said');
      let state = fresh(rng);
      for (let turn = 0; turn < 200; turn++) {
        const { state: next, output } = step(state, randomInput(rng, state));
        state = next;
        for (const message of output.send) {
          count++;
          expect(isMessage(structuredClone(message)), JSON.stringify(message)).to.be.true;
        }
      }
    }
    expect(count).to.be.above(5000);
  });

  it('refuses what is no message', () => {
    const good = { kind: 'heartbeat', from: 2, to: 1, term: 3, commit: 0, round: 0 };
    expect(isMessage(good)).to.be.true;
    const bad: unknown[] = [
      ...[null, undefined, 5, 'heartbeat', [], {}, () => good, Symbol('x'), new Map()],
      ...[Number.NaN, Infinity, -1, 0.5, '3', null, 2 ** 60, 3n].map((term) => ({ ...good, term })),
      ...[0, -1, 1, 70_000, '2'].map((from) => ({ ...good, from })),
      ...['toString', '__proto__', 'constructor', '', 7].map((kind) => ({ ...good, kind })),
      { ...good, kind: 'append' },
    ];
    for (const value of bad) expect(isMessage(value), String(value)).to.be.false;
  });

  it('takes no harm from 30,000 damaged messages', () => {
    let taken = 0;
    for (let seed = 0; seed < 300; seed++) {
      const rng = stream(seed, 'damage');
      let state = fresh(rng);
      for (let turn = 0; turn < 40; turn++) state = step(state, randomInput(rng, state)).state;
      for (let turn = 0; turn < 100; turn++) {
        const message = damaged(rng, randomMessage(rng, state));
        if (!isMessage(message)) continue;
        taken++;
        const label = `seed ${seed}, turn ${turn}: ${JSON.stringify(message)}`;
        const next = stepOrStop(state, message, label);
        if (next === null) continue;
        checkState(next, label);
        expect(next.hard.term, label).to.be.least(state.hard.term);
        expect(next.hard.commit, label).to.be.least(state.hard.commit);
        state = next;
      }
    }
    expect(taken, 'of them well-formed').to.be.above(4000);
  });
});

/** The next state; null where a committed entry was to be replaced, which rightly stops a seat. */
function stepOrStop(state: RaftState, message: Message, label: string): RaftState | null {
  try {
    return step(state, { kind: 'message', message }).state;
  } catch (error) {
    const rightly = error instanceof BrokenInvariant && error.message.includes('committed');
    if (!rightly) throw new Error(label, { cause: error });
    return null;
  }
}

const NOISE = [
  0,
  1,
  2,
  3,
  5,
  8,
  12,
  20,
  1e6,
  true,
  false,
  -1,
  0.5,
  Number.NaN,
  2 ** 53,
  '1',
  null,
  [],
  {},
  undefined,
];

/** `message` with one or two of its fields, or of their fields, replaced by something else. */
function damaged(rng: Rng, message: Message): unknown {
  const copy = structuredClone(message) as unknown as Record<string, unknown>;
  for (let i = rng.below(2); i >= 0; i--) {
    let target = copy;
    let key = Object.keys(target)[rng.below(Object.keys(target).length)]!;
    const inner = target[key];
    if (typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0) {
      if (rng.below(3) > 0) {
        target = inner as Record<string, unknown>;
        key = Object.keys(inner)[rng.below(Object.keys(inner).length)]!;
      }
    }
    if (target instanceof Uint8Array) continue;
    target[key] = NOISE[rng.below(NOISE.length)];
  }
  return copy;
}

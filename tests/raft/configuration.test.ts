// Configurations and majorities against slow, obvious definitions, on random input.
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { changed, founding, quorumValue, voteOutcome } from '../../web/raft/configuration.ts';
import type { Configuration, ConfigurationChange } from '../../web/raft/log-entry.ts';
import { isJoint, isVoter, members } from '../../web/raft/view.ts';

const seats = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 7 });
const someSeats = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 7 });

const halves = fc.record({ voters: someSeats, outgoing: seats }).map((lists): Configuration => ({
  ...lists,
  learners: [],
  learnersNext: [],
  autoLeave: false,
}));

/** More than half of `voters` are in `set`; of nobody, everyone agrees. */
const most = (voters: readonly number[], set: ReadonlySet<number>): boolean =>
  voters.length === 0 || voters.filter((id) => set.has(id)).length * 2 > voters.length;

const agreed = ({ voters, outgoing }: Configuration, set: ReadonlySet<number>): boolean =>
  most(voters, set) && most(outgoing, set);

const changes = fc.record(
  {
    add: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 2 }),
    addLearner: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 2 }),
    remove: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 2 }),
    explicit: fc.boolean(),
  },
  { requiredKeys: [] },
);

describe('Raft configuration', () => {
  it('the value a majority reached is the highest for which a majority is at or above it', () => {
    fc.assert(
      fc.property(halves, fc.array(fc.nat(6), { minLength: 10, maxLength: 10 }), (halfs, at) => {
        const value = quorumValue(halfs, (id) => at[id]!);
        const reached = (least: number): ReadonlySet<number> =>
          new Set(at.flatMap((one, id) => (one >= least ? [id] : [])));
        const highest = [0, 1, 2, 3, 4, 5, 6].filter((least) => agreed(halfs, reached(least)));
        expect(value).to.equal(Math.max(...highest));
      }),
      { numRuns: 2000 },
    );
  });

  it('a vote is won once enough agree, lost once they no longer can, open otherwise', () => {
    const answers = fc.array(fc.constantFrom(true, false, undefined), {
      minLength: 10,
      maxLength: 10,
    });
    fc.assert(
      fc.property(halves, answers, (halfs, said) => {
        const ids = said.map((_, id) => id);
        const yes = new Set(ids.filter((id) => said[id] === true));
        const notNo = new Set(ids.filter((id) => said[id] !== false));
        const wanted = agreed(halfs, yes) ? 'won' : agreed(halfs, notNo) ? 'open' : 'lost';
        expect(voteOutcome(halfs, (id) => said[id])).to.equal(wanted);
      }),
      { numRuns: 2000 },
    );
  });

  it('any two majorities across any change share a seat', () => {
    const subsets = Array.from(
      { length: 64 },
      (_, bits) => new Set([1, 2, 3, 4, 5, 6].filter((id) => (bits >> (id - 1)) & 1)),
    );
    fc.assert(
      fc.property(fc.array(changes, { minLength: 1, maxLength: 6 }), (wishes) => {
        let now = founding({ voters: [1, 2, 3] });
        for (const wish of wishes) {
          const next = changed(now, wish);
          if (typeof next === 'string') continue;
          const before = subsets.filter((set) => agreed(now, set));
          const after = subsets.filter((set) => agreed(next, set));
          for (const one of before) {
            const apart = after.find((other) => [...one].every((id) => !other.has(id)));
            expect(apart, `${JSON.stringify(now)} → ${JSON.stringify(next)}`).to.equal(undefined);
          }
          now = next;
        }
      }),
      { numRuns: 150 },
    );
  });

  it('every configuration that can come about is well-formed', () => {
    const sorted = (ids: readonly number[]): boolean =>
      ids.every((id, i) => i === 0 || ids[i - 1]! < id);
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 12 }), (wishes) => {
        let now = founding({ voters: [2, 1], learners: [4] });
        for (const wish of wishes) {
          const next = changed(now, wish);
          if (typeof next === 'string') continue;
          const { voters, outgoing, learners, learnersNext } = next;
          for (const list of [voters, outgoing, learners, learnersNext, members(next)]) {
            expect(sorted(list), JSON.stringify(next)).to.be.true;
          }
          expect(voters).to.have.length.above(0);
          expect(isJoint(now) && isJoint(next), 'one change at a time').to.be.false;
          expect(learners.filter((id) => isVoter(next, id))).to.deep.equal([]);
          expect(learnersNext.every((id) => outgoing.includes(id) && !voters.includes(id))).to.be
            .true;
          expect(next.autoLeave && !isJoint(next)).to.be.false;
          now = next;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('does what the wish says, once a joint change is over', () => {
    fc.assert(
      fc.property(changes, (wish: ConfigurationChange) => {
        const first = founding({ voters: [1, 2, 3], learners: [4, 5] });
        const next = changed(first, wish);
        if (typeof next === 'string') return;
        const last = isJoint(next) ? changed(next, {}) : next;
        if (typeof last === 'string') throw new Error(last);
        const { add = [], addLearner = [], remove = [] } = wish;
        const gone = new Set([...add, ...addLearner, ...remove]);
        const want = (old: number[], more: readonly number[]): number[] =>
          [...old.filter((id) => !gone.has(id)), ...more].sort((a, b) => a - b);
        expect(last).to.deep.equal({
          voters: want([1, 2, 3], add),
          learners: want([4, 5], addLearner),
          ...{ outgoing: [], learnersNext: [], autoLeave: false },
        });
        expect(isJoint(next)).to.equal(gone.size > 1 || wish.explicit === true);
      }),
      { numRuns: 1000 },
    );
  });

  it('is founded by at least one voter, each seat once', () => {
    expect(founding({ voters: [3, 1, 2], learners: [5, 4] })).to.deep.equal({
      voters: [1, 2, 3],
      outgoing: [],
      learners: [4, 5],
      learnersNext: [],
      autoLeave: false,
    });
    expect(() => founding({ voters: [] })).to.throw('voter');
    expect(() => founding({ voters: [1, 1] })).to.throw('once');
    expect(() => founding({ voters: [1], learners: [1] })).to.throw('once');
  });
});

// The real core in every order of events within small bounds; see explorer.ts.
import { expect } from '@open-wc/testing';
import type { CoreBug } from '../../web/raft/state.ts';
import { BOUNDS, explore } from './explorer.ts';
import type { Bounds, Exploration } from './explorer.ts';
import { CORNERS, FIGURE_8 } from './explorer-bounds.ts';

const numbered = (story: readonly string[]): string =>
  story.map((line, i) => `${String(i + 1)}. ${line}`).join('\n');
const told = ({ violation }: Exploration): string =>
  violation ? `${violation.rule}\n${numbered(violation.story)}` : '';
const withBug = (bounds: Bounds, bug: CoreBug): Bounds => ({
  ...bounds,
  options: { ...bounds.options, bug },
});

describe('Raft, every order of events', () => {
  for (const { name, floor, ...bounds } of CORNERS) {
    it(`holds the safety rules: ${name}`, () => {
      const found = explore(bounds);
      expect(told(found)).to.equal('');
      expect(found.complete, 'searched to the end').to.be.true;
      expect(found.states).to.be.least(floor);
      expect(found.commits, 'commits in one world').to.be.least(bounds.terms + bounds.proposals);
      expect(found.leaders, 'terms with a leader in one world').to.equal(bounds.terms);
    });
  }

  it('holds them from figure 8 on (§5.4.2)', () => {
    const found = explore(FIGURE_8);
    expect(told(found)).to.equal('');
    expect(found.complete).to.be.true;
    expect(found.states).to.be.least(240_000);
    expect(found.commits).to.equal(3);
  });
});

describe('Raft with a bug, every order of events', () => {
  it('forgets a vote: two leaders in one term, in seven events', () => {
    const found = explore(withBug({ ...BOUNDS, crashes: 1 }, 'vote-not-persisted'));
    expect(found.violation?.rule).to.equal('election safety (§5.2)');
    const crash = 'seat 2 crashes and comes back from its disk';
    expect(numbered(found.violation!.story)).to.equal(
      numbered([
        'seat 1 stands for election',
        '1 → 2 vote (term 1) arrives',
        '2 → 1 voteReply (term 1, granted) arrives',
        crash,
        'seat 3 stands for election',
        '3 → 2 vote (term 1) arrives',
        '2 → 3 voteReply (term 1, granted) arrives',
      ]),
    );
  });

  it('elects without looking at the log: a leader without what was committed', () => {
    const found = explore(withBug({ ...BOUNDS, terms: 2 }, 'no-log-check'));
    expect(found.violation?.rule).to.equal('leader completeness (§5.4)');
    expect(found.violation?.story).to.have.lengthOf(8);
  });

  it('commits old terms by counting: figure 8, in eleven events', () => {
    const found = explore(withBug(FIGURE_8, 'commit-old-terms'));
    expect(found.violation?.rule).to.equal('leader completeness (§5.4)');
    expect(found.violation?.story).to.have.lengthOf(11);
  });
});

// The shipped core against the slow twin; see differential.ts.
import { expect } from '@open-wc/testing';
import { compareStories, drawStory, firstDifference, shrink } from './differential.ts';

describe('Raft, the core and its slow twin', () => {
  it('end 3,000 random stories alike after every event', () => {
    const { tally, difference } = compareStories(1, 3_000);
    expect(difference ?? '').to.equal('');
    // Floors, so that a green run cannot be empty.
    expect(tally.compared).to.be.above(95_000);
    expect(tally.elections).to.be.above(6_500);
    expect(tally.commits).to.be.above(14_000);
    expect(tally.changes, 'membership changes').to.be.above(700);
    expect(tally.snapshots, 'snapshots installed').to.be.above(60);
  });

  it('would notice: a twin that skips the pre-vote ends otherwise, told in three events', () => {
    let story = drawStory(1, 40);
    for (let seed = 2; !story.options.preVote; seed++) story = drawStory(seed, 40);
    const twin = { ...story.options, preVote: false };
    const short = shrink({ ...story, twin });
    expect(firstDifference(short)).to.be.a('string');
    expect(short.acts.length).to.be.most(3);
  });
});

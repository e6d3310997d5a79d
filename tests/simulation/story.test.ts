import { expect } from '@open-wc/testing';
import type { Bug } from '../../web/scenario/fault.ts';
import { wrongCluster } from '../../web/scenario/cluster.ts';
import { STORIES, type Story } from '../../web/simulation/preset.ts';
import { openRun, scenarioSetup } from '../../web/simulation/run.ts';
import { shortestStory } from '../../web/simulation/shrink.ts';
import type { CheckName } from '../../web/simulation/show.ts';
import { World } from '../../web/simulation/world.ts';
import { lineWords, seenWords, storyNames } from '../../web/strings/en/simulation.ts';
import { swarmSetup, RUN_TICKS } from './swarm.ts';
import { rehearse } from '../../web/simulation/chaos.ts';

/** What each deliberate bug breaks, as the papers say: §5.2, §5.4.2, §5.4.1, §8, §5.2 again. */
const BREAKS: Readonly<Partial<Record<Bug, CheckName>>> = {
  'vote-not-persisted': 'election-safety',
  'commit-old-terms': 'leader-completeness',
  'no-log-check': 'leader-completeness',
  'stale-reads': 'reads-are-current',
  'answer-before-writing': 'leader-completeness',
};

const played = ({ cluster, seed, ticks }: Story, bug = cluster.bug): World => {
  const world = new World(scenarioSetup({ ...cluster, bug }, seed));
  world.run(ticks);
  return world;
};
const storyOf = (id: string): Story => STORIES.find((story) => story.id === id)!;

describe('prepared stories', () => {
  it('are scenarios with a name, and every bug has one', () => {
    for (const { id, cluster } of STORIES) {
      expect(wrongCluster(cluster), id).to.deep.equal([]);
      expect(storyNames[id].why, id).to.not.equal('');
    }
    const bugs = new Set(STORIES.map(({ cluster }) => cluster.bug));
    for (const bug of Object.keys(BREAKS)) expect(bugs.has(bug as Bug), bug).to.equal(true);
  });

  for (const story of STORIES) {
    const { bug } = story.cluster;
    if (bug === 'none') {
      it(`${story.id} keeps every property`, () => {
        const world = played(story);
        expect(world.violation).to.equal(null);
        expect(world.tick).to.equal(story.ticks);
        expect(world.counts.elections).to.be.at.least(1);
        expect(world.counts.commits).to.be.at.least(5);
      });
    } else {
      it(`${story.id} breaks ${String(BREAKS[bug])}, and only because of the bug`, () => {
        for (const seed of [story.seed, 1, 2, 3]) {
          const world = played({ ...story, seed });
          expect(world.violation?.check, `seed ${seed}`).to.equal(BREAKS[bug]);
          expect(played({ ...story, seed }, 'none').violation, `seed ${seed}`).to.equal(null);
        }
      });
    }
  }

  it('show what they are named for', () => {
    const deposed = (id: string): number => played(storyOf(id)).counts.elections;
    expect(deposed('returning-seat'), 'without pre-vote it disturbs').to.be.above(1);
    expect(deposed('returning-seat-pre-vote'), 'with pre-vote it does not').to.equal(1);
    expect(played(storyOf('late-seat')).counts.snapshots).to.be.at.least(1);
    const joined = played(storyOf('newcomer'));
    expect(joined.leader()?.state?.configuration.voters).to.deep.equal([2, 3, 4, 5, 6]);
    const luck = played(storyOf('bad-luck')).counts;
    expect(luck.crashes).to.be.above(30);
    expect(luck.partitions).to.be.above(10);
    expect(luck.snapshots).to.be.above(5);
    expect(luck.configurations).to.be.above(10);
  });

  it('have words for every line', () => {
    for (const { cluster, seed, ticks, id } of STORIES) {
      const player = openRun(cluster, seed);
      player.run(Math.min(ticks, 900), 100_000);
      const { story, violation } = player.show();
      expect(story.length, id).to.be.above(5);
      for (const line of story) expect(lineWords(line)).to.match(/^\S.*\S$/);
      if (violation?.seen) expect(seenWords(violation.seen)).to.match(/^Seat .*\.$/);
    }
  });
});

describe('bad luck finds bugs by itself', () => {
  for (const bug of ['no-log-check', 'stale-reads', 'answer-before-writing'] as const) {
    it(`${bug} within 60 runs`, () => {
      let found = '';
      for (let seed = 0; seed < 60 && found === ''; seed++) {
        found = rehearse(swarmSetup(seed, bug), RUN_TICKS).world.violation?.check ?? '';
      }
      expect(found).to.equal(BREAKS[bug]);
    });
  }
});

describe('the shortest story', () => {
  it('breaks the same property, and needs every fault that is left', () => {
    const bug = 'no-log-check';
    const rehearsed = (seed: number): ReturnType<typeof rehearse> =>
      rehearse(swarmSetup(seed, bug), RUN_TICKS);
    let seed = 0;
    for (; ; seed++) {
      const { world, faults } = rehearsed(seed);
      if (world.violation && faults.length > 60) break;
    }
    const setup = swarmSetup(seed, bug);
    const { faults } = rehearsed(seed);
    const shortest = shortestStory({ ...setup, faults }, RUN_TICKS)!;
    expect(shortest.violation.check).to.equal(BREAKS[bug]);
    expect(shortest.faults.length).to.be.below(faults.length / 2);
    expect(shortest.story.at(-1)?.what.kind).to.equal('violation');
    expect(shortest.story.at(-1)?.step).to.equal(shortest.step);
    const breaks = (list: typeof faults): boolean => {
      const world = new World({ ...setup, faults: list });
      world.run(shortest.tick + 200);
      return world.violation?.check === BREAKS[bug];
    };
    expect(breaks([...shortest.faults])).to.equal(true);
    shortest.faults.forEach((fault, i) => {
      const without = shortest.faults.filter((_, other) => other !== i);
      expect(breaks(without), `without ${JSON.stringify(fault)}`).to.equal(false);
    });
  });

  it('is none where nothing breaks', () => {
    const { cluster, seed } = storyOf('split-brain');
    expect(shortestStory(scenarioSetup(cluster, seed), 500)).to.equal(null);
  });
});

/**
 * Prepared stories for a lesson: each a cluster, a seed and a list of faults. Their names and what
 * there is to see stand in strings/en/simulation.ts. Where a story tells of single messages, every
 * message takes one tick and clients are silent, so that it goes the same with any seed.
 */
import { assert } from '../assert.ts';
import { DEFAULT_CLUSTER, type ClusterScenario, type Fault } from '../scenario/fault.ts';
import { parseFault } from '../scenario/fault-text.ts';

export type StoryId =
  | 'leader-stops'
  | 'split-brain'
  | 'returning-seat'
  | 'returning-seat-pre-vote'
  | 'newcomer'
  | 'late-seat'
  | 'figure-8'
  | 'vote-not-persisted'
  | 'no-log-check'
  | 'stale-reads'
  | 'answer-before-writing'
  | 'bad-luck';

export interface Story {
  readonly id: StoryId;
  readonly cluster: ClusterScenario;
  readonly seed: number;
  /** How far it is worth playing, ticks. */
  readonly ticks: number;
}

const PLAIN = { preVote: false, checkQuorum: false, workloadTicks: 0 } as const;

export const STORIES: readonly Story[] = [
  story('leader-stops', 600, '10!now1,200!stop1,450!start1'),
  story('split-brain', 900, '10!now1,200!part1-2.3-4-5,650!heal'),
  story('returning-seat', 700, '10!now1,100!part1-2-3-4.5,400!heal', {
    preVote: false,
    checkQuorum: false,
  }),
  story('returning-seat-pre-vote', 700, '10!now1,100!part1-2-3-4.5,400!heal'),
  story('newcomer', 800, '10!now1,150!add6,450!rem1'),
  story('late-seat', 900, '10!now1,60!stop3,700!start3', { workloadTicks: 5 }),
  // Figure 8 of the Raft paper: seat 1 brings an old entry to a majority, then seat 5 overwrites it.
  story(
    'figure-8',
    60,
    '0!delay1.1,10!now1,20!part1-2.3-4-5,21!set1.2,24!stop1,26!now5,28!mute5.3,28!mute5.4,' +
      '30!stop5,31!heal,31!start1,33!now1,36!now1,38!cut1.4,42!mute1.3,44!stop1,45!start5,' +
      '47!now5,50!now5',
    { ...PLAIN, bug: 'commit-old-terms' },
  ),
  // Seat 2 votes for 1, forgets it, and votes for 3 in the same term.
  story(
    'vote-not-persisted',
    30,
    '0!delay1.1,2!cut1.3,2!cut2.3,10!now1,12!lose2,14!start2,14!join2.3,14!now3',
    { ...PLAIN, seats: 3, bug: 'vote-not-persisted' },
  ),
  // Seat 3 missed the write and is elected all the same.
  story(
    'no-log-check',
    60,
    '0!delay1.1,10!now1,20!cut1.3,20!cut2.3,21!set1.5,30!stop1,31!join2.3,33!now3',
    { ...PLAIN, seats: 3, bug: 'no-log-check' },
  ),
  // The old leader, cut off, goes on answering reads.
  story(
    'stale-reads',
    60,
    '0!delay1.1,10!now1,20!set1.1,30!part1-2.3-4-5,32!now3,38!set3.2,48!get1',
    { ...PLAIN, bug: 'stale-reads' },
  ),
  // The entry was acknowledged, then the disk that was never synced lost it.
  story(
    'answer-before-writing',
    120,
    '0!delay1.1,10!now1,70!cut1.3,70!cut2.3,71!set1.5,76!lose2,77!stop1,78!start2,78!join2.3,80!now3',
    { ...PLAIN, seats: 3, bug: 'answer-before-writing' },
  ),
  // Ten minutes at 50 ms a tick.
  { ...story('bad-luck', 12_000, '', { chaosTicks: 12_000, workloadTicks: 10 }), seed: 30 },
];

function story(
  id: StoryId,
  ticks: number,
  faults: string,
  change: Partial<ClusterScenario> = {},
): Story {
  const cluster = { ...DEFAULT_CLUSTER, ...change, faults: list(faults) };
  return { id, cluster, seed: 0x7f3a, ticks };
}

function list(text: string): readonly Fault[] {
  if (text === '') return [];
  return text.split(',').map((each) => {
    const fault = parseFault(each);
    assert(fault, 'a prepared story is made of faults', { each });
    return fault;
  });
}

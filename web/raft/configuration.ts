/**
 * Who votes, how that changes, and what counts as a majority.
 *
 * A change of one seat keeps old and new majorities overlapping and is made at once (§4.1 of
 * Ongaro's dissertation); several at a time go through a joint configuration in which both
 * majorities are needed (§6 of the paper). As in etcd, a voter that becomes a learner in a joint
 * change waits in `learnersNext` until the change ends, for it still votes with the old ones.
 */
import { assert } from '../assert.ts';
import type { Configuration, ConfigurationChange } from './log-entry.ts';
import type { SeatId } from './message.ts';
import { isJoint } from './view.ts';

/** The configuration a cluster is founded with; at least one voter, nobody twice. */
export function founding({
  voters,
  learners = [],
}: {
  readonly voters: readonly SeatId[];
  readonly learners?: readonly SeatId[];
}): Configuration {
  const all = [...voters, ...learners];
  assert(voters.length > 0, 'a cluster without a voter decides nothing');
  assert(new Set(all).size === all.length, 'a seat is either voter or learner, once', { all });
  return {
    voters: sorted(voters),
    outgoing: [],
    learners: sorted(learners),
    learnersNext: [],
    autoLeave: false,
  };
}

/**
 * What `change` makes of `configuration`, or, in a few words, why it cannot be made. Equal on
 * every seat, so a committed change that cannot be made is none.
 */
export function changed(
  configuration: Configuration,
  change: ConfigurationChange,
): Configuration | string {
  const seats = listed(change);
  if (new Set(seats).size < seats.length) return 'names a seat twice';
  if (isJoint(configuration)) {
    return seats.length === 0 ? left(configuration) : 'another change is under way';
  }
  if (seats.length === 0) return 'there is no joint configuration to leave';
  const joint = seats.length > 1 || change.explicit === true;
  const old = joint ? configuration.voters : [];
  const voters = sorted([
    ...configuration.voters.filter((id) => !seats.includes(id)),
    ...(change.add ?? []),
  ]);
  if (voters.length === 0) return 'would leave no voter';
  const learning = [
    ...configuration.learners.filter((id) => !seats.includes(id)),
    ...(change.addLearner ?? []),
  ];
  return {
    voters,
    outgoing: old,
    learners: sorted(learning.filter((id) => !old.includes(id))),
    learnersNext: sorted(learning.filter((id) => old.includes(id))),
    autoLeave: joint && change.explicit !== true,
  };
}

function left({ voters, learners, learnersNext }: Configuration): Configuration {
  return {
    voters,
    outgoing: [],
    learners: sorted([...learners, ...learnersNext]),
    learnersNext: [],
    autoLeave: false,
  };
}

/**
 * The highest value that a majority has reached, of both halves of a joint configuration.
 * `reached` tells it of one seat: a match index, a read round.
 */
export function quorumValue(
  { voters, outgoing }: Configuration,
  reached: (id: SeatId) => number,
): number {
  const value = majorityValue(voters, reached);
  return outgoing.length === 0 ? value : Math.min(value, majorityValue(outgoing, reached));
}

function majorityValue(voters: readonly SeatId[], reached: (id: SeatId) => number): number {
  const values: number[] = [];
  for (const id of voters) {
    // Insertion keeps the few values falling; it beats a general sort here, and this is hot.
    const value = reached(id);
    let at = values.push(value) - 1;
    for (; at > 0 && values[at - 1]! < value; at--) values[at] = values[at - 1]!;
    values[at] = value;
  }
  return values[voters.length >> 1]!;
}

/** How a vote stands. `granted` is undefined for a seat that has not answered. */
export function voteOutcome(
  { voters, outgoing }: Configuration,
  granted: (id: SeatId) => boolean | undefined,
): 'won' | 'lost' | 'open' {
  const first = majorityOutcome(voters, granted);
  if (outgoing.length === 0) return first;
  const second = majorityOutcome(outgoing, granted);
  if (first === 'lost' || second === 'lost') return 'lost';
  return first === 'won' && second === 'won' ? 'won' : 'open';
}

function majorityOutcome(
  voters: readonly SeatId[],
  granted: (id: SeatId) => boolean | undefined,
): 'won' | 'lost' | 'open' {
  const needed = (voters.length >> 1) + 1;
  let yes = 0;
  let no = 0;
  for (const id of voters) {
    const answer = granted(id);
    if (answer === true) yes++;
    else if (answer === false) no++;
  }
  if (yes >= needed) return 'won';
  return voters.length - no < needed ? 'lost' : 'open';
}

function listed({ add = [], addLearner = [], remove = [] }: ConfigurationChange): SeatId[] {
  return [...add, ...addLearner, ...remove];
}

function sorted(ids: readonly SeatId[]): SeatId[] {
  return [...ids].sort((a, b) => a - b);
}

/** Words of simulated and recorded runs: stories, what a check saw, prepared stories. */
import type { StoryId } from '../../simulation/preset.ts';
import type { Happening, Loss, Seen, StoryLine } from '../../simulation/story.ts';
import type { Role } from '../../raft/state.ts';
import { messages } from './cluster.ts';
import { faultWords } from './cluster-fault.ts';
import { formatCount } from '../../units.ts';

const seat = (number: number): string => `Seat ${number}`;
const list = (seats: readonly number[]): string => seats.join(', ');

/** One line of a story as a sentence without its full stop. */
export function lineWords({ seat: number, what }: StoryLine): string {
  const said = happened(what);
  const alone = number === 0 || what.kind === 'fault' || what.kind === 'carried';
  return alone ? said : `${seat(number)} ${said}`;
}

function happened(what: Happening): string {
  switch (what.kind) {
    case 'fault':
      return faultWords(what.fault);
    case 'fault-idle':
      return `is not changed by this: ${faultWords(what.fault)}`;
    case 'role':
      return `${became[what.role]} in term ${what.term}: it ${what.why}`;
    case 'vote':
      return `votes for seat ${what.candidate} in term ${what.term}`;
    case 'commit':
      return `has committed everything up to entry ${formatCount(what.index)}`;
    case 'configuration':
      return configured(what.configuration);
    case 'installed':
      return `takes over a snapshot up to entry ${formatCount(what.index)}`;
    case 'compacted':
      return `cuts its log behind entry ${formatCount(what.index)}`;
    case 'life':
      return what.up ? 'starts' : 'stops';
    case 'refused':
      return `refuses: it ${what.why}`;
    case 'client':
      if (what.outcome === 'fail') return refusals[what.op];
      return `${ops[what.op]} ${outcomes[what.outcome](what.value)}`;
    case 'carried': {
      const { kind, from, to } = what.message;
      const carried = `${messages[kind]} from seat ${from} to seat ${to}`;
      return what.lost ? `${carried}, ${losses[what.lost]}` : carried;
    }
    case 'tick':
      return 'hears its clock tick';
    case 'written':
      return 'has written to its disk';
    case 'input':
      return 'is spoken to by a client or the operator';
    case 'violation':
      return seenWords(what.seen);
  }
}

const became = {
  follower: 'follows',
  'pre-candidate': 'asks whether it would be elected',
  candidate: 'stands for election',
  leader: 'leads',
} as const satisfies Record<Role, string>;

const losses: Readonly<Record<Loss, string>> = {
  cut: 'lost on a cut line',
  down: 'lost: that seat is down',
};

const ops = { write: 'answers a write:', read: 'answers a read:' } as const;
const refusals = {
  write: 'refuses a write: nothing was written',
  read: 'refuses a read',
} as const;
const outcomes = {
  ok: (value: number) => `x = ${value}`,
  info: () => 'no answer, so nobody knows',
} as const;

function configured(configuration: {
  readonly voters: readonly number[];
  readonly outgoing: readonly number[];
  readonly learners: readonly number[];
}): string {
  const { voters, outgoing, learners } = configuration;
  const both = outgoing.length > 0 ? `, together with ${list(outgoing)}` : '';
  const learn = learners.length > 0 ? `; ${list(learners)} learning` : '';
  return `makes ${list(voters)} the voters${both}${learn}`;
}

/** What broke a property, as a sentence. */
export function seenWords(seen: Seen): string {
  switch (seen.kind) {
    case 'two-leaders':
      return `${seat(seen.first)} and seat ${seen.second} both lead in term ${seen.term}.`;
    case 'leader-changed-log':
      return `${seat(seen.seat)} leads, and changed its own log at entry ${formatCount(seen.index)}.`;
    case 'logs-differ':
      return `${seat(seen.first)} and seat ${seen.second} hold entry ${formatCount(seen.index)} of term ${seen.term}, but not the same entries before it.`;
    case 'committed-missing':
      return `${seat(seen.seat)} leads in term ${seen.term} without entry ${formatCount(seen.index)}, which was committed before.`;
    case 'committed-differs':
      return `${seat(seen.seat)} commits another entry ${formatCount(seen.index)} than the one committed before.`;
    case 'apply-gap':
      return `${seat(seen.seat)} applied entry ${formatCount(seen.index)} out of turn.`;
    case 'roots-differ':
      return `${seat(seen.seat)} has another state than the others after entry ${formatCount(seen.index)}.`;
    case 'stale-read':
      return `${seat(seen.seat)} answered a read with value number ${seen.version}, after number ${seen.expected} had been acknowledged.`;
    case 'term-fell':
      return `${seat(seen.seat)} fell from term ${seen.from} back to term ${seen.to}.`;
    case 'commit-outside':
      return `${seat(seen.seat)} counts ${seen.commit} entries as committed; its log ends at ${seen.last}.`;
    case 'core-stopped':
      return `${seat(seen.seat)} stopped: ${seen.why}.`;
  }
}

/** Names of the prepared stories, and what there is to see. */
export const storyNames: Readonly<
  Record<StoryId, { readonly name: string; readonly why: string }>
> = {
  'leader-stops': {
    name: 'The leader stops',
    why: 'The others notice by silence, elect one of them, and lose nothing that was acknowledged.',
  },
  'split-brain': {
    name: 'Split brain, 2 against 3',
    why: 'Only the side with a majority goes on; the other leader gives up by itself.',
  },
  'returning-seat': {
    name: 'A seat returns and disturbs',
    why: 'Alone, it raised its term again and again; back in the network it deposes a good leader.',
  },
  'returning-seat-pre-vote': {
    name: 'A seat returns, asked first',
    why: 'With pre-vote it asks before it raises its term, so its return disturbs nobody.',
  },
  newcomer: {
    name: 'A newcomer, and a farewell',
    why: 'Seat 6 learns first and votes later; then the leader itself is taken out.',
  },
  'late-seat': {
    name: 'Too late for the log',
    why: 'What seat 3 missed is cut off everywhere, so it is sent a snapshot.',
  },
  'figure-8': {
    name: 'Bug: counting old entries (figure 8)',
    why: 'An entry of an older term reaches a majority, is called committed, and is lost all the same.',
  },
  'vote-not-persisted': {
    name: 'Bug: a forgotten vote',
    why: 'Seat 2 restarts without its vote, votes again, and one term has two leaders.',
  },
  'no-log-check': {
    name: 'Bug: votes for anyone',
    why: 'A seat that missed an acknowledged write is elected, and the write is gone.',
  },
  'stale-reads': {
    name: 'Bug: reads without asking',
    why: 'A leader that was cut off and replaced still answers, with yesterday’s value.',
  },
  'answer-before-writing': {
    name: 'Bug: answers before writing',
    why: 'Seat 2 promised an entry that its disk had not yet synced; the power fails.',
  },
  'bad-luck': {
    name: 'Ten minutes of bad luck',
    why: 'Crashes, cuts, slow disks and drifting clocks from a seed; every property is watched.',
  },
};

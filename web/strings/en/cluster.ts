/** Words of the Cluster view: seats, messages, what is wrong, why. Terms as in the Raft paper. */
import type { Limit } from '../../cluster/live.ts';
import type { MessageKind } from '../../raft/message.ts';
import type { SeatShow } from '../../raft/show.ts';
import type { Role } from '../../raft/state.ts';
import type { CheckName } from '../../simulation/show.ts';
import { formatCount } from '../../units.ts';

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** 'three'; digits from ten on. */
const spelt = (count: number): string => NUMBERS[count] ?? String(count);
/** '3', '3 and 4', '3, 4 and 5' */
const listed = (list: readonly number[]): string =>
  list.length < 2 ? list.join() : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const roles: Readonly<Record<Role, string>> = {
  leader: 'leader',
  candidate: 'candidate',
  'pre-candidate': 'pre-candidate',
  follower: 'follower',
};

export const states: Readonly<Record<Exclude<SeatShow['state'], 'up'>, string>> = {
  down: 'down',
  asleep: 'asleep',
  away: 'away',
  refusing: 'refuses: its disk is damaged',
};

export const messages: Readonly<Record<MessageKind, string>> = {
  vote: 'vote request',
  voteReply: 'vote reply',
  append: 'append',
  appendReply: 'append reply',
  heartbeat: 'heartbeat',
  heartbeatReply: 'heartbeat reply',
  snapshot: 'snapshot piece',
  snapshotReply: 'snapshot reply',
  timeoutNow: 'time out now',
};

/** What the lighter form of each kind means. */
export const lightMessages: Partial<Readonly<Record<MessageKind, string>>> = {
  vote: 'pre-vote request',
  voteReply: 'vote refused',
  append: 'append without entries',
  appendReply: 'append refused',
};

export const seat = {
  name: (number: number) => `Seat ${number}`,
  learner: 'learner',
  none: 'no member',
  removed: 'removed',
  term: (term: number) => `term ${term}`,
  vote: (vote: number) => (vote === 0 ? 'no vote' : `voted ${vote}`),
  block: (height: number) => `block ${formatCount(height)}`,
  entries: (commit: number) => `commit ${commit}`,
  tab: (tab: number) => `tab ${tab}`,
  here: 'this tab',
  clock: { 0.5: 'clock ×½', 1: '', 2: 'clock ×2' } as Readonly<Record<number, string>>,
  spoken: (o: {
    seat: number;
    state: string;
    term: number;
    vote: string;
    commit: number;
    last: number;
    chain: string;
    where: string;
  }) =>
    `Seat ${o.seat}, ${o.state}, term ${o.term}, ${o.vote}, ${o.commit} of ${o.last} entries ` +
    `committed${o.chain === '' ? '' : `, ${o.chain}`}${o.where === '' ? '' : `, in ${o.where}`}.`,
  asleep: (number: number) =>
    `Your browser put seat ${number} to sleep. To the others it looks crashed.`,
  away: (number: number) => `Seat ${number} was not heard of since this page opened.`,
} as const;

export const message = {
  spoken: (o: { name: string; from: number; to: number; term: number; label: string }) =>
    `${upper(o.name)} from seat ${o.from} to seat ${o.to}, term ${o.term}` +
    `${o.label === '' ? '' : `, ${o.label}`}.`,
  held: 'held back',
  count: (count: number, name: string) => `${count} × ${name}`,
  times: (count: number) => `${count} ×`,
} as const;

export const ring = {
  heading: 'The seats',
  role: 'picture of the cluster',
  keys:
    'Left and right arrows go from seat to seat, down and up through the messages on their way. ' +
    'Enter opens the menu of what is selected, Escape lets go.',
  keysShort: 'Press a seat or a message for its menu.',
  hintCut: 'Pull from seat to seat to cut that link; draw across the ring to split it.',
  legend: 'Shapes',
  legendReply: 'small: the reply',
  legendLight: 'hollow: only asks, refuses, or carries nothing',
  legendCount: '3 ×: so many on their way; the shape is the first of them',
  summary: (o: { up: number; seats: number; leader: number; term: number }) =>
    `${o.up} of ${o.seats} seats are up. ` +
    (o.leader === 0 ? 'Nobody leads.' : `Seat ${o.leader} leads in term ${o.term}.`),
  cutBoth: (a: number, b: number) => `Link ${a}–${b} is cut.`,
  cutOne: (from: number, to: number) => `What seat ${from} sends to seat ${to} is lost.`,
} as const;

export const logs = {
  heading: 'The logs',
  note:
    'One row a seat, one cell an entry with its term. Solid is committed; the line under a cell ' +
    'changes with the term. An underlined cell changes who the members are.',
  snapshot: (index: number) => `snapshot to ${formatCount(index)}`,
  column: 'committed',
  committed: (commit: number, last: number) => `${commit} / ${last}`,
  empty: 'empty',
  cell: (o: { index: number; term: number; label: string; committed: boolean }) =>
    `Entry ${formatCount(o.index)}, term ${o.term}${o.label === '' ? '' : `, ${o.label}`}, ` +
    (o.committed ? 'committed' : 'not committed'),
  noop: 'empty entry of a new leader',
} as const;

export const tables = {
  heading: 'As tables',
  seats: 'Seats',
  messages: 'Messages on their way',
  noMessages: 'No message is on its way.',
  columns: {
    seat: 'Seat',
    state: 'State',
    member: 'Member',
    term: 'Term',
    vote: 'Vote',
    leader: 'Follows',
    timer: 'Timer',
    last: 'Last entry',
    commit: 'Committed',
    applied: 'Applied',
    height: 'Block',
    root: 'State root',
    tab: 'Runs in',
    kind: 'Kind',
    from: 'From',
    to: 'To',
    carries: 'Carries',
    left: 'Arrives in',
  },
  members: { voter: 'voter', learner: 'learner', none: 'no' },
  ticks: (count: number) => (count === 1 ? '1 tick' : `${formatCount(count)} ticks`),
  ms: (count: number) => `${count} ms`,
  nobody: '–',
} as const;

export const why = {
  label: 'Why',
  starting: 'The seats are being started in workers of this tab.',
  nobody: 'No seat was running yet at this moment of the recording. Go on to see them start.',
  tooFew: (needed: number, seats: number, up: number) =>
    `${upper(spelt(needed))} of ${spelt(seats)} seats are needed; ${up === 0 ? 'none' : spelt(up)} ${up === 1 ? 'is' : 'are'} up.`,
  split: (needed: number) =>
    `No group of seats that hear each other has ${spelt(needed)}: nobody can lead, nothing commits.`,
  minority: (o: { leader: number; others: string; alone: string }) =>
    `Seat ${o.leader} leads with ${o.others.toLowerCase()}. ${o.alone} ` +
    'may call elections, but commit nothing without a majority.',
  staleLeader: (o: { old: number; leader: number; term: number }) =>
    `Seat ${o.old} still believes it leads, but seat ${o.leader} does, in term ${o.term}. ` +
    'The old one commits nothing and will step down.',
  preVote: (seats: string) =>
    `${seats} heard no leader and first asks whether a vote could be won: that raises no term.`,
  election: (candidate: number, term: number, needed: number) =>
    `Seat ${candidate} asks for votes in term ${term}; it needs ${spelt(needed)}, its own included.`,
  noLeader: 'No leader is heard. The timer that runs out first starts an election.',
  down: (o: { leader: number; needed: number; up: number; seats: number }) =>
    `Seat ${o.leader} leads: ${spelt(o.up)} of ${spelt(o.seats)} are up, ` +
    `${spelt(o.needed)} are enough. A seat that comes back is sent what it missed.`,
  catchingUp: (o: { leader: number; behind: number; entries: number }) =>
    `Seat ${o.leader} leads. Seat ${o.behind} is ${formatCount(o.entries)} ${o.entries === 1 ? 'entry' : 'entries'} behind and is being sent them.`,
  waiting: (o: { leader: number; entries: number; needed: number }) =>
    `Seat ${o.leader} holds ${formatCount(o.entries)} ${o.entries === 1 ? 'entry' : 'entries'} that ${spelt(o.needed)} seats must store before ${o.entries === 1 ? 'it is' : 'they are'} committed.`,
  calm: (o: { leader: number; needed: number; seats: number }) =>
    `Seat ${o.leader} leads. An entry is committed once ${spelt(o.needed)} of ${spelt(o.seats)} seats have stored it.`,
  violation: (check: string) => `The run stands still: ${check} was broken.`,
  seats: (list: readonly number[]) => `Seat${list.length === 1 ? '' : 's'} ${listed(list)}`,
} as const;

export const limits: Readonly<Record<Limit, string>> = {
  insecure:
    'This page came over plain http: no locks and no fast cryptography. All seats run in this tab.',
  'memory-only':
    'This browser keeps nothing for us (a private window?): the chains last as long as this tab.',
  framed:
    'This page stands inside another site, where other tabs cannot be met. All seats run here.',
  'no-channel': 'This browser cannot speak to its other tabs. All seats run here.',
  version:
    'Another tab runs another version of this page, and the two do not speak. Reload both tabs.',
  full: 'The disk is full: nothing new is promised until there is room.',
};

export const honesty =
  'Tabs on one computer share its fate: this shows the protocol, not the resilience. ' +
  'More tabs are slower here, for one machine does all the work.';

export const checks: Readonly<Record<CheckName, { readonly name: string; readonly what: string }>> =
  {
    'election-safety': { name: 'Election safety', what: 'at most one leader in a term' },
    'leader-append-only': {
      name: 'Leader append-only',
      what: 'a leader never overwrites or deletes in its own log',
    },
    'log-matching': {
      name: 'Log matching',
      what: 'same index and term, same entries up to there',
    },
    'leader-completeness': {
      name: 'Leader completeness',
      what: 'what is committed is in the log of every later leader',
    },
    'state-machine-safety': {
      name: 'State machine safety',
      what: 'no two seats apply different entries at one index',
    },
    'state-root-agreement': {
      name: 'State roots agree',
      what: 'same entries applied, same state',
    },
    'reads-are-current': {
      name: 'Reads are current',
      what: 'a read sees every write that was acknowledged before it',
    },
    'term-monotone': { name: 'Terms only rise', what: 'no seat ever falls back to an older term' },
    'commit-within-log': {
      name: 'Commit within the log',
      what: 'nothing is committed that the seat does not hold',
    },
  };

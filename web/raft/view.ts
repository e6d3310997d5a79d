/**
 * Reading a seat's state. Whoever is outside this room reads logs, members and progress through
 * these, so that how they are kept may change.
 */
import type { Configuration, Entry, Snapshot } from './log-entry.ts';
import type { SeatId } from './message.ts';
import type { Progress, RaftState } from './state.ts';

interface Logged {
  readonly snapshot: Snapshot;
  readonly log: readonly Entry[];
}

/** Index of the first entry still in the log; `lastIndex + 1` if there is none. */
export function firstIndex({ snapshot }: Logged): number {
  return snapshot.index + 1;
}

/** Index of the last entry there ever was, compacted or not; 0 = none. */
export function lastIndex({ snapshot, log }: Logged): number {
  return snapshot.index + log.length;
}

/** Term of the last entry there ever was; 0 = none. */
export function lastTerm({ snapshot, log }: Logged): number {
  const last = log.length - 1;
  return last < 0 ? snapshot.term : log[last]!.term;
}

/** Term of the entry at `index`; null where it is compacted away or not yet written. */
export function termAt({ snapshot, log }: Logged, index: number): number | null {
  if (index === snapshot.index) return snapshot.term;
  return log[index - snapshot.index - 1]?.term ?? null;
}

/** The entry at `index`; null where it is compacted away or not yet written. */
export function entryAt({ snapshot, log }: Logged, index: number): Entry | null {
  return log[index - snapshot.index - 1] ?? null;
}

/** The entries from index `from` to `to`, both included, as far as they are in the log. */
export function entriesBetween({ snapshot, log }: Logged, from: number, to: number): Entry[] {
  return log.slice(Math.max(0, from - snapshot.index - 1), Math.max(0, to - snapshot.index));
}

/** Everyone who takes part, sorted: voters old and new, and learners. */
export function members(configuration: Configuration): readonly SeatId[] {
  const { voters, outgoing, learners, learnersNext } = configuration;
  if (outgoing.length + learners.length + learnersNext.length === 0) return voters;
  const all = new Set([...voters, ...outgoing, ...learners, ...learnersNext]);
  return [...all].sort((a, b) => a - b);
}

/** true: its vote counts, in the new configuration or in the old one. */
export function isVoter({ voters, outgoing }: Configuration, id: SeatId): boolean {
  return voters.includes(id) || outgoing.includes(id);
}

/** true while two majorities are needed. */
export function isJoint({ outgoing }: Configuration): boolean {
  return outgoing.length > 0;
}

/** What leader `state` knows of `id`; null if it leads not, or `id` takes no part. */
export function progressOf({ progress }: Pick<RaftState, 'progress'>, id: SeatId): Progress | null {
  for (const one of progress) if (one.id === id) return one;
  return null;
}

/** true once the leader committed an entry of its own term: only then is its commit index current. */
export function hasCommittedInTerm(state: Logged & Pick<RaftState, 'hard'>): boolean {
  return termAt(state, state.hard.commit) === state.hard.term;
}

/** The voter that would lead best after this leader: the fullest log that answers; 0 = none. */
export function heirOf(state: RaftState): SeatId {
  const heirs = state.progress
    .filter(({ id, active }) => active && id !== state.id && isVoter(state.configuration, id))
    .sort((a, b) => b.match - a.match);
  return state.role === 'leader' ? (heirs[0]?.id ?? 0) : 0;
}

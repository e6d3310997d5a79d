/** Taking up a role (§5.1, §5.2). Every change of term or role goes through here. */
import type { Draft } from './draft.ts';
import { drawTimeout } from './draft.ts';
import { append, dataBytes } from './log.ts';
import type { SeatId } from './message.ts';
import { note, unknown } from './progress.ts';
import type { Role } from './state.ts';
import { lastIndex, members, progressOf } from './view.ts';

/** What belongs to one role or one term only is forgotten; a new term has no vote yet. */
function reset(draft: Draft, term: number): void {
  const { now } = draft;
  if (now.hard.term !== term) now.hard = { term, vote: 0, commit: now.hard.commit };
  // Whoever waits for a read must ask the next leader.
  for (const { id } of now.reads) draft.reads.push({ id, index: null });
  now.leader = 0;
  now.electionElapsed = 0;
  now.heartbeatElapsed = 0;
  now.votes = [];
  now.progress = [];
  now.pendingConf = 0;
  now.transferee = 0;
  now.uncommittedBytes = 0;
  now.reads = [];
  now.round = 0;
  now.incoming = null;
  drawTimeout(draft);
}

function take(draft: Draft, role: Role, why: string): void {
  const { now, events } = draft;
  if (now.role === role && now.hard.term === draft.before.hard.term) return;
  now.role = role;
  events.push({ kind: 'role', role, term: now.hard.term, why });
}

/** Follows `leader` (0 = whoever it will be) in `term`. */
export function becomeFollower(
  draft: Draft,
  { term, leader, why }: { term: number; leader: SeatId; why: string },
): void {
  reset(draft, term);
  draft.now.leader = leader;
  take(draft, 'follower', why);
}

/** Asks whether an election could be won, in the same term and with the same vote (§9.6). */
export function becomePreCandidate(draft: Draft, why: string): void {
  const { now } = draft;
  now.leader = 0;
  now.votes = [];
  now.electionElapsed = 0;
  now.incoming = null;
  drawTimeout(draft);
  take(draft, 'pre-candidate', why);
}

/** Stands for election in the next term and votes for itself (§5.2). */
export function becomeCandidate(draft: Draft, why: string): void {
  const { now, events } = draft;
  reset(draft, now.hard.term + 1);
  now.hard = { ...now.hard, vote: now.id };
  take(draft, 'candidate', why);
  events.push({ kind: 'vote', term: now.hard.term, candidate: now.id });
}

/** Leads, and begins with an empty entry of its own term: only that can be counted (§8). */
export function becomeLeader(draft: Draft, why: string): void {
  const { now } = draft;
  reset(draft, now.hard.term);
  now.leader = now.id;
  take(draft, 'leader', why);
  const next = lastIndex(now) + 1;
  now.progress = members(now.configuration).map((id) => unknown(id, next, id === now.id));
  // A change further back may be uncommitted or not; none is proposed until all that is settled.
  now.pendingConf = next - 1;
  for (let index = now.hard.commit + 1; index < next; index++) {
    now.uncommittedBytes += dataBytes(now.log[index - now.snapshot.index - 1]!);
  }
  appendOwn(draft, [{ term: now.hard.term, kind: 'noop' }]);
}

/** Appends to the leader's own log; its own copy counts, for nothing leaves before it is written. */
export function appendOwn(draft: Draft, entries: Parameters<typeof append>[1]): void {
  const { now } = draft;
  append(draft, entries);
  for (const entry of entries) now.uncommittedBytes += dataBytes(entry);
  const own = progressOf(now, now.id);
  const match = lastIndex(now);
  if (own) note(draft, { ...own, mode: 'replicate', match, next: match + 1 });
}

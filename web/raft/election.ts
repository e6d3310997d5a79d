/** Elections: standing, voting, counting (§5.2, §5.4.1; pre-votes §9.6 of the dissertation). */
import { advanceCommit } from './commit.ts';
import { voteOutcome } from './configuration.ts';
import { ignore, refuse, type Draft } from './draft.ts';
import { isUpToDate } from './log.ts';
import type { SeatId, Vote, VoteReply } from './message.ts';
import { becomeCandidate, becomeFollower, becomeLeader, becomePreCandidate } from './role.ts';
import { broadcastAppend } from './send.ts';
import { isVoter, lastIndex, lastTerm, members, progressOf } from './view.ts';

/** Stands for election, unless this seat leads already or its vote does not count. */
export function campaign(
  draft: Draft,
  { why, transfer }: { why: string; transfer: boolean },
): void {
  const { now } = draft;
  if (now.role === 'leader') refuse(draft, 'campaign', 'leads already');
  else if (!isVoter(now.configuration, now.id)) refuse(draft, 'campaign', 'is no voter');
  // Who was asked to take over need not ask whether it may.
  else if (now.options.preVote && !transfer) {
    becomePreCandidate(draft, why);
    poll(draft, { pre: true, transfer });
  } else {
    becomeCandidate(draft, why);
    poll(draft, { pre: false, transfer });
  }
}

function poll(draft: Draft, { pre, transfer }: { pre: boolean; transfer: boolean }): void {
  const { now, send } = draft;
  now.votes = [{ from: now.id, granted: true }];
  if (count(draft) !== 'open') return;
  const term = pre ? now.hard.term + 1 : now.hard.term;
  for (const to of members(now.configuration)) {
    if (to === now.id || !isVoter(now.configuration, to)) continue;
    send.push({
      kind: 'vote',
      from: now.id,
      to,
      term,
      pre,
      transfer,
      lastIndex: lastIndex(now),
      lastTerm: lastTerm(now),
    });
  }
}

/** Counts the answers so far and acts on a result. */
function count(draft: Draft): 'won' | 'lost' | 'open' {
  const { now } = draft;
  const answer = (id: SeatId): boolean | undefined => {
    for (const { from, granted } of now.votes) if (from === id) return granted;
    return undefined;
  };
  const outcome = voteOutcome(now.configuration, answer);
  if (outcome === 'lost') {
    becomeFollower(draft, { term: now.hard.term, leader: 0, why: 'lost the election' });
  } else if (outcome === 'won' && now.role === 'pre-candidate') {
    becomeCandidate(draft, 'would be elected');
    poll(draft, { pre: false, transfer: false });
  } else if (outcome === 'won') {
    becomeLeader(draft, 'won the election');
    if (!advanceCommit(draft)) broadcastAppend(draft);
  }
  return outcome;
}

/**
 * Grants one vote a term, first come first served, to a log at least as complete as ours. A
 * learner votes too: it may have been promoted and not have heard of it yet.
 */
export function takeVote(draft: Draft, { from, term, pre, ...last }: Vote): void {
  const { now, send, events } = draft;
  const { hard } = now;
  const free = hard.vote === from || (hard.vote === 0 && now.leader === 0);
  const may = free || (pre && term > hard.term);
  const granted = may && (now.options.bug === 'no-log-check' || isUpToDate(now, last));
  if (granted && !pre) {
    now.electionElapsed = 0;
    if (hard.vote !== from) {
      now.hard = { ...hard, vote: from };
      events.push({ kind: 'vote', term, candidate: from });
    }
  }
  const answered = granted ? term : hard.term;
  send.push({ kind: 'voteReply', from: now.id, to: from, term: answered, pre, granted });
}

/** An answer to the running campaign; each seat's first counts. */
export function takeVoteReply(draft: Draft, { from, term, pre, granted }: VoteReply): void {
  const { now } = draft;
  const asked = pre && granted ? now.hard.term + 1 : now.hard.term;
  const expected = now.role === (pre ? 'pre-candidate' : 'candidate') && term === asked;
  if (!expected || now.votes.some((ballot) => ballot.from === from)) {
    ignore(draft);
    return;
  }
  now.votes = [...now.votes, { from, granted }];
  count(draft);
}

/** One tick of a seat that does not lead. */
export function tickElection(draft: Draft): void {
  const { now } = draft;
  now.electionElapsed++;
  if (now.electionElapsed < now.electionTimeout || !isVoter(now.configuration, now.id)) return;
  now.electionElapsed = 0;
  campaign(draft, { why: 'heard no leader', transfer: false });
}

/**
 * Once an election timeout: a leader that has heard no majority since gives up (§6.2 of the
 * dissertation), so that its clients look elsewhere.
 */
export function checkQuorum(draft: Draft): void {
  const { now } = draft;
  const heard = voteOutcome(
    now.configuration,
    (id) => id === now.id || progressOf(now, id)?.active === true,
  );
  if (heard !== 'won') {
    becomeFollower(draft, { term: now.hard.term, leader: 0, why: 'heard no majority' });
    return;
  }
  now.progress = now.progress.map((one) => (one.active ? { ...one, active: false } : one));
}

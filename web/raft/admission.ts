/** What a message's term means to its receiver (§5.1), before anything else in it is looked at. */
import { ignore, type Draft } from './draft.ts';
import { tellMatch } from './follow.ts';
import type { Message } from './message.ts';
import { becomeFollower } from './role.ts';

/**
 * Answers whether `message` is still to be looked at; by then it and its receiver are of one term,
 * but for pre-votes.
 */
export function admit(draft: Draft, message: Message): boolean {
  const { now } = draft;
  if (message.to !== now.id || message.from === now.id) {
    ignore(draft);
    return false;
  }
  if (message.term < now.hard.term) {
    answerOld(draft, message);
    return false;
  }
  return message.term === now.hard.term || takeNewer(draft, message);
}

/**
 * A seat whose term grew while it was cut off is stuck if nobody heeds it: with pre-vote or
 * check-quorum it answers an old leader so that the leader steps down, and an old pre-candidate
 * so that it learns the term. Everything else of an old term is dropped.
 */
function answerOld(draft: Draft, message: Message): void {
  const { now, send } = draft;
  const { term } = now.hard;
  const { kind, from } = message;
  const { preVote, checkQuorum } = now.options;
  if (kind === 'vote' && message.pre) {
    send.push({ kind: 'voteReply', from: now.id, to: from, term, pre: true, granted: false });
  } else if ((preVote || checkQuorum) && (kind === 'append' || kind === 'heartbeat')) {
    tellMatch(draft, from, 0);
  } else {
    ignore(draft);
  }
}

/** A later term is taken over, except where that is what pre-votes and leases are to prevent. */
function takeNewer(draft: Draft, message: Message): boolean {
  const { now } = draft;
  const { kind, from, term } = message;
  if (kind === 'vote') {
    // §6 and §4.2.3 of the dissertation: who hears a leader helps nobody to depose it, unless the
    // leader itself wishes it.
    const hears = now.leader !== 0 && now.electionElapsed < now.options.electionTicks;
    if (now.options.checkQuorum && hears && !message.transfer) {
      ignore(draft);
      return false;
    }
    if (message.pre) return true;
  }
  // A granted pre-vote speaks of the term that would be.
  if (kind === 'voteReply' && message.pre && message.granted) return true;
  const leads = kind === 'append' || kind === 'heartbeat' || kind === 'snapshot';
  becomeFollower(draft, { term, leader: leads ? from : 0, why: 'saw a higher term' });
  return true;
}

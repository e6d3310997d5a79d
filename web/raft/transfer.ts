/** Handing leadership over (§3.10 of the dissertation). */
import { refuse, type Draft } from './draft.ts';
import type { SeatId } from './message.ts';
import { sendAppend } from './send.ts';
import { isVoter, lastIndex, progressOf } from './view.ts';

/**
 * Begins to hand over to `to`: no proposals from now on, and it is brought up to date first.
 * Handing over to itself, a leader takes back what it began.
 */
export function transfer(draft: Draft, to: SeatId): void {
  const { now } = draft;
  if (now.role !== 'leader') refuse(draft, 'transfer', 'is not the leader');
  else if (to === now.id && now.transferee === 0) refuse(draft, 'transfer', 'leads already');
  else if (!isVoter(now.configuration, to)) refuse(draft, 'transfer', 'is no voter');
  else if (to === now.id) now.transferee = 0;
  else if (now.transferee !== to) {
    now.transferee = to;
    // It has one election timeout for it; then the leader takes proposals again.
    now.electionElapsed = 0;
    if (!finishTransfer(draft, to)) sendAppend(draft, to, { evenEmpty: true });
  }
}

/** Tells `to` to campaign once it holds the whole log, if leadership is meant for it. */
export function finishTransfer(draft: Draft, to: SeatId): boolean {
  const { now } = draft;
  if (now.role !== 'leader' || now.transferee !== to) return false;
  if (progressOf(now, to)?.match !== lastIndex(now)) return false;
  draft.send.push({ kind: 'timeoutNow', from: now.id, to, term: now.hard.term });
  return true;
}

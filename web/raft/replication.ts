/** The leader's side of replication (§5.3): what its followers' answers mean. */
import { advanceCommit } from './commit.ts';
import { ignore, type Draft } from './draft.ts';
import { bestMatch } from './log.ts';
import type { AppendReply, HeartbeatReply, SnapshotReply } from './message.ts';
import { matched, note, probing } from './progress.ts';
import { answerReads, confirmedRound } from './read.ts';
import { fill, sendAppend, sendPiece } from './send.ts';
import type { Progress } from './state.ts';
import { finishTransfer } from './transfer.ts';
import { firstIndex, lastIndex, progressOf } from './view.ts';

/** A follower took an append, or had nothing that matches. */
export function takeAppendReply(draft: Draft, reply: AppendReply): void {
  const { now } = draft;
  const one = progressOf(now, reply.from);
  if (now.role !== 'leader' || one === null || reply.from === now.id) {
    ignore(draft);
    return;
  }
  const heard = one.active ? one : { ...one, active: true };
  if (reply.refused) takeRefusal(draft, heard, reply);
  else if (reply.index <= lastIndex(now)) takeMatch(draft, heard, reply.index);
  else ignore(draft);
}

function takeMatch(draft: Draft, one: Progress, index: number): void {
  const { now } = draft;
  const news = index > one.match || (index === one.match && one.mode === 'probe');
  if (!news) {
    note(draft, one);
    return;
  }
  // What comes next for it may be compacted away still; then it waits on for the snapshot.
  const behind = one.mode === 'snapshot' && index + 1 < firstIndex(now);
  note(draft, behind ? { ...one, match: index, next: index + 1 } : matched(one, index));
  const waited = one.paused || one.mode === 'snapshot';
  const told = advanceCommit(draft);
  // While it was paused it may have missed a commit index.
  if (!told && waited) sendAppend(draft, one.id, { evenEmpty: true });
  fill(draft, one.id);
  finishTransfer(draft, one.id);
}

function takeRefusal(draft: Draft, one: Progress, reply: AppendReply): void {
  const { now } = draft;
  // Answers to probes long past say nothing of where the logs match now.
  const stale =
    one.mode === 'snapshot' ||
    (one.mode === 'replicate' ? reply.index <= one.match : reply.index !== one.next - 1);
  if (stale) {
    note(draft, one);
    return;
  }
  // Whole terms are skipped that cannot match (the end of §5.3).
  const { index: best } =
    reply.hintTerm > 0
      ? bestMatch(now, reply.hintIndex, reply.hintTerm)
      : { index: reply.hintIndex };
  const guess = Math.max(Math.min(reply.index, best + 1), one.match + 1, 1);
  note(draft, probing(one, one.mode === 'replicate' ? one.match + 1 : guess));
  sendAppend(draft, one.id, { evenEmpty: true });
}

/** A follower is there: it may have missed appends, and it confirms a read round. */
export function takeHeartbeatReply(draft: Draft, reply: HeartbeatReply): void {
  const { now } = draft;
  const one = progressOf(now, reply.from);
  if (now.role !== 'leader' || one === null || reply.from === now.id) {
    ignore(draft);
    return;
  }
  const round = Math.max(one.round, confirmedRound(draft, reply));
  if (one.mode === 'snapshot') {
    note(draft, { ...one, active: true, round });
    if (one.paused) sendPiece(draft, { ...one, active: true, round });
  } else {
    note(draft, { ...one, active: true, paused: false, round });
    if (one.match < lastIndex(now) || one.mode === 'probe') {
      sendAppend(draft, one.id, { evenEmpty: true });
    }
  }
  answerReads(draft);
}

/** A follower wants the next piece of the snapshot. */
export function takeSnapshotReply(draft: Draft, reply: SnapshotReply): void {
  const { now } = draft;
  const one = progressOf(now, reply.from);
  const expected = one?.mode === 'snapshot' && reply.index === one.snapshotIndex;
  if (now.role !== 'leader' || one === null || !expected) {
    ignore(draft);
    return;
  }
  const heard = one.active ? one : { ...one, active: true };
  // The piece that begins there is on its way already.
  if (reply.offset === one.snapshotOffset) note(draft, heard);
  else sendPiece(draft, { ...heard, snapshotOffset: reply.offset });
}

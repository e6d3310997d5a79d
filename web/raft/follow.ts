/** The follower's side: what a leader sends (§5.3, §7). */
import { commitUpTo, switchTo } from './commit.ts';
import { ignore, type Draft } from './draft.ts';
import { assertAgrees, bestMatch, merge } from './log.ts';
import type { Snapshot } from './log-entry.ts';
import type { Append, Heartbeat, SeatId, SnapshotPiece } from './message.ts';
import { becomeFollower } from './role.ts';
import { lastIndex, termAt } from './view.ts';

/** true: `from` leads this term and was heard just now. A term has one leader at most (§5.2). */
function follow(draft: Draft, from: SeatId): boolean {
  const { now } = draft;
  if (now.role === 'leader') {
    ignore(draft);
    return false;
  }
  if (now.role !== 'follower') {
    becomeFollower(draft, { term: now.hard.term, leader: from, why: 'heard a leader' });
  }
  now.electionElapsed = 0;
  now.leader = from;
  return true;
}

/** Tells `to` that everything up to `index` matches, and which term it is. */
export function tellMatch(draft: Draft, to: SeatId, index: number): void {
  const { now, send } = draft;
  send.push({
    kind: 'appendReply',
    from: now.id,
    to,
    term: now.hard.term,
    index,
    refused: false,
    hintIndex: 0,
    hintTerm: 0,
  });
}

/** Takes entries over if the one before them matches. */
export function takeAppend(draft: Draft, message: Append): void {
  const { now, send } = draft;
  const { from, previousIndex, previousTerm, entries } = message;
  if (!follow(draft, from)) return;
  if (previousIndex < now.hard.commit) {
    assertAgrees(now, previousIndex, entries);
    tellMatch(draft, from, now.hard.commit);
    return;
  }
  if (termAt(now, previousIndex) === previousTerm) {
    merge(draft, previousIndex, entries);
    const last = previousIndex + entries.length;
    // Beyond `last` nothing was compared, whatever the leader has committed.
    commitUpTo(draft, Math.min(message.commit, last));
    tellMatch(draft, from, last);
    return;
  }
  const hint = bestMatch(now, previousIndex, previousTerm);
  send.push({
    kind: 'appendReply',
    from: now.id,
    to: from,
    term: now.hard.term,
    index: previousIndex,
    refused: true,
    hintIndex: hint.index,
    hintTerm: hint.term ?? 0,
  });
}

/** Hears that the leader is there, and what is committed of that which it knows to match. */
export function takeHeartbeat(draft: Draft, { from, commit, round }: Heartbeat): void {
  const { now, send } = draft;
  if (!follow(draft, from)) return;
  // A seat that lost what it had acknowledged has nothing to commit there; it waits for repair.
  if (commit <= lastIndex(now)) commitUpTo(draft, commit);
  else ignore(draft);
  send.push({ kind: 'heartbeatReply', from: now.id, to: from, term: now.hard.term, round });
}

/** Gathers a snapshot and, once whole, starts over from it. */
export function takePiece(draft: Draft, piece: SnapshotPiece): void {
  const { now } = draft;
  const { from, index, entryTerm, configuration, totalBytes, data } = piece;
  if (!follow(draft, from)) return;
  // What we hold already needs no snapshot: it covers committed entries only (§7).
  if (termAt(now, index) === entryTerm) commitUpTo(draft, index);
  if (index <= now.hard.commit) {
    now.incoming = null;
    tellMatch(draft, from, now.hard.commit);
    return;
  }
  const known = now.incoming;
  const same =
    known?.index === index && known.term === entryTerm && known.totalBytes === totalBytes;
  const pieces = same ? known.pieces : [];
  const bytes = same ? known.bytes : 0;
  const total = bytes + data.length;
  if (piece.offset !== bytes) {
    askPiece(draft, piece, bytes);
  } else if (total > totalBytes || (data.length === 0 && total < totalBytes)) {
    ignore(draft);
  } else if (total < totalBytes) {
    const term = entryTerm;
    const all = [...pieces, data];
    now.incoming = { index, term, configuration, totalBytes, pieces: all, bytes: total };
    askPiece(draft, piece, total);
  } else {
    const whole = joined([...pieces, data], totalBytes);
    restore(draft, { index, term: entryTerm, configuration, data: whole });
    tellMatch(draft, from, index);
  }
}

function askPiece(draft: Draft, { from, index }: SnapshotPiece, offset: number): void {
  const { now, send } = draft;
  const { term } = now.hard;
  send.push({ kind: 'snapshotReply', from: now.id, to: from, term, index, offset });
}

function joined(pieces: readonly Uint8Array[], totalBytes: number): Uint8Array {
  const whole = new Uint8Array(totalBytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Everything held so far gives way: it ends earlier than the snapshot, or contradicts it. */
function restore(draft: Draft, snapshot: Snapshot): void {
  const { now, events } = draft;
  now.snapshot = snapshot;
  now.log = [];
  now.hard = { ...now.hard, commit: snapshot.index };
  now.incoming = null;
  draft.truncateFrom = snapshot.index + 1;
  draft.install = snapshot;
  events.push({ kind: 'installed', index: snapshot.index });
  switchTo(draft, snapshot.configuration);
}

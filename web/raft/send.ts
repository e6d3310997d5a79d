/** What a leader sends: appends, heartbeats, pieces of a snapshot. */
import type { Draft } from './draft.ts';
import { batchCount } from './log.ts';
import type { SeatId } from './message.ts';
import { note, sent } from './progress.ts';
import type { Progress } from './state.ts';
import { entriesBetween, progressOf, termAt } from './view.ts';

/**
 * Sends `to` the entries it lacks, as flow control allows; a seat so far behind that its entries
 * are compacted away gets the snapshot. With `evenEmpty` an append without entries goes out when
 * there are none to send: it carries the commit index and asks whether the logs match.
 */
export function sendAppend(
  draft: Draft,
  to: SeatId,
  { evenEmpty }: { evenEmpty: boolean },
): boolean {
  const { now } = draft;
  const one = progressOf(now, to);
  if (one === null || to === now.id || one.paused || one.mode === 'snapshot') return false;
  const previousIndex = one.next - 1;
  const previousTerm = termAt(now, previousIndex);
  if (previousTerm === null) {
    // Snapshots are large: not to one that may be gone.
    if (!one.active) return false;
    sendPiece(draft, { ...one, snapshotIndex: 0, snapshotOffset: 0 });
    return true;
  }
  const { inflightMax } = now.options;
  const full = one.mode === 'replicate' && one.inflight.length >= inflightMax;
  const count = full ? 0 : batchCount(now, one.next);
  if (count === 0 && !evenEmpty) return false;
  const last = previousIndex + count;
  draft.send.push({
    kind: 'append',
    from: now.id,
    to,
    term: now.hard.term,
    previousIndex,
    previousTerm,
    entries: count === 0 ? [] : entriesBetween(now, one.next, last),
    commit: now.hard.commit,
  });
  note(draft, sent(one, { last, count, inflightMax }));
  return true;
}

/** Sends `to` all that flow control allows at once (pipelining). */
export function fill(draft: Draft, to: SeatId): void {
  while (sendAppend(draft, to, { evenEmpty: false }));
}

/** Sends everyone what is new: entries, or at least the commit index. */
export function broadcastAppend(draft: Draft): void {
  for (const { id } of draft.now.progress) sendAppend(draft, id, { evenEmpty: true });
}

/** Tells everyone who leads, and asks them to confirm the latest read round that waits. */
export function broadcastHeartbeat(draft: Draft): void {
  const { now } = draft;
  const round = now.reads.at(-1)?.round ?? 0;
  for (const one of now.progress) {
    if (one.id === now.id) continue;
    draft.send.push({
      kind: 'heartbeat',
      from: now.id,
      to: one.id,
      term: now.hard.term,
      // A tail that was never compared may be another leader's: match bounds what may be committed.
      commit: Math.min(one.match, now.hard.commit),
      round,
    });
    // If this is answered before the piece that went out earlier, the piece is lost.
    if (one.mode === 'snapshot') note(draft, { ...one, paused: true });
  }
}

/**
 * Sends the piece of the snapshot that `one` is due; from the first byte if the leader has taken
 * another snapshot since.
 */
export function sendPiece(draft: Draft, one: Progress): void {
  const { now, send } = draft;
  const { index, term, configuration, data } = now.snapshot;
  const offset = one.snapshotIndex === index ? Math.min(one.snapshotOffset, data.length) : 0;
  send.push({
    kind: 'snapshot',
    from: now.id,
    to: one.id,
    term: now.hard.term,
    index,
    entryTerm: term,
    configuration,
    offset,
    totalBytes: data.length,
    data: data.slice(offset, offset + now.options.snapshotChunkBytes),
  });
  const next = { ...one, snapshotIndex: index, snapshotOffset: offset, paused: false };
  note(draft, { ...next, mode: 'snapshot', inflight: [] });
}

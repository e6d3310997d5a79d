/**
 * Linearizable reads without writing to the log (§8 of the paper, §6.4 of the dissertation): the
 * leader notes its commit index, has a majority confirm that it still leads, then answers.
 */
import { quorumValue } from './configuration.ts';
import { refuse, type Draft } from './draft.ts';
import type { HeartbeatReply } from './message.ts';
import { broadcastHeartbeat } from './send.ts';
import { hasCommittedInTerm, progressOf } from './view.ts';

/** A read of what was committed before now. */
export function readIndex(draft: Draft, id: number): void {
  const { now, reads } = draft;
  if (now.role !== 'leader') {
    reads.push({ id, index: null });
    refuse(draft, 'readIndex', 'is not the leader');
    return;
  }
  if (now.options.bug === 'stale-reads') {
    reads.push({ id, index: now.hard.commit });
    return;
  }
  now.round++;
  now.reads = [...now.reads, { id, index: now.hard.commit, round: now.round }];
  broadcastHeartbeat(draft);
  answerReads(draft);
}

/** The first entry of the leader's own term is committed: now it knows what reads must see. */
export function releaseReads(draft: Draft): void {
  const { now } = draft;
  if (now.reads.length === 0) return;
  now.reads = now.reads.map((read) => ({ ...read, index: now.hard.commit }));
  answerReads(draft);
}

/** Answers the reads whose round a majority has confirmed. */
export function answerReads(draft: Draft): void {
  const { now } = draft;
  // §6.4: before it has committed an entry of its term, a leader may not know the latest commit.
  if (now.reads.length === 0 || !hasCommittedInTerm(now)) return;
  const confirmed = quorumValue(now.configuration, (id) =>
    id === now.id ? now.round : (progressOf(now, id)?.round ?? 0),
  );
  const left = now.reads.filter(({ round }) => round > confirmed);
  if (left.length === now.reads.length) return;
  for (const { id, index, round } of now.reads) {
    if (round <= confirmed) draft.reads.push({ id, index });
  }
  now.reads = left;
}

/** The round that `reply` confirms; one that was never asked for is worth nothing. */
export function confirmedRound({ now }: Draft, { round }: HeartbeatReply): number {
  return round <= now.round ? round : 0;
}

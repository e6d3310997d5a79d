/** Committing, and what a committed membership change does at once. */
import { becomeFollower, appendOwn } from './role.ts';
import { changed, quorumValue } from './configuration.ts';
import type { Draft } from './draft.ts';
import { dataBytes } from './log.ts';
import type { Configuration } from './log-entry.ts';
import { unknown } from './progress.ts';
import { releaseReads } from './read.ts';
import { broadcastAppend, fill } from './send.ts';
import {
  entryAt,
  hasCommittedInTerm,
  isJoint,
  isVoter,
  lastIndex,
  members,
  progressOf,
  termAt,
} from './view.ts';

/** A follower learns that everything up to `index` is committed; it must hold it already. */
export function commitUpTo(draft: Draft, index: number): void {
  const { now } = draft;
  const old = now.hard.commit;
  if (index <= old) return;
  handOut(draft, index);
  applyChanges(draft, old);
}

/**
 * A leader commits what a majority holds (§5.3, §5.4), tells everyone, and lets a membership
 * change take effect, which may in turn let more be committed. Answers whether anything was.
 */
export function advanceCommit(draft: Draft): boolean {
  const { now } = draft;
  let moved = false;
  while (now.role === 'leader') {
    const index = quorumValue(now.configuration, (id) => progressOf(now, id)?.match ?? 0);
    const old = now.hard.commit;
    if (index <= old) break;
    // §5.4.2: never commit an entry of an older term by counting replicas (figure 8).
    const counts = termAt(now, index) === now.hard.term;
    if (!counts && now.options.bug !== 'commit-old-terms') break;
    moved = true;
    const first = !hasCommittedInTerm(now);
    handOut(draft, index);
    if (first) releaseReads(draft);
    // Those who leave by this very change must still hear of it: tell first, then change.
    broadcastAppend(draft);
    applyChanges(draft, old);
  }
  return moved;
}

function handOut(draft: Draft, index: number): void {
  const { now, apply, events } = draft;
  for (let at = now.hard.commit + 1; at <= index; at++) {
    const entry = entryAt(now, at)!;
    apply.push({ index: at, entry });
    if (now.role === 'leader') now.uncommittedBytes -= dataBytes(entry);
  }
  now.hard = { ...now.hard, commit: index };
  events.push({ kind: 'commit', index });
}

function applyChanges(draft: Draft, after: number): void {
  const { now } = draft;
  for (let at = after + 1; at <= now.hard.commit; at++) {
    const entry = entryAt(now, at);
    if (entry?.kind !== 'conf') continue;
    const configuration = changed(now.configuration, entry.change);
    // One that cannot be made was appended by a seat that knew less; everyone passes over it.
    if (typeof configuration !== 'string') switchTo(draft, configuration);
  }
  leaveJoint(draft);
}

/** Takes part under `configuration` from now on. */
export function switchTo(draft: Draft, configuration: Configuration): void {
  const { now, events } = draft;
  now.configuration = configuration;
  events.push({ kind: 'configuration', configuration });
  if (now.role !== 'leader') return;
  if (!isVoter(configuration, now.id)) {
    // §4.2.2 of the dissertation: it leads until its removal is committed, not longer.
    becomeFollower(draft, { term: now.hard.term, leader: 0, why: 'left the configuration' });
    return;
  }
  const next = Math.max(1, lastIndex(now));
  now.progress = members(configuration).map(
    // A newcomer counts as heard from, or the next check of the quorum could depose the leader.
    (id) => progressOf(now, id) ?? unknown(id, next, true),
  );
  if (now.transferee !== 0 && !isVoter(configuration, now.transferee)) now.transferee = 0;
  for (const { id } of now.progress) fill(draft, id);
}

/** A leader ends a joint configuration by itself unless that was ruled out. */
function leaveJoint(draft: Draft): void {
  const { now } = draft;
  const { configuration, hard, pendingConf } = now;
  if (now.role !== 'leader' || !isJoint(configuration) || !configuration.autoLeave) return;
  if (pendingConf > hard.commit) return;
  appendOwn(draft, [{ term: hard.term, kind: 'conf', change: {} }]);
  now.pendingConf = lastIndex(now);
  broadcastAppend(draft);
}

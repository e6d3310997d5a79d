/** Writing the log, and comparing it with another. */
import { assert } from '../assert.ts';
import type { Draft } from './draft.ts';
import type { Entry } from './log-entry.ts';
import { firstIndex, lastIndex, lastTerm, termAt } from './view.ts';
import type { RaftState } from './state.ts';

/** Bytes of data in `entry`, as flow control counts them. */
export function dataBytes(entry: Entry): number {
  return entry.kind === 'data' ? entry.data.length : 0;
}

/** Puts `entries` at the end of the log. */
export function append(draft: Draft, entries: readonly Entry[]): void {
  const { now } = draft;
  const first = lastIndex(now) + 1;
  now.log = now.log.concat(entries);
  draft.writtenFrom = draft.writtenFrom === 0 ? first : Math.min(draft.writtenFrom, first);
}

/**
 * Takes over `entries`, which follow the entry at `previousIndex` (known to match). What is there
 * already stays; from the first conflict on, the old log gives way (§5.3).
 */
export function merge(draft: Draft, previousIndex: number, entries: readonly Entry[]): void {
  const { now } = draft;
  for (let i = 0; i < entries.length; i++) {
    const index = previousIndex + 1 + i;
    if (index > lastIndex(now)) {
      append(draft, entries.slice(i));
      return;
    }
    if (termAt(now, index) === entries[i]!.term) continue;
    assert(index > now.hard.commit, 'a committed entry is never replaced', {
      room: 'raft',
      seat: now.id,
      index,
      commit: now.hard.commit,
      held: termAt(now, index),
      offered: entries[i]!.term,
    });
    now.log = now.log.slice(0, index - firstIndex(now));
    draft.truncateFrom = index;
    append(draft, entries.slice(i));
    return;
  }
}

/** What is committed here and was sent again must be the same (§5.4.3, leader completeness). */
export function assertAgrees(
  state: RaftState,
  previousIndex: number,
  entries: readonly Entry[],
): void {
  const { commit } = state.hard;
  const last = Math.min(commit - previousIndex, entries.length);
  for (let i = Math.max(0, state.snapshot.index - previousIndex); i < last; i++) {
    const held = termAt(state, previousIndex + 1 + i);
    const offered = entries[i]!.term;
    assert(held === offered, 'a committed entry is the same on every seat', {
      room: 'raft',
      seat: state.id,
      index: previousIndex + 1 + i,
      commit,
      held,
      offered,
    });
  }
}

/**
 * The highest index up to `index` whose term is at most `term`: where a log that has `term` at
 * `index` could match at best (the end of §5.3). Its own term comes with it; null = compacted.
 */
export function bestMatch(
  state: RaftState,
  index: number,
  term: number,
): { readonly index: number; readonly term: number | null } {
  for (let at = Math.min(index, lastIndex(state)); ; at--) {
    const here = termAt(state, at);
    if (here === null || here <= term) return { index: at, term: here };
  }
}

/** true: a log that ends so is at least as complete as ours (§5.4.1). */
export function isUpToDate(
  state: RaftState,
  other: { readonly lastIndex: number; readonly lastTerm: number },
): boolean {
  const mine = lastTerm(state);
  if (other.lastTerm !== mine) return other.lastTerm > mine;
  return other.lastIndex >= lastIndex(state);
}

/**
 * How many entries from index `next` on go into one append: at most `maxEntriesPerAppend`, at
 * most `maxBytesPerAppend` of data, but always one.
 */
export function batchCount(state: RaftState, next: number): number {
  const { maxEntriesPerAppend, maxBytesPerAppend } = state.options;
  const start = next - firstIndex(state);
  const most = Math.min(state.log.length - start, maxEntriesPerAppend);
  let bytes = 0;
  for (let count = 0; count < most; count++) {
    bytes += dataBytes(state.log[start + count]!);
    if (bytes > maxBytesPerAppend) return Math.max(1, count);
  }
  return Math.max(0, most);
}

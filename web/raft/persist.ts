/**
 * What must be durable, as virtual disks and tests keep it. A real disk does the same with its own
 * records: truncate, then take the snapshot, then write the entries.
 */
import { assert } from '../assert.ts';
import type { Entry, HardState, Snapshot } from './log-entry.ts';
import type { Persist } from './state.ts';

/** What a disk holds of one seat. */
export interface Durable {
  readonly hard: HardState;
  /** Covers everything before `log`; index 0 = none. */
  readonly snapshot: Snapshot;
  /** log[i] has index snapshot.index + 1 + i. */
  readonly log: readonly Entry[];
}

/** One write that leaves the disk as `first` and then `second` would; null = nothing to write. */
export function mergePersist(first: Persist | null, second: Persist | null): Persist | null {
  if (first === null || second === null) return first ?? second;
  const snapshot = second.snapshot ?? first.snapshot;
  const covered = snapshot?.index ?? 0;
  // Of the first one's entries those stay that the second one neither discards nor covers.
  const end = second.truncateFrom > 0 ? second.truncateFrom : Infinity;
  const kept = first.entries.filter((_, i) => {
    const index = first.firstIndex + i;
    return index > covered && index < end;
  });
  const entries = [...kept, ...second.entries];
  const cuts = [first.truncateFrom, second.truncateFrom].filter((from) => from > 0);
  return {
    hard: second.hard ?? first.hard,
    truncateFrom: cuts.length === 0 ? 0 : Math.min(...cuts),
    snapshot,
    firstIndex: kept.length > 0 ? Math.max(first.firstIndex, covered + 1) : second.firstIndex,
    entries,
  };
}

/** The disk after `persist`; it must follow what the disk holds without a gap. */
export function applyPersist(durable: Durable, persist: Persist | null): Durable {
  if (persist === null) return durable;
  const { truncateFrom, entries, firstIndex } = persist;
  const old = durable.snapshot.index;
  let log = durable.log;
  if (truncateFrom > 0) log = log.slice(0, Math.max(0, truncateFrom - old - 1));
  const snapshot = persist.snapshot ?? durable.snapshot;
  if (snapshot.index > old) log = log.slice(snapshot.index - old);
  if (entries.length > 0) {
    const end = snapshot.index + log.length;
    assert(firstIndex === end + 1, 'a log has no gaps', { room: 'raft', firstIndex, end });
    log = log.concat(entries);
  }
  return { hard: persist.hard ?? durable.hard, snapshot, log };
}

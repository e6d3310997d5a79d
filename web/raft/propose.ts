/** What clients ask a leader to put into the log. */
import { advanceCommit } from './commit.ts';
import { changed } from './configuration.ts';
import { refuse, type Draft } from './draft.ts';
import { dataBytes } from './log.ts';
import type { ConfigurationChange, Entry } from './log-entry.ts';
import { appendOwn } from './role.ts';
import { broadcastAppend } from './send.ts';
import { lastIndex } from './view.ts';

/** A client's bytes, for the log. */
export function propose(draft: Draft, data: Uint8Array): void {
  const { now } = draft;
  const entry: Entry = { term: now.hard.term, kind: 'data', data };
  const waiting = now.uncommittedBytes;
  if (now.role !== 'leader') refuse(draft, 'propose', 'is not the leader');
  else if (now.transferee !== 0) refuse(draft, 'propose', 'hands leadership over');
  // A first one is always taken, however large, or it never would be.
  else if (waiting > 0 && waiting + dataBytes(entry) > now.options.uncommittedBytesMax) {
    refuse(draft, 'propose', 'too much waits to be committed');
  } else {
    replicate(draft, entry);
  }
}

/** Appends `entry` to the leader's log and sends it out. */
function replicate(draft: Draft, entry: Entry): void {
  appendOwn(draft, [entry]);
  // Alone, or in a majority of one, the leader commits at once and that is broadcast with it.
  if (!advanceCommit(draft)) broadcastAppend(draft);
}

/** A membership change, for the log; the next is taken only once this one has taken effect. */
export function proposeConf(draft: Draft, change: ConfigurationChange): void {
  const { now } = draft;
  const { hard, configuration } = now;
  const outcome = changed(configuration, change);
  if (now.role !== 'leader') refuse(draft, 'proposeConf', 'is not the leader');
  else if (now.transferee !== 0) refuse(draft, 'proposeConf', 'hands leadership over');
  else if (now.pendingConf > hard.commit) {
    refuse(draft, 'proposeConf', 'another change is not committed yet');
  } else if (typeof outcome === 'string') refuse(draft, 'proposeConf', outcome);
  else {
    now.pendingConf = lastIndex(now) + 1;
    replicate(draft, { term: hard.term, kind: 'conf', change });
  }
}

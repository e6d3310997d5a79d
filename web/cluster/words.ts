/** What a seat says when it stops or waits. */
import { BrokenInvariant } from '../assert.ts';
import { DiskFailure } from './disk.ts';
import { Diverged } from './host.ts';

export const JOINING = 'Its disk is empty. It asks the leader to be let in as a learner.';
export const DAMAGED = 'Its disk is damaged. It keeps silent until the others have let it in anew.';
export const STOPPED = 'Its tab was closed or gave it up. Its disk is kept.';
export const CRASHED = 'Stopped, as by a crash. Its disk is kept.';
export const REMOVED = 'Removed from the cluster. Its disk is emptied.';
export const ASLEEP = 'The browser put this tab to sleep. To the others it looks crashed.';
export const AWAY = 'Not heard of since this page opened.';
export const TAKEN_OVER = 'Another tab has taken this seat over.';
export const CLOSED = 'The tab that ran it was closed.';

const NEWER =
  'A newer version of this page wrote its disk. Reload the page to get it; the disk is kept.';

export const runsElsewhere = (seat: number, tab: number): string =>
  tab > 0 ? `Seat ${seat} runs in tab ${tab}.` : `Seat ${seat} runs in another tab.`;

export const stillHeld = (seat: number): string =>
  `Another tab holds seat ${seat} and does not answer. You can take it over.`;

/** Why a seat stopped by itself. */
export function wordsOf(error: unknown): string {
  if (error instanceof DiskFailure) {
    switch (error.reason) {
      case 'full':
        return 'The disk is full, so it can promise nothing new. Free some space and restart it.';
      case 'fenced':
        return TAKEN_OVER;
      case 'closed':
        return 'The browser took its storage away. Restart it.';
      case 'newer':
        return NEWER;
      case 'failed':
        return `Its disk failed: ${error.message}. Restart it.`;
    }
  }
  // The list of seats is a database of its own.
  if (error instanceof DOMException && error.name === 'VersionError') return NEWER;
  if (error instanceof Diverged)
    return `It stopped, for its state is not the others': ${error.message}.`;
  if (error instanceof BrokenInvariant)
    return `It stopped before it broke a promise: ${error.message}.`;
  return `It stopped: ${error instanceof Error ? error.message : String(error)}.`;
}

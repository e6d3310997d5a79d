/**
 * What a leader knows of one other seat, and how it sends to it: one append at a time while it
 * looks for where the logs match (probe), many in flight once it knows (replicate), none while a
 * snapshot is on its way (snapshot).
 */
import type { SeatId } from './message.ts';
import type { Progress } from './state.ts';
import type { Draft } from './draft.ts';

const NO_INFLIGHT: readonly number[] = Object.freeze([]);

/** A seat of which nothing is known yet; probing begins with the entry at `next`. */
export function unknown(id: SeatId, next: number, active: boolean): Progress {
  return {
    id,
    match: 0,
    next,
    mode: 'probe',
    inflight: NO_INFLIGHT,
    paused: false,
    active,
    snapshotIndex: 0,
    snapshotOffset: 0,
    round: 0,
  };
}

/** `one` looks for the match again, from `next`. */
export function probing(one: Progress, next: number): Progress {
  return {
    ...one,
    mode: 'probe',
    next,
    paused: false,
    inflight: NO_INFLIGHT,
    snapshotIndex: 0,
    snapshotOffset: 0,
  };
}

/** `one` holds everything up to `match`, no less than before: appends may follow at once. */
export function matched(one: Progress, match: number): Progress {
  if (one.mode !== 'replicate') {
    return { ...probing(one, match + 1), mode: 'replicate', match };
  }
  const inflight = one.inflight;
  let done = 0;
  while (done < inflight.length && inflight[done]! <= match) done++;
  return {
    ...one,
    match,
    next: Math.max(one.next, match + 1),
    inflight: done === 0 ? inflight : inflight.slice(done),
    paused: done === 0 && one.paused,
  };
}

/** An append that ended at `last` is out to `one`; `count` entries were in it. */
export function sent(
  one: Progress,
  { last, count, inflightMax }: { last: number; count: number; inflightMax: number },
): Progress {
  if (one.mode === 'probe') return { ...one, paused: true };
  const inflight = count === 0 ? one.inflight : [...one.inflight, last];
  // An append that goes out although all places are taken is a probe: one is enough.
  const paused = inflight.length >= inflightMax;
  if (count === 0 && paused === one.paused) return one;
  return { ...one, next: last + 1, inflight, paused };
}

/** Puts `one` in its place in the draft's list, if its seat is there. */
export function note({ now }: Draft, one: Progress): void {
  const at = now.progress.findIndex(({ id }) => id === one.id);
  if (at < 0 || now.progress[at] === one) return;
  const progress = now.progress.slice();
  progress[at] = one;
  now.progress = progress;
}

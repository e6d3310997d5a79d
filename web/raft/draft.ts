/**
 * One step in the making: the next state, whose own fields may be set until the step ends (what
 * they point to is shared with the old state and never written), and what will be put out.
 */
import { SPLITMIX_STEP, splitmix32 } from '../rng.ts';
import type { Entry, Snapshot } from './log-entry.ts';
import type { Message } from './message.ts';
import type { Event, Input, Output, Persist, RaftState, Stepped } from './state.ts';
import { entriesBetween, lastIndex } from './view.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export interface Draft {
  readonly before: RaftState;
  readonly now: Writable<RaftState>;
  readonly send: Message[];
  readonly apply: { readonly index: number; readonly entry: Entry }[];
  readonly reads: { readonly id: number; readonly index: number | null }[];
  readonly events: Event[];
  install: Snapshot | null;
  /** Lowest index discarded; 0 = none. */
  truncateFrom: number;
  /** Lowest index written; 0 = none. */
  writtenFrom: number;
}

/** A draft that starts as `before`. */
export function open(before: RaftState): Draft {
  return {
    before,
    now: { ...before },
    send: [],
    apply: [],
    reads: [],
    events: [],
    install: null,
    truncateFrom: 0,
    writtenFrom: 0,
  };
}

/** What a step puts out in which nothing happened. */
export const QUIET: Output = Object.freeze({
  persist: null,
  send: Object.freeze([]),
  install: null,
  apply: Object.freeze([]),
  reads: Object.freeze([]),
  events: Object.freeze([]),
});

/** Ends the step. The draft must not be used afterwards. */
export function close(draft: Draft): Stepped {
  const { now, send, apply, reads, events, install } = draft;
  const persist = written(draft);
  const spoken = send.length + apply.length + reads.length + events.length;
  if (persist === null && spoken === 0) return { state: now, output: QUIET };
  return { state: now, output: { persist, send, install, apply, reads, events } };
}

function written({ before, now, truncateFrom, writtenFrom }: Draft): Persist | null {
  const { hard, snapshot } = now;
  const elected = hard.term !== before.hard.term || hard.vote !== before.hard.vote;
  const compacted = snapshot !== before.snapshot;
  if (!elected && !compacted && truncateFrom === 0 && writtenFrom === 0) return null;
  return {
    hard: now.options.bug === 'vote-not-persisted' ? { ...hard, vote: 0 } : hard,
    truncateFrom,
    snapshot: compacted ? snapshot : null,
    firstIndex: writtenFrom,
    entries: writtenFrom === 0 ? [] : entriesBetween(now, writtenFrom, lastIndex(now)),
  };
}

/** Counts a message that is stale, foreign or makes no sense; it changes nothing else. */
export function ignore({ now }: Draft): void {
  now.ignored++;
}

/** Tells the host that an input was not taken. */
export function refuse({ events }: Draft, what: Input['kind'], why: string): void {
  events.push({ kind: 'refused', what, why });
}

/** Draws a new election timeout, from `electionTicks` to twice that minus one (§5.2). */
export function drawTimeout({ now }: Draft): void {
  const { electionTicks } = now.options;
  now.random = (now.random + SPLITMIX_STEP) >>> 0;
  now.electionTimeout = electionTicks + (splitmix32(now.random) % electionTicks);
}

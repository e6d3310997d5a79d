/**
 * The shipped core behind a face for scenarios and differential tests of third parties: one seat
 * whose clock stands still unless told otherwise, and whose writes are durable when they are
 * taken. Nothing of the algorithm is in this file.
 */
import { checkChange, checkCount, checkData, checkSeat, checkSeatNumber } from './check-harness.ts';
import { isMessage, isMessageKind } from './check-message.ts';
import type { Configuration, ConfigurationChange, Entry, Snapshot } from './log-entry.ts';
import type { Message, MessageKind, SeatId } from './message.ts';
import { start, step as stepCore } from './raft.ts';
import { DEFAULT_OPTIONS, type Input, type RaftState } from './state.ts';
import { applyPersist, type Durable } from './persist.ts';
import { firstIndex, lastIndex, lastTerm } from './view.ts';

/** Who votes: at the founding, or as of `snap`. */
export interface HarnessMembers {
  readonly voters: readonly SeatId[];
  readonly learners?: readonly SeatId[];
  readonly outgoing?: readonly SeatId[];
  readonly learnersNext?: readonly SeatId[];
  /** true: the leader leaves a joint configuration by itself. */
  readonly auto?: boolean;
}

/** An entry: without `data` and `change` it is the empty one a leader begins with. */
interface HarnessEntry {
  readonly term: number;
  readonly data?: Uint8Array | string | null;
  readonly change?: ConfigurationChange;
}

interface HarnessSnapshot {
  readonly index: number;
  readonly term: number;
  /** As of `index`; absent: as given beside it. */
  readonly conf?: HarnessMembers;
  readonly data?: Uint8Array;
}

export interface HarnessOptions {
  readonly preVote?: boolean;
  readonly checkQuorum?: boolean;
  readonly maxEntriesPerAppend?: number;
}

export interface HarnessSeat {
  readonly id: SeatId;
  readonly conf: HarnessMembers;
  readonly hard?: { readonly term: number; readonly vote: SeatId; readonly commit: number };
  /** From index 1, or from the one after `snap`. */
  readonly log?: readonly HarnessEntry[];
  readonly snap?: HarnessSnapshot | null;
  readonly options?: HarnessOptions;
}

/** All that a seat needs to come up again: give it to `make` with `id` and `options`. */
export interface HarnessRestart {
  readonly hard: { readonly term: number; readonly vote: SeatId; readonly commit: number };
  readonly log: readonly HarnessEntry[];
  readonly conf: HarnessMembers;
  readonly snap?: HarnessSnapshot;
}

export interface HarnessView {
  readonly role: RaftState['role'];
  readonly term: number;
  readonly vote: SeatId;
  /** 0 = unknown. */
  readonly lead: SeatId;
  readonly commit: number;
  readonly first: number;
  readonly last: number;
  /** Of the entries from `first` to `last`. */
  readonly terms: readonly number[];
  readonly voters: readonly SeatId[];
  readonly outgoing: readonly SeatId[];
  readonly learners: readonly SeatId[];
}

export interface RaftHarnessNode {
  step(message: Message): void;
  /** Its election timer fires. */
  campaign(): void;
  propose(data: Uint8Array | string): void;
  proposeConf(change: ConfigurationChange): void;
  transfer(to: SeatId): void;
  /** A leader's heartbeat timer fires once. */
  heartbeat(): void;
  /** A whole election timeout passes on a leader. */
  electionTimeout(): void;
  /** It hears nobody for the shortest election timeout; its own timer has not fired. */
  silence(): void;
  /** Takes a snapshot at `index`, which is committed, and discards the log up to it. */
  compact(index: number): void;
  /** What it has said since the last call, now that everything up to here is durable. */
  take(): { readonly messages: readonly Message[]; readonly restartState: HarnessRestart };
  view(): HarnessView;
}

/**
 * Makes seats of the shipped core; see {@link RaftHarnessNode}. What cannot be is answered by a
 * TypeError or RangeError that names the argument.
 */
export const raftHarness = {
  /**
   * A seat that comes up with what it had made durable.
   *
   * @throws TypeError or RangeError that names the field which cannot be.
   */
  make(seat: HarnessSeat): RaftHarnessNode {
    checkSeat(seat);
    const { preVote = false, checkQuorum = false } = seat.options ?? {};
    const { maxEntriesPerAppend = DEFAULT_OPTIONS.maxEntriesPerAppend } = seat.options ?? {};
    // Heartbeats go out when told to, and else as rarely as may be.
    const heartbeatTicks = DEFAULT_OPTIONS.electionTicks - 1;
    const asked = { preVote, checkQuorum, maxEntriesPerAppend, heartbeatTicks };
    const options = { ...DEFAULT_OPTIONS, ...asked };
    const durable = durableOf(seat);
    return node(start({ id: seat.id, options, seed: seat.id, ...durable }), durable);
  },
  /** What `message` is for; the request for a piece of a snapshot counts as an answer to it. */
  kind(message: Message): Exclude<MessageKind, 'snapshotReply'> {
    const { kind } = (message as Message | null | undefined) ?? {};
    if (!isMessageKind(kind)) throw new TypeError('message must be one that a seat has sent');
    return kind === 'snapshotReply' ? 'appendReply' : kind;
  },
} as const;

function node(initial: RaftState, disk: Durable): RaftHarnessNode {
  let state = initial;
  let durable = disk;
  let messages: Message[] = [];
  const put = (input: Input): void => {
    const { state: next, output } = stepCore(state, input);
    state = next;
    durable = applyPersist(durable, output.persist);
    messages.push(...output.send);
  };
  return {
    // As at a channel: what is no message at all is dropped.
    step: (message) => {
      if (isMessage(message)) put({ kind: 'message', message });
    },
    campaign: () => put({ kind: 'campaign' }),
    propose: (data) => {
      checkData('data', data);
      put({ kind: 'propose', data: bytesOf(data) });
    },
    proposeConf: (change) => {
      checkChange('change', change);
      put({ kind: 'proposeConf', change });
    },
    transfer: (to) => {
      checkSeatNumber('to', to);
      put({ kind: 'transfer', to });
    },
    heartbeat: () => put({ kind: 'heartbeat' }),
    electionTimeout: () => {
      const { electionTicks } = state.options;
      if (state.role !== 'leader') return;
      for (let tick = 0; tick < electionTicks; tick++) put({ kind: 'tick' });
    },
    silence: () => {
      const { electionTicks } = state.options;
      const electionElapsed = Math.max(state.electionElapsed, electionTicks);
      const electionTimeout = Math.max(state.electionTimeout, electionElapsed + 1);
      // Only time passes, so only the clock is set; a drawn timeout may be the very shortest.
      if (state.role !== 'leader') state = { ...state, electionElapsed, electionTimeout };
    },
    compact: (index) => {
      checkCount('index', index, 0);
      put({ kind: 'compact', index, data: new Uint8Array(0) });
    },
    take: () => {
      const said = messages;
      messages = [];
      return { messages: said, restartState: restartOf(durable, state.hard.commit) };
    },
    view: () => viewOf(state),
  };
}

function viewOf(state: RaftState): HarnessView {
  const { role, hard, leader, configuration } = state;
  return {
    role,
    ...hard,
    lead: leader,
    first: firstIndex(state),
    last: lastIndex(state),
    terms: state.log.map(({ term }) => term),
    voters: configuration.voters,
    outgoing: configuration.outgoing,
    learners: configuration.learners,
  };
}

function durableOf({ conf, hard, log = [], snap }: HarnessSeat): Durable {
  const entries = log.map(entryOf);
  const snapshot: Snapshot = {
    index: snap?.index ?? 0,
    term: snap?.term ?? 0,
    configuration: configurationOf(snap?.conf ?? conf),
    data: snap?.data ?? new Uint8Array(0),
  };
  const { term = 0, vote = 0, commit = 0 } = hard ?? {};
  // Who gives a log without a hard state means the state of a seat that wrote that log.
  const least = lastTerm({ snapshot, log: entries });
  return { hard: { term: Math.max(term, least), vote, commit }, snapshot, log: entries };
}

function restartOf({ hard, snapshot, log }: Durable, commit: number): HarnessRestart {
  const conf = membersOf(snapshot.configuration);
  const { index, term, data } = snapshot;
  return {
    hard: { ...hard, commit },
    log: log.map(harnessEntryOf),
    conf,
    ...(index > 0 ? { snap: { index, term, conf, data } } : {}),
  };
}

function configurationOf(members: HarnessMembers): Configuration {
  const sorted = (ids: readonly SeatId[] = []): SeatId[] => [...ids].sort((a, b) => a - b);
  return {
    voters: sorted(members.voters),
    outgoing: sorted(members.outgoing),
    learners: sorted(members.learners),
    learnersNext: sorted(members.learnersNext),
    autoLeave: members.auto ?? false,
  };
}

function membersOf({ autoLeave, ...lists }: Configuration): HarnessMembers {
  return { ...lists, auto: autoLeave };
}

function entryOf({ term, data, change }: HarnessEntry): Entry {
  if (change) return { term, kind: 'conf', change };
  if (data === undefined || data === null) return { term, kind: 'noop' };
  return { term, kind: 'data', data: bytesOf(data) };
}

function harnessEntryOf(entry: Entry): HarnessEntry {
  if (entry.kind === 'conf') return { term: entry.term, change: entry.change };
  return { term: entry.term, data: entry.kind === 'data' ? entry.data : null };
}

/** `data` as it is, or a text in UTF-8. */
function bytesOf(data: Uint8Array | string): Uint8Array {
  if (typeof data !== 'string') return data;
  const bytes: number[] = [];
  for (const character of data) {
    const code = character.codePointAt(0)!;
    const more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    // The first byte tells how many follow, each of which carries six bits.
    const mark = [0, 0xc0, 0xe0, 0xf0][more]!;
    bytes.push(mark | (code >> (6 * more)));
    for (let left = more - 1; left >= 0; left--) bytes.push(0x80 | ((code >> (6 * left)) & 0x3f));
  }
  return Uint8Array.from(bytes);
}

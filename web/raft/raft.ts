/**
 * Raft, the whole of one seat: elections with pre-vote and check of the quorum, replication,
 * membership changes, snapshots, linearizable reads and handing over of leadership.
 *
 * It knows no clock, no network, no disk and no chance but the generator in its state: the same
 * state and the same input give the same answer, and no state is ever changed. Time is a tick that
 * the host gives; what a log entry means is the host's business.
 *
 * A host's duties, for each output, in this order:
 * 1. Make `persist` durable (persist.ts merges several steps into one write). Everything else in
 *    the output is a promise that rests on it: a vote granted and forgotten elects two leaders, an
 *    entry acknowledged and lost is a committed entry lost. That is also why a leader counts its
 *    own entries at once: no one hears of them before they are written.
 * 2. Send `send`, in any order, over a network that may lose, repeat and delay.
 * 3. Start the application over from `install`, if there is one; then apply `apply`.
 * 4. Answer `reads`, each once everything up to its index is applied.
 * A later step's output must not overtake an earlier one's. After a restart the application starts
 * from the durable snapshot and applies the log up to the durable commit index; what follows comes
 * in outputs. Only messages that pass `isMessage` may come in from outside.
 *
 * It throws {@link BrokenInvariant} when a committed entry would be replaced: then some seat forgot
 * what it had written, a bug was switched on, or a seat lies. Messages that are stale, foreign or
 * make no sense are only counted.
 *
 * Sources: D. Ongaro and J. Ousterhout, In Search of an Understandable Consensus Algorithm
 * (extended version, 2014), cited as "§"; D. Ongaro, Consensus: Bridging Theory and Practice
 * (2014), cited as "§ of the dissertation". Where both are silent it behaves as etcd's Raft does:
 * flow control, the hint in refusals, joint configurations that are left automatically.
 */
import { assert } from '../assert.ts';
import { admit } from './admission.ts';
import { changed } from './configuration.ts';
import { close, drawTimeout, ignore, open, QUIET, refuse, type Draft } from './draft.ts';
import { campaign, checkQuorum, takeVote, takeVoteReply, tickElection } from './election.ts';
import { takeAppend, takeHeartbeat, takePiece } from './follow.ts';
import type { Configuration, Snapshot } from './log-entry.ts';
import type { Message } from './message.ts';
import { propose, proposeConf } from './propose.ts';
import { readIndex } from './read.ts';
import { takeAppendReply, takeHeartbeatReply, takeSnapshotReply } from './replication.ts';
import { becomeFollower } from './role.ts';
import { broadcastHeartbeat } from './send.ts';
import type { Input, RaftOptions, RaftState, Restart, Stepped } from './state.ts';
import { transfer } from './transfer.ts';
import { entryAt, firstIndex, lastIndex, lastTerm, termAt } from './view.ts';

/** A seat as it comes up: a follower of nobody, with what it had made durable. */
export function start({ id, options, seed, hard, snapshot, log }: Restart): RaftState {
  checkOptions(options);
  const commit = Math.max(hard.commit, snapshot.index);
  const context = { room: 'raft', seat: id, commit };
  assert(Number.isSafeInteger(id) && id > 0, 'a seat has a number', context);
  assert(commit <= lastIndex({ snapshot, log }), 'what was committed is still there', context);
  assert(lastTerm({ snapshot, log }) <= hard.term, 'no entry is of a term to come', context);
  const draft = open({
    id,
    options,
    hard: { term: hard.term, vote: hard.vote, commit },
    snapshot,
    log: log.slice(),
    role: 'follower',
    leader: 0,
    configuration: configurationAt({ snapshot, log }, commit),
    electionElapsed: 0,
    heartbeatElapsed: 0,
    electionTimeout: 0,
    random: seed >>> 0,
    votes: [],
    progress: [],
    pendingConf: 0,
    transferee: 0,
    uncommittedBytes: 0,
    reads: [],
    round: 0,
    incoming: null,
    ignored: 0,
  });
  drawTimeout(draft);
  return draft.now;
}

function checkOptions(options: RaftOptions): void {
  const { electionTicks, heartbeatTicks, maxEntriesPerAppend, inflightMax } = options;
  const { maxBytesPerAppend, uncommittedBytesMax, snapshotChunkBytes } = options;
  const counts = [electionTicks, heartbeatTicks, maxEntriesPerAppend, inflightMax];
  const sizes = [maxBytesPerAppend, uncommittedBytesMax, snapshotChunkBytes];
  for (const value of [...counts, ...sizes]) {
    assert(Number.isSafeInteger(value) && value >= 1, 'options are counts', { options });
  }
  assert(heartbeatTicks < electionTicks, 'leaders are heard in time', { options });
}

/** Who votes as of `index`, which must not be compacted away. */
function configurationAt(
  logged: { readonly snapshot: Snapshot; readonly log: RaftState['log'] },
  index: number,
): Configuration {
  let { configuration } = logged.snapshot;
  for (let at = firstIndex(logged); at <= index; at++) {
    const entry = entryAt(logged, at);
    if (entry?.kind !== 'conf') continue;
    const next = changed(configuration, entry.change);
    if (typeof next !== 'string') configuration = next;
  }
  return configuration;
}

/** What `input` makes of `state`, and what the host must do. `state` stays as it is. */
export function step(state: RaftState, input: Input): Stepped {
  // By far the most frequent input changes one number.
  if (input.kind === 'tick' && state.role !== 'leader') {
    const electionElapsed = state.electionElapsed + 1;
    if (electionElapsed < state.electionTimeout) {
      return { state: { ...state, electionElapsed }, output: QUIET };
    }
  }
  const draft = open(state);
  take(draft, input);
  return close(draft);
}

function take(draft: Draft, input: Input): void {
  const { now } = draft;
  switch (input.kind) {
    case 'tick':
      if (now.role === 'leader') tickLeader(draft);
      else tickElection(draft);
      return;
    case 'message':
      if (admit(draft, input.message)) takeMessage(draft, input.message);
      return;
    case 'propose':
      propose(draft, input.data);
      return;
    case 'proposeConf':
      proposeConf(draft, input.change);
      return;
    case 'campaign':
      campaign(draft, { why: 'was told to', transfer: false });
      return;
    case 'transfer':
      transfer(draft, input.to);
      return;
    case 'heartbeat':
      if (now.role === 'leader') heartbeat(draft);
      else refuse(draft, 'heartbeat', 'is not the leader');
      return;
    case 'readIndex':
      readIndex(draft, input.id);
      return;
    case 'compact':
      compact(draft, input.index, input.data);
      return;
    case 'resumed':
      // Its lease is over and its timer means nothing: others may have elected someone else.
      if (input.gapTicks < now.options.electionTicks) return;
      becomeFollower(draft, { term: now.hard.term, leader: 0, why: 'was asleep' });
      return;
  }
}

function tickLeader(draft: Draft): void {
  const { now } = draft;
  const { electionTicks, heartbeatTicks } = now.options;
  now.heartbeatElapsed++;
  now.electionElapsed++;
  if (now.electionElapsed >= electionTicks) {
    now.electionElapsed = 0;
    if (now.options.checkQuorum) checkQuorum(draft);
    // §3.10 of the dissertation: who has not taken over within an election timeout will not.
    now.transferee = 0;
  }
  if (now.role === 'leader' && now.heartbeatElapsed >= heartbeatTicks) heartbeat(draft);
}

function heartbeat(draft: Draft): void {
  draft.now.heartbeatElapsed = 0;
  broadcastHeartbeat(draft);
}

function compact(draft: Draft, index: number, data: Uint8Array): void {
  const { now } = draft;
  const { snapshot } = now;
  if (index > now.hard.commit) {
    refuse(draft, 'compact', 'is not committed');
    return;
  }
  if (index <= snapshot.index) {
    refuse(draft, 'compact', 'is compacted already');
    return;
  }
  const term = termAt(now, index)!;
  now.snapshot = { index, term, configuration: configurationAt(now, index), data };
  now.log = now.log.slice(index - snapshot.index);
}

function takeMessage(draft: Draft, message: Message): void {
  switch (message.kind) {
    case 'vote':
      takeVote(draft, message);
      return;
    case 'voteReply':
      takeVoteReply(draft, message);
      return;
    case 'append':
      takeAppend(draft, message);
      return;
    case 'appendReply':
      takeAppendReply(draft, message);
      return;
    case 'heartbeat':
      takeHeartbeat(draft, message);
      return;
    case 'heartbeatReply':
      takeHeartbeatReply(draft, message);
      return;
    case 'snapshot':
      takePiece(draft, message);
      return;
    case 'snapshotReply':
      takeSnapshotReply(draft, message);
      return;
    case 'timeoutNow':
      if (draft.now.role !== 'follower') ignore(draft);
      else campaign(draft, { why: 'was asked to take over', transfer: true });
      return;
  }
}

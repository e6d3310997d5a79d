/** What a step of a seat adds to the fingerprint of a run. */
import type { Message } from '../raft/message.ts';
import type { Output, RaftState } from '../raft/state.ts';
import type { Fingerprint } from './mix.ts';

const ROLES = { follower: 1, 'pre-candidate': 2, candidate: 3, leader: 4 } as const;

/** What one step of one seat adds to the run's fingerprint. */
export function fold(print: Fingerprint, state: RaftState, output: Output): void {
  const { hard, snapshot, log } = state;
  print.add((state.id << 3) ^ ROLES[state.role] ^ (hard.vote << 8) ^ (state.leader << 12));
  print.add(hard.term);
  print.add(hard.commit);
  print.add(snapshot.index + log.length);
  print.add(state.electionElapsed ^ (state.electionTimeout << 16));
  for (const message of output.send) foldMessage(print, message);
}

/** Message kinds as numbers. */
export const KINDS = {
  vote: 1,
  voteReply: 2,
  append: 3,
  appendReply: 4,
  heartbeat: 5,
  heartbeatReply: 6,
  snapshot: 7,
  snapshotReply: 8,
  timeoutNow: 9,
} as const;

function foldMessage(print: Fingerprint, message: Message): void {
  print.add(KINDS[message.kind] ^ (message.to << 8));
  print.add(message.term);
  if (message.kind === 'append') {
    print.add(message.previousIndex ^ (message.entries.length << 24));
    print.add(message.commit);
  } else if (message.kind === 'appendReply') {
    print.add(message.index ^ (message.refused ? 0x40000000 : 0) ^ (message.hintIndex << 8));
  } else if (message.kind === 'snapshot') print.add(message.index ^ (message.offset << 8));
}

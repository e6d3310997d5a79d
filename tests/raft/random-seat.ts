/** Random inputs for one seat, most of them plausible, drawn from a seeded stream. */
import type { ConfigurationChange, Entry } from '../../web/raft/log-entry.ts';
import type { Message } from '../../web/raft/message.ts';
import type { Input, RaftState } from '../../web/raft/state.ts';
import { lastIndex, lastTerm, termAt } from '../../web/raft/view.ts';
import type { Rng } from '../../web/rng.ts';
import { founding } from '../../web/raft/configuration.ts';

function randomEntry(rng: Rng, term: number): Entry {
  const kind = rng.below(8);
  if (kind > 1) return { term, kind: 'data', data: Uint8Array.of(rng.below(256)) };
  if (kind === 1) return { term, kind: 'noop' };
  const lists = ['add', 'addLearner', 'remove'] as const;
  const change: ConfigurationChange = { [lists[rng.below(3)]!]: [1 + rng.below(5)] };
  return { term, kind: 'conf', change };
}

/** A message as a peer could have sent it to `state`, never at odds with what is committed. */
export function randomMessage(rng: Rng, state: RaftState): Message {
  const { id, hard } = state;
  const from = 1 + ((id + rng.below(4)) % 5);
  // Leaders are left in office for a while.
  const odd = rng.below(state.role === 'leader' ? 20 : 6) === 0;
  const term = Math.max(1, hard.term + (odd ? rng.below(4) - 1 : 0));
  const head = { from, to: id, term };
  const last = lastIndex(state);
  const index = rng.below(last + 3);
  const flag = (): boolean => rng.below(2) === 0;
  switch (rng.below(9)) {
    case 0:
      return {
        ...{ kind: 'vote', ...head, pre: flag(), transfer: rng.below(8) === 0 },
        ...{ lastIndex: last, lastTerm: Math.min(term - 1, lastTerm(state)) },
      };
    case 1:
    case 2:
      return { kind: 'voteReply', ...head, pre: flag(), granted: rng.below(4) > 0 };
    case 3:
    case 4: {
      const previousIndex = Math.max(hard.commit, index);
      const previousTerm = termAt(state, previousIndex) ?? lastTerm(state);
      const entries = Array.from({ length: rng.below(4) }, () => randomEntry(rng, term));
      const commit = rng.below(last + 2);
      return { kind: 'append', ...head, previousIndex, previousTerm, entries, commit };
    }
    case 5: {
      const hint = { hintIndex: rng.below(index + 1), hintTerm: rng.below(term + 1) };
      return { kind: 'appendReply', ...head, index, refused: flag(), ...hint };
    }
    case 6:
      return {
        kind: 'heartbeat',
        ...head,
        commit: rng.below(hard.commit + 1),
        round: rng.below(3),
      };
    case 7:
      return { kind: 'heartbeatReply', ...head, round: rng.below(state.round + 2) };
    default:
      return rng.below(4) === 0 ? randomPiece(rng, state, head) : { kind: 'timeoutNow', ...head };
  }
}

function randomPiece(
  rng: Rng,
  state: RaftState,
  head: { readonly from: number; readonly to: number; readonly term: number },
): Message {
  const totalBytes = rng.below(6);
  const offset = rng.below(totalBytes + 1);
  const data = new Uint8Array(rng.below(totalBytes - offset + 1));
  const index = lastIndex(state) + 1 + rng.below(3);
  const configuration = founding({ voters: [1, 2, 3] });
  const entryTerm = Math.max(1, Math.min(head.term, lastTerm(state) + rng.below(2)));
  return { kind: 'snapshot', ...head, index, entryTerm, configuration, offset, totalBytes, data };
}

/** Any input at all; candidates are often elected. */
export function randomInput(rng: Rng, state: RaftState): Input {
  if (state.role.endsWith('candidate') && rng.below(2) === 0) {
    const pre = state.role === 'pre-candidate';
    const from = 1 + ((state.id + rng.below(2)) % 3);
    const term = state.hard.term + (pre ? 1 : 0);
    const reply = { kind: 'voteReply', from, to: state.id, term, pre, granted: true } as const;
    return { kind: 'message', message: reply };
  }
  switch (rng.below(16)) {
    case 0:
    case 1:
    case 2:
      return { kind: 'tick' };
    case 3:
    case 4:
      return { kind: 'propose', data: new Uint8Array(rng.below(40)) };
    case 5:
      return {
        kind: 'proposeConf',
        change: { add: [1 + rng.below(5)], remove: [1 + rng.below(5)] },
      };
    case 6:
      return rng.below(3) === 0 ? { kind: 'campaign' } : { kind: 'heartbeat' };
    case 7:
      return { kind: 'transfer', to: 1 + rng.below(5) };
    case 8:
      return { kind: 'readIndex', id: rng.below(100) };
    case 9: {
      const index = rng.below(state.hard.commit + 2);
      return { kind: 'compact', index, data: new Uint8Array(rng.below(30)) };
    }
    case 10:
      return { kind: 'resumed', gapTicks: rng.below(11) };
    default:
      return { kind: 'message', message: randomMessage(rng, state) };
  }
}

/**
 * What a leader does about seats that come and go.
 *
 * A seat without its disk forgot what it promised, so it keeps silent until the leader has had it
 * removed: whoever committed that removal knows everything it ever helped to commit. Then it comes
 * back as a learner, and votes again once its log has caught up. Each change waits until a block
 * names the voters that the one before made: readers of the chain follow one seat at a time.
 */
import type { ConfigurationChange } from '../raft/log-entry.ts';
import type { RaftState } from '../raft/state.ts';
import { isJoint, isVoter, lastIndex, members, progressOf } from '../raft/view.ts';

/** A learner that lacks no more entries than this may vote. */
const CAUGHT_UP_ENTRIES = 8;

/** true: a change proposed now would be taken, and the chain names the one before. */
function free(state: RaftState, anchored: boolean): boolean {
  return (
    anchored &&
    state.role === 'leader' &&
    state.transferee === 0 &&
    state.pendingConf <= state.hard.commit &&
    !isJoint(state.configuration)
  );
}

/** The next step for a seat that asks to be let in; null = it must wait. */
export function letIn(
  state: RaftState,
  seat: number,
  anchored: boolean,
): ConfigurationChange | 'joined' | null {
  if (!free(state, anchored)) return null;
  if (isVoter(state.configuration, seat)) return { remove: [seat] };
  if (!members(state.configuration).includes(seat)) return { addLearner: [seat] };
  // What this leader heard from it before is of the earlier life and must be forgotten.
  return progressOf(state, seat)?.match === 0 ? 'joined' : { remove: [seat] };
}

/** A learner that has caught up becomes a voter; null = none has. */
export function promotion(state: RaftState, anchored: boolean): ConfigurationChange | null {
  if (!free(state, anchored)) return null;
  const ready = state.configuration.learners.find((seat) => {
    const progress = progressOf(state, seat);
    return (
      progress?.mode === 'replicate' &&
      progress.active &&
      progress.match > 0 &&
      progress.match >= lastIndex(state) - CAUGHT_UP_ENTRIES
    );
  });
  return ready === undefined ? null : { add: [ready] };
}

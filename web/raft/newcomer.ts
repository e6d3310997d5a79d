/**
 * What a leader does about seats that come and go, in the running cluster and in the simulator.
 *
 * A seat without its disk forgot its votes and what it acknowledged. It keeps silent until a
 * leader, after hearing of this new life, has taken it out and committed an entry that makes it a
 * learner. Up to then the cluster is one in which that seat has crashed, so all that Raft promises
 * still holds; whoever is elected later holds that entry. The newcomer then starts in the leader's
 * term with its vote given to the leader, and neither stands nor votes until it holds everything
 * that was committed when it was let in: an empty log would help any old one to an election.
 */
import type { ConfigurationChange, HardState } from './log-entry.ts';
import type { SeatId } from './message.ts';
import type { Input, RaftState } from './state.ts';
import { isJoint, lastIndex, members, progressOf } from './view.ts';

/** A learner that lacks no more entries than this may vote. */
const CAUGHT_UP_ENTRIES = 8;

/** What a newcomer starts from. */
export interface Admission {
  /** Of the leader that let it in; its vote in this term is the leader's. */
  readonly term: number;
  readonly leader: SeatId;
  /** Until it has committed this entry it neither stands nor votes. */
  readonly learnsTo: number;
}

/** true: a change proposed now would be taken. `anchored`: the host has no objection either. */
function free(state: RaftState, anchored: boolean): boolean {
  return (
    anchored &&
    state.role === 'leader' &&
    state.transferee === 0 &&
    state.pendingConf <= state.hard.commit &&
    !isJoint(state.configuration)
  );
}

/**
 * The next step for a seat that asks to be let in; null = it must wait. `seenOut`: since it began
 * to ask, it was no member to this leader, in this term; so its learner's entry came later.
 */
export function letIn(
  state: RaftState,
  seat: SeatId,
  { anchored, seenOut }: { readonly anchored: boolean; readonly seenOut: boolean },
): ConfigurationChange | Admission | null {
  if (!free(state, anchored)) return null;
  const { configuration, hard, id } = state;
  if (!members(configuration).includes(seat)) return { addLearner: [seat] };
  if (!seenOut) return { remove: [seat] };
  return { term: hard.term, leader: id, learnsTo: hard.commit };
}

export function isAdmission(step: ConfigurationChange | Admission): step is Admission {
  return 'learnsTo' in step;
}

/** Whether a message may be an admission at all. */
export function isAdmissionLike(value: unknown): value is Admission {
  const { term, leader, learnsTo } = (value ?? {}) as Record<string, unknown>;
  return [term, leader, learnsTo].every((one) => Number.isSafeInteger(one) && Number(one) > 0);
}

/** What a newcomer must have durable before it takes part. */
export function admitted({ term, leader }: Admission): HardState {
  return { term, vote: leader, commit: 0 };
}

/** true: a seat that has yet to learn must not hear this; lost messages and a stopped clock. */
export function isTooEarly(input: Input, hard: HardState, learnsTo: number): boolean {
  if (hard.commit >= learnsTo) return false;
  if (input.kind !== 'message') return input.kind === 'tick' || input.kind === 'campaign';
  const { kind } = input.message;
  return kind === 'vote' || kind === 'timeoutNow';
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

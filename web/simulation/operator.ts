/**
 * Whoever runs the cluster: brings new and wiped seats in and takes old ones out, by the rules. A
 * newcomer first learns and votes only once it has caught up; a wiped seat is taken out before it
 * may come back, for it has forgotten its votes and its promises (never as the voter it was).
 */
import type { SeatId } from '../raft/message.ts';
import type { ConfigurationChange } from '../raft/log-entry.ts';
import type { RaftState } from '../raft/state.ts';
import { isJoint, members, progressOf } from '../raft/view.ts';

export interface Task {
  readonly kind: 'add' | 'remove' | 'replace';
  readonly seat: SeatId;
}

/** What to do next: propose something to the leader, or treat the task's seat. */
export type Move =
  | { readonly kind: 'propose'; readonly change: ConfigurationChange }
  /** It is out: stop it for good. */
  | { readonly kind: 'retire' }
  /** It is out: let it start with an empty disk, then add it. */
  | { readonly kind: 'readmit' }
  | { readonly kind: 'done' };

/** Entries that a learner may lack and still be called caught up. */
const LAG_MAX = 8;

export class Operator {
  tasks: readonly Task[] = [];

  add(task: Task): void {
    this.tasks = [...this.tasks.filter(({ seat }) => seat !== task.seat), task];
  }

  drop(task: Task): void {
    this.tasks = this.tasks.filter((other) => other !== task);
  }

  /** The first task's next move as the leader sees things; null = wait. */
  next(leader: RaftState): { readonly task: Task; readonly move: Move } | null {
    const { pendingConf, hard, configuration } = leader;
    if (pendingConf > hard.commit || isJoint(configuration)) return null;
    for (const task of this.tasks) {
      const move = task.kind === 'add' ? addition(leader, task.seat) : removal(leader, task);
      if (move) return { task, move };
    }
    return null;
  }
}

function addition(leader: RaftState, seat: SeatId): Move | null {
  const { voters, learners } = leader.configuration;
  if (voters.includes(seat)) return { kind: 'done' };
  if (!learners.includes(seat)) return { kind: 'propose', change: { addLearner: [seat] } };
  const match = progressOf(leader, seat)?.match ?? 0;
  if (match === 0 || match + LAG_MAX < leader.hard.commit) return null;
  return { kind: 'propose', change: { add: [seat] } };
}

function removal({ configuration }: RaftState, { kind, seat }: Task): Move | null {
  if (!members(configuration).includes(seat)) {
    return { kind: kind === 'remove' ? 'retire' : 'readmit' };
  }
  const { voters } = configuration;
  if (voters.length === 1 && voters[0] === seat) return { kind: 'done' };
  return { kind: 'propose', change: { remove: [seat] } };
}

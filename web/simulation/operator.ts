/**
 * Whoever runs the cluster: brings new and wiped seats in and takes old ones out, one change at a
 * time, by the rules of the running cluster (web/raft/newcomer.ts).
 */
import type { SeatId } from '../raft/message.ts';
import type { ConfigurationChange } from '../raft/log-entry.ts';
import { isAdmission, letIn, promotion, type Admission } from '../raft/newcomer.ts';
import type { RaftState } from '../raft/state.ts';
import { isJoint, members } from '../raft/view.ts';

export interface Task {
  readonly kind: 'add' | 'remove' | 'replace';
  readonly seat: SeatId;
  /** Of a replacement: the term whose leader saw the seat out since it was wiped. */
  readonly seenOut?: number;
}

/** What to do next: propose something to the leader, or treat the task's seat. */
export type Move =
  | { readonly kind: 'propose'; readonly change: ConfigurationChange }
  /** It is out: stop it for good. */
  | { readonly kind: 'retire' }
  /** It is a learner: let it start with this and nothing else. */
  | { readonly kind: 'admit'; readonly admission: Admission }
  | { readonly kind: 'done' };

export class Operator {
  tasks: readonly Task[] = [];

  /** Replaces whatever was to be done with that seat. */
  add(task: Task): void {
    this.tasks = [...this.tasks.filter(({ seat }) => seat !== task.seat), task];
  }

  drop(task: Task): void {
    this.tasks = this.tasks.filter((other) => other !== task);
  }

  /** `leader` is about to be asked to make a learner of a wiped seat that it sees out. */
  seesOut(task: Task, leader: RaftState): void {
    const seen = { ...task, seenOut: leader.hard.term };
    this.tasks = this.tasks.map((other) => (other === task ? seen : other));
  }

  /** The first task's next move as the leader sees things; null = wait. */
  next(leader: RaftState): { readonly task: Task; readonly move: Move } | null {
    const { pendingConf, hard, configuration } = leader;
    if (pendingConf > hard.commit || isJoint(configuration)) return null;
    for (const task of this.tasks) {
      const move = nextMove(leader, task);
      if (move) return { task, move };
    }
    return null;
  }
}

function nextMove(leader: RaftState, task: Task): Move | null {
  switch (task.kind) {
    case 'add':
      return addition(leader, task.seat);
    case 'remove':
      return removal(leader, task.seat);
    case 'replace': {
      const seenOut = task.seenOut === leader.hard.term;
      const next = letIn(leader, task.seat, { anchored: true, seenOut });
      if (!next) return null;
      if (isAdmission(next)) return { kind: 'admit', admission: next };
      return { kind: 'propose', change: next };
    }
  }
}

function addition(leader: RaftState, seat: SeatId): Move | null {
  const { configuration } = leader;
  if (configuration.voters.includes(seat)) return { kind: 'done' };
  if (!members(configuration).includes(seat)) {
    return { kind: 'propose', change: { addLearner: [seat] } };
  }
  const change = promotion(leader, true);
  return change?.add?.includes(seat) ? { kind: 'propose', change } : null;
}

function removal(leader: RaftState, seat: SeatId): Move {
  const { voters } = leader.configuration;
  if (!members(leader.configuration).includes(seat)) return { kind: 'retire' };
  if (voters.length === 1 && voters[0] === seat) return { kind: 'done' };
  return { kind: 'propose', change: { remove: [seat] } };
}

/**
 * Whoever runs the cluster: brings new and wiped seats in and takes old ones out, by the rules. A
 * newcomer first learns and votes only once it has caught up.
 *
 * A wiped seat has forgotten its votes and what it acknowledged, so it may not start under its
 * number until a removal that was proposed after the wipe is committed: that removal stands on a
 * majority without it, which any majority of the old voters meets. Where no such removal can be
 * shown the number is given up; the seat would need a new one.
 */
import type { SeatId } from '../raft/message.ts';
import type { ConfigurationChange } from '../raft/log-entry.ts';
import type { RaftState } from '../raft/state.ts';
import { isJoint, lastIndex, members, progressOf, termAt } from '../raft/view.ts';

export interface Task {
  readonly kind: 'add' | 'remove' | 'replace';
  readonly seat: SeatId;
  /** Of a replacement: where the removal stands that was proposed after the wipe. */
  readonly removal?: { readonly index: number; readonly term: number };
}

/** What to do next: propose something to the leader, or treat the task's seat. */
export type Move =
  | { readonly kind: 'propose'; readonly change: ConfigurationChange }
  /** It is out, or has to stay out: stop it for good. */
  | { readonly kind: 'retire' }
  /** It is out: let it start with an empty disk, then add it. */
  | { readonly kind: 'readmit' }
  | { readonly kind: 'done' };

/** Entries that a learner may lack and still be called caught up. */
const LAG_MAX = 8;

export class Operator {
  tasks: readonly Task[] = [];

  /** Replaces whatever was to be done with that seat. */
  add(task: Task): void {
    this.tasks = [...this.tasks.filter(({ seat }) => seat !== task.seat), task];
  }

  drop(task: Task): void {
    this.tasks = this.tasks.filter((other) => other !== task);
  }

  /** The leader has just taken the proposal of `task` into its log. */
  proposed(task: Task, leader: RaftState): void {
    if (task.kind !== 'replace') return;
    const removal = { index: lastIndex(leader), term: leader.hard.term };
    this.tasks = this.tasks.map((other) => (other === task ? { ...task, removal } : other));
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

function removal(leader: RaftState, { kind, seat, removal: shown }: Task): Move {
  const { configuration, hard } = leader;
  if (members(configuration).includes(seat)) {
    const { voters } = configuration;
    if (voters.length === 1 && voters[0] === seat) return { kind: 'done' };
    return { kind: 'propose', change: { remove: [seat] } };
  }
  if (kind === 'remove' || !shown) return { kind: 'retire' };
  const committed = shown.index <= hard.commit && termAt(leader, shown.index) === shown.term;
  return { kind: committed ? 'readmit' : 'retire' };
}

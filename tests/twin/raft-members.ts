// Who takes part, as the second Raft keeps it, and what its seats say to each other.

export interface TwinChange {
  readonly add?: readonly number[];
  readonly addLearner?: readonly number[];
  readonly remove?: readonly number[];
  readonly explicit?: boolean;
}

export interface TwinEntry {
  readonly term: number;
  /** null: the empty entry that a leader begins with. */
  readonly data: string | null;
  readonly change: TwinChange | null;
}

export interface Members {
  voters: Set<number>;
  outgoing: Set<number>;
  learners: Set<number>;
  learnersNext: Set<number>;
  autoLeave: boolean;
}

export interface Snap {
  readonly index: number;
  readonly term: number;
  readonly members: Members;
}

export interface TwinDisk {
  readonly term: number;
  readonly vote: number;
  readonly commit: number;
  readonly log: readonly TwinEntry[];
  readonly snap: Snap;
}

export type Body =
  | { kind: 'vote'; pre: boolean; lastIndex: number; lastTerm: number; transfer: boolean }
  | { kind: 'voteReply'; pre: boolean; granted: boolean }
  | { kind: 'append'; index: number; prevTerm: number; entries: TwinEntry[]; commit: number }
  | { kind: 'appendReply'; index: number; reject: boolean; hint: number; hintTerm: number }
  | { kind: 'heartbeat'; commit: number }
  | { kind: 'heartbeatReply' }
  | { kind: 'snapshot'; snap: Snap }
  | { kind: 'timeoutNow' };

export type TwinMessage = Body & { from: number; to: number; term: number };

export const foundingMembers = (
  voters: readonly number[],
  learners: readonly number[],
): Members => ({
  voters: new Set(voters),
  outgoing: new Set(),
  learners: new Set(learners),
  learnersNext: new Set(),
  autoLeave: false,
});

export const copy = (m: Members): Members => ({
  voters: new Set(m.voters),
  outgoing: new Set(m.outgoing),
  learners: new Set(m.learners),
  learnersNext: new Set(m.learnersNext),
  autoLeave: m.autoLeave,
});

export const changeCount = ({ add = [], addLearner = [], remove = [] }: TwinChange): number =>
  add.length + addLearner.length + remove.length;

/** The members after a change that is allowed. */
export const after = (old: Members, change: TwinChange): Members => {
  const now = copy(old);
  if (changeCount(change) === 0) {
    for (const id of now.learnersNext) now.learners.add(id);
    now.learnersNext.clear();
    now.outgoing.clear();
    now.autoLeave = false;
    return now;
  }
  const joint = changeCount(change) > 1 || change.explicit === true;
  if (joint) now.outgoing = new Set(old.voters);
  now.autoLeave = joint && change.explicit !== true;
  for (const id of change.add ?? []) {
    now.learners.delete(id);
    now.voters.add(id);
  }
  for (const id of change.addLearner ?? []) {
    now.voters.delete(id);
    (now.outgoing.has(id) ? now.learnersNext : now.learners).add(id);
  }
  for (const id of change.remove ?? []) {
    now.voters.delete(id);
    now.learners.delete(id);
  }
  return now;
};

/** A seat's state as it is shown, the same for simulated and live clusters. */
import type { Configuration, Entry } from './log-entry.ts';
import type { SeatId } from './message.ts';
import type { LogCell, SeatShow } from './show.ts';
import type { RaftState } from './state.ts';
import { lastIndex } from './view.ts';

/** What only the host knows. What is left out: up, here, true clock, nothing applied, no chain. */
export type SeatHost = Partial<
  Pick<
    SeatShow,
    | 'state'
    | 'words'
    | 'tab'
    | 'here'
    | 'clockRate'
    | 'appliedIndex'
    | 'height'
    | 'tipHash'
    | 'stateRoot'
  >
> & {
  /** An entry of the application in a few characters. */
  readonly label?: (data: Uint8Array, index: number) => string;
};

const CELLS_MAX = 24;

/** The seat as drawn and told to other tabs: its state, and what its host adds. */
export function showSeat(state: RaftState, host: SeatHost = {}): SeatShow {
  const leads = state.role === 'leader';
  const { label, ...known } = host;
  return {
    state: 'up',
    words: '',
    tab: 0,
    here: true,
    clockRate: 1,
    appliedIndex: 0,
    height: 0,
    tipHash: '',
    stateRoot: '',
    ...known,
    seat: state.id,
    role: state.role,
    membership: membershipOf(state.configuration, state.id),
    term: state.hard.term,
    votedFor: state.hard.vote,
    leader: state.leader,
    timerElapsed: leads ? state.heartbeatElapsed : state.electionElapsed,
    timerTicks: leads ? state.options.heartbeatTicks : state.electionTimeout,
    log: cellsOf(state, label),
    firstIndex: state.snapshot.index + 1,
    lastIndex: lastIndex(state),
    snapshotIndex: state.snapshot.index,
    commitIndex: state.hard.commit,
  };
}

function membershipOf(
  { voters, outgoing, learners, learnersNext }: Configuration,
  seat: SeatId,
): SeatShow['membership'] {
  if (voters.includes(seat) || outgoing.includes(seat)) return 'voter';
  return learners.includes(seat) || learnersNext.includes(seat) ? 'learner' : 'none';
}

function cellsOf({ snapshot, log }: RaftState, label: SeatHost['label']): readonly LogCell[] {
  const from = Math.max(0, log.length - CELLS_MAX);
  return log.slice(from).map((entry, i) => {
    const index = snapshot.index + 1 + from + i;
    return { index, term: entry.term, kind: entry.kind, label: labelOf(entry, index, label) };
  });
}

function labelOf(entry: Entry, index: number, label: SeatHost['label']): string {
  if (entry.kind === 'data') return label?.(entry.data, index) ?? '';
  if (entry.kind === 'noop') return '';
  const { add = [], addLearner = [], remove = [] } = entry.change;
  const parts = [
    ...add.map((seat) => `+${String(seat)}`),
    ...addLearner.map((seat) => `(+${String(seat)})`),
    ...remove.map((seat) => `−${String(seat)}`),
  ];
  return parts.join(' ');
}

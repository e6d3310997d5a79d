/**
 * Where a change of members waits for the chain, so that every block can get its certificate.
 *
 * A block is signed by a majority of those who vote where it stands. Whoever leaves signs nothing
 * more, so nobody leaves and nobody comes before every block is signed, before the last change is
 * named by a block, and while any entry is on its way. What a change finds fulfilled stays so: no
 * block is proposed while a change waits or is not committed yet.
 */
import type { Genesis } from '../ledger/genesis.ts';
import type { ConfigurationChange } from '../raft/log-entry.ts';
import type { Input, RaftState } from '../raft/state.ts';
import { isVoter, lastIndex } from '../raft/view.ts';
import type { Host } from './host.ts';

/** Ticks that a change waits at most; signatures come within a few. */
const WAIT_TICKS = 60;

type Proposal = Extract<Input, { kind: 'proposeConf' }>;

/** A change that was not taken, and why. */
export interface Declined {
  readonly change: ConfigurationChange;
  readonly why: string;
}

export class MemberGate {
  readonly #host: Host;
  readonly #isWhole: () => boolean;
  #waiting: Proposal | null = null;
  #ticks = 0;
  #declined: Declined[] = [];

  constructor(host: Host, isWhole: () => boolean) {
    this.#host = host;
    this.#isWhole = isWhole;
  }

  /** A change waits: no new block may get in its way. */
  get waits(): boolean {
    return this.#waiting !== null;
  }

  /** true: it must not get into the core (yet). */
  holds(input: Input, state: RaftState): boolean {
    if (input.kind === 'tick') this.#ticks += 1;
    if (input.kind !== 'proposeConf') return false;
    // Whoever does not lead refuses it anyway, and learners sign nothing.
    if (state.role !== 'leader') return false;
    const unknown = strangers(input.change, this.#host.genesis);
    if (unknown === '' && !changesVoters(input.change, state)) return false;
    const never = unknown || objection(input.change, state);
    if (never !== '') this.decline(input.change, never);
    else if (!this.#waiting) {
      this.#waiting = input;
      this.#ticks = 0;
    } else if (JSON.stringify(this.#waiting) !== JSON.stringify(input)) {
      this.decline(input.change, 'another change is under way');
    }
    return true;
  }

  /** The change that waited, once it may come; the core decides the rest. */
  release(state: RaftState): Proposal | null {
    const waiting = this.#waiting;
    if (!waiting) return null;
    const hindrance = state.role === 'leader' ? this.#hindrance(state) : '';
    if (hindrance !== '' && this.#ticks <= WAIT_TICKS) return null;
    this.#waiting = null;
    if (hindrance === '') return waiting;
    this.decline(waiting.change, hindrance);
    return null;
  }

  decline(change: ConfigurationChange, why: string): void {
    this.#declined.push({ change, why });
  }

  /** What was declined since it was last asked. */
  declined(): readonly Declined[] {
    return this.#declined.splice(0);
  }

  #hindrance(state: RaftState): string {
    if (!this.#host.isAnchored(state)) return 'no block names the voters of the last change yet';
    if (this.#host.appliedIndex < lastIndex(state)) return 'entries wait to be committed';
    return this.#isWhole() ? '' : 'not every block is known to be signed by a majority yet';
  }
}

function seatsOf({ add = [], addLearner = [], remove = [] }: ConfigurationChange): number[] {
  return [...add, ...addLearner, ...remove];
}

/** Whoever has no key in the genesis can sign nothing, so it can be no member; '' = all have. */
export function strangers(change: ConfigurationChange, { seats }: Pick<Genesis, 'seats'>): string {
  const { add = [], addLearner = [] } = change;
  const known = new Set(seats.map(({ seat }) => seat));
  const strange = [...add, ...addLearner].filter((seat) => !known.has(seat));
  return strange.length === 0 ? '' : `the genesis knows no seat ${strange.join(', ')}`;
}

function changesVoters(change: ConfigurationChange, state: RaftState): boolean {
  const { add = [] } = change;
  return add.length > 0 || seatsOf(change).some((seat) => isVoter(state.configuration, seat));
}

/** What no waiting would mend; '' = nothing. */
function objection(change: ConfigurationChange, { id }: RaftState): string {
  const seats = seatsOf(change);
  if (seats.length !== 1 || change.explicit) return 'seats come and go one at a time';
  // It alone may hold the last signatures that it asked for.
  if (seats[0] === id) return 'this seat leads; let it hand leadership over first';
  return '';
}

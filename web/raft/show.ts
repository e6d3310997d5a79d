/**
 * A cluster as it looks from outside, live or simulated alike: what the page draws, what tabs
 * tell each other, what the console prints. Plain data.
 */
import type { MessageKind, SeatId } from './message.ts';
import type { Role } from './state.ts';

export interface LogCell {
  readonly index: number;
  readonly term: number;
  readonly kind: 'noop' | 'data' | 'conf';
  /** What stands in it, in a few characters: 'block 12', 'x = 3', '+4 −1'. */
  readonly label: string;
}

export interface SeatShow {
  readonly seat: SeatId;
  /**
   * up: runs; down: stopped, its disk is kept; asleep: its browser froze it, to the others it
   * looks crashed; away: known to the cluster, not heard of since this page opened; refusing:
   * its disk is damaged, so it neither votes nor answers; `words` says more.
   */
  readonly state: 'up' | 'down' | 'asleep' | 'away' | 'refusing';
  readonly words: string;
  /** Which tab runs it, as a small number that is the same in all tabs; 0 = simulated or none. */
  readonly tab: number;
  readonly here: boolean;
  readonly role: Role;
  readonly membership: 'voter' | 'learner' | 'none';
  readonly term: number;
  readonly votedFor: SeatId;
  readonly leader: SeatId;
  /** Ticks since the timer was set, and when it fires. Of a leader: its heartbeat. */
  readonly timerElapsed: number;
  readonly timerTicks: number;
  /** 1 is true time; ½ and 2 are drifting clocks. */
  readonly clockRate: number;
  /** The last entries of the log, at most 24; everything before stands in the snapshot or above. */
  readonly log: readonly LogCell[];
  readonly firstIndex: number;
  readonly lastIndex: number;
  readonly snapshotIndex: number;
  readonly commitIndex: number;
  readonly appliedIndex: number;
  /** Of the chain; 0 = genesis only. */
  readonly height: number;
  /** Hex, '' where there is no ledger. */
  readonly tipHash: string;
  readonly stateRoot: string;
}

export interface MessageShow {
  /** Unique in one run; rises with the time of sending. */
  readonly id: number;
  readonly kind: MessageKind;
  /** Votes that are only asked for, refusals, appends without entries: drawn lighter. */
  readonly light: boolean;
  readonly from: SeatId;
  readonly to: SeatId;
  readonly term: number;
  /** Simulated: ticks; live: milliseconds of the common clock. */
  readonly sentAt: number;
  readonly arrivesAt: number;
  readonly held: boolean;
  /** What it carries, in a few words. */
  readonly label: string;
}

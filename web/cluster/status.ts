/** What a seat tells the pages that look on: how it stands, and a sample of what it sent. */
import type { Problem } from '../assert.ts';
import type { Message } from '../raft/message.ts';
import type { MessageShow, SeatShow } from '../raft/show.ts';
import { showSeat } from '../raft/show-seat.ts';
import type { RaftState } from '../raft/state.ts';
import type { SeatDisk } from './disk.ts';
import type { Host } from './host.ts';
import type { SeatStatus } from './protocol.ts';
import type { Wire } from './wire.ts';

/** Messages told in one status; the rest is not drawn. */
const SAMPLE_MAX = 24;
/** Message numbers count µs from here, so that they fit a double beside the seat's number. */
const EPOCH_MS = 1_700_000_000_000;
const NUMBERS_PER_US = 16;

interface Parts {
  readonly seat: number;
  readonly tab: number;
  readonly build: string;
  readonly disk: SeatDisk;
  readonly wire: Wire;
}

export interface Beside {
  readonly damage: Problem | null;
  readonly words: string;
}

export class StatusBoard {
  readonly #parts: Parts;
  readonly #host: Host;
  #sample: MessageShow[] = [];
  #lastId = 0;

  constructor(parts: Parts, host: Host) {
    this.#parts = parts;
    this.#host = host;
  }

  /** Notes messages on their way; `delayMs` null: lost. */
  sent(messages: readonly Message[], delayMs: number | null): void {
    if (delayMs === null) return;
    const sentAt = performance.timeOrigin + performance.now();
    for (const message of messages) {
      if (this.#sample.length >= SAMPLE_MAX) return;
      this.#sample.push(this.#showMessage(message, sentAt, delayMs));
    }
  }

  post(state: RaftState | null, { damage, words }: Beside): void {
    const { wire, build, disk } = this.#parts;
    const status: SeatStatus = {
      build,
      show: state ? this.#show(state, words) : this.#silent(words),
      voters: state?.configuration.voters ?? [],
      learners: state?.configuration.learners ?? [],
      messages: this.#sample,
      damage,
      durable: disk.durable,
    };
    this.#sample = [];
    wire.post('show', status);
  }

  #show(state: RaftState, words: string): SeatShow {
    const host = this.#host;
    return showSeat(state, {
      words,
      here: false,
      tab: this.#parts.tab,
      appliedIndex: host.appliedIndex,
      height: host.height,
      tipHash: host.chain.tip.hash,
      stateRoot: host.root,
      label: (data) => host.label(data),
    });
  }

  /** A seat that has nothing to promise on yet. */
  #silent(words: string): SeatShow {
    const { seat, tab } = this.#parts;
    return silentSeat({ seat, tab, state: 'refusing', words });
  }

  #showMessage(message: Message, sentAt: number, delayMs: number): MessageShow {
    const us = Math.floor(1000 * (sentAt - EPOCH_MS)) * NUMBERS_PER_US;
    this.#lastId = Math.max(this.#lastId + NUMBERS_PER_US, us + this.#parts.seat);
    const { kind, from, to, term } = message;
    return {
      id: this.#lastId,
      ...{ kind, from, to, term, sentAt },
      light: isLight(message),
      arrivesAt: sentAt + delayMs,
      held: false,
      label: labelOf(message),
    };
  }
}

/** A seat of which no more is known than its number and why. */
export function silentSeat(known: Pick<SeatShow, 'seat' | 'tab' | 'state' | 'words'>): SeatShow {
  return {
    ...known,
    here: false,
    role: 'follower',
    membership: 'none',
    term: 0,
    votedFor: 0,
    leader: 0,
    timerElapsed: 0,
    timerTicks: 0,
    clockRate: 1,
    log: [],
    firstIndex: 1,
    lastIndex: 0,
    snapshotIndex: 0,
    commitIndex: 0,
    appliedIndex: 0,
    height: 0,
    tipHash: '',
    stateRoot: '',
  };
}

function isLight(message: Message): boolean {
  if (message.kind === 'append') return message.entries.length === 0;
  if (message.kind === 'vote') return message.pre;
  if (message.kind === 'voteReply') return message.pre || !message.granted;
  return message.kind === 'appendReply' && message.refused;
}

function labelOf(message: Message): string {
  switch (message.kind) {
    case 'append': {
      const count = message.entries.length;
      return count === 0 ? 'nothing new' : count === 1 ? '1 entry' : `${count} entries`;
    }
    case 'appendReply':
      return message.refused ? 'does not match' : `has ${message.index}`;
    case 'vote':
      return message.pre ? 'would you vote?' : 'vote for me';
    case 'voteReply':
      return message.granted ? 'yes' : 'no';
    case 'snapshot':
      return `snapshot ${message.index}`;
    case 'snapshotReply':
      return `from byte ${message.offset}`;
    case 'heartbeat':
    case 'heartbeatReply':
      return '';
    case 'timeoutNow':
      return 'take over';
  }
}

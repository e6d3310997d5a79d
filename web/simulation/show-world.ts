/** A simulated cluster at one moment, as the page draws it. */
import type { Message } from '../raft/message.ts';
import { start } from '../raft/raft.ts';
import type { MessageShow, SeatShow } from '../raft/show.ts';
import { showSeat } from '../raft/show-seat.ts';
import type { Flight } from './flight.ts';
import { isUp, type Seat } from './seat.ts';
import type { SimulationShow } from './show.ts';
import { STORY_MAX, type World } from './world.ts';

/** What a player knows and the world does not. */
export type Reached = Pick<SimulationShow, 'stepMax' | 'tickMax'>;

/** The world as plain data. */
export function showWorld(world: World, reached: Reached): SimulationShow {
  const { network, monitor, tick, stepCount, latestWhat, latestSeat } = world;
  const checks = monitor.checks();
  const latest = latestWhat && { tick, step: stepCount, seat: latestSeat, what: latestWhat };
  return {
    tick,
    step: stepCount,
    ...reached,
    faultTick: world.faultTick,
    seats: world.seats.filter(({ id, life }) => id > 0 && life !== 'absent').map(seatShow(world)),
    messages: [
      ...network.flights.map((flight) => messageShow(flight, false)),
      ...network.held.map((flight) => messageShow(flight, true)),
    ].sort((a, b) => a.id - b.id),
    cuts: network.cuts(),
    checks,
    story: world.story.slice(-STORY_MAX),
    latest,
    violation: checks.find(({ held }) => !held) ?? null,
    runHash: world.print.hex(),
    counts: { ...world.counts },
  };
}

function seatShow(world: World): (seat: Seat) => SeatShow {
  const { application, setup } = world;
  return (seat) => {
    const up = isUp(seat);
    // Of a stopped seat its disk is shown, read as a restart would read it.
    const onDisk = (): ReturnType<typeof start> =>
      start({ id: seat.id, options: setup.options, seed: 0, ...seat.disk });
    const state = up ? seat.state! : onDisk();
    const shown = showSeat(state, {
      state: up ? (seat.asleepSince >= 0 ? 'asleep' : 'up') : 'down',
      clockRate: seat.clockRate,
      appliedIndex: up ? seat.appliedIndex : seat.disk.snapshot.index,
      height: application.height(seat.application),
      tipHash: application.tipHash(seat.application),
      stateRoot: application.rootHex(seat.application),
      label: (data) => application.label(data),
    });
    return seat.life === 'removed' ? { ...shown, membership: 'none' } : shown;
  };
}

/** Asked for, refused or empty: drawn lighter. */
function isLight(message: Message): boolean {
  switch (message.kind) {
    case 'vote':
      return message.pre;
    case 'voteReply':
      return message.pre || !message.granted;
    case 'append':
      return message.entries.length === 0;
    case 'appendReply':
      return message.refused;
    default:
      return false;
  }
}

/** A message as it is drawn. */
export function messageShow(
  { id, message, sentAt, arrivesAt }: Flight,
  held: boolean,
): MessageShow {
  const { kind, from, to, term } = message;
  const light = isLight(message);
  return { id, kind, light, from, to, term, sentAt, arrivesAt, held, label: labelOf(message) };
}

/** What it carries, in signs that need no language: indices, and + or − for yes or no. */
function labelOf(message: Message): string {
  switch (message.kind) {
    case 'vote':
      return `${String(message.lastTerm)}:${String(message.lastIndex)}`;
    case 'voteReply':
      return message.granted ? '+' : '−';
    case 'append': {
      const { previousIndex, entries } = message;
      const [first, last] = [previousIndex + 1, previousIndex + entries.length];
      if (entries.length === 0) return '';
      return first === last ? String(first) : `${String(first)}–${String(last)}`;
    }
    case 'appendReply':
      return message.refused ? `−${String(message.index)}` : `+${String(message.index)}`;
    case 'snapshot':
    case 'snapshotReply':
      return String(message.index);
    default:
      return '';
  }
}

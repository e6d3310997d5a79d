/** A world at one moment, to come back to. Cheap: nearly everything in it is shared. */
import type { SeatId } from '../raft/message.ts';
import type { ClientCheckpoint } from './client.ts';
import type { MonitorCheckpoint } from './monitor.ts';
import type { NetworkCheckpoint } from './network.ts';
import type { Task } from './operator.ts';
import { copyOf, type Seat } from './seat.ts';
import type { Counts } from './setup.ts';
import type { Happening, StoryLine } from './story.ts';
import { STORY_MAX, type World } from './world.ts';

/** Never changed once taken; valid for the world it was taken from, on the same branch. */
export interface WorldCheckpoint {
  readonly tick: number;
  readonly stepCount: number;
  readonly phase: number;
  readonly cursor: number;
  readonly faultCursor: number;
  readonly batching: SeatId;
  readonly seats: readonly Seat[];
  readonly network: NetworkCheckpoint;
  readonly monitor: MonitorCheckpoint;
  readonly clients: ClientCheckpoint;
  readonly tasks: readonly Task[];
  readonly counts: Counts;
  readonly lanes: readonly [number, number];
  readonly story: readonly StoryLine[];
  readonly latestWhat: Happening | null;
  readonly latestSeat: SeatId;
}

/** The world as it is now. */
export function takeCheckpoint(world: World): WorldCheckpoint {
  const { tick, stepCount, phase, cursor, faultCursor, batching, latestWhat, latestSeat } = world;
  return {
    ...{ tick, stepCount, phase, cursor, faultCursor, batching, latestWhat, latestSeat },
    seats: world.seats.map(copyOf),
    network: world.network.checkpoint(),
    monitor: world.monitor.checkpoint(),
    clients: world.clients.checkpoint(),
    tasks: world.operator.tasks,
    counts: { ...world.counts },
    lanes: [world.print.a, world.print.b],
    story: world.story.slice(-STORY_MAX),
  };
}

/** Back to `then`. What was computed after it is computed again, the same way. */
export function restoreCheckpoint(world: World, then: WorldCheckpoint): void {
  const { tick, stepCount, phase, cursor, faultCursor, batching, latestWhat, latestSeat } = then;
  const loop = { tick, stepCount, phase, cursor, faultCursor, batching, latestWhat, latestSeat };
  Object.assign(world, loop);
  world.seats = then.seats.map(copyOf);
  world.network.restore(then.network);
  world.monitor.restore(then.monitor);
  world.clients.restore(then.clients);
  world.operator.tasks = then.tasks;
  world.counts = { ...then.counts };
  [world.print.a, world.print.b] = then.lanes;
  world.story = then.story.slice();
}

/** Where clients meet seats: wishes brought to them, and what became of each. */
import type { SeatId } from '../raft/message.ts';
import type { RegisterValue } from './application.ts';
import type { Wish } from './client.ts';
import { deliver } from './host.ts';
import { isUp, type Seat } from './seat.ts';
import { INPUT, type World } from './world.ts';

/** The rhythm's next wish, or the end of someone's patience; false: neither in this tick. */
export function nextWish(world: World): boolean {
  const { clients, setup, tick } = world;
  const overdue = clients.overdue(tick);
  if (overdue) {
    world.begin(overdue.seat, INPUT);
    miss(world, overdue, 'info');
    return true;
  }
  const { workloadTicks: every, workloadUntil } = setup;
  const due = every > 0 && tick % every === 0 && tick < workloadUntil;
  if (!due || world.cursor > 0) return false;
  world.cursor = 1;
  const wish = clients.next(world.stepCount + 1, tick);
  if (!wish) return false;
  world.begin(wish.seat, INPUT);
  bring(world, wish);
  return true;
}

/** A wish from the list of faults; false: its seat is not up. */
export function ask(
  world: World,
  asked: { seat: SeatId; type: 'set' | 'get'; value: number },
): boolean {
  const found = world.seats[asked.seat];
  if (!found || !isUp(found)) return false;
  const { stepCount: step, tick } = world;
  bring(world, world.clients.ask({ ...asked, step, tick }));
  return true;
}

function bring(world: World, wish: Wish): void {
  const seat = world.seats[wish.seat]!;
  if (!isUp(seat)) miss(world, wish, 'fail');
  else if (wish.type === 'get') deliver(world, seat, { kind: 'readIndex', id: wish.id });
  else {
    const data = world.application.write(wish.id, wish.value);
    deliver(world, seat, { kind: 'propose', data });
  }
}

/** A wish was answered with this. */
export function succeeded(world: World, wish: Wish, { value, version }: RegisterValue): void {
  const written = wish.type === 'set';
  world.counts[written ? 'writes' : 'reads']++;
  world.clients.succeed(wish, { step: world.stepCount, value, version });
  world.tell(wish.seat, { kind: 'client', op: written ? 'write' : 'read', outcome: 'ok', value });
}

/** The seat refused the wish of this number before any log held it. */
export function refusedWish(world: World, id: number, seat: Seat): void {
  const wish = world.clients.find(id, seat.id);
  if (wish) miss(world, wish, 'fail');
}

/** Whoever waits at a seat that is gone will never know. */
export function abandon(world: World, seat: Seat): void {
  for (const wish of world.clients.at(seat.id)) miss(world, wish, 'info');
}

function miss(world: World, wish: Wish, outcome: 'fail' | 'info'): void {
  const seat = world.seats[wish.seat]!;
  const leader = isUp(seat) ? seat.state!.leader : 0;
  world.clients.miss(wish, outcome, { step: world.stepCount, leader });
  const op = wish.type === 'set' ? 'write' : 'read';
  world.tell(wish.seat, { kind: 'client', op, outcome, value: wish.value });
}

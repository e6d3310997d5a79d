/** What each kind of fault does to the world. */
import type { SeatId } from '../raft/message.ts';
import { admitted, type Admission } from '../raft/newcomer.ts';
import type { Fault } from '../scenario/fault.ts';
import { abandon, ask } from './client-desk.ts';
import { compactNow } from './compaction.ts';
import { deliver, startBatch, startSeat } from './host.ts';
import { SEATS_MAX } from './network.ts';
import { crash, isUp, type Seat } from './seat.ts';
import type { World } from './world.ts';

/** Does it; false: as things stand it changes nothing. */
export function act(world: World, fault: Fault): boolean {
  switch (fault.kind) {
    case 'stop':
    case 'lose-unsynced':
    case 'restart':
    case 'wipe':
    case 'sleep':
    case 'wake':
    case 'timeout-now':
    case 'clock':
    case 'disk':
    case 'add-seat':
    case 'remove-seat':
    case 'compact':
      return actOnSeat(world, fault);
    case 'transfer': {
      const from = world.seats[fault.from];
      if (!from || !isUp(from)) return false;
      deliver(world, from, { kind: 'transfer', to: fault.to });
      return true;
    }
    case 'write':
      return ask(world, { seat: fault.seat, type: 'set', value: fault.value });
    case 'read':
      return ask(world, { seat: fault.seat, type: 'get', value: 0 });
    default:
      return actOnNetwork(world, fault);
  }
}

type SeatFault = Extract<
  Fault,
  {
    kind:
      | 'stop'
      | 'lose-unsynced'
      | 'restart'
      | 'wipe'
      | 'sleep'
      | 'wake'
      | 'timeout-now'
      | 'clock'
      | 'disk'
      | 'add-seat'
      | 'remove-seat'
      | 'compact';
  }
>;

function actOnSeat(world: World, fault: SeatFault): boolean {
  const seat = world.seats[fault.seat];
  if (!seat || fault.seat < 1) return false;
  switch (fault.kind) {
    case 'stop':
      return stop(world, seat, true);
    case 'lose-unsynced':
      return stop(world, seat, false);
    case 'wipe':
      return wipe(world, seat);
    case 'restart':
      return restart(world, seat);
    case 'sleep':
      if (!isUp(seat) || seat.asleepSince >= 0) return false;
      seat.asleepSince = world.tick;
      return true;
    case 'wake':
      return wake(world, seat);
    case 'timeout-now':
      if (!isUp(seat)) return false;
      deliver(world, seat, { kind: 'campaign' });
      return true;
    case 'clock':
      seat.clockRate = fault.rate;
      return true;
    case 'disk':
      seat.diskTicks = fault.ticks;
      return true;
    case 'compact':
      return compactNow(world, seat);
    case 'add-seat':
      return addSeat(world, seat);
    case 'remove-seat':
      if (seat.life === 'absent' || seat.life === 'removed') return false;
      world.operator.add({ kind: 'remove', seat: seat.id });
      return true;
  }
}

function stop(world: World, seat: Seat, synced: boolean): boolean {
  if (!isUp(seat)) return false;
  if (world.batching === seat.id) world.batching = 0;
  crash(seat, { synced });
  world.counts.crashes++;
  abandon(world, seat);
  return true;
}

function restart(world: World, seat: Seat): boolean {
  if (seat.life === 'wiped') {
    const { tasks } = world.operator;
    if (tasks.some((task) => task.seat === seat.id && task.kind !== 'add')) return false;
    world.operator.add({ kind: 'replace', seat: seat.id });
    return true;
  }
  if (seat.life !== 'down') return false;
  startSeat(world, seat);
  return true;
}

function wipe(world: World, seat: Seat): boolean {
  if (seat.life === 'absent' || seat.life === 'removed' || seat.life === 'wiped') return false;
  stop(world, seat, false);
  empty(world, seat);
  seat.forgot = true;
  // Whoever is about to be taken out stays out.
  const leaving = world.operator.tasks.some(
    (task) => task.seat === seat.id && task.kind === 'remove',
  );
  seat.life = leaving ? 'removed' : 'wiped';
  return true;
}

/** Its disk holds nothing but the genesis that everyone knows. */
function empty(world: World, seat: Seat): void {
  seat.disk = world.blankDisk();
  seat.learnsTo = 0;
  seat.state = null;
  seat.appliedIndex = 0;
  seat.application = world.application.initial();
}

function addSeat(world: World, seat: Seat): boolean {
  if (seat.life !== 'absent' && seat.life !== 'removed') return false;
  // One that was here before comes back with its disk: it promised things with its number.
  if (seat.life === 'removed' && seat.forgot) {
    seat.life = 'wiped';
    return restart(world, seat);
  }
  if (seat.life === 'absent') empty(world, seat);
  seat.life = 'down';
  startSeat(world, seat);
  world.operator.add({ kind: 'add', seat: seat.id });
  return true;
}

/** Out of the configuration: it stops for good. */
export function retire(world: World, id: SeatId): void {
  const seat = world.seats[id]!;
  if (isUp(seat)) stop(world, seat, true);
  seat.life = 'removed';
}

/** A wiped seat is a learner by now: it starts afresh and is brought in again. */
export function admit(world: World, id: SeatId, admission: Admission): void {
  const seat = world.seats[id]!;
  empty(world, seat);
  seat.disk = { ...seat.disk, hard: admitted(admission) };
  seat.learnsTo = admission.learnsTo;
  seat.forgot = false;
  seat.life = 'down';
  startSeat(world, seat);
  world.operator.add({ kind: 'add', seat: id });
}

function wake(world: World, seat: Seat): boolean {
  if (!isUp(seat) || seat.asleepSince < 0) return false;
  const gapTicks = world.tick - seat.asleepSince;
  seat.asleepSince = -1;
  seat.inbox.unshift({ kind: 'resumed', gapTicks });
  if (seat.writing === null) startBatch(world, seat);
  return true;
}

type NetworkFault = Exclude<
  Fault,
  SeatFault | Extract<Fault, { kind: 'transfer' | 'write' | 'read' }>
>;

function actOnNetwork(world: World, fault: NetworkFault): boolean {
  const { network } = world;
  switch (fault.kind) {
    case 'cut':
    case 'join': {
      const { from, to, both } = fault;
      if (from > SEATS_MAX || to > SEATS_MAX) return false;
      network.setCut(from, to, fault.kind === 'cut');
      if (both) network.setCut(to, from, fault.kind === 'cut');
      if (fault.kind === 'cut') world.counts.partitions++;
      return true;
    }
    case 'partition':
      network.partition(fault.groups);
      world.counts.partitions++;
      return true;
    case 'heal':
      network.heal();
      return true;
    case 'delay': {
      const { minTicks, maxTicks } = fault;
      network.weather = { ...network.weather, minTicks, maxTicks };
      return true;
    }
    case 'loss':
      network.weather = { ...network.weather, lossPercent: fault.percent };
      return true;
    case 'duplicate':
      network.weather = { ...network.weather, duplicatePercent: fault.percent };
      return true;
    case 'reorder':
      network.weather = { ...network.weather, reorder: fault.on };
      return true;
    case 'hold':
      return network.hold(fault.message);
    case 'release':
      return network.release(fault.message, world.tick);
    case 'drop':
      return network.drop(fault.message);
  }
}

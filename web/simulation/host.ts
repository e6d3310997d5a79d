/** The host's side of a simulated seat: feeding the core, and doing what its outputs ask for. */
import { BrokenInvariant } from '../assert.ts';
import type { Entry } from '../raft/log-entry.ts';
import { isTooEarly } from '../raft/newcomer.ts';
import { start, step } from '../raft/raft.ts';
import type { Event, Input, Output, RaftState, Stepped } from '../raft/state.ts';
import { refusedWish, succeeded } from './client-desk.ts';
import { fold } from './fold.ts';
import { draw } from './mix.ts';
import { isFree, isUp, persistOf, write, type Seat } from './seat.ts';
import type { World } from './world.ts';

/** With the bug 'answer-before-writing': ticks until the disk is synced after all. */
const LAZY_TICKS = 40;
const STREAM = 0x5ea7;

/** Starts a seat from its disk. */
export function startSeat(world: World, seat: Seat): void {
  const { disk } = seat;
  const { application, monitor, setup } = world;
  const seed = draw(setup.seed, STREAM + seat.id, seat.starts++);
  let state: RaftState;
  try {
    state = start({ id: seat.id, options: setup.options, seed, ...disk });
  } catch (error) {
    stopped(world, seat, error);
    return;
  }
  seat.state = state;
  seat.life = 'up';
  seat.application =
    disk.snapshot.index === 0 ? application.initial() : application.restore(disk.snapshot.data);
  seat.appliedIndex = disk.snapshot.index;
  monitor.started(state);
  monitor.compareLogs(state, 0, world.states());
  for (let index = disk.snapshot.index + 1; index <= state.hard.commit; index++) {
    applyEntry(world, seat, index, state.log[index - disk.snapshot.index - 1]!);
  }
}

/** Gives an input to a seat that is up: now, or when it is free, or never while it learns. */
export function deliver(world: World, seat: Seat, input: Input): void {
  if (isTooEarly(input, seat.state!.hard, seat.learnsTo)) return;
  if (isFree(seat)) feed(world, seat, input);
  else seat.inbox.push(input);
}

/** The next of the inputs that are stepped together; the last one starts their write. */
export function stepBatch(world: World, seat: Seat): void {
  const input = seat.inbox.shift()!;
  seat.batchLeft--;
  feed(world, seat, input);
  if (seat.batchLeft > 0 || !isUp(seat)) return;
  world.batching = 0;
  const outputs = seat.batch;
  seat.batch = [];
  hand(world, seat, outputs);
}

/** Steps everything in the inbox together, from the next step of the world on. */
export function startBatch(world: World, seat: Seat): void {
  if (seat.inbox.length === 0) return;
  seat.batchLeft = seat.inbox.length;
  world.batching = seat.id;
}

/** The write under way has become durable. */
export function finishWrite(world: World, seat: Seat): void {
  const { outputs } = seat.writing!;
  seat.writing = null;
  const persist = persistOf(outputs);
  if (persist) write(seat, persist);
  for (const output of outputs) release(world, seat, output);
  startBatch(world, seat);
}

/** Writes that were only handed over, and are synced by now. */
export function syncLazy(world: World, seat: Seat): boolean {
  const [first] = seat.lazy;
  if (!first || first.dueTick > world.tick) return false;
  seat.lazy.shift();
  write(seat, first.persist);
  return true;
}

function feed(world: World, seat: Seat, input: Input): void {
  const before = seat.state!;
  let stepped: Stepped;
  try {
    stepped = step(before, input);
  } catch (error) {
    stopped(world, seat, error);
    return;
  }
  const { state, output } = stepped;
  seat.state = state;
  const { monitor } = world;
  monitor.stepped(before, state, output);
  const { persist } = output;
  if (persist && persist.entries.length > 0) {
    monitor.compareLogs(state, persist.firstIndex, world.states());
  }
  fold(world.print, state, output);
  for (const event of output.events) told(world, seat, input, event);
  if (seat.batchLeft > 0 || world.batching === seat.id) seat.batch.push(output);
  else if (persist === null) release(world, seat, output);
  else hand(world, seat, [output]);
}

/** The core found what cannot be: a check has failed, whichever it was, and the seat is down. */
function stopped(world: World, seat: Seat, error: unknown): void {
  if (!(error instanceof BrokenInvariant)) throw error;
  world.monitor.coreStopped(seat.id, error.message);
}

/** The duties, in their order: nothing leaves before it is durable, unless the bug is on. */
function hand(world: World, seat: Seat, outputs: readonly Output[]): void {
  const persist = persistOf(outputs);
  if (persist && world.setup.answersBeforeWriting) {
    seat.lazy.push({ dueTick: world.tick + Math.max(seat.diskTicks, LAZY_TICKS), persist });
  } else if (persist && seat.diskTicks > 0) {
    seat.writing = { dueTick: world.tick + seat.diskTicks, outputs };
    return;
  } else if (persist) write(seat, persist);
  for (const output of outputs) release(world, seat, output);
}

function release(world: World, seat: Seat, output: Output): void {
  const { network, application } = world;
  if (output.send.length > 0) world.loud = true;
  for (const message of output.send) {
    world.counts.messages++;
    network.send(message, world.tick);
  }
  if (output.install) {
    seat.application = application.restore(output.install.data);
    seat.appliedIndex = output.install.index;
    seat.cut = null;
    world.counts.snapshots++;
  }
  for (const { index, entry } of output.apply) applyEntry(world, seat, index, entry);
  for (const { id, index } of output.reads) {
    if (index === null) refusedWish(world, id, seat);
    else seat.reads.push({ id, index });
  }
  if (seat.reads.length > 0) answerReads(world, seat);
}

function applyEntry(world: World, seat: Seat, index: number, entry: Entry): void {
  const { application, monitor, setup } = world;
  if (entry.kind === 'data') {
    const { term, data } = entry;
    seat.application = application.apply(seat.application, { index, term, data });
  }
  const root = application.root(seat.application);
  monitor.applied({ seat: seat.id, index, expected: seat.appliedIndex + 1, root });
  seat.appliedIndex = index;
  if (setup.compactEvery > 0 && index % setup.compactEvery === 0) {
    seat.cut = { index, application: seat.application };
  }
  if (entry.kind !== 'data') return;
  const wish = world.clients.find(application.operationOf(entry.data), seat.id);
  if (!wish) return;
  const { version } = application.read(seat.application);
  succeeded(world, wish, { value: wish.value, version });
}

function answerReads(world: World, seat: Seat): void {
  const ready = seat.reads.filter(({ index }) => index <= seat.appliedIndex);
  if (ready.length === 0) return;
  seat.reads = seat.reads.filter(({ index }) => index > seat.appliedIndex);
  for (const { id } of ready) {
    const wish = world.clients.find(id, seat.id);
    if (!wish) continue;
    const answer = world.application.read(seat.application);
    world.monitor.read({ seat: seat.id, version: answer.version, expected: wish.floor });
    succeeded(world, wish, answer);
  }
}

function told(world: World, seat: Seat, input: Input, event: Event): void {
  switch (event.kind) {
    case 'role':
      if (event.role === 'leader') world.counts.elections++;
      world.tell(seat.id, event);
      return;
    case 'vote':
      world.voted = seat.id;
      world.tell(seat.id, event);
      return;
    case 'commit':
      world.counts.commits = world.monitor.committedCount;
      if (seat.state!.role !== 'leader') return;
      world.committed = seat.id;
      world.tell(seat.id, { ...event, term: seat.state!.hard.term });
      return;
    case 'configuration':
      if (seat.state!.role !== 'leader') return;
      world.counts.configurations++;
      world.tell(seat.id, event);
      return;
    case 'installed':
      world.tell(seat.id, event);
      return;
    case 'refused':
      refused(world, seat, input);
      if (event.what !== 'propose' && event.what !== 'readIndex') world.tell(seat.id, event);
      return;
  }
}

function refused(world: World, seat: Seat, input: Input): void {
  if (input.kind === 'propose') {
    refusedWish(world, world.application.operationOf(input.data), seat);
  } else if (input.kind === 'readIndex') refusedWish(world, input.id, seat);
}

/** The operator's moves, carried out: one at a time, and only where the leader listens. */
import { admit, retire } from './fault-act.ts';
import { deliver } from './host.ts';
import { isFree } from './seat.ts';
import { INPUT, type World } from './world.ts';

/** At most one move a tick; false: there is none. */
export function operate(world: World): boolean {
  const { operator } = world;
  if (world.cursor > 0 || operator.tasks.length === 0) return false;
  world.cursor = 1;
  const leader = world.leader();
  const next = leader && isFree(leader) && operator.next(leader.state!);
  if (!next) return false;
  const { task, move } = next;
  world.begin(leader.id, INPUT);
  if (move.kind === 'propose') {
    const { change } = move;
    if (task.kind === 'replace' && change.addLearner) operator.seesOut(task, leader.state!);
    deliver(world, leader, { kind: 'proposeConf', change });
    return true;
  }
  operator.drop(task);
  if (move.kind === 'retire') retire(world, task.seat);
  if (move.kind === 'admit') admit(world, task.seat, move.admission);
  return true;
}

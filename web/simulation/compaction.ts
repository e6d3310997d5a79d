/** Cutting logs: by itself once enough is applied, or when told to. */
import { deliver } from './host.ts';
import { isFree, isUp, type Seat } from './seat.ts';
import type { World } from './world.ts';

/** Entries kept behind the application, for followers that are only a little late. */
const KEEP = 16;

/** Cuts the log of `seat` if it is due; true: that was a step. */
export function compactWhereDue(world: World, seat: Seat): boolean {
  const { cut } = seat;
  if (!cut || !isUp(seat) || !isFree(seat) || seat.appliedIndex < cut.index + KEEP) return false;
  seat.cut = null;
  return compactAt(world, seat, cut);
}

/** Cuts it right behind what is applied; false: there is nothing to cut. */
export function compactNow(world: World, seat: Seat): boolean {
  if (!isUp(seat) || !isFree(seat)) return false;
  return compactAt(world, seat, { index: seat.appliedIndex, application: seat.application });
}

function compactAt(world: World, seat: Seat, cut: NonNullable<Seat['cut']>): boolean {
  if (cut.index <= seat.state!.snapshot.index) return false;
  const data = world.application.snapshot(cut.application);
  world.counts.compactions++;
  world.tell(seat.id, { kind: 'compacted', index: cut.index });
  deliver(world, seat, { kind: 'compact', index: cut.index, data });
  return true;
}

/** When a cluster cannot come back by itself: too many voters have lost what they promised on. */
import type { LiveShow } from './live.ts';

/**
 * true: those whose disks are whole are no majority. The others keep silent until a leader lets
 * them in, and without a majority none is elected, so only a new chain helps.
 */
export function isBeyondRepair({ seats, needed }: Pick<LiveShow, 'seats' | 'needed'>): boolean {
  const whole = seats.filter((one) => one.membership === 'voter' && one.state !== 'refusing');
  return whole.length < needed;
}

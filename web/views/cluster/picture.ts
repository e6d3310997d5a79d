/** A live or simulated cluster in the form that the Cluster view draws. */
import type { ClusterShow } from '../../app/cluster-show.ts';
import type { MessageShow, SeatShow } from '../../raft/show.ts';

export type Cut = readonly [from: number, to: number];

export interface ClusterPicture {
  readonly mode: 'live' | 'simulation';
  /** By seat number. */
  readonly seats: readonly SeatShow[];
  readonly messages: readonly MessageShow[];
  readonly cuts: readonly Cut[];
  /** The one that leads in the newest term, 0 = none. */
  readonly leader: number;
  /** The newest term any seat knows. */
  readonly term: number;
  /** Voters; those of them that are up; how many are a majority. */
  readonly voters: number;
  readonly up: number;
  readonly needed: number;
  /** The simulation plays: its next snapshot comes by itself. */
  readonly playing: boolean;
  /** Simulated time, ticks; of a live cluster 0, its messages carry the common clock. */
  readonly tick: number;
}

/** null while there is nothing to draw. */
export function pictureOf({ mode, live, run }: ClusterShow): ClusterPicture | null {
  const show = mode === 'live' ? live : (run?.show ?? null);
  if (!show) return null;
  const seats = [...show.seats].sort((a, b) => a.seat - b.seat);
  const voters = seats.filter(({ membership }) => membership === 'voter');
  return {
    mode,
    seats,
    messages: show.messages,
    cuts: show.cuts,
    playing: mode === 'simulation' && run !== null && run.playing,
    leader: leaderOf(seats),
    term: Math.max(0, ...seats.map(({ term }) => term)),
    voters: voters.length,
    up: voters.filter(isUp).length,
    needed: Math.floor(voters.length / 2) + 1,
    tick: 'tick' in show ? show.tick : 0,
  };
}

export function isUp({ state }: SeatShow): boolean {
  return state === 'up';
}

/** The leader of the newest term among `seats`, 0 = none. */
export function leaderOf(seats: readonly SeatShow[]): number {
  const leading = seats.filter((each) => isUp(each) && each.role === 'leader');
  const newest = leading.sort((a, b) => b.term - a.term)[0];
  return newest?.seat ?? 0;
}

/** true: nothing that `from` sends reaches `to`. */
export function isCut(cuts: readonly Cut[], from: number, to: number): boolean {
  return cuts.some(([a, b]) => a === from && b === to);
}

/** Voters that are up and hear `seat` as it hears them, itself included. */
export function heardBy({ seats, cuts }: ClusterPicture, seat: number): readonly number[] {
  const hears = (other: number): boolean =>
    other === seat || (!isCut(cuts, seat, other) && !isCut(cuts, other, seat));
  return seats
    .filter((each) => isUp(each) && each.membership === 'voter' && hears(each.seat))
    .map((each) => each.seat);
}

/**
 * Bad luck as a list: faults drawn from a seed, some of them aimed. Aiming needs to know the run,
 * so the list is made while a cluster of its own is run under it: where a seat has just voted or
 * a leader just committed, the list goes on with a crash of that seat in the next tick. The
 * result is explicit; nothing is drawn when it is played.
 */
import type { RaftState } from '../raft/state.ts';
import { stream, type Rng } from '../rng.ts';
import { DEFAULT_CLUSTER, type Fault } from '../scenario/fault.ts';
import { setupOf, type Setup } from './setup.ts';
import { World } from './world.ts';

/** What a run is exposed to; a swarm of runs has each its own mix. */
const KINDS = [
  'stop',
  'lose-unsynced',
  'wipe',
  'sleep',
  'clock',
  'cut',
  'partition',
  'weather',
  'reorder',
  'disk',
  'timeout-now',
  'transfer',
  'members',
  'compact',
  'aim-vote',
  'aim-commit',
] as const;
type Kind = (typeof KINDS)[number];
/** Those that concern more than one seat. */
type Together = 'cut' | 'partition' | 'weather' | 'reorder' | 'transfer' | 'members';

/** Ticks at the end in which everything is mended and nothing new breaks. */
const MENDING_TICKS = 20;

/** Faults for so many ticks of a cluster with so many seats, from `seed`; the last ones mend all. */
export function chaos(seed: number, ticks: number, seats: 3 | 5 | 7): Fault[] {
  const cluster = { ...DEFAULT_CLUSTER, seats, workloadTicks: 10 };
  return rehearse(setupOf(cluster, seed, []), ticks).faults;
}

/**
 * The same for any setup, whose own list is left out, and the world it was made in, as it stands
 * after `ticks`: playing the list gives that very run.
 */
export function rehearse(setup: Setup, ticks: number): { faults: Fault[]; world: World } {
  const faults: Fault[] = [];
  const world = new World({ ...setup, faults });
  const luck = new Luck(setup, faults);
  const end = Math.max(0, ticks - MENDING_TICKS);
  while (world.tick < end && !world.violation) {
    if (world.atFaults) luck.deal(world);
    if (!world.step(world.tick + 1)) continue;
    if (world.voted !== 0) luck.aim(world, 'aim-vote', world.voted);
    if (world.committed !== 0) luck.aim(world, 'aim-commit', world.committed);
  }
  if (!world.violation) luck.mend(end);
  world.run(ticks - world.tick);
  return { faults, world };
}

class Luck {
  readonly #rng: Rng;
  readonly #faults: Fault[];
  readonly #kinds: readonly Kind[];
  readonly #seats: number;
  /** Ticks between faults, on average. */
  readonly #pause: number;
  #nextAt: number;
  #dealtAt = -1;
  /** What will be undone, and when. */
  #undo: Fault[] = [];

  constructor({ seed, seats }: Setup, faults: Fault[]) {
    this.#rng = stream(seed, 'chaos');
    this.#faults = faults;
    this.#seats = seats;
    const mix = KINDS.filter(() => this.#rng.below(5) < 3);
    this.#kinds = mix.length > 0 ? mix : KINDS;
    this.#pause = 20 + this.#rng.below(100);
    this.#nextAt = 60 + this.#rng.below(60);
  }

  /** At the start of a tick: what ends now, and what begins. */
  deal(world: World): void {
    const { tick } = world;
    if (this.#dealtAt === tick) return;
    this.#dealtAt = tick;
    const due = this.#undo.filter(({ at }) => at <= tick);
    if (due.length > 0) this.#undo = this.#undo.filter(({ at }) => at > tick);
    for (const fault of due) this.#faults.push({ ...fault, at: tick });
    if (tick < this.#nextAt) return;
    this.#nextAt = tick + 1 + this.#rng.below(2 * this.#pause);
    this.#begin(world, this.#kinds[this.#rng.below(this.#kinds.length)]!);
  }

  /** Right after a vote or a commit: now and then the seat that did it crashes in the next tick. */
  aim(world: World, kind: Kind, seat: number): void {
    if (!this.#kinds.includes(kind) || this.#rng.below(kind === 'aim-vote' ? 4 : 60) > 0) return;
    if (!this.#mayLose(world, seat)) return;
    const at = world.tick + 1;
    const how = this.#rng.below(3) === 0 ? 'stop' : 'lose-unsynced';
    // Waits in the list of things to come, which is emptied at the start of its tick.
    this.#undo.push({ at, kind: how, seat }, this.#restart(at, seat, 30));
  }

  #restart(at: number, seat: number, spread: number): Fault {
    return { at: at + 1 + this.#rng.below(spread), kind: 'restart', seat };
  }

  /** true: with `seat` down as well, a majority of the voters would still be up. */
  #mayLose(world: World, seat: number): boolean {
    if (world.seats[seat]?.life !== 'up') return false;
    let newest: RaftState | null = null;
    for (const { state } of world.seats) {
      if (state && state.hard.commit >= (newest?.hard.commit ?? 0)) newest = state;
    }
    const voters = newest?.configuration.voters ?? [];
    const left = voters.filter((id) => id !== seat && world.seats[id]?.life === 'up');
    return 2 * left.length > voters.length;
  }

  #begin(world: World, kind: Kind): void {
    const rng = this.#rng;
    const at = world.tick;
    const seat = 1 + rng.below(this.#seats);
    const later = at + 10 + rng.below(300);
    const put = (...faults: Fault[]): void => void this.#faults.push(...faults);
    const undo = (...faults: Fault[]): void => void this.#undo.push(...faults);
    switch (kind) {
      case 'stop':
      case 'lose-unsynced':
        // Now and then more than a minority goes: nothing may break but progress.
        if (!this.#mayLose(world, seat) && rng.below(4) > 0) return;
        put({ at, kind, seat });
        undo(this.#restart(at, seat, 400));
        return;
      case 'wipe':
        if (!this.#mayLose(world, seat) || world.operator.tasks.length > 0) return;
        if (world.seats.some(({ life }) => life === 'wiped')) return;
        put({ at, kind, seat });
        undo(this.#restart(at, seat, 100));
        return;
      case 'sleep':
        put({ at, kind, seat });
        undo({ at: later, kind: 'wake', seat });
        return;
      case 'clock':
        put({ at, kind, seat, rate: rng.below(2) === 0 ? 0.5 : 2 });
        undo({ at: later, kind, seat, rate: 1 });
        return;
      case 'disk':
        put({ at, kind, seat, ticks: 1 + rng.below(6) });
        undo({ at: later, kind, seat, ticks: 0 });
        return;
      case 'timeout-now':
      case 'compact':
        put({ at, kind, seat });
        return;
      case 'aim-vote':
      case 'aim-commit':
        // They wait for their moment; see `aim`.
        return;
      default:
        this.#beginTogether(world, kind);
    }
  }

  #beginTogether(world: World, kind: Together): void {
    const rng = this.#rng;
    const at = world.tick;
    const from = 1 + rng.below(this.#seats);
    const to = 1 + ((from + rng.below(this.#seats - 1)) % this.#seats);
    const later = at + 10 + rng.below(300);
    const put = (...faults: Fault[]): void => void this.#faults.push(...faults);
    const undo = (...faults: Fault[]): void => void this.#undo.push(...faults);
    switch (kind) {
      case 'cut': {
        const link = { from, to, both: rng.below(2) === 0 };
        put({ at, kind, ...link });
        undo({ at: later, kind: 'join', ...link });
        return;
      }
      case 'partition':
        put({ at, kind, groups: this.#groups(world) });
        undo({ at: later, kind: 'heal' });
        return;
      case 'weather': {
        const minTicks = 1 + rng.below(4);
        put({ at, kind: 'delay', minTicks, maxTicks: minTicks + rng.below(12) });
        put({ at, kind: 'loss', percent: rng.below(30) });
        put({ at, kind: 'duplicate', percent: rng.below(30) });
        undo({ at: later, kind: 'delay', minTicks: 1, maxTicks: 3 });
        undo({ at: later, kind: 'loss', percent: 0 }, { at: later, kind: 'duplicate', percent: 0 });
        return;
      }
      case 'reorder':
        put({ at, kind, on: true });
        undo({ at: later, kind, on: false });
        return;
      case 'transfer':
        put({ at, kind, from: world.leader()?.id ?? from, to });
        return;
      case 'members':
        this.#members(world);
    }
  }

  /** One more seat, or one of those less; the founders stay. */
  #members(world: World): void {
    if (world.operator.tasks.length > 0) return;
    const at = world.tick;
    const extra = this.#seats + 1;
    const seat = extra + this.#rng.below(2);
    const there = world.seats[seat]?.life === 'up';
    this.#faults.push({ at, kind: there ? 'remove-seat' : 'add-seat', seat });
  }

  #groups(world: World): number[][] {
    const groups: number[][] = [[], []];
    const leader = world.leader()?.id ?? 0;
    for (const { id, life } of world.seats) {
      if (id === 0 || life === 'absent') continue;
      groups[this.#rng.below(2)]!.push(id);
    }
    // Now and then the leader is alone.
    if (leader > 0 && this.#rng.below(3) === 0) {
      return [[leader], groups.flat().filter((id) => id !== leader)];
    }
    return groups.filter((group) => group.length > 0);
  }

  /** Everything works again from here on. */
  mend(at: number): void {
    const faults: Fault[] = [
      { at, kind: 'heal' },
      { at, kind: 'delay', minTicks: 1, maxTicks: 3 },
      { at, kind: 'loss', percent: 0 },
      { at, kind: 'duplicate', percent: 0 },
      { at, kind: 'reorder', on: false },
    ];
    for (let seat = 1; seat <= this.#seats + 2; seat++) {
      faults.push({ at, kind: 'clock', seat, rate: 1 }, { at, kind: 'disk', seat, ticks: 0 });
      faults.push({ at, kind: 'wake', seat }, { at, kind: 'restart', seat });
    }
    this.#faults.push(...faults);
  }
}

/**
 * A run that can be stepped, taken back, sought and forked. It keeps checkpoints on the way,
 * thinned so that their number stays bounded; any earlier moment is one checkpoint and a few
 * thousand steps away. It plays whatever is a {@link Machine}: a simulated world, or a recorded
 * live run.
 */
import type { Fault } from '../scenario/fault.ts';
import { restoreCheckpoint, takeCheckpoint, type WorldCheckpoint } from './checkpoint.ts';
import type { Setup } from './setup.ts';
import type { SimulationShow } from './show.ts';
import { showWorld, type Reached } from './show-world.ts';
import { World } from './world.ts';

/** Something deterministic that goes forward one step at a time. */
export interface Machine<Checkpoint> {
  readonly tick: number;
  readonly stepCount: number;
  /** false: there is nothing more, or a check failed. */
  step(untilTick?: number): boolean;
  /** true: the latest step was a clock that ticked and nothing else. */
  readonly silent: boolean;
  checkpoint(): Checkpoint;
  restore(then: Checkpoint): void;
  show(reached: Reached): SimulationShow;
}

interface Kept<Checkpoint> {
  readonly step: number;
  readonly tick: number;
  readonly checkpoint: Checkpoint;
}

/** Steps between checkpoints at first, and how many are kept before every second one goes. */
const STRIDE = 256;
const KEPT_MAX = 400;
/** Clock ticks without an event that one step on passes over, and steps that are remembered. */
const QUIET_MAX = 10_000;
const DONE_MAX = 2_000;

interface Spot {
  readonly step: number;
  readonly tick: number;
}

/** A step somebody took: what was passed over lies between. */
interface Taken {
  readonly from: Spot;
  readonly to: Spot;
}

function same(a: Spot, b: Spot): boolean {
  return a.step === b.step && a.tick === b.tick;
}

export class Player<Checkpoint> {
  readonly machine: Machine<Checkpoint>;
  #kept: Kept<Checkpoint>[] = [];
  #stride = STRIDE;
  #stepMax = 0;
  #tickMax = 0;
  /** Steps on that can be taken back, and steps back that can be taken on, latest last. */
  #done: Taken[] = [];
  #undone: Taken[] = [];

  constructor(machine: Machine<Checkpoint>) {
    this.machine = machine;
    this.#keep();
  }

  /** The furthest step and its tick that were ever computed. */
  get stepMax(): number {
    return this.#stepMax;
  }

  get tickMax(): number {
    return this.#tickMax;
  }

  /**
   * One step; `loud`: on until something happens but a clock that ticks, or, right after a loud
   * step back, to where that was taken. false: the end.
   */
  stepOn({ loud = false }: { readonly loud?: boolean } = {}): boolean {
    const from = this.#here;
    const back = loud ? this.#undone.pop() : undefined;
    if (back && same(back.to, from)) {
      this.#goTo(back.from);
      this.#done.push({ from, to: back.from });
      return true;
    }
    this.#undone = [];
    let went = this.#advance(Infinity);
    // A quiet cluster always has a heartbeat or a time-out ahead; the bound is for dead ones.
    for (let i = 0; loud && went && this.machine.silent && i < QUIET_MAX; i++) {
      went = this.#advance(Infinity);
    }
    const to = this.#here;
    if (loud && to.step > from.step) this.#done = [...this.#done.slice(-DONE_MAX), { from, to }];
    return went;
  }

  /**
   * One step back; `loud`: to where the loud step on to here was taken, or, without one, to the
   * last step that was no mere clock tick.
   */
  stepBack({ loud = false }: { readonly loud?: boolean } = {}): void {
    const from = this.#here;
    if (from.step === 0) return;
    if (!loud) {
      this.seekStep(from.step - 1);
      return;
    }
    const latest = this.#undone.at(-1);
    if (!latest || !same(latest.to, from)) this.#undone = [];
    const on = this.#done.pop();
    if (on && same(on.to, from)) this.#goTo(on.from);
    else {
      this.#done = [];
      this.seekStep(this.#loudBefore(from.step));
    }
    this.#undone.push({ from, to: this.#here });
  }

  get #here(): Spot {
    const { stepCount, tick } = this.machine;
    return { step: stepCount, tick };
  }

  /** A pause may stand at the start of a tick, well after the step before it. */
  #goTo({ step, tick }: Spot): void {
    this.seekStep(step);
    while (this.machine.tick < tick && this.#advance(tick));
  }

  /** The last step before `from` that was no mere clock tick. */
  #loudBefore(from: number): number {
    // Quiet stretches are shorter than this by far; beyond it, one step is as good as any.
    const low = Math.max(0, from - 1 - 4 * STRIDE);
    this.seekStep(low);
    let best = low === 0 ? 0 : from - 1;
    while (this.machine.stepCount < from - 1 && this.#advance(Infinity)) {
      if (!this.machine.silent) best = this.machine.stepCount;
    }
    return best;
  }

  /** On to the start of `untilTick`, at most `stepsMax` steps; true: there, or the run is over. */
  run(untilTick: number, stepsMax: number): boolean {
    for (let i = 0; i < stepsMax; i++) if (!this.#advance(untilTick)) return true;
    return false;
  }

  /** On to right after step number `step`, at most `stepsMax` steps; true: there, or no further. */
  runSteps(step: number, stepsMax: number): boolean {
    for (let i = 0; i < stepsMax; i++) {
      if (this.machine.stepCount >= step || !this.#advance(Infinity)) return true;
    }
    return false;
  }

  /** To right after step number `step`, or as near as the run goes. */
  seekStep(step: number): void {
    this.#rewindTo((kept) => kept.step <= step, step < this.machine.stepCount);
    while (this.machine.stepCount < step && this.#advance(Infinity));
  }

  /** To the start of `tick`. */
  seekTick(tick: number): void {
    this.#rewindTo((kept) => kept.tick < tick || kept.step === 0, tick <= this.machine.tick);
    while (this.#advance(tick));
  }

  /** What is to come is another run from here on; what was computed of it is forgotten. */
  fork(): void {
    const { stepCount, tick } = this.machine;
    this.#kept = this.#kept.filter(({ step }) => step <= stepCount);
    this.#stepMax = stepCount;
    this.#tickMax = tick;
    this.#undone = [];
  }

  show(): SimulationShow {
    return this.machine.show({ stepMax: this.#stepMax, tickMax: this.#tickMax });
  }

  #advance(untilTick: number): boolean {
    const { machine } = this;
    const went = machine.step(untilTick);
    const { stepCount, tick } = machine;
    if (stepCount > this.#stepMax) this.#stepMax = stepCount;
    if (tick > this.#tickMax) this.#tickMax = tick;
    if (went && stepCount % this.#stride === 0) this.#keep();
    return went;
  }

  /** Back to the last checkpoint that is early enough; `must`: even if it is later than now. */
  #rewindTo(early: (kept: Kept<Checkpoint>) => boolean, must: boolean): void {
    const best = this.#kept.findLast(early);
    if (best && (must || best.step > this.machine.stepCount)) this.machine.restore(best.checkpoint);
  }

  #keep(): void {
    const { machine } = this;
    const step = machine.stepCount;
    if (this.#kept.some((kept) => kept.step >= step)) return;
    const checkpoint = machine.checkpoint();
    this.#kept.push({ step, tick: machine.tick, checkpoint });
    if (this.#kept.length < KEPT_MAX) return;
    this.#stride *= 2;
    this.#kept = this.#kept.filter((kept) => kept.step % this.#stride === 0);
  }
}

/** A simulated world as the player wants it. */
class WorldMachine implements Machine<WorldCheckpoint> {
  readonly world: World;

  constructor(setup: Setup) {
    this.world = new World(setup);
  }

  get tick(): number {
    return this.world.tick;
  }

  get stepCount(): number {
    return this.world.stepCount;
  }

  get silent(): boolean {
    return this.world.latestWhat?.kind === 'tick' && !this.world.loud;
  }

  step(untilTick?: number): boolean {
    return this.world.step(untilTick);
  }

  checkpoint(): WorldCheckpoint {
    return takeCheckpoint(this.world);
  }

  restore(then: WorldCheckpoint): void {
    restoreCheckpoint(this.world, then);
  }

  show(reached: Reached): SimulationShow {
    return showWorld(this.world, reached);
  }
}

/** The player of a simulated run, whose list of faults may change under it. */
export class WorldPlayer extends Player<WorldCheckpoint> {
  readonly world: World;

  constructor(setup: Setup) {
    const machine = new WorldMachine(setup);
    super(machine);
    this.world = machine.world;
  }

  /**
   * Another list of faults. If it differs only in what is still to come, nothing moves; else the
   * run is computed again up to the same step.
   */
  setFaults(faults: readonly Fault[]): void {
    const { world } = this;
    const first = firstDifference(world.faults, faults);
    if (!first) return;
    const here = world.stepCount;
    const past = first.at < world.faultTick || first.index < world.faultCursor;
    if (past) this.seekTick(first.at);
    world.faults = faults;
    this.fork();
    if (world.stepCount < here) this.seekStep(here);
  }
}

/** The first entry in which two lists differ, and its tick; null = they are equal. */
function firstDifference(
  a: readonly Fault[],
  b: readonly Fault[],
): { readonly index: number; readonly at: number } | null {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const [one, other] = [a[index], b[index]];
    if (one === other || JSON.stringify(one) === JSON.stringify(other)) continue;
    return { index, at: Math.min(one?.at ?? Infinity, other?.at ?? Infinity) };
  }
  return null;
}

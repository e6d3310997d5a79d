/**
 * The shortest story that still breaks the same property: faults are left out as long as the run
 * without them breaks it too. Delta debugging (Zeller and Hildebrandt 2002) on the explicit list;
 * it works because nothing in a run shares its chance with the list.
 */
import type { Fault } from '../scenario/fault.ts';
import type { Violation } from './monitor.ts';
import type { Setup } from './setup.ts';
import type { StoryLine } from './story.ts';
import { World } from './world.ts';

export interface Shortest {
  /** No fault of it can be left out. */
  readonly faults: readonly Fault[];
  readonly violation: Violation;
  /** The tick and the step at which it was seen. */
  readonly tick: number;
  readonly step: number;
  /** From the start to the violation, without what only shows that all is well. */
  readonly story: readonly StoryLine[];
  /** Runs it took to find. */
  readonly replays: number;
}

export interface Shrinking {
  readonly replays: number;
  /** Faults in the shortest list so far. */
  readonly left: number;
}

/** Replays after which the shortest so far must do. */
const REPLAYS_MAX = 2000;
/** Ticks that a shorter list may take longer than the one before to break the property. */
const SLACK_TICKS = 200;
const STORY_LINES_MAX = 400;

/** null: within `ticksMax` nothing breaks. */
export function shortestStory(setup: Setup, ticksMax: number): Shortest | null {
  const work = shrink(setup, ticksMax);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** One replay between two yields, so that the caller can show progress and stop. */
export function* shrink(
  setup: Setup,
  ticksMax: number,
): Generator<Shrinking, Shortest | null, void> {
  const first = replay(setup, setup.faults, ticksMax);
  const { violation } = first;
  if (!violation) return null;
  let best = setup.faults.filter(({ at }) => at <= first.tick);
  let limit = first.tick + SLACK_TICKS;
  let replays = 1;
  let parts = 2;
  while (best.length > 0 && replays < REPLAYS_MAX) {
    let found: readonly Fault[] | null = null;
    const size = Math.ceil(best.length / parts);
    // From the end: what is mended late matters least.
    for (let from = best.length - 1 - ((best.length - 1) % size); from >= 0; from -= size) {
      yield { replays, left: best.length };
      const rest = best.filter((_, i) => i < from || i >= from + size);
      const world = replay(setup, rest, limit);
      replays++;
      if (world.violation?.check !== violation.check) continue;
      found = rest.filter(({ at }) => at <= world.tick);
      limit = Math.min(limit, world.tick + SLACK_TICKS);
      break;
    }
    if (found) {
      best = found.slice();
      parts = Math.max(2, Math.min(parts - 1, best.length));
    } else if (size === 1) break;
    else parts = Math.min(best.length, parts * 2);
  }
  return tellShortest({ ...setup, faults: best }, limit, replays);
}

function replay(setup: Setup, faults: readonly Fault[], ticks: number): World {
  const world = new World({ ...setup, faults });
  world.run(ticks);
  return world;
}

function tellShortest(setup: Setup, ticks: number, replays: number): Shortest | null {
  const world = new World(setup);
  const story: StoryLine[] = [];
  world.onStory = (line) => {
    if (matters(line)) story.push(line);
  };
  world.run(ticks);
  const { violation, tick, stepCount, faults } = world;
  if (!violation) return null;
  const lines = story.slice(-STORY_LINES_MAX);
  return { faults, violation, tick, step: stepCount, story: lines, replays };
}

function matters({ what }: StoryLine): boolean {
  switch (what.kind) {
    case 'role':
      return what.role !== 'follower' || what.why !== 'saw a higher term';
    case 'client':
      return what.outcome === 'ok';
    case 'commit':
    case 'compacted':
    case 'fault-idle':
      return false;
    default:
      return true;
  }
}

// A small cluster under far more bad luck than a story could use: two seats stand at once, whoever
// has just voted or committed forgets what it had not written, links come and go. Few ticks show
// many elections, so that a swarm of these finds in seconds what calm runs find in hours.
import { DEFAULT_CLUSTER } from '../../web/scenario/fault.ts';
import type { Fault } from '../../web/scenario/fault.ts';
import { stream } from '../../web/rng.ts';
import type { Rng } from '../../web/rng.ts';
import { setupOf } from '../../web/simulation/setup.ts';
import type { Setup } from '../../web/simulation/setup.ts';
import { World } from '../../web/simulation/world.ts';

const setupFor = (seed: number, rng: Rng): Setup => {
  const cluster = {
    ...DEFAULT_CLUSTER,
    seats: seed % 4 === 0 ? (5 as const) : (3 as const),
    preVote: rng.below(3) === 0,
    checkQuorum: rng.below(3) === 0,
    workloadTicks: 1 + rng.below(3),
  };
  const setup = setupOf(cluster, seed, []);
  const options = {
    ...setup.options,
    electionTicks: 6 + rng.below(10),
    heartbeatTicks: 1 + rng.below(3),
    maxEntriesPerAppend: [1, 2, 64][rng.below(3)]!,
    inflightMax: 1 + rng.below(4),
  };
  return { ...setup, options, compactEvery: [0, 4, 12][rng.below(3)]! };
};

class BadLuck {
  readonly #rng: Rng;
  readonly #seats: number;
  #later: Fault[] = [];

  constructor(rng: Rng, seats: number) {
    this.#rng = rng;
    this.#seats = seats;
  }

  /** What goes wrong at the start of this tick. */
  deal(world: World): Fault[] {
    const { tick } = world;
    const due = this.#later.filter(({ at }) => at <= tick);
    this.#later = this.#later.filter(({ at }) => at > tick);
    return [...due, ...(this.#rng.below(4) === 0 ? this.#draw(tick) : [])].map((fault) => ({
      ...fault,
      at: tick,
    }));
  }

  /** The seat that has just made a promise may be about to forget it. */
  aim(world: World, seat: number): void {
    if (seat === 0 || this.#rng.below(3) > 0) return;
    const at = world.tick + 1;
    const gone = this.#rng.below(3) * this.#rng.below(4);
    this.#later.push({ at, kind: 'lose-unsynced', seat });
    this.#later.push({ at: at + gone, kind: 'restart', seat });
  }

  #draw(at: number): Fault[] {
    const rng = this.#rng;
    const from = 1 + rng.below(this.#seats);
    const to = 1 + ((from + rng.below(this.#seats - 1)) % this.#seats);
    const soon = at + 1 + rng.below(25);
    const link = { from, to, both: rng.below(2) === 0 };
    switch (rng.below(12)) {
      case 0:
      case 1:
      case 2: {
        const seat = from;
        return rng.below(2) === 0
          ? [{ at, kind: 'timeout-now', seat }]
          : [
              { at, kind: 'timeout-now', seat },
              { at, kind: 'timeout-now', seat: to },
            ];
      }
      case 3:
        this.#later.push({ at: soon, kind: 'restart', seat: from });
        return [{ at, kind: rng.below(2) === 0 ? 'stop' : 'lose-unsynced', seat: from }];
      case 4:
      case 5:
        this.#later.push({ at: soon, kind: 'join', ...link });
        return [{ at, kind: 'cut', ...link }];
      case 6: {
        const rest = Array.from({ length: this.#seats }, (_, i) => i + 1).filter((x) => x !== from);
        this.#later.push({ at: soon, kind: 'heal' });
        return [{ at, kind: 'partition', groups: [[from], rest] }];
      }
      case 7:
        return [{ at, kind: 'delay', minTicks: 1, maxTicks: 1 + rng.below(8) }];
      case 8:
        return [
          { at, kind: 'duplicate', percent: rng.below(40) },
          { at, kind: 'loss', percent: rng.below(20) },
          { at, kind: 'reorder', on: rng.below(2) === 0 },
        ];
      case 9:
        return [{ at, kind: 'disk', seat: from, ticks: rng.below(4) }];
      case 10:
        return [{ at, kind: 'transfer', from, to }];
      default:
        this.#later.push({ at: soon, kind: 'wake', seat: from });
        return [{ at, kind: 'sleep', seat: from }];
    }
  }
}

/** The world after `ticks` of bad luck, or at its first violation; shown at every step. */
export const stress = (seed: number, ticks: number, see?: (world: World) => void): World => {
  const rng = stream(seed, 'stress');
  const setup = setupFor(seed, rng);
  const faults: Fault[] = [];
  const world = new World({ ...setup, faults });
  const luck = new BadLuck(rng, setup.seats);
  for (let dealt = -1; world.tick < ticks && !world.violation;) {
    if (world.atFaults && world.tick > dealt) {
      dealt = world.tick;
      faults.push(...luck.deal(world));
    }
    if (!world.step(world.tick + 1)) continue;
    see?.(world);
    luck.aim(world, world.voted);
    luck.aim(world, world.committed);
  }
  return world;
};

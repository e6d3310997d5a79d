/**
 * The simulated cluster for scripts and notebooks: a seed, a list of faults, and the same run
 * wherever it is played. Documented in public/docs/api.md.
 */
import { BUGS, sortedFaults } from '../scenario/cluster.ts';
import { DEFAULT_CLUSTER, type Bug, type Fault } from '../scenario/fault.ts';
import { parseFault, readFault } from '../scenario/fault-text.ts';
import { chaos } from './chaos.ts';
import type { Operation } from './linearizable.ts';
import { setupOf } from './setup.ts';
import type { Check, SimulationShow } from './show.ts';
import { showWorld } from './show-world.ts';
import { World } from './world.ts';

export interface RaftSimulationOptions {
  /** 3, 5 or 7. */
  readonly seats: 3 | 5 | 7;
  /** 32 bits. */
  readonly seed: number;
  /** As data, or as in links: '430!stop3'. */
  readonly faults?: readonly (Fault | string)[];
  /** Seeded bad luck on top, for so many ticks; default none. */
  readonly chaosTicks?: number;
  /** A client writes or reads every so many ticks; default 20, 0 = never. */
  readonly workloadTicks?: number;
  readonly preVote?: boolean;
  readonly checkQuorum?: boolean;
  readonly bug?: Bug;
}

export interface RaftSimulation {
  readonly tick: number;
  /** The next single event; false: a property is broken, or nothing more happens. */
  step(): boolean;
  /** So many ticks; answers with the steps taken. */
  run(ticks: number): number;
  /** Gives bytes to a seat's log, now; false: the seat is down. It commits only where it leads. */
  propose(seat: number, bytes: Uint8Array): boolean;
  seats(): SimulationShow['seats'];
  /** Every read and write of the clients so far, for a checker of linearizability. */
  history(): readonly Operation[];
  /** What is broken; empty = every property held at every step. */
  violations(): readonly Check[];
  /** All of it, as the page draws it, with the run's hash and counts. */
  show(): SimulationShow;
}

/** @throws TypeError or RangeError that names the argument. */
export function raftSimulation(options: RaftSimulationOptions): RaftSimulation {
  const { seats, seed } = checked(options);
  const { chaosTicks = 0, workloadTicks = DEFAULT_CLUSTER.workloadTicks, bug = 'none' } = options;
  const { preVote = true, checkQuorum = true } = options;
  const listed = (options.faults ?? []).map(faultOf);
  const luck = chaosTicks > 0 ? chaos(seed, chaosTicks, seats) : [];
  const faults = sortedFaults([...listed, ...luck]);
  const rules = { seats, bug, preVote, checkQuorum, workloadTicks, chaosTicks, faults };
  const world = new World(setupOf(rules, seed, faults));
  const show = (): SimulationShow =>
    showWorld(world, { stepMax: world.stepCount, tickMax: world.tick });
  return {
    get tick() {
      return world.tick;
    },
    step: () => world.step(),
    run(ticks) {
      whole('ticks', ticks, 10_000_000);
      return world.run(ticks);
    },
    propose(seat, bytes) {
      whole('seat', seat, 9);
      if (!(bytes instanceof Uint8Array)) throw new TypeError('bytes must be a Uint8Array');
      return world.propose(seat, bytes);
    },
    seats: () => show().seats,
    history: () => world.clients.history(),
    violations: () => world.monitor.checks().filter(({ held }) => !held),
    show,
  };
}

function checked(options: RaftSimulationOptions): RaftSimulationOptions {
  if (typeof options !== 'object' || (options as unknown) === null) {
    throw new TypeError('options must be an object');
  }
  const { seats, seed, faults = [], bug = 'none', chaosTicks = 0, workloadTicks = 0 } = options;
  if (![3, 5, 7].includes(seats)) throw new RangeError('seats must be 3, 5 or 7');
  whole('seed', seed, 0xffffffff);
  whole('chaosTicks', chaosTicks, 100_000);
  whole('workloadTicks', workloadTicks, 10_000);
  if (!Array.isArray(faults)) throw new TypeError('faults must be a list');
  if (!BUGS.includes(bug)) throw new RangeError(`bug must be one of ${BUGS.join(', ')}`);
  for (const key of ['preVote', 'checkQuorum'] as const) {
    const value = options[key];
    if (value !== undefined && typeof value !== 'boolean') {
      throw new TypeError(`${key} must be true or false`);
    }
  }
  return options;
}

function whole(name: string, value: unknown, max: number): void {
  if (typeof value !== 'number') throw new TypeError(`${name} must be a number`);
  if (!Number.isInteger(value) || value < 0 || value > max) {
    throw new RangeError(`${name} must be a whole number from 0 to ${String(max)}`);
  }
}

function faultOf(given: Fault | string, at: number): Fault {
  const fault = typeof given === 'string' ? parseFault(given) : readFault(given);
  if (!fault) throw new RangeError(`faults[${String(at)}] must be a fault such as '430!stop3'`);
  return fault;
}

/**
 * A swarm of short runs, each with its own mix of bad luck: every property is watched after every
 * step, every run is played a second time from its list of faults, and once all is mended it must
 * come to rest. Used by the tests in the browser and by tests/soak.mjs.
 */
import { rehearse } from '../../web/simulation/chaos.ts';
import { ask } from '../../web/simulation/client-desk.ts';
import { checkLinearizable } from '../../web/simulation/linearizable.ts';
import { setupOf, type Counts, type Setup } from '../../web/simulation/setup.ts';
import { isUp, type Seat } from '../../web/simulation/seat.ts';
import { World } from '../../web/simulation/world.ts';
import { DEFAULT_CLUSTER, type Bug } from '../../web/scenario/fault.ts';
import { lastIndex } from '../../web/raft/view.ts';
import { formatFault } from '../../web/scenario/fault-text.ts';

export const RUN_TICKS = 2400;
/** Ten of the longest election timeouts (59 ticks each). */
export const RECOVERY_TICKS = 590;

export interface Total extends Counts {
  readonly runs: number;
  /** Each run counted once, its replay not. */
  readonly steps: number;
  readonly operations: number;
  /** Checks that were looked at, by name. */
  readonly looked: Readonly<Record<string, number>>;
}

/** The setup of run number `seed`: sizes, rules and rhythms go round. */
export function swarmSetup(seed: number, bug: Bug = 'none'): Setup {
  const cluster = {
    ...DEFAULT_CLUSTER,
    seats: ([3, 5, 5, 7] as const)[seed % 4]!,
    preVote: seed % 3 !== 1,
    checkQuorum: seed % 5 !== 2,
    workloadTicks: [4, 8, 15][seed % 7] ?? 6,
    bug,
  };
  const compactEvery = [48, 12, 24][seed % 6] ?? 48;
  return { ...setupOf(cluster, seed, []), workloadUntil: RUN_TICKS, compactEvery };
}

/** One run. Answers with what went wrong, '' if nothing, and the world at its end. */
export function swarmRun(seed: number): { wrong: string; world: World } {
  const setup = swarmSetup(seed);
  const { faults, world } = rehearse(setup, RUN_TICKS);
  const again = new World({ ...setup, faults });
  again.run(RUN_TICKS);
  const text = (): string => faults.map(formatFault).join(',');
  const where = `seed ${seed} (node tests/soak.mjs --seed ${seed} --runs 1)`;
  const broken = world.violation ?? again.violation;
  const says = (what: string): { wrong: string; world: World } => {
    return { wrong: `${where}: ${what}; faults ${text()}`, world };
  };
  if (broken) return says(`${broken.check} ${JSON.stringify(broken.seen)}`);
  if (again.print.hex() !== world.print.hex() || again.stepCount !== world.stepCount) {
    return says('the same list gave another run');
  }
  const restless = recovery(world);
  if (restless !== '') return says(restless);
  const verdict = checkLinearizable(world.clients.history());
  if (verdict.linearizable !== true) return says(verdict.words || 'the checker gave up');
  return { wrong: '', world };
}

/** After the last fault healed: a leader soon, then equal logs, and every write still there. */
function recovery(world: World): string {
  const from = world.tick;
  while (!steady(world) && world.tick < from + RECOVERY_TICKS) world.run(1);
  const leader = world.leader();
  if (!leader) return `no leader ${RECOVERY_TICKS} ticks after the last fault`;
  // No clients by now; whoever was late, or is being brought in, has time to catch up.
  for (let i = 0; i < 40 && !settled(world); i++) world.run(50);
  if (world.violation) return `${world.violation.check} after healing`;
  if (!settled(world)) return `logs do not agree: ${describe(world)}`;
  // A client that is refused asks again, wherever it is told the leader is.
  for (let i = 0; i < 10; i++) {
    const asked = world.stepCount;
    ask(world, { seat: world.leader()?.id ?? 1, type: 'get', value: 0 });
    world.run(RECOVERY_TICKS / 10);
    // The checker of linearizability then holds its answer against all that was acknowledged.
    const answer = world.clients.history().find((one) => one.invokedAt >= asked);
    if (answer?.outcome === 'ok') return '';
  }
  return 'a read after healing is not answered';
}

function steady(world: World): boolean {
  const leader = world.leader();
  return leader !== null && leader.state!.hard.commit === lastIndex(leader.state!);
}

function settled(world: World): boolean {
  const leader = world.leader();
  if (!leader || world.operator.tasks.length > 0) return false;
  const { voters } = leader.state!.configuration;
  const seats = world.seats.filter(({ id }) => voters.includes(id));
  const same = (of: (seat: Seat) => unknown): boolean => {
    return seats.every((seat) => of(seat) === of(leader));
  };
  return (
    seats.every(isUp) &&
    same(({ state }) => lastIndex(state!)) &&
    same(({ state }) => state!.hard.commit) &&
    same(({ appliedIndex }) => appliedIndex) &&
    same(({ application }) => world.application.root(application)) &&
    leader.state!.hard.commit === lastIndex(leader.state!)
  );
}

function describe(world: World): string {
  return world.seats
    .filter(({ id, life }) => id > 0 && life !== 'absent')
    .map(({ id, life, state }) =>
      state
        ? `${id} ${life} ${state.role} ${state.hard.commit}/${lastIndex(state)}`
        : `${id} ${life}`,
    )
    .join(', ');
}

/** Until so many steps or runs are done, whichever comes first. */
export interface Enough {
  readonly steps: number;
  readonly runs?: number;
}

/** Runs from number `from` on. @throws Error with the seed of a failure. */
export function swarm(from: number, enough: Enough, tell?: (total: Total) => void): Total {
  const { steps, runs = Infinity } = enough;
  const sums: Record<string, number> = {};
  const looked: Record<string, number> = {};
  const add = (into: Record<string, number>, key: string, more: number): void => {
    into[key] = (into[key] ?? 0) + more;
  };
  const total = (): Total => ({ ...sums, looked }) as unknown as Total;
  for (let seed = from; (sums['steps'] ?? 0) < steps && seed < from + runs; seed++) {
    const { wrong, world } = swarmRun(seed);
    if (wrong !== '') throw new Error(wrong);
    for (const [key, count] of Object.entries(world.counts)) add(sums, key, count);
    for (const check of world.monitor.checks()) add(looked, check.name, check.looked);
    add(sums, 'runs', 1);
    add(sums, 'steps', world.stepCount);
    add(sums, 'operations', world.clients.history().length);
    tell?.(total());
  }
  return total();
}

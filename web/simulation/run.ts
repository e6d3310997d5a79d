/** A scenario's run: its list of faults with its bad luck dealt in, ready to be played. */
import { sortedFaults } from '../scenario/cluster.ts';
import type { ClusterScenario, Fault } from '../scenario/fault.ts';
import { chaos } from './chaos.ts';
import { Player, WorldPlayer } from './player.ts';
import { setupOf, type Setup } from './setup.ts';
import type { SimulationShow } from './show.ts';
import type { Trace } from './trace.ts';
import { TraceMachine, type TraceCheckpoint } from './trace-run.ts';

/** The bad luck that a scenario asks for; takes as long as running the cluster for that time. */
export function badLuck({ chaosTicks, seats }: ClusterScenario, seed: number): readonly Fault[] {
  return chaosTicks === 0 ? [] : chaos(seed >>> 0, chaosTicks, seats);
}

/** What a scenario's run starts from: its own faults and, among them, its bad luck. */
export function scenarioSetup(
  cluster: ClusterScenario,
  seed: number,
  luck: readonly Fault[] = badLuck(cluster, seed),
): Setup {
  const faults = luck.length === 0 ? cluster.faults : sortedFaults([...cluster.faults, ...luck]);
  return setupOf(cluster, seed, faults);
}

/** A player at the start of the scenario's run. */
export function openRun(cluster: ClusterScenario, seed: number): WorldPlayer {
  return new WorldPlayer(scenarioSetup(cluster, seed));
}

/** A player at the start of a recorded live run. */
export function openTrace(trace: Trace): Player<TraceCheckpoint> {
  return new Player(new TraceMachine(trace));
}

/**
 * The tick that `fault`, wished for at the moment shown, must stand under in the list: when it can
 * first take effect. A message that arrives in this very tick is caught before it does.
 */
export function tickFor(fault: Omit<Fault, 'at'>, show: SimulationShow): number {
  const { kind } = fault;
  if (kind !== 'hold' && kind !== 'drop') return show.faultTick;
  const { message } = fault as Extract<Fault, { kind: 'hold' | 'drop' }>;
  const flight = show.messages.find(({ id }) => id === message);
  return flight ? Math.min(show.faultTick, Math.max(flight.arrivesAt, show.tick)) : show.faultTick;
}

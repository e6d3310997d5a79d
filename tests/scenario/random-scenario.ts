import { BOUNDS, NUMBER_KEYS } from '../../web/scenario/bounds.ts';
import { defaultScenario } from '../../web/scenario/default.ts';
import {
  withDevices,
  withGuess,
  withLoad,
  withMethod,
  withMoment,
  withReactiveLimits,
  withSiting,
  withSwitched,
  withValue,
  withYear,
} from '../../web/scenario/edit.ts';
import type { Scenario } from '../../web/scenario/scenario.ts';
import { withCluster, withFaults } from '../../web/scenario/cluster.ts';
import type { Bug, Fault } from '../../web/scenario/fault.ts';
import { parseFault } from '../../web/scenario/fault-text.ts';
import { DISPATCHES } from '../../web/scenario/year.ts';
import type { Rng } from '../../web/rng.ts';

/** The seed of this run: from ?seed=, else fixed, so that a failure can be repeated. */
export const SEED = Number.parseInt(new URLSearchParams(location.search).get('seed') ?? '7f3a', 16);

const pick = <T>(rng: Rng, list: readonly T[]): T => list[rng.below(list.length)]!;

/** Any scenario the edits can reach, about half of its settings left at their defaults. */
export function randomScenario(rng: Rng): Scenario {
  let scenario = defaultScenario();
  for (const key of NUMBER_KEYS) {
    if (rng.below(2) === 0) continue;
    const { min, max } = BOUNDS[key];
    const any = min + rng.unit() * (max - min);
    scenario = withValue(scenario, key, pick(rng, [any, min, max, Math.round(any * 100) / 100]));
  }
  scenario = withMethod(scenario, pick(rng, ['gauss-seidel', 'newton-raphson', 'fast']));
  scenario = withMoment(scenario, pick(rng, ['day', 'noon', 'evening', 'year']));
  scenario = withSiting(scenario, { hour: pick(rng, ['noon', 'evening', 'days', 'year']) });
  scenario = withYear(scenario, {
    stepMinutes: pick(rng, [60, 15]),
    dispatch: pick(rng, DISPATCHES),
    feeBasis: pick(rng, ['kwh', 'transaction']),
  });
  scenario = withReactiveLimits(scenario, rng.below(2) === 1);
  for (let i = rng.below(8); i > 0; i--) {
    const bus = 1 + rng.below(20);
    scenario = withLoad(scenario, { bus, loadKw: rng.unit() * 2000, loadKvar: rng.unit() * 900 });
    const devices = { bus, panels: rng.below(9000), packs: rng.below(16) };
    scenario = withDevices(scenario, devices);
    scenario = withGuess(scenario, { ...devices, bus: 1 + rng.below(20) });
    scenario = withSwitched(scenario, rng.below(12), rng.below(2) === 1);
  }
  return rng.below(2) === 0 ? scenario : withCluster(randomFaults(scenario, rng), randomRules(rng));
}

const BUGS: readonly Bug[] = ['none', 'vote-not-persisted', 'stale-reads', 'answer-before-writing'];

function randomRules(rng: Rng): Partial<Scenario['cluster']> {
  return {
    seats: pick(rng, [3, 5, 7]),
    bug: pick(rng, BUGS),
    preVote: rng.below(2) === 1,
    checkQuorum: rng.below(2) === 1,
    workloadTicks: pick(rng, [0, 1, 20, 10_000]),
    chaosTicks: pick(rng, [0, 12_000, 100_000]),
  };
}

/** Every word that a fault may be, as a person would write it. */
export const FAULT_TEXTS = [
  ...['stop3', 'lose9', 'start1', 'wipe2', 'sleep4', 'wake4', 'now5', 'slow3', 'even3', 'fast3'],
  ...['cut1.2', 'mute2.1', 'join1.2', 'hear2.1', 'part1-2.3-4-5', 'heal', 'delay1.40', 'loss100'],
  ...['dup0', 'mix', 'sort', 'hold17', 'free17', 'drop1', 'disk2.1000', 'lead1.4', 'add6', 'rem6'],
  ...['pack3', 'set3.2147483647', 'get3'],
];

function randomFaults(scenario: Scenario, rng: Rng): Scenario {
  const faults: Fault[] = [];
  for (let i = rng.below(12); i > 0; i--) {
    const at = pick(rng, [0, rng.below(1000), 10_000_000]);
    faults.push(parseFault(`${String(at)}!${pick(rng, FAULT_TEXTS)}`)!);
  }
  return withFaults(scenario, faults);
}

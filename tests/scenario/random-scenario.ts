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
} from '../../web/scenario/edit.ts';
import type { Scenario } from '../../web/scenario/scenario.ts';
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
  scenario = withMoment(scenario, pick(rng, ['day', 'noon', 'evening']));
  scenario = withSiting(scenario, { hour: pick(rng, ['noon', 'evening']) });
  scenario = withReactiveLimits(scenario, rng.below(2) === 1);
  for (let i = rng.below(8); i > 0; i--) {
    const bus = 1 + rng.below(20);
    scenario = withLoad(scenario, { bus, loadKw: rng.unit() * 2000, loadKvar: rng.unit() * 900 });
    const devices = { bus, panels: rng.below(9000), packs: rng.below(16) };
    scenario = withDevices(scenario, devices);
    scenario = withGuess(scenario, { ...devices, bus: 1 + rng.below(20) });
    scenario = withSwitched(scenario, rng.below(12), rng.below(2) === 1);
  }
  return scenario;
}

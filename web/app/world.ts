import type { GridCase } from '../grid/case.ts';
import { cases, getCase } from '../grid/cases.ts';
import { applyScenario } from '../scenario/apply.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { World } from './snapshot.ts';
import { sameNetworkState } from './solving.ts';

/** true: `id` names a case that came with the page. */
export function isBuiltIn(id: string): boolean {
  return cases().some((each) => each.id === id);
}

/** The case as it came, before the scenario changes it. */
export function caseOf(scenario: Scenario): GridCase {
  return scenario.ownCase ?? getCase(scenario.caseId);
}

/** The network the scenario puts before the solver. */
export function gridOf(scenario: Scenario): GridCase {
  return applyScenario(scenario, caseOf(scenario));
}

/** true: both speak of the same network, whatever they change about it. */
export function sameCase(a: Scenario, b: Scenario): boolean {
  return a.caseId === b.caseId && a.ownCase === b.ownCase;
}

/** true: they say the same. Parts are compared by identity first, since networks may be large. */
export function sameScenario(a: Scenario, b: Scenario): boolean {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])] as (keyof Scenario)[];
  return keys.every(
    (key) => a[key] === b[key] || JSON.stringify(a[key]) === JSON.stringify(b[key]),
  );
}

/** true: they put the same grid on show; the simulated cluster may differ. */
export function sameButCluster(a: Scenario, b: Scenario): boolean {
  return sameScenario({ ...a, cluster: b.cluster }, b);
}

/** The next world: results of the old one stay on show until newer ones come, if they still fit. */
export function nextWorld(old: World, scenario: Scenario): World {
  const grid = sameNetworkState(old.scenario, scenario) ? old.grid : gridOf(scenario);
  const fits = sameCase(old.scenario, scenario);
  return { scenario, grid, frame: fits ? old.frame : null, day: fits ? old.day : null };
}

import type { Branch, Bus, GridCase } from '../grid/case.ts';
import type { Scenario } from './scenario.ts';

/**
 * The network the scenario speaks about: the case with its base power, peak loads and switched
 * lines applied. Changing the base power keeps every per-unit impedance as printed, which is what
 * the question "which base?" of the thesis's feeder is about. Entries that name no bus or branch
 * of the case are passed over (`fitToCase` reports them).
 */
export function applyScenario(scenario: Scenario, grid: GridCase): GridCase {
  const { loads, switched, baseKva } = scenario;
  const asIs = baseKva === undefined || baseKva === grid.baseKva;
  if (asIs && loads.length === 0 && switched.length === 0) return grid;
  return {
    ...grid,
    baseKva: baseKva ?? grid.baseKva,
    buses: loads.length === 0 ? grid.buses : withLoads(grid.buses, loads),
    branches: switched.length === 0 ? grid.branches : withSwitches(grid.branches, switched),
  };
}

function withLoads(buses: readonly Bus[], loads: Scenario['loads']): readonly Bus[] {
  const byBus = new Map(loads.map((change) => [change.bus, change]));
  return buses.map((bus) => {
    const change = byBus.get(bus.id);
    return change ? { ...bus, loadKw: change.loadKw, loadKvar: change.loadKvar } : bus;
  });
}

function withSwitches(branches: readonly Branch[], switched: readonly number[]): readonly Branch[] {
  const against = new Set(switched);
  return branches.map((branch, index) =>
    against.has(index) ? { ...branch, inService: !branch.inService } : branch,
  );
}

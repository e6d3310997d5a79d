import { withCluster, withoutFault } from '../scenario/cluster.ts';
import type { ClusterScenario } from '../scenario/fault.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { STORIES } from '../simulation/preset.ts';
import { desk as words, stories } from '../strings/en/cluster-control.ts';
import { faultWords } from '../strings/en/cluster-fault.ts';
import { storyNames } from '../strings/en/simulation.ts';
import type { ClusterCommand } from './cluster-command.ts';
import type { RunShow } from './cluster-show.ts';

/** The scenario that a command makes of `scenario`, and what undo calls it; null = none. */
export function editOf(
  scenario: Scenario,
  command: ClusterCommand,
): { readonly scenario: Scenario; readonly words: string } | null {
  switch (command.kind) {
    case 'run-fault-remove': {
      const fault = scenario.cluster.faults[command.index];
      if (!fault) return null;
      const without = withoutFault(scenario, command.index);
      return { scenario: without, words: words.without(faultWords(fault)) };
    }
    case 'run-setup':
      return { scenario: withCluster(scenario, command.change), words: command.words };
    case 'run-story': {
      const story = STORIES.find(({ id }) => id === command.id);
      if (!story) return null;
      // The seed stays: it names the live chain and the grid's day, and stories go with any.
      const told = withCluster(scenario, story.cluster);
      return { scenario: told, words: stories.change(storyNames[story.id].name) };
    }
    default:
      return null;
  }
}

/** Where the faults of a scenario stand on the time line, and what they say. */
export function flagsOf({ faults }: ClusterScenario): RunShow['flags'] {
  return faults.map((fault, index) => ({ at: fault.at, index, words: faultWords(fault) }));
}

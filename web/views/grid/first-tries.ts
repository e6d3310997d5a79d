/** The three things to press in the first seconds; each is one undoable change. */
import type { World } from '../../app/snapshot.ts';
import { withSwitched, withValue } from '../../scenario/edit.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { edits } from '../../strings/en/grid-card.ts';
import { view } from '../../strings/en/grid-view.ts';
import { pictureOf } from './picture.ts';

export type TryId = 'cloud' | 'open' | 'double';

export interface Try {
  readonly id: TryId;
  readonly label: string;
  readonly scenario: Scenario;
  readonly words: string;
}

/** What a dark cloud lets through. */
const CLOUD_SHARE = 0.25;

/** The line whose loss is seen best: the farthest from the slack that still feeds a tenth. */
function lineToOpen(world: World): number {
  const { branches, topology, buses } = pictureOf(world);
  const fed = buses.map(({ peakKw }) => peakKw);
  for (const bus of [...topology.order].reverse()) {
    const parent = topology.parent[bus] ?? -1;
    if (parent >= 0) fed[parent] = (fed[parent] ?? 0) + (fed[bus] ?? 0);
  }
  const all = fed[topology.order[0] ?? 0] ?? 0;
  const candidates = topology.order
    .filter((bus) => (topology.depth[bus] ?? 0) >= 1 && (fed[bus] ?? 0) >= all * 0.1)
    .map((bus) => topology.parentBranch[bus] ?? -1)
    .filter((branch) => branches[branch]?.inService);
  return candidates.at(-1) ?? -1;
}

export function triesOf(world: World, used: ReadonlySet<TryId>): readonly Try[] {
  const { scenario, grid } = world;
  const open = lineToOpen(world);
  const branch = grid.branches[open];
  const all: (Try | null)[] = [
    scenario.devices.some(({ panels }) => panels > 0) && scenario.moment !== 'evening'
      ? {
          id: 'cloud',
          label: view.tries.cloud,
          scenario: withValue(scenario, 'sunScale', scenario.sunScale * CLOUD_SHARE),
          words: edits.cloud,
        }
      : null,
    branch
      ? {
          id: 'open',
          label: view.tries.open,
          scenario: withSwitched(scenario, open, !scenario.switched.includes(open)),
          words: edits.open(branch.from, branch.to),
        }
      : null,
    {
      id: 'double',
      label: view.tries.double,
      scenario: withValue(scenario, 'loadScale', scenario.loadScale * 2),
      words: edits.double,
    },
  ];
  return all.filter((one): one is Try => one !== null && !used.has(one.id));
}

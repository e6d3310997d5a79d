/** What to try when there is no solution: each a whole scenario, one press away and undoable. */
import type { Snapshot } from '../../app/snapshot.ts';
import {
  withBaseKva,
  withDevices,
  withMethod,
  withMoment,
  withValue,
} from '../../scenario/edit.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { edits } from '../../strings/en/grid-card.ts';
import { unsolved } from '../../strings/en/grid-view.ts';
import { formatNumber } from '../../units.ts';

export interface Remedy {
  readonly label: string;
  readonly words: string;
  readonly scenario: Scenario;
}

/** Of the margin, so that the answer is not on the brink itself. */
const SAFE_SHARE = 0.9;
const STUDY_BASE_KVA = 1000;
const PANELS_ADDED = 2000;
const ROUNDS_FACTOR = 4;

const floorTo = (value: number, step: number): number =>
  Number((Math.floor(value / step + 1e-9) * step).toFixed(6));

function lowerLoads(snapshot: Snapshot): Remedy {
  const { world, nose } = snapshot;
  const { scenario } = world;
  const factor = nose && nose.lambdaMax > 0 ? nose.lambdaMax * SAFE_SHARE : 0.5;
  const scale = floorTo(scenario.loadScale * Math.min(factor, 1), 0.01);
  const shown = formatNumber(scale, 2);
  return {
    label: unsolved.lower(shown),
    words: unsolved.words.lower(shown),
    scenario: withValue(scenario, 'loadScale', scale),
  };
}

function addSun({ world }: Snapshot): Remedy | null {
  const { scenario, frame, grid } = world;
  const id = frame?.flow.worstBus;
  const bus = grid.buses.find((each) => each.id === id);
  const dark = scenario.moment === 'evening' || (frame?.irradianceKwM2 ?? 0) < 0.2;
  if (dark) {
    return scenario.moment === 'noon'
      ? null
      : {
          label: unsolved.noon,
          words: edits.moment(unsolved.noon),
          scenario: withMoment(scenario, 'noon'),
        };
  }
  if (!bus || bus.kind === 'slack') return null;
  const device = scenario.devices.find((entry) => entry.bus === bus.id);
  const panels = (device?.panels ?? 0) + PANELS_ADDED;
  return {
    label: unsolved.pv({ panels: PANELS_ADDED, bus: bus.id }),
    words: edits.panels(bus.id, panels),
    scenario: withDevices(scenario, { bus: bus.id, panels, packs: device?.packs ?? 0 }),
  };
}

function largerBase({ world }: Snapshot): Remedy | null {
  const { scenario, grid } = world;
  // A matter of reading the thesis's table, not a cure for other networks.
  if (!grid.id.startsWith('thesis13') || grid.baseKva >= STUDY_BASE_KVA) return null;
  return {
    label: unsolved.base,
    words: unsolved.words.base,
    scenario: withBaseKva(scenario, STUDY_BASE_KVA),
  };
}

function moreEffort({ world }: Snapshot): Remedy {
  const { scenario } = world;
  const { method, iterationsMax } = scenario;
  if (method === 'newton-raphson' || iterationsMax >= 20_000 || world.grid.buses.length > 30) {
    const rounds = Math.min(20_000, iterationsMax * ROUNDS_FACTOR);
    return {
      label: unsolved.rounds(rounds),
      words: unsolved.words.rounds(rounds),
      scenario: withValue(scenario, 'iterationsMax', rounds),
    };
  }
  return {
    label: unsolved.newton,
    words: edits.method(unsolved.newton),
    scenario: withMethod(scenario, 'newton-raphson'),
  };
}

/** Three, the surest first. */
export function remediesOf(snapshot: Snapshot): readonly Remedy[] {
  const all = [lowerLoads(snapshot), largerBase(snapshot), addSun(snapshot), moreEffort(snapshot)];
  return all.filter((remedy) => remedy !== null).slice(0, 3);
}

const STATED_BASE_KVA = 490;

/** The thesis's stated base at its peak: the built-in example of a network without solution. */
export function statedExample(scenario: Scenario): Scenario {
  return withBaseKva(
    { ...withMoment(scenario, 'evening'), devices: [], loads: [] },
    STATED_BASE_KVA,
  );
}

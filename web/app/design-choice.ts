import type { Design } from '../kernel/outcome.ts';
import { withAllDevices, withMoment, withPowerFactor } from '../scenario/edit.ts';
import { momentOfSearch, type Scenario } from '../scenario/scenario.ts';
import { isOvertaken, reportFailure } from './failure.ts';
import type { Rim } from './rim.ts';
import type { SitingPart } from './snapshot.ts';
import type { Stage } from './stage.ts';
import { gridOf, sameCase } from './world.ts';

/** Which design of the search is looked at, and what it would mean for the feeder. */
export class DesignChoice {
  readonly #stage: Stage;
  readonly #rim: Rim;
  #asked: Design | null = null;

  constructor(stage: Stage, rim: Rim) {
    this.#stage = stage;
    this.#rim = rim;
  }

  /** −1 or an index outside the front selects nothing. */
  select(index: number): void {
    const part = this.#part();
    const design = part?.front[index];
    this.#asked = design ?? null;
    const selectedDesign = design ? index : -1;
    this.#stage.publish({ selectedDesign, selectedFrame: null, selectedChoices: null });
    if (!part || !design) return;
    const { scenario } = part;
    const request = { scenario, grid: gridOf(scenario), design };
    const failed = (error: unknown): void => {
      if (!isOvertaken(error)) reportFailure(this.#stage, error);
    };
    this.#rim.compute.design(request).then((frame) => {
      if (frame && this.#asked === design) this.#stage.publish({ selectedFrame: frame });
    }, failed);
    this.#rim.compute.byChoice(request).then((choices) => {
      if (choices && this.#asked === design) this.#stage.publish({ selectedChoices: choices });
    }, failed);
  }

  /** The scenario with the design at `index` built, at the search's hour and assumptions. */
  used(index: number): Scenario | null {
    const part = this.#part();
    const design = part?.front[index];
    if (!part || !design) return null;
    const { siting } = part.scenario;
    const devices = gridOf(part.scenario).buses.map((bus, at) => ({
      bus: bus.id,
      panels: design.panels[at] ?? 0,
      packs: design.packs[at] ?? 0,
    }));
    const now = this.#stage.snapshot.world.scenario;
    const base = sameCase(now, part.scenario) ? now : part.scenario;
    const built = withAllDevices({ ...base, siting, minute: now.minute }, devices);
    return withPowerFactor(withMoment(built, momentOfSearch(siting.hour)), siting.powerFactor);
  }

  #part(): SitingPart | null {
    const { siting } = this.#stage.snapshot;
    return 'part' in siting ? siting.part : null;
  }
}

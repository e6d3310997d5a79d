import type { GridCase } from '../grid/case.ts';
import { THESIS_DEVICES } from '../scenario/default.ts';
import { judgesYear, type Scenario } from '../scenario/scenario.ts';
import { isOvertaken, reportFailure } from './failure.ts';
import type { Rim } from './rim.ts';
import type { Stage } from './stage.ts';

/** A year takes a tenth of a second to judge: it waits until the hand on a slider rests. */
const REST_MS = 300;

/** The designs drawn as stars beside the search: Table 7, the person's guess, and none at all. */
export class Stars {
  readonly #stage: Stage;
  readonly #rim: Rim;
  #asked: { readonly scenario: Scenario; readonly grid: GridCase } | null = null;
  #forget: () => void = () => undefined;

  constructor(stage: Stage, rim: Rim) {
    this.#stage = stage;
    this.#rim = rim;
  }

  /** Judges them again when anything they depend on has changed. */
  refresh(): void {
    const { scenario, grid } = this.#stage.snapshot.world;
    const asked = this.#asked;
    if (asked?.grid === grid && sameStars(asked.scenario, scenario)) return;
    const request = { scenario, grid };
    this.#asked = request;
    this.#forget();
    const ask = (): void => this.#ask(request);
    if (judgesYear(scenario.siting.hour)) this.#forget = this.#rim.clock.after(REST_MS, ask);
    else ask();
  }

  #ask(request: { readonly scenario: Scenario; readonly grid: GridCase }): void {
    const { scenario } = request;
    const thesis = scenario.caseId.startsWith('thesis13') ? THESIS_DEVICES : null;
    this.#rim.compute.stars({ ...request, thesis }).then(
      (stars) => {
        if (!stars || this.#asked !== request) return;
        this.#stage.publish({
          thesisDesign: stars.thesis,
          guessDesign: stars.guess,
          noDevices: stars.none,
        });
      },
      (error: unknown) => {
        this.#asked = null;
        if (!isOvertaken(error)) reportFailure(this.#stage, error);
      },
    );
  }
}

/** Whether nothing changed that the stars' figures depend on, the network apart. */
function sameStars(asked: Scenario, now: Scenario): boolean {
  if (asked.siting !== now.siting || asked.guess !== now.guess) return false;
  if (!judgesYear(now.siting.hour)) return true;
  const keys = ['seed', 'latitudeDeg', 'loadScale', 'sunScale', 'year', 'ownProfile'] as const;
  return keys.every((key) => asked[key] === now[key]);
}

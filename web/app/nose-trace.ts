import { session as words } from '../strings/en/session.ts';
import { isOvertaken, reportFailure } from './failure.ts';
import type { Rim } from './rim.ts';
import type { World } from './snapshot.ts';
import type { Stage } from './stage.ts';

/** The loadability curve: traced when asked for, then kept in step with the world on show. */
export class NoseTrace {
  readonly #stage: Stage;
  readonly #rim: Rim;
  #wanted = false;
  #asked: World | null = null;

  constructor(stage: Stage, rim: Rim) {
    this.#stage = stage;
    this.#rim = rim;
  }

  /** Asks for the curve of the present world; a failure is then said aloud. */
  trace(): void {
    this.#wanted = true;
    this.#ask(true);
  }

  /** Asks again after the world has changed, if somebody once wanted the curve. */
  refresh(): void {
    const { world, view } = this.#stage.snapshot;
    if (!this.#wanted || view !== 'grid' || this.#asked?.scenario === world.scenario) return;
    this.#ask(false);
  }

  /** Another network: the old curve says nothing about it. */
  forget(): void {
    this.#wanted = false;
    this.#asked = null;
    this.#stage.publish({ nose: null });
  }

  #ask(aloud: boolean): void {
    const { world } = this.#stage.snapshot;
    const { scenario, grid } = world;
    this.#asked = world;
    this.#rim.compute.nose({ scenario, grid, dayDigest: '' }).then(
      (answer) => {
        if (!answer || this.#asked !== world) return;
        this.#stage.publish({ nose: answer.nose });
        if (answer.kind !== 'found' && aloud) {
          this.#stage.say({ tone: 'warning', words: words.nose[answer.kind] });
        }
      },
      (error: unknown) => {
        if (!isOvertaken(error)) reportFailure(this.#stage, error);
        else if (aloud) this.#stage.say({ tone: 'warning', words: words.nose.died });
      },
    );
  }
}

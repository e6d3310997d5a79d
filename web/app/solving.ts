import type { Day } from '../kernel/outcome.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { session as words } from '../strings/en/session.ts';
import type { Solved, SolveRequest } from '../workers/protocol.ts';
import { isOvertaken, reportFailure } from './failure.ts';
import type { Rim } from './rim.ts';
import type { Stage } from './stage.ts';

const TRIES = 3;

/** A day that need not be solved again while its scenario says the same about it. */
interface KnownDay {
  readonly scenario: Scenario;
  readonly digest: string;
  readonly day: Day;
}

/**
 * Keeps the world's results in step with its scenario: asks for the newest only, shows answers in
 * the order they were asked and never an older one after a newer.
 */
export class Solving {
  readonly #stage: Stage;
  readonly #rim: Rim;
  readonly #onSolved: () => void;
  #asked = 0;
  #shown = 0;
  #failures = 0;
  /** The day on show, as it was asked for. */
  #day: KnownDay | null = null;

  constructor(stage: Stage, rim: Rim, onSolved: () => void) {
    this.#stage = stage;
    this.#rim = rim;
    this.#onSolved = onSolved;
  }

  /** Asks for what the present world lacks. */
  request(): void {
    const number = ++this.#asked;
    const { world } = this.#stage.snapshot;
    const { scenario, grid } = world;
    const known = this.#day && sameDay(this.#day.scenario, scenario) ? this.#day : null;
    const request: SolveRequest = { scenario, grid, dayDigest: known?.digest ?? null };
    this.#rim.compute.solve(request).then(
      (solved) => {
        if (solved) this.#take(number, { scenario, known }, solved);
      },
      (error: unknown) => this.#failed(number, error),
    );
  }

  // The day comes from this answer or from what the question relied on, never from what is on show:
  // an answer to a question in between may have put another day there.
  #take(
    number: number,
    asked: { readonly scenario: Scenario; readonly known: KnownDay | null },
    solved: Solved,
  ): void {
    const now = this.#stage.snapshot.world;
    const { scenario, known } = asked;
    const sameNetwork =
      scenario.caseId === now.scenario.caseId && scenario.ownCase === now.scenario.ownCase;
    if (number < this.#shown || !sameNetwork) return;
    this.#shown = number;
    this.#failures = 0;
    const day = solved.day ?? known?.day ?? now.day;
    if (day) this.#day = { scenario, digest: solved.dayDigest, day };
    this.#stage.publish({
      world: { ...now, frame: solved.frame, day },
      stamp: number === this.#asked ? solved.stamp : '',
      engine: { state: 'ready' },
    });
    this.#onSolved();
  }

  #failed(number: number, error: unknown): void {
    if (isOvertaken(error)) {
      // Whoever killed the worker for a newer question is served by that one.
      if (number !== this.#asked) return;
      this.#failures += 1;
      if (this.#failures < TRIES) this.request();
      else this.#stage.publish({ engine: { state: 'failed', words: words.engine.died } });
      return;
    }
    reportFailure(this.#stage, error);
  }
}

/** true: the 96 slots of both are the same; only the moment, the search or the guess differ. */
function sameDay(a: Scenario, b: Scenario): boolean {
  return (
    sameNetworkState(a, b) &&
    a.seed === b.seed &&
    a.day === b.day &&
    a.latitudeDeg === b.latitudeDeg &&
    a.loadScale === b.loadScale &&
    a.sunScale === b.sunScale &&
    a.devices === b.devices &&
    a.powerFactor === b.powerFactor &&
    (a.moment === 'year') === (b.moment === 'year') &&
    (a.moment !== 'year' ||
      (a.year === b.year && a.siting === b.siting && a.ownProfile === b.ownProfile))
  );
}

/** true: both put the same network before the solver (lists are compared by identity). */
export function sameNetworkState(a: Scenario, b: Scenario): boolean {
  return (
    a.caseId === b.caseId &&
    a.ownCase === b.ownCase &&
    a.baseKva === b.baseKva &&
    a.loads === b.loads &&
    a.switched === b.switched
  );
}

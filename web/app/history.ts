import type { Scenario } from '../scenario/scenario.ts';

/** One step back or forward: the scenario to go to and the change it takes back or repeats. */
export interface Step {
  readonly scenario: Scenario;
  readonly words: string;
}

const DEEP = 50;

/** What can be undone, 50 steps deep. The changes of one gesture (a drag) are one step. */
export class History {
  #past: readonly Step[] = [];
  #future: readonly Step[] = [];
  #gesture = '';

  get undoWords(): string {
    return this.#past.at(-1)?.words ?? '';
  }

  get redoWords(): string {
    return this.#future.at(-1)?.words ?? '';
  }

  /** Notes a change away from `before`. */
  push(before: Scenario, words: string, gesture = ''): void {
    this.#future = [];
    const goesOn = gesture !== '' && gesture === this.#gesture && this.#past.length > 0;
    this.#gesture = gesture;
    // The first change of a gesture holds where it began; its last words say where it ended.
    const step = { scenario: goesOn ? this.#past.at(-1)!.scenario : before, words };
    this.#past = [...(goesOn ? this.#past.slice(0, -1) : this.#past), step].slice(-DEEP);
  }

  undo(current: Scenario): Step | null {
    const step = this.#past.at(-1);
    if (!step) return null;
    this.#gesture = '';
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, { scenario: current, words: step.words }];
    return step;
  }

  redo(current: Scenario): Step | null {
    const step = this.#future.at(-1);
    if (!step) return null;
    this.#gesture = '';
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, { scenario: current, words: step.words }];
    return step;
  }
}

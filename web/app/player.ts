import { withValue } from '../scenario/edit.ts';
import { MINUTES_PER_SLOT, SLOTS_PER_DAY, type Scenario } from '../scenario/scenario.ts';
import type { Clock } from './rim.ts';
import type { Stage } from './stage.ts';

/** Turns wall time into slots: `daySeconds` of it make one day of 96. */
export class Player {
  readonly #stage: Stage;
  readonly #clock: Clock;
  readonly #tick: () => void;
  #stop: (() => void) | null = null;

  constructor(stage: Stage, clock: Clock, tick: () => void) {
    this.#stage = stage;
    this.#clock = clock;
    this.#tick = tick;
  }

  play(): void {
    if (!this.#stop) this.#schedule();
    this.#stage.publish({ playing: true });
  }

  pause(): void {
    this.#stop?.();
    this.#stop = null;
    this.#stage.publish({ playing: false });
  }

  /** Wall seconds of one day, 2 … 3600. */
  setSpeed(wished: number): void {
    if (!Number.isFinite(wished)) return;
    this.#stage.publish({ daySeconds: Math.min(3600, Math.max(2, wished)) });
    if (!this.#stop) return;
    this.#stop();
    this.#schedule();
  }

  #schedule(): void {
    const slotMs = (this.#stage.snapshot.daySeconds * 1000) / SLOTS_PER_DAY;
    this.#stop = this.#clock.after(slotMs, () => {
      this.#schedule();
      this.#tick();
    });
  }
}

/** The start of the slot `slots` later, round the clock; in a year, round the year. */
export function slotsLater(scenario: Scenario, slots: number): Scenario {
  const { day, minute, moment } = scenario;
  const slot = Math.floor(minute / MINUTES_PER_SLOT) + slots;
  const days = moment === 'year' ? Math.floor(slot / SLOTS_PER_DAY) : 0;
  const shown = withValue(scenario, 'day', within(day - 1 + days, 365) + 1);
  return withValue(shown, 'minute', within(slot, SLOTS_PER_DAY) * MINUTES_PER_SLOT);
}

const within = (number: number, count: number): number => ((number % count) + count) % count;

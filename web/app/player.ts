import { MINUTES_PER_SLOT, SLOTS_PER_DAY } from '../scenario/scenario.ts';
import type { Clock } from './rim.ts';

/** Turns wall time into slots: `daySeconds` of it make one day of 96. Knows nothing else. */
export class Player {
  readonly #clock: Clock;
  readonly #tick: () => void;
  #daySeconds = 90;
  #stop: (() => void) | null = null;

  constructor(clock: Clock, tick: () => void) {
    this.#clock = clock;
    this.#tick = tick;
  }

  get playing(): boolean {
    return this.#stop !== null;
  }

  play(): void {
    if (!this.playing) this.#schedule();
  }

  pause(): void {
    this.#stop?.();
    this.#stop = null;
  }

  setSpeed(daySeconds: number): void {
    this.#daySeconds = daySeconds;
    if (!this.playing) return;
    this.pause();
    this.play();
  }

  #schedule(): void {
    this.#stop = this.#clock.after((this.#daySeconds * 1000) / SLOTS_PER_DAY, () => {
      this.#schedule();
      this.#tick();
    });
  }
}

/** The start of the slot `slots` after `minute`, round the clock. */
export function slotsLater(minute: number, slots: number): number {
  const slot = Math.floor(minute / MINUTES_PER_SLOT) + slots;
  return (((slot % SLOTS_PER_DAY) + SLOTS_PER_DAY) % SLOTS_PER_DAY) * MINUTES_PER_SLOT;
}

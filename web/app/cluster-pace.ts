import type { Clock } from './rim.ts';

const FRAME_MS = 50;
/** Between two messages when they come one at a time. */
const MESSAGE_MS = 800;
/** The most that is caught up with after a hidden tab or a slow moment. */
const CATCH_UP_MS = 250;

/** Turns wall time into ticks, at most twenty times a second, never faster than they are taken. */
export class Pace {
  readonly #clock: Clock;
  /** So many ticks are due; 0 = the next message is. */
  readonly #due: (ticks: number) => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #stop: (() => void) | null = null;
  #ticksPerSecond = 0;
  /** Part of a tick that has passed without being shown. */
  #credit = 0;
  #lastMs = 0;
  /** Of the latest start: what began before it is not taken up again. */
  #round = 0;

  constructor(
    clock: Clock,
    due: (ticks: number) => Promise<void>,
    failed: (error: unknown) => void,
  ) {
    this.#clock = clock;
    this.#due = due;
    this.#failed = failed;
  }

  /** Starts, or goes on at another speed; 0 = one message at a time. */
  start(ticksPerSecond: number): void {
    this.stop();
    this.#ticksPerSecond = ticksPerSecond;
    this.#credit = 0;
    this.#lastMs = this.#clock.now();
    this.#schedule();
  }

  stop(): void {
    this.#round += 1;
    this.#stop?.();
    this.#stop = null;
  }

  #schedule(): void {
    const round = this.#round;
    this.#stop = this.#clock.after(this.#waitMs(), () => {
      this.#next(round).catch(this.#failed);
    });
  }

  #waitMs(): number {
    const perSecond = this.#ticksPerSecond;
    return perSecond === 0 ? MESSAGE_MS : Math.max(FRAME_MS, 1000 / perSecond);
  }

  async #next(round: number): Promise<void> {
    const nowMs = this.#clock.now();
    const waitMs = this.#waitMs();
    const passedMs = Math.min(waitMs + CATCH_UP_MS, Math.max(waitMs, nowMs - this.#lastMs));
    this.#lastMs = nowMs;
    this.#credit += (passedMs * this.#ticksPerSecond) / 1000;
    const ticks = Math.floor(this.#credit + 1e-9);
    this.#credit = Math.max(0, this.#credit - ticks);
    await this.#due(this.#ticksPerSecond === 0 ? 0 : Math.max(1, ticks));
    if (round === this.#round) this.#schedule();
  }
}

/**
 * The workers for long jobs. A job leases as many desks as it can use and are free, at least one;
 * the next ones wait in line and hear their position. No result depends on how many it gets.
 */
import type { Desk } from './desk.ts';

export interface Lease {
  readonly desks: readonly Desk[];
  /** Gives the desks back; needed exactly once. */
  release(): void;
}

interface Waiting {
  readonly wanted: number;
  readonly onPosition: (position: number) => void;
  readonly grant: (lease: Lease) => void;
}

export class DeskPool {
  readonly #free: Desk[];
  #line: readonly Waiting[] = [];

  constructor(desks: readonly Desk[]) {
    this.#free = [...desks];
  }

  /** Resolves with the desks; rejects when `signal` aborts while still in line. */
  lease(
    signal: AbortSignal,
    wanted: number,
    onPosition: (position: number) => void,
  ): Promise<Lease> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const entry: Waiting = {
        wanted,
        onPosition,
        grant: (lease) => {
          signal.removeEventListener('abort', leave);
          resolve(lease);
        },
      };
      const leave = (): void => {
        this.#line = this.#line.filter((other) => other !== entry);
        this.#tellPositions();
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#line = [...this.#line, entry];
      this.#serve();
    });
  }

  #serve(): void {
    while (this.#free.length > 0) {
      const [first, ...rest] = this.#line;
      if (!first) return;
      this.#line = rest;
      const desks = this.#free.splice(0, Math.max(1, first.wanted));
      let released = false;
      first.grant({
        desks,
        release: () => {
          if (released) return;
          released = true;
          this.#free.push(...desks);
          this.#serve();
        },
      });
    }
    this.#tellPositions();
  }

  #tellPositions(): void {
    this.#line.forEach((entry, index) => entry.onPosition(index + 1));
  }
}

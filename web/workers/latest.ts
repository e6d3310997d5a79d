/**
 * Questions of which only the newest matters: one is being answered, at most one per lane waits,
 * and a newer one of the same lane takes its place. Whoever was overtaken gets null. A lane with a
 * lower number goes first.
 */
export class Latest {
  readonly #waiting = new Map<number, Waiting>();
  #busy = false;

  /** true while something is being answered. */
  get busy(): boolean {
    return this.#busy;
  }

  ask<Answer>(lane: number, question: () => Promise<Answer>): Promise<Answer | null> {
    this.#waiting.get(lane)?.overtaken();
    return new Promise<Answer | null>((resolve, reject) => {
      this.#waiting.set(lane, {
        overtaken: () => resolve(null),
        answer: () => question().then(resolve, reject),
      });
      if (!this.#busy) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.size > 0) {
      const lane = Math.min(...this.#waiting.keys());
      const first = this.#waiting.get(lane);
      this.#waiting.delete(lane);
      await first?.answer();
    }
    this.#busy = false;
  }
}

interface Waiting {
  overtaken(): void;
  /** Never rejects: the failure goes to whoever asked. */
  answer(): Promise<void>;
}

/** Longest stretch of work without a pause, in ms. */
const STRETCH_MS = 20;

/**
 * Lets go of the thread now and then in a long piece of work. Whatever keeps a seat's thread also
 * keeps its clock, its disk's answers and, if it leads, its heartbeats; others then elect another.
 */
export class Breath {
  #sinceMs = performance.now();

  /** Resolves at once, or after everything else that waits if the last time is long ago. */
  async take(): Promise<void> {
    if (performance.now() - this.#sinceMs < STRETCH_MS) return;
    await everythingElse();
    this.#sinceMs = performance.now();
  }
}

/** Resolves after everything that waits for this thread now. */
export function everythingElse(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

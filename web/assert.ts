/**
 * The three ways something can be wrong, kept apart.
 *
 * - `assert` guards what cannot be; it throws {@link BrokenInvariant} and the page offers a report.
 * - {@link Problem} is what a person can mend: it names the place, the rule, what was found and
 *   the remedy. Validators return all of them, never only the first.
 * - A solver that honestly fails answers with a result that says so (see the kernel's outcomes).
 */

export class BrokenInvariant extends Error {
  override readonly name = 'BrokenInvariant';
  /** What is needed to see it again: room, seed, tick, indices. JSON-able. */
  readonly context: Readonly<Record<string, unknown>>;
  constructor(message: string, context: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.context = context;
  }
}

/** Throws {@link BrokenInvariant} unless `condition` holds. `why` says what would break. */
export function assert(
  condition: unknown,
  why: string,
  context?: Readonly<Record<string, unknown>>,
): asserts condition {
  if (!condition) throw new BrokenInvariant(why, context);
}

export interface Place {
  /** What sort of thing: 'bus', 'branch', 'generator', 'case', 'file', 'link', 'design', … */
  readonly kind: string;
  /** Which one: bus number, branch as '2-7', key of the link, file name. */
  readonly id?: string | number;
  readonly field?: string;
  /** 1-based line of the text that was read. */
  readonly line?: number;
}

export interface Problem {
  readonly where: Place;
  /** The rule in a few words, stable enough to test on: 'finite', 'one-slack', 'known-bus'. */
  readonly rule: string;
  /** What was found, as shown to a person (shortened to 60 characters). */
  readonly found: string;
  /** What would have been right, e.g. 'a number from 0 to 8000'. */
  readonly allowed: string;
  /** What to do about it, as a sentence. */
  readonly remedy: string;
  /** true: the input was used all the same (something was ignored). Absent: it was refused. */
  readonly harmless?: true;
}

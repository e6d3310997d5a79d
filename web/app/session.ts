/**
 * The one store of the page. Commands go in, immutable snapshots come out; nothing else changes
 * what is shown. It knows the rooms below it and never touches the DOM: threads, storage, the
 * address bar and the clock come in through the constructor.
 *
 * Invariants: a snapshot is never mutated; a result of an older scenario never replaces one of a
 * newer; a refused input changes nothing but the notices.
 */
import type { Command } from './command.ts';
import type { Snapshot } from './snapshot.ts';

export type Listener = (snapshot: Snapshot) => void;

export class Session {
  #snapshot: Snapshot;
  readonly #listeners = new Set<Listener>();
  readonly #handle: (command: Command, session: Session) => void;

  constructor(first: Snapshot, handle: (command: Command, session: Session) => void) {
    this.#snapshot = first;
    this.#handle = handle;
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  dispatch(command: Command): void {
    this.#handle(command, this);
  }

  /** Calls `listener` after every change until the returned function is called. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The next snapshot: the present one with `changes`. */
  publish(changes: Partial<Snapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...changes };
    for (const listener of this.#listeners) listener(this.#snapshot);
  }
}

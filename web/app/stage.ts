import type { Command } from './command.ts';
import type { Notice, Snapshot } from './snapshot.ts';

export type Listener = (snapshot: Snapshot) => void;

/** Holds the present snapshot and tells whoever listens about the next. */
export class Stage {
  #snapshot: Snapshot;
  #nextNotice = 1;
  readonly #listeners = new Set<Listener>();

  constructor(first: Snapshot) {
    this.#snapshot = first;
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The present snapshot with `changes`. */
  publish(changes: Partial<Snapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...changes };
    for (const listener of [...this.#listeners]) listener(this.#snapshot);
  }

  /** Adds a notice; the same words are not said twice at a time. */
  say(notice: Omit<Notice, 'id' | 'problems' | 'offers'> & Partial<Notice>): void {
    const id = this.#nextNotice++;
    const others = this.#snapshot.notices.filter(({ words }) => words !== notice.words);
    const added: Notice = { problems: [], offers: [], ...notice, id };
    this.publish({ notices: [...others, added].slice(-6) });
  }

  dismiss(id: number): void {
    this.publish({ notices: this.#snapshot.notices.filter((notice) => notice.id !== id) });
  }

  /** Takes back notices whose offer has been taken up or has become pointless. */
  withdraw(isOver: (command: Command) => boolean): void {
    const { notices } = this.#snapshot;
    const kept = notices.filter(({ offers }) => !offers.some(({ command }) => isOver(command)));
    if (kept.length < notices.length) this.publish({ notices: kept });
  }
}

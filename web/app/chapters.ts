import type { Scenario } from '../scenario/scenario.ts';
import type { Opening } from './opening.ts';

interface Chapter {
  readonly start: Scenario;
  readonly last: Scenario;
}

/**
 * The links a person went to, one after the other. Entries of the browser's history between two of
 * them are changes of view and share what was worked out meanwhile; Back over a link returns to the
 * work that was left for it.
 */
export class Chapters {
  /** What Reset returns to: the scenario of the link that the present chapter began with. */
  start: Scenario;
  #now: number;
  readonly #left = new Map<number, Chapter>();

  constructor(now: number, start: Scenario) {
    this.#now = now;
    this.start = start;
  }

  /**
   * What `opening`, the link of an entry of `chapter`, means now that the work stands at `last`:
   * null in the same chapter, where it is a view of the same work; else what to open, which is
   * the work as it was left there, or the link itself if it is new or older than this page.
   */
  turnTo(chapter: number, opening: Opening, last: Scenario): [Opening, start: Scenario] | null {
    if (chapter === this.#now) return null;
    this.#left.set(this.#now, { start: this.start, last });
    this.#now = chapter;
    const left = this.#left.get(chapter);
    if (!left) return [opening, opening.scenario];
    return [{ ...opening, scenario: left.last, problems: [] }, left.start];
  }
}

import { NO_EXTRAS, formatLink, type LinkExtras } from '../scenario/link.ts';
import type { Rim } from './rim.ts';
import type { Snapshot } from './snapshot.ts';

/** The link of what is on show, and the address bar that follows it. */
export class LinkKeeper {
  readonly #rim: Rim;
  #written: string;
  /** Keys of the link that this page does not know but carries on. */
  #unknown: LinkExtras['unknown'] = [];
  #lang = '';

  constructor(rim: Rim) {
    this.#rim = rim;
    this.#written = rim.address.hash;
  }

  /** Keeps what a link said beside scenario and screen. */
  adopt(extras: LinkExtras): void {
    this.#unknown = extras.unknown;
    this.#lang = extras.lang;
  }

  linkOf(snapshot: Snapshot): string {
    return formatLink(snapshot.world.scenario, snapshot.view, {
      ...NO_EXTRAS,
      mode: snapshot.projector ? 'projector' : snapshot.mode,
      hide: snapshot.hidden,
      lock: snapshot.locked,
      paused: !snapshot.playing,
      lang: this.#lang,
      unknown: this.#unknown,
    });
  }

  /** Lets the bar say `link`, as a new entry for the browser's Back if wished. */
  follow(link: string, newEntry = false): void {
    if (link === this.#written) return;
    this.#written = link;
    this.#rim.address.write(link, newEntry);
  }
}

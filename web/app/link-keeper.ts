import { NO_EXTRAS, formatLink, type LinkExtras } from '../scenario/link.ts';
import { placeText } from './annex-first.ts';
import type { Rim } from './rim.ts';
import type { Snapshot } from './snapshot.ts';

/** Browsers refuse, silently or not, more than about 100 new addresses in half a minute. */
const WRITE_EVERY_MS = 400;

/** The link of what is on show, and the address bar that follows it, at a pace browsers allow. */
export class LinkKeeper {
  readonly #rim: Rim;
  #written: string;
  /** What the bar is to say next; null while it says all there is to say. */
  #owed: string | null = null;
  #resting = false;
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
      seat: snapshot.cluster.ownSeat,
      simulated: snapshot.cluster.mode === 'simulation',
      at: snapshot.view === 'ledger' ? placeText(snapshot.ledger.place) : '',
      lang: this.#lang,
      unknown: this.#unknown,
    });
  }

  /** Lets the bar say `link` soon; as a new entry for the browser's Back, at once. */
  follow(link: string, newEntry = false): void {
    if (newEntry && link !== this.#written) this.#write(link, true);
    else this.#owed = link;
    if (!this.#resting) this.flush();
  }

  /**
   * A person or the browser's history wrote into the bar: what was owed to it is past. The next
   * link is written even if it says the same, for the entry is to be known as one of ours.
   */
  overwritten(): void {
    this.#written = '';
    this.#owed = null;
  }

  /** Writes at once what is still owed, for a page that is about to go. */
  flush(): void {
    if (this.#owed === null || this.#owed === this.#written) return;
    this.#write(this.#owed, false);
    this.#resting = true;
    this.#rim.clock.after(WRITE_EVERY_MS, () => {
      this.#resting = false;
      this.flush();
    });
  }

  #write(link: string, newEntry: boolean): void {
    this.#written = link;
    this.#owed = null;
    this.#rim.address.write(link, newEntry);
  }
}

/** Collects what the seats recorded, also of those that crashed here, for the player. */
import type { Client } from '../cluster/client.ts';
import type { Gallery } from '../cluster/gallery.ts';
import { TRACE_FORMAT, type Trace, type TraceLine } from '../simulation/trace.ts';

const ANSWER_MS = 3000;
/** A crash does not wait longer than this for its recording. */
const CRASH_MS = 100;

export class TraceKeeper {
  readonly #client: Client;
  readonly #gallery: Gallery;
  readonly #build: string;
  readonly #ended: TraceLine[][] = [];

  constructor(client: Client, gallery: Gallery, build: string) {
    this.#client = client;
    this.#gallery = gallery;
    this.#build = build;
  }

  /** Saves what a seat of this tab recorded, for it is about to go. */
  async keep(seat: number): Promise<void> {
    if (!this.#gallery.here.has(seat)) return;
    this.#ended.push([...(await this.#ask(seat, CRASH_MS))]);
  }

  async all(): Promise<Trace> {
    const running = this.#gallery.up.map(({ seat }) => this.#ask(seat, ANSWER_MS));
    const lines = [...this.#ended, ...(await Promise.all(running))].flat();
    lines.sort((a, b) => a.at - b.at);
    return { format: TRACE_FORMAT, version: 1, recordedBy: this.#build, lines };
  }

  async #ask(seat: number, timeoutMs: number): Promise<readonly TraceLine[]> {
    const reply = await this.#client.ask(seat, { kind: 'trace' }, timeoutMs);
    return reply?.kind === 'trace' ? reply.lines : [];
  }
}

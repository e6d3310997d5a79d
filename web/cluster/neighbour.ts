/**
 * What a seat asks of the others besides votes and entries, and what it does for them: letting in
 * a seat that has no disk, handing over blocks and signatures that one of them lacks.
 */
import { stream } from '../rng.ts';
import { provenBlocks, wantedHeights } from './catch-up.ts';
import type { SeatDisk } from './disk.ts';
import type { Driver } from './driver.ts';
import type { Host } from './host.ts';
import { letIn, promotion } from './membership.ts';
import type { Notary } from './notary.ts';
import type { SeatAsk } from './protocol.ts';
import type { Library } from './query.ts';

interface Parts {
  readonly seat: number;
  readonly disk: SeatDisk;
  readonly host: Host;
  readonly notary: Notary;
  readonly library: Library;
  readonly chance: number;
  readonly ask: (to: number, ask: SeatAsk) => void;
  /** The seat may take part, as a learner that knows nothing. */
  readonly joined: () => Promise<void>;
}

export class Neighbour {
  readonly #parts: Parts;
  /** This life of a seat that must be let in; 0 = it needs not. */
  #life = 0;
  readonly #lives = new Map<number, number>();
  #looking = false;
  #turn = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** true: it keeps silent until the leader has let it in. */
  get waits(): boolean {
    return this.#life !== 0;
  }

  wait(): void {
    this.#life = 1 + stream(this.#parts.chance, 'life').below(0x7fffffff);
  }

  /** Now and then: learners, missing blocks, being let in. `others` are all it might ask. */
  async errands(driver: Driver | null, others: readonly number[]): Promise<void> {
    const { ask, host } = this.#parts;
    if (!driver) {
      for (const to of others) ask(to, { kind: 'join', life: this.#life });
      return;
    }
    const change = promotion(driver.state, host.isAnchored(driver.state));
    if (change) driver.push({ kind: 'proposeConf', change });
    if (this.#looking) return;
    this.#looking = true;
    try {
      const heights = await wantedHeights(this.#parts);
      this.#turn += 1;
      const to = others[this.#turn % others.length];
      if (heights.length > 0 && to !== undefined) ask(to, { kind: 'blocks', heights });
    } finally {
      this.#looking = false;
    }
  }

  async answer(from: number, asked: SeatAsk, driver: Driver | null): Promise<void> {
    const { ask, host, library, joined } = this.#parts;
    switch (asked.kind) {
      case 'join': {
        if (!driver) return;
        const known = this.#lives.get(from) === asked.life;
        const { state } = driver;
        const next = known ? 'joined' : letIn(state, from, host.isAnchored(state));
        if (next === 'joined') {
          this.#lives.set(from, asked.life);
          ask(from, { kind: 'joined', life: asked.life });
        } else if (next) driver.push({ kind: 'proposeConf', change: next });
        return;
      }
      case 'joined':
        if (driver || asked.life !== this.#life) return;
        this.#life = 0;
        await joined();
        return;
      case 'blocks': {
        const found = await Promise.all(asked.heights.map((height) => library.block(height)));
        const blocks = found.filter((block) => block !== null);
        if (blocks.length > 0) ask(from, { kind: 'blocks-here', blocks });
        return;
      }
      case 'blocks-here': {
        const proven = await provenBlocks(this.#parts, asked.blocks);
        if (proven.length > 0) driver?.backfill(proven);
        return;
      }
    }
  }
}

/**
 * What a seat asks of the others besides votes and entries, and what it does for them: letting in
 * a seat that has no disk, handing over blocks and signatures that one of them lacks.
 */
import { isAdmission, letIn, promotion, type Admission } from '../raft/newcomer.ts';
import type { Input } from '../raft/state.ts';
import { stream } from '../rng.ts';
import { CatchUp } from './catch-up.ts';
import { messagesTo } from './check-post.ts';
import type { SeatDisk } from './disk.ts';
import type { Driver, Signing } from './driver.ts';
import type { Host } from './host.ts';
import type { Notary } from './notary.ts';
import type { SeatAsk, SeatPost } from './protocol.ts';
import type { Library } from './query.ts';
import type { Rows } from './rows.ts';

/**
 * Whoever took part since so many errands of ours need not be let in: more than a second, and a
 * sleep of this seat is none of the other's silence.
 */
const LIVES_ERRANDS = 3;

interface Parts {
  readonly seat: number;
  readonly disk: SeatDisk;
  readonly host: Host;
  readonly notary: Notary;
  readonly library: Library;
  readonly rows: Rows;
  readonly signatures: Signing;
  readonly chance: number;
  readonly ask: (to: number, ask: SeatAsk) => void;
  /** The seat may take part, as a learner that knows nothing. */
  readonly joined: (admission: Admission) => Promise<void>;
}

interface SeenOut {
  readonly life: number;
  readonly term: number;
  /** Committed by then; this life is let in later than that. */
  readonly commit: number;
}

export class Neighbour {
  readonly #parts: Parts;
  readonly #catchUp: CatchUp;
  /** This life of a seat that must be let in; 0 = it needs not. */
  #life = 0;
  /** By seat that asks: this life of it was no member to us when we led in this term. */
  readonly #seenOut = new Map<number, SeenOut>();
  /** By seat: at which errand of ours its core last said anything. */
  readonly #spoke = new Map<number, number>();
  #errand = 0;
  #looking = false;
  #turn = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#catchUp = new CatchUp(parts);
  }

  /** Every block of the chain is here and signed by a majority. */
  get isWhole(): boolean {
    return this.#catchUp.whole;
  }

  /** true: it keeps silent until the leader has let it in. */
  get waits(): boolean {
    return this.#life !== 0;
  }

  wait(): void {
    this.#life = 1 + stream(this.#parts.chance, 'life').below(0x7fffffff);
  }

  /** What of a post gets into the core of this seat, whose term is `term`. */
  heard(post: SeatPost, term: number): readonly Input[] {
    const { from, since, raft } = post;
    if (raft.length === 0) return [];
    const seen = this.#seenOut.get(from);
    // Late words of a life that is over: what it said it had is gone.
    if (seen?.term === term && since <= seen.commit) return [];
    this.#spoke.set(from, this.#errand);
    const mine = messagesTo(this.#parts.seat, post, term);
    return mine.map((message) => ({ kind: 'message', message }) as const);
  }

  /** Now and then: learners, missing blocks, being let in. `others` are all it might ask. */
  async errands(driver: Driver | null, others: readonly number[]): Promise<void> {
    const { ask, host } = this.#parts;
    this.#errand += 1;
    if (!driver) {
      for (const to of others) ask(to, { kind: 'join', life: this.#life });
      return;
    }
    const change = promotion(driver.state, host.isAnchored(driver.state));
    if (change) driver.push({ kind: 'proposeConf', change });
    if (this.#looking) return;
    this.#looking = true;
    try {
      // A change of members waits for what the leader finds.
      const heights = await this.#catchUp.wanted(() => driver.state.role === 'leader');
      this.#turn += 1;
      const to = others[this.#turn % others.length];
      if (heights.length > 0 && to !== undefined) ask(to, { kind: 'blocks', heights });
    } finally {
      this.#looking = false;
    }
  }

  async answer(from: number, asked: SeatAsk, driver: Driver | null): Promise<void> {
    const { ask, library, joined } = this.#parts;
    switch (asked.kind) {
      case 'join': {
        const silent = this.#errand - (this.#spoke.get(from) ?? -LIVES_ERRANDS);
        if (driver && silent >= LIVES_ERRANDS) this.#admit(from, asked.life, driver);
        return;
      }
      case 'joined': {
        const { life, admission } = asked;
        if (driver || life !== this.#life || admission.leader !== from) return;
        this.#life = 0;
        await joined(admission);
        return;
      }
      case 'blocks': {
        const found = await Promise.all(asked.heights.map((height) => library.block(height)));
        const blocks = found.filter((block) => block !== null);
        if (blocks.length > 0) ask(from, { kind: 'blocks-here', blocks });
        return;
      }
      case 'blocks-here': {
        if (!driver) return;
        const caught = await this.#catchUp.take(asked.blocks);
        if (caught.older.length + caught.certified.length > 0) driver.backfill(caught);
        return;
      }
    }
  }

  /** Asked again until the seat has heard that it is in: any message may be lost. */
  #admit(seat: number, life: number, driver: Driver): void {
    const { host, ask } = this.#parts;
    const { state } = driver;
    const seen = this.#seenOut.get(seat);
    const seenOut = seen?.life === life && seen.term === state.hard.term;
    const next = letIn(state, seat, { anchored: host.isAnchored(state), seenOut });
    if (!next) return;
    if (isAdmission(next)) {
      ask(seat, { kind: 'joined', life, admission: next });
      return;
    }
    const { term, commit } = state.hard;
    if (next.addLearner) this.#seenOut.set(seat, { life, term, commit });
    driver.push({ kind: 'proposeConf', change: next });
  }
}

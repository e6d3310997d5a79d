/**
 * The clients of a simulated cluster: three that write and read one register on a rhythm, and
 * whoever is asked to by the list of faults. A history is kept by these rules: an answer that
 * never came is unknown ('info'), never failed; failed means refused before any log held it.
 */
import type { SeatId } from '../raft/message.ts';
import type { Operation } from './linearizable.ts';
import { draw } from './mix.ts';

/** Ticks until a client gives up waiting. */
const PATIENCE_TICKS = 120;
const CLIENTS = 3;
const STREAM = 0xc1;
const KEY = 'x';

export interface Wish {
  readonly id: number;
  readonly client: number;
  readonly seat: SeatId;
  readonly type: 'set' | 'get';
  readonly value: number;
  readonly invokedAt: number;
  readonly dueTick: number;
  /** The newest version that anyone had been told of when this began. */
  readonly floor: number;
}

export interface ClientCheckpoint {
  readonly waiting: readonly Wish[];
  readonly beliefs: readonly SeatId[];
  readonly nextId: number;
  readonly rounds: number;
  readonly told: number;
  readonly endedCount: number;
}

export class Clients {
  readonly #seed: number;
  readonly #seats: number;
  #waiting: Wish[] = [];
  /** Whom each client takes for the leader. */
  readonly #beliefs: SeatId[] = [1, 1, 1];
  #nextId = 1;
  #rounds = 0;
  /** The newest version that any client was told of. */
  #told = 0;
  /** Kept when time goes back, with only the count falling. */
  readonly #ended: Operation[] = [];
  #endedCount = 0;

  constructor(seed: number, seats: number) {
    this.#seed = seed;
    this.#seats = seats;
  }

  /** The next wish of the rhythm; null when the client whose turn it is still waits. */
  next(step: number, tick: number): Wish | null {
    const round = this.#rounds++;
    const client = round % CLIENTS;
    if (this.#waiting.some((wish) => wish.client === client + 1)) return null;
    const chance = draw(this.#seed, STREAM, round);
    const stray = (chance & 7) === 0;
    const seat = stray ? 1 + ((chance >>> 8) % this.#seats) : this.#beliefs[client]!;
    const type = (chance >>> 16) % 5 < 3 ? 'set' : 'get';
    return this.#begin({ client: client + 1, seat, type, step, tick, value: null });
  }

  /** A wish from outside the rhythm. */
  ask(asked: {
    seat: SeatId;
    type: 'set' | 'get';
    value: number;
    step: number;
    tick: number;
  }): Wish {
    return this.#begin({ ...asked, client: 100 + this.#nextId });
  }

  #begin(asked: {
    client: number;
    seat: SeatId;
    type: 'set' | 'get';
    value: number | null;
    step: number;
    tick: number;
  }): Wish {
    const id = this.#nextId++;
    const wish: Wish = {
      id,
      client: asked.client,
      seat: asked.seat,
      type: asked.type,
      value: asked.value ?? id,
      invokedAt: asked.step,
      dueTick: asked.tick + PATIENCE_TICKS,
      floor: this.#told,
    };
    this.#waiting.push(wish);
    return wish;
  }

  /** The wish that still waits at `seat` under this number. */
  find(id: number, seat: SeatId): Wish | null {
    for (const wish of this.#waiting) if (wish.id === id && wish.seat === seat) return wish;
    return null;
  }

  /** The first that waited too long; null when none has. */
  overdue(tick: number): Wish | null {
    for (const wish of this.#waiting) if (wish.dueTick <= tick) return wish;
    return null;
  }

  /** Those that wait at a seat that is gone. */
  at(seat: SeatId): readonly Wish[] {
    return this.#waiting.filter((wish) => wish.seat === seat);
  }

  succeed(wish: Wish, answer: { step: number; value: number; version: number }): void {
    const { value, version, step } = answer;
    if (version > this.#told) this.#told = version;
    if (wish.client <= CLIENTS) this.#beliefs[wish.client - 1] = wish.seat;
    this.#end(wish, { outcome: 'ok', returnedAt: step, value, version });
  }

  /** `leader`: whom the asked seat named; 0 = nobody. */
  miss(
    wish: Wish,
    outcome: 'fail' | 'info',
    { step, leader }: { step: number; leader: SeatId },
  ): void {
    if (wish.client <= CLIENTS) {
      const other = 1 + (draw(this.#seed, STREAM + wish.client, wish.id) % this.#seats);
      this.#beliefs[wish.client - 1] = leader === 0 || leader === wish.seat ? other : leader;
    }
    const returnedAt = outcome === 'fail' ? step : null;
    const value = wish.type === 'set' ? wish.value : null;
    this.#end(wish, { outcome, returnedAt, value, version: null });
  }

  #end(
    wish: Wish,
    end: Pick<Operation, 'outcome' | 'returnedAt'> & {
      value: number | null;
      version: number | null;
    },
  ): void {
    this.#waiting = this.#waiting.filter((other) => other !== wish);
    const { version, value, outcome, returnedAt } = end;
    const call = { client: wish.client, key: KEY, invokedAt: wish.invokedAt, returnedAt, outcome };
    this.#ended[this.#endedCount++] =
      wish.type === 'set'
        ? { ...call, type: 'set', value: wish.value, version }
        : { ...call, type: 'get', value: version === 0 ? null : value, version };
  }

  /** Everything asked so far, in order of the answers; what still waits is unknown. */
  history(): Operation[] {
    const open = this.#waiting.map(({ client, type, value, invokedAt }): Operation => {
      const call = { client, key: KEY, invokedAt, returnedAt: null, outcome: 'info' as const };
      const version = null;
      return type === 'set'
        ? { ...call, type, value, version }
        : { ...call, type, value: null, version };
    });
    return [...this.#ended.slice(0, this.#endedCount), ...open];
  }

  checkpoint(): ClientCheckpoint {
    return {
      waiting: this.#waiting.slice(),
      beliefs: this.#beliefs.slice(),
      nextId: this.#nextId,
      rounds: this.#rounds,
      told: this.#told,
      endedCount: this.#endedCount,
    };
  }

  restore(then: ClientCheckpoint): void {
    this.#waiting = then.waiting.slice();
    this.#beliefs.splice(0, CLIENTS, ...then.beliefs);
    this.#nextId = then.nextId;
    this.#rounds = then.rounds;
    this.#told = then.told;
    this.#endedCount = then.endedCount;
  }
}

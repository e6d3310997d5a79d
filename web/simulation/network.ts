/**
 * The simulated network: each message takes some ticks, at least one, and may be lost, doubled or
 * overtaken. All chance is drawn by link and number of message on that link, so a fault that is
 * taken out of the list changes nothing about messages elsewhere. Messages of one link keep their
 * order unless told otherwise.
 */
import type { Message, SeatId } from '../raft/message.ts';
import { pop, push, takeOut, type Flight } from './flight.ts';
import { draw } from './mix.ts';

/** Seats are numbered from 1 to this. */
export const SEATS_MAX = 9;
const SIDE = SEATS_MAX + 1;
const STREAM = 0x6e65;

export interface Weather {
  readonly minTicks: number;
  readonly maxTicks: number;
  readonly lossPercent: number;
  readonly duplicatePercent: number;
  readonly reorder: boolean;
}

export const CALM: Weather = {
  minTicks: 1,
  maxTicks: 3,
  lossPercent: 0,
  duplicatePercent: 0,
  reorder: false,
};

/** The network at one moment; never changed once taken. */
export interface NetworkCheckpoint {
  readonly weather: Weather;
  readonly flights: readonly Flight[];
  readonly held: readonly Flight[];
  readonly sent: Int32Array;
  readonly lastArrival: Int32Array;
  readonly lost: Uint8Array;
  readonly nextId: number;
}

export class Network {
  weather = CALM;
  /** A heap; see flight.ts. */
  readonly flights: Flight[] = [];
  readonly held: Flight[] = [];
  nextId = 1;
  readonly #seed: number;
  /** Messages ever sent, by link. */
  readonly #sent = new Int32Array(SIDE * SIDE);
  readonly #lastArrival = new Int32Array(SIDE * SIDE);
  /** 1 = everything on this link is lost. */
  readonly #lost = new Uint8Array(SIDE * SIDE);

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Puts `message` on its way, unless it is lost at once. */
  send(message: Message, tick: number): void {
    const link = message.from * SIDE + message.to;
    const place = this.#sent[link]!++;
    if (this.#lost[link] === 1) return;
    const { minTicks, maxTicks, lossPercent, duplicatePercent } = this.weather;
    const chance = draw(this.#seed, STREAM + link, place);
    if (lossPercent > 0 && (chance >>> 8) % 100 < lossPercent) return;
    const spread = maxTicks - minTicks + 1;
    this.#fly(message, tick, minTicks + ((chance & 0xff) % spread));
    if (duplicatePercent > 0 && (chance >>> 16) % 100 < duplicatePercent) {
      this.#fly(message, tick, minTicks + ((chance >>> 24) % spread));
    }
  }

  #fly(message: Message, sentAt: number, ticks: number): void {
    const link = message.from * SIDE + message.to;
    let arrivesAt = sentAt + Math.max(1, ticks);
    if (!this.weather.reorder) arrivesAt = Math.max(arrivesAt, this.#lastArrival[link]!);
    this.#lastArrival[link] = Math.max(arrivesAt, this.#lastArrival[link]!);
    push(this.flights, { id: this.nextId++, message, sentAt, arrivesAt });
  }

  /** The next message that is due, taken off the network; null when none is. */
  arrive(tick: number): Flight | null {
    const first = this.flights[0];
    return first && first.arrivesAt <= tick ? pop(this.flights) : null;
  }

  isCut(from: SeatId, to: SeatId): boolean {
    return this.#lost[from * SIDE + to] === 1;
  }

  setCut(from: SeatId, to: SeatId, lost: boolean): void {
    this.#lost[from * SIDE + to] = lost ? 1 : 0;
  }

  heal(): void {
    this.#lost.fill(0);
  }

  /** Seats in different groups do not hear each other; seats in no group hear nobody. */
  partition(groups: readonly (readonly SeatId[])[]): void {
    const groupOf = (seat: SeatId): number => groups.findIndex((group) => group.includes(seat));
    for (let from = 1; from <= SEATS_MAX; from++) {
      for (let to = 1; to <= SEATS_MAX; to++) {
        const together = groupOf(from) >= 0 && groupOf(from) === groupOf(to);
        this.#lost[from * SIDE + to] = from === to || together ? 0 : 1;
      }
    }
  }

  cuts(): (readonly [from: SeatId, to: SeatId])[] {
    const cuts: [SeatId, SeatId][] = [];
    for (let from = 1; from <= SEATS_MAX; from++) {
      for (let to = 1; to <= SEATS_MAX; to++) if (this.isCut(from, to)) cuts.push([from, to]);
    }
    return cuts;
  }

  /** false: no such message is in flight. */
  hold(id: number): boolean {
    const [flight] = takeOut(this.flights, (each) => each.id === id);
    if (flight) this.held.push(flight);
    return flight !== undefined;
  }

  /** Goes on its way; it arrives as late as it was going to when it was held. */
  release(id: number, tick: number): boolean {
    const at = this.held.findIndex((each) => each.id === id);
    if (at < 0) return false;
    const [flight] = this.held.splice(at, 1);
    push(this.flights, { ...flight!, arrivesAt: Math.max(tick, flight!.arrivesAt) });
    return true;
  }

  drop(id: number): boolean {
    const picked = (flight: Flight): boolean => flight.id === id;
    const out = takeOut(this.flights, picked);
    const kept = this.held.filter((flight) => !picked(flight));
    const found = out.length > 0 || kept.length < this.held.length;
    this.held.splice(0, this.held.length, ...kept);
    return found;
  }

  checkpoint(): NetworkCheckpoint {
    return {
      weather: this.weather,
      flights: this.flights.slice(),
      held: this.held.slice(),
      sent: this.#sent.slice(),
      lastArrival: this.#lastArrival.slice(),
      lost: this.#lost.slice(),
      nextId: this.nextId,
    };
  }

  restore(then: NetworkCheckpoint): void {
    this.weather = then.weather;
    this.flights.splice(0, this.flights.length, ...then.flights);
    this.held.splice(0, this.held.length, ...then.held);
    this.#sent.set(then.sent);
    this.#lastArrival.set(then.lastArrival);
    this.#lost.set(then.lost);
    this.nextId = then.nextId;
  }
}

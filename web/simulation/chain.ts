/** Each seat's log as a chain of fingerprints: one number stands for all entries up to an index. */
import type { Entry } from '../raft/log-entry.ts';
import type { SeatId } from '../raft/message.ts';
import type { Persist, RaftState } from '../raft/state.ts';
import { Fingerprint, chained } from './mix.ts';
import { SEATS_MAX } from './network.ts';

/** A link nobody can tell: what it rests on was never seen. */
export const UNKNOWN = -1;
/** The link before the first entry. */
export const GENESIS = 0x5eed;

/** links[i] stands for all entries up to index base + i. */
export interface Chain {
  readonly base: number;
  readonly links: readonly number[];
}

interface OwnChain {
  base: number;
  links: number[];
}

export class Chains {
  #chains: OwnChain[] = [];

  constructor() {
    for (let seat = 0; seat <= SEATS_MAX; seat++) this.#chains.push({ base: 0, links: [GENESIS] });
  }

  of(seat: SeatId): Chain {
    return this.#chains[seat]!;
  }

  /** A seat starts with the log of its disk; `link` stands for what its snapshot covers. */
  start({ id, snapshot, log }: RaftState, link: number): void {
    this.#chains[id] = { base: snapshot.index, links: [link] };
    this.#extend(id, log);
  }

  /** What a write does to the log. `install`: the link of a snapshot taken over; null = none was. */
  change(seat: SeatId, persist: Persist, install: number | null): void {
    const own = this.#chains[seat]!;
    const { truncateFrom, snapshot, entries, firstIndex } = persist;
    if (truncateFrom > 0) {
      own.links.length = Math.max(1, Math.min(own.links.length, truncateFrom - own.base));
    }
    if (snapshot) {
      const within = snapshot.index - own.base;
      if (install !== null || within >= own.links.length) own.links = [install ?? UNKNOWN];
      else own.links.splice(0, within);
      own.base = snapshot.index;
    }
    if (entries.length === 0) return;
    // The core may hand out entries that the log held before; only what is beyond is new.
    const held = own.base + own.links.length - firstIndex;
    this.#extend(seat, held <= 0 ? entries : entries.slice(held));
  }

  #extend(seat: SeatId, entries: readonly Entry[]): void {
    const { links } = this.#chains[seat]!;
    let link = links[links.length - 1]!;
    for (const entry of entries) {
      link = link === UNKNOWN ? UNKNOWN : chained(chained(link, entry.term), contentOf(entry));
      links.push(link);
    }
  }

  checkpoint(): readonly Chain[] {
    return this.#chains.map(({ base, links }) => ({ base, links: links.slice() }));
  }

  restore(then: readonly Chain[]): void {
    this.#chains = then.map(({ base, links }) => ({ base, links: links.slice() }));
  }
}

/** 32 bits of what an entry says. */
function contentOf(entry: Entry): number {
  if (entry.kind === 'noop') return 1;
  const print = new Fingerprint();
  if (entry.kind === 'data') print.addBytes(entry.data);
  else {
    const { add = [], addLearner = [], remove = [], explicit = false } = entry.change;
    for (const part of [...add, -1, ...addLearner, -2, ...remove, explicit ? -3 : -4]) {
      print.add(part);
    }
  }
  return print.a ^ print.b;
}

// Seats of one page without workers, on disks that only remember, and a wire that only calls.
import { Seat, type SeatParts } from '../../web/cluster/seat.ts';
import type {
  ClientReply,
  ClientRequest,
  SeatReply,
  SeatStatus,
} from '../../web/cluster/protocol.ts';
import { FAIR } from '../../web/cluster/weather.ts';
import type { Wire } from '../../web/cluster/wire.ts';
import { contractTable } from '../../web/ledger/contracts.ts';
import { register } from '../../web/ledger/contracts/register.ts';
import { demoAccountKey, demoGenesis, demoSeatKey } from '../../web/ledger/demo.ts';
import { blockLine, genesisLine } from '../../web/ledger/export.ts';
import { genesisHash } from '../../web/ledger/genesis.ts';
import { encodeTransaction, signTransaction } from '../../web/ledger/transaction.ts';
import { openVerifier, type Verification } from '../../web/ledger/verify.ts';
import { MemoryShelves } from '../../web/store/shelf.ts';
import { openSeatStore } from '../../web/store/seat-store.ts';
import { FastSignatures } from '../../web/workers/signatures.ts';

export const BUILD = 'the same';
const WAIT_MS = 15_000;

export class Seats implements Wire {
  readonly genesis;
  readonly running = new Map<number, Seat>();
  readonly status = new Map<number, SeatStatus>();
  readonly fatal: string[] = [];
  /** Whatever is posted from seat to seat is shown here first. */
  readonly posts: unknown[] = [];
  /** false: a post of a seat or tab is lost. */
  passes: (address: string, message: unknown) => boolean = () => true;
  readonly #seed: number;
  readonly #listeners = new Map<string, Set<(message: unknown) => void>>();
  readonly #shelves = new Map<number, MemoryShelves>();
  readonly #enrolled = new Set<number>();
  readonly #replies = new Map<number, (reply: ClientReply) => void>();
  #asked = 0;
  #nonce = 0;

  constructor(seed: number, seats: number) {
    this.#seed = seed;
    this.genesis = demoGenesis({ seed, seats, homes: 2 });
    this.listen('show', (message) => {
      const status = message as SeatStatus;
      if (this.running.has(status.show.seat)) this.status.set(status.show.seat, status);
    });
    this.listen('tab/test', (message) => {
      const { id, reply } = message as SeatReply;
      if (reply.kind !== 'taken') this.#replies.get(id)?.(reply);
    });
  }

  post(address: string, message: unknown): void {
    if (address.startsWith('seat/') && this.posts.length < 2000) this.posts.push(message);
    if (this.passes(address, message)) this.put(address, message);
  }

  put(address: string, message: unknown): void {
    const copy: unknown = structuredClone(message);
    setTimeout(() => this.#listeners.get(address)?.forEach((on) => on(copy)));
  }

  listen(address: string, on: (message: unknown) => void): () => void {
    const here = this.#listeners.get(address) ?? new Set();
    this.#listeners.set(address, here.add(on));
    return () => void here.delete(on);
  }

  close(): void {
    this.#listeners.clear();
  }

  async up(seat: number): Promise<void> {
    const shelves = this.#shelves.get(seat) ?? new MemoryShelves();
    this.#shelves.set(seat, shelves);
    const signatures = new FastSignatures(demoSeatKey(this.#seed, seat));
    const parts: SeatParts = {
      ...{ seat, tab: 1, build: BUILD, genesis: this.genesis, wire: this, signatures },
      disk: await openSeatStore(shelves, seat, this.#enrolled.has(seat)),
      rules: { contracts: contractTable(), verifier: signatures.verifier },
      weather: FAIR,
      seed: (this.#seed ^ (seat * 0x9e3779b1)) >>> 0,
      enrol: () => Promise.resolve(void this.#enrolled.add(seat)),
      onFatal: (words) => void this.fatal.push(`seat ${seat}: ${words}`),
    };
    const running = new Seat(parts);
    this.running.set(seat, running);
    await running.start();
  }

  async down(seat: number): Promise<void> {
    const running = this.running.get(seat);
    this.running.delete(seat);
    this.status.delete(seat);
    await running?.stop();
  }

  /** Its disk is gone; it is known to have lived. */
  wipe(seat: number): void {
    this.#shelves.delete(seat);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.running.keys()].map((seat) => this.down(seat)));
  }

  get leader(): number {
    const leaders = [...this.status.values()].filter(({ show }) => show.role === 'leader');
    leaders.sort((a, b) => b.show.term - a.show.term);
    return leaders[0]?.show.seat ?? 0;
  }

  async until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    for (const end = performance.now() + WAIT_MS; performance.now() < end;) {
      if (await holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const seats = [...this.status.values()].map(({ show, voters }) => {
      const { seat, role, term, height, commitIndex, words } = show;
      return `${seat} ${role} term ${term} height ${height} of ${commitIndex} [${String(voters)}] ${words}`;
    });
    throw new Error(`never ${what}; seed ${this.#seed}; ${[...seats, ...this.fatal].join('; ')}`);
  }

  ask(seat: number, request: ClientRequest, waitMs = 5000): Promise<ClientReply | null> {
    return new Promise((resolve) => {
      const id = ++this.#asked;
      const timer = setTimeout(() => resolve(null), waitMs);
      this.#replies.set(id, (reply) => {
        clearTimeout(timer);
        resolve(reply);
      });
      this.put(`seat/${seat}`, { client: 'test', id, request });
    });
  }

  /** Asked of whoever leads until it is done. */
  async lead(request: ClientRequest): Promise<ClientReply> {
    let last: ClientReply | null = null;
    await this.until(JSON.stringify(request.kind), async () => {
      last = this.leader > 0 ? await this.ask(this.leader, request) : null;
      return last !== null && last.kind !== 'not-leader' && last.kind !== 'refused';
    });
    return last!;
  }

  /** One transaction more. */
  async set(value: string): Promise<ClientReply> {
    const key = demoAccountKey(this.#seed, 'Home 1');
    const { name: contract, version: contractVersion } = register;
    const transaction = {
      chain: genesisHash(this.genesis),
      ...{ contract, contractVersion, from: key.publicKey, nonce: ++this.#nonce },
      payload: register.encode({ name: 'x', value }),
    };
    const bytes = encodeTransaction(signTransaction(transaction, key));
    return this.lead({ kind: 'submit', bytes });
  }

  /** What a stranger makes of the chain as `seat` gives it. */
  async verify(seat: number): Promise<Verification> {
    const verifier = openVerifier({ genesisHash: genesisHash(this.genesis) });
    verifier.feed(genesisLine(this.genesis));
    const reply = await this.ask(seat, { kind: 'export', from: 1, count: 100 });
    for (const block of reply?.kind === 'blocks' ? reply.blocks : []) {
      verifier.feed(blockLine(block));
    }
    return verifier.result();
  }
}

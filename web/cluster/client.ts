/**
 * A tab's questions to the seats, wherever they run: found the leader, asked again where that is
 * harmless, and honest about what is not known when no answer came in time.
 */
import { decodeTransaction, transactionHash } from '../ledger/transaction.ts';
import type { Answer, Query, ReadAnswer, Submitted } from './live.ts';
import { isSeatReply } from './check-show.ts';
import type { ClientReply, ClientRequest } from './protocol.ts';
import type { Wire } from './wire.ts';

/** A seat that says nothing at all for so long is taken for gone. */
const SILENCE_MS = 1000;
const PAUSE_MS = 25;
const QUERY_MS = 3000;

/** What the client needs to know of the cluster. */
export interface Outlook {
  readonly leader: number;
  /** Best first. */
  readonly up: readonly { readonly seat: number }[];
}

/** No seat answered in time: none is up, or all have too much to do. Nothing of ours is broken. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  constructor() {
    super('no seat answers');
  }
}

interface Pending {
  readonly on: (reply: ClientReply) => void;
}

export class Client {
  readonly #wire: Wire;
  readonly #name: string;
  readonly #outlook: Outlook;
  readonly #pending = new Map<number, Pending>();
  readonly #stop: () => void;
  readonly #looks = new Set<() => void>();
  #looking: ReturnType<typeof setInterval> | undefined;
  #count = 0;

  /** `name` is this tab's own, unique in the cluster. */
  constructor(wire: Wire, name: string, outlook: Outlook) {
    this.#wire = wire;
    this.#name = name;
    this.#outlook = outlook;
    this.#stop = wire.listen(`tab/${name}`, (message) => {
      if (isSeatReply(message)) this.#pending.get(message.id)?.on(message.reply);
    });
  }

  close(): void {
    clearInterval(this.#looking);
    this.#stop();
  }

  /** Seats that are up, best first. */
  seats(): readonly number[] {
    return this.#outlook.up.map(({ seat }) => seat);
  }

  /** The seat's answer; null = none in time. */
  ask(seat: number, request: ClientRequest, timeoutMs: number): Promise<ClientReply | null> {
    return new Promise((resolve) => {
      const close = this.#send(seat, request, (reply) => end(reply));
      const timer = setTimeout(() => end(null), timeoutMs);
      const end = (reply: ClientReply | null): void => {
        clearTimeout(timer);
        close();
        resolve(reply);
      };
    });
  }

  /** The leader's answer, whoever that is by then; null = none in time. Asked more than once. */
  async askLeader(request: ClientRequest, timeoutMs: number): Promise<ClientReply | null> {
    const endMs = performance.now() + timeoutMs;
    for (let hint = 0; ;) {
      const leftMs = endMs - performance.now();
      if (leftMs <= 0) return null;
      const seat = hint || this.#outlook.leader;
      hint = 0;
      if (seat === 0) {
        await pause(PAUSE_MS);
        continue;
      }
      const reply = await this.ask(seat, request, Math.min(leftMs, SILENCE_MS));
      if (reply && reply.kind !== 'not-leader') return reply;
      if (reply) hint = reply.leader;
      if (hint === 0) await pause(PAUSE_MS);
    }
  }

  /** Resubmitting is harmless: its number lets a transaction happen once. */
  async submit(bytes: Uint8Array, timeoutMs: number): Promise<Submitted> {
    const transaction = decodeTransaction(bytes);
    if (!transaction) return { outcome: 'refused', reason: 'bytes' };
    const endMs = performance.now() + timeoutMs;
    // Once a seat may have taken it, only the chain can say what became of it.
    let maybe = false;
    for (let hint = 0; performance.now() < endMs;) {
      const seat = hint || this.#outlook.leader;
      hint = 0;
      if (seat === 0) {
        await pause(PAUSE_MS);
        continue;
      }
      const { reply, silent } = await this.#submitOnce(seat, bytes, endMs);
      if (reply?.kind === 'submitted') {
        const { submitted } = reply;
        if (submitted.outcome !== 'refused' || !maybe) return submitted;
        if (submitted.reason !== 'busy') break;
      }
      if (reply?.kind === 'not-leader') {
        maybe ||= !silent;
        hint = reply.leader;
      } else if (!reply) {
        maybe = true;
      }
      if (hint === 0) await pause(PAUSE_MS);
    }
    return maybe
      ? { outcome: 'unknown', hash: transactionHash(transaction) }
      : { outcome: 'refused', reason: 'no-leader' };
  }

  async read(key: string, timeoutMs: number): Promise<ReadAnswer> {
    const reply = await this.askLeader({ kind: 'read', key }, timeoutMs);
    if (reply?.kind !== 'value') return { outcome: 'unknown' };
    return { outcome: 'read', bytes: reply.bytes, height: reply.height };
  }

  /**
   * From the seat at hand that knows most; what its disk lost or altered is asked of the others,
   * and their answer is the better one unless it is no better.
   */
  async query(query: Query): Promise<Answer> {
    const request = { kind: 'query', query } as const;
    const first = await this.askAny(request);
    if (first?.kind !== 'answer' || !answers(first.answer, query)) throw new NoAnswer();
    // Nothing of that hash: every seat would read its whole chain to say the same.
    if (query.kind === 'block-hash' || isSound(first.answer)) return first.answer;
    for (const seat of this.seats().slice(1)) {
      const other = await this.ask(seat, request, SILENCE_MS);
      if (other?.kind !== 'answer' || !answers(other.answer, query)) continue;
      if (isSound(other.answer)) return other.answer;
    }
    return first.answer;
  }

  async askAny(request: ClientRequest): Promise<ClientReply | null> {
    const endMs = performance.now() + QUERY_MS;
    while (performance.now() < endMs) {
      for (const { seat } of this.#outlook.up) {
        const reply = await this.ask(seat, request, SILENCE_MS);
        if (reply) return reply;
      }
      await pause(PAUSE_MS);
    }
    return null;
  }

  /** Waits for the final word, unless the seat falls silent or another one leads. */
  #submitOnce(
    seat: number,
    bytes: Uint8Array,
    endMs: number,
  ): Promise<{ reply: ClientReply | null; silent: boolean }> {
    return new Promise((resolve) => {
      const startMs = performance.now();
      let taken = false;
      const close = this.#send(seat, { kind: 'submit', bytes }, (reply) => {
        if (reply.kind === 'taken') taken = true;
        else end(reply);
      });
      const look = (): void => {
        const now = performance.now();
        const { leader } = this.#outlook;
        const deposed = leader !== 0 && leader !== seat;
        const silent = now - startMs > SILENCE_MS && (leader !== seat || !taken);
        if (now >= endMs || deposed || silent) end(null);
      };
      const end = (reply: ClientReply | null): void => {
        this.#looks.delete(look);
        if (this.#looks.size === 0) clearInterval(this.#looking);
        close();
        resolve({ reply, silent: !taken });
      };
      // One timer for all: thousands may wait at a time.
      if (this.#looks.size === 0) this.#looking = setInterval(() => this.#lookAll(), PAUSE_MS);
      this.#looks.add(look);
    });
  }

  #lookAll(): void {
    for (const look of [...this.#looks]) look();
  }

  #send(seat: number, request: ClientRequest, on: (reply: ClientReply) => void): () => void {
    this.#count += 1;
    const id = this.#count;
    this.#pending.set(id, { on });
    this.#wire.post(`seat/${seat}`, { client: this.#name, id, request });
    return () => void this.#pending.delete(id);
  }
}

function answers({ kind }: Answer, query: Query): boolean {
  return kind === (query.kind === 'block-hash' ? 'block' : query.kind);
}

/** false: it may be for want of a sound copy. */
function isSound(answer: Answer): boolean {
  if (answer.kind === 'blocks') return answer.rows.every(({ verified }) => verified !== false);
  if (answer.kind === 'block') return answer.page !== null && answer.page.verified !== false;
  return answer.page !== null;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * A seat's side of its clients: transactions that wait for their block, reads that wait for a
 * majority, changes of members. Knows who waits for what; the seat gives it what happens.
 */
import type { Configuration, ConfigurationChange } from '../raft/log-entry.ts';
import type { Event } from '../raft/state.ts';
import { heirOf, isJoint, members } from '../raft/view.ts';
import type { Hex } from '../ledger/transaction.ts';
import { Breath, everythingElse } from './breath.ts';
import type { Submitted } from './live.ts';
import type { Driver, Signatures } from './driver.ts';
import { reasonOf, type Host, type NewBlock } from './host.ts';
import { strangers, type Declined } from './member-gate.ts';
import type { ClientPost, ClientReply, ClientRequest } from './protocol.ts';
import type { Library } from './query.ts';
import type { Recorder } from './recorder.ts';

interface Parts {
  readonly driver: Driver;
  readonly host: Host;
  readonly library: Library;
  readonly signatures: Signatures;
  readonly recorder: Recorder;
  readonly reply: (to: Waiting, reply: ClientReply) => void;
  /** Work that fails only if the disk does. */
  readonly guard: (work: Promise<void>) => void;
}

type Waiting = Pick<ClientPost, 'client' | 'id'>;
type Submission = Waiting & { readonly bytes: Uint8Array };

const ANCHOR_PAUSE_MS = 50;
const ANCHOR_TRIES = 40;
/** Blocks that one answer to an export holds. */
const EXPORT_MAX = 100;
/** Submissions looked at together. */
const ADMIT_MAX = 256;

export class Counter {
  readonly #parts: Parts;
  readonly #submitted = new Map<Hex, Waiting[]>();
  readonly #reads = new Map<number, Waiting & { readonly key: string }>();
  #queue: Submission[] = [];
  #admitting = false;
  #change: { who: Waiting; readonly change: ConfigurationChange } | null = null;
  #readCount = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  take({ client, id, request }: ClientPost): void {
    this.#parts.guard(this.#serve({ client, id }, request));
  }

  async #serve(who: Waiting, request: ClientRequest): Promise<void> {
    const { driver, library, recorder, reply } = this.#parts;
    switch (request.kind) {
      case 'query':
        reply(who, { kind: 'answer', answer: await library.answer(request.query) });
        return;
      case 'export': {
        const blocks = await library.blocks(request.from, Math.min(request.count, EXPORT_MAX));
        reply(who, { kind: 'blocks', height: this.#parts.host.height, blocks });
        return;
      }
      case 'trace':
        reply(who, { kind: 'trace', lines: recorder.lines });
        return;
      case 'timeout-now':
        driver.push({ kind: 'campaign' });
        reply(who, { kind: 'done' });
        return;
      case 'submit':
        if (this.#leads(who)) this.#admit({ ...who, bytes: request.bytes });
        return;
      case 'read':
        if (!this.#leads(who)) return;
        this.#readCount += 1;
        this.#reads.set(this.#readCount, { ...who, key: request.key });
        driver.push({ kind: 'readIndex', id: this.#readCount });
        return;
      case 'conf':
        if (this.#leads(who)) await this.#propose(who, request.change);
        return;
      case 'transfer':
        if (!this.#leads(who)) return;
        driver.push({ kind: 'transfer', to: request.to });
        reply(who, { kind: 'done' });
        return;
    }
  }

  /** Tells the clients of each transaction in these blocks. */
  applied(blocks: readonly NewBlock[]): void {
    for (const { stored, header } of blocks) {
      stored.transactions.forEach(({ hash }, position) => {
        const waiting = this.#submitted.get(hash);
        if (!waiting) return;
        this.#submitted.delete(hash);
        const { height, receipts } = stored;
        const reason = reasonOf(receipts[position]);
        const submitted: Submitted = {
          outcome: 'committed',
          height,
          index: header.index,
          hash,
          reason,
        };
        for (const who of waiting) this.#parts.reply(who, { kind: 'submitted', submitted });
      });
    }
  }

  /** The state holds everything up to the read's index by now. */
  read(id: number, index: number | null): void {
    const who = this.#reads.get(id);
    if (!who) return;
    this.#reads.delete(id);
    const { host, reply } = this.#parts;
    if (index === null) this.#refer(who);
    else reply(who, { kind: 'value', bytes: host.read(who.key), height: host.height });
  }

  events(events: readonly Event[]): void {
    for (const event of events) {
      if (event.kind === 'role' && event.role === 'follower') this.#standDown();
      if (event.kind !== 'configuration' || !this.#change) continue;
      if (isMade(this.#change.change, event.configuration)) this.#settleChange({ kind: 'done' });
    }
  }

  /** The client's change is settled by its own fate only: the seat makes changes of its own. */
  declined(declined: readonly Declined[]): void {
    const own = this.#change?.change;
    const mine = own && declined.find(({ change }) => isSame(change, own));
    if (mine) this.#settleChange({ kind: 'refused', words: mine.why });
  }

  /** Whether this seat leads; refers the client to who does otherwise. */
  #leads(who: Waiting): boolean {
    const leads = this.#parts.driver.state.role === 'leader';
    if (!leads) this.#refer(who);
    return leads;
  }

  #refer(who: Waiting): void {
    const { id, leader } = this.#parts.driver.state;
    this.#parts.reply(who, { kind: 'not-leader', leader: leader === id ? 0 : leader });
  }

  /** In the order they came: later ones of an account build on earlier ones. */
  #admit(submission: Submission): void {
    this.#queue.push(submission);
    // At once: a client that heard nothing would ask again and make the crowd larger still.
    this.#parts.reply(submission, { kind: 'taken' });
    if (this.#admitting) return;
    this.#admitting = true;
    this.#parts.guard(this.#admitAll().finally(() => (this.#admitting = false)));
  }

  async #admitAll(): Promise<void> {
    const { host, signatures, driver } = this.#parts;
    while (this.#queue.length > 0) {
      const some = this.#queue.splice(0, ADMIT_MAX);
      await signatures.prepare(some.flatMap(({ bytes }) => host.claimsOfTransaction(bytes)));
      const breath = new Breath();
      for (const submission of some) {
        // A signature that does not hold is checked again here, and slowly.
        await breath.take();
        await this.#admitOne(submission);
      }
      driver.nudge();
      // What comes meanwhile only queues up: a crowd must not be served one by one in its tasks.
      await everythingElse();
    }
  }

  async #admitOne({ client, id, bytes }: Submission): Promise<void> {
    const { host, library, reply } = this.#parts;
    const who = { client, id };
    if (!this.#leads(who)) return;
    const { hash, refused, evicted } = host.submit(bytes);
    for (const lost of evicted) this.#refuse(lost, 'busy');
    if (refused === null) {
      this.#submitted.set(hash, [...(this.#submitted.get(hash) ?? []), who]);
      return;
    }
    // Asked a second time after an answer went missing: it may stand in the chain already.
    const place = refused === 'nonce' ? await library.find(hash) : null;
    if (!place) {
      reply(who, { kind: 'submitted', submitted: { outcome: 'refused', reason: refused } });
      return;
    }
    const { stored, position } = place;
    const { height, receipts } = stored;
    const index = library.indexOf(stored);
    const reason = reasonOf(receipts[position]);
    // A block that others sent comes without receipts: its outcome is not known here.
    const submitted: Submitted = receipts[position]
      ? { outcome: 'committed', height, index, hash, reason }
      : { outcome: 'unknown', hash };
    reply(who, { kind: 'submitted', submitted });
  }

  #refuse(hash: Hex, reason: 'busy'): void {
    const submitted: Submitted = { outcome: 'refused', reason };
    for (const who of this.#submitted.get(hash) ?? []) {
      this.#parts.reply(who, { kind: 'submitted', submitted });
    }
    this.#submitted.delete(hash);
  }

  async #propose(who: Waiting, change: ConfigurationChange): Promise<void> {
    const { driver, host, reply } = this.#parts;
    const words = strangers(change, host.genesis);
    if (words !== '') {
      reply(who, { kind: 'refused', words });
      return;
    }
    const own = this.#change;
    if (own?.who.client === who.client && isSame(own.change, change)) {
      // Asked again because the first answer takes long: that answer goes to the last question.
      own.who = who;
      return;
    }
    if (own) {
      reply(who, { kind: 'refused', words: 'another change is under way' });
      return;
    }
    const heir = change.remove?.includes(driver.state.id) ? heirOf(driver.state) : 0;
    if (heir > 0) {
      // It may be the only one to have the last signatures, so another one sees it out.
      driver.push({ kind: 'transfer', to: heir });
      reply(who, { kind: 'not-leader', leader: 0 });
      return;
    }
    const mine = { who, change };
    this.#change = mine;
    // The chain names each change of voters before the next may come.
    for (let tries = 0; !host.isAnchored(driver.state) && tries < ANCHOR_TRIES; tries++) {
      await new Promise((resolve) => setTimeout(resolve, ANCHOR_PAUSE_MS));
    }
    if (this.#change === mine) driver.push({ kind: 'proposeConf', change });
  }

  #settleChange(reply: ClientReply): void {
    if (this.#change) this.#parts.reply(this.#change.who, reply);
    this.#change = null;
  }

  /** What waits here may or may not be executed: the clients must ask the next leader. */
  #standDown(): void {
    const { host } = this.#parts;
    host.dropWaiting();
    const waiting = [...this.#submitted.values()].flat();
    this.#submitted.clear();
    for (const who of [...waiting, ...this.#reads.values()]) this.#refer(who);
    this.#reads.clear();
    if (this.#change) this.#refer(this.#change.who);
    this.#change = null;
  }
}

const isSame = (a: ConfigurationChange, b: ConfigurationChange): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** true: committed and in force. */
function isMade(change: ConfigurationChange, configuration: Configuration): boolean {
  const { add = [], addLearner = [], remove = [] } = change;
  const { voters, learners } = configuration;
  const all = members(configuration);
  return (
    !isJoint(configuration) &&
    add.every((seat) => voters.includes(seat)) &&
    addLearner.every((seat) => learners.includes(seat)) &&
    !remove.some((seat) => all.includes(seat))
  );
}

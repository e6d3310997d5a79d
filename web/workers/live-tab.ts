/**
 * One tab of the running cluster: which seats it takes, what other tabs are told, and one place
 * to ask for everything a person can do to seats, network and chain.
 */
import { BUILD } from '../build-info.ts';
import { isControl } from '../cluster/check-post.ts';
import { Client } from '../cluster/client.ts';
import { Gallery } from '../cluster/gallery.ts';
import type { Answer, LiveCluster, LiveShow, Network, Query } from '../cluster/live.ts';
import type { Glance, ReadAnswer, Submitted } from '../cluster/live.ts';
import { areLocksRefused, holdLock, homeLock, type Held } from '../cluster/lock.ts';
import type { Control } from '../cluster/protocol.ts';
import { commonMicroseconds } from '../cluster/recorder.ts';
import { cutsBetween, withCut, type Rules } from '../cluster/weather.ts';
import { ChannelWire, HubWire, hasChannels, type Wire } from '../cluster/wire.ts';
import { CRASHED, REMOVED, TAKEN_OVER } from '../cluster/words.ts';
import type { Genesis } from '../ledger/genesis.ts';
import type { Hex } from '../ledger/transaction.ts';
import type { ConfigurationChange } from '../raft/log-entry.ts';
import type { Trace } from '../simulation/trace.ts';
import { exportChain } from './chain-export.ts';
import { glanceAt } from './glance.ts';
import { limitsHere, TabWatch, until } from './tab-watch.ts';
import { TabSeats } from './tab-seats.ts';
import { TraceKeeper } from './trace-keeper.ts';
import { startSeatWorker } from '#worker-factory';
import type { ClusterOptions } from './cluster.ts';

const SHOW_EVERY_MS = 50;
/** A page that is reloading frees its locks within this. */
const RELOAD_MS = 600;
const ANSWER_MS = 5000;
const MEMBER_MS = 15_000;

export interface Place {
  readonly cluster: string;
  readonly genesis: Genesis;
  readonly hash: Hex;
  readonly tab: number;
  readonly lock: Held;
}

export class LiveTab implements LiveCluster {
  readonly #options: ClusterOptions;
  readonly #place: Place;
  readonly #wire: Wire;
  readonly #gallery: Gallery;
  readonly #seats: TabSeats;
  readonly #client: Client;
  readonly #watch: TabWatch;
  readonly #traces: TraceKeeper;
  readonly #listeners = new Set<(show: LiveShow) => void>();
  readonly #stops: (() => void)[] = [];
  #home: Held | null = null;

  constructor(options: ClusterOptions, place: Place) {
    this.#options = options;
    this.#place = place;
    const { cluster, genesis, hash, tab } = place;
    const hub = hasChannels() && !areLocksRefused() ? null : new HubWire();
    this.#wire = hub ?? new ChannelWire(cluster);
    const wire = this.#wire;
    this.#gallery = new Gallery({ cluster, genesis, genesisHash: hash, tab });
    const gallery = this.#gallery;
    this.#client = new Client(wire, `${tab}.${commonMicroseconds()}`, gallery);
    this.#seats = new TabSeats({
      ...{ cluster, tab, build: BUILD, seed: options.seed, genesis, gallery, wire, hub },
      startWorker: options.startWorker ?? startSeatWorker,
      control: (control) => wire.post('all', control),
    });
    this.#watch = new TabWatch(cluster, gallery);
    this.#traces = new TraceKeeper(this.#client, gallery, BUILD);
  }

  /** Listens, learns what other tabs run, takes its seats; does not wait until they agree. */
  async open(): Promise<void> {
    for (const limit of limitsHere()) this.#gallery.limits.add(limit);
    this.#stops.push(
      this.#wire.listen('show', (status) => this.#hear(status)),
      this.#wire.listen('all', (control) => this.#control(control)),
      this.#watch.start(),
      this.#seats.followPage(),
    );
    const timer = setInterval(() => this.#publish(), SHOW_EVERY_MS);
    this.#stops.push(() => clearInterval(timer));
    this.#wire.post('all', { kind: 'hello', tab: this.#place.tab, build: BUILD } satisfies Control);
    await this.#watch.othersAnswered();
    void this.#takeSeats();
  }

  async #takeSeats(): Promise<void> {
    const { seat } = this.#options;
    if (seat > 0) {
      await this.#seats.take(seat, 'link');
      return;
    }
    this.#home = await holdLock(homeLock(this.#place.cluster), { waitMs: RELOAD_MS });
    if (!this.#home) return;
    const wanted = await this.#seats.ownSeats();
    await this.#seats.takeAll(wanted, { founds: await this.#watch.isAlone(), waitMs: RELOAD_MS });
    // Where all seats have just come up there is no leader to disturb, so nobody need wait.
    const alone = wanted.every((one) => this.#seats.has(one));
    if (alone && (await until(() => this.#gallery.up.length === wanted.length, RELOAD_MS))) {
      if (this.#gallery.leader === 0) await this.timeoutNow(wanted[0]!);
    }
  }

  watch(listener: (show: LiveShow) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#gallery.show());
    return () => void this.#listeners.delete(listener);
  }

  host(seat: number): Promise<string> {
    return this.#seats.take(seat, 'person');
  }

  release(seat: number): Promise<void> {
    return this.#seats.release(seat);
  }

  async crash(seat: number): Promise<void> {
    await this.#traces.keep(seat);
    if (!this.#seats.crash(seat)) this.#tell({ kind: 'crash', seat });
  }

  restart(seat: number): Promise<string> {
    return this.#seats.take(seat, 'free', RELOAD_MS);
  }

  async wipe(seat: number): Promise<void> {
    await this.crash(seat);
    await this.#seats.erase(seat, false);
    await this.#seats.take(seat, 'free');
  }

  takeOver(seat: number): Promise<string> {
    return this.#seats.take(seat, 'steal');
  }

  async timeoutNow(seat: number): Promise<void> {
    await this.#client.ask(seat, { kind: 'timeout-now' }, ANSWER_MS);
  }

  partition(groups: readonly (readonly number[])[]): void {
    const seats = this.#gallery.show().seats.map(({ seat }) => seat);
    this.#rule({ cuts: cutsBetween(groups, seats) });
  }

  cut(from: number, to: number, lost: boolean): void {
    this.#rule({ cuts: withCut(this.#gallery.rules.cuts, { from, to, lost }) });
  }

  heal(): void {
    this.#rule({ cuts: [] });
  }

  network(change: Partial<Network>): void {
    this.#rule({ network: { ...this.#gallery.rules.network, ...change } });
  }

  async transferLeadership(seat: number): Promise<string> {
    const reply = await this.#client.askLeader({ kind: 'transfer', to: seat }, ANSWER_MS);
    if (reply?.kind !== 'done') return 'No leader answered.';
    const took = await until(() => this.#gallery.leader === seat, ANSWER_MS);
    return took ? '' : `Seat ${seat} did not take over.`;
  }

  async addSeat(): Promise<string> {
    const { voters, learners } = this.#gallery.members;
    const known = new Set([...voters, ...learners]);
    const next = this.#place.genesis.seats.find(({ seat }) => !known.has(seat))?.seat;
    if (next === undefined) return 'There is no further seat to add.';
    const words = (await this.#seats.erase(next, true)) || (await this.#seats.take(next, 'free'));
    if (words !== '') return words;
    const member = (): boolean => this.#gallery.members.voters.includes(next);
    return (await until(member, MEMBER_MS)) ? '' : `Seat ${next} waits to be let in.`;
  }

  async removeSeat(seat: number): Promise<string> {
    const gone = (): boolean => !this.#gallery.hasMember(seat);
    if (gone()) return `Seat ${seat} is no member.`;
    const words = await this.#change({ remove: [seat] });
    if (words !== '') return words;
    // Whoever asks next must find it gone here, too.
    await until(gone, MEMBER_MS);
    if (!this.#seats.crash(seat, REMOVED)) this.#tell({ kind: 'crash', seat });
    return this.#seats.erase(seat, true);
  }

  async reset(): Promise<string> {
    const { genesis } = this.#place;
    const ran = this.#seats.all;
    this.#tell({ kind: 'reset' });
    await this.#seats.stopAll();
    const words = await this.#seats.eraseAll(genesis.seats.map(({ seat }) => seat));
    // All are emptied or none: one old disk would outvote a new chain.
    const founds = words === '';
    if (founds) this.#gallery.forget();
    await this.#seats.takeAll(founds ? genesis.voters : ran, { founds });
    return words;
  }

  submit(bytes: Uint8Array, timeoutMs = ANSWER_MS): Promise<Submitted> {
    return this.#client.submit(bytes, timeoutMs);
  }

  read(key: string, timeoutMs = ANSWER_MS): Promise<ReadAnswer> {
    return this.#client.read(key, timeoutMs);
  }

  query(query: Query): Promise<Answer> {
    return this.#client.query(query);
  }

  glance(): Promise<Glance | null> {
    return glanceAt(this.#place.cluster, this.#place.genesis.voters);
  }

  export(): AsyncIterable<string> {
    return exportChain(this.#client, this.#place.genesis);
  }

  trace(): Promise<Trace> {
    return this.#traces.all();
  }

  async dispose(): Promise<void> {
    await this.#seats.stopAll();
    for (const stop of this.#stops.splice(0)) stop();
    this.#home?.release();
    this.#place.lock.release();
    this.#client.close();
    this.#wire.close();
  }

  async #change(change: ConfigurationChange): Promise<string> {
    const reply = await this.#client.askLeader({ kind: 'conf', change }, ANSWER_MS);
    if (reply?.kind === 'refused') return `The leader declined: ${reply.words}.`;
    return reply?.kind === 'done' ? '' : 'No leader answered in time.';
  }

  #hear(status: unknown): void {
    if (!this.#gallery.understands(status)) return;
    if (status.build !== BUILD) this.#gallery.limits.add('version');
    else this.#gallery.hear(status);
    this.#watch.heard(status.show.seat);
  }

  #control(control: unknown): void {
    if (!isControl(control)) return;
    const [{ tab }, gallery] = [this.#place, this.#gallery];
    switch (control.kind) {
      case 'hello':
      case 'here':
        if (control.build !== BUILD) gallery.limits.add('version');
        if (control.kind === 'here') gallery.obey(control.rules);
        else this.#tell({ kind: 'here', tab, build: BUILD, rules: gallery.rules });
        return;
      case 'rules':
        gallery.obey(control.rules);
        return;
      case 'let-go': {
        const { seat } = control;
        if (!this.#seats.has(seat)) return;
        // A tab that was opened for a seat keeps it from links, not from people.
        const own = seat === this.#options.seat || !this.#home;
        if (control.person || !own) void this.#seats.release(seat, TAKEN_OVER);
        else this.#tell({ kind: 'keeps', seat, tab });
        return;
      }
      case 'keeps':
        this.#seats.kept(control.seat, control.tab);
        return;
      case 'crash':
        void this.#traces.keep(control.seat).then(() => this.#seats.crash(control.seat, CRASHED));
        return;
      case 'stopped':
        gallery.stopped(control.seat, control.words);
        return;
      case 'reset':
        void this.#seats.stopAll();
        return;
    }
  }

  #rule(change: Partial<Rules>): void {
    this.#tell({ kind: 'rules', rules: this.#gallery.rule(change) });
  }

  #tell(control: Control): void {
    this.#wire.post('all', control);
  }

  #publish(): void {
    if (this.#listeners.size === 0) return;
    const show = this.#gallery.show();
    for (const listener of this.#listeners) listener(show);
  }
}

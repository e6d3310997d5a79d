/** The running cluster as the page holds it: opened when first asked for, shown as it changes. */
import type { LiveCluster, LiveShow } from '../cluster/live.ts';
import { formatLink, parseLink } from '../scenario/link.ts';
import { live as words } from '../strings/en/cluster-control.ts';
import type { AnnexHouse } from './annex.ts';
import type { ClusterCommand } from './cluster-command.ts';
import { reportBug } from './failure.ts';

/** Outside the Cluster view only what other views and the bar say changes, and seldom enough. */
const ELSEWHERE_MS = 250;

interface Open {
  /** Seed and seats it was opened for. */
  readonly key: string;
  readonly cluster: Promise<LiveCluster>;
  stop: () => void;
}

type SeatAct = Extract<ClusterCommand, { kind: 'seat' }>;

export class LiveSeats {
  readonly #house: AnnexHouse;
  readonly #publish: (live: LiveShow | null) => void;
  #open: Open | null = null;
  #latest: LiveShow | null = null;
  #shown: LiveShow | null = null;
  #resting: (() => void) | null = null;

  constructor(house: AnnexHouse, publish: (live: LiveShow | null) => void) {
    this.#house = house;
    this.#publish = publish;
  }

  get isOpen(): boolean {
    return this.#open !== null;
  }

  /** The cluster of the scenario's seed and seats; started at the first call. */
  cluster(): Promise<LiveCluster> {
    const { key, options } = this.#wanted();
    const old = this.#open;
    if (old?.key === key) return old.cluster;
    // The old seats give up their locks before the new ones ask for theirs.
    const cluster = this.#end(old).then(() => this.#house.rim.openCluster(options));
    const open: Open = { key, cluster, stop: () => undefined };
    this.#open = open;
    if (old) this.#publish(null);
    cluster.then(
      (running) => {
        if (this.#open === open) open.stop = running.watch((show) => this.#heard(show));
      },
      () => {
        if (this.#open === open) this.#open = null;
      },
    );
    return cluster;
  }

  /** true: the scenario asks for another cluster than the one that runs. */
  get isStale(): boolean {
    return this.#open !== null && this.#open.key !== this.#wanted().key;
  }

  /** Ends the seats of this tab in good order. */
  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await this.#end(open);
  }

  async #end(open: Open | null): Promise<void> {
    this.#latest = this.#shown = null;
    this.#resting?.();
    this.#resting = null;
    if (!open) return;
    open.stop();
    // Whoever asked for it has been told why it could not be opened.
    const running = await open.cluster.catch(() => null);
    await running?.dispose();
  }

  async take(command: ClusterCommand): Promise<void> {
    const cluster = await this.cluster();
    switch (command.kind) {
      case 'seat':
        return this.#actOn(cluster, command);
      case 'seat-add':
        this.#say(await cluster.addSeat());
        return;
      case 'live-partition':
        cluster.partition(command.groups);
        return;
      case 'live-cut':
        cluster.cut(command.from, command.to, command.lost);
        return;
      case 'live-heal':
        cluster.heal();
        return;
      case 'live-reset':
        this.#say(await cluster.reset());
        return;
      case 'live-network':
        cluster.network(command.change);
        return;
      default:
        return;
    }
  }

  /** Says all that was held back; for a view that has just been opened. */
  flush(): void {
    if (this.#latest && this.#latest !== this.#shown) this.#show(this.#latest);
  }

  #wanted(): {
    readonly key: string;
    readonly options: Parameters<AnnexHouse['rim']['openCluster']>[0];
  } {
    const { world, cluster } = this.#house.stage.snapshot;
    const { seed } = world.scenario;
    const { seats } = world.scenario.cluster;
    return { key: `${seed}/${seats}`, options: { seed, seats, seat: cluster.ownSeat } };
  }

  async #actOn(cluster: LiveCluster, { seat, act }: SeatAct): Promise<void> {
    switch (act) {
      case 'host':
        this.#say(await cluster.host(seat));
        return;
      case 'release':
        return cluster.release(seat);
      case 'crash':
        return cluster.crash(seat);
      case 'restart':
        this.#say(await cluster.restart(seat));
        return;
      case 'wipe':
        return cluster.wipe(seat);
      case 'take-over':
        this.#say(await cluster.takeOver(seat));
        return;
      case 'timeout-now':
        return cluster.timeoutNow(seat);
      case 'lead':
        this.#say(await cluster.transferLeadership(seat));
        return;
      case 'remove':
        this.#say(await cluster.removeSeat(seat));
        return;
      case 'open-tab':
        return this.#openTab(cluster, seat);
    }
  }

  /** Frees the seat first, so that the new tab finds its lock free. */
  async #openTab(cluster: LiveCluster, seat: number): Promise<void> {
    const here = this.#latest?.seats.find((each) => each.seat === seat)?.here ?? false;
    if (here) await cluster.release(seat);
    if (this.#house.rim.openTab(seatLink(this.#house.stage.snapshot.link, seat))) return;
    if (here) await cluster.host(seat);
    this.#say(words.tabRefused(seat));
  }

  #say(why: string): void {
    if (why !== '') this.#house.stage.say({ tone: 'warning', words: why });
  }

  #heard(show: LiveShow): void {
    this.#latest = show;
    const { view, cluster } = this.#house.stage.snapshot;
    if (view === 'cluster' && cluster.mode === 'live') {
      this.#show(show);
      return;
    }
    if (this.#shown && gist(show) === gist(this.#shown)) return;
    // The ledger's pages wait for every block; elsewhere one look a moment is enough.
    if (view === 'ledger') {
      this.#show(show);
      return;
    }
    if (this.#resting) return;
    this.#show(show);
    this.#resting = this.#house.rim.clock.after(ELSEWHERE_MS, () => {
      this.#resting = null;
      if (this.#latest) this.#heard(this.#latest);
    });
  }

  #show(show: LiveShow): void {
    this.#shown = show;
    try {
      this.#publish(show);
    } catch (error) {
      reportBug(this.#house.stage, error);
    }
  }
}

/** What is said of the cluster outside its own view. */
function gist({ leader, height, up, needed, seats, limits, damage }: LiveShow): string {
  return JSON.stringify([
    [leader, height, up, needed, limits, damage.length],
    seats.map(({ seat, state, role, term, tab }) => [seat, state, role, term, tab]),
  ]);
}

/** The same page as one seat's own tab. */
function seatLink(link: string, seat: number): string {
  const { scenario, extras } = parseLink(link);
  return formatLink(scenario, 'cluster', { ...extras, seat, simulated: false });
}

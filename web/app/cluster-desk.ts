/** Live seats and the simulated run, for the Cluster view and the console. */
import type { LiveCluster } from '../cluster/live.ts';
import { desk as words, live as liveWords } from '../strings/en/cluster-control.ts';
import type { AnnexHouse } from './annex.ts';
import type { ClusterCommand } from './cluster-command.ts';
import { LiveSeats } from './cluster-live.ts';
import { SimulatedRun } from './cluster-run.ts';
import type { ClusterShow } from './cluster-show.ts';
import { reportBug } from './failure.ts';
import type { Snapshot } from './snapshot.ts';

export class ClusterDesk {
  readonly #house: AnnexHouse;
  readonly #live: LiveSeats;
  readonly #run: SimulatedRun;
  readonly #leave: () => void;
  /** The live cluster was asked for: it follows seed and seats from then on. */
  #liveWanted = false;
  #runWanted = false;
  #was: Pick<Snapshot, 'view'> & Pick<ClusterShow, 'mode'>;

  constructor(house: AnnexHouse) {
    this.#house = house;
    const { view, cluster } = house.stage.snapshot;
    this.#was = { view, mode: cluster.mode };
    this.#live = new LiveSeats(house, (live) => this.#publish({ live }));
    this.#run = new SimulatedRun(house, (run) => this.#publish({ run }));
    this.#leave = house.stage.subscribe(() => this.#follow());
  }

  /** The running cluster of the scenario's seed and seats; started at the first call. */
  live(): Promise<LiveCluster> {
    this.#liveWanted = true;
    return this.#live.cluster();
  }

  take(command: ClusterCommand): void {
    this.#handle(command).catch((error: unknown) => reportBug(this.#house.stage, error));
  }

  async dispose(): Promise<void> {
    this.#leave();
    this.#run.dispose();
    await this.#live.close();
  }

  get #show(): ClusterShow {
    return this.#house.stage.snapshot.cluster;
  }

  #publish(change: Partial<ClusterShow>): void {
    this.#house.stage.publish({ cluster: { ...this.#show, ...change } });
  }

  async #handle(command: ClusterCommand): Promise<void> {
    switch (command.kind) {
      case 'cluster-open':
        return this.#open();
      case 'cluster-mode':
        this.#publish({ mode: command.mode });
        this.#house.settle();
        return this.#open();
      case 'live-trace':
        return this.#openTrace();
      case 'seat':
      case 'seat-add':
      case 'live-partition':
      case 'live-cut':
      case 'live-heal':
      case 'live-network':
      case 'live-reset':
        await this.live();
        return this.#live.take(command);
      default:
        return this.#run.take(command);
    }
  }

  /** Starts what the mode on show needs. */
  async #open(): Promise<void> {
    if (this.#show.mode === 'simulation') {
      this.#runWanted = true;
      if (!this.#show.run) this.#publish({ words: words.preparing });
      await this.#run.open();
      this.#publish({ words: '' });
      return;
    }
    if (!this.#show.live) this.#publish({ words: words.starting });
    try {
      await this.live();
      this.#live.flush();
      this.#publish({ words: '' });
    } catch (error) {
      this.#liveWanted = false;
      this.#publish({ words: liveWords.failed });
      throw error;
    }
  }

  async #openTrace(): Promise<void> {
    const live = await this.live();
    const trace = await live.trace();
    if (trace.lines.length === 0) {
      this.#house.stage.say({ tone: 'info', words: words.nothingRecorded });
      return;
    }
    this.#runWanted = true;
    // Only then the other mode: it would load the scenario's run into the same player.
    await this.#run.playTrace(trace);
    this.#publish({ mode: 'simulation', words: '' });
    this.#house.settle();
  }

  /** Another seed or number of seats is another cluster; another fault is another run. */
  #follow(): void {
    const { view, cluster } = this.#house.stage.snapshot;
    const was = this.#was;
    this.#was = { view, mode: cluster.mode };
    const needsLive = view === 'ledger' || (view === 'cluster' && cluster.mode === 'live');
    if (this.#liveWanted && (this.#live.isStale || !this.#live.isOpen) && needsLive) {
      this.#reopen();
    }
    const shown = view === 'cluster' && cluster.mode === 'simulation';
    if (this.#runWanted || shown) this.#run.follow(shown);
    const opened = shown && (was.view !== view || was.mode !== cluster.mode);
    if (opened && !cluster.run) this.take({ kind: 'cluster-open' });
  }

  #reopen(): void {
    this.#live.cluster().catch((error: unknown) => {
      this.#liveWanted = false;
      reportBug(this.#house.stage, error);
    });
  }
}

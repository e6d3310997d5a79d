/**
 * The simulated run as the page plays it. The scenario decides the run; what is done here to the
 * run is done to the scenario first, so that undo, link and baseline hold it. Wall time only says
 * how fast it is shown.
 */
import { withCluster, withFault, withFaults } from '../scenario/cluster.ts';
import type { ClusterScenario, Fault } from '../scenario/fault.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { tickFor } from '../simulation/run.ts';
import type { SimulationShow } from '../simulation/show.ts';
import type { Trace } from '../simulation/trace.ts';
import { desk as words } from '../strings/en/cluster-control.ts';
import { faultWords } from '../strings/en/cluster-fault.ts';
import { Simulation } from '../workers/simulation.ts';
import type { RunProgress } from '../workers/simulation-api.ts';
import type { AnnexHouse } from './annex.ts';
import type { ClusterCommand, FaultNow } from './cluster-command.ts';
import { editOf, flagsOf } from './cluster-edit.ts';
import { IDLE, running, stopped } from './cluster-job.ts';
import { Scrub, showFault } from './cluster-moment.ts';
import { Pace } from './cluster-pace.ts';
import { Recording } from './cluster-recording.ts';
import type { RunShow } from './cluster-show.ts';
import { reportBug } from './failure.ts';

/** Ticks of virtual time a second until somebody says otherwise: half as fast as real. */
const FIRST_SPEED = 10;
type Loaded = { readonly cluster: ClusterScenario; readonly seed: number } | null;

export class SimulatedRun {
  readonly #house: AnnexHouse;
  readonly #publish: (run: RunShow) => void;
  readonly #simulation = new Simulation();
  #run: RunShow | null = null;
  #loaded: Loaded = null;
  #loading: Promise<void> | null = null;
  readonly #pace: Pace;
  #recording: Recording | null = null;
  readonly #scrub = new Scrub();
  /** Set from another command while a job is under way. */
  #cancelled = false;

  constructor(house: AnnexHouse, publish: (run: RunShow) => void) {
    this.#house = house;
    this.#publish = publish;
    this.#pace = new Pace(
      house.rim.clock,
      (ticks) => this.#advance(ticks),
      (error) => {
        this.#pause();
        reportBug(house.stage, error);
      },
    );
  }

  /** Loads the scenario's run; it plays by itself unless the page stands still. */
  async open(): Promise<void> {
    if (this.#run) return;
    await this.#load();
    const { stage, rim } = this.#house;
    if (stage.snapshot.playing && !rim.prefersStill) this.#play();
  }

  /** Takes over what has changed in the scenario; at once if it is on show. */
  follow(shown: boolean): void {
    if (!shown) this.#pause();
    if (!this.#run || this.#run.recording !== '' || this.#isCurrent) return;
    if (shown) this.#load().catch((error: unknown) => reportBug(this.#house.stage, error));
  }

  async take(command: ClusterCommand): Promise<void> {
    await this.open();
    try {
      if (!this.#recording) await this.#load();
      await this.#handle(command);
    } catch (error) {
      // A worker that died has forgotten the run.
      this.#loaded = null;
      throw error;
    }
  }

  async #handle(command: ClusterCommand): Promise<void> {
    switch (command.kind) {
      case 'run-play':
        this.#play();
        break;
      case 'run-pause':
        this.#pause();
        break;
      case 'run-step':
        this.#pause();
        this.#took(await this.#step(command.steps));
        break;
      case 'run-ticks':
        return this.#runTicks(command.ticks);
      case 'run-seek':
        return this.#seek(command.step);
      case 'run-speed':
        this.#speed(command.ticksPerSecond);
        break;
      case 'run-cancel':
        this.#cancelled = true;
        return this.#simulation.cancel();
      case 'run-shortest':
        return this.#shortest();
      case 'run-scenario':
        this.#loaded = null;
        return this.#load();
      default:
        return this.#edit(command);
    }
  }

  /** Opens a recorded live run in the player. */
  async playTrace(trace: Trace): Promise<void> {
    this.#pause();
    this.#recording = new Recording(trace);
    const show = await this.#recording.open(this.#simulation, trace);
    this.#loaded = null;
    this.#show({ show, recording: this.#recording.name, flags: [], job: IDLE });
  }

  dispose(): void {
    this.#pause();
    this.#simulation.dispose();
  }

  get #scenario(): Scenario {
    return this.#house.stage.snapshot.world.scenario;
  }

  #show(change: Partial<RunShow> & Pick<RunShow, 'show'>): void {
    const before: Omit<RunShow, 'show'> = this.#run ?? {
      playing: false,
      ticksPerSecond: FIRST_SPEED,
      job: IDLE,
      flags: [],
      recording: '',
    };
    this.#run = { ...before, ...change };
    this.#publish(this.#run);
  }

  #took(show: SimulationShow): void {
    if (show.violation) this.#pause();
    this.#show({ show });
  }

  get #isCurrent(): boolean {
    const { seed, cluster } = this.#scenario;
    return this.#loaded?.cluster === cluster && this.#loaded.seed === seed;
  }

  /** Loads until what is loaded is what the scenario says now. */
  async #load(): Promise<void> {
    while (!this.#isCurrent) {
      this.#loading ??= this.#loadNow().finally(() => {
        this.#loading = null;
      });
      await this.#loading;
    }
  }

  async #loadNow(): Promise<void> {
    const { seed, cluster } = this.#scenario;
    const show = await this.#simulation.load(cluster, seed);
    this.#loaded = { cluster, seed };
    this.#recording = null;
    const flags = flagsOf(cluster);
    this.#show({ show, flags, recording: '', job: IDLE });
  }

  #step(steps: 1 | -1): Promise<SimulationShow> {
    return steps > 0 ? this.#simulation.stepOn(true) : this.#simulation.stepBack(true);
  }

  #play(): void {
    if (!this.#run || this.#run.playing || this.#run.show.violation) return;
    this.#show({ ...this.#run, playing: true });
    this.#start(this.#run.ticksPerSecond);
  }

  #pause(): void {
    this.#pace.stop();
    if (this.#run?.playing) this.#show({ ...this.#run, playing: false });
  }

  #speed(ticksPerSecond: number): void {
    if (!this.#run || !Number.isFinite(ticksPerSecond) || ticksPerSecond < 0) return;
    this.#show({ ...this.#run, ticksPerSecond });
    if (this.#run.playing) this.#start(ticksPerSecond);
  }

  #start(ticksPerSecond: number): void {
    if (this.#run) this.#recording?.from(this.#run.show);
    this.#pace.start(this.#recording?.speed(ticksPerSecond) ?? ticksPerSecond);
  }

  /** What has come due: so many ticks, or one message where `ticks` is 0. */
  async #advance(ticks: number): Promise<void> {
    if (!this.#run) return;
    const show = await this.#ahead(ticks, this.#run.show);
    if (!this.#run.playing) return;
    this.#took(show);
    if (this.#recording?.isOver(show)) this.#pause();
  }

  #ahead(ticks: number, show: SimulationShow): Promise<SimulationShow> {
    if (ticks === 0) return this.#simulation.stepOn(true);
    return this.#recording
      ? this.#recording.advance(this.#simulation, show, ticks)
      : this.#simulation.runTicks(ticks);
  }

  async #seek(step: number): Promise<void> {
    this.#pause();
    await this.#scrub.to(step, async (wanted) => {
      this.#took(await this.#simulation.seekStep(wanted));
    });
  }

  async #runTicks(ticks: number): Promise<void> {
    this.#pause();
    const startMs = this.#house.rim.clock.now();
    const tell = ({ part, show }: RunProgress): void => {
      const elapsedMs = Math.round(this.#house.rim.clock.now() - startMs);
      const done = Math.round(part * ticks);
      this.#show({ show, job: running(elapsedMs, { done, total: ticks }) });
    };
    if (!this.#run) return;
    this.#cancelled = false;
    tell({ part: 0, show: this.#run.show });
    const from = this.#run.show.tick;
    const show = await this.#simulation.runTicks(ticks, tell);
    this.#took(show);
    const done = Math.max(0, show.tick - from);
    const job = this.#wasCancelled() ? stopped(show.tick, { done, total: ticks }) : IDLE;
    this.#show({ show, job });
  }

  #wasCancelled(): boolean {
    return this.#cancelled;
  }

  /** Replaces the faults by the fewest that still break what was broken. */
  async #shortest(): Promise<void> {
    if (!this.#run?.show.violation) return;
    const before = this.#run;
    const startMs = this.#house.rim.clock.now();
    this.#cancelled = false;
    const tell = (replays: number): void => {
      const elapsedMs = Math.round(this.#house.rim.clock.now() - startMs);
      this.#show({ ...before, job: running(elapsedMs, { done: replays, total: 0 }) });
    };
    tell(0);
    const found = await this.#simulation.shortest(({ replays }) => tell(replays));
    this.#show({ ...before, job: IDLE });
    if (!found) return;
    const calm = withCluster(this.#scenario, { chaosTicks: 0 });
    this.#house.change(withFaults(calm, found.faults), words.shortestChange);
    await this.#load();
    this.#took(await this.#simulation.seekStep(found.step));
    this.#house.stage.say({ tone: 'info', words: words.shortestFound(found.faults.length) });
  }

  /** What changes the scenario. */
  async #edit(command: ClusterCommand): Promise<void> {
    if (command.kind === 'run-fault') return this.#fault(command.fault);
    const edit = editOf(this.#scenario, command);
    if (!edit) return;
    await this.#change(edit.scenario, edit.words);
    if (command.kind !== 'run-story') return;
    this.#took(await this.#simulation.seekStep(0));
    if (!this.#house.rim.prefersStill) this.#play();
  }

  async #change(scenario: Scenario, said: string): Promise<void> {
    this.#house.change(scenario, said);
    await this.#load();
  }

  /** A fault at the moment shown. A run that stands still goes on just far enough to show it. */
  async #fault(now: FaultNow): Promise<void> {
    if (!this.#run) return;
    const { playing, show } = this.#run;
    const fault = { ...now, at: tickFor(now, show) } as Fault;
    const before = this.#scenario.cluster;
    await this.#change(withFault(this.#scenario, fault), faultWords(fault));
    if (!playing && this.#scenario.cluster !== before) {
      const { faults } = this.#scenario.cluster;
      this.#took(await showFault(this.#simulation, fault, faults));
    }
  }
}

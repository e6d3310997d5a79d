/**
 * What a simulation worker can do: a player and its jobs. A plain class, so tests call it without
 * a thread. Long work comes in slices, so that a newer wish, or "stop", is heard at once; a newer
 * wish ends the job before it, which then answers with how far it got.
 */
import type { Problem } from '../assert.ts';
import { DEFAULT_CLUSTER, type ClusterScenario, type Fault } from '../scenario/fault.ts';
import type { Operation } from '../simulation/linearizable.ts';
import { WorldPlayer, type Player } from '../simulation/player.ts';
import { badLuck, openTrace, scenarioSetup } from '../simulation/run.ts';
import type { SimulationShow } from '../simulation/show.ts';
import { shrink, type Shortest, type Shrinking } from '../simulation/shrink.ts';
import { parseTrace } from '../simulation/trace-file.ts';
import type { Trace } from '../simulation/trace.ts';

/** How far a long job is, 0 … 1, and the run as it stands. */
export interface RunProgress {
  readonly part: number;
  readonly show: SimulationShow;
}

const SLICE_MS = 25;
const SLICE_STEPS = 500;
const TELL_MS = 100;

export class SimulationApi {
  /** What the player plays; null for a recording. */
  #loaded: { readonly cluster: ClusterScenario; readonly seed: number } | null = null;
  #luck: { readonly key: string; readonly faults: readonly Fault[] } = { key: '', faults: [] };
  #player: Player<unknown> = this.#open(DEFAULT_CLUSTER, 0);
  /** Number of the latest wish. */
  #wish = 0;

  /**
   * The scenario's run. If only its faults differ from what is loaded, the player stays at its
   * step, and only what the change can have altered is computed again.
   */
  load(cluster: ClusterScenario, seed: number): SimulationShow {
    this.#wish++;
    const before = this.#loaded;
    this.#loaded = { cluster, seed };
    if (before && this.#player instanceof WorldPlayer) {
      const rules = JSON.stringify({ ...cluster, faults: [] });
      const same =
        before.seed === seed && JSON.stringify({ ...before.cluster, faults: [] }) === rules;
      if (same) {
        this.#player.setFaults(this.#setup(cluster, seed).faults);
        return this.show();
      }
    }
    this.#player = this.#open(cluster, seed);
    return this.show();
  }

  /** A recorded live run, as it came from the cluster or as text; problems = nothing was loaded. */
  loadTrace(recording: Trace | string): {
    readonly show: SimulationShow;
    readonly problems: readonly Problem[];
  } {
    this.#wish++;
    const { trace, problems } =
      typeof recording === 'string' ? parseTrace(recording) : { trace: recording, problems: [] };
    if (trace) {
      this.#loaded = null;
      this.#player = openTrace(trace);
    }
    return { show: this.show(), problems };
  }

  show(): SimulationShow {
    return this.#player.show();
  }

  /** `loud`: passes over clocks that only tick. */
  stepOn(loud = false): SimulationShow {
    this.#wish++;
    this.#player.stepOn({ loud });
    return this.show();
  }

  stepBack(loud = false): SimulationShow {
    this.#wish++;
    this.#player.stepBack({ loud });
    return this.show();
  }

  /** So many ticks on, or until a check fails. */
  async runTicks(ticks: number, tell?: (progress: RunProgress) => void): Promise<SimulationShow> {
    const player = this.#player;
    const from = player.machine.tick;
    const until = from + Math.max(0, Math.floor(ticks));
    const part = (): number => (player.machine.tick - from) / Math.max(1, until - from);
    await this.#slices(() => player.run(until, SLICE_STEPS), part, tell);
    return this.show();
  }

  /** To right after a step, computed or not. */
  async seekStep(step: number, tell?: (progress: RunProgress) => void): Promise<SimulationShow> {
    const player = this.#player;
    const wanted = Math.max(0, Math.floor(step));
    player.seekStep(Math.min(wanted, player.stepMax));
    const from = player.machine.stepCount;
    const part = (): number => (player.machine.stepCount - from) / Math.max(1, wanted - from);
    await this.#slices(() => player.runSteps(wanted, SLICE_STEPS), part, tell);
    return this.show();
  }

  /** To the start of a tick. */
  async seekTick(tick: number, tell?: (progress: RunProgress) => void): Promise<SimulationShow> {
    const player = this.#player;
    const wanted = Math.max(0, Math.floor(tick));
    player.seekTick(Math.min(wanted, player.tickMax));
    return this.runTicks(wanted - player.machine.tick, tell);
  }

  /** Ends what is under way; it answers with how far it got. */
  cancel(): void {
    this.#wish++;
  }

  /**
   * The shortest list of faults with which the property breaks that breaks here; null: none has
   * broken up to the furthest tick computed, it is a recording, or the search was stopped.
   */
  async shortest(tell?: (progress: Shrinking) => void): Promise<Shortest | null> {
    const wish = ++this.#wish;
    if (!this.#loaded) return null;
    const { cluster, seed } = this.#loaded;
    const work = shrink(this.#setup(cluster, seed), this.#player.tickMax + 1);
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
      tell?.(value);
      await pause();
      if (wish !== this.#wish) return null;
    }
  }

  /** Every read and write so far, for the checker of linearizability; empty for a recording. */
  history(): readonly Operation[] {
    return this.#player instanceof WorldPlayer ? this.#player.world.clients.history() : [];
  }

  #open(cluster: ClusterScenario, seed: number): Player<unknown> {
    return new WorldPlayer(this.#setup(cluster, seed));
  }

  #setup(cluster: ClusterScenario, seed: number): ReturnType<typeof scenarioSetup> {
    const key = [seed, cluster.seats, cluster.chaosTicks].join();
    if (this.#luck.key !== key) this.#luck = { key, faults: badLuck(cluster, seed) };
    return scenarioSetup(cluster, seed, this.#luck.faults);
  }

  /** Works in slices until `work` is done, or a newer wish comes. */
  async #slices(
    work: () => boolean,
    part: () => number,
    tell: ((progress: RunProgress) => void) | undefined,
  ): Promise<void> {
    const wish = ++this.#wish;
    let toldAtMs = performance.now();
    for (;;) {
      const untilMs = performance.now() + SLICE_MS;
      while (performance.now() < untilMs) if (work()) return;
      if (tell && performance.now() - toldAtMs > TELL_MS) {
        toldAtMs = performance.now();
        tell({ part: part(), show: this.show() });
      }
      await pause();
      if (wish !== this.#wish) return;
    }
  }
}

/** Lets messages in. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

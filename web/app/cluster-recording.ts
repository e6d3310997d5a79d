import type { SimulationShow } from '../simulation/show.ts';
import type { Trace } from '../simulation/trace.ts';
import { desk as words } from '../strings/en/cluster-control.ts';
import type { Simulation } from '../workers/simulation.ts';

/** Milliseconds that a simulated tick stands for; a recording's own ticks last one each. */
const TICK_MS = 50;

/** A recorded live run in the player: its time runs on through stretches without any input. */
export class Recording {
  readonly name: string;
  readonly #steps: number;
  #nowMs = 0;

  constructor({ lines }: Trace) {
    const endMs = (lines.at(-1)?.at ?? 0) / 1000;
    this.name = words.traceName(new Date(endMs).toISOString().slice(11, 19));
    this.#steps = lines.length;
  }

  /** Computes all of it once, so that any moment can be scrubbed to, and stands at its start. */
  async open(simulation: Simulation, trace: Trace): Promise<SimulationShow> {
    await simulation.loadTrace(trace);
    await simulation.seekStep(this.#steps);
    return simulation.seekStep(0);
  }

  /** The speed of the player's ticks for a speed of simulated ones. */
  speed(ticksPerSecond: number): number {
    return ticksPerSecond * TICK_MS;
  }

  async advance(
    simulation: Simulation,
    { tick }: SimulationShow,
    ms: number,
  ): Promise<SimulationShow> {
    this.#nowMs = Math.max(this.#nowMs, tick) + ms;
    return simulation.seekTick(this.#nowMs);
  }

  /** Playing goes on from here. */
  from({ tick }: SimulationShow): void {
    this.#nowMs = tick;
  }

  isOver({ step }: SimulationShow): boolean {
    return step >= this.#steps;
  }
}

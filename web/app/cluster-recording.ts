import type { SimulationShow } from '../simulation/show.ts';
import type { Trace } from '../simulation/trace.ts';
import { desk as words } from '../strings/en/cluster-control.ts';
import type { Simulation } from '../workers/simulation.ts';

/** Milliseconds that a simulated tick stands for; a recording's own ticks last one each. */
const TICK_MS = 50;
/** The seats a recording begins with stand in its first lines. */
const FIRST_STEPS = 64;

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

  /**
   * Computes all of it once, so that any moment can be scrubbed to, and stands where the seats it
   * begins with are there: before, there is nothing to see.
   */
  async open(simulation: Simulation, trace: Trace): Promise<SimulationShow> {
    await simulation.loadTrace(trace);
    await simulation.seekStep(this.#steps);
    let show = await simulation.seekStep(0);
    let best = show;
    const stepsMax = Math.min(this.#steps, FIRST_STEPS);
    while (show.step < stepsMax) {
      const next = await simulation.stepOn();
      if (next.step === show.step) break;
      show = next;
      if (show.seats.length > best.seats.length) best = show;
    }
    return simulation.seekStep(best.seats.length === 0 ? this.#steps : best.step);
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

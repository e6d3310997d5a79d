import type { Fault } from '../scenario/fault.ts';
import type { SimulationShow } from '../simulation/show.ts';
import type { Simulation } from '../workers/simulation.ts';

/** Faults that bad luck may put into the same tick. */
const SPARE_STEPS = 8;

/** Goes on just far enough that `fault`, one of `faults`, can be seen to have happened. */
export async function showFault(
  simulation: Simulation,
  fault: Fault,
  faults: readonly Fault[],
): Promise<SimulationShow> {
  const text = JSON.stringify(fault);
  let show = await simulation.seekTick(fault.at);
  // A tick begins with its faults, each a step.
  const stepsMax = faults.filter(({ at }) => at === fault.at).length + SPARE_STEPS;
  for (let i = 0; i < stepsMax; i++) {
    const what = show.latest?.what;
    const isFault = what?.kind === 'fault' || what?.kind === 'fault-idle';
    if (isFault && JSON.stringify(what.fault) === text) break;
    if (!isFault && i > 0) break;
    show = await simulation.stepOn();
  }
  return show;
}

/** Many wishes for a step, one at a time: what was overtaken while another was computed is left. */
export class Scrub {
  #wanted: number | null = null;
  #busy = false;

  async to(step: number, seek: (step: number) => Promise<void>): Promise<void> {
    this.#wanted = step;
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (;;) {
        const wanted = this.#wanted;
        this.#wanted = null;
        if (wanted === null) return;
        await seek(wanted);
      }
    } finally {
      this.#busy = false;
    }
  }
}

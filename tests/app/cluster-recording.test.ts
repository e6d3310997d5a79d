/** A recording in the player: it opens where there is something to see. */
import { expect } from '@open-wc/testing';
import { Recording } from '../../web/app/cluster-recording.ts';
import type { SimulationShow } from '../../web/simulation/show.ts';
import type { Trace, TraceLine } from '../../web/simulation/trace.ts';
import type { Simulation } from '../../web/workers/simulation.ts';
import { seat } from '../views/cluster-fixture.ts';

const STEPS = 20;
const trace: Trace = {
  format: 'gridledger-trace',
  version: 1,
  recordedBy: 'test',
  lines: Array.from({ length: STEPS }, (_, i): TraceLine => ({ kind: 'stop', seat: 1, at: i })),
};

/** Plays nothing: after `step` steps it shows `seatsAt(step)` seats. */
function player(seatsAt: (step: number) => number): Simulation {
  let at = 0;
  const show = (): Promise<SimulationShow> =>
    Promise.resolve({
      step: at,
      seats: Array.from({ length: seatsAt(at) }, (_, i) => seat(i + 1)),
    } as unknown as SimulationShow);
  const simulation = {
    loadTrace: show,
    seekStep(step: number) {
      at = step;
      return show();
    },
    stepOn() {
      at = Math.min(STEPS, at + 1);
      return show();
    },
  };
  return simulation as unknown as Simulation;
}

describe('a recording opens', () => {
  it('once the seats it begins with have started', async () => {
    const show = await new Recording(trace).open(
      player((step) => Math.min(5, Math.floor(step / 2))),
      trace,
    );
    expect([show.step, show.seats.length]).to.deep.equal([10, 5]);
  });

  it('at its end when no seat is ever seen', async () => {
    const show = await new Recording(trace).open(
      player(() => 0),
      trace,
    );
    expect(show.step).to.equal(STEPS);
  });
});

/**
 * The power factor at which a year loses least (T7): every hundredth from 0.92, the study's limit,
 * to 1 is tried on all slots by the fast method. Devices supply kvar in proportion to what they
 * feed in, so dispatch and money stay as they are and only the reactive flow changes.
 */
import type { GridCase } from '../grid/case.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { solveYear } from './year.ts';
import type { Wasm } from './wasm.ts';

const POWER_FACTORS: readonly number[] = [0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99, 1];

export interface PowerFactorTrial {
  readonly powerFactor: number;
  /** Over the slots that converged at every power factor tried, MWh. */
  readonly lossMwh: number;
  /** Slots without a solution. */
  readonly unsolved: number;
}

/** One entry for each of POWER_FACTORS, in that order. */
export function tryPowerFactors(
  wasm: Wasm,
  grid: GridCase,
  scenario: Scenario,
): readonly PowerFactorTrial[] {
  const years = POWER_FACTORS.map((powerFactor) => {
    const { series, input } = solveYear(wasm, grid, { ...scenario, powerFactor });
    // No more is kept: nine years of voltages of a large network would fill the memory.
    const { converged, lossKw } = series;
    return { powerFactor, converged, lossKw, hours: input.stepMinutes / 60 };
  });
  const everywhere = (slot: number): boolean =>
    years.every(({ converged }) => converged[slot] === 1);
  return years.map(({ powerFactor, converged, lossKw, hours }) => {
    let lossKwh = 0;
    let unsolved = 0;
    for (let slot = 0; slot < lossKw.length; slot++) {
      if (converged[slot] === 0) unsolved++;
      else if (everywhere(slot)) lossKwh += lossKw[slot]! * hours;
    }
    return { powerFactor, lossMwh: lossKwh / 1000, unsolved };
  });
}

/** The trial with the fewest unsolved slots and, among those, the least loss. */
export function bestPowerFactor(trials: readonly PowerFactorTrial[]): PowerFactorTrial {
  return trials.reduce((best, trial) => {
    const fewer = trial.unsolved - best.unsolved;
    return fewer < 0 || (fewer === 0 && trial.lossMwh < best.lossMwh) ? trial : best;
  });
}

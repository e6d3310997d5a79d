/** From an accepted round of the procedure to loads of the feeder. */
import { worstCaseShares } from '../forecast/upper-limit.ts';
import { slotsPerDay } from '../forecast/series.ts';
import type { GridCase } from '../grid/case.ts';
import { withLoad } from '../scenario/edit.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { ApplyScope } from './forecast-command.ts';
import type { MeterBus, ProcedurePart } from './forecast-show.ts';

export interface WorstCase {
  /** Highest upper limit of the day that was foretold, kW at the meter. */
  readonly upperKw: number;
  readonly userPeakKw: number;
  /** Of the user's peak, and so of the bus's. */
  readonly share: number;
  readonly busPeakKw: number;
  readonly loadKw: number;
}

/** null: nothing was foretold, or the meter never showed anything. */
export function worstCaseOf({ run, userPeakKw, bus }: ProcedurePart): WorstCase | null {
  const { forecast } = run;
  if (!forecast || !(userPeakKw > 0)) return null;
  const lastDay = forecast.upper.subarray(-slotsPerDay(forecast));
  const share = worstCaseShares({ upper: lastDay }, userPeakKw).reduce((a, b) => (b > a ? b : a));
  const busPeakKw = bus.peakKw;
  return {
    ...{ upperKw: share * userPeakKw, userPeakKw, share, busPeakKw },
    loadKw: busPeakKw * share,
  };
}

/** Buses that the worst case is put on: the meter's own, or all of its kind. */
export function busesOf(grid: GridCase, { id, kind }: MeterBus, scope: ApplyScope): number[] {
  const ofKind = grid.buses.filter((bus) => bus.loadKw > 0 && (bus.category ?? null) === kind);
  return scope === 'bus' ? [id] : ofKind.map((bus) => bus.id);
}

/** `grid` holds the peaks that are shared out: those of the case, not of an earlier forecast. */
export function withWorstCase(
  scenario: Scenario,
  grid: GridCase,
  { buses, share }: { readonly buses: readonly number[]; readonly share: number },
): Scenario {
  return grid.buses
    .filter(({ id }) => buses.includes(id))
    .reduce((changed, { id, loadKw, loadKvar }) => {
      const load = { bus: id, loadKw: loadKw * share, loadKvar: loadKvar * share };
      return withLoad(changed, load);
    }, scenario);
}

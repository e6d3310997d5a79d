/** One bus's load over the scenario's year, as the meter there would record it. */
import { minuteOfText } from '../forecast/clock.ts';
import type { Series } from '../forecast/series.ts';
import type { GridCase } from '../grid/case.ts';
import { CALENDAR_YEAR } from '../profile/calendar.ts';
import { yearLoads } from '../profile/load-year.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** kW in each slot of the year at the bus with position `index` in the case's list. */
export function loadOfBus(scenario: Scenario, grid: GridCase, index: number): Series {
  // A wanted energy is shared among all; without one, no bus needs another to be known.
  const alone = !(scenario.year.annualMwh > 0);
  const asked = alone ? { ...grid, buses: [grid.buses[index]!] } : grid;
  const { stepMinutes, slots, loadKw } = yearLoads(scenario, asked);
  const count = asked.buses.length;
  const at = alone ? 0 : index;
  return {
    stepMinutes,
    startMinute: minuteOfText(`${CALENDAR_YEAR}-01-01`)!,
    values: Float64Array.from({ length: slots }, (_, slot) => loadKw[slot * count + at]!),
  };
}

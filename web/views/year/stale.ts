import type { YearPart } from '../../app/year-show.ts';
import { sameYear } from '../../app/year-errand.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** true: the year was computed for other inputs than those of the scenario now. */
export const isStale = (part: YearPart | null, now: Scenario): boolean =>
  part !== null && part.scenario !== now && !sameYear(part.scenario, now);

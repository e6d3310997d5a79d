import { judgesYear, type Scenario } from '../../scenario/scenario.ts';

/** What the search's result depends on; time of day, devices and the guess do not. */
const decisive = (scenario: Scenario): string =>
  JSON.stringify([
    scenario.seed,
    scenario.caseId,
    scenario.ownCase ?? null,
    scenario.baseKva ?? null,
    scenario.loads,
    scenario.loadScale,
    scenario.switched,
    scenario.siting,
    scenario.search,
    judgesYear(scenario.siting.hour) && [
      scenario.latitudeDeg,
      scenario.sunScale,
      scenario.year,
      scenario.ownProfile ?? null,
    ],
  ]);

/** true: the search ran for other inputs than those of the scenario now. */
export const isStale = (ran: Scenario, now: Scenario): boolean =>
  ran !== now && decisive(ran) !== decisive(now);

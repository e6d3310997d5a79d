/** What the bench of the year needs of the rooms. */
import type { GridCase } from '../../web/grid/case.ts';
import { getCase } from '../../web/grid/cases.ts';
import { applyScenario } from '../../web/scenario/apply.ts';
import type { Scenario } from '../../web/scenario/scenario.ts';

export { timeSeries } from '../../web/kernel/time-series.ts';
export { openWasm } from '../../web/kernel/wasm.ts';
export {
  chunksOfYear,
  solveYearBlock,
  yearDispatch,
  yearGround,
  yearInput,
  yearRows,
} from '../../web/kernel/year.ts';
export { openingScenario } from '../../web/scenario/default.ts';
export { withYear } from '../../web/scenario/edit.ts';

export const gridOf = (scenario: Scenario): GridCase =>
  applyScenario(scenario, getCase(scenario.caseId));

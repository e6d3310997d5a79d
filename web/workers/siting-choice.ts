/** The worker's side of "what each choice misses": one design judged by every choice of hours. */
import type { GridCase } from '../grid/case.ts';
import type { ByChoice, Design } from '../kernel/outcome.ts';
import { sitingProblem } from '../kernel/siting-problem.ts';
import { evaluateDesign, judgementOf } from '../kernel/siting.ts';
import type { Wasm } from '../kernel/wasm.ts';
import { atHour } from '../scenario/edit.ts';
import { SITING_HOURS, type Scenario } from '../scenario/scenario.ts';

/** As in assembly/siting.ts. */
const UNSOLVED = 1e6;

/**
 * Judges `design` by noon, evening, days and the year. The search's own choice keeps its own
 * assumptions; the others take sun and charging price as recommended for them.
 */
export function judgeByChoice(
  wasm: Wasm,
  { scenario, grid, design }: { scenario: Scenario; grid: GridCase; design: Design },
): ByChoice {
  const entries = SITING_HOURS.map((hour) => {
    const own = scenario.siting.hour === hour;
    const judged = evaluateDesign(
      wasm,
      sitingProblem(grid, own ? scenario : atHour(scenario, hour)),
      design,
    );
    return [hour, judged.violation < UNSOLVED ? judgementOf(judged) : null] as const;
  });
  return Object.fromEntries(entries) as ByChoice;
}

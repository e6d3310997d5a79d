/**
 * What the page opens with, solved: called by the build, which writes the answer into the HTML in
 * place of `<!--first-frame-->`. Runs in Node with the compiled kernel; the page never loads it.
 */
import { firstFrame } from './first-frame.ts';
import { getCase } from './grid/cases.ts';
import { slotOf, solveMoment } from './kernel/day.ts';
import { loadKernelModule } from './kernel/module.ts';
import { openWasm } from './kernel/wasm.ts';
import { applyScenario } from './scenario/apply.ts';
import { openingScenario } from './scenario/default.ts';
import { clockOf, dateOf } from './views/clock.ts';

/** The first picture as HTML, with the kernel's own numbers. */
export async function firstMoment(): Promise<string> {
  const scenario = openingScenario();
  const grid = applyScenario(scenario, getCase(scenario.caseId));
  const wasm = openWasm(await loadKernelModule());
  const frame = solveMoment(wasm, grid, scenario, slotOf(scenario));
  return firstFrame({ grid, frame, when: `${dateOf(scenario.day)}, ${clockOf(scenario.minute)}` });
}

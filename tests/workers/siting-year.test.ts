import { expect } from '@open-wc/testing';
import { getCase } from '../../web/grid/cases.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { evaluateDesign, optimiseSiting } from '../../web/kernel/siting.ts';
import { sitingProblem } from '../../web/kernel/siting-problem.ts';
import { openWasm } from '../../web/kernel/wasm.ts';
import { defaultScenario, openingScenario } from '../../web/scenario/default.ts';
import { atHour, withSearch, withSiting } from '../../web/scenario/edit.ts';
import { SITING_HOURS, type Scenario } from '../../web/scenario/scenario.ts';
import { Compute } from '../../web/workers/compute.ts';
import { ComputeApi } from '../../web/workers/compute-api.ts';
import type { SitingProgress } from '../../web/workers/siting-run.ts';

const grid = getCase('thesis13');
const search = { population: 16, generations: 6, islands: 2 };

function scenarioBy(hour: Scenario['siting']['hour']): Scenario {
  const scenario = withSearch(atHour(defaultScenario(), hour), search);
  return withSiting(scenario, { days: 6, outsideShare: 1 });
}

const run = (
  compute: Compute,
  scenario: Scenario,
  from: SitingProgress | null = null,
): Promise<SitingProgress> =>
  compute.siting(
    new AbortController().signal,
    { scenario, grid, from },
    { queued: () => undefined, progress: () => undefined },
  );

describe('a search by many hours, in workers', () => {
  let module: WebAssembly.Module;
  before(async () => {
    module = await loadKernelModule();
  });

  it('ends at the same bits on one worker, on two and in one go here', async () => {
    for (const hour of ['days', 'year'] as const) {
      const scenario = scenarioBy(hour);
      const [one, two] = [new Compute({ workers: 1 }), new Compute({ workers: 2 })];
      const [a, b] = await Promise.all([run(one, scenario), run(two, scenario)]);
      const options = { ...search, seed: scenario.seed };
      const here = optimiseSiting(openWasm(module), sitingProblem(grid, scenario), options);
      expect(a.front, hour).to.deep.equal(here.front);
      expect(b.front, hour).to.deep.equal(here.front);
      expect(b.islands, hour).to.deep.equal(a.islands);
      [one, two].forEach((compute) => compute.dispose());
    }
  });

  it('stopped in the middle and gone on from what it told, ends at the same bits', async () => {
    const scenario = scenarioBy('year');
    const compute = new Compute({ workers: 1 });
    const whole = await run(compute, scenario);
    const stop = new AbortController();
    const told: SitingProgress[] = [];
    const outcome = await compute
      .siting(
        stop.signal,
        { scenario, grid, from: null },
        {
          queued: () => undefined,
          progress: (progress) => {
            told.push(progress);
            if (progress.generation < 4) stop.abort(new DOMException('enough', 'AbortError'));
          },
        },
      )
      .catch((error: unknown) => error);
    expect((outcome as Error).name).to.be.oneOf(['AbortError', 'WorkerDied']);
    const last = told.at(-1)!;
    expect(last.generation).to.be.below(whole.generation);
    const rest = await run(compute, scenario, last);
    compute.dispose();
    expect(rest.front).to.deep.equal(whole.front);
    expect(rest.islands).to.deep.equal(whole.islands);
    expect(rest.hypervolumeHistory).to.deep.equal(whole.hypervolumeHistory);
  });

  it('tells of designs found by days what the whole year says of them', async () => {
    const compute = new Compute({ workers: 1 });
    const { front } = await run(compute, scenarioBy('days'));
    compute.dispose();
    const problem = sitingProblem(grid, scenarioBy('year'));
    const { panels, packs, ...judged } = evaluateDesign(openWasm(module), problem, front[0]!);
    expect(front[0]!.wholeYear).to.deep.equal(judged);
    expect([panels, packs]).to.deep.equal([front[0]!.panels, front[0]!.packs]);
  });

  it('judges one design by every choice as each choice would', () => {
    const api = new ComputeApi();
    api.open(module);
    const scenario = scenarioBy('evening');
    const { devices } = openingScenario();
    const count = (what: 'panels' | 'packs'): number[] =>
      grid.buses.map(({ id }) => devices.find(({ bus }) => bus === id)?.[what] ?? 0);
    const placed = { panels: count('panels'), packs: count('packs') };
    const design = evaluateDesign(openWasm(module), sitingProblem(grid, scenario), placed);
    const found = api.byChoice({ scenario, grid, design });
    for (const hour of SITING_HOURS) {
      const problem = sitingProblem(grid, scenarioBy(hour));
      const { costUsdPerHour } = evaluateDesign(openWasm(module), problem, placed);
      expect(found[hour]!.costUsdPerHour, hour).to.be.closeTo(costUsdPerHour, 1e-9);
    }
    expect(found.noon!.worst).to.equal(undefined);
    expect(found.year!.worst!.lowestPu).to.be.within(0.8, 0.9);
  });
});

import { expect } from '@open-wc/testing';
import { getCase } from '../../web/grid/cases.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { openWasm } from '../../web/kernel/wasm.ts';
import { chunksOfYear, solveYearBlock, yearGround } from '../../web/kernel/year.ts';
import { defaultScenario } from '../../web/scenario/default.ts';
import type { Desk } from '../../web/workers/desk.ts';
import { runYear } from '../../web/workers/year-run.ts';

const GRID = getCase('thesis13');
const SCENARIO = defaultScenario();

/** Desks without workers: the kernel here answers, a little later. */
async function standInDesks(count: number, onSolve: (desk: number) => void): Promise<Desk[]> {
  const wasm = openWasm(await loadKernelModule());
  const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));
  const deskOf = (desk: number): unknown => {
    const api = {
      async openYear(_request: unknown, told: boolean) {
        await later();
        const ground = yearGround(wasm, GRID, SCENARIO);
        return told ? { ground, chunks: chunksOfYear(SCENARIO) } : null;
      },
      async solveYear(firstChunk: number, chunks: number) {
        await later();
        onSolve(desk);
        const block = solveYearBlock(wasm, GRID, SCENARIO, { firstChunk, chunks });
        return { ...block, digests: Array.from({ length: chunks }, () => '00') };
      },
    };
    const sitting = { run: (task: (given: typeof api) => unknown) => task(api) };
    return { sit: () => Promise.resolve(sitting), kill: () => undefined };
  };
  return Array.from({ length: count }, (_, desk) => deskOf(desk) as Desk);
}

describe('a year on several desks', () => {
  it('leaves the others alone once one of them has died', async () => {
    let over = false;
    let after = 0;
    const desks = await standInDesks(2, (desk) => {
      if (desk === 1) throw new Error('the worker ended');
      if (over) after++;
    });
    const { signal } = new AbortController();
    const job = { scenario: SCENARIO, grid: GRID, from: null };
    let told = '';
    await runYear(signal, desks, job, () => undefined).catch((error: unknown) => {
      told = (error as Error).message;
      over = true;
    });
    expect(told).to.equal('the worker ended');
    await new Promise((resolve) => setTimeout(resolve, 200));
    // What was asked before may still be answered; nothing is asked after it.
    expect(after).to.be.at.most(1);
  });
});

import { expect } from '@open-wc/testing';
import { openDB } from 'idb';
import { getCase } from '../../web/grid/cases.ts';
import type { Snapshot } from '../../web/app/snapshot.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { sitingProblem } from '../../web/kernel/siting-problem.ts';
import { optimiseSiting } from '../../web/kernel/siting.ts';
import { openWasm } from '../../web/kernel/wasm.ts';
import { withOwnCase, withSearch } from '../../web/scenario/edit.ts';
import type { SitingCheckpoint } from '../../web/store/run-store.ts';
import { session as words } from '../../web/strings/en/session.ts';
import { freshDatabase, openPage, solved, type Page } from './page.ts';

let page: Page;
afterEach(() => page.session.dispose());

const LINK = '#/optimise?s=5&c=thesis13&x=1&np=40&ng=300';

const generationOf = ({ siting }: Snapshot): number =>
  'part' in siting ? (siting.part?.generation ?? 0) : 0;
const isDone = ({ siting }: Snapshot): boolean => siting.state === 'done';

/** What the kernel finds in one go, without threads. */
async function inOneGo(snapshot: Snapshot): Promise<ReturnType<typeof optimiseSiting>> {
  const { scenario, grid } = snapshot.world;
  return optimiseSiting(openWasm(await loadKernelModule()), sitingProblem(grid, scenario), {
    seed: scenario.seed,
    ...scenario.search,
  });
}

describe('the search as a job', () => {
  it('grows its front to the same bits as the kernel in one go', async () => {
    page = openPage({ hash: LINK });
    await page.until(solved);
    page.session.dispatch({ kind: 'search-start' });
    expect(page.session.snapshot.siting.state).to.equal('running');
    const seen = new Set<number>();
    page.session.subscribe((snapshot) => seen.add(generationOf(snapshot)));
    const { siting } = await page.until(isDone);
    const alone = await inOneGo(page.session.snapshot);
    if (siting.state !== 'done') throw new Error('not done');
    expect(siting.part.generation).to.equal(300);
    expect(siting.part.evaluations).to.equal(alone.evaluations);
    expect(siting.part.front).to.deep.equal(alone.front);
    expect([...siting.part.hypervolumeHistory]).to.deep.equal([...alone.hypervolumeHistory]);
    expect(seen.size, 'pictures on the way').to.be.above(2);
  });

  it('answers cancel at once, keeps the part and goes on to the same end', async () => {
    page = openPage({ hash: LINK });
    await page.until(solved);
    page.session.dispatch({ kind: 'search-start' });
    const before = generationOf(await page.until((snapshot) => generationOf(snapshot) > 5));
    page.session.dispatch({ kind: 'search-cancel' });
    const { siting } = page.session.snapshot;
    if (siting.state !== 'stopped') throw new Error(`cancel left it ${siting.state}`);
    expect(siting.done).to.be.at.least(before);
    expect(siting.done).to.be.below(300);
    expect(siting).to.deep.include({ resumable: true, total: 300 });
    expect(siting.part?.front.length).to.be.above(0);
    page.session.dispatch({ kind: 'search-resume' });
    const end = (await page.until(isDone)).siting;
    const alone = await inOneGo(page.session.snapshot);
    expect(end.state === 'done' && end.part.front).to.deep.equal(alone.front);
  });

  it('goes on after a reload to the bit-identical front', async () => {
    const database = freshDatabase();
    page = openPage({ database, hash: LINK });
    await page.until(solved);
    page.session.dispatch({ kind: 'search-start' });
    await page.until((snapshot) => generationOf(snapshot) > 5);
    page.session.dispatch({ kind: 'search-cancel' });
    const stoppedAt = generationOf(page.session.snapshot);
    await page.session.dispose();

    page = openPage({ database, hash: LINK });
    await page.session.recalled;
    const { siting, notices } = page.session.snapshot;
    if (siting.state !== 'stopped') throw new Error(`reload left it ${siting.state}`);
    expect(siting.done).to.equal(stoppedAt);
    const offer = notices[0]!.offers[0]!;
    expect(offer.label).to.equal(`Resume the search from generation ${stoppedAt}`);
    page.session.dispatch(offer.command);
    expect(page.session.snapshot.notices, 'the offer is taken').to.deep.equal([]);
    const end = (await page.until(isDone)).siting;
    const alone = await inOneGo(page.session.snapshot);
    if (end.state !== 'done') throw new Error('not done');
    expect(end.part.front).to.deep.equal(alone.front);
    expect([...end.part.hypervolumeHistory]).to.deep.equal([...alone.hypervolumeHistory]);
  });

  it('refuses kept bytes that are damaged, says so and can be started again', async () => {
    const database = freshDatabase();
    page = openPage({ database, hash: LINK });
    page.session.dispatch({ kind: 'search-start' });
    await page.until((snapshot) => generationOf(snapshot) > 5);
    page.session.dispatch({ kind: 'search-cancel' });
    await page.session.dispose();
    const raw = await openDB(database);
    const kept = (await raw.get('checkpoint', 'siting')) as SitingCheckpoint;
    kept.islands[0]![kept.islands[0]!.length >> 1]! ^= 1;
    await raw.put('checkpoint', kept, 'siting');
    raw.close();

    page = openPage({ database, hash: LINK });
    await page.session.recalled;
    page.session.dispatch({ kind: 'search-resume' });
    await page.until(({ siting }) => siting.state === 'idle');
    const { notices } = page.session.snapshot;
    expect(notices.map((notice) => notice.words)).to.deep.equal([words.search.spoilt]);
    page.session.dispatch({ kind: 'search-start' });
    await page.until(isDone);
  });

  it('says why a network cannot be searched', async () => {
    page = openPage({ hash: '#/optimise?c=own' });
    const slackOnly = {
      ...getCase('thesis13'),
      id: 'own',
      buses: getCase('thesis13').buses.slice(0, 1),
      branches: [],
    };
    const scenario = withOwnCase(page.session.snapshot.world.scenario, slackOnly);
    page.session.dispatch({ kind: 'change', scenario, words: 'one bus' });
    page.session.dispatch({ kind: 'search-start' });
    const { siting, notices } = await page.until((s) => s.siting.state === 'stopped');
    expect(siting.state === 'stopped' && siting.reason).to.include('no bus');
    expect(siting.state === 'stopped' && siting.resumable).to.equal(false);
    expect(notices.every(({ tone }) => tone !== 'failure')).to.equal(true);
  });

  it('gives the same bits on one worker, on two and on three', async () => {
    const fronts: unknown[] = [];
    for (const workers of [1, 2, 3]) {
      page = openPage({ hash: `${LINK}&ni=3&np=48`.replace('&np=40', ''), compute: { workers } });
      expect(page.session.snapshot.world.scenario.search).to.include({
        islands: 3,
        population: 48,
      });
      page.session.dispatch({ kind: 'search-start' });
      const { siting } = await page.until(isDone);
      if (siting.state !== 'done') throw new Error('not done');
      const { front, hypervolumeHistory, evaluations } = siting.part;
      fronts.push({ front, history: [...hypervolumeHistory], evaluations });
      if (workers < 3) await page.session.dispose();
    }
    expect(fronts[1]).to.deep.equal(fronts[0]);
    expect(fronts[2]).to.deep.equal(fronts[0]);
    const alone = await inOneGo(page.session.snapshot);
    expect(fronts[0]).to.deep.equal({
      front: alone.front,
      history: [...alone.hypervolumeHistory],
      evaluations: alone.evaluations,
    });
  });

  it('shows a selected design and builds it beside the old world', async () => {
    page = openPage({ hash: LINK });
    await page.until(solved);
    const old = page.session.snapshot.world.scenario;
    page.session.dispatch({ kind: 'search-start' });
    const { siting } = await page.until(isDone);
    if (siting.state !== 'done') throw new Error('not done');
    const index = siting.part.front.length - 1;
    page.session.dispatch({ kind: 'select-design', index });
    const chosen = await page.until(({ selectedFrame }) => selectedFrame !== null);
    expect(chosen.selectedDesign).to.equal(index);
    page.session.dispatch({ kind: 'use-design', index });
    const { world, baseline, undoWords } = await page.until(solved);
    const design = siting.part.front[index]!;
    const away = world
      .frame!.flow.buses.slice(1)
      .reduce((sum, { voltagePu }) => sum + Math.abs(1 - voltagePu), 0);
    expect(away, 'the voltages it was judged by').to.be.closeTo(design.voltageDeviationPu, 1e-6);
    expect(world.scenario.moment).to.equal('noon');
    expect(baseline?.scenario).to.deep.equal(old);
    expect(baseline?.frame).to.not.equal(null);
    expect(undoWords).to.include(`${index + 1}`);
    page.session.dispatch({ kind: 'undo' });
    expect(page.session.snapshot.world.scenario).to.deep.equal(old);
  });

  it('belongs to the scenario it was started for, whatever is edited meanwhile', async () => {
    page = openPage({ hash: LINK });
    await page.until(solved);
    const alone = await inOneGo(page.session.snapshot);
    page.session.dispatch({ kind: 'search-start' });
    const { scenario } = page.session.snapshot.world;
    const edited = withSearch({ ...scenario, seed: 99 }, { generations: 7 });
    page.session.dispatch({ kind: 'change', scenario: edited, words: 'another seed' });
    const { siting } = await page.until(isDone);
    if (siting.state !== 'done') throw new Error('not done');
    expect(siting.part.scenario).to.deep.equal(scenario);
    expect(siting.part.front).to.deep.equal(alone.front);
  });

  it('lets a second long job wait in line and says so', async () => {
    page = openPage({ hash: LINK });
    await page.until(solved);
    page.session.dispatch({ kind: 'search-start' });
    page.session.dispatch({ kind: 'reproduce', tables: ['table-1'] });
    const { reproduce } = await page.until((snapshot) => snapshot.reproduce.state === 'queued');
    expect(reproduce).to.deep.equal({ state: 'queued', position: 1 });
    page.session.dispatch({ kind: 'search-cancel' });
    const end = await page.until((snapshot) => snapshot.reproduce.state === 'done');
    if (end.reproduce.state !== 'done') throw new Error('not done');
    expect(end.reproduce.part.reports.map(({ id }) => id)).to.deep.equal(['table-1']);
  });
});

describe('the tables', () => {
  it('come with the hash of the kernel that computes them', async () => {
    page = openPage({ hash: '#/reproduce?x=1' });
    const { kernelSha256 } = await page.until((snapshot) => snapshot.kernelSha256 !== '');
    const response = await fetch(new URL('../../build/release/kernel.wasm', import.meta.url));
    const hash = await crypto.subtle.digest('SHA-256', await response.arrayBuffer());
    const hex = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0'));
    expect(kernelSha256).to.equal(hex.join(''));
  });

  it('are listed once the kernel runs, and run one by one', async () => {
    page = openPage({ hash: '#/reproduce?x=1' });
    const { tables } = await page.until((snapshot) => snapshot.tables.length > 0);
    const [first, second] = tables.filter(({ stochastic }) => !stochastic).map(({ id }) => id);
    page.session.dispatch({ kind: 'reproduce', tables: [first!, second!] });
    const isOver = ({ reproduce }: Snapshot): boolean => reproduce.state === 'done';
    await page.until(isOver);
    page.session.dispatch({ kind: 'reproduce', tables: [first!] });
    await page.until(({ reproduce }) => reproduce.state === 'running');
    const { reproduce } = await page.until(isOver);
    if (reproduce.state !== 'done') throw new Error('not done');
    expect(
      reproduce.part.reports.map(({ id }) => id).sort((a, b) => (a < b ? -1 : 1)),
    ).to.deep.equal([first, second].sort((a, b) => (a! < b! ? -1 : 1)));
  });

  it('stop at once and keep what was finished', async () => {
    page = openPage({ hash: '#/reproduce?x=1' });
    const { tables } = await page.until((snapshot) => snapshot.tables.length > 0);
    const quick = tables.find(({ stochastic }) => !stochastic)!.id;
    const slow = tables.find(({ stochastic }) => stochastic)!.id;
    page.session.dispatch({ kind: 'reproduce', tables: [quick, slow] });
    await page.until(
      ({ reproduce }) => reproduce.state === 'running' && reproduce.part?.reports.length === 1,
    );
    page.session.dispatch({ kind: 'reproduce-cancel' });
    const { reproduce } = page.session.snapshot;
    if (reproduce.state !== 'stopped') throw new Error(`cancel left it ${reproduce.state}`);
    expect(reproduce.part?.reports.map(({ id }) => id)).to.deep.equal([quick]);
  });
});

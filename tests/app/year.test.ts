import { expect } from '@open-wc/testing';
import type { Snapshot } from '../../web/app/snapshot.ts';
import type { YearPart } from '../../web/app/year-show.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { bestPowerFactor, tryPowerFactors } from '../../web/kernel/power-factor.ts';
import { openWasm } from '../../web/kernel/wasm.ts';
import { solveYear } from '../../web/kernel/year.ts';
import { withDevices, withSiting, withValue } from '../../web/scenario/edit.ts';
import { freshDatabase, openPage, solved, type Page } from './page.ts';

let page: Page;
afterEach(() => page.session.dispose());

/** Quarter-hours, so that there is time to stop on the way. */
const LONG = '#/grid?s=5&c=ieee69&x=1&at=year&ys=15&pv=11:900,61:2000&b=61:6&yd=self-consumption';
const SHORT = '#/grid?s=5&c=thesis13&x=1&at=year&pv=7:2000&b=7:4';
const KEYS = ['voltagePu', 'lossKw', 'lossKvar', 'slackKw', 'slackKvar', 'converged'] as const;

const solvedOf = ({ year }: Snapshot): number => ('part' in year ? (year.part?.solved ?? 0) : 0);
const isDone = ({ year }: Snapshot): boolean => year.state === 'done';

async function whole(): Promise<YearPart> {
  const { year } = await page.until(isDone);
  if (year.state !== 'done') throw new Error('not done');
  return year.part;
}

/** What the kernel makes of the same year in one go, without threads. */
async function expectSame(part: YearPart): Promise<void> {
  const alone = solveYear(openWasm(await loadKernelModule()), part.grid, part.scenario);
  for (const key of KEYS) {
    const same = part.year.series[key].every((value, at) => value === alone.series[key][at]);
    expect(same, key).to.equal(true);
  }
  expect(part.year.dispatch.storedKwh).to.deep.equal(alone.dispatch.storedKwh);
  expect(part.solved).to.equal(part.known.length);
}

describe('the year as a job', () => {
  it('fills up to the same bits as the kernel in one go, on one worker and on three', async () => {
    const stamps: string[] = [];
    for (const workers of [1, 3]) {
      page = openPage({ hash: LONG, compute: { workers } });
      await page.until(solved);
      page.session.dispatch({ kind: 'year-start' });
      const seen = new Set<number>();
      page.session.subscribe((snapshot) => seen.add(solvedOf(snapshot)));
      const part = await whole();
      await expectSame(part);
      expect(seen.size, 'pictures on the way').to.be.above(2);
      expect(part.stamp).to.match(/^[0-9a-f]{8}$/);
      stamps.push(part.stamp);
      await page.session.dispose();
    }
    expect(stamps[1]).to.equal(stamps[0]);
    page = openPage({ hash: SHORT });
  });

  it('answers cancel at once, keeps the part and goes on to the same end', async () => {
    page = openPage({ hash: LONG });
    await page.until(solved);
    page.session.dispatch({ kind: 'year-start' });
    await page.until((snapshot) => solvedOf(snapshot) > 0);
    page.session.dispatch({ kind: 'year-cancel' });
    const { year } = await page.until((snapshot) => snapshot.year.state === 'stopped');
    if (year.state !== 'stopped' || !year.part) throw new Error('nothing was kept');
    expect(year.resumable).to.equal(true);
    expect(year.done).to.be.within(1, year.total - 1);
    expect(year.part.known.reduce((sum, one) => sum + one, 0)).to.equal(year.done);
    page.session.dispatch({ kind: 'year-resume' });
    await expectSame(await whole());
  });

  it('goes on after a reload to the bit-identical year', async () => {
    const database = freshDatabase();
    page = openPage({ database, hash: LONG });
    await page.until(solved);
    page.session.dispatch({ kind: 'year-start' });
    await page.until((snapshot) => solvedOf(snapshot) > 0);
    page.session.dispatch({ kind: 'year-cancel' });
    await page.until((snapshot) => snapshot.year.state === 'stopped');
    const before = solvedOf(page.session.snapshot);
    await page.session.dispose();

    page = openPage({ database, hash: LONG });
    await page.until(solved);
    const first = page.until((snapshot) => solvedOf(snapshot) > 0);
    page.session.dispatch({ kind: 'year-open' });
    expect(solvedOf(await first), 'starts from what was kept').to.be.at.least(before);
    await expectSame(await whole());
  });

  it('computes a small year when it is first shown, and waits with a large one', async () => {
    page = openPage({ hash: SHORT });
    await page.until(solved);
    page.session.dispatch({ kind: 'year-open' });
    await expectSame(await whole());
    await page.session.dispose();
    page = openPage({ hash: LONG });
    await page.until(solved);
    page.session.dispatch({ kind: 'year-open' });
    page.session.dispatch({ kind: 'year-seek', slot: 0 });
    await page.until((snapshot) => snapshot.world.scenario.day === 1);
    expect(page.session.snapshot.year.state).to.equal('idle');
  });

  it('does not take up a year of another scenario', async () => {
    const database = freshDatabase();
    page = openPage({ database, hash: SHORT });
    await page.until(solved);
    page.session.dispatch({ kind: 'year-start' });
    await whole();
    await page.session.dispose();
    page = openPage({ database, hash: SHORT.replace('s=5', 's=6') });
    await page.until(solved);
    page.session.dispatch({ kind: 'year-open' });
    const part = await whole();
    expect(part.scenario.seed).to.equal(6);
    await expectSame(part);
  });

  it('follows a change by itself where a year is a matter of a blink', async () => {
    page = openPage({ hash: SHORT });
    await page.until(solved);
    page.session.dispatch({ kind: 'year-start' });
    const first = await whole();
    page.session.dispatch({ kind: 'year-pin' });
    const { scenario } = page.session.snapshot.world;
    const changed = withDevices(scenario, { bus: 7, panels: 3000, packs: 0 });
    page.session.dispatch({ kind: 'change', scenario: changed, words: 'more panels' });
    await page.until(({ year }) => year.state === 'done' && year.part.stamp !== first.stamp);
    const second = await whole();
    expect(second.scenario.devices).to.deep.equal(changed.devices);
    await expectSame(second);
    expect(page.session.snapshot.yearBaseline?.stamp).to.equal(first.stamp);
    page.session.dispatch({ kind: 'year-drop' });
    await page.until((snapshot) => snapshot.yearBaseline === null);
  });

  it('takes up other prices at once, and computes nothing anew for them', async () => {
    page = openPage({ hash: SHORT });
    await page.until(solved);
    page.session.dispatch({ kind: 'year-start' });
    const first = await whole();
    const { scenario } = page.session.snapshot.world;
    for (const [key, price] of [
      ['pvPrice', 0.11],
      ['packPrice', 0.2],
      ['fee', 0.002],
    ] as const) {
      const changed = withSiting(scenario, { [key]: price });
      page.session.dispatch({ kind: 'change', scenario: changed, words: 'prices' });
      await page.until(({ world }) => world.scenario.siting[key] === price);
      const { part } = page.session.snapshot.year as { readonly part: YearPart };
      expect(part.scenario.siting[key]).to.equal(price);
      expect(part.year.series).to.equal(first.year.series);
      expect(page.session.snapshot.year.state).to.equal('done');
    }
  });

  it('moves to a slot of the year and plays on over midnight', async () => {
    page = openPage({ hash: SHORT.replace('at=year&', '') });
    await page.until(solved);
    page.session.dispatch({ kind: 'year-seek', slot: 24 * 99 + 23 });
    const { world } = await page.until((s) => s.undoWords !== '');
    expect(world.scenario).to.include({ moment: 'year', day: 100, minute: 23 * 60 });
    page.session.dispatch({ kind: 'step', slots: 4 });
    expect(page.session.snapshot.world.scenario).to.include({ day: 101, minute: 0 });
    page.session.dispatch({ kind: 'step', slots: -4 });
    expect(page.session.snapshot.world.scenario).to.include({ day: 100, minute: 23 * 60 });
    page.session.dispatch({ kind: 'year-seek', slot: 8759 });
    await page.until((s) => s.world.scenario.day === 365);
    page.session.dispatch({ kind: 'step', slots: 4 });
    expect(page.session.snapshot.world.scenario).to.include({ day: 1, minute: 0 });
  });

  it('sets the power factor that loses least, undoably', async () => {
    page = openPage({ hash: `${SHORT}&pf=1` });
    await page.until(solved);
    page.session.dispatch({ kind: 'year-tune' });
    const { world, notices } = await page.until((snapshot) => snapshot.notices.length > 0);
    const { powerFactor } = world.scenario;
    const trials = tryPowerFactors(openWasm(await loadKernelModule()), world.grid, world.scenario);
    expect(powerFactor).to.equal(bestPowerFactor(trials).powerFactor);
    expect(notices[0]!.words).to.include(powerFactor.toFixed(2));
    page.session.dispatch({ kind: 'undo' });
    expect(page.session.snapshot.world.scenario.powerFactor).to.equal(1);
  });

  it('says why a year is too large', async () => {
    page = openPage({ hash: SHORT });
    await page.until(solved);
    const { scenario } = page.session.snapshot.world;
    const many = { ...scenario, caseId: 'ieee118', devices: [] };
    const { getCase } = await import('../../web/grid/cases.ts');
    const grid = getCase('ieee118');
    const buses = Array.from({ length: 600 }, (_, i) => ({ ...grid.buses[1]!, id: 1000 + i }));
    const ownCase = { ...grid, id: 'own', buses: [...grid.buses, ...buses] };
    page.session.dispatch({
      kind: 'change',
      scenario: withValue({ ...many, caseId: 'own', ownCase }, 'seed', 5),
      words: 'large',
    });
    page.session.dispatch({ kind: 'year-start' });
    const { year } = await page.until((snapshot) => snapshot.year.state === 'stopped');
    expect(year.state === 'stopped' && year.reason).to.include('at most 4600000 fit');
  });
});

/** The cluster's desk: a real simulation in its worker, and live seats that only take notes. */
import { expect } from '@open-wc/testing';
import { clusterConsole } from '../../web/app/console-cluster.ts';
import type { Snapshot } from '../../web/app/snapshot.ts';
import { withValue } from '../../web/scenario/edit.ts';
import type { SimulationShow } from '../../web/simulation/show.ts';
import { live, seat } from '../views/cluster-fixture.ts';
import { clusterStub, type ClusterStub } from './cluster-stub.ts';
import { openPage, type Page } from './page.ts';

const SIMULATED = '#/cluster?v=1&s=7f3a&c=thesis13&x=1&sim=1';
const LIVE = '#/cluster?v=1&s=7f3a&c=thesis13&x=1';

const pages: Page[] = [];

afterEach(async () => {
  await Promise.all(pages.splice(0).map(({ session }) => session.dispose()));
});

function open(options: Parameters<typeof openPage>[0]): Page {
  const page = openPage(options);
  pages.push(page);
  return page;
}

const runOf = ({ cluster }: Snapshot): SimulationShow | undefined => cluster.run?.show;

async function simulated(hash = SIMULATED): Promise<Page> {
  const page = open({ hash });
  page.session.dispatch({ kind: 'cluster-open' });
  await page.until(({ cluster }) => cluster.run !== null, 'the run');
  return page;
}

/** The show once it stands at `tick` or later and nothing is under way. */
async function ranTo(page: Page, ticks: number): Promise<SimulationShow> {
  const from = runOf(page.session.snapshot)!.tick;
  page.session.dispatch({ kind: 'run-ticks', ticks });
  await page.until(
    ({ cluster: { run } }) =>
      run!.job.state === 'idle' && (run!.show.tick >= from + ticks || run!.show.violation !== null),
    `${ticks} ticks`,
  );
  return runOf(page.session.snapshot)!;
}

async function soughtTo(page: Page, step: number): Promise<SimulationShow> {
  page.session.dispatch({ kind: 'run-seek', step });
  await page.until((snapshot) => runOf(snapshot)?.step === step, `step ${step}`);
  return runOf(page.session.snapshot)!;
}

describe('the simulated run', () => {
  it('is the same from the same link, and another with another seed', async () => {
    const page = await simulated();
    const one = await ranTo(page, 300);
    const twin = await ranTo(await simulated(page.session.snapshot.link), 300);
    expect(twin.runHash).to.equal(one.runHash);
    const { scenario } = page.session.snapshot.world;
    const other = withValue(scenario, 'seed', scenario.seed + 1);
    page.session.dispatch({ kind: 'change', scenario: other, words: 'another seed' });
    await page.until((snapshot) => runOf(snapshot)?.step === 0, 'the other run');
    expect((await ranTo(page, 300)).runHash).to.not.equal(one.runHash);
  });

  it('takes a fault as a change of the scenario: shown, in the link, undone, done again', async () => {
    const page = await simulated();
    const before = await ranTo(page, 100);
    page.session.dispatch({ kind: 'run-fault', fault: { kind: 'stop', seat: 1 } });
    await page.until((snapshot) => runOf(snapshot)?.seats[0]?.state === 'down', 'the stop');
    const { link, undoWords } = page.session.snapshot;
    expect(link).to.contain(`f=${before.faultTick}!stop1`);
    expect(undoWords).to.equal('Seat 1 stops');
    const broken = runOf(page.session.snapshot)!;
    page.session.dispatch({ kind: 'undo' });
    await page.until((snapshot) => runOf(snapshot)?.seats[0]?.state === 'up', 'the undo');
    expect(page.session.snapshot.link).to.not.contain('stop1');
    page.session.dispatch({ kind: 'redo' });
    await page.until((snapshot) => runOf(snapshot)?.seats[0]?.state === 'down', 'the redo');
    const again = await simulated(link);
    expect((await soughtTo(again, broken.step)).runHash).to.equal(broken.runHash);
  });

  it('takes single faults back, later ones with them or not', async () => {
    const page = await simulated(`${SIMULATED}&f=20!stop1,40!stop2`);
    await ranTo(page, 60);
    const { run } = page.session.snapshot.cluster;
    expect(run!.flags.map(({ at, words }) => `${at} ${words}`)).to.deep.equal([
      '20 Seat 1 stops',
      '40 Seat 2 stops',
    ]);
    page.session.dispatch({ kind: 'run-fault-remove', index: 0 });
    await page.until((snapshot) => runOf(snapshot)?.seats[0]?.state === 'up', 'seat 1 up');
    expect(runOf(page.session.snapshot)!.seats[1]!.state).to.equal('down');
    expect(page.session.snapshot.undoWords).to.equal('without: Seat 1 stops');
  });

  it('goes back step by step along the way it came', async () => {
    const page = await simulated();
    const there = await ranTo(page, 120);
    page.session.dispatch({ kind: 'run-step', steps: -1 });
    await page.until((snapshot) => runOf(snapshot)!.step < there.step, 'a step back');
    const back = runOf(page.session.snapshot)!;
    expect((await soughtTo(page, there.step)).runHash).to.equal(there.runHash);
    expect((await soughtTo(page, back.step)).runHash).to.equal(back.runHash);
  });

  it('plays by the clock at its speed, stands still on pause', async () => {
    const page = await simulated();
    page.session.dispatch({ kind: 'run-play' });
    await page.until(({ cluster }) => cluster.run!.playing, 'playing');
    const seen = new Set<number>();
    const stop = page.session.subscribe((snapshot) => seen.add(runOf(snapshot)!.tick));
    // The next date is made once the worker has answered, so the clock is moved in between.
    for (let i = 0; i < 400 && seen.size < 5; i++) {
      page.clock.pass(100);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    stop();
    expect(seen.size).to.be.at.least(5);
    page.session.dispatch({ kind: 'run-pause' });
    await page.until(({ cluster }) => !cluster.run!.playing, 'paused');
    const { tick } = runOf(page.session.snapshot)!;
    page.clock.pass(5000);
    expect(runOf(page.session.snapshot)!.tick).to.equal(tick);
  });

  it('tells a story up to its violation and finds the shortest that breaks the same', async () => {
    const page = await simulated();
    page.session.dispatch({ kind: 'run-story', id: 'vote-not-persisted' });
    await page.until(
      ({ world, cluster }) =>
        world.scenario.cluster.bug === 'vote-not-persisted' && cluster.run!.show.seats.length === 3,
      'the story',
    );
    page.session.dispatch({ kind: 'run-pause' });
    const broken = await ranTo(page, 100);
    expect(broken.violation?.name).to.equal('election-safety');
    const before = page.session.snapshot.world.scenario.cluster.faults.length;
    page.session.dispatch({ kind: 'run-shortest' });
    await page.until(
      ({ notices, cluster }) =>
        notices.some(({ words }) => words.includes('enough to break it')) &&
        cluster.run!.show.violation !== null,
      'the shortest story',
    );
    const after = page.session.snapshot.world.scenario.cluster.faults.length;
    expect(after).to.be.lessThan(before);
    expect(runOf(page.session.snapshot)!.violation?.name).to.equal('election-safety');
    page.session.dispatch({ kind: 'undo' });
    expect(page.session.snapshot.world.scenario.cluster.faults.length).to.equal(before);
  });
});

describe('the live seats', () => {
  function started(stub: ClusterStub, more: Parameters<typeof openPage>[0] = {}): Page {
    const page = open({ hash: LIVE, openCluster: () => Promise.resolve(stub.cluster), ...more });
    page.session.dispatch({ kind: 'cluster-open' });
    return page;
  }
  const shown = (page: Page) => page.until(({ cluster }) => cluster.live !== null, 'the seats');

  it('are started once, however often they are asked for', async () => {
    let openings = 0;
    const stub = clusterStub();
    const page = started(stub, {
      openCluster: () => {
        openings += 1;
        return Promise.resolve(stub.cluster);
      },
    });
    page.session.dispatch({ kind: 'cluster-open' });
    await shown(page);
    await page.session.annex.live();
    expect(openings).to.equal(1);
  });

  it('are freed before their own tab is opened, and come back when none opens', async () => {
    const opened: string[] = [];
    const stub = clusterStub();
    const page = started(stub, {
      openTab: (hash) => {
        stub.asked.push('tab');
        return opened.push(hash) < 2;
      },
    });
    await shown(page);
    page.session.dispatch({ kind: 'seat', seat: 1, act: 'open-tab' });
    page.session.dispatch({ kind: 'seat', seat: 2, act: 'open-tab' });
    await page.until(({ notices }) => notices.length > 0, 'the notice');
    expect(opened[0]).to.match(/^#\/cluster\?.*&seat=1$/);
    const [, second] = [
      stub.asked.filter((each) => / 1$/.test(each)),
      stub.asked.filter((each) => / 2$/.test(each)),
    ];
    expect(stub.asked.indexOf('release 1')).to.be.lessThan(stub.asked.indexOf('tab'));
    expect(second).to.deep.equal(['release 2', 'host 2']);
    expect(page.session.snapshot.notices[0]!.words).to.contain('Allow pop-ups');
  });

  it('say in words what they refuse', async () => {
    const stub = clusterStub();
    stub.refusal = 'Another tab holds seat 3.';
    const page = started(stub);
    await shown(page);
    page.session.dispatch({ kind: 'seat', seat: 3, act: 'host' });
    await page.until(({ notices }) => notices.length > 0, 'the notice');
    expect(page.session.snapshot.notices[0]!.words).to.equal('Another tab holds seat 3.');
  });

  it('begin anew with another seed, once the old ones have ended', async () => {
    const seeds: number[] = [];
    const stubs = [clusterStub(), clusterStub()];
    const asked: string[] = [];
    const page = started(stubs[0]!, {
      openCluster: ({ seed }) => {
        asked.push(...stubs[0]!.asked, 'open');
        seeds.push(seed);
        return Promise.resolve(stubs[seeds.length - 1]!.cluster);
      },
    });
    await shown(page);
    const { scenario } = page.session.snapshot.world;
    const other = withValue(scenario, 'seed', 0xabc);
    page.session.dispatch({ kind: 'change', scenario: other, words: 'another seed' });
    await page.until(() => seeds.length === 2, 'the second opening');
    await shown(page);
    expect(seeds).to.deep.equal([0x7f3a, 0xabc]);
    expect(asked).to.deep.equal(['open', 'dispose', 'open']);
  });

  it('disturb other views only with what these say of them', async () => {
    const stub = clusterStub();
    const page = started(stub);
    await shown(page);
    page.session.dispatch({ kind: 'view', view: 'grid' });
    page.clock.pass(1000);
    let told = 0;
    const stop = page.session.subscribe(({ cluster }) => {
      if (cluster.live?.seats[0]?.timerElapsed === 99 || cluster.live?.height === 13) told += 1;
    });
    const ticking = live({ seats: live().seats.map((each) => ({ ...each, timerElapsed: 99 })) });
    for (let i = 0; i < 40; i++) stub.tell({ ...ticking });
    page.clock.pass(1000);
    expect(told, 'timers are nobody else’s business').to.equal(0);
    stub.tell(live({ height: 13 }));
    page.clock.pass(1000);
    stop();
    expect(told).to.be.greaterThan(0);
  });
});

describe('gridledger.cluster', () => {
  it('tells every seat in plain data', async () => {
    const { cluster } = clusterStub(live({ seats: [seat(2), seat(1, { state: 'down' })] }));
    const { seats } = await clusterConsole(() => Promise.resolve(cluster)).status();
    expect(seats.map((each) => [each.seat, each.running])).to.deep.equal([
      [1, false],
      [2, true],
    ]);
    expect(JSON.parse(JSON.stringify(seats))).to.deep.equal(seats);
  });

  it('rejects with the reason, and names a wrong argument', async () => {
    const stub = clusterStub();
    const calls = clusterConsole(() => Promise.resolve(stub.cluster));
    stub.refusal = 'Nobody leads.';
    const failure = (promise: Promise<unknown>): Promise<string> =>
      promise.then(
        () => 'done',
        (error: unknown) => String(error),
      );
    expect(await failure(calls.transferLeadership(2))).to.equal('Error: Nobody leads.');
    expect(await failure(calls.crash(12))).to.equal('RangeError: seat must be 1 … 9');
    expect(await failure(calls.partition([1, 2] as never))).to.contain('TypeError: groups');
    expect(await failure(calls.network({ lossPercent: 101 }))).to.contain('lossPercent');
    expect(stub.asked).to.deep.equal(['transferLeadership 2']);
  });
});

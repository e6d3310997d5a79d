import { expect } from '@open-wc/testing';
import { DEFAULT_CLUSTER, type ClusterScenario } from '../../web/scenario/fault.ts';
import { openRun } from '../../web/simulation/run.ts';
import { STORIES } from '../../web/simulation/preset.ts';
import { Simulation } from '../../web/workers/simulation.ts';
import { checkLinearizable } from '../../web/simulation/linearizable.ts';

const SEED = 0x7f3a;
const CLUSTER: ClusterScenario = { ...DEFAULT_CLUSTER, chaosTicks: 2000, workloadTicks: 8 };

describe('the simulation behind a worker', () => {
  let simulation: Simulation;
  beforeEach(() => (simulation = new Simulation()));
  afterEach(() => simulation.dispose());

  it('plays the same run as a player in the page', async () => {
    await simulation.load(CLUSTER, SEED);
    const there = await simulation.runTicks(2000);
    const here = openRun(CLUSTER, SEED);
    here.run(2000, 1e9);
    expect(there).to.deep.equal(here.show());
    expect(await simulation.seekStep(5000)).to.include({ step: 5000 });
    expect(await simulation.stepBack()).to.include({ step: 4999 });
    expect(await simulation.stepOn()).to.include({ step: 5000 });
    expect(await simulation.seekTick(100)).to.include({ tick: 100, stepMax: there.step });
    const verdict = checkLinearizable(await simulation.history());
    expect(verdict.linearizable).to.equal(true);
  });

  it('stays at its step when the list of faults changes', async () => {
    await simulation.load(DEFAULT_CLUSTER, SEED);
    const before = await simulation.runTicks(500);
    const stop = { at: before.faultTick, kind: 'stop' as const, seat: 2 };
    const after = await simulation.load({ ...DEFAULT_CLUSTER, faults: [stop] }, SEED);
    expect(after).to.include({ step: before.step, runHash: before.runHash });
    const next = await simulation.stepOn();
    expect(next.seats.find(({ seat }) => seat === 2)?.state).to.equal('down');
    const other = await simulation.load({ ...DEFAULT_CLUSTER, seats: 3 }, SEED);
    expect(other).to.include({ step: 0, tick: 0 });
    expect(other.seats.length).to.equal(3);
  });

  it('tells how far it is, stops when told, and goes on from there', async () => {
    await simulation.load({ ...DEFAULT_CLUSTER, workloadTicks: 1 }, SEED);
    const parts: number[] = [];
    const running = simulation.runTicks(3_000_000, ({ part }) => {
      parts.push(part);
      if (parts.length === 3) void simulation.cancel();
    });
    const stopped = await running;
    expect(parts.length).to.be.within(3, 4);
    expect(stopped.tick).to.be.within(1, 2_999_999);
    expect(parts).to.deep.equal([...parts].sort((a, b) => a - b));
    expect(await simulation.runTicks(10)).to.include({ tick: stopped.tick + 10 });
  });

  it('finds the shortest story of what broke', async () => {
    const { cluster, seed, ticks } = STORIES.find(({ id }) => id === 'stale-reads')!;
    await simulation.load(cluster, seed);
    const { violation } = await simulation.runTicks(ticks);
    expect(violation?.name).to.equal('reads-are-current');
    const tried: number[] = [];
    const shortest = await simulation.shortest(({ replays }) => tried.push(replays));
    expect(shortest?.violation.check).to.equal('reads-are-current');
    expect(shortest?.faults.length).to.be.within(2, cluster.faults.length);
    expect(tried.length).to.be.above(3);
    await simulation.load(DEFAULT_CLUSTER, seed);
    await simulation.runTicks(100);
    expect(await simulation.shortest()).to.equal(null);
  });

  it('says what is wrong with a recording and keeps what it plays', async () => {
    await simulation.load(DEFAULT_CLUSTER, SEED);
    const before = await simulation.runTicks(50);
    const { show, problems } = await simulation.loadTrace('{"hello": 1}');
    expect(problems.map(({ rule }) => rule)).to.deep.equal(['recording']);
    expect(show).to.deep.equal(before);
  });

  it('starts again after its worker died', async () => {
    const workers: Worker[] = [];
    const mortal = new Simulation(() => {
      const url = new URL('../../web/workers/simulation.worker.ts', import.meta.url);
      workers.push(new Worker(url, { type: 'module' }));
      return workers.at(-1)!;
    });
    await mortal.load(DEFAULT_CLUSTER, SEED);
    const running = mortal.runTicks(1e6);
    workers[0]!.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
    const reason = await running.then(
      () => '',
      (error: unknown) => (error as Error).message,
    );
    expect(reason).to.equal('out of memory');
    expect((await mortal.load(DEFAULT_CLUSTER, SEED)).step).to.equal(0);
    expect(workers.length).to.equal(2);
    mortal.dispose();
  });
});

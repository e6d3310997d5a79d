import { expect } from '@open-wc/testing';
import { getCase } from '../../web/grid/cases.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { defaultScenario, openingScenario } from '../../web/scenario/default.ts';
import { withValue } from '../../web/scenario/edit.ts';
import { ComputeApi } from '../../web/workers/compute-api.ts';
import { Compute } from '../../web/workers/compute.ts';
import type { SolveRequest, Solved } from '../../web/workers/protocol.ts';
import { dayDigest, stampOf } from '../../web/workers/stamp.ts';
import { startWorker } from '../../web/workers/worker-factory.ts';

const grid = getCase('thesis13');
const request = (scenario = openingScenario()): SolveRequest => {
  return { scenario, grid, dayDigest: null };
};

let compute: Compute;
let started: Worker[];
beforeEach(() => {
  started = [];
  const start = (): Worker => {
    const worker = startWorker();
    started.push(worker);
    return worker;
  };
  compute = new Compute({ start, workers: 1 });
});
afterEach(() => compute.dispose());

describe('compute', () => {
  it('answers from a worker what the same code answers here, to the bit', async () => {
    const api = new ComputeApi();
    api.open(await loadKernelModule());
    const here = api.solve(request());
    const there = await compute.solve(request());
    expect(there?.stamp).to.equal(here.stamp);
    expect(there?.day).to.deep.equal(here.day);
    expect({ ...there?.frame, solveMs: 0 }).to.deep.equal({ ...here.frame, solveMs: 0 });
  });

  it('solves the day only when it is not known', async () => {
    const first = await compute.solve(request());
    const known = { ...request(), dayDigest: first!.dayDigest };
    const second = await compute.solve(known);
    expect(second?.day).to.equal(null);
    expect(second?.stamp).to.equal(first?.stamp);
    expect(started).to.have.length(1);
  });

  it('answers the newest of many questions and tells the overtaken ones', async () => {
    const asked = [1, 2, 3, 4, 5].map((seed) =>
      compute.solve(request(withValue(defaultScenario(), 'seed', seed))),
    );
    const answers = await Promise.all(asked);
    expect(answers.map((answer) => answer !== null)).to.deep.equal([
      true, // was under way before the others came
      false,
      false,
      false,
      true,
    ]);
    const again = await compute.solve(request(withValue(defaultScenario(), 'seed', 5)));
    expect(again?.stamp).to.equal(answers[4]?.stamp);
  });

  it('starts another worker for the next question when one has died', async () => {
    const first = await compute.solve(request());
    started[0]!.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
    const second = await compute.solve(request());
    expect(started).to.have.length(2);
    expect(second?.stamp).to.equal(first?.stamp);
  });

  it('rejects who waits when a worker dies, instead of leaving them waiting', async () => {
    const scenario = withValue(defaultScenario(), 'search.generations', 5000);
    const die = (): boolean =>
      started[0]!.dispatchEvent(new ErrorEvent('error', { message: 'gone' }));
    const outcome = await compute
      .siting(
        new AbortController().signal,
        { scenario, grid, from: null },
        { queued: () => undefined, progress: die },
      )
      .catch((error: unknown) => error);
    expect((outcome as Error).name).to.equal('WorkerDied');
  });

  it('hears of a worker that ends in the middle of a job without a word', async () => {
    const scenario = withValue(defaultScenario(), 'search.generations', 5000);
    // Behind the desk's back: no error event, no answer, nothing.
    const vanish = (): void => started[0]!.terminate();
    const outcome = await compute
      .siting(
        new AbortController().signal,
        { scenario, grid, from: null },
        { queued: () => undefined, progress: vanish },
      )
      .catch((error: unknown) => error);
    expect((outcome as Error).name).to.equal('WorkerDied');
  });

  it('answers the next question after a worker has gone without a word', async () => {
    const first = await compute.solve(request());
    started[0]!.terminate();
    const lost = await compute.solve(request()).catch((error: unknown) => error);
    const second = lost instanceof Error ? await compute.solve(request()) : (lost as Solved);
    expect(second?.stamp).to.equal(first?.stamp);
    expect(started).to.have.length(2);
  });

  it('says that a worker cannot be started', async () => {
    const broken = new Compute({
      start: () => {
        throw new DOMException('no workers here', 'SecurityError');
      },
    });
    const outcome = await broken.solve(request()).catch((error: unknown) => error);
    expect((outcome as Error).name).to.equal('SecurityError');
  });

  it('cancels a long job at once and frees its place for the next', async () => {
    const stop = new AbortController();
    const positions: number[] = [];
    const on = { queued: (at: number) => positions.push(at), progress: () => undefined };
    const scenario = withValue(defaultScenario(), 'search.generations', 5000);
    const long = compute.siting(stop.signal, { scenario, grid, from: null }, on);
    const short = withValue(defaultScenario(), 'search.generations', 3);
    const next = compute.siting(
      new AbortController().signal,
      { scenario: short, grid, from: null },
      on,
    );
    expect(positions).to.deep.equal([1]);
    stop.abort(new DOMException('cancelled', 'AbortError'));
    const outcome = await long.catch((error: unknown) => error);
    expect((outcome as Error).name).to.be.oneOf(['WorkerDied', 'AbortError']);
    expect((await next).generation).to.equal(3);
  });

  it('leaves the line when it is cancelled there', async () => {
    const stop = new AbortController();
    const on = { queued: () => undefined, progress: () => undefined };
    const first = new AbortController();
    const scenario = withValue(defaultScenario(), 'search.generations', 5000);
    const long = compute.siting(first.signal, { scenario, grid, from: null }, on);
    const waiting = compute.siting(stop.signal, { scenario, grid, from: null }, on);
    stop.abort(new DOMException('cancelled', 'AbortError'));
    const outcome = await waiting.catch((error: unknown) => error);
    expect((outcome as Error).name).to.equal('AbortError');
    first.abort(new DOMException('cancelled', 'AbortError'));
    await long.catch(() => undefined);
  });
});

describe('the result stamp', () => {
  it('changes with the last bit of any result and not with the time taken', async () => {
    const { frame, day } = (await compute.solve(request()))!;
    const digest = dayDigest(day!);
    const stamp = stampOf(digest, frame);
    expect(stampOf(digest, { ...frame, solveMs: 99 })).to.equal(stamp);
    const buses = frame.flow.buses.map((bus, at) => {
      const nudged = bus.voltagePu + Number.EPSILON / 2;
      return at === 5 ? { ...bus, voltagePu: nudged } : bus;
    });
    expect(buses[5]!.voltagePu).to.not.equal(frame.flow.buses[5]!.voltagePu);
    expect(stampOf(digest, { ...frame, flow: { ...frame.flow, buses } })).to.not.equal(stamp);
    const storedKwh = day!.storedKwh.slice();
    storedKwh[95]! += 1e-9;
    expect(dayDigest({ ...day!, storedKwh })).to.not.equal(digest);
  });

  it('is SHA-256 over little-endian doubles', async () => {
    const { frame, day } = (await compute.solve(request()))!;
    const { series, loadKw, pvKw, packKw, storedKwh, irradianceKwM2 } = day!;
    const doubles = [
      ...[series.voltagePu, series.lossKw, series.lossKvar, series.slackKw, series.slackKvar],
      ...[series.converged, loadKw, pvKw, packKw, storedKwh, irradianceKwM2],
    ].flatMap((values) => [...values]);
    const view = new DataView(new ArrayBuffer(8 * doubles.length));
    doubles.forEach((value, at) => view.setFloat64(8 * at, value, true));
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', view.buffer));
    const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    expect(dayDigest(day!)).to.equal(hex);
    expect(stampOf(hex, frame)).to.match(/^[0-9a-f]{8}$/);
  });
});

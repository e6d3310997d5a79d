/**
 * What arrives late must not win: a session and a compute room against workers that answer after
 * random delays, die at random and give way to newer questions. The oracle is the same question
 * put to the same code in this thread, without a worker, a queue or a memory.
 */
import { expect } from '@open-wc/testing';
import { expose } from 'comlink';
import { openPage, solved, type Page } from './page.ts';
import type { Snapshot } from '../../web/app/snapshot.ts';
import { gridOf } from '../../web/app/world.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import type { Rng } from '../../web/rng.ts';
import { stream } from '../../web/rng.ts';
import { withCase, withLoad, withValue } from '../../web/scenario/edit.ts';
import type { Scenario } from '../../web/scenario/scenario.ts';
import { ComputeApi } from '../../web/workers/compute-api.ts';
import type { Solved } from '../../web/workers/protocol.ts';
import { dayDigest, stampOf } from '../../web/workers/stamp.ts';

const SEED = 0x5ca1e;
const ROUNDS = 10;
const STEPS = 60;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Looks like a worker; every message waits up to `slowestMs` on its way in and on its way out. */
class SlowWorker extends EventTarget {
  readonly #rng: Rng;
  readonly #slowestMs: number;
  readonly #port: MessagePort;
  #in = Promise.resolve();
  #out = Promise.resolve();
  #ended = false;

  constructor(rng: Rng, slowestMs: number) {
    super();
    this.#rng = rng;
    this.#slowestMs = slowestMs;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    expose(new ComputeApi(), port2);
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      this.#out = this.#out.then(() => this.#late(() => this.#tell(data)));
    };
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.#in = this.#in.then(() => this.#late(() => this.#port.postMessage(message, transfer)));
  }

  terminate(): void {
    this.#ended = true;
    this.#port.close();
  }

  /** As a browser ends a worker that takes too much. */
  die(): void {
    if (this.#ended) return;
    this.terminate();
    this.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
  }

  #tell(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  async #late(act: () => void): Promise<void> {
    // Half of them at once: a slow answer and a fast one after it are what must not be confused.
    if (this.#rng.below(2) === 0) await pause(this.#rng.below(this.#slowestMs));
    if (!this.#ended) act();
  }
}

/** Every kind of change that starts a question; the same few worlds come again and again. */
function anotherScenario(rng: Rng, scenario: Scenario): Scenario {
  switch (rng.below(5)) {
    case 0:
      return withValue(scenario, 'seed', rng.below(3));
    case 1:
      return withLoad(scenario, { bus: 7, loadKw: 100 * rng.below(3), loadKvar: 50 });
    case 2:
      return withCase(scenario, ['thesis13', 'ieee33'][rng.below(2)]!);
    case 3:
      return withValue(scenario, 'loadScale', 0.5 + 0.25 * rng.below(3));
    default:
      return withValue(scenario, 'minute', 15 * rng.below(96));
  }
}

function act(rng: Rng, { session }: Page): void {
  const kind = rng.below(8);
  if (kind === 0) session.dispatch({ kind: 'undo' });
  else if (kind === 1) session.dispatch({ kind: 'redo' });
  else if (kind === 2) session.dispatch({ kind: 'seek', minute: 15 * rng.below(96) });
  else {
    const scenario = anotherScenario(rng, session.snapshot.world.scenario);
    session.dispatch({ kind: 'change', scenario, words: 'a change' });
  }
}

/** The answers that a scenario must have, each computed once. */
async function oracle(): Promise<(scenario: Scenario) => Solved> {
  const api = new ComputeApi();
  api.open(await loadKernelModule());
  const known = new Map<string, Solved>();
  return (scenario) => {
    const key = JSON.stringify(scenario);
    const there = known.get(key);
    if (there) return there;
    const answer = api.solve({ scenario, grid: gridOf(scenario), dayDigest: null });
    known.set(key, answer);
    return answer;
  };
}

/** What is wrong with the results on show, judged by all their bits; '' if nothing is. */
function wrong({ world: { frame, day }, stamp }: Snapshot, truth: Solved): string {
  if (!frame || !day) return 'no results';
  if (dayDigest(day) !== truth.dayDigest) return 'the day of another scenario';
  if (stampOf(truth.dayDigest, frame) !== truth.stamp) return 'the moment of another scenario';
  return stamp === truth.stamp ? '' : 'the stamp of another scenario';
}

describe('a stale result', () => {
  for (let round = 0; round < ROUNDS; round++) {
    it(`never wins over a newer one, round ${round}`, async () => {
      const where = `seed 0x${SEED.toString(16)}, round ${round}`;
      const rng = stream(SEED, `acts ${round}`);
      const delays = stream(SEED, `delays ${round}`);
      const truth = await oracle();
      const workers: SlowWorker[] = [];
      const start = (): Worker => {
        const worker = new SlowWorker(delays, 2 + round);
        workers.push(worker);
        return worker as unknown as Worker;
      };
      // In odd rounds a question that waits a moment is given up for a newer one.
      const patienceMs = round % 2 === 0 ? 1500 : 5;
      const page = openPage({
        hash: '#/grid?v=1&s=1&c=thesis13&t=720&x=1',
        compute: { start, patienceMs },
      });
      const seen = new Set<string>();
      const faults: string[] = [];
      const stop = page.session.subscribe((snapshot) => {
        const { scenario } = snapshot.world;
        seen.add(JSON.stringify(scenario));
        if (snapshot.stamp === '') return;
        const found = wrong(snapshot, truth(scenario));
        if (found !== '') faults.push(found);
      });
      const deathAt = rng.below(STEPS);
      for (let step = 0; step < STEPS; step++) {
        act(rng, page);
        if (step === deathAt) workers.at(-1)?.die();
        if (rng.below(3) === 0) await pause(rng.below(2 * (2 + round)));
      }
      const end = await page.until(solved, `${where}: the last answer`);
      expect(wrong(end, truth(end.world.scenario)), `${where}, at the end`).to.equal('');
      // What is still on its way arrives now, and must change nothing.
      await pause(60);
      const { snapshot } = page.session;
      expect(wrong(snapshot, truth(end.world.scenario)), `${where}, afterwards`).to.equal('');
      expect(faults, `${where}, on the way`).to.deep.equal([]);
      expect(seen.size, `${where}: worlds gone through`).to.be.greaterThan(10);
      stop();
      await page.session.dispose();
    });
  }
});

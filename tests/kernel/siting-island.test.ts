import { expect } from '@open-wc/testing';
import { getCase } from '../../web/grid/cases.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { MIGRATION_PERIOD, migrationDue, SitingHost } from '../../web/kernel/siting-host.ts';
import { mergeFronts, migrate, optimiseSiting, SitingRun } from '../../web/kernel/siting.ts';
import type { SitingOptions, SitingProblem } from '../../web/kernel/siting-problem.ts';
import { openWasm } from '../../web/kernel/wasm.ts';

const NOON: SitingProblem = { grid: getCase('thesis13'), scenario: 'noon' };
const OPTIONS: SitingOptions = { seed: 0x1234, population: 48, islands: 3 };
const GENERATIONS = 2 * MIGRATION_PERIOD + 5;

describe('siting: stop and resume', () => {
  let module: WebAssembly.Module;
  before(async () => {
    module = await loadKernelModule();
  });

  it('ends in the same bits when stopped, carried to another instance and resumed', () => {
    const whole = optimiseSiting(openWasm(module), NOON, { ...OPTIONS, generations: GENERATIONS });
    // Just before, at and after a migration, and in the middle of nowhere.
    for (const at of [1, 7, MIGRATION_PERIOD - 1, MIGRATION_PERIOD, MIGRATION_PERIOD + 1]) {
      const first = SitingRun.create(openWasm(module), NOON, OPTIONS);
      first.step(at);
      const second = SitingRun.create(openWasm(module), NOON, OPTIONS);
      second.restore(first.state());
      expect(second.progress()).to.deep.equal(first.progress());
      second.step(GENERATIONS - at);
      expect(second.result(), `stopped after ${at}`).to.deep.equal(whole);
    }
  });

  it('takes the same steps one by one as at once', () => {
    const [a, b] = [0, 1].map(() => SitingRun.create(openWasm(module), NOON, OPTIONS));
    a!.step(GENERATIONS);
    for (let g = 0; g < GENERATIONS; g++) b!.step(1);
    expect(b!.state()).to.deep.equal(a!.state());
  });

  it('finds the very designs that Node found when this was written', () => {
    const run = SitingRun.create(openWasm(module), NOON, OPTIONS);
    const { front } = run.step(100);
    let hash = 0x811c9dc5;
    for (const count of front.flatMap((design) => [...design.panels, ...design.packs])) {
      hash = Math.imul(hash ^ count, 0x01000193) >>> 0;
    }
    // A change of operators or draws changes it: see "Results that changed".
    expect([front.length, hash.toString(16)]).to.deep.equal([30, 'faeda10d']);
  });

  it('refuses the state of another problem, other options, and damaged bytes', () => {
    const run = SitingRun.create(openWasm(module), NOON, OPTIONS);
    run.step(3);
    const state = run.state();
    const other = (problem: SitingProblem, options: SitingOptions): void =>
      SitingRun.create(openWasm(module), problem, options).restore(state);
    expect(() => other({ ...NOON, pvPrice: 0.09 }, OPTIONS)).to.throw(RangeError, 'this search');
    expect(() => other(NOON, { ...OPTIONS, seed: 1 })).to.throw(RangeError, 'this search');
    expect(() => run.restore(new Uint8Array(3))).to.throw(RangeError, 'this search');
    expect(() => run.restore(state.slice(0, -8))).to.throw(RangeError, 'damaged');
    const flipped = state.slice();
    flipped[200]! ^= 1;
    expect(() => run.restore(flipped)).to.throw(RangeError, 'damaged');
    run.restore(state);
    expect(run.state()).to.deep.equal(state);
  });
});

describe('siting: islands', () => {
  let module: WebAssembly.Module;
  before(async () => {
    module = await loadKernelModule();
  });

  it('gives the same bits however the islands are spread over instances', () => {
    const together = SitingRun.create(openWasm(module), NOON, OPTIONS);
    together.step(GENERATIONS);
    for (const spread of [
      [[2], [1, 0]],
      [[0], [1], [2]],
    ]) {
      const hosts = spread.map(
        (hosted) => new SitingHost(openWasm(module), NOON, { ...OPTIONS, hosted }),
      );
      const history: number[] = [];
      for (let g = 1; g <= GENERATIONS; g++) {
        // One host after the other, the last one first in odd generations: order must not matter.
        for (const host of g % 2 === 0 ? hosts : [...hosts].reverse()) host.step();
        const points = [0, 1, 2].map((k) => hosts.find((h) => h.hosted.includes(k))!.points(k));
        history.push(hosts[0]!.hypervolume(points));
        if (migrationDue(g, 3)) migrate(hosts, 3);
      }
      const fronts = [0, 1, 2].map((k) => hosts.find((h) => h.hosted.includes(k))!.designs(k));
      const result = together.result();
      expect(mergeFronts(fronts)).to.deep.equal(result.front);
      expect(Float64Array.from(history)).to.deep.equal(result.hypervolumeHistory);
    }
  });

  it('lets islands differ, and migration change them', () => {
    const host = new SitingHost(openWasm(module), NOON, OPTIONS);
    for (let g = 0; g < 15; g++) host.step();
    expect(host.state(0)).to.not.deep.equal(host.state(1));
    const states = (): Uint8Array[] => [0, 1, 2].map((k) => host.state(k));
    const before = states();
    migrate([host], 3);
    expect(states()).to.not.deep.equal(before);
    host.acceptImmigrants(1, host.takeEmigrants(0));
    // What lives there already is not taken twice.
    const after = host.state(1);
    host.acceptImmigrants(1, host.takeEmigrants(0));
    expect(host.state(1)).to.deep.equal(after);
  });

  it('brings the best of each objective to the next island, and loses none of its own', () => {
    const host = new SitingHost(openWasm(module), NOON, OPTIONS);
    for (let g = 0; g < 15; g++) host.step();
    const bestOf = (island: number): number[] => {
      const points = host.points(island);
      return [0, 1, 2].map((k) => Math.min(...points.filter((_, i) => i % 3 === k)));
    };
    const before = [0, 1, 2].map(bestOf);
    migrate([host], 3);
    for (const island of [0, 1, 2]) {
      bestOf(island).forEach((value, k) => {
        const [own, sent] = [before[island]![k]!, before[(island + 2) % 3]![k]!];
        expect(value, `island ${island}, objective ${k}`).to.equal(Math.min(own, sent));
      });
    }
  });

  it('passes the noon mark with two islands as well', () => {
    const options = { seed: 1, population: 120, islands: 2, generations: 400 };
    const { front, hypervolumeHistory } = optimiseSiting(openWasm(module), NOON, options);
    expect(Math.min(...front.map((design) => design.costUsdPerHour))).to.be.at.most(267);
    expect(Math.min(...front.map((design) => design.apparentLossKva))).to.be.at.most(9.5);
    expect(hypervolumeHistory.at(-1)).to.be.at.least(0.727);
  });

  it('asks for migrations only between islands', () => {
    expect(migrationDue(MIGRATION_PERIOD, 1)).to.equal(false);
    expect(migrationDue(MIGRATION_PERIOD, 2)).to.equal(true);
    expect(migrationDue(MIGRATION_PERIOD + 1, 2)).to.equal(false);
    expect(migrationDue(0, 2)).to.equal(false);
  });
});

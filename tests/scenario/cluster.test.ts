import { expect } from '@open-wc/testing';
import { sameButCluster } from '../../web/app/world.ts';
import {
  readCluster,
  withCluster,
  withFault,
  withFaults,
  withoutFault,
  withoutFaultsBetween,
  wrongCluster,
} from '../../web/scenario/cluster.ts';
import { defaultScenario } from '../../web/scenario/default.ts';
import type { Fault } from '../../web/scenario/fault.ts';
import { DEFAULT_CLUSTER } from '../../web/scenario/fault.ts';
import { FAULTS_MAX, formatFault, parseFault, readFault } from '../../web/scenario/fault-text.ts';
import { formatScenario, parseScenario } from '../../web/scenario/link.ts';
import { isStale } from '../../web/views/optimise/stale.ts';
import { FAULT_TEXTS } from './random-scenario.ts';

describe('the cluster in a scenario', () => {
  const start = defaultScenario();

  it('writes each kind of fault as a text and back', () => {
    const kinds = new Set<string>();
    for (const words of FAULT_TEXTS) {
      const text = `430!${words}`;
      const fault = parseFault(text);
      expect(fault, text).to.not.equal(null);
      kinds.add(fault!.kind);
      expect(formatFault(fault!)).to.equal(text);
      expect(readFault(JSON.parse(JSON.stringify(fault)))).to.deep.equal(fault);
    }
    // 26 kinds stand in the union of fault.ts.
    expect(kinds.size).to.equal(26);
  });

  it('says in a link what the notation in the manual says', () => {
    const link = '#/cluster?v=1&s=7f3a&c=thesis13&n=3&f=430!stop3,500!cut1.2,600!part1-2.3';
    const { scenario, problems } = parseScenario(link);
    expect(problems).to.deep.equal([]);
    expect(scenario.cluster).to.deep.equal({
      ...DEFAULT_CLUSTER,
      seats: 3,
      faults: [
        { at: 430, kind: 'stop', seat: 3 },
        { at: 500, kind: 'cut', from: 1, to: 2, both: true },
        { at: 600, kind: 'partition', groups: [[1, 2], [3]] },
      ],
    });
    expect(formatScenario(scenario)).to.equal(link.replace('cluster', 'grid'));
  });

  it('keeps faults sorted by tick and in the order given within one', () => {
    const stop = (at: number, seat: number): Fault => ({ at, kind: 'stop', seat });
    const given = [stop(5, 1), stop(2, 1), stop(5, 2), stop(9, 1), stop(5, 3)];
    let scenario = given.reduce(withFault, start);
    const sorted = [stop(2, 1), stop(5, 1), stop(5, 2), stop(5, 3), stop(9, 1)];
    expect(scenario.cluster.faults).to.deep.equal(sorted);
    expect(withFaults(start, given)).to.deep.equal(scenario);
    scenario = withoutFaultsBetween(withoutFault(scenario, 2), 4, 8);
    expect(scenario.cluster.faults).to.deep.equal([stop(2, 1), stop(9, 1)]);
  });

  it('refuses what no cluster can be', () => {
    const full = Array.from({ length: FAULTS_MAX }, (): Fault => ({ at: 1, kind: 'heal' }));
    const scenario = withFaults(start, full);
    expect(scenario.cluster.faults.length).to.equal(FAULTS_MAX);
    expect(withFault(scenario, { at: 1, kind: 'heal' })).to.equal(scenario);
    expect(withFault(start, { at: -1, kind: 'heal' })).to.equal(start);
    expect(withFault(start, { at: 1.5, kind: 'heal' })).to.equal(start);
    expect(withCluster(start, { workloadTicks: Number.NaN })).to.equal(start);
    const wrong = { ...DEFAULT_CLUSTER, seats: 4, bug: 'all', faults: [{ at: 2 }], preVote: 1 };
    const found = wrongCluster(wrong as unknown as typeof DEFAULT_CLUSTER);
    expect(found.map(({ where }) => where.id)).to.deep.equal([
      'cluster.seats',
      'cluster.bug',
      'cluster.preVote',
      'cluster.faults',
    ]);
    expect(readCluster('x').problems[0]?.where.id).to.equal('cluster');
    expect(readCluster({ faults: {} }).problems[0]?.where.id).to.equal('cluster.faults');
    expect(readCluster({ later: 1 }).problems[0]?.harmless).to.equal(true);
  });

  it('leaves the grid and the search as they are', () => {
    const changed = withCluster(start, { seats: 7, bug: 'stale-reads', chaosTicks: 500 });
    expect(sameButCluster(start, changed)).to.equal(true);
    expect(sameButCluster(start, { ...changed, day: 3 })).to.equal(false);
    expect(isStale(start, changed)).to.equal(false);
  });
});

/** The keys of the link that speak of the simulated cluster, in the order they are written. */
import { BUGS, CHAOS_TICKS_MAX, WORKLOAD_TICKS_MAX, sortedFaults, withCluster } from './cluster.ts';
import { FAULTS_MAX, formatFault, parseFault } from './fault-text.ts';
import type { ClusterScenario, Fault } from './fault.ts';
import type { LinkField } from './link-field.ts';
import type { Scenario } from './scenario.ts';

const SEATS: Readonly<Record<string, ClusterScenario['seats']>> = { 3: 3, 5: 5, 7: 7 };

export const CLUSTER_FIELDS: readonly LinkField[] = [
  {
    key: 'n',
    write: ({ cluster }) => String(cluster.seats),
    read: (scenario, text) => {
      const seats = Object.hasOwn(SEATS, text) ? SEATS[text] : undefined;
      return seats === undefined ? '3, 5 or 7 seats' : withCluster(scenario, { seats });
    },
  },
  {
    key: 'f',
    write: ({ cluster }) => cluster.faults.map(formatFault).join(','),
    read: readFaults,
  },
  {
    key: 'bug',
    write: ({ cluster }) => cluster.bug,
    read: (scenario, text) => {
      const bug = BUGS.find((each) => each === text);
      return bug === undefined ? `one of ${BUGS.join(', ')}` : withCluster(scenario, { bug });
    },
  },
  flag('pre', 'preVote'),
  flag('cq', 'checkQuorum'),
  count('w', 'workloadTicks', WORKLOAD_TICKS_MAX),
  count('ch', 'chaosTicks', CHAOS_TICKS_MAX),
];

function readFaults(scenario: Scenario, text: string): Scenario | string {
  const items = text === '' ? [] : text.split(',');
  const faults = items.slice(0, FAULTS_MAX).map(parseFault);
  if (items.length > FAULTS_MAX || faults.includes(null)) {
    return `up to ${String(FAULTS_MAX)} faults such as 430!stop3`;
  }
  return withCluster(scenario, { faults: sortedFaults(faults as Fault[]) });
}

function flag(key: string, name: 'preVote' | 'checkQuorum'): LinkField {
  return {
    key,
    write: ({ cluster }) => (cluster[name] ? '1' : '0'),
    read: (scenario, text) =>
      text === '0' || text === '1' ? withCluster(scenario, { [name]: text === '1' }) : '0 or 1',
  };
}

function count(key: string, name: 'workloadTicks' | 'chaosTicks', max: number): LinkField {
  return {
    key,
    write: ({ cluster }) => String(cluster[name]),
    read: (scenario, text) => {
      const value = /^\d{1,6}$/.test(text) ? Number(text) : max + 1;
      if (value > max) return `a whole number of ticks, at most ${String(max)}`;
      return withCluster(scenario, { [name]: value });
    },
  };
}

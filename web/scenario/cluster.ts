/** The cluster's part of a scenario: its edits, its rules, and reading it out of plain data. */
import type { Problem } from '../assert.ts';
import { DEFAULT_CLUSTER, type Bug, type ClusterScenario, type Fault } from './fault.ts';
import { FAULTS_MAX, readFault } from './fault-text.ts';
import type { Scenario } from './scenario.ts';

export const BUGS: readonly Bug[] = [
  'none',
  'vote-not-persisted',
  'commit-old-terms',
  'no-log-check',
  'stale-reads',
  'answer-before-writing',
];
const CLUSTER_SEATS: readonly ClusterScenario['seats'][] = [3, 5, 7];
export const WORKLOAD_TICKS_MAX = 10_000;
/** 100 000 ticks are 83 minutes of a live cluster. */
export const CHAOS_TICKS_MAX = 100_000;

/** Settings of the cluster but its faults; what is out of bounds is left as it was. */
export function withCluster(scenario: Scenario, changes: Partial<ClusterScenario>): Scenario {
  const cluster = { ...scenario.cluster, ...changes };
  return wrongCluster(cluster).length > 0 ? scenario : { ...scenario, cluster };
}

/** One fault more, after those of the same tick. A full list, or no fault, changes nothing. */
export function withFault(scenario: Scenario, fault: Fault): Scenario {
  const { faults } = scenario.cluster;
  const read = readFault(fault);
  if (!read || faults.length >= FAULTS_MAX) return scenario;
  const found = faults.findIndex(({ at }) => at > read.at);
  return withCluster(scenario, {
    faults: faults.toSpliced(found < 0 ? faults.length : found, 0, read),
  });
}

/** Without the fault at `index` of the list. */
export function withoutFault(scenario: Scenario, index: number): Scenario {
  const faults = scenario.cluster.faults.filter((_, i) => i !== index);
  return withCluster(scenario, { faults });
}

/** Without those in `from` < at ≤ `to`: what had happened there happens no more. */
export function withoutFaultsBetween(scenario: Scenario, from: number, to: number): Scenario {
  const { faults } = scenario.cluster;
  const kept = faults.filter(({ at }) => at <= from || at > to);
  return kept.length === faults.length ? scenario : withCluster(scenario, { faults: kept });
}

/** Another list; sorted by tick, those of one tick in the order given. */
export function withFaults(scenario: Scenario, faults: readonly Fault[]): Scenario {
  return withCluster(scenario, { faults: sortedFaults(faults) });
}

/** By tick; equal ticks keep their order. */
export function sortedFaults(faults: readonly Fault[]): readonly Fault[] {
  return [...faults].sort((a, b) => a.at - b.at);
}

/** Everything wrong with the values of a cluster; empty when it may be run. */
export function wrongCluster(cluster: ClusterScenario): Problem[] {
  const problems: Problem[] = [];
  const check = (key: string, fits: boolean, found: unknown, allowed: string): void => {
    if (!fits) problems.push(wrong(`cluster.${key}`, found, allowed));
  };
  const { seats, bug, faults, workloadTicks, chaosTicks } = cluster;
  check('seats', CLUSTER_SEATS.includes(seats), seats, '3, 5 or 7');
  check('bug', BUGS.includes(bug), bug, `one of ${BUGS.join(', ')}`);
  for (const key of ['preVote', 'checkQuorum'] as const) {
    check(key, typeof cluster[key] === 'boolean', cluster[key], 'true or false');
  }
  const within = (value: unknown, max: number): boolean =>
    Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max;
  const whole = (max: number): string => `a whole number from 0 to ${String(max)}`;
  const [work, luck] = [WORKLOAD_TICKS_MAX, CHAOS_TICKS_MAX];
  check('workloadTicks', within(workloadTicks, work), workloadTicks, whole(work));
  check('chaosTicks', within(chaosTicks, luck), chaosTicks, whole(luck));
  if (!Array.isArray(faults)) {
    check('faults', false, faults, 'a list of faults');
    return problems;
  }
  check('faults', faults.length <= FAULTS_MAX, faults.length, `at most ${String(FAULTS_MAX)}`);
  let last = 0;
  for (const fault of faults) {
    const read = readFault(fault);
    check('faults', read !== null && read.at >= last, fault, 'faults in the order of their ticks');
    if (read) last = read.at;
  }
  return problems;
}

/** A cluster out of plain data: what is missing takes its default, what is wrong is reported. */
export function readCluster(value: unknown): {
  readonly cluster: ClusterScenario;
  readonly problems: readonly Problem[];
} {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { cluster: DEFAULT_CLUSTER, problems: [wrong('cluster', value, 'an object')] };
  }
  const problems: Problem[] = [];
  const read: Record<string, unknown> = { ...DEFAULT_CLUSTER };
  for (const [key, content] of Object.entries(value)) {
    if (key === 'faults' && Array.isArray(content)) {
      read[key] = content.map((each: unknown) => readFault(each) ?? each);
    } else if (Object.hasOwn(DEFAULT_CLUSTER, key)) read[key] = content;
    else {
      const unknown = wrong(`cluster.${key}`, content, 'a setting this version knows');
      problems.push({ ...unknown, harmless: true });
    }
  }
  const cluster = read as unknown as ClusterScenario;
  problems.push(...wrongCluster(cluster));
  return { cluster, problems };
}

function wrong(key: string, found: unknown, allowed: string): Problem {
  const text = found === undefined ? 'nothing' : JSON.stringify(found).slice(0, 60);
  return {
    where: { kind: 'scenario', id: key },
    rule: 'bounds',
    found: text,
    allowed,
    remedy: `Set ${key} to ${allowed}.`,
  };
}

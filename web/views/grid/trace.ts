/** The solver's runs that are compared: what was asked, what came out, which earlier ones count. */
import type { Snapshot } from '../../app/snapshot.ts';
import { withMethod, withValue } from '../../scenario/edit.ts';
import type { Method, Scenario } from '../../scenario/scenario.ts';
import { charts } from '../../strings/en/grid-chart.ts';
import { methodNames } from '../../strings/en/grid.ts';
import { formatNumber } from '../../units.ts';
import { formatNumber as numberWords } from '../chart/number.ts';
import type { Series } from '../chart/series.ts';
import type { ChartData } from './chart-data.ts';

export interface Run {
  /** Method and factor; two runs of one key are one run, the later. */
  readonly key: string;
  readonly name: string;
  readonly converged: boolean;
  readonly rounds: number;
  readonly mismatchPu: number;
  readonly history: Float64Array;
}

const RUNS_KEPT = 6;

const runName = ({ method, acceleration }: Scenario): string =>
  method === 'gauss-seidel'
    ? charts.run(methodNames[method], formatNumber(acceleration, 2))
    : methodNames[method];

/** Everything that decides the answer except how it is looked for. */
const question = (scenario: Scenario): readonly unknown[] => [
  scenario.caseId,
  scenario.ownCase,
  scenario.baseKva,
  // By value: every edit makes new lists, also of the same entries.
  JSON.stringify([scenario.loads, scenario.devices, scenario.switched]),
  scenario.moment,
  // At noon and in the evening of the study the clock decides nothing.
  ...(scenario.moment === 'day' ? [scenario.day, scenario.minute, scenario.latitudeDeg] : []),
  scenario.loadScale,
  scenario.sunScale,
  scenario.powerFactor,
  scenario.seed,
  scenario.enforceReactiveLimits,
  scenario.tolerancePu,
];

/** Earlier runs may stand beside a new one only if they answer the same question. */
export function sameQuestion(a: Scenario, b: Scenario): boolean {
  const other = question(b);
  return question(a).every((value, at) => value === other[at]);
}

/** null while the result of the present scenario is not there yet. */
export function runOf({ world, stamp }: Snapshot): Run | null {
  const { scenario, frame } = world;
  if (!frame || stamp === '') return null;
  const { converged, iterations, worstMismatchPu, mismatchHistoryPu } = frame.flow;
  const name = runName(scenario);
  return {
    key: name,
    name,
    converged,
    rounds: iterations,
    mismatchPu: worstMismatchPu,
    history: mismatchHistoryPu,
  };
}

/** The earlier runs with `run` among them: one a key, the newest last, no more than six. */
export const withRun = (runs: readonly Run[], run: Run): readonly Run[] =>
  [...runs.filter(({ key }) => key !== run.key), run].slice(-RUNS_KEPT);

export interface Setting {
  readonly method: Method;
  readonly acceleration?: number;
}

/** What "compare" tries, one after the other; the last is Gauss–Seidel at its quickest. */
export const COMPARED: readonly Setting[] = [
  { method: 'gauss-seidel', acceleration: 1 },
  { method: 'gauss-seidel', acceleration: 1.4 },
  { method: 'newton-raphson' },
  { method: 'fast' },
  { method: 'gauss-seidel', acceleration: 1.8 },
];

export function withSetting(scenario: Scenario, { method, acceleration }: Setting): Scenario {
  const next = withMethod(scenario, method);
  return acceleration === undefined ? next : withValue(next, 'acceleration', acceleration);
}

function seriesOf(run: Run, current: boolean): Series {
  return {
    id: run.key,
    name: charts.counted(run.name, formatNumber(run.rounds, 0)),
    kind: 'line',
    tone: current ? (run.converged ? 'ledger' : 'breach') : 'ghost',
    dash: 'none',
    ghost: !current,
    points: Array.from(run.history, (y, x) => ({ x, y })),
  };
}

export function traceChart(runs: readonly Run[], tolerancePu: number): ChartData {
  const current = runs.at(-1);
  const words = current?.converged ? charts.traceSummary : charts.traceFailed;
  return {
    heading: charts.trace,
    summary: current
      ? words({
          run: current.name,
          sweeps: current.rounds,
          mismatch: numberWords(current.mismatchPu),
        })
      : '',
    x: {
      label: charts.rounds,
      unit: '',
      scale: 'linear',
      format: (round) => formatNumber(round, 0),
      domain: [0, Math.max(1, ...runs.map(({ history }) => history.length - 1))],
    },
    y: { label: charts.mismatch, unit: 'pu', scale: 'log' },
    series: runs.map((run) => seriesOf(run, run === current)),
    bands: [],
    rules: [{ y: tolerancePu, label: charts.tolerance }],
  };
}

export function traceWhy(run: Run | undefined, scenario: Scenario): string {
  const { traceWhy: why } = charts;
  if (run && !run.converged) return why.failed;
  if (scenario.method === 'newton-raphson') return why.newton;
  if (scenario.method === 'fast') return why.fast;
  if (scenario.acceleration < 1) return why.slow;
  return scenario.acceleration > 1
    ? why.accelerated(formatNumber(scenario.acceleration, 2))
    : why.plain;
}

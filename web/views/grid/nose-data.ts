/** The nose curve as data for `gl-chart`. */
import type { NoseCurve } from '../../kernel/outcome.ts';
import { charts } from '../../strings/en/grid-chart.ts';
import { formatNumber } from '../../units.ts';
import { type ChartData, voltageAxis } from './chart-data.ts';

export function noseChart(nose: NoseCurve, loadScale: number): ChartData {
  const points = Array.from(nose.lambda, (lambda, at) => ({
    x: lambda,
    y: nose.voltagePu[at] ?? Number.NaN,
  }));
  return {
    heading: charts.nose(nose.weakestBus),
    summary: charts.noseSummary({
      lambda: formatNumber(nose.lambdaMax, 4),
      voltage: formatNumber(nose.voltageAtNosePu, 3),
    }),
    x: { label: charts.lambda, unit: '', scale: 'linear' },
    y: { ...voltageAxis, label: charts.voltageAt(nose.weakestBus) },
    series: [{ id: 'nose', name: '', kind: 'line', tone: 'ledger', points }],
    bands: [
      {
        from: nose.lambdaMax,
        to: Infinity,
        axis: 'x',
        label: charts.noSolution,
        hatched: true,
      },
    ],
    rules: [{ x: 1, label: charts.asked(formatNumber(loadScale, 2)) }],
  };
}

/** What the forecast bench needs, in one module. */
export { defaultOptions } from '../../web/forecast/forecast.ts';
export { dayAheadPlan, rollingOrigin } from '../../web/forecast/evaluate.ts';
export { holtWinters } from '../../web/forecast/holt-winters.ts';
export { seriesOf } from '../../web/forecast/check.ts';
export { syntheticSeries } from '../../web/forecast/synthetic.ts';
export { forecastWith } from '../../web/prophet/fit.ts';
export { loadProphet } from '../../web/prophet/load.ts';

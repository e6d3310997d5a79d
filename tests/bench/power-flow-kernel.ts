// What the bench needs of the page's own code, bundled as it is in production.
export { getCase } from '../../web/grid/cases.ts';
export { powerFlow } from '../../web/kernel/power-flow.ts';
export { timeSeries } from '../../web/kernel/time-series.ts';
export { openWasm } from '../../web/kernel/wasm.ts';
export { stream } from '../../web/rng.ts';

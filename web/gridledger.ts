/**
 * The module for notebooks, scripts and reviewers: the pure rooms and the kernel, without the page.
 * Documented in public/docs/api.md; what is exported here is kept stable.
 */
export type { Problem, Place } from './assert.ts';
export type { Branch, Bus, BusKind, Category, Generator, GridCase } from './grid/case.ts';
export { cases, getCase } from './grid/cases.ts';
export { formatMatpower } from './grid/export-matpower.ts';
export { parseMatpower } from './grid/import-matpower.ts';
export { validate } from './grid/validate.ts';
export { type Kernel, openKernel } from './kernel/kernel.ts';
export type {
  BranchResult,
  BusResult,
  Design,
  NoseCurve,
  PowerFlow,
  SitingResult,
  TimeSeries,
  TimeSeriesInput,
} from './kernel/outcome.ts';
export { formatScenario, parseScenario } from './scenario/link.ts';
export type { Scenario } from './scenario/scenario.ts';

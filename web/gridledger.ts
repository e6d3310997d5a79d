/**
 * The module for notebooks, scripts and reviewers: the pure rooms and the kernel, without the page.
 * Documented in public/docs/api.md; what is exported here is kept stable.
 */
import type { Problem } from './assert.ts';
import type { GridCase } from './grid/case.ts';
import { formatMatpower as writeMatpower } from './grid/export-matpower.ts';
import { checkRecord, checkText } from './kernel/argument.ts';
import { defaultScenario } from './scenario/default.ts';
import { formatScenario as writeScenario, parseScenario as readScenario } from './scenario/link.ts';
import type { Scenario } from './scenario/scenario.ts';

export type { Problem, Place } from './assert.ts';
export { type AuctionResult, clearAuction } from './clear-orders.ts';
export {
  forecast,
  type Foretold,
  type ForetellOptions,
  type ForetoldRow,
  type TimedValue,
} from './foretell-series.ts';
export type { Branch, Bus, BusKind, Category, Generator, GridCase } from './grid/case.ts';
export { cases, getCase } from './grid/cases.ts';
export { parseMatpower } from './grid/import-matpower.ts';
export { validate } from './grid/validate.ts';
export { type Kernel, openKernel } from './kernel/kernel.ts';
export type {
  BranchResult,
  BusResult,
  Design,
  Judgement,
  NoseCurve,
  PowerFlow,
  SitingResult,
  TimeSeries,
  TimeSeriesInput,
  Year,
} from './kernel/outcome.ts';
export type { BenchmarkName, BenchmarkOptions } from './kernel/benchmark.ts';
export type { PowerFlowOptions } from './kernel/power-flow.ts';
export type { PriceField, PriceFieldInput } from './kernel/price-field.ts';
export type { PriceWeights } from './kernel/price-graph.ts';
export type { OptimiseOptions, SitingProgress } from './kernel/siting.ts';
export type { SitingProblem } from './kernel/siting-problem.ts';
export type { SitingYear } from './kernel/siting-year.ts';
export type { TimeSeriesCall } from './kernel/time-series.ts';
export type { SolveYearOptions } from './kernel/year.ts';
export { auditTrade, type PriceAudit } from './market/price-audit.ts';
export {
  raftHarness,
  type HarnessOptions,
  type HarnessRestart,
  type HarnessSeat,
  type HarnessView,
  type RaftHarnessNode,
} from './raft/harness.ts';
export { market } from './market-functions.ts';
export type { Session, SessionOptions, SessionTrade } from './market/session.ts';
export type { Strategy, Trader } from './market/agent.ts';
export type { AuctionBid, AuctionLot, AuctionState } from './market/auction.ts';
export type { Book, BookChange, Curves } from './market/book.ts';
export type {
  Clearing,
  Fees,
  Mechanism,
  MechanismPromise,
  Terms,
  Trade,
} from './market/clearing.ts';
export type { GroupMember, GroupShare } from './market/group.ts';
export type { Order, OrderLimits, Preferences } from './market/order.ts';
export type { Situation, TradingRule } from './market/preference.ts';
export type { Delivery, Reputation } from './market/reputation.ts';
export type { FuturesRule, Maturity, StandingOrder } from './market/standing.ts';
export type { Message as RaftMessage } from './raft/message.ts';
export type { Scenario } from './scenario/scenario.ts';
export type { Fault } from './scenario/fault.ts';
export {
  type RaftSimulation,
  raftSimulation,
  type RaftSimulationOptions,
} from './simulation/simulation.ts';
export { type Verification, verifyChain, type VerifyOptions } from './verify-chain.ts';

export { type AnnualCost, annualCost } from './year/cost.ts';
export { type YearTotals, yearTotals } from './year/totals.ts';

/** `grid` as a MATPOWER case v2. @throws TypeError unless it is a case. */
export function formatMatpower(grid: GridCase): string {
  checkRecord('grid', grid);
  for (const list of ['buses', 'generators', 'branches'] as const) {
    if (!Array.isArray(grid[list])) throw new TypeError(`grid.${list} must be a list`);
  }
  return writeMatpower(grid);
}

/** The scenario of a link's hash, with a problem for each part that cannot be used. */
export function parseScenario(hash: string): {
  readonly scenario: Scenario;
  readonly problems: readonly Problem[];
} {
  checkText('hash', hash);
  return readScenario(hash);
}

/** The link's hash of `scenario`. @throws TypeError unless it is a whole scenario. */
export function formatScenario(scenario: Scenario): string {
  checkRecord('scenario', scenario);
  for (const [key, value] of Object.entries(defaultScenario())) {
    if (typeof scenario[key as keyof Scenario] === typeof value) continue;
    throw new TypeError(`scenario.${key} must be a ${typeof value}`);
  }
  return writeScenario(scenario);
}

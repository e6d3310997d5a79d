/**
 * What a year costs, line by line; each line is a quantity, a price and where the price comes from.
 *
 * Prices are the scenario's assumptions, the thesis's values by default (0.273, 0.08 and 0.16 $/kWh,
 * a fee of 0.00013 $/kWh or 0.0013 $ a transaction). What is bought from the grid is split into
 * what covered losses and the rest, so the two lines add up to the import. Charging is shown but
 * not added: what packs take in is part of the import and of the panels' output, which are paid
 * already. No line holds the price of building anything.
 *
 * Money is a double in $: quantity × price, lines added in the order listed and rounded by whoever
 * shows it. A year of millions has relative errors below 1e-15 a step, far under a cent.
 */
import type { Scenario } from '../scenario/scenario.ts';
import type { YearTotals } from './totals.ts';

type CostKey =
  | 'grid'
  | 'losses'
  | 'pv'
  | 'packs'
  | 'fee'
  | 'export'
  | 'charging-pv'
  | 'charging-grid'
  | 'ledger';

export interface CostLine {
  readonly key: CostKey;
  readonly quantity: number;
  readonly unit: 'MWh' | 'transactions';
  /** $/kWh or $ a transaction; the mean where a line has two prices. */
  readonly price: number;
  /** $ a year; below 0 is earned. */
  readonly usd: number;
  /** false: shown for what it says, its money is in other lines. */
  readonly counted: boolean;
}

/** What a chain that has run really holds. */
export interface LedgerCount {
  readonly blocks: number;
  readonly transactions: number;
  /** What it ran for; above 0, the fee of the year follows from its transactions an hour. */
  readonly hours?: number;
}

export interface AnnualCost {
  readonly lines: readonly CostLine[];
  /** Sum of the counted lines, $. */
  readonly totalUsd: number;
  /** All losses at the grid's day price, $: what the thesis calls the cost of losses. */
  readonly lossValueUsd: number;
  /** Share of the year's slots that the figures cover, 0 … 1. */
  readonly covered: number;
}

const KWH_PER_MWH = 1000;
const HOURS_PER_YEAR = 8760;

/**
 * The year's cost by the scenario's prices. With the rule 'arbitrage' the grid is cheaper at night
 * (`nightShare` of the day price between its hours); with the other rules it has one price.
 */
export function annualCost(
  totals: YearTotals,
  scenario: Scenario,
  ledger?: LedgerCount,
): AnnualCost {
  const { gridPrice, pvPrice, packPrice } = scenario.siting;
  const { pvMwh, dischargeMwh, exportMwh, lossMwh } = totals.year;
  const { importByHourMwh, importForLossByHourMwh: forLosses } = totals;
  const forRest = importByHourMwh.map((mwh, hour) => mwh - forLosses[hour]!);
  // Packs that trade charge at night only; for all others the grid has one price.
  const charged = gridPriceAt(scenario.year.nightFromHour, scenario);
  const lines: CostLine[] = [
    bought('grid', forRest, scenario),
    bought('losses', forLosses, scenario),
    energy('pv', pvMwh, pvPrice),
    energy('packs', dischargeMwh, packPrice),
    feeLine(totals, scenario, ledger),
    energy('export', exportMwh, -scenario.year.exportPrice),
    shown(energy('charging-pv', totals.chargeFromPvMwh, pvPrice)),
    shown(energy('charging-grid', totals.chargeFromGridMwh, charged)),
  ];
  if (ledger) {
    lines.push(shown(transactions('ledger', ledger.transactions, scenario.year.transactionFee)));
  }
  return {
    lines,
    totalUsd: lines.reduce((sum, { usd, counted }) => (counted ? sum + usd : sum), 0),
    lossValueUsd: lossMwh * KWH_PER_MWH * gridPrice,
    covered: totals.solvedSlots / totals.slots,
  };
}

/** $ for a kWh from the grid in each hour of the day, 0 … 23. */
export function gridPriceAt(hour: number, { siting, year }: Scenario): number {
  if (year.dispatch !== 'arbitrage') return siting.gridPrice;
  const { nightFromHour: from, nightToHour: to } = year;
  const night = from <= to ? hour >= from && hour < to : hour >= from || hour < to;
  return night ? siting.gridPrice * year.nightShare : siting.gridPrice;
}

function feeLine(totals: YearTotals, { siting, year }: Scenario, ledger?: LedgerCount): CostLine {
  const { pvMwh, dischargeMwh } = totals.year;
  if (year.feeBasis === 'kwh') return energy('fee', pvMwh + dischargeMwh, siting.fee);
  const hours = ledger?.hours ?? 0;
  const count =
    ledger && hours > 0 ? (ledger.transactions / hours) * HOURS_PER_YEAR : year.transactionsPerYear;
  // Of the slots that all other lines are about.
  const covered = totals.solvedSlots / totals.slots;
  return transactions('fee', count * covered, year.transactionFee);
}

function bought(key: CostKey, mwhByHour: Float64Array, scenario: Scenario): CostLine {
  const mwh = mwhByHour.reduce((sum, each) => sum + each, 0);
  return energy(key, mwh, meanPrice(mwhByHour, scenario));
}

/** The one price, or the mean over the hours weighted with what was bought in them. */
function meanPrice(mwhByHour: Float64Array, scenario: Scenario): number {
  if (scenario.year.dispatch !== 'arbitrage') return scenario.siting.gridPrice;
  let mwh = 0;
  let paid = 0;
  mwhByHour.forEach((each, hour) => {
    mwh += each;
    paid += each * gridPriceAt(hour, scenario);
  });
  return mwh === 0 ? scenario.siting.gridPrice : paid / mwh;
}

function energy(key: CostKey, quantity: number, price: number): CostLine {
  const usd = quantity * KWH_PER_MWH * price;
  return { key, quantity, unit: 'MWh', price, usd: usd === 0 ? 0 : usd, counted: true };
}

function transactions(key: CostKey, quantity: number, price: number): CostLine {
  return { key, quantity, unit: 'transactions', price, usd: quantity * price, counted: true };
}

function shown(line: CostLine): CostLine {
  return { ...line, counted: false };
}

/** A year with its cost: one column of the table. */
export interface YearAccount {
  readonly totals: YearTotals;
  readonly cost: AnnualCost;
}

type Table10Key = 'load' | 'losses' | 'pv' | 'packs' | 'import' | 'cost' | 'loss-value';

export interface Table10Row {
  readonly key: Table10Key;
  readonly unit: 'MWh' | '$';
  readonly before: number;
  readonly after: number;
  readonly change: number;
  /** change / before; null where before is 0. */
  readonly relative: number | null;
}

/**
 * Two years beside each other in the rows of the thesis's Table 10, import and costs added. Its
 * load includes what packs take in, as the print's does.
 */
export function table10(before: YearAccount, after: YearAccount): Table10Row[] {
  const row = (
    key: Table10Key,
    unit: Table10Row['unit'],
    of: (account: YearAccount) => number,
  ): Table10Row => {
    const [was, is] = [of(before), of(after)];
    const change = is - was;
    return { key, unit, before: was, after: is, change, relative: was === 0 ? null : change / was };
  };
  return [
    row('load', 'MWh', ({ totals: { year } }) => year.loadMwh + year.chargeMwh),
    row('losses', 'MWh', ({ totals }) => totals.year.lossMwh),
    row('pv', 'MWh', ({ totals }) => totals.year.pvMwh),
    row('packs', 'MWh', ({ totals }) => totals.year.dischargeMwh),
    row('import', 'MWh', ({ totals }) => totals.year.importMwh),
    row('cost', '$', ({ cost }) => cost.totalUsd),
    row('loss-value', '$', ({ cost }) => cost.lossValueUsd),
  ];
}

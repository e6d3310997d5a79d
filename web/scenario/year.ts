/** What decides a year beside network, devices and seed: weather, loads, dispatch and fees. */

/** When packs charge and give back; what each rule does stands in public/docs/model.md. */
export type Dispatch =
  'idle' | 'self-consumption' | 'peak-shaving' | 'arbitrage' | 'forecast' | 'own-bus';

export const DISPATCHES: readonly Dispatch[] = [
  'idle',
  'self-consumption',
  'peak-shaving',
  'arbitrage',
  'forecast',
  'own-bus',
];

export interface YearScenario {
  /** 8,760 hours or 35,040 quarter-hours. */
  readonly stepMinutes: 60 | 15;
  readonly dispatch: Dispatch;
  /** What the fee of the ledger is paid on: local energy in kWh, or transactions. */
  readonly feeBasis: 'kwh' | 'transaction';
  /** Of the panels; 0 = flat, 90 = upright. */
  readonly tiltDeg: number;
  /** Where they face, clockwise from north; 180 = south. */
  readonly azimuthDeg: number;
  /** Share of the light that the ground throws back, 0 … 1. */
  readonly albedo: number;
  /** Mean share of the sky under cloud, 0 … 1. */
  readonly cloudiness: number;
  /** What all loads together draw in the year, MWh; 0 = as the case's peaks make it. */
  readonly annualMwh: number;
  /** How far loads wander from their usual shape, 0 … 2; 1 = as documented. */
  readonly loadNoise: number;
  /** Share of a pack below which it gives nothing, and above which it takes nothing. */
  readonly socMinShare: number;
  readonly socMaxShare: number;
  /** Share of the energy taken in that is stored; giving back loses nothing. */
  readonly chargeEfficiency: number;
  /** Peak shaving: the grid gives at most this share of the year's highest net load. */
  readonly shaveShare: number;
  /** Arbitrage: the price at night as a share of the price by day, and the night's hours. */
  readonly nightShare: number;
  readonly nightFromHour: number;
  readonly nightToHour: number;
  /** $/kWh paid for what flows back into the grid. */
  readonly exportPrice: number;
  /** $ a transaction and transactions a year, where the fee is paid on transactions. */
  readonly transactionFee: number;
  readonly transactionsPerYear: number;
}

/** Loads of one's own, from a meter: kept in the scenario's file, never in its link. */
export interface OwnProfile {
  readonly name: string;
  readonly stepMinutes: 60 | 15;
  /** kW means of each slot from 1 January 00:00: 8,760 or 35,040 a bus; sorted by bus. */
  readonly buses: readonly { readonly bus: number; readonly kw: readonly number[] }[];
}

export const DEFAULT_YEAR: YearScenario = {
  stepMinutes: 60,
  dispatch: 'own-bus',
  feeBasis: 'kwh',
  tiltDeg: 30,
  azimuthDeg: 180,
  albedo: 0.2,
  cloudiness: 0.3,
  annualMwh: 0,
  loadNoise: 1,
  socMinShare: 0.2,
  socMaxShare: 1,
  chargeEfficiency: 0.89,
  shaveShare: 0.7,
  nightShare: 0.5,
  nightFromHour: 23,
  nightToHour: 7,
  exportPrice: 0,
  transactionFee: 0.0013,
  transactionsPerYear: 60_000_000,
};

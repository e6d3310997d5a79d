/**
 * Everything that decides a run, as one value. It travels in the link (`link.ts`), is edited by
 * replacing it (`edit.ts`), and everything else on the page is computed from it.
 *
 * It never holds results, wall time or anything about the screen except what a teacher may set
 * for a class. Plain data, JSON-able, deeply read-only.
 */
import type { GridCase } from '../grid/case.ts';
import type { ClusterScenario } from './fault.ts';
import type { ForecastScenario } from './forecast.ts';
import type { OwnProfile, YearScenario } from './year.ts';

export type Method = 'gauss-seidel' | 'newton-raphson' | 'fast';

/**
 * What the loads and the sun are at the moment shown.
 * - 'day': the time bar decides; loads follow the seeded day, the sun the clear sky.
 * - 'noon': the case's own loads (the thesis's peak), irradiance and air as in `siting`.
 * - 'evening': the case's own loads, no sun.
 * - 'year': day and minute of the simulated year, with its loads, clouds and dispatch.
 * In 'noon' and 'evening' each pack feeds in its full 50 kW, as in the siting formulation.
 */
export type Moment = 'day' | 'noon' | 'evening' | 'year';

/** true: day and minute decide, so that time can be moved and played. */
export function hasClock(moment: Moment): moment is 'day' | 'year' {
  return moment === 'day' || moment === 'year';
}

/** Where the grid shows what a search for `hour` judges. */
export function momentOfSearch(hour: SitingHour): Moment {
  return hour === 'days' ? 'year' : hour;
}

export interface Devices {
  readonly bus: number;
  /** Modules of the built-in panel, whole, 0 … 100 000. */
  readonly panels: number;
  /** Battery packs of 210 kWh / 50 kW, whole, 0 … 1 000. */
  readonly packs: number;
}

export interface LoadChange {
  readonly bus: number;
  /** Replaces the case's peak load of that bus, kW and kvar. */
  readonly loadKw: number;
  readonly loadKvar: number;
}

export type SitingHour = 'noon' | 'evening' | 'days' | 'year';

export const SITING_HOURS: readonly SitingHour[] = ['noon', 'evening', 'days', 'year'];

/** Hours of the simulated year judge the search's designs, and not one hour of the study. */
export function judgesYear(hour: SitingHour): hour is 'days' | 'year' {
  return hour === 'days' || hour === 'year';
}

/** The siting search's assumptions; defaults are the recommended ones of the thesis study. */
export interface SitingAssumptions {
  /** One hour, representative days with weights, or every hour of the year. */
  readonly hour: SitingHour;
  /** Days that stand for the year where `hour` is 'days', 4 … 48. */
  readonly days: number;
  /** kW/m², 0 … 1.5 */
  readonly irradianceKwM2: number;
  /** °C, −40 … 60 */
  readonly ambientC: number;
  /** Of the devices, lagging towards the grid (supplies kvar), 0.92 … 1. */
  readonly powerFactor: number;
  /** Inverter off below this share of nameplate, 0 … 1. */
  readonly inverterMinShare: number;
  readonly inverterEfficiency: number;
  /** Limits on buses other than the slack, not strict. */
  readonly voltageMinPu: number;
  readonly voltageMaxPu: number;
  /** Of 'days' and 'year': share of the hours that may lie outside these limits, 0 … 1. */
  readonly outsideShare: number;
  /** Most panels and packs on one bus. */
  readonly panelsMax: number;
  readonly packsMax: number;
  /** $/kWh */
  readonly gridPrice: number;
  readonly pvPrice: number;
  readonly packPrice: number;
  readonly packChargingPrice: number;
  readonly fee: number;
}

/** How the search runs. Result = f(assumptions, grid, seed, these); worker count never matters. */
export interface SitingSearch {
  /** Whole design count over all islands, 8 … 1000, a multiple of 4 × islands. */
  readonly population: number;
  /** 1 … 5000 */
  readonly generations: number;
  /** 1 … 8; 1 = one population. */
  readonly islands: number;
  /** SBX distribution index, 1 … 100. */
  readonly crossoverEta: number;
  /** Polynomial mutation distribution index, 1 … 100. */
  readonly mutationEta: number;
}

export interface Scenario {
  readonly version: 1;
  /** 32-bit; shown in hex. */
  readonly seed: number;
  /** A built-in case's id, or 'own' with `ownCase`. */
  readonly caseId: string;
  /** Imported network; never in the link, always in the scenario file and the autosave. */
  readonly ownCase?: GridCase;
  /** Overrides the case's base power, 1 … 1e9 kVA. */
  readonly baseKva?: number;
  readonly method: Method;
  /** Gauss–Seidel factor, 0.5 … 2. */
  readonly acceleration: number;
  readonly tolerancePu: number;
  readonly iterationsMax: number;
  readonly enforceReactiveLimits: boolean;
  readonly moment: Moment;
  /** Day of the year, 1 … 365, and minute of the day, 0 … 1439 in steps of 15; local solar time. */
  readonly day: number;
  readonly minute: number;
  /** Degrees north, −66 … 66. */
  readonly latitudeDeg: number;
  /** Multiplies every load and every panel's output, 0 … 5. */
  readonly loadScale: number;
  readonly sunScale: number;
  /** Sorted by bus, one entry a bus; entries equal to the case are left out. */
  readonly loads: readonly LoadChange[];
  /** Sorted by bus; entries without panels and packs are left out. */
  readonly devices: readonly Devices[];
  /** Of all devices (T7), 0.8 … 1; supplies kvar. */
  readonly powerFactor: number;
  /** Indices into the case's branch list that are switched against the case's own state; sorted. */
  readonly switched: readonly number[];
  /** The user's own guess, drawn as a star in Optimise; same rules as `devices`. */
  readonly guess: readonly Devices[];
  readonly siting: SitingAssumptions;
  readonly search: SitingSearch;
  /** The simulated cluster and what goes wrong in it. */
  readonly cluster: ClusterScenario;
  /** The whole year: weather, loads, dispatch, fees. */
  readonly year: YearScenario;
  /** Whose load is foretold, and how. */
  readonly forecast: ForecastScenario;
  /** Loads from a meter; never in the link, always in the scenario file and the autosave. */
  readonly ownProfile?: OwnProfile;
}

/** The module of the thesis's Table 1 and the pack of its Table 2. */
export const PANEL_WATTS_STC = 365;
export const PACK_KW = 50;
export const PACK_KWH = 210;
export const PACK_EFFICIENCY = 0.89;
export const SLOTS_PER_DAY = 96;
export const MINUTES_PER_SLOT = 15;

export const DEFAULT_SITING: SitingAssumptions = {
  hour: 'noon',
  days: 24,
  irradianceKwM2: 1,
  ambientC: 30,
  powerFactor: 0.92,
  inverterMinShare: 0.3,
  inverterEfficiency: 1,
  voltageMinPu: 0.9,
  voltageMaxPu: 1,
  // EN 50160: 95 % of a week's ten-minute means within the limits.
  outsideShare: 0.05,
  panelsMax: 8000,
  packsMax: 15,
  gridPrice: 0.273,
  pvPrice: 0.08,
  packPrice: 0.16,
  packChargingPrice: 0.0899,
  fee: 0.00013,
};

export const DEFAULT_SEARCH: SitingSearch = {
  population: 120,
  generations: 400,
  islands: 1,
  crossoverEta: 15,
  mutationEta: 20,
};

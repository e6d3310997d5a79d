/**
 * Every numeric setting of the scenario in one table: fields, links and validation read the same
 * bounds, steps, units and words from here. Defaults live in `default.ts`.
 */
import { YEAR_BOUNDS, price } from './year-bounds.ts';
import type { Scenario, SitingAssumptions, SitingSearch } from './scenario.ts';
import type { ForecastScenario } from './forecast.ts';
import type { YearScenario } from './year.ts';

export type TopKey =
  | 'seed'
  | 'baseKva'
  | 'acceleration'
  | 'tolerancePu'
  | 'iterationsMax'
  | 'day'
  | 'minute'
  | 'latitudeDeg'
  | 'loadScale'
  | 'sunScale'
  | 'powerFactor';
export type SitingKey = Exclude<keyof SitingAssumptions, 'hour'>;
export type SearchKey = keyof SitingSearch;
export type YearKey = Exclude<keyof YearScenario, 'stepMinutes' | 'dispatch' | 'feeBasis'>;
export type ForecastKey = keyof ForecastScenario;
export type NumberKey =
  | TopKey
  | `siting.${SitingKey}`
  | `search.${SearchKey}`
  | `year.${YearKey}`
  | `forecast.${ForecastKey}`;

export interface Bounds {
  /** The key in the link. */
  readonly link: string;
  readonly min: number;
  readonly max: number;
  /** Of the field's arrows. */
  readonly step: number;
  /** true: whole numbers only. */
  readonly whole?: true;
  readonly unit: string;
  readonly label: string;
}

/** In the order of the link. */
export const BOUNDS: Readonly<Record<NumberKey, Bounds>> = {
  seed: { link: 's', min: 0, max: 0xffffffff, step: 1, whole: true, unit: '', label: 'Seed' },
  baseKva: { link: 'base', min: 1, max: 1e9, step: 10, unit: 'kVA', label: 'Base power' },
  acceleration: { link: 'a', min: 0.5, max: 2, step: 0.05, unit: '', label: 'Acceleration factor' },
  tolerancePu: { link: 'tol', min: 1e-12, max: 0.01, step: 1e-9, unit: 'pu', label: 'Tolerance' },
  iterationsMax: {
    link: 'it',
    min: 1,
    max: 20000,
    step: 100,
    whole: true,
    unit: '',
    label: 'Most sweeps',
  },
  day: { link: 'd', min: 1, max: 365, step: 1, whole: true, unit: '', label: 'Day of the year' },
  minute: {
    link: 't',
    min: 0,
    max: 1425,
    step: 15,
    whole: true,
    unit: 'min',
    label: 'Time of day',
  },
  latitudeDeg: { link: 'lat', min: -66, max: 66, step: 0.5, unit: '°', label: 'Latitude' },
  loadScale: { link: 'load', min: 0, max: 5, step: 0.05, unit: '×', label: 'All loads' },
  sunScale: { link: 'sun', min: 0, max: 5, step: 0.05, unit: '×', label: 'All panels' },
  powerFactor: { link: 'pf', min: 0.8, max: 1, step: 0.01, unit: '', label: 'Power factor' },
  'siting.irradianceKwM2': {
    link: 'og',
    min: 0,
    max: 1.5,
    step: 0.05,
    unit: 'kW/m²',
    label: 'Irradiance',
  },
  'siting.ambientC': { link: 'oa', min: -40, max: 60, step: 1, unit: '°C', label: 'Air' },
  'siting.powerFactor': {
    link: 'opf',
    min: 0.92,
    max: 1,
    step: 0.01,
    unit: '',
    label: 'Power factor of devices',
  },
  'siting.inverterMinShare': {
    link: 'omin',
    min: 0,
    max: 1,
    step: 0.05,
    unit: '',
    label: 'Inverter off below this share',
  },
  'siting.inverterEfficiency': {
    link: 'oeff',
    min: 0.01,
    max: 1,
    step: 0.01,
    unit: '',
    label: 'Inverter efficiency',
  },
  'siting.voltageMinPu': {
    link: 'ovmin',
    min: 0.5,
    max: 1.2,
    step: 0.01,
    unit: 'pu',
    label: 'Lowest voltage',
  },
  'siting.voltageMaxPu': {
    link: 'ovmax',
    min: 0.8,
    max: 1.5,
    step: 0.01,
    unit: 'pu',
    label: 'Highest voltage',
  },
  'siting.outsideShare': {
    link: 'oout',
    min: 0,
    max: 1,
    step: 0.01,
    unit: '',
    label: 'Share of hours outside the limits',
  },
  'siting.panelsMax': {
    link: 'opv',
    min: 0,
    max: 100_000,
    step: 100,
    whole: true,
    unit: 'panels',
    label: 'Most panels on a bus',
  },
  'siting.packsMax': {
    link: 'ob',
    min: 0,
    max: 1000,
    step: 1,
    whole: true,
    unit: 'packs',
    label: 'Most packs on a bus',
  },
  'siting.days': {
    link: 'od',
    min: 4,
    max: 48,
    step: 4,
    whole: true,
    unit: 'days',
    label: 'Representative days',
  },
  'siting.gridPrice': price('cg', 'Energy from the grid'),
  'siting.pvPrice': price('cp', 'Energy from panels'),
  'siting.packPrice': price('cb', 'Energy from packs'),
  'siting.packChargingPrice': price('cc', 'Charging the packs'),
  'siting.fee': { ...price('cf', 'Fee on local energy'), step: 0.0001 },
  'search.population': {
    link: 'np',
    min: 8,
    max: 1000,
    step: 4,
    whole: true,
    unit: 'designs',
    label: 'Population',
  },
  'search.generations': {
    link: 'ng',
    min: 1,
    max: 5000,
    step: 10,
    whole: true,
    unit: '',
    label: 'Generations',
  },
  'search.islands': {
    link: 'ni',
    min: 1,
    max: 8,
    step: 1,
    whole: true,
    unit: '',
    label: 'Islands',
  },
  'search.crossoverEta': {
    link: 'ec',
    min: 1,
    max: 100,
    step: 1,
    unit: '',
    label: 'Crossover index',
  },
  'search.mutationEta': {
    link: 'em',
    min: 1,
    max: 100,
    step: 1,
    unit: '',
    label: 'Mutation index',
  },
  ...YEAR_BOUNDS,
};

export const LOAD_MAX_KW = 1e7;
export const PANELS_MAX = 100_000;
export const PACKS_MAX = 1000;
/** Entries in one list of the link (loads, devices, guess, switched lines). */
export const ENTRIES_MAX = 1000;

/** The keys in the order of the link. */
export const NUMBER_KEYS = Object.keys(BOUNDS) as readonly NumberKey[];

/** The value of `key`; undefined only for a base power left to the case. */
export function valueOf(scenario: Scenario, key: NumberKey): number | undefined {
  if (key.startsWith('siting.')) return scenario.siting[key.slice(7) as SitingKey];
  if (key.startsWith('search.')) return scenario.search[key.slice(7) as SearchKey];
  if (key.startsWith('year.')) return scenario.year[key.slice(5) as YearKey];
  if (key.startsWith('forecast.')) return scenario.forecast[key.slice(9) as ForecastKey];
  return scenario[key as TopKey];
}

/** `value` inside the bounds of `key` and whole where it must be; null when it is no number. */
export function bounded(key: NumberKey, value: number): number | null {
  if (!Number.isFinite(value)) return null;
  const { min, max, whole } = BOUNDS[key];
  const onGrid = key === 'minute' ? Math.floor(value / 15) * 15 : whole ? Math.round(value) : value;
  return Math.min(max, Math.max(min, onGrid)) + 0;
}

/** 'a number from 0.5 to 2', for problems and field hints. */
export function allowedWords({ min, max, whole, unit }: Bounds): string {
  const kind = whole ? 'a whole number' : 'a number';
  return `${kind} from ${min} to ${max}${unit === '' ? '' : ` ${unit}`}`;
}

import { DEFAULT_CLUSTER } from './fault.ts';
import { DEFAULT_FORECAST } from './forecast.ts';
import { DEFAULT_YEAR } from './year.ts';
import { DEFAULT_SEARCH, DEFAULT_SITING, type Devices, type Scenario } from './scenario.ts';

const DEFAULT: Scenario = {
  version: 1,
  seed: 0x7f3a,
  caseId: 'thesis13',
  method: 'gauss-seidel',
  acceleration: 1.6,
  tolerancePu: 1e-8,
  iterationsMax: 20_000,
  enforceReactiveLimits: false,
  moment: 'day',
  day: 172,
  minute: 765,
  latitudeDeg: 34,
  loadScale: 1,
  sunScale: 1,
  loads: [],
  devices: [],
  powerFactor: 1,
  switched: [],
  guess: [],
  siting: DEFAULT_SITING,
  search: DEFAULT_SEARCH,
  cluster: DEFAULT_CLUSTER,
  year: DEFAULT_YEAR,
  forecast: DEFAULT_FORECAST,
};

/** What a link means where it says nothing: the study's feeder, midsummer, no devices. */
export function defaultScenario(): Scenario {
  return DEFAULT;
}

/**
 * The allocation of the thesis's Table 7 in whole modules of 365 W and whole packs of 210 kWh,
 * rounded; bus 9 read as 2703.406 kW (20703.406 printed is over six times the whole load).
 */
export const THESIS_DEVICES: readonly Devices[] = [
  { bus: 7, panels: 2069, packs: 4 },
  { bus: 8, panels: 1872, packs: 3 },
  { bus: 9, panels: 7407, packs: 13 },
  { bus: 10, panels: 529, packs: 1 },
  { bus: 11, panels: 424, packs: 1 },
  { bus: 13, panels: 451, packs: 1 },
];

/** What the page opens with when the address names nothing: the thesis's allocation at work. */
export function openingScenario(): Scenario {
  return { ...DEFAULT, devices: THESIS_DEVICES };
}

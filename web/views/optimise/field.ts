/**
 * The siting assumptions and search settings as a form: their order, what is recommended at the
 * hour chosen, and how a typed value is read. Bounds, units and labels are the scenario's own.
 */
import { BOUNDS, type NumberKey, valueOf } from '../../scenario/bounds.ts';
import { atHour } from '../../scenario/edit.ts';
import {
  DEFAULT_SEARCH,
  DEFAULT_SITING,
  judgesYear,
  type Scenario,
  type SitingHour,
} from '../../scenario/scenario.ts';

export type FieldKey = Extract<NumberKey, `siting.${string}` | `search.${string}`>;

const FIELD_GROUPS = {
  hours: ['siting.days'],
  sun: ['siting.irradianceKwM2', 'siting.ambientC'],
  devices: [
    'siting.powerFactor',
    'siting.inverterMinShare',
    'siting.inverterEfficiency',
    'siting.panelsMax',
    'siting.packsMax',
  ],
  limits: ['siting.voltageMinPu', 'siting.voltageMaxPu', 'siting.outsideShare'],
  prices: [
    'siting.gridPrice',
    'siting.pvPrice',
    'siting.packPrice',
    'siting.packChargingPrice',
    'siting.fee',
  ],
  search: [
    'search.population',
    'search.generations',
    'search.islands',
    'search.crossoverEta',
    'search.mutationEta',
  ],
} as const satisfies Record<string, readonly FieldKey[]>;
export type FieldGroup = keyof typeof FIELD_GROUPS;

const HOUR_ONLY: readonly FieldKey[] = [...FIELD_GROUPS.sun, 'siting.packChargingPrice'];
const YEAR_ONLY: readonly FieldKey[] = [...FIELD_GROUPS.hours, 'siting.outsideShare'];

export const FIELD_KEYS: readonly FieldKey[] = Object.values(FIELD_GROUPS).flat();

/** The fields that say something where `hour` decides. */
export function fieldsOf(
  hour: SitingHour,
): readonly (readonly [FieldGroup, readonly FieldKey[]])[] {
  const groups = Object.entries(FIELD_GROUPS) as [FieldGroup, readonly FieldKey[]][];
  const silent: readonly FieldKey[] = judgesYear(hour) ? HOUR_ONLY : YEAR_ONLY;
  return groups
    .map(([group, keys]) => {
      const said = keys.filter((key) => !silent.includes(key));
      return [group, said.filter((key) => key !== 'siting.days' || hour === 'days')] as const;
    })
    .filter(([, keys]) => keys.length > 0);
}

export function recommended(scenario: Scenario, key: FieldKey): number {
  const ideal = toRecommended(scenario);
  return valueOf(ideal, key)!;
}

export const isRecommended = (scenario: Scenario, key: FieldKey): boolean =>
  valueOf(scenario, key) === recommended(scenario, key);

/** Everything on the card back to the recommended values; the hour stays as chosen. */
export function toRecommended(scenario: Scenario): Scenario {
  const reset = { ...scenario, siting: DEFAULT_SITING, search: DEFAULT_SEARCH };
  return atHour(reset, scenario.siting.hour);
}

export type Reading =
  | { readonly ok: true; readonly value: number }
  /** `rule` names the sentence that explains it. */
  | { readonly ok: false; readonly rule: 'number' | 'range' | 'whole' | 'islands' | 'order' };

/** Reads what was typed into a field; a decimal comma and a printed minus are understood. */
export function read(scenario: Scenario, key: FieldKey, typed: string): Reading {
  const text = typed.trim().replace('−', '-').replace(',', '.');
  const value = text === '' ? Number.NaN : Number(text);
  const { min, max, whole } = BOUNDS[key];
  if (!Number.isFinite(value)) return { ok: false, rule: 'number' };
  if (value < min || value > max) return { ok: false, rule: 'range' };
  if (whole && !Number.isInteger(value)) return { ok: false, rule: 'whole' };
  const { voltageMinPu, voltageMaxPu } = scenario.siting;
  if (key === 'siting.voltageMinPu' && value >= voltageMaxPu) return { ok: false, rule: 'order' };
  if (key === 'siting.voltageMaxPu' && value <= voltageMinPu) return { ok: false, rule: 'order' };
  // Each island breeds in groups of four.
  if (key === 'search.population' && value % (4 * scenario.search.islands) !== 0) {
    return { ok: false, rule: 'islands' };
  }
  return { ok: true, value };
}

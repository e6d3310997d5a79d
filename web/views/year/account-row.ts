/** The rows of the year's tables: which figure, how it is written, where it stands. */
import type { Scenario } from '../../scenario/scenario.ts';
import { accounts as words } from '../../strings/en/year.ts';
import { formatBare, formatNumber } from '../../units.ts';
import type { YearAccount } from '../../year/cost.ts';
import { ENERGIES } from '../../year/energies.ts';
import type { AtBus } from '../../year/totals.ts';
import { whenOf } from './reading.ts';

export interface AccountOnShow {
  readonly account: YearAccount;
  readonly scenario: Scenario;
  /** Hours in which some voltage is outside its bus's limits, as the map marks them. */
  readonly outsideHours: number;
}

export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly of: (shown: AccountOnShow) => number | null;
  readonly write: (value: number) => string;
  readonly note?: (shown: AccountOnShow) => string;
}

export const mwh = (value: number): string => formatNumber(value, Math.abs(value) < 100 ? 2 : 1);
export const usd = (value: number): string => formatNumber(value, 0);

/** Rows that only some networks have are left out where they are 0. */
const SELDOM = new Set<string>(['generationMwh', 'shuntMwh', 'unservedMwh']);

export function energyRows(all: readonly AccountOnShow[]): readonly Row[] {
  const isThere = (key: (typeof ENERGIES)[number]): boolean =>
    !SELDOM.has(key) || all.some(({ account }) => account.totals.year[key] !== 0);
  return ENERGIES.filter(isThere).map((key) => ({
    name: words.rows[key],
    unit: 'MWh',
    of: ({ account }) => account.totals.year[key],
    write: mwh,
  }));
}

const place = (pick: (shown: AccountOnShow) => AtBus) => (shown: AccountOnShow) => {
  const { bus, slot } = pick(shown);
  if (slot < 0) return '';
  const { date, clock } = whenOf(slot, shown.account.totals.slotHours === 1 ? 60 : 15);
  return words.at({ bus, when: `${date} ${clock}` });
};

const lowest = ({ account }: AccountOnShow): AtBus => account.totals.lowest;
const highest = ({ account }: AccountOnShow): AtBus => account.totals.highest;
const pu = (value: number): string => formatBare('voltagePu', value);
const share = (value: number): string => formatNumber(value * 100, 1);

export const STATE_ROWS: readonly Row[] = [
  {
    name: words.selfConsumption,
    unit: '%',
    of: ({ account }) => account.totals.selfConsumption,
    write: share,
  },
  {
    name: words.selfSufficiency,
    unit: '%',
    of: ({ account }) => account.totals.selfSufficiency,
    write: share,
  },
  {
    name: words.peak,
    unit: 'kW',
    of: ({ account }) => account.totals.gridHighest.value,
    write: (value) => formatBare('powerKw', value),
  },
  {
    name: words.lowest,
    unit: 'pu',
    of: (shown) => lowest(shown).value,
    write: pu,
    note: place(lowest),
  },
  {
    name: words.highest,
    unit: 'pu',
    of: (shown) => highest(shown).value,
    write: pu,
    note: place(highest),
  },
  {
    name: words.deviation,
    unit: 'pu',
    of: ({ account }) => account.totals.deviationMeanPu,
    write: pu,
  },
  { name: words.outside, unit: words.hours, of: ({ outsideHours }) => outsideHours, write: usd },
  {
    name: words.failed,
    unit: words.hours,
    of: ({ account: { totals } }) => totals.failedSlots.length * totals.slotHours,
    write: usd,
  },
];

/** Money and prices; the fee is a hundredth of a cent. */
export const price = (value: number): string =>
  formatNumber(value, value !== 0 && value < 0.01 ? 5 : 4);

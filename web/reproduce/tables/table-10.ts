import { PACK_KWH } from '../../scenario/scenario.ts';
import { BASE, HOURS_PER_YEAR, PACK_EFFICIENCY, PEAKS, PV_KW_CORRECTED, YEAR } from '../printed.ts';
import type { Row, Table } from '../row.ts';
import { yearScenario } from '../year-scenario.ts';

const SIZE_SHARE = 0.2;
const SIZE_WHY =
  'A fifth: hourly loads, weather and dispatch are ours, since the thesis gives none, so only the ' +
  'size can be compared.';
const PEAK_KW = PEAKS.reduce((sum, { kw }) => sum + kw, 0);
const PV_KW = Object.values(PV_KW_CORRECTED).reduce((sum, kw) => sum + kw, 0);
/** What our year's packs hold: Table 7's in whole ones. */
const PACK_MWH =
  yearScenario({ devices: 'all' }).devices.reduce((sum, { packs }) => sum + packs * PACK_KWH, 0) /
  1000;
/** The base that the printed current and voltage belong to, kVA. */
const CURRENT_BASE = Math.sqrt(3) * BASE.kv * BASE.amperes;

type Given = Pick<Row, 'quantity' | 'ours' | 'reason'> & {
  published: number;
  unit?: string;
  digits?: number;
};

/** A comparison of sizes with a year of our own. */
function size(given: Given): Row {
  return {
    unit: 'MWh',
    digits: 2,
    tolerance: given.published * SIZE_SHARE,
    toleranceWhy: SIZE_WHY,
    finding: 'not reproducible, missing data',
    ...given,
  };
}

/** A figure that other printed figures say must be another. */
function contradicted(given: Given): Row {
  return {
    ...size(given),
    tolerance: given.published * 0.005,
    toleranceWhy: 'Half a percent: it follows from printed figures alone.',
    finding: 'internally inconsistent',
  };
}

export const TABLE_10: Table = {
  id: 'table-10',
  title: 'Table 10, energies of a year',
  about:
    'Printed energies against each other, and in size against a year of our own loads, weather ' +
    'and dispatch on the same feeder.',
  stochastic: false,
  scenario: yearScenario({ devices: 'all' }),
  rows: [
    size({
      quantity: 'load before, from Table 5’s peaks and our profiles',
      published: YEAR.loadMwh.before,
      ours: (facts) => facts.account({ byPeaks: true }).totals.year.loadMwh,
      reason:
        'The print is 34.1 % of the sum of peaks throughout the year; ordinary profiles that ' +
        'reach each peak once make more. The thesis’s own are not given.',
    }),
    size({
      quantity: 'mean load as a share of the sum of peaks',
      unit: '%',
      digits: 1,
      published: 34.1,
      ours: (facts) => {
        const { loadMwh } = facts.account({ byPeaks: true }).totals.year;
        return (loadMwh * 1e5) / HOURS_PER_YEAR / PEAK_KW;
      },
      reason: 'Tables 9 and 10 need different loads: the voltages need all peaks at once.',
    }),
    size({
      quantity: 'losses before, base 1000 kVA',
      published: YEAR.lossMwh.before,
      ours: (facts) => facts.account({}).totals.year.lossMwh,
      reason:
        'The right size: with loads scaled to the printed energy the lines lose about as much.',
    }),
    size({
      quantity: 'losses before, on the 900 kVA of the printed current',
      published: YEAR.lossMwh.before,
      ours: (facts) => facts.account({ baseKva: CURRENT_BASE }).totals.year.lossMwh,
      reason: 'The right size as well: a base from about 880 to 1000 kVA fits ordinary profiles.',
    }),
    size({
      quantity: 'least losses before on the stated 490 kVA, all buses alike',
      published: YEAR.lossMwh.before,
      ours: (facts) => facts.flatLossMwh(YEAR.loadMwh.before, BASE.kva),
      reason:
        'Losses grow faster than load, so a flat year loses least; on the stated base even that ' +
        'loses far more than is printed.',
    }),
    {
      ...size({
        quantity: 'smallest base that the printed losses allow, all buses alike',
        unit: 'kVA',
        digits: 0,
        published: BASE.kva,
        ours: (facts) => facts.baseOfFlatLoss(YEAR.loadMwh.before, YEAR.lossMwh.before),
        reason: 'Any smaller base, the stated one included, loses more than 550.15 MWh.',
      }),
      tolerance: BASE.kva * 0.01,
      toleranceWhy: 'One percent: it follows from Tables 5, 6 and 10 where all buses are alike.',
    },
    contradicted({
      quantity: 'load after, from the load before and what the packs take in',
      published: YEAR.loadMwh.after,
      ours: () => YEAR.loadMwh.before + YEAR.packMwh / PACK_EFFICIENCY,
      reason:
        'Charging 321.15 MWh at 89 % explains 360.84 of the 521.73 MWh that the load grows by; ' +
        'nothing is said of the other 160.88.',
    }),
    contradicted({
      quantity: 'efficiency of the packs, if all that the load grows by is charging',
      unit: '%',
      digits: 0,
      published: 100 * PACK_EFFICIENCY,
      ours: () => (100 * YEAR.packMwh) / (YEAR.loadMwh.after - YEAR.loadMwh.before),
      reason: 'Read so, the packs would give back less than two thirds, not the stated 89 %.',
    }),
    size({
      quantity: 'losses after, devices for their own bus only',
      published: YEAR.lossMwh.after,
      ours: (facts) => facts.account({ devices: 'all' }).totals.year.lossMwh,
      reason: 'Lower than printed: our packs work more, and panels supply kvar at 0.92.',
    }),
    size({
      quantity: 'losses after, panels alone, for their own bus only',
      published: YEAR.lossMwh.after,
      ours: (facts) => facts.account({ devices: 'panels' }).totals.year.lossMwh,
      reason:
        'The right size, from panels that never feed back; the print names no rule to compare.',
    }),
    size({
      quantity: 'energy of the panels, with packs, for their own bus only',
      published: YEAR.pvMwh,
      ours: (facts) => facts.account({ devices: 'all' }).totals.year.pvMwh,
      reason: 'Packs that fill up from their own panels let more of their output be used.',
    }),
    size({
      quantity: 'energy of the panels alone, for their own bus only',
      published: YEAR.pvMwh,
      ours: (facts) => facts.account({ devices: 'panels' }).totals.year.pvMwh,
      reason: 'The right size: about half of what Table 7’s panels could make finds a use.',
    }),
    size({
      quantity: 'energy a year for each kW of Table 7’s panels, bus 9 corrected',
      unit: 'kWh',
      digits: 1,
      published: 762.5,
      ours: (facts) => {
        const { pvMwh, curtailedMwh } = facts.account({ devices: 'all' }).totals.year;
        return ((pvMwh + curtailedMwh) * 1000) / PV_KW;
      },
      reason:
        'The sun over Beirut makes more than twice the print; with bus 9 as printed the panels ' +
        'would give 157 kWh for each kW.',
    }),
    size({
      quantity: 'energy of the packs, for their own bus only',
      published: YEAR.packMwh,
      ours: (facts) => facts.account({ devices: 'all' }).totals.year.dischargeMwh,
      reason: 'The print cycles the packs about once in six days; no rule says when they act.',
    }),
    size({
      quantity: 'full cycles of the packs in a year',
      unit: '',
      digits: 1,
      published: 64.7,
      ours: (facts) => {
        return facts.account({ devices: 'all' }).totals.year.dischargeMwh / PACK_MWH;
      },
      reason: 'Packs beside such panels fill up on most days of the year, not on every sixth.',
    }),
  ],
};

import { defaultScenario } from '../../scenario/default.ts';
import { BASE, CONFIGURATION_604, FEET_PER_MILE, LINES, type PrintedLine } from '../printed.ts';
import type { Row, Table } from '../row.ts';

/**
 * The base impedance for which every printed b is the rounded susceptance of configuration 604:
 * the middle of the interval that all twelve rows allow. NaN if they allow none.
 */
export function fittedOhm(): number {
  let [low, high] = [0, Infinity];
  for (const { b, digitsOfB, feet } of LINES) {
    const siemens = (CONFIGURATION_604.microsiemens * 1e-6 * feet) / FEET_PER_MILE;
    const half = Number(`0.5e-${digitsOfB}`);
    low = Math.max(low, (b - half) / siemens);
    high = Math.min(high, (b + half) / siemens);
  }
  return low <= high ? (low + high) / 2 : NaN;
}

const CORRECTED = {
  finding: 'reproduced with correction',
  reason:
    'The data are those of the IEEE 13-node feeder’s single-phase lateral (configurations 603 and ' +
    '604) on about 500 kVA at 4.16 kV, not on 490 kVA at 4.22 kV.',
} as const;
const LAST_DIGIT = 'Half of the last printed digit.';

function rowsOf({ from, to, r, x, b, digitsOfB, feet }: PrintedLine): Row[] {
  const perUnit = (ohmPerMile: number): number => (ohmPerMile * feet) / FEET_PER_MILE / fittedOhm();
  const impedance = { unit: 'pu', digits: 3, tolerance: 0.0005, toleranceWhy: LAST_DIGIT };
  return [
    {
      ...impedance,
      ...CORRECTED,
      quantity: `R of line ${from}–${to}`,
      published: r,
      ours: () => perUnit(CONFIGURATION_604.ohmR),
    },
    {
      ...impedance,
      ...CORRECTED,
      quantity: `X of line ${from}–${to}`,
      published: x,
      ours: () => perUnit(CONFIGURATION_604.ohmX),
    },
    {
      ...CORRECTED,
      quantity: `B of line ${from}–${to}`,
      unit: 'pu',
      published: b,
      digits: digitsOfB,
      ours: () => ((CONFIGURATION_604.microsiemens * 1e-6 * feet) / FEET_PER_MILE) * fittedOhm(),
      tolerance: Number(`0.5e-${digitsOfB}`),
      toleranceWhy: LAST_DIGIT,
    },
  ];
}

export const TABLE_6: Table = {
  id: 'table-6',
  title: 'Table 6, lines',
  about:
    'Printed R, X and B against published conductor data and lengths; one base impedance is ' +
    'fitted to column B.',
  stochastic: false,
  scenario: { ...defaultScenario(), moment: 'evening' },
  rows: [
    {
      quantity: 'base impedance that fits column B',
      unit: 'Ω',
      published: BASE.ohm,
      digits: 2,
      ours: () => fittedOhm(),
      tolerance: 0.005,
      toleranceWhy: LAST_DIGIT,
      finding: 'internally inconsistent',
      reason: 'Column B leaves room only for 34.600 to 34.609 Ω, which Table 4 does not state.',
    },
    ...LINES.flatMap(rowsOf),
  ],
};

import { defaultScenario } from '../../scenario/default.ts';
import { BASE } from '../printed.ts';
import type { Row, Table } from '../row.ts';

const ROOT_3 = Math.sqrt(3);
const STATED_OHM = (BASE.kv * BASE.kv * 1000) / BASE.kva;
const HALF_PERCENT = 'Half a percent: every figure is printed with three digits or more.';
const INCONSISTENT =
  'The five figures belong to no single base; 4.16 kV and 500 kVA come near to the three derived ' +
  'ones, so they were probably worked out from those.';

type Given = Pick<Row, 'quantity' | 'unit' | 'digits' | 'ours' | 'reason'> & { published: number };

function row(given: Given): Row {
  return {
    ...given,
    tolerance: given.published * 0.005,
    toleranceWhy: HALF_PERCENT,
    finding: 'internally inconsistent',
  };
}

export const TABLE_4: Table = {
  id: 'table-4',
  title: 'Table 4, base quantities',
  about: 'Each base quantity against what the other printed ones say it must be.',
  stochastic: false,
  scenario: { ...defaultScenario(), caseId: 'thesis13-490', moment: 'evening' },
  rows: [
    row({
      quantity: 'base current, from 490 kVA and 4.22 kV',
      unit: 'A',
      published: BASE.amperes,
      digits: 1,
      ours: () => BASE.kva / (ROOT_3 * BASE.kv),
      reason: INCONSISTENT,
    }),
    row({
      quantity: 'base impedance, from 490 kVA and 4.22 kV',
      unit: 'Ω',
      published: BASE.ohm,
      digits: 2,
      ours: () => STATED_OHM,
      reason: INCONSISTENT,
    }),
    row({
      quantity: 'base admittance, from 490 kVA and 4.22 kV',
      unit: 'µS',
      published: BASE.microsiemens,
      digits: 1,
      ours: () => 1e6 / STATED_OHM,
      reason: INCONSISTENT,
    }),
    row({
      quantity: 'base power, from the printed current (three-phase)',
      unit: 'kVA',
      published: BASE.kva,
      digits: 0,
      ours: () => ROOT_3 * BASE.kv * BASE.amperes,
      reason: 'The printed current is that of 900 kVA at the printed voltage.',
    }),
    row({
      quantity: 'base power, from the printed current (single-phase)',
      unit: 'kVA',
      published: BASE.kva,
      digits: 0,
      ours: () => BASE.kv * BASE.amperes,
      reason: 'Read as single-phase, the current still asks for 30 kVA more than stated.',
    }),
    row({
      quantity: 'base power, from the printed impedance',
      unit: 'kVA',
      published: BASE.kva,
      digits: 0,
      ours: () => (BASE.kv * BASE.kv * 1000) / BASE.ohm,
      reason: 'The printed impedance belongs to 516 kVA at the printed voltage.',
    }),
    row({
      quantity: 'base power, from the printed admittance',
      unit: 'kVA',
      published: BASE.kva,
      digits: 0,
      ours: () => (BASE.kv * BASE.kv * BASE.microsiemens) / 1000,
      reason: 'The printed admittance belongs to another base than the printed impedance.',
    }),
    row({
      quantity: 'base voltage, from the printed impedance and power',
      unit: 'kV',
      published: BASE.kv,
      digits: 2,
      ours: () => Math.sqrt((BASE.ohm * BASE.kva) / 1000),
      reason: 'With the stated power, the printed impedance asks for a lower voltage.',
    }),
    row({
      quantity: 'base power, smallest with a power-flow solution',
      unit: 'kVA',
      published: BASE.kva,
      digits: 0,
      ours: (facts) => facts.collapseBaseKva,
      reason:
        'With Tables 5 and 6 the voltage collapses at a base of 552.7 kVA, so the stated one has ' +
        'no solution; 1000 kVA gives Table 9.',
    }),
  ],
};

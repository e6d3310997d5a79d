import { defaultScenario, THESIS_DEVICES } from '../../scenario/default.ts';
import { deviationOf, type Facts, voltageOf } from '../facts.ts';
import { LINES, PEAKS, VOLTAGES } from '../printed.ts';
import type { Row, Table } from '../row.ts';

const HUNDREDTH = {
  tolerance: 0.01,
  toleranceWhy:
    'One percent of nominal, a tenth of the band between the limits; base 1000 kVA is the only ' +
    'correction, and no model with the printed lines comes nearer than 0.001.',
} as const;
const ROUNDED_PAIR = {
  digits: 4,
  tolerance: 0.0001,
  toleranceWhy: 'Two printed voltages, each rounded to the fourth decimal.',
  finding: 'internally inconsistent',
} as const;

type Column = keyof typeof VOLTAGES;

/** Printed voltage of a bus. */
function printed(column: Column, bus: number): number {
  return VOLTAGES[column][bus - 1]!;
}

function printedDrop(column: Column, [a, b]: readonly [number, number]): number {
  // Four decimals were printed, so the difference has four.
  return Math.round((printed(column, a) - printed(column, b)) * 1e4) / 1e4;
}

function voltageRows(column: Column, words: Pick<Row, 'finding' | 'reason'>): Row[] {
  return VOLTAGES[column].map((published, index) => ({
    ...HUNDREDTH,
    quantity: `voltage of bus ${index + 1}, ${column}`,
    unit: 'pu',
    published,
    digits: 4,
    ours: (facts) => voltageOf(facts[column === 'before' ? 'before' : 'noon'], index + 1),
    ...(index === 0
      ? { finding: 'reproduced', reason: 'The slack holds 1 pu, whatever is connected.' }
      : words),
  }));
}

function sumOfDeviations(column: Column): number {
  const sum = VOLTAGES[column].slice(1).reduce((total: number, v) => total + Math.abs(1 - v), 0);
  return Math.round(sum * 1e4) / 1e4;
}

/** Differences of the twelve voltages beyond the slack, ours less printed. */
function residuals(facts: Facts): number[] {
  return VOLTAGES.before
    .slice(1)
    .map((published, index) => voltageOf(facts.before, index + 2) - published);
}

const CORRECTED = {
  finding: 'reproduced with correction',
  reason:
    'On 1000 kVA the constant-power solution follows the column; the stated 490 kVA has none.',
} as const;

export const TABLE_9_BEFORE: Table = {
  id: 'table-9-before',
  title: 'Table 9, voltages before',
  about: 'Printed voltages against the power flow of Tables 5 and 6 at base 1000 kVA.',
  stochastic: false,
  scenario: { ...defaultScenario(), moment: 'evening' },
  rows: [
    ...voltageRows('before', CORRECTED),
    {
      ...HUNDREDTH,
      ...CORRECTED,
      quantity: 'root mean square of the twelve differences',
      unit: 'pu',
      published: 0,
      publishedWords: '0 if every voltage agreed',
      digits: 4,
      ours: (facts) => {
        const squares = residuals(facts).reduce((sum, each) => sum + each * each, 0);
        return Math.sqrt(squares / 12);
      },
    },
    {
      ...HUNDREDTH,
      ...CORRECTED,
      quantity: 'largest of the twelve differences',
      unit: 'pu',
      published: 0,
      publishedWords: '0 if every voltage agreed',
      digits: 4,
      ours: (facts) => Math.max(...residuals(facts).map(Math.abs)),
    },
    {
      ...CORRECTED,
      quantity: 'Σ|1 − V| over buses 2 to 13',
      unit: 'pu',
      published: sumOfDeviations('before'),
      digits: 4,
      ours: (facts) => deviationOf(facts.before),
      tolerance: 0.12,
      toleranceWhy: 'Twelve voltages, each within 0.01.',
    },
    {
      ...ROUNDED_PAIR,
      quantity: 'V12 − V7',
      unit: 'pu',
      published: printedDrop('before', [12, 7]),
      ours: (facts) => voltageOf(facts.before, 12) - voltageOf(facts.before, 7),
      reason: 'Bus 12 hangs on bus 7 without a load, so the two voltages must be equal.',
    },
    {
      quantity: 'a solution on the stated 490 kVA',
      unit: '',
      published: null,
      publishedWords: 'voltages are printed, so there is one',
      digits: 0,
      ours: () => null,
      oursWords: (facts) => {
        const { converged, worstBus } = facts.stated;
        const limit = `the last solution is at ${facts.collapseBaseKva.toFixed(3)} kVA`;
        return converged ? 'there is one' : `none; ${limit}; worst mismatch at bus ${worstBus}`;
      },
      agrees: (facts) => facts.stated.converged,
      tolerance: 0,
      toleranceWhy: 'There is a solution or there is none.',
      finding: 'internally inconsistent',
      reason: 'The stated base lies beyond the voltage collapse of the printed network.',
    },
  ],
};

/** P + Q in pu at bus 8 that the printed voltages of 7, 8 and 9 would need, times the base. */
function drawnAtBus8(facts: Facts): number {
  const [v7, v8, v9] = [7, 8, 9].map((bus) => printed('after', bus)) as [number, number, number];
  const r = (from: number, to: number): number =>
    LINES.find((line) => line.from === from && line.to === to)!.r;
  // With r = x a line's drop is r (P + Q) / V; angles are small.
  return v8 * ((v7 - v8) / r(7, 8) + (v9 - v8) / r(8, 9)) * facts.grid.baseKva;
}

function difference(facts: Facts, [a, b]: readonly [number, number]): number {
  return voltageOf(facts.noon, a) - voltageOf(facts.noon, b);
}

const NO_DISPATCH = {
  finding: 'internally inconsistent',
  reason:
    'No dispatch of the six devices gives this column: even twelve free powers leave 0.0392 at ' +
    'the worst bus.',
} as const;

export const TABLE_9_AFTER: Table = {
  id: 'table-9-after',
  title: 'Table 9, voltages after',
  about:
    'Printed voltages against Table 7 (bus 9 corrected) at noon, base 1000 kVA, power factor 0.92. ' +
    'The thesis gives no dispatch: 1 kW/m² at 30 °C and idle packs are our assumption.',
  stochastic: false,
  scenario: {
    ...defaultScenario(),
    moment: 'noon',
    powerFactor: 0.92,
    devices: THESIS_DEVICES.map((each) => ({ ...each, packs: 0 })),
  },
  rows: [
    ...voltageRows('after', NO_DISPATCH),
    {
      quantity: 'Σ|1 − V| over buses 2 to 13',
      unit: 'pu',
      published: sumOfDeviations('after'),
      digits: 4,
      ours: (facts) => deviationOf(facts.noon),
      tolerance: 0.12,
      toleranceWhy: 'Twelve voltages, each within 0.01.',
      ...NO_DISPATCH,
    },
    {
      ...ROUNDED_PAIR,
      quantity: '(V3 − V4) − (V2 − V3)',
      unit: 'pu',
      published:
        Math.round((printedDrop('after', [3, 4]) - printedDrop('after', [2, 3])) * 1e4) / 1e4,
      ours: (facts) => difference(facts, [3, 4]) - difference(facts, [2, 3]),
      reason: 'Lines 2–3 and 3–4 are alike and bus 3 has no load, so both must drop the same.',
    },
    {
      ...ROUNDED_PAIR,
      quantity: 'V7 − V12',
      unit: 'pu',
      published: printedDrop('after', [7, 12]),
      ours: (facts) => difference(facts, [7, 12]),
      reason: 'Bus 12 hangs on bus 7 without a load, so the two voltages must be equal.',
    },
    {
      ...ROUNDED_PAIR,
      quantity: 'V7 − V10',
      unit: 'pu',
      published: printedDrop('after', [7, 10]),
      ours: (facts) => difference(facts, [7, 10]),
      reason: 'The line is 0.002 pu short and devices stand behind it; such a drop is impossible.',
    },
    {
      ...ROUNDED_PAIR,
      quantity: 'growth of V2 − V4 from before to after',
      unit: 'pu',
      published:
        Math.round((printedDrop('after', [2, 4]) - printedDrop('before', [2, 4])) * 1e4) / 1e4,
      ours: (facts) =>
        difference(facts, [2, 4]) - (voltageOf(facts.before, 2) - voltageOf(facts.before, 4)),
      reason: 'Bus 4 has the same load and no device, and V2 rises, so the drop must shrink.',
    },
    {
      quantity: 'P + Q drawn at bus 8, from the printed voltages around it',
      unit: 'kW + kvar',
      published: PEAKS.filter(({ bus }) => bus === 8).reduce((_, { kw, kvar }) => kw + kvar, 0),
      digits: 0,
      ours: drawnAtBus8,
      tolerance: 34,
      toleranceWhy: 'A tenth of the printed load, for the approximate formula.',
      finding: 'internally inconsistent',
      reason: 'Bus 8 is printed lower than both neighbours, which would take 80 times its load.',
    },
  ],
};

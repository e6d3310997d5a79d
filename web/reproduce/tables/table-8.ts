import { defaultScenario } from '../../scenario/default.ts';
import { BASE, HOURS_PER_YEAR, LOSSES, YEAR } from '../printed.ts';
import type { Row, Table } from '../row.ts';

const { before, after } = LOSSES;
const IMPOSSIBLE =
  'R equals X on every line, so the reactive loss is the active one less at most 0.3 kvar of ' +
  'charging; no load or dispatch parts the two.';

type Given = Pick<Row, 'quantity' | 'ours' | 'reason'> & { published: number };

function row(given: Given, unit: 'kW' | 'kvar' = 'kW'): Row {
  return {
    ...given,
    unit,
    digits: 1,
    tolerance: Math.abs(given.published) * 0.05,
    toleranceWhy:
      'Five percent: losses go with the square of the current, and Table 9 allows voltages one ' +
      'percent off.',
    finding: 'internally inconsistent',
  };
}

/** The base that the printed current and voltage belong to, kVA. */
const CURRENT_BASE = Math.sqrt(3) * BASE.kv * BASE.amperes;
const meanKw = (mwh: number): number => (mwh * 1000) / HOURS_PER_YEAR;

export const TABLE_8: Table = {
  id: 'table-8',
  title: 'Table 8, losses',
  about: 'Printed losses against the power flow at the peak and against the year of Table 10.',
  stochastic: false,
  scenario: { ...defaultScenario(), moment: 'evening' },
  rows: [
    row({
      quantity: 'active losses before, peak of Table 5',
      published: before.kw,
      ours: (facts) => facts.before.lossKw,
      reason: 'At the peak the lines lose four times as much; 121.5 kW is the loss at 54 % load.',
    }),
    row({
      quantity: 'active losses before, on the 900 kVA of the printed current',
      published: before.kw,
      ours: (facts) => facts.loaded({ baseKva: CURRENT_BASE }).lossKw,
      reason: 'A smaller base makes the lines longer, so the loss moves further away.',
    }),
    row({
      quantity: 'active losses before, mean of Table 10’s year',
      published: before.kw,
      ours: () => meanKw(YEAR.lossMwh.before),
      reason: 'Table 8 says average, yet Table 10’s year averages half of it.',
    }),
    row(
      {
        quantity: 'reactive losses before, peak of Table 5',
        published: before.kvar,
        ours: (facts) => facts.before.lossKvar,
        reason: IMPOSSIBLE,
      },
      'kvar',
    ),
    row(
      {
        quantity: 'reactive losses that go with 121.5 kW',
        published: before.kvar,
        ours: (facts) => facts.loaded({ share: facts.shareThatLoses(before.kw) }).lossKvar,
        reason: IMPOSSIBLE,
      },
      'kvar',
    ),
    {
      ...row({
        quantity: 'share of the peak at which 121.5 kW are lost',
        published: 100,
        ours: (facts) => 100 * facts.shareThatLoses(before.kw),
        reason: 'The printed loss belongs to about half of the printed load.',
      }),
      unit: '%',
    },
    row({
      quantity: 'active losses after, Table 7 at noon, power factor 0.92',
      published: after.kw,
      ours: (facts) => facts.after(0.92).lossKw,
      reason: 'Table 7’s panels feed back more than the feeder uses, and the surplus costs losses.',
    }),
    row({
      quantity: 'active losses after, Table 7 at noon, power factor 1',
      published: after.kw,
      ours: (facts) => facts.after(1).lossKw,
      reason: 'Without reactive support from the panels the losses are larger still.',
    }),
    row({
      quantity: 'active losses after, mean of Table 10’s year',
      published: after.kw,
      ours: () => meanKw(YEAR.lossMwh.after),
      reason: 'Table 10’s year averages less than half of it.',
    }),
    row({
      quantity:
        'active losses after, panels cut to their own bus’s load, base of the printed current',
      published: after.kw,
      ours: (facts) => facts.clipped(CURRENT_BASE).lossKw,
      reason:
        'The nearest of the cases tried, at the peak and on another base than the stated one; the ' +
        'reactive loss that goes with it is as large, not −2.1 kvar.',
    }),
    {
      ...row({
        quantity: 'losses of a year at the printed mean of 121.5 kW',
        published: YEAR.lossMwh.before,
        ours: () => (before.kw * HOURS_PER_YEAR) / 1000,
        reason: 'Table 8’s average and Table 10’s year are two different losses.',
      }),
      unit: 'MWh',
      digits: 2,
    },
    {
      ...row({
        quantity: 'losses saved, by Table 10',
        published: 46.5,
        ours: () => 100 * (1 - YEAR.lossMwh.after / YEAR.lossMwh.before),
        reason: 'Table 8 saves 46.5 %, Table 10 saves 56.6 % of the same losses.',
      }),
      unit: '%',
    },
    row(
      {
        quantity:
          'reactive losses after, panels cut to their own bus’s load, base of the printed current',
        published: after.kvar,
        ours: (facts) => facts.clipped(CURRENT_BASE).lossKvar,
        reason: IMPOSSIBLE,
      },
      'kvar',
    ),
    row(
      {
        quantity: 'reactive losses after, Table 7 at noon, power factor 0.92',
        published: after.kvar,
        ours: (facts) => facts.after(0.92).lossKvar,
        reason: IMPOSSIBLE,
      },
      'kvar',
    ),
  ],
};

import { COSTS, PACK_EFFICIENCY, PRICES, SMALLEST_TRADE_KWH, YEAR } from '../printed.ts';
import type { Facts } from '../facts.ts';
import type { Row, Table } from '../row.ts';
import { yearScenario } from '../year-scenario.ts';

const KWH = 1000;
const CENT = 'A cent: the figure is a sum of printed energies times printed prices.';
const LOCAL_MWH = YEAR.pvMwh + YEAR.packMwh;
const ALL_MWH = YEAR.loadMwh.after;

/** The print's own sum after optimisation, with a fee in $. */
function afterWith(fee: number): number {
  const grid = (YEAR.loadMwh.after - LOCAL_MWH) * KWH * PRICES.grid;
  return grid + YEAR.pvMwh * KWH * PRICES.pv + YEAR.packMwh * KWH * PRICES.pack + fee;
}

const beforeWithLosses = (): number =>
  (YEAR.loadMwh.before + YEAR.lossMwh.before) * KWH * PRICES.grid;
const afterWithLosses = (): number =>
  afterWith(ALL_MWH * KWH * PRICES.feePerKwh) + YEAR.lossMwh.after * KWH * PRICES.grid;

type Given = Pick<Row, 'quantity' | 'ours' | 'reason'> &
  Partial<Pick<Row, 'unit' | 'digits' | 'finding' | 'tolerance' | 'toleranceWhy'>> & {
    published: number;
  };

function row(given: Given): Row {
  return {
    ...{ unit: '$', digits: 2, tolerance: 0.01, toleranceWhy: CENT, finding: 'reproduced' },
    ...given,
  };
}

const contradicted = (given: Given): Row => row({ finding: 'internally inconsistent', ...given });

/** A cost of our own year beside the print's: sizes only. */
const size = (given: Given): Row =>
  row({
    tolerance: Math.abs(given.published) * 0.2,
    toleranceWhy:
      'A fifth: hourly loads, weather and dispatch are ours, since the thesis gives none.',
    finding: 'not reproducible, missing data',
    ...given,
  });

const before = (facts: Facts): number => facts.account({}).cost.totalUsd;
const after = (facts: Facts): number => facts.account({ devices: 'all' }).cost.totalUsd;

export const COST: Table = {
  id: 'cost',
  title: 'Costs of a year',
  about: 'The printed sums from the printed energies and prices, then with what they leave out.',
  stochastic: false,
  scenario: yearScenario({ devices: 'all' }),
  rows: [
    row({
      quantity: 'energy before',
      published: COSTS.before,
      ours: () => YEAR.loadMwh.before * KWH * PRICES.grid,
      reason: 'Load times the grid’s price; the losses, which are bought as well, are left out.',
    }),
    row({
      quantity: 'losses before',
      published: COSTS.lossesBefore,
      ours: () => YEAR.lossMwh.before * KWH * PRICES.grid,
      reason: 'Losses times the grid’s price.',
    }),
    row({
      quantity: 'losses after',
      published: COSTS.lossesAfter,
      ours: () => YEAR.lossMwh.after * KWH * PRICES.grid,
      reason: 'Losses times the grid’s price; part of them comes from panels at a lower one.',
    }),
    row({
      quantity: 'total after, with a fee of 0.0013 $ for each transaction',
      published: COSTS.after,
      digits: 3,
      ours: () => afterWith(PRICES.transactions * PRICES.feePerTransaction),
      finding: 'reproduced with correction',
      reason: 'Only a fee ten times the stated one, charged per transaction, gives the print.',
    }),
    contradicted({
      quantity: 'total after, with the stated fee for each transaction',
      published: COSTS.after,
      digits: 3,
      ours: () => afterWith(PRICES.transactions * PRICES.feePerKwh),
      reason: 'The stated 0.00013 $ is a tenth of what was added up.',
    }),
    contradicted({
      quantity: 'fee, 0.00013 $ on each of 60 million transactions',
      published: COSTS.fee,
      ours: () => PRICES.transactions * PRICES.feePerKwh,
      reason: 'Ten times less than the 78,000 $ that were charged.',
    }),
    contradicted({
      quantity: 'fee, 0.00013 $ on each kWh of load',
      published: COSTS.fee,
      ours: () => ALL_MWH * KWH * PRICES.feePerKwh,
      reason: 'As stated, on all energy: fifty-eight times less.',
    }),
    contradicted({
      quantity: 'fee, 0.00013 $ on each kWh of panels and packs',
      published: COSTS.fee,
      ours: () => LOCAL_MWH * KWH * PRICES.feePerKwh,
      reason: 'As stated, on the energy that is traded: a hundred and fifty-five times less.',
    }),
    contradicted({
      quantity: 'energy of one transaction, if 60 million carry the load',
      unit: 'kWh',
      digits: 0,
      published: SMALLEST_TRADE_KWH,
      ours: () => (ALL_MWH * KWH) / PRICES.transactions,
      tolerance: 0.5,
      toleranceWhy: 'Half a kWh: trades of the app are whole or nearly so.',
      reason: 'The app’s trades are 5 to 200 kWh; 60 million a year are 1.9 in every second.',
    }),
    contradicted({
      quantity: 'charging of the packs from panels, which the total leaves out',
      published: 0,
      ours: () => (YEAR.packMwh / PACK_EFFICIENCY) * KWH * PRICES.pv,
      reason: 'The price of 0.16 $ is to be augmented by charging, says the text; it is not.',
    }),
    contradicted({
      quantity: 'charging of the packs from the grid, which the total leaves out',
      published: 0,
      ours: () => (YEAR.packMwh / PACK_EFFICIENCY) * KWH * PRICES.grid,
      reason: 'The price of 0.16 $ is to be augmented by charging, says the text; it is not.',
    }),
    contradicted({
      quantity: 'total before, losses bought as well',
      published: COSTS.before,
      ours: beforeWithLosses,
      reason: 'What the lines lose is delivered by the grid and has to be paid.',
    }),
    contradicted({
      quantity: 'total after, losses bought as well, the stated fee on all energy',
      published: COSTS.after,
      ours: afterWithLosses,
      reason: 'Losses add 65,154 $, the fee as stated takes 76,645 $ off.',
    }),
    contradicted({
      quantity: 'share of the cost that is saved, losses bought as well',
      unit: '%',
      digits: 1,
      published: COSTS.savingPercent,
      ours: () => 100 * (1 - afterWithLosses() / beforeWithLosses()),
      tolerance: 0.5,
      toleranceWhy: 'Half a percent of the cost: it follows from printed figures alone.',
      reason: 'Counted alike on both sides the saving is larger than printed.',
    }),
    size({
      quantity: 'total before, of our own year with losses',
      published: COSTS.before,
      ours: before,
      reason: 'The printed energy plus the losses that our profiles make.',
    }),
    size({
      quantity: 'total after, of our own year with losses, fee per kWh',
      published: COSTS.after,
      digits: 3,
      ours: after,
      reason: 'Our packs charge from their own panels, which the line of the panels pays.',
    }),
    size({
      quantity: 'share of the cost that is saved in our own year',
      unit: '%',
      digits: 1,
      published: COSTS.savingPercent,
      ours: (facts) => 100 * (1 - after(facts) / before(facts)),
      reason: 'More is saved than printed, since more of the panels’ output is used.',
    }),
  ],
};

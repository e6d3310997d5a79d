import { standardWatts } from '../facts.ts';
import { MODULE } from '../printed.ts';
import { defaultScenario } from '../../scenario/default.ts';
import type { Table } from '../row.ts';

export const TABLE_1: Table = {
  id: 'table-1',
  title: 'Table 1, the panel',
  about: 'The printed efficiency against the power and area printed beside it.',
  stochastic: false,
  scenario: { ...defaultScenario(), moment: 'noon' },
  rows: [
    {
      quantity: 'module efficiency at standard conditions',
      unit: '%',
      published: MODULE.efficiencyPercent,
      digits: 1,
      ours: () => standardWatts() / (MODULE.areaM2 * 10),
      tolerance: 0.05,
      toleranceWhy: 'Half of the last printed digit.',
      finding: 'reproduced',
      reason: 'The best voltage times the best current over the area gives the printed figure.',
    },
  ],
};

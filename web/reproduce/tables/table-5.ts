import type { PowerFlow } from '../../kernel/outcome.ts';
import { defaultScenario } from '../../scenario/default.ts';
import { APP_MAXIMUM_KW, PEAKS } from '../printed.ts';
import type { Row, Table } from '../row.ts';

/** What the branches bring to a bus in the solved network. */
function served(flow: PowerFlow, bus: number): { kw: number; kvar: number } {
  let [kw, kvar] = [0, 0];
  for (const branch of flow.branches) {
    if (branch.from === bus) [kw, kvar] = [kw - branch.fromKw, kvar - branch.fromKvar];
    if (branch.to === bus) [kw, kvar] = [kw - branch.toKw, kvar - branch.toKvar];
  }
  return { kw, kvar };
}

const ROUNDING = {
  digits: 0,
  tolerance: 0.5,
  toleranceWhy: 'Half of the last printed digit.',
} as const;

const servedRows: readonly Row[] = PEAKS.flatMap(({ bus, kw, kvar }) => [
  {
    ...ROUNDING,
    quantity: `peak served at bus ${bus}`,
    unit: 'kW',
    published: kw,
    ours: (facts) => served(facts.before, bus).kw,
    finding: 'reproduced',
    reason: 'The lines of the solved network bring this power to the bus.',
  },
  {
    ...ROUNDING,
    quantity: `reactive peak served at bus ${bus}`,
    unit: 'kvar',
    published: kvar,
    ours: (facts) => served(facts.before, bus).kvar,
    finding: 'reproduced',
    reason: 'The lines of the solved network bring this reactive power to the bus.',
  },
]);

const appRows: readonly Row[] = PEAKS.map(({ bus, kw }) => ({
  ...ROUNDING,
  quantity: `peak of bus ${bus}, as the app of Fig. 10 has it`,
  unit: 'kW',
  published: kw,
  ours: () => APP_MAXIMUM_KW[bus] ?? null,
  finding: 'internally inconsistent',
  reason: 'Fig. 10 prints another maximum load for the same user.',
}));

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);

export const TABLE_5: Table = {
  id: 'table-5',
  title: 'Table 5, peak demands',
  about: 'Printed peaks against what the solved network delivers and what the app shows.',
  stochastic: false,
  scenario: { ...defaultScenario(), moment: 'evening' },
  rows: [
    ...servedRows,
    {
      ...ROUNDING,
      quantity: 'sum of the active peaks in the case',
      unit: 'kW',
      published: sum(PEAKS.map(({ kw }) => kw)),
      ours: (facts) => sum(facts.grid.buses.map(({ loadKw }) => loadKw)),
      finding: 'reproduced',
      reason: 'The built-in case carries Table 5 unchanged.',
    },
    {
      ...ROUNDING,
      quantity: 'sum of the reactive peaks in the case',
      unit: 'kvar',
      published: sum(PEAKS.map(({ kvar }) => kvar)),
      ours: (facts) => sum(facts.grid.buses.map(({ loadKvar }) => loadKvar)),
      finding: 'reproduced',
      reason: 'The built-in case carries Table 5 unchanged.',
    },
    ...appRows,
    {
      ...ROUNDING,
      quantity: 'sum of the active peaks, as the app of Fig. 10 has it',
      unit: 'kW',
      published: sum(PEAKS.map(({ kw }) => kw)),
      ours: () => sum(Object.values(APP_MAXIMUM_KW)),
      finding: 'internally inconsistent',
      reason: 'All eight maxima differ; six of Fig. 10 equal the IEEE 13-node spot loads.',
    },
  ],
};

import { defaultScenario } from '../../scenario/default.ts';
import type { PowerFlow } from '../../kernel/outcome.ts';
import type { Facts } from '../facts.ts';
import { LIMITS, VOLTAGES } from '../printed.ts';
import { type Row, type Table, WORDS_ONLY } from '../row.ts';

/** kvar that the charging of all lines supplies at the solved voltages. */
function chargingKvar(facts: Facts, flow: PowerFlow): number {
  const square = new Map(flow.buses.map(({ id, voltagePu }) => [id, voltagePu * voltagePu]));
  return facts.grid.branches.reduce((sum, { from, to, chargingPu }) => {
    const ends = (square.get(from) ?? 0) + (square.get(to) ?? 0);
    return sum + ((chargingPu * ends) / 2) * facts.grid.baseKva;
  }, 0);
}

/** What the equations of a solved network may leave, pu: far above rounding, far below any load. */
const CLOSED_PU = 1e-8;

/**
 * Largest reactive error, pu, of equation (4) without its factor V at bus i, at the solved peak:
 * the sum alone gives Q / V where the bus draws Q.
 */
function leftWithoutOwnVoltage({ before, grid }: Facts): number {
  const left = grid.buses.map(({ kind, loadKvar }, i) => {
    const factor = 1 / before.buses[i]!.voltagePu - 1;
    return kind === 'slack' ? 0 : Math.abs((loadKvar / grid.baseKva) * factor);
  });
  return Math.max(...left);
}

function overLimit(bus: number): Row {
  return {
    quantity: `voltage of bus ${bus} after, against the upper limit of equation (9)`,
    unit: 'pu',
    published: VOLTAGES.after[bus - 1]!,
    digits: 4,
    ours: () => LIMITS.max,
    tolerance: 0,
    toleranceWhy: 'A limit holds or it is broken.',
    agrees: () => {
      const voltage = VOLTAGES.after[bus - 1]!;
      return voltage >= LIMITS.min && voltage <= LIMITS.max;
    },
    finding: 'internally inconsistent',
    reason: 'The design that is called optimal breaks the limit it was optimised under.',
  };
}

const LOSS_ROWS: readonly Row[] = [
  ['before', (facts: Facts) => facts.before],
  ['after, Table 7 at noon', (facts: Facts) => facts.noon],
].map(([when, flowOf]) => {
  const flow = flowOf as (facts: Facts) => PowerFlow;
  return {
    quantity: `reactive losses ${String(when)}`,
    unit: 'kvar',
    published: 0,
    publishedWords: 'approximately zero reactive power loss',
    digits: 0,
    ours: (facts: Facts) => flow(facts).lossKvar,
    oursWords: (facts: Facts) => {
      const charging = chargingKvar(facts, flow(facts)).toFixed(2);
      return `active losses less ${charging} kvar of charging`;
    },
    tolerance: 1,
    toleranceWhy: 'One kvar, three times the charging of all lines.',
    finding: 'not reproducible',
    reason: 'With R equal to X, reactive losses equal active ones but for the charging.',
  };
});

export const TEXT: Table = {
  id: 'equations',
  title: 'Equations (2)–(4), (9) and the text on losses and fitness',
  about: 'What the equations and sentences say against the network they describe.',
  stochastic: false,
  scenario: { ...defaultScenario(), moment: 'noon', powerFactor: 0.92 },
  rows: [
    {
      quantity: 'load-flow equations (2)–(4)',
      unit: 'pu',
      published: null,
      publishedWords: 'the equations as printed describe the network',
      digits: 0,
      ours: leftWithoutOwnVoltage,
      oursWords: (facts) =>
        `the standard form closes to ${facts.before.worstMismatchPu.toExponential(1)} pu at every ` +
        `bus; without V at bus i, as printed, up to ${leftWithoutOwnVoltage(facts).toFixed(3)} pu ` +
        'are left, and the term G sin − B cos is missing too',
      agrees: (facts) => leftWithoutOwnVoltage(facts) <= CLOSED_PU,
      tolerance: CLOSED_PU,
      toleranceWhy: `${WORDS_ONLY} An equation of the network closes to rounding.`,
      finding: 'internally inconsistent',
      reason:
        'Equation (2) is no equation of the network, (4) is incomplete, and (10) and (11) leave ' +
        'panels and packs out; the standard form is used here.',
    },
    overLimit(7),
    overLimit(9),
    ...LOSS_ROWS,
    {
      quantity: 'objectives that the fitness of section 5.4.4 returns',
      unit: '',
      published: 2,
      publishedWords: 'loss and cost',
      digits: 0,
      ours: (facts) => {
        const { costUsdPerHour, voltageDeviationPu, apparentLossKva } = facts.thesisDesign();
        return [costUsdPerHour, voltageDeviationPu, apparentLossKva].filter(Number.isFinite).length;
      },
      oursWords: () => 'cost, sum of voltage deviations and apparent loss',
      tolerance: 0,
      toleranceWhy: 'Objectives are counted.',
      finding: 'internally inconsistent',
      reason: 'The text minimises the voltage deviation too, but the pseudo-code never returns it.',
    },
  ],
};

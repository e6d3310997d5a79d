/** The numbers of the procedure's steps and rounds, as sentences and tables. */
import { worstCaseOf } from '../../app/forecast-load.ts';
import type { ProcedurePart } from '../../app/forecast-show.ts';
import {
  type Judgement,
  PROCEDURE_STEPS,
  type ProcedureStep,
  THESIS_EXAMPLE,
  THESIS_RULES,
} from '../../forecast/procedure.ts';
import { procedure as words } from '../../strings/en/forecast-procedure.ts';
import { formatNumber } from '../chart/number.ts';
import type { Table } from '../chart/table.ts';
import { dateOf } from './when.ts';

export interface Step {
  readonly step: ProcedureStep;
  /** '' before it was reached. */
  readonly said: string;
  readonly reached: boolean;
}

const kwh = (value: number): string => formatNumber(value, value < 100 ? 1 : 0);
const percent = (share: number): string => formatNumber(100 * share, 1);

/** All seven, with what this meter gave where it has come so far. */
export function stepsOf(part: ProcedurePart | null, ended: boolean): readonly Step[] {
  return PROCEDURE_STEPS.map((step) => {
    const said = part ? saidOf(step, part, ended) : '';
    return { step, said, reached: said !== '' };
  });
}

function saidOf(step: ProcedureStep, part: ProcedurePart, ended: boolean): string {
  const { rounds } = part.run;
  const last = rounds.at(-1);
  if (!last) return step === 'collect' && ended ? words.steps['collect-more'].ended : '';
  const { steps } = words;
  switch (step) {
    case 'collect':
      return steps.collect.did(last.trainDays);
    case 'predict':
      return steps.predict.did({ date: dateOf(last.startMinute), kwh: kwh(last.forecastKwh) });
    case 'validate':
      return steps.validate.did({
        ...{ kwh: kwh(last.actualKwh), accepted: last.accepted },
        percent: last.error === null ? formatNumber(NaN) : percent(last.error),
      });
    case 'collect-more':
      return moreOf(rounds, part.run.exhausted && ended);
    default:
      return last.accepted ? limitsOf(step, last, part) : '';
  }
}

function moreOf(rounds: readonly Judgement[], exhausted: boolean): string {
  const { steps } = words;
  if (exhausted) return steps['collect-more'].ended;
  return rounds.length === 1
    ? steps['collect-more'].none
    : steps['collect-more'].did(rounds.length - 1);
}

function limitsOf(step: ProcedureStep, last: Judgement, part: ProcedurePart): string {
  const { steps } = words;
  const worst = worstCaseOf(part);
  if (step === 'limits') {
    return steps.limits.did({ lower: kwh(last.lowerKwh), upper: kwh(last.upperKwh) });
  }
  if (!worst) return '';
  if (step === 'worst-case') {
    return steps['worst-case'].did({
      upper: formatNumber(worst.upperKw, 1),
      peak: formatNumber(worst.userPeakKw, 1),
      percent: percent(worst.share),
    });
  }
  return steps.project.did({
    ...{ bus: part.bus.id, peak: formatNumber(worst.busPeakKw, 1), percent: percent(worst.share) },
    load: formatNumber(worst.loadKw, 1),
  });
}

export function roundsTable(rounds: readonly Judgement[]): Table {
  const energy = (label: string) => ({ label, unit: 'kWh', format: kwh });
  return {
    caption: words.rounds,
    columns: [
      { label: words.round, unit: '', format: String },
      { label: words.days, unit: '', format: String },
      { label: words.day, unit: '' },
      energy(words.forecast),
      energy(words.actual),
      { label: words.error, unit: '%', format: percent },
      { label: words.verdict, unit: '' },
    ],
    rows: rounds.map((one) => [
      ...[one.round + 1, one.trainDays, dateOf(one.startMinute)],
      ...[one.forecastKwh, one.actualKwh, one.error],
      one.accepted ? words.accepted : words.refused,
    ]),
  };
}

/** The printed example by its own rules. */
export function exampleTable(): Table {
  const { example } = words;
  const { rows, values, verdicts } = example;
  const e = THESIS_EXAMPLE;
  const plain = (value: number): string => formatNumber(value, Number.isInteger(value) ? 0 : 1);
  return {
    caption: example.heading,
    columns: [example.figure, example.printed, example.verdictHead].map((label) => ({
      ...{ label, unit: '' },
    })),
    rows: [
      [
        rows.energy,
        values.energy({ forecast: plain(e.forecastKwh), actual: plain(e.actualKwh) }),
        verdicts.energy({
          percent: formatNumber(100 * e.error, 2),
          most: plain(100 * THESIS_RULES.tolerance),
        }),
      ],
      [
        rows.limit,
        values.limit({ upper: `${e.upperKwh} kWh`, peak: `${e.userPeakKw} kW` }),
        verdicts.limit(formatNumber((100 * e.upperKwh) / e.userPeakKw, 1)),
      ],
      [
        rows.load,
        values.load({ load: plain(e.printedBusLoad), peak: plain(e.busPeakKw) }),
        verdicts.load(formatNumber(e.busLoadKw, 1)),
      ],
    ],
  };
}

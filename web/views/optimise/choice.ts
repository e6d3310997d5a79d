/** What one choice of hours says of a design that another does not: figures for gl-choices. */
import type { ByChoice, Design, Judgement } from '../../kernel/outcome.ts';
import {
  judgesYear,
  SITING_HOURS,
  type SitingAssumptions,
  type SitingHour,
} from '../../scenario/scenario.ts';
import { words as all } from '../../strings/en/optimise.ts';
import { choice as words } from '../../strings/en/optimise-choice.ts';
import { formatNumber } from '../chart/number.ts';
import type { Column, Table } from '../chart/table.ts';
import { type Objective, OBJECTIVES } from './front.ts';
import { show } from './why.ts';

/** Whether it keeps the limits, and what the whole year says where some days decided. */
export function limitsOf(
  { feasible, violation, wholeYear }: Design,
  { hour, outsideShare }: Pick<SitingAssumptions, 'hour' | 'outsideShare'>,
): string {
  const by = formatNumber(violation, 4);
  const percent = (share: number): string => formatNumber(100 * share, 0);
  const own = judgesYear(hour)
    ? feasible
      ? all.design.feasibleHours(percent(1 - outsideShare))
      : all.design.infeasibleHours({ percent: percent(outsideShare), violation: by })
    : feasible
      ? all.design.feasible
      : all.design.infeasible(by);
  if (wholeYear === undefined) return own;
  const year = feasible
    ? wholeYear.feasible
      ? all.design.yearKeeps
      : all.design.yearBreaks(formatNumber(wholeYear.violation, 4))
    : wholeYear.feasible
      ? all.design.yearMends
      : all.design.yearBreaksToo;
  return `${own}; ${year}`;
}

/** Share of the larger of all choices, 0 … 1: the length of a bar. */
export function shareOf(choices: ByChoice, hour: SitingHour, objective: Objective): number {
  const most = Math.max(...SITING_HOURS.map((each) => choices[each]?.[objective] ?? 0));
  const value = choices[hour]?.[objective] ?? 0;
  return most > 0 ? value / most : 0;
}

/** By how many per cent each objective of `judged` misses that of `year`. */
function missed(judged: Judgement, year: Judgement): Record<Objective, number> {
  const share = (objective: Objective): number =>
    year[objective] === 0 ? 0 : 100 * Math.abs(judged[objective] / year[objective] - 1);
  return {
    costUsdPerHour: share('costUsdPerHour'),
    voltageDeviationPu: share('voltageDeviationPu'),
    apparentLossKva: share('apparentLossKva'),
  };
}

/** The largest misses over a front found by days, and of how many designs the limits. */
export function missesOf(front: readonly Design[]): {
  readonly most: Readonly<Record<Objective, number>>;
  readonly wrong: number;
  readonly count: number;
} | null {
  const both = front.flatMap((design) =>
    design.wholeYear ? [{ design, year: design.wholeYear }] : [],
  );
  if (both.length === 0) return null;
  const all = both.map(({ design, year }) => missed(design, year));
  const most = (objective: Objective): number => Math.max(...all.map((each) => each[objective]));
  return {
    most: {
      costUsdPerHour: most('costUsdPerHour'),
      voltageDeviationPu: most('voltageDeviationPu'),
      apparentLossKva: most('apparentLossKva'),
    },
    wrong: both.filter(({ design, year }) => design.feasible !== year.feasible).length,
    count: both.length,
  };
}

const percents = (of: Readonly<Record<Objective, number>>) => ({
  cost: formatNumber(of.costUsdPerHour, 1),
  deviation: formatNumber(of.voltageDeviationPu, 1),
  loss: formatNumber(of.apparentLossKva, 1),
});

/** The sentences under the table, for a design that was searched by `hour`. */
export function missWords(
  choices: ByChoice,
  hour: SitingHour,
  front: readonly Design[],
): readonly string[] {
  const { year, days } = choices;
  if (year === null) return [words.collapse(words.hours.year.toLowerCase())];
  const told = hour === 'evening' ? 'evening' : 'noon';
  const one = choices[told];
  const lines: string[] = [];
  if (one !== null) {
    lines.push(
      words.oneHour({
        hour: told === 'noon' ? 'noon' : 'the evening peak',
        hourLoss: show(one.apparentLossKva, 'apparentLossKva'),
        yearLoss: show(year.apparentLossKva, 'apparentLossKva'),
      }),
    );
  }
  if (year.worst) lines.push(words.lowestPu({ lowest: formatNumber(year.worst.lowestPu, 3) }));
  if (days !== null) lines.push(words.days(percents(missed(days, year))));
  const misses = hour === 'days' ? missesOf(front) : null;
  if (misses !== null) {
    const { count, wrong, most } = misses;
    lines.push(words.front({ count, wrong, ...percents(most) }));
  }
  return lines;
}

/** The card as rows, for CSV and clipboard. */
export function choiceTable(choices: ByChoice): Table {
  const columns: Column[] = [
    { label: words.by, unit: '' },
    ...OBJECTIVES.map((objective) => ({
      label: all.objective[objective].name,
      unit: all.objective[objective].unit,
    })),
    { label: words.worst, unit: 'pu' },
    { label: words.lowest, unit: 'pu' },
    { label: words.limits, unit: '' },
  ];
  return {
    caption: words.caption,
    columns,
    rows: SITING_HOURS.map((hour) => {
      const judged = choices[hour];
      if (judged === null) return [words.hours[hour], null, null, null, null, null, words.unsolved];
      return [
        words.hours[hour],
        ...OBJECTIVES.map((objective) => judged[objective]),
        judged.worst?.voltageDeviationPu ?? null,
        judged.worst?.lowestPu ?? null,
        judged.feasible ? words.kept : words.broken,
      ];
    }),
  };
}

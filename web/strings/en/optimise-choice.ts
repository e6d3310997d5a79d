/** Words of what each choice of hours misses. */
import type { SitingHour } from '../../scenario/scenario.ts';

export const choice = {
  heading: 'What each choice misses',
  lead:
    'The selected design, judged four ways. Noon and evening are one hour at the case’s peak ' +
    'loads in which every panel and pack feeds in all it can; days and year are means over their ' +
    'hours, with packs following their rule.',
  caption: 'One design, four judges',
  by: 'Judged by',
  hours: {
    noon: 'Noon',
    evening: 'Evening',
    days: 'Days',
    year: 'Whole year',
  } satisfies Record<SitingHour, string>,
  searched: 'the search’s',
  lowest: 'Lowest voltage',
  worst: 'Worst hour’s deviation',
  limits: 'Limits',
  kept: 'kept',
  broken: 'broken',
  unsolved: 'no solution in some hour',
  oneHourOnly: '–',
  pending: 'The four judges are at work.',
  oneHour: (at: { hour: string; hourLoss: string; yearLoss: string }): string =>
    `At ${at.hour} it loses ${at.hourLoss} kVA; over the year ${at.yearLoss} kVA on average.`,
  lowestPu: (at: { lowest: string }): string =>
    `In the year’s worst hour the voltage falls to ${at.lowest} pu: no single hour shows that.`,
  days: (at: { cost: string; deviation: string; loss: string }): string =>
    `The days miss the year’s cost by ${at.cost} %, its deviation by ${at.deviation} % and its ` +
    `loss by ${at.loss} %.`,
  front: (at: {
    count: number;
    cost: string;
    deviation: string;
    loss: string;
    wrong: number;
  }): string =>
    `Over all ${at.count} designs of this front they miss at most ${at.cost} % in cost, ` +
    `${at.deviation} % in deviation and ${at.loss} % in loss; ` +
    (at.wrong === 0
      ? 'which designs keep the limits they tell rightly.'
      : `of ${at.wrong} they tell wrongly whether the limits are kept. Trust the whole year.`),
  collapse: (hour: string): string =>
    `By ${hour} this design cannot stand: some hour has no power flow.`,
};

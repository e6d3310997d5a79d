/** The two public examples of Prophet as series, and how far apart two figures are. */
import { seriesOf } from '../../web/forecast/check.ts';
import type { Series } from '../../web/forecast/series.ts';
import { expect } from '@open-wc/testing';

export interface Days {
  /** Since 1970-01-01. */
  readonly days: readonly number[];
  readonly values: readonly number[];
}

/** All but the last `leftOut` rows, on a step of one day with gaps. */
export function dailySeries({ days, values }: Days, leftOut = 0): Series {
  const points = days.map((day, i) => ({ minute: day * 1440, value: values[i]! }));
  const { series, problems } = seriesOf(points.slice(0, points.length - leftOut), 1440);
  expect(problems.every(({ harmless }) => harmless)).to.equal(true);
  return series!;
}

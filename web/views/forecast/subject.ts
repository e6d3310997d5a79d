/** What is foretold, a load or the sun, as the view's words and measures of it. */
import type { StudyPart } from '../../app/forecast-show.ts';
import { slotsPerDay } from '../../forecast/series.ts';
import { CLOUD_ERROR_DAY, CLOUD_ERROR_MOMENT } from '../../forecast/sun.ts';
import { words } from '../../strings/en/forecast.ts';
import { sun as sunWords } from '../../strings/en/forecast-sun.ts';
import { formatNumber } from '../chart/number.ts';

interface Subject {
  readonly heading: string;
  readonly headingOfDays: string;
  readonly axis: string;
  readonly measured: string;
  readonly clear: string;
}

export function subjectOf({ bus, sun }: Pick<StudyPart, 'bus' | 'sun'>): Subject {
  const { picture } = words;
  if (!sun) {
    return {
      ...{ heading: picture.heading(bus.id), headingOfDays: picture.headingOfDays(bus.id) },
      ...{ axis: picture.load, measured: picture.measured, clear: '' },
    };
  }
  const { heading, headingOfOne, ofDays, axis, measured, clear } = sunWords.picture;
  const here = sun.standing > 0 ? heading(bus.id) : headingOfOne(bus.id);
  return { heading: here, headingOfDays: ofDays(here), axis, measured, clear };
}

/** An error as a share of what is installed, in percent; '–' where nothing is. */
export function percentOf(rmse: number, { sun }: Pick<StudyPart, 'sun'>): string {
  return sun && sun.installedKw > 0 ? formatNumber((100 * rmse) / sun.installedKw, 1) : '–';
}

/** Of the energy that a clear sky would have given on the history's last day, in percent. */
export function clearnessOfYesterday({ history, sun }: StudyPart): string {
  const to = history.values.length;
  const from = to - slotsPerDay(history);
  const sum = (values: Float64Array): number =>
    values.subarray(from, to).reduce((total, kw) => total + kw, 0);
  const clear = sun ? sum(sun.clearSky) : 0;
  return clear > 0 ? formatNumber((100 * sum(history.values)) / clear, 0) : '–';
}

/** How wrong the simulated weather service is. */
export function service(): string {
  const percent = (share: number): string => formatNumber(100 * share, 0);
  const whole = Math.sqrt(
    CLOUD_ERROR_DAY * CLOUD_ERROR_DAY + CLOUD_ERROR_MOMENT * CLOUD_ERROR_MOMENT,
  );
  return sunWords.service({
    ...{ whole: percent(whole), day: percent(CLOUD_ERROR_DAY) },
    moment: percent(CLOUD_ERROR_MOMENT),
  });
}

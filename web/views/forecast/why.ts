/** The sentences that say how things stand: for everybody, for a screen reader, for a projector. */
import type { StudyPart } from '../../app/forecast-show.ts';
import type { Snapshot } from '../../app/snapshot.ts';
import { asksSun } from '../../app/forecast-sun.ts';
import { minuteOf } from '../../forecast/series.ts';
import { words } from '../../strings/en/forecast.ts';
import { sun } from '../../strings/en/forecast-sun.ts';
import { formatNumber } from '../chart/number.ts';
import { kw } from './kw.ts';
import { bestSimple, leading, type Reading } from './reading.ts';
import { clearnessOfYesterday, percentOf } from './subject.ts';
import { clockOf, dateOf, holidayOf } from './when.ts';

/** Nothing can be foretold, because the year has just begun. */
export function isTooEarly({ problems, cut }: StudyPart): boolean {
  return cut && problems.some(({ rule }) => rule === 'length');
}

export function why({ forecast }: Snapshot, reading: Reading | null): string {
  const { study } = forecast;
  if (!study) return words.why.waiting;
  if (!reading) {
    const fault = study.problems.find(({ harmless }) => !harmless);
    if (fault && !isTooEarly(study)) return study.sun ? sun.why.cannot : words.why.cannot(fault);
    return words.why.short(dateOf(study.coming.startMinute));
  }
  if (reading.hidden) return words.why.guess;
  return guessed(reading) ?? prophetAgainst(reading) ?? simpleOnly(reading);
}

function guessed({ standings }: Reading): string | null {
  const own = standings.find(({ who }) => who === 'guess');
  const rival = standings.find(({ who }) => who !== 'guess');
  if (!own || !rival || rival.who === 'guess') return null;
  return words.why.guessed({
    ...{ place: own.place, all: standings.length, best: words.said[rival.who] },
    ...{ rmse: kw(rival.scores.rmse), own: kw(own.scores.rmse) },
  });
}

function prophetAgainst(reading: Reading): string | null {
  const prophet = reading.rows.find(({ method }) => method === 'prophet')?.tomorrow;
  const best = bestSimple(reading);
  if (!prophet || !best.tomorrow) return null;
  const better = prophet.rmse < best.tomorrow.rmse;
  if (reading.study.sun) {
    const share = (rmse: number): string => percentOf(rmse, reading.study);
    const rival = { best: words.said[best.method], share: share(best.tomorrow.rmse) };
    return sun.why.prophet({ ...rival, prophet: share(prophet.rmse), better });
  }
  const said = { prophet: kw(prophet.rmse), best: words.said[best.method] };
  const name = holidayOf(reading.study.coming.startMinute);
  if (better && name !== '' && (reading.fit?.holidayCount ?? 0) > 0) {
    return words.why.holiday({ ...said, name, rmse: kw(best.tomorrow.rmse) });
  }
  return words.why.prophet({ ...said, rmse: kw(best.tomorrow.rmse), better });
}

function simpleOnly(reading: Reading): string {
  const best = bestSimple(reading);
  const naive = reading.rows.find(({ method }) => method === 'seasonal-naive-day');
  if (!best.scores || !naive?.scores) return words.why.waiting;
  const { study } = reading;
  if (study.sun) {
    const [share, asYesterday] = [best.scores.rmse, naive.scores.rmse].map((rmse) =>
      percentOf(rmse, study),
    ) as [string, string];
    const clearness = clearnessOfYesterday(study);
    return sun.why.simple({ best: words.said[best.method], share, naive: asYesterday, clearness });
  }
  return words.why.simple({
    ...{ best: words.said[best.method], rmse: kw(best.scores.rmse) },
    naive: kw(naive.scores.rmse),
  });
}

export function summary({ forecast, world }: Snapshot, reading: Reading | null): string {
  const { study, guess } = forecast;
  if (!study) return asksSun(world.scenario) ? sun.summary.waiting : words.summary.waiting;
  const { history, coming, bus } = study;
  const days = Math.round((history.values.length * history.stepMinutes) / 1440);
  const at = { bus: bus.id, days, date: dateOf(coming.startMinute) };
  const here = study.sun
    ? sun.summary.here({
        ...at,
        panels: formatNumber(study.sun.standing, 0),
        kw: kw(study.sun.installedKw),
      })
    : words.summary.here(at);
  if (!reading) {
    return `${here} ${isTooEarly(study) ? words.summary.none : words.summary.cannot}`;
  }
  return `${here} ${guess.on ? words.summary.try.guess : words.summary.try.plain}`;
}

/** Whole kilowatts, where there are enough of them to tell. */
const short = (value: number): string => formatNumber(value, value < 10 ? 2 : 0);

/** The projector's number: tomorrow's peak and how high the band reaches. */
export function number(reading: Reading): readonly [string, string] {
  const front = leading(reading);
  const { coming } = reading.study;
  const peak = front.mean.indexOf(Math.max(...front.mean));
  return [
    short(front.mean[peak] ?? NaN),
    words.number.peak({
      ...{ date: dateOf(coming.startMinute), time: clockOf(minuteOf(coming, peak)) },
      ...{ by: words.said[front.method], upper: short(Math.max(...front.upper)) },
      band: Math.round(100 * front.intervalWidth),
    }),
  ];
}

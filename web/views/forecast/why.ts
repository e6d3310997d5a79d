/** The sentences that say how things stand: for everybody, for a screen reader, for a projector. */
import type { StudyPart } from '../../app/forecast-show.ts';
import type { Snapshot } from '../../app/snapshot.ts';
import { minuteOf } from '../../forecast/series.ts';
import { words } from '../../strings/en/forecast.ts';
import { formatNumber } from '../chart/number.ts';
import { kw } from './kw.ts';
import { bestSimple, leading, type Reading } from './reading.ts';
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
    if (fault && !isTooEarly(study)) return words.why.cannot(fault);
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
  return words.why.simple({
    ...{ best: words.said[best.method], rmse: kw(best.scores.rmse) },
    naive: kw(naive.scores.rmse),
  });
}

export function summary({ forecast }: Snapshot, reading: Reading | null): string {
  const { study, guess } = forecast;
  if (!study) return words.summary.waiting;
  const { history, coming, bus } = study;
  const days = Math.round((history.values.length * history.stepMinutes) / 1440);
  const here = words.summary.here({ bus: bus.id, days, date: dateOf(coming.startMinute) });
  if (!reading) {
    return `${here} ${isTooEarly(study) ? words.summary.none : words.summary.cannot}`;
  }
  return `${here} ${guess.on ? words.summary.try.guess : words.summary.try.plain}`;
}

/** The projector's number: tomorrow's peak and how high the band reaches. */
export function number(reading: Reading): readonly [string, string] {
  const front = leading(reading);
  const { coming } = reading.study;
  const peak = front.mean.indexOf(Math.max(...front.mean));
  return [
    formatNumber(front.mean[peak] ?? NaN, 0),
    words.number.peak({
      ...{ date: dateOf(coming.startMinute), time: clockOf(minuteOf(coming, peak)) },
      ...{ by: words.said[front.method], upper: formatNumber(Math.max(...front.upper), 0) },
      band: Math.round(100 * front.intervalWidth),
    }),
  ];
}

/** The sentences that say how things stand: for everybody, for a screen reader, for a projector. */
import type { Snapshot } from '../../app/snapshot.ts';
import { minuteOf, slotsPerDay } from '../../forecast/series.ts';
import { peakOf } from '../../forecast/upper-limit.ts';
import { words } from '../../strings/en/forecast.ts';
import { formatNumber } from '../chart/number.ts';
import { bestSimple, leading, type Reading } from './reading.ts';
import { clockOf, dateOf } from './when.ts';

const kw = (value: number): string => formatNumber(value, 1);

export function why({ forecast }: Snapshot, reading: Reading | null): string {
  const { study } = forecast;
  if (!study) return words.why.waiting;
  if (!reading) return words.why.short(dateOf(study.coming.startMinute));
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
  return words.why.prophet({
    ...{ prophet: kw(prophet.rmse), best: words.said[best.method] },
    ...{ rmse: kw(best.tomorrow.rmse), better: prophet.rmse < best.tomorrow.rmse },
  });
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
  if (!reading) return `${here} ${words.summary.none}`;
  return `${here} ${guess.on ? words.summary.try.guess : words.summary.try.plain}`;
}

/** The projector's number: tomorrow's peak and how high the band reaches; nothing that is hidden. */
export function number(reading: Reading): readonly [string, string] {
  const { history } = reading.study;
  if (reading.hidden) {
    const yesterday = history.values.subarray(-slotsPerDay(history));
    return [formatNumber(peakOf(yesterday), 0), words.number.guess];
  }
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

/** A meter with a known shape, what the simple methods make of it, and a made-up Prophet. */
import type { ComparePart, FitPart, ForecastShow, StudyPart } from '../../web/app/forecast-show.ts';
import { FIRST_FORECAST } from '../../web/app/annex-first.ts';
import { freshGuess } from '../../web/app/forecast-guess.ts';
import type { Component, ProphetForecast } from '../../web/forecast/forecast.ts';
import type { Judgement } from '../../web/forecast/procedure.ts';
import { studyOf } from '../../web/forecast/study.ts';
import { sunStudyOf } from '../../web/forecast/sun.ts';
import { syntheticSeries } from '../../web/forecast/synthetic.ts';
import { defaultScenario } from '../../web/scenario/default.ts';
import { withValue } from '../../web/scenario/edit.ts';

/** 2023-01-01. */
const NEW_YEAR = 19_358 * 1440;
const DAY = 62;

export const SCENARIO = withValue(defaultScenario(), 'day', DAY);

const year = syntheticSeries({ seed: 7, days: 70, stepMinutes: 60, startMinute: NEW_YEAR }).series;

export const STUDY: StudyPart = {
  ...studyOf(year, { day: DAY, historyDays: 60, band: 0.8 }),
  scenario: SCENARIO,
  bus: { id: 7, kind: 'commercial', peakKw: 1158, metered: false },
  sun: null,
};

/** Panels whose days bring a share of a clear sky that a season's wave and chance decide. */
export const SUN_STUDY: StudyPart = (() => {
  const clear = Float64Array.from({ length: 70 * 24 }, (_, slot) =>
    Math.max(0, 300 - 10 * Math.abs((slot % 24) - 12) * Math.abs((slot % 24) - 12)),
  );
  const share = (day: number): number => ((day * 7) % 10) / 10;
  const values = clear.map((kw, slot) => kw * share(Math.floor(slot / 24)));
  const sun = {
    output: { stepMinutes: 60, startMinute: NEW_YEAR, values },
    ...{ clearSky: clear, foretold: values.map((kw) => 0.9 * kw), installedKw: 365 },
  };
  const study = sunStudyOf(sun, { day: DAY, historyDays: 60, band: 0.8 });
  return {
    ...study,
    scenario: withValue(SCENARIO, 'forecast.what', 1),
    bus: { id: 7, kind: 'commercial', peakKw: 1158, metered: false },
    sun: { standing: 1000, panels: 1000, installedKw: 365, clearSky: study.sky.clearSky },
  };
})();

const { history, coming } = STUDY;
const SLOTS = history.values.length + coming.values.length;

const part = (kind: Component['kind'], value: (slot: number) => number): Component => ({
  ...{ kind, name: kind, values: Float64Array.from({ length: SLOTS }, (_, slot) => value(slot)) },
});

/** A level of 10 kW that rises by 1 kW in the sixty days, bends once, and a wave a day. */
export const PROPHET: ProphetForecast = (() => {
  const components = [
    part('trend', (slot) => 10 + slot / 1440),
    part('weekly', (slot) => (Math.floor(slot / 24) % 7 === 0 ? -1 : 0.2)),
    part('daily', (slot) => (slot % 24) / 8 - 1.5),
    part('holiday', (slot) => (Math.floor(slot / 24) === 6 ? -2.5 : 0)),
  ];
  const fit = new Float64Array(SLOTS).map((_, slot) =>
    components.reduce((sum, { values }) => sum + values[slot]!, 0),
  );
  const mean = fit.slice(history.values.length);
  return {
    ...{ method: 'prophet', stepMinutes: 60, startMinute: coming.startMinute, mean },
    ...{ lower: mean.map((kw) => kw - 2), upper: mean.map((kw) => kw + 3), intervalWidth: 0.8 },
    historyLength: history.values.length,
    historyStartMinute: history.startMinute,
    ...{ fit, components, noise: 1.25 },
    changepoints: [
      { minute: history.startMinute + 10 * 1440, rateChangePerDay: 0.01 },
      { minute: history.startMinute + 20 * 1440, rateChangePerDay: -0.04 },
    ],
    seasonalities: { daily: true, weekly: true, yearly: false },
  };
})();

const FIT: FitPart = { scenario: SCENARIO, forecast: PROPHET, holidayCount: 1 };

export const COMPARED: ComparePart = {
  scenario: SCENARIO,
  comparison: {
    ...{ done: 7, total: 7, problems: [] },
    rows: [{ method: 'prophet', evaluation: STUDY.rows[0]!.evaluation }],
  },
};

const round = (changes: Partial<Judgement> = {}): Judgement => ({
  ...{ round: 0, trainDays: 30, startMinute: NEW_YEAR + 31 * 1440, actualKwh: 200 },
  ...{ forecastKwh: 230, lowerKwh: 150, upperKwh: 260, error: 0.15, accepted: false },
  ...changes,
});

/** Accepted in the second round; the day's upper limit reaches 12 of 16 kW. */
export const PROCEDURE: Extract<ForecastShow['procedure'], { state: 'done' }> = {
  ...{ state: 'done', elapsedMs: 400 },
  part: {
    ...{ scenario: SCENARIO, bus: STUDY.bus, userPeakKw: 16 },
    run: {
      rounds: [
        round(),
        round({ round: 1, trainDays: 37, forecastKwh: 204, error: 0.02, accepted: true }),
      ],
      forecast: { ...PROPHET, upper: new Float64Array(24).fill(8).fill(12, 19, 20) },
      ...{ exhausted: false, problems: [] },
    },
  },
};

export const show = (changes: Partial<ForecastShow> = {}): ForecastShow => ({
  ...FIRST_FORECAST,
  ...{ study: STUDY, fit: { state: 'done', elapsedMs: 700, part: FIT } },
  ...changes,
});

export const GUESS = freshGuess(STUDY);

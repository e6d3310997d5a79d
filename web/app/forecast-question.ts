/** From the scenario to what is asked of a forecast, and when two scenarios ask the same. */
import { defaultOptions, type ForecastOptions } from '../forecast/forecast.ts';
import { dayOf, slotsPerDay } from '../forecast/series.ts';
import type { Study } from '../forecast/study.ts';
import type { Bus, GridCase } from '../grid/case.ts';
import { HOLIDAYS } from '../profile/calendar.ts';
import { applyScenario } from '../scenario/apply.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { StudyRequest } from '../workers/forecast-protocol.ts';
import type { MeterBus } from './forecast-show.ts';
import { sameSun } from './forecast-sun.ts';
import { caseOf, sameCase } from './world.ts';

/**
 * The network whose meters are read: loads that were set by hand are what the feeder is to carry,
 * not what a meter has shown, unless the case itself draws nothing there.
 */
export function meteredGrid(scenario: Scenario): GridCase {
  return applyScenario({ ...scenario, loads: loadsOfIdle(scenario) }, caseOf(scenario));
}

function loadsOfIdle(scenario: Scenario): Scenario['loads'] {
  const idle = caseOf(scenario).buses.filter(({ loadKw }) => !(loadKw > 0));
  return scenario.loads.filter(({ bus }) => idle.some(({ id }) => id === bus));
}

/** Buses that have a load, generated or metered. */
export function metersOf(scenario: Scenario, grid = meteredGrid(scenario)): readonly Bus[] {
  const own = new Set(scenario.ownProfile?.buses.map(({ bus }) => bus));
  return grid.buses.filter(({ id, loadKw }) => loadKw > 0 || own.has(id));
}

/** The bus asked for, or the largest load where none is, or none of that number. */
export function busOf(scenario: Scenario, grid = meteredGrid(scenario)): Bus | null {
  const meters = metersOf(scenario, grid);
  const asked = meters.find(({ id }) => id === scenario.forecast.bus);
  return asked ?? meters.reduce<Bus | null>(larger, null);
}

const larger = (best: Bus | null, bus: Bus): Bus =>
  best === null || bus.loadKw > best.loadKw ? bus : best;

export function meterBusOf(scenario: Scenario, bus: Bus): MeterBus {
  return {
    id: bus.id,
    kind: bus.category ?? null,
    peakKw: bus.loadKw * scenario.loadScale,
    metered: scenario.ownProfile?.buses.some((own) => own.bus === bus.id) ?? false,
  };
}

export function studyRequest(scenario: Scenario, grid: GridCase, bus: Bus): StudyRequest {
  const { historyDays, band } = scenario.forecast;
  const question = { day: scenario.day, historyDays, band };
  return { scenario, grid, index: grid.buses.indexOf(bus), question };
}

/** What Prophet is asked for the day that comes. */
export function optionsOf(scenario: Scenario, study: Study): ForecastOptions {
  const { band, bendPrior, growth } = scenario.forecast;
  const days = holidaysIn(scenario, study);
  // Each holiday comes once a year: only all of them together can be learned from.
  const learned = days.filter((day) => day < dayOf(study.coming.startMinute));
  return {
    ...defaultOptions(slotsPerDay(study.history)),
    // The sun knows no weekdays: a week fitted to it would be chance.
    ...(scenario.forecast.what === 1 ? { weekly: false } : {}),
    ...{ seed: scenario.seed, intervalWidth: band, changepointPrior: bendPrior },
    growth: growth === 1 ? 'linear' : 'flat',
    holidays: learned.length > 0 ? [{ name: HOLIDAY_NAME, days }] : [],
  };
}

const HOLIDAY_NAME = 'public holidays';

/** Public holidays of history and coming day, in days since 1970-01-01; none where switched off. */
function holidaysIn(scenario: Scenario, { history, coming }: Study): readonly number[] {
  // The sun keeps none.
  if (scenario.forecast.holidays !== 1 || scenario.forecast.what === 1) return [];
  const last = dayOf(coming.startMinute);
  const first = dayOf(history.startMinute);
  const newYear = last - (scenario.day - 1);
  return HOLIDAYS.map(({ day }) => newYear + day - 1).filter((day) => day >= first && day <= last);
}

/** Holidays before the coming day that a fit can learn from. */
export function learnedHolidays(scenario: Scenario, study: Study): number {
  const coming = dayOf(study.coming.startMinute);
  return holidaysIn(scenario, study).filter((day) => day < coming).length;
}

/** true: both ask the same of the same meter. */
export function sameQuestion(a: Scenario, b: Scenario): boolean {
  if (a === b) return true;
  if (a.forecast.what !== b.forecast.what) return false;
  if (a.forecast.what === 1) return sameCase(a, b) && sameSun(a, b);
  const same = (key: keyof Scenario): boolean =>
    a[key] === b[key] || JSON.stringify(a[key]) === JSON.stringify(b[key]);
  const shape = ({ year }: Scenario): string =>
    `${year.stepMinutes}/${year.annualMwh}/${year.loadNoise}`;
  const idle = (scenario: Scenario): string => JSON.stringify(loadsOfIdle(scenario));
  return (
    sameCase(a, b) &&
    shape(a) === shape(b) &&
    (['seed', 'day', 'loadScale', 'forecast', 'ownProfile'] as const).every(same) &&
    (a.loads === b.loads || idle(a) === idle(b))
  );
}

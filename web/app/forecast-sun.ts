/** From the scenario to what is asked of a forecast of the sun, and when two ask the same. */
import { minuteOfText } from '../forecast/clock.ts';
import type { SunStudy, SunYear } from '../forecast/sun.ts';
import type { Bus } from '../grid/case.ts';
import { CALENDAR_YEAR } from '../profile/calendar.ts';
import { PANEL_WATTS_STC, type Scenario } from '../scenario/scenario.ts';
import type { Compute } from '../workers/compute.ts';
import type { Forecasts } from '../workers/forecast.ts';
import type { SunPart } from './forecast-show.ts';
import { caseOf } from './world.ts';

const PANEL_KW = PANEL_WATTS_STC / 1000;

export const asksSun = ({ forecast }: Pick<Scenario, 'forecast'>): boolean => forecast.what === 1;

export const panelsAt = ({ devices }: Scenario, bus: number): number =>
  devices.find((entry) => entry.bus === bus)?.panels ?? 0;

/** The bus asked for; else the one with the most panels, or with the largest load where none stand. */
export function sunBusOf(scenario: Scenario): Bus | null {
  const { buses } = caseOf(scenario);
  const asked = buses.find(({ id }) => id === scenario.forecast.bus);
  const larger = (best: Bus | null, bus: Bus): Bus => {
    if (!best) return bus;
    const more = panelsAt(scenario, bus.id) - panelsAt(scenario, best.id);
    return more > 0 || (more === 0 && bus.loadKw > best.loadKw) ? bus : best;
  };
  return asked ?? buses.reduce<Bus | null>(larger, null);
}

/** What stands there, or one kWp in its place. */
export function sunPartOf(scenario: Scenario, bus: number): SunPart {
  const standing = panelsAt(scenario, bus);
  const [panels, kwp] = standing > 0 ? [standing, standing * PANEL_KW] : [1 / PANEL_KW, 1];
  return { standing, panels, installedKw: kwp * scenario.sunScale };
}

/** The year of light by the kernel's workers, the methods by the forecast's. */
export async function askSun(
  scenario: Scenario,
  { panels, installedKw }: SunPart,
  { compute, forecasts }: { readonly compute: Compute; readonly forecasts: Forecasts },
): Promise<SunStudy> {
  const { stepMinutes, output, clearSky, foretold } = await compute.sun({ scenario, panels });
  const startMinute = minuteOfText(`${CALENDAR_YEAR}-01-01`)!;
  const sun: SunYear = {
    output: { stepMinutes, startMinute, values: output },
    ...{ clearSky, foretold, installedKw },
  };
  const { historyDays, band } = scenario.forecast;
  const { signal } = new AbortController();
  return forecasts.sunStudy(signal, { sun, question: { day: scenario.day, historyDays, band } });
}

/** true: both ask the same of the same panels; both must ask for the sun, on the same network. */
export function sameSun(a: Scenario, b: Scenario): boolean {
  const key = (scenario: Scenario): string => {
    const { seed, day, forecast, latitudeDeg, sunScale, siting, year } = scenario;
    const { stepMinutes, tiltDeg, azimuthDeg, albedo, cloudiness } = year;
    const { inverterMinShare, inverterEfficiency } = siting;
    return JSON.stringify([
      ...[seed, day, forecast, latitudeDeg, sunScale, inverterMinShare, inverterEfficiency],
      ...[stepMinutes, tiltDeg, azimuthDeg, albedo, cloudiness],
      scenario.devices.map(({ bus, panels }) => [bus, panels]),
    ]);
  };
  return key(a) === key(b);
}

/** A year of panels three times: as it is, without clouds, and under the clouds that were foretold. */
import { cloudError } from '../forecast/sun.ts';
import type { Wasm } from '../kernel/wasm.ts';
import { yearPanelKw, yearWeather, type YearWeather } from '../kernel/weather.ts';
import type { SunAnswer, SunRequest } from './protocol.ts';

const DAYS = 365;

/** AC kW of `panels` panels under the scenario's weather; the same for equal scenarios. */
export function sunYear(wasm: Wasm, { scenario, panels }: SunRequest): SunAnswer {
  const { seed, latitudeDeg, siting, sunScale, year } = scenario;
  const { stepMinutes, tiltDeg, azimuthDeg, albedo, cloudiness } = year;
  const sky = { seed, latitudeDeg, tiltDeg, azimuthDeg, albedo, cloudiness, stepMinutes };
  const { inverterMinShare: minShare, inverterEfficiency: efficiency } = siting;
  const kwUnder = (weather: YearWeather): Float64Array =>
    yearPanelKw(wasm, weather, { minShare, efficiency }).map((kw) => kw * panels * sunScale);
  const weather = yearWeather(wasm, sky);
  const error = cloudError(seed, meansOfDays(weather.cloudShare));
  return {
    stepMinutes,
    output: kwUnder(weather),
    clearSky: kwUnder(yearWeather(wasm, { ...sky, cloudiness: 0 })),
    foretold: kwUnder(yearWeather(wasm, sky, error)),
  };
}

function meansOfDays(values: Float64Array): Float64Array {
  const perDay = values.length / DAYS;
  return Float64Array.from({ length: DAYS }, (_, day) => {
    const slots = values.subarray(day * perDay, (day + 1) * perDay);
    return Math.min(1, slots.reduce((sum, value) => sum + value, 0) / perDay);
  });
}

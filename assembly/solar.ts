// Sun and panel.
//
// Panel: the thesis's module (LG365QIC-A5, its Table 1) from irradiance G in kW/m² and air
// temperature Ta in °C: cell temperature Tc = Ta + G (NOCT − 20) / 0.8, current
// I = G (Isc + Ki (Tc − 25)), voltage V = Voc + Kv (Tc − 25) with Kv < 0, power FF V I with the
// fill factor FF = Vmp Imp / (Voc Isc).
// Sky: Haurwitz's clear sky on a horizontal plane, 1098 cos z exp(−0.059 / cos z) W/m²
// (B. Haurwitz, Journal of Meteorology 2 and 3, 1945/46; coefficients as in pvlib), the sun from
// Cooper's declination 23.45° sin(360° (284 + day) / 365) (Solar Energy 12, 1969) and the hour
// angle of local solar time.
// Air: an assumption for teaching, not a climate: yearly mean 30 − 0.3 |latitude| °C, seasons of
// ± 0.2 |latitude| °C with the warmest day a month after the solstice, ± 4 °C within the day with
// the warmest moment at 15:00.

import { cos, sin } from "./angle";

const VOC: f64 = 42.8; // V
const ISC: f64 = 10.8; // A
const VMP: f64 = 36.7; // V
const IMP: f64 = 9.95; // A
const NOCT: f64 = 44.0; // °C
const KV: f64 = -0.10272; // V/K
const KI: f64 = 0.004; // A/K
const FILL_FACTOR: f64 = (VMP * IMP) / (VOC * ISC);
/** W: what the inverter is sized for. */
const NAMEPLATE: f64 = 365.0;

const SLOTS: i32 = 96;
const MINUTES_PER_SLOT: f64 = 15.0;
const RADIANS: f64 = NativeMath.PI / 180.0;

/** f64[96]: kW/m² at the start of each slot of the last `clearSky`. */
export const skyIrradiance: usize = memory.data(768, 16);
/** f64[96]: °C. */
export const skyAmbient: usize = memory.data(768, 16);

/** DC watts of one module; irradiance in kW/m² (≥ 0), air in °C. */
export function panelWatts(irradiance: f64, ambient: f64): f64 {
  if (!(irradiance > 0)) return 0;
  const over = ambient + (irradiance * (NOCT - 20.0)) / 0.8 - 25.0;
  const current = irradiance * (ISC + KI * over);
  const voltage = VOC + KV * over;
  return max(0.0, FILL_FACTOR * voltage * current);
}

/**
 * AC watts of one module behind its inverter: off below `minShare` of the nameplate's 365 W,
 * never above the nameplate, times the efficiency.
 */
export function panelOutputWatts(
  irradiance: f64,
  ambient: f64,
  minShare: f64,
  efficiency: f64,
): f64 {
  const watts = panelWatts(irradiance, ambient);
  return watts < minShare * NAMEPLATE ? 0.0 : min(watts, NAMEPLATE) * efficiency;
}

/** The sun's declination in radians; day of the year 1 … 365. */
export function declination(day: f64): f64 {
  return 23.45 * RADIANS * sin((2.0 * NativeMath.PI * (284.0 + day)) / 365.0);
}

/** Sine of the sun's elevation (cosine of its zenith angle); minute of local solar time. */
export function sunHeight(day: f64, minute: f64, latitudeDeg: f64): f64 {
  const tilt = declination(day);
  const latitude = latitudeDeg * RADIANS;
  const hourAngle = (minute - 720.0) * (0.25 * RADIANS);
  return sin(latitude) * sin(tilt) + cos(latitude) * cos(tilt) * cos(hourAngle);
}

/** Clear-sky irradiance on a horizontal plane, kW/m², from the sine of the sun's elevation. */
export function clearSkyIrradiance(height: f64): f64 {
  if (!(height > 0)) return 0;
  return 1.098 * height * NativeMath.exp(-0.059 / height);
}

/** The air's mean over a day of the year (1 … 365), °C. */
export function airSeason(day: f64, latitudeDeg: f64): f64 {
  const warmestDay = latitudeDeg < 0 ? 20.0 : 202.5;
  const away = Math.abs(latitudeDeg);
  const season = 0.2 * away * cos((2.0 * NativeMath.PI * (day - warmestDay)) / 365.0);
  return 30.0 - 0.3 * away + season;
}

function airTemperature(day: f64, minute: f64, latitudeDeg: f64): f64 {
  const hour = 4.0 * cos((2.0 * NativeMath.PI * (minute - 900.0)) / 1440.0);
  return airSeason(day, latitudeDeg) + hour;
}

/** Fills `skyIrradiance` and `skyAmbient` for a day (1 … 365) at a latitude in degrees north. */
export function clearSky(day: f64, latitudeDeg: f64): void {
  for (let slot = 0; slot < SLOTS; slot++) {
    const minute = <f64>slot * MINUTES_PER_SLOT;
    const at = (<usize>slot) << 3;
    const height = sunHeight(day, minute, latitudeDeg);
    store<f64>(skyIrradiance + at, clearSkyIrradiance(height));
    store<f64>(skyAmbient + at, airTemperature(day, minute, latitudeDeg));
  }
}

/**
 * The sun's position, and a year of weather from a seed: light, air, wind and clouds by the slot.
 *
 * Computed inside wasm, so the same everywhere; nothing here disturbs a network packed in the same
 * instance. The days are those of 2023, the clock is the place's mean solar time (UTC at longitude
 * 0): no zones, no daylight saving. Quarter-hours are computed, hours are the mean of their four,
 * ((a + b) + c + d) / 4; so for irradiance too, where direct × height + diffuse = horizontal holds
 * for quarter-hours only. Models, sources and limits: public/docs/model.md, section "Weather".
 */
import { checkRecord, whole, within } from './argument.ts';
import { f64, type Wasm } from './wasm.ts';

const DAYS = 365;
const QUARTERS_PER_DAY = 96;
const HOURS_PER_DAY = 24;
/** Of `weatherRows`. */
const CLOUD_ROW = 6;
/** Seconds since 1970 of 1 January 1950 and 2051: where the position keeps its 0.02°. */
const SUN_YEARS_S = [-631_152_000, 2_556_144_000] as const;

export interface WeatherRequest {
  /** Whole, 0 … 2³² − 1. */
  readonly seed: number;
  /** −66 … 66, north positive. */
  readonly latitudeDeg: number;
  /** Of the panel; 0 = flat … 90 = upright. */
  readonly tiltDeg: number;
  /** Where the panel faces, clockwise from north, 0 … 360; 180 = south. */
  readonly azimuthDeg: number;
  /** Share of the light that the ground throws back, 0 … 1. */
  readonly albedo: number;
  /** Mean share of the sky under cloud: 0 = clear all year … 1 = overcast all year. */
  readonly cloudiness: number;
  readonly stepMinutes: 60 | 15;
}

/** Means over each slot; slot 0 starts on 1 January at 00:00; 8,760 or 35,040 slots. */
export interface YearWeather {
  readonly slots: number;
  readonly stepMinutes: 60 | 15;
  /** Global irradiance on level ground. */
  readonly horizontalKwM2: Float64Array;
  /** Beam on a plane that faces the sun. */
  readonly directKwM2: Float64Array;
  /** Sky light on level ground. */
  readonly diffuseKwM2: Float64Array;
  /** All light on the panel. */
  readonly planeKwM2: Float64Array;
  readonly ambientC: Float64Array;
  /** 10 m above open ground. */
  readonly windMs: Float64Array;
  /** Share of the sky under cloud, 0 … 1. */
  readonly cloudShare: Float64Array;
}

/**
 * The year that `request` decides; with `cloudError`, its light under clouds that differ by so much
 * of the sky in each quarter-hour, held to 0 … 1, while air and wind stay as they were.
 * @throws TypeError, RangeError naming the field at fault.
 */
export function yearWeather(
  wasm: Wasm,
  request: WeatherRequest,
  cloudError: Float64Array | null = null,
): YearWeather {
  checkRequest(request);
  const errors = DAYS * QUARTERS_PER_DAY;
  if (cloudError && cloudError.length !== errors) {
    throw new RangeError(`cloudError must have ${errors} values, found ${cloudError.length}`);
  }
  const { seed, latitudeDeg, tiltDeg, azimuthDeg, albedo, cloudiness, stepMinutes } = request;
  const hourly = stepMinutes === 60;
  const perDay = hourly ? HOURS_PER_DAY : QUARTERS_PER_DAY;
  const slots = DAYS * perDay;
  // In the order of the kernel's rows; none of these calls grows the memory, so one view will do.
  const rows = Array.from({ length: 7 }, () => new Float64Array(slots));
  const day = f64(wasm, wasm.weatherRows.value, rows.length * QUARTERS_PER_DAY);
  wasm.openWeather(seed, latitudeDeg, tiltDeg, azimuthDeg, albedo, cloudiness);
  for (let first = 0; first < slots; first += perDay) {
    wasm.weatherDay();
    if (cloudError) {
      const from = (first / perDay) * QUARTERS_PER_DAY;
      mistake(day.subarray(CLOUD_ROW * QUARTERS_PER_DAY), cloudError.subarray(from));
      wasm.relightDay();
    }
    if (hourly) wasm.foldDay();
    rows.forEach((row, index) => {
      const from = index * QUARTERS_PER_DAY;
      row.set(day.subarray(from, from + perDay), first);
    });
  }
  return {
    slots,
    stepMinutes,
    horizontalKwM2: rows[0]!,
    directKwM2: rows[1]!,
    diffuseKwM2: rows[2]!,
    planeKwM2: rows[3]!,
    ambientC: rows[4]!,
    windMs: rows[5]!,
    cloudShare: rows[6]!,
  };
}

/** Shares of the sky moved by the first 96 of `errors`, never beyond clear and overcast. */
function mistake(shares: Float64Array, errors: Float64Array): void {
  for (let slot = 0; slot < QUARTERS_PER_DAY; slot++) {
    shares[slot] = Math.min(1, Math.max(0, shares[slot]! + errors[slot]!));
  }
}

function checkRequest(request: WeatherRequest): void {
  checkRecord('request', request);
  whole('seed', request.seed, [0, 0xffffffff]);
  within('latitudeDeg', request.latitudeDeg, [-66, 66]);
  within('tiltDeg', request.tiltDeg, [0, 90]);
  within('azimuthDeg', request.azimuthDeg, [0, 360]);
  within('albedo', request.albedo, [0, 1]);
  within('cloudiness', request.cloudiness, [0, 1]);
  checkStep(request.stepMinutes);
}

function checkStep(stepMinutes: number): void {
  if (stepMinutes === 60 || stepMinutes === 15) return;
  throw new RangeError(`stepMinutes must be 60 or 15, found ${stepMinutes}`);
}

export interface SunMoment {
  /** 1950 to 2050. */
  readonly unixSeconds: number;
  /** −90 … 90, north positive. */
  readonly latitudeDeg: number;
  /** −180 … 180, east positive. */
  readonly longitudeDeg: number;
}

/**
 * Where the centre of the sun stands, within 0.02°: geometric elevation above the horizon, without
 * refraction, and azimuth clockwise from north, 0 … 360. @throws TypeError, RangeError.
 */
export function sunPosition(
  wasm: Wasm,
  at: SunMoment,
): { readonly elevationDeg: number; readonly azimuthDeg: number } {
  checkRecord('at', at);
  within('unixSeconds', at.unixSeconds, SUN_YEARS_S);
  within('latitudeDeg', at.latitudeDeg, [-90, 90]);
  within('longitudeDeg', at.longitudeDeg, [-180, 180]);
  wasm.sunPosition(at.unixSeconds, at.latitudeDeg, at.longitudeDeg);
  return { elevationDeg: wasm.sunElevation.value, azimuthDeg: wasm.sunAzimuth.value };
}

/**
 * AC kW of one panel in each slot: the module of solar.ts under the slot's mean light and air,
 * its inverter off below `minShare` of 365 W, never above 365 W, times `efficiency` (both 0 … 1).
 * As the inverter is not linear, an hour's value is not the mean of its quarter-hours'.
 */
export function yearPanelKw(
  wasm: Wasm,
  weather: Pick<YearWeather, 'planeKwM2' | 'ambientC'>,
  inverter: { readonly minShare: number; readonly efficiency: number },
): Float64Array {
  const { minShare, efficiency } = inverter;
  within('minShare', minShare, [0, 1]);
  within('efficiency', efficiency, [0, 1]);
  const { planeKwM2, ambientC } = weather;
  const kw = new Float64Array(planeKwM2.length);
  for (let slot = 0; slot < kw.length; slot++) {
    const [light, air] = [planeKwM2[slot]!, ambientC[slot]!];
    kw[slot] = wasm.panelOutputWatts(light, air, minShare, efficiency) / 1000;
  }
  return kw;
}

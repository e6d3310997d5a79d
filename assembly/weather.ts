// A year of weather from a seed, a day at a time: clouds, air, wind, and the light on a panel.
//
// Worked in quarter-hours, each at its middle; an hour is the mean of its four. The days are those
// of 2023, the clock is the place's mean solar time. Clear sky (solar.ts) less what clouds take
// (cloud.ts), split and tilted by plane.ts. Model and sources: public/docs/model.md, section
// "Weather"; what is ours there is called so.

import { cos, sin } from "./angle";
import { cloudDay, cloudMiddle, cloudShare, cloudTransmission, openCloud } from "./cloud";
import { draw, renewal } from "./drift";
import { diffuseShare, planeIrradiance, SOLAR_CONSTANT } from "./plane";
import { rngLoad, rngSave, rngStart } from "./rng";
import { airSeason, clearSkyIrradiance } from "./solar";
import { placeSun, sunCosine, sunDistance, sunEast, sunHour, sunNorth, sunSine } from "./sun";
import { sunUp, turnSun } from "./sun";

const PI: f64 = NativeMath.PI;
const RADIANS: f64 = PI / 180.0;
const SLOTS: i32 = 96;
const HOURS: i32 = 24;
const ROWS: i32 = 7;
const ROW_BYTES: usize = 768;
/** 1 January 2023 in days since 1970. */
const FIRST_DAY: f64 = 19358.0;

/** K: how far the air wanders from its season (standard deviation), and the day's wave. */
const AIR_SPREAD: f64 = 2.2;
const AIR_SWING: f64 = 4.0;
/** K that a sky wholly under cloud is colder than a clear one; how much it flattens the wave. */
const AIR_FALL: f64 = 3.0;
const AIR_FLATTENED: f64 = 0.6;
/** Share of cloud at which neither shows. */
const AIR_NEUTRAL: f64 = 0.3;
/** m/s over the year, and the share by which 15:00 is windier than the day's mean. */
const WIND_MEAN: f64 = 3.5;
const WIND_SWING: f64 = 0.25;
/** What makes the mean of two normal components' length 1. */
const ROOT_TWO_OVER_PI: f64 = 0.7978845608028654;

// What a process keeps of itself from one quarter-hour to the next.
/** 1/e after 60 hours */
const AIR_KEEPS: f64 = 0.99584200184511;
/** √0.85 after an hour in each component, so that the speed keeps 0.85 */
const WIND_KEEPS: f64 = 0.9798900904714711;

/**
 * f64[7][96], of the last `weatherDay`: horizontal, direct, diffuse and plane irradiance in kW/m²,
 * air in °C, wind in m/s, share of sky under cloud. After `foldDay` each row starts with 24 hours.
 */
export const weatherRows: usize = memory.data(5376, 16);
/** f64[96]: the daily wave with its top at 15:00. */
const wave: usize = memory.data(768, 16);
/** Two streams, four words each: of the air and of the wind. */
const streams: usize = memory.data(32, 16);

let latitude: f64 = 0;
let latitudeSine: f64 = 0;
let latitudeCosine: f64 = 1;
let normalEast: f64 = 0;
let normalNorth: f64 = 0;
let normalUp: f64 = 1;
let groundAlbedo: f64 = 0;
/** 1 … 365, of the day to come */
let day: i32 = 1;
let airState: f64 = 0;
let windEast: f64 = 0;
let windNorth: f64 = 0;

function row(index: i32, slot: i32): usize {
  return weatherRows + <usize>index * ROW_BYTES + ((<usize>slot) << 3);
}

/** Begins a year. Degrees; the azimuth clockwise from north; albedo and cloudiness 0 … 1. */
export function openWeather(
  seed: u32,
  latitudeDeg: f64,
  tiltDeg: f64,
  azimuthDeg: f64,
  albedo: f64,
  cloudiness: f64,
): void {
  latitude = latitudeDeg;
  latitudeSine = sin(latitudeDeg * RADIANS);
  latitudeCosine = cos(latitudeDeg * RADIANS);
  const slope = sin(tiltDeg * RADIANS);
  normalEast = slope * sin(azimuthDeg * RADIANS);
  normalNorth = slope * cos(azimuthDeg * RADIANS);
  normalUp = cos(tiltDeg * RADIANS);
  groundAlbedo = albedo;
  for (let slot = 0; slot < SLOTS; slot++) {
    const turn = (2.0 * PI * (<f64>slot + 0.5 - 60.0)) / <f64>SLOTS;
    store<f64>(wave + ((<usize>slot) << 3), cos(turn));
  }
  day = 1;
  openCloud(seed, latitudeDeg, cloudiness);
  rngStart(seed, "weather-air");
  airState = draw();
  rngSave(streams);
  rngStart(seed, "weather-wind");
  windEast = draw();
  windNorth = draw();
  rngSave(streams + 16);
}

/** Fills `weatherRows` with the next day; at most 365 times after `openWeather`. */
export function weatherDay(): void {
  cloudDay();
  memory.copy(row(6, 0), cloudShare, ROW_BYTES);
  rngLoad(streams);
  fillAir();
  rngSave(streams);
  rngLoad(streams + 16);
  fillWind();
  rngSave(streams + 16);
  fillLight();
  day++;
}

/** The last day's light again, under the shares of cloud that now stand in row 6; air and wind stay. */
export function relightDay(): void {
  memory.copy(cloudShare, row(6, 0), ROW_BYTES);
  day--;
  fillLight();
  day++;
}

/** Folds the day's quarter-hours into hours: ((a + b) + c + d) / 4, in this order. */
export function foldDay(): void {
  for (let index = 0; index < ROWS; index++) {
    for (let hour = 0; hour < HOURS; hour++) {
      const from = row(index, 4 * hour);
      const sum = load<f64>(from) + load<f64>(from, 8) + load<f64>(from, 16) + load<f64>(from, 24);
      store<f64>(row(index, hour), 0.25 * sum);
    }
  }
}

function fillAir(): void {
  const renews = renewal(AIR_KEEPS);
  const season = airSeason(<f64>day, latitude);
  for (let slot = 0; slot < SLOTS; slot++) {
    airState = AIR_KEEPS * airState + renews * draw();
    const gloom = load<f64>(cloudMiddle + ((<usize>slot) << 3)) - AIR_NEUTRAL;
    const swing = AIR_SWING * (1.0 - AIR_FLATTENED * gloom);
    const daily = swing * load<f64>(wave + ((<usize>slot) << 3));
    store<f64>(row(4, slot), season + daily - AIR_FALL * gloom + AIR_SPREAD * airState);
  }
}

function fillWind(): void {
  const renews = renewal(WIND_KEEPS);
  for (let slot = 0; slot < SLOTS; slot++) {
    windEast = WIND_KEEPS * windEast + renews * draw();
    windNorth = WIND_KEEPS * windNorth + renews * draw();
    // two normal components of one size: Rayleigh, the Weibull distribution of shape 2
    const size = Math.sqrt(windEast * windEast + windNorth * windNorth);
    const daily = 1.0 + WIND_SWING * load<f64>(wave + ((<usize>slot) << 3));
    store<f64>(row(5, slot), WIND_MEAN * ROOT_TWO_OVER_PI * daily * size);
  }
}

function fillLight(): void {
  const start = FIRST_DAY + <f64>(day - 1);
  placeSun(start + 1.0);
  const nextSine = sunSine;
  const nextCosine = sunCosine;
  const nextHour = sunHour;
  placeSun(start);
  const firstSine = sunSine;
  const firstCosine = sunCosine;
  const firstHour = sunHour;
  const extra = SOLAR_CONSTANT / (sunDistance * sunDistance);
  // A right ascension that passes 0 takes a whole turn with it.
  let drift = nextHour - firstHour;
  drift -= 2.0 * PI * nearest(drift / (2.0 * PI));
  // In a day the hour angle turns evenly: from slot to slot by one rotation.
  const step = (drift + 2.0 * PI) / <f64>SLOTS;
  const stepCosine = cos(step);
  const stepSine = sin(step);
  let hourCosine = cos(firstHour + 0.5 * step);
  let hourSine = sin(firstHour + 0.5 * step);
  for (let slot = 0; slot < SLOTS; slot++) {
    const part = (<f64>slot + 0.5) / <f64>SLOTS;
    const sine = firstSine + (nextSine - firstSine) * part;
    const cosine = firstCosine + (nextCosine - firstCosine) * part;
    turnSun(sine, cosine * hourCosine, cosine * hourSine, latitudeSine, latitudeCosine);
    storeLight(slot, extra);
    const turned = hourCosine * stepCosine - hourSine * stepSine;
    hourSine = hourSine * stepCosine + hourCosine * stepSine;
    hourCosine = turned;
  }
}

/** The light under the sun of the last `turnSun`. */
function storeLight(slot: i32, extra: f64): void {
  let global: f64 = 0;
  let direct: f64 = 0;
  let diffuse: f64 = 0;
  let plane: f64 = 0;
  if (sunUp > 0) {
    global =
      clearSkyIrradiance(sunUp) * cloudTransmission(load<f64>(cloudShare + ((<usize>slot) << 3)));
    diffuse = global * diffuseShare(global / (extra * sunUp));
    direct = (global - diffuse) / sunUp;
    const facing = sunEast * normalEast + sunNorth * normalNorth + sunUp * normalUp;
    plane = planeIrradiance(direct, diffuse, extra, sunUp, facing, normalUp, groundAlbedo);
  }
  store<f64>(row(0, slot), global);
  store<f64>(row(1, slot), direct);
  store<f64>(row(2, slot), diffuse);
  store<f64>(row(3, slot), plane);
}

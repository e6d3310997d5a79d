// A year of weather from a seed, a day at a time: clouds, air, wind, and the light on a panel.
//
// Worked in quarter-hours, each at its middle; an hour is the mean of its four. The days are those
// of 2023, the clock is the place's mean solar time. Model and sources: public/docs/model.md,
// section "Weather"; what is ours there is called so.
//
// Clouds: each day has a regime of 0, ½ or 1, kept from the day before with probability KEPT, else
// drawn as two coins of the season's cloudiness, the second of which copies the first with
// probability ALIKE; the regimes of two days meet in a ramp from 21:00 to 03:00. Around the regime the share of sky under cloud wanders symmetrically, by a first-order
// autoregression squeezed into what is left on both sides, so that the year's mean is the one
// asked for and 0 and 1 are exact.
// Light: clear sky (solar.ts) less the clouds' share 0.75 N^3.4 (F. Kasten and G. Czeplak, Solar
// Energy 24, 1980), split and tilted by plane.ts.
// Every autoregression is driven by uniform draws of variance 1 − ρ²; as ρ is near 1 its values
// are nearly normal, and only + × √ are spent on them.

import { cos, sin } from "./angle";
import { diffuseShare, planeIrradiance, SOLAR_CONSTANT } from "./plane";
import { rngLoad, rngSave, rngStart, rngU32, rngUnit } from "./rng";
import { airSeason, clearSkyIrradiance } from "./solar";
import { placeSun, sunCosine, sunDistance, sunEast, sunHour, sunNorth, sunSine } from "./sun";
import { sunUp, turnSun } from "./sun";

const PI: f64 = NativeMath.PI;
const RADIANS: f64 = PI / 180.0;
const SLOTS: i32 = 96;
const HOURS: i32 = 24;
const ROWS: i32 = 7;
const ROW_BYTES: usize = 768;
/** Slots from 21:00 to midnight: half of the ramp between two days' regimes. */
const RAMP: i32 = 12;
/** 1 January 2023 in days since 1970. */
const FIRST_DAY: f64 = 19358.0;

/** Probability that tomorrow's regime is today's, without a draw. */
const KEPT: f64 = 0.35;
/** Correlation of the two coins: the higher, the fewer days lie between clear and overcast. */
const ALIKE: f64 = 0.6;
/** How far a season's cloudiness swings, as a share of what it can. */
const CLOUD_SWING: f64 = 0.4;
/** Share of the year's cloudiness in each regime, clear and overcast included. */
const COMMON: f64 = 0.15;
const CLOUD_SPREAD: f64 = 1.5;
/** °C: deviation of the air from its season, fall by full cloud, neutral share of cloud. */
const AIR_SPREAD: f64 = 2.2;
const AIR_SWING: f64 = 4.0;
const AIR_FALL: f64 = 3.0;
const AIR_FLATTENED: f64 = 0.6;
const AIR_NEUTRAL: f64 = 0.3;
/** m/s, and the share by which 15:00 is windier than the day's mean. */
const WIND_MEAN: f64 = 3.5;
const WIND_SWING: f64 = 0.25;
const ROOT_TWO_OVER_PI: f64 = 0.7978845608028654;

// What a process keeps of itself from one quarter-hour to the next: ρ of an hour to the power ¼.
/** 0.8 after an hour */
const CLOUD_KEEPS: f64 = 0.9457416090031758;
/** e⁻¹ after 60 hours */
const AIR_KEEPS: f64 = 0.99584200184511;
/** of each component; √0.85 after an hour, so that the speed keeps 0.85 */
const WIND_KEEPS: f64 = 0.9798900904714711;
/** √12: uniform draws of width 1 have variance 1/12. */
const ROOT_TWELVE: f64 = 3.4641016151377544;

/**
 * f64[7][96], of the last `weatherDay`: horizontal, direct, diffuse and plane irradiance in kW/m²,
 * air in °C, wind in m/s, share of sky under cloud. After `foldDay` each row starts with 24 hours.
 */
export const weatherRows: usize = memory.data(5376, 16);
/** f64[96]: the daily wave with its top at 15:00. */
const wave: usize = memory.data(768, 16);
/** Regime, cloud, air, wind: four words of a stream each. */
const streams: usize = memory.data(64, 16);

let latitude: f64 = 0;
let latitudeSine: f64 = 0;
let latitudeCosine: f64 = 1;
let normalEast: f64 = 0;
let normalNorth: f64 = 0;
let normalUp: f64 = 1;
let groundAlbedo: f64 = 0;
let yearCloudiness: f64 = 0;
/** 1 … 365, of the day to come */
let day: i32 = 1;
let before: f64 = 0;
let today: f64 = 0;
let after: f64 = 0;
let cloudState: f64 = 0;
let airState: f64 = 0;
let windEastState: f64 = 0;
let windNorthState: f64 = 0;

function row(index: i32, slot: i32): usize {
  return weatherRows + <usize>index * ROW_BYTES + ((<usize>slot) << 3);
}

/** Uniform with mean 0 (but for 2⁻³³) and variance 1. */
function draw(): f64 {
  return ROOT_TWELVE * (<f64>rngU32() * (1.0 / 4294967296.0) - 0.5);
}

/** How much of a draw makes up for what is not kept. */
function renewal(keeps: f64): f64 {
  return Math.sqrt(1.0 - keeps * keeps);
}

/**
 * The season's cloudiness. Between 20° and 50° of latitude winter is cloudier than summer, most at
 * 35° and in early February (August in the south): the Mediterranean's year.
 */
function seasonCloudiness(date: i32): f64 {
  const off = (Math.abs(latitude) - 35.0) / 15.0;
  const dry = max(0.0, 1.0 - off * off);
  const cloudiest = latitude < 0 ? 214.5 : 32.0;
  const season = cos((2.0 * PI * (<f64>date - cloudiest)) / 365.0);
  const room = 2.0 * yearCloudiness * (1.0 - yearCloudiness);
  return yearCloudiness + CLOUD_SWING * dry * room * season;
}

/** A regime drawn for day `date`: three draws. */
function freshRegime(date: i32): f64 {
  const cloudiness = seasonCloudiness(date);
  const first = rngUnit() < cloudiness ? 0.5 : 0.0;
  const copied = rngUnit() < ALIKE;
  const second = rngUnit() < cloudiness ? 0.5 : 0.0;
  return copied ? 2.0 * first : first + second;
}

/** The regime of day `date`, which follows one of `last`: four draws. */
function nextRegime(last: f64, date: i32): f64 {
  const kept = rngUnit() < KEPT;
  const fresh = freshRegime(date);
  return kept ? last : fresh;
}

/**
 * Begins a year. Degrees; the azimuth clockwise from north; albedo and cloudiness 0 … 1.
 */
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
  yearCloudiness = cloudiness;
  for (let slot = 0; slot < SLOTS; slot++) {
    const turn = (2.0 * PI * (<f64>slot + 0.5 - 60.0)) / <f64>SLOTS;
    store<f64>(wave + ((<usize>slot) << 3), cos(turn));
  }
  day = 1;
  rngStart(seed, "weather-regime");
  before = freshRegime(365);
  today = nextRegime(before, 1);
  rngSave(streams);
  rngStart(seed, "weather-cloud");
  cloudState = draw();
  rngSave(streams + 16);
  rngStart(seed, "weather-air");
  airState = draw();
  rngSave(streams + 32);
  rngStart(seed, "weather-wind");
  windEastState = draw();
  windNorthState = draw();
  rngSave(streams + 48);
}

/** Fills `weatherRows` with the next day; at most 365 times after `openWeather`. */
export function weatherDay(): void {
  rngLoad(streams);
  after = nextRegime(today, day + 1);
  rngSave(streams);
  rngLoad(streams + 16);
  fillClouds();
  rngSave(streams + 16);
  rngLoad(streams + 32);
  fillAir();
  rngSave(streams + 32);
  rngLoad(streams + 48);
  fillWind();
  rngSave(streams + 48);
  fillLight();
  before = today;
  today = after;
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

/** The regime's own share of cloud: a part of the year's, the rest its 0, ½ or 1. */
function middleOf(slot: i32): f64 {
  let regime = today;
  if (slot < RAMP) {
    regime += (before - today) * (0.5 - (<f64>slot + 0.5) / <f64>(2 * RAMP));
  } else if (slot >= SLOTS - RAMP) {
    regime += (after - today) * ((<f64>(slot - SLOTS + RAMP) + 0.5) / <f64>(2 * RAMP));
  }
  return regime + COMMON * (yearCloudiness - regime);
}

function fillClouds(): void {
  const renews = renewal(CLOUD_KEEPS);
  for (let slot = 0; slot < SLOTS; slot++) {
    cloudState = CLOUD_KEEPS * cloudState + renews * draw();
    const middle = middleOf(slot);
    const away = CLOUD_SPREAD * cloudState;
    const room = min(middle, 1.0 - middle);
    const share = middle + (room * away) / Math.sqrt(1.0 + away * away);
    store<f64>(row(6, slot), min(1.0, max(0.0, share)));
  }
}

function fillAir(): void {
  const renews = renewal(AIR_KEEPS);
  const season = airSeason(<f64>day, latitude);
  for (let slot = 0; slot < SLOTS; slot++) {
    airState = AIR_KEEPS * airState + renews * draw();
    const gloom = middleOf(slot) - AIR_NEUTRAL;
    const swing = AIR_SWING * (1.0 - AIR_FLATTENED * gloom);
    const daily = swing * load<f64>(wave + ((<usize>slot) << 3));
    store<f64>(row(4, slot), season + daily - AIR_FALL * gloom + AIR_SPREAD * airState);
  }
}

function fillWind(): void {
  const renews = renewal(WIND_KEEPS);
  for (let slot = 0; slot < SLOTS; slot++) {
    windEastState = WIND_KEEPS * windEastState + renews * draw();
    windNorthState = WIND_KEEPS * windNorthState + renews * draw();
    // two normal components of one size: Rayleigh, the Weibull distribution of shape 2
    const size = Math.sqrt(windEastState * windEastState + windNorthState * windNorthState);
    const daily = 1.0 + WIND_SWING * load<f64>(wave + ((<usize>slot) << 3));
    store<f64>(row(5, slot), WIND_MEAN * ROOT_TWO_OVER_PI * daily * size);
  }
}

/** What clouds let through of the clear sky's global irradiance; share of sky 0 … 1. */
export function cloudTransmission(share: f64): f64 {
  if (share <= 0) return 1.0;
  return 1.0 - 0.75 * NativeMath.exp(3.4 * NativeMath.log(share));
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
    global = clearSkyIrradiance(sunUp) * cloudTransmission(load<f64>(row(6, slot)));
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

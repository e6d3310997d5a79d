// The share of the sky under cloud, a day at a time, and what it lets through.
//
// Each day has a regime of 0, ½ or 1, kept from the day before with probability KEPT, else drawn
// as two coins of the season's cloudiness, the second of which copies the first with probability
// ALIKE; the regimes of two days meet in a ramp from 21:00 to 03:00. Around the regime the share
// wanders symmetrically, by a first-order autoregression squeezed into what is left on both sides,
// so that the mean over many years is the cloudiness asked for, and 0 and 1 are exact.
// What the constants aim at: public/docs/model.md, section "Weather".

import { cos } from "./angle";
import { draw, renewal } from "./drift";
import { rngLoad, rngSave, rngStart, rngUnit } from "./rng";

const SLOTS: i32 = 96;
/** Slots from 21:00 to midnight: half of the ramp between two days' regimes. */
const RAMP: i32 = 12;
/** Probability that tomorrow's regime is today's, without a draw. */
const KEPT: f64 = 0.3;
/** Correlation of the two coins: the higher, the fewer days lie between clear and overcast. */
const ALIKE: f64 = 0.6;
/** How far a season's cloudiness swings, as a share of what it can. */
const SWING: f64 = 0.4;
/** Weight of the year's cloudiness in each regime's own share. */
const COMMON: f64 = 0.15;
/** How widely the share wanders around its regime. */
const SPREAD: f64 = 1.5;
/** What the wandering keeps from one quarter-hour to the next: 0.8 after an hour. */
const KEEPS: f64 = 0.9457416090031758;

/** f64[96], of the last `cloudDay`: the regime's own share, and with it the wandering. */
export const cloudMiddle: usize = memory.data(768, 16);
export const cloudShare: usize = memory.data(768, 16);

/** Two streams, four words each: of the regimes and of the wandering. */
const streams: usize = memory.data(32, 16);

let latitude: f64 = 0;
let cloudiness: f64 = 0;
/** 1 … 365, of the day to come */
let day: i32 = 1;
let before: f64 = 0;
let today: f64 = 0;
let after: f64 = 0;
let state: f64 = 0;

/**
 * The season's cloudiness. Between 20° and 50° of latitude winter is cloudier than summer, most at
 * 35° and in early February (August in the south): the Mediterranean's year.
 */
function seasonCloudiness(date: i32): f64 {
  const off = (Math.abs(latitude) - 35.0) / 15.0;
  const dry = max(0.0, 1.0 - off * off);
  const cloudiest = latitude < 0 ? 214.5 : 32.0;
  const season = cos((2.0 * NativeMath.PI * (<f64>date - cloudiest)) / 365.0);
  return cloudiness + SWING * dry * 2.0 * cloudiness * (1.0 - cloudiness) * season;
}

/** A regime drawn for day `date`: three draws. */
function freshRegime(date: i32): f64 {
  const chance = seasonCloudiness(date);
  const first = rngUnit() < chance ? 0.5 : 0.0;
  const copied = rngUnit() < ALIKE;
  const second = rngUnit() < chance ? 0.5 : 0.0;
  return copied ? 2.0 * first : first + second;
}

/** The regime of day `date`, which follows one of `last`: four draws. */
function nextRegime(last: f64, date: i32): f64 {
  const kept = rngUnit() < KEPT;
  const fresh = freshRegime(date);
  return kept ? last : fresh;
}

/** Begins a year at a latitude in degrees; mean share of cloud 0 … 1. */
export function openCloud(seed: u32, latitudeDeg: f64, share: f64): void {
  latitude = latitudeDeg;
  cloudiness = share;
  day = 1;
  rngStart(seed, "weather-regime");
  before = freshRegime(365);
  today = nextRegime(before, 1);
  rngSave(streams);
  rngStart(seed, "weather-cloud");
  state = draw();
  rngSave(streams + 16);
}

function middleOf(slot: i32): f64 {
  let regime = today;
  if (slot < RAMP) {
    regime += (before - today) * (0.5 - (<f64>slot + 0.5) / <f64>(2 * RAMP));
  } else if (slot >= SLOTS - RAMP) {
    regime += (after - today) * ((<f64>(slot - SLOTS + RAMP) + 0.5) / <f64>(2 * RAMP));
  }
  return regime + COMMON * (cloudiness - regime);
}

/** Fills `cloudMiddle` and `cloudShare` with the next day. */
export function cloudDay(): void {
  rngLoad(streams);
  after = nextRegime(today, day + 1);
  rngSave(streams);
  rngLoad(streams + 16);
  const renews = renewal(KEEPS);
  for (let slot = 0; slot < SLOTS; slot++) {
    state = KEEPS * state + renews * draw();
    const away = SPREAD * state;
    const middle = middleOf(slot);
    const room = min(middle, 1.0 - middle);
    const share = middle + (room * away) / Math.sqrt(1.0 + away * away);
    const at = (<usize>slot) << 3;
    store<f64>(cloudMiddle + at, middle);
    store<f64>(cloudShare + at, min(1.0, max(0.0, share)));
  }
  rngSave(streams + 16);
  before = today;
  today = after;
  day++;
}

/**
 * What clouds leave of the clear sky's global irradiance, by their share of the sky (0 … 1):
 * 1 − 0.75 N^3.4 (F. Kasten and G. Czeplak, Solar Energy 24, 1980; ten years of Hamburg).
 */
export function cloudTransmission(share: f64): f64 {
  if (share <= 0) return 1.0;
  return 1.0 - 0.75 * NativeMath.exp(3.4 * NativeMath.log(share));
}

// The rules by which packs charge and give back; what each means for a grid: public/docs/model.md.
//
// Rules of the whole feeder treat all packs alike, so one pack stands for them: `net` is what the
// feeder draws beyond its panels, and each pack takes its even share of it. Nearly all of them are
// one sentence: give what the net load is above a level, take what it is below.
//   self-consumption   level 0
//   peak shaving       level = share × the year's highest net load
//   forecast           a level a day, see dispatch-plan.ts
//   arbitrage          at night full power in; by day the net load, if the prices are worth it
// own-bus knows one bus only: what its panels make beyond its load and its packs' hunger is
// curtailed, and its packs give no more than its load still needs.

import { learnDay, planLevel, startPlan } from "./dispatch-plan";
import { packAfter, packFlow, packLow, packPower } from "./pack";

export const IDLE: i32 = 0;
export const SELF_CONSUMPTION: i32 = 1;
export const PEAK_SHAVING: i32 = 2;
export const ARBITRAGE: i32 = 3;
export const FORECAST: i32 = 4;
export const OWN_BUS: i32 = 5;

/** Which of the above, as in DISPATCHES of web/scenario/year.ts. */
export let rule: i32 = IDLE;
export let ruleSlotsPerDay: i32 = 24;
let shaveShare: f64 = 1;
let nightFrom: i32 = 0;
let nightTo: i32 = 0;
let worth: bool = false;

/**
 * Which rule, slots of a day, peak shaving's share; `nightFirst` … `nightEnd` − 1 are the slots of
 * the day at the night's price (around midnight where the end is smaller).
 */
export function dispatchRule(
  which: i32,
  slotsPerDay: i32,
  share: f64,
  nightFirst: i32,
  nightEnd: i32,
): void {
  rule = which;
  ruleSlotsPerDay = slotsPerDay;
  shaveShare = share;
  nightFrom = nightFirst;
  nightTo = nightEnd;
}

/** Arbitrage: whether a kWh by day is worth more than what must be charged for it at night. */
export function dispatchWorth(isWorth: i32): void {
  worth = isWorth != 0;
}

/** Whether a slot of the day is billed at the night's price. */
export function isNight(slotOfDay: i32): bool {
  return nightFrom <= nightTo
    ? slotOfDay >= nightFrom && slotOfDay < nightTo
    : slotOfDay >= nightFrom || slotOfDay < nightTo;
}

/** net[slot] = (loads − panels × panel's kW) / packs, kW a pack; packs above 0. */
export function netAPack(
  loads: usize,
  panel: usize,
  panels: f64,
  packs: f64,
  net: usize,
  slots: i32,
): void {
  const share = 1.0 / packs;
  for (let at: usize = 0; at < (<usize>slots) << 3; at += 8) {
    const drawn = load<f64>(loads + at) - panels * load<f64>(panel + at);
    store<f64>(net + at, drawn * share);
  }
}

/**
 * What one pack does over the year by a rule of the whole feeder: f64 [slot] at `flow`, from
 * f64 [slot] at `net`; `work` holds `planBytes`.
 */
export function runFeeder(net: usize, flow: usize, slots: i32, work: usize): void {
  if (rule == FORECAST) return runForecast(net, flow, slots, work);
  if (rule == ARBITRAGE) return runArbitrage(net, flow, slots);
  if (rule == IDLE) {
    memory.fill(flow, 0, (<usize>slots) << 3);
    return;
  }
  const end = (<usize>slots) << 3;
  let level = 0.0;
  if (rule == PEAK_SHAVING) {
    for (let at: usize = 0; at < end; at += 8) level = max(level, load<f64>(net + at));
    level *= shaveShare;
  }
  runLevel(net, flow, end, level, packLow);
}

/** Gives above `level`, takes below; the answer is what the pack holds at the end. */
function runLevel(net: usize, flow: usize, bytes: usize, level: f64, stored: f64): f64 {
  for (let at: usize = 0; at < bytes; at += 8) {
    const kw = packFlow(load<f64>(net + at) - level, stored);
    store<f64>(flow + at, kw);
    stored = packAfter(kw, stored);
  }
  return stored;
}

function runForecast(net: usize, flow: usize, slots: i32, work: usize): void {
  const day = ruleSlotsPerDay;
  startPlan(work, day);
  let stored = packLow;
  for (let d = 0; d * day < slots; d++) {
    const level = planLevel(net, d, day, stored);
    const at = (<usize>(d * day)) << 3;
    const bytes = (<usize>min(day, slots - d * day)) << 3;
    if (level < 0) memory.fill(flow + at, 0, bytes);
    else stored = runLevel(net + at, flow + at, bytes, level, stored);
    learnDay(net, d, day, slots);
  }
}

function runArbitrage(net: usize, flow: usize, slots: i32): void {
  let stored = packLow;
  let slotOfDay = 0;
  for (let slot = 0; slot < slots; slot++) {
    const at = (<usize>slot) << 3;
    const wanted = isNight(slotOfDay) ? -packPower() : max(0.0, load<f64>(net + at));
    const kw = worth ? packFlow(wanted, stored) : 0.0;
    store<f64>(flow + at, kw);
    stored = packAfter(kw, stored);
    if (++slotOfDay == ruleSlotsPerDay) slotOfDay = 0;
  }
}

/**
 * What one of `packs` (above 0) packs does at a bus that keeps to itself: f64 [slot] at `flow`,
 * from its load (f64 at `drawn`, `stride` bytes from slot to slot) and one panel's kW.
 */
export function runOwnBus(
  drawn: usize,
  stride: usize,
  panel: usize,
  panels: f64,
  packs: f64,
  flow: usize,
  slots: i32,
): void {
  const share = 1.0 / packs;
  let stored = packLow;
  for (let at: usize = 0; at < (<usize>slots) << 3; at += 8, drawn += stride) {
    const net = load<f64>(drawn) - panels * load<f64>(panel + at);
    const kw = packFlow(net * share, stored);
    store<f64>(flow + at, kw);
    stored = packAfter(kw, stored);
  }
}

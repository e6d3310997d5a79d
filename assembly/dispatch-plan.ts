// The day-ahead rule: every midnight a level is chosen for the day to come, from the past alone.
//
//   forecast  mean of the net load at the same slot one, two, three and four weeks before, as many
//             as there are; in the first week yesterday's; on the first day there is none
//   band      forecast + 1.28 × √m, m = mean of the squared errors made so far at that slot of the
//             day, the newest with a weight of a tenth (1.28: nine in ten stay below, if normal)
//   level     the lowest, not below 0, at which a pack that starts the day with what it holds can
//             keep the band down: charging below the level, giving above it, within its limits
//
// The day is then run against the real net load by that level. All per pack, kW.

import { packAfter, packFlow, packPower } from "./pack";

const WEEKS: i32 = 4;
const BAND: f64 = 1.28;
const NEWEST: f64 = 0.1;
/** Halvings of the range of levels, which is at most a pack's power: 50 kW to 12 W. */
const HALVINGS: i32 = 12;

let band: usize = 0; // f64 [slot of the day]
let guess: usize = 0; // f64 [slot of the day]: the forecast of the day before its end
let square: usize = 0; // f64 [slot of the day]: m; −1 before the first error

/** Bytes of work space for days of `slotsPerDay`. */
export function planBytes(slotsPerDay: i32): usize {
  return <usize>slotsPerDay * 24;
}

/** Forgets all errors; `work` holds `planBytes`. */
export function startPlan(work: usize, slotsPerDay: i32): void {
  const row = (<usize>slotsPerDay) << 3;
  band = work;
  guess = work + row;
  square = work + 2 * row;
  for (let at: usize = 0; at < row; at += 8) store<f64>(square + at, -1);
}

/** Forecast of day `day` from the net loads before it; false on the first day. */
function forecast(net: usize, day: i32, slotsPerDay: i32): bool {
  if (day == 0) return false;
  const row = (<usize>slotsPerDay) << 3;
  const here = net + <usize>day * row;
  const weeks = min(WEEKS, day / 7);
  const back = weeks == 0 ? row : 7 * row;
  const count = max(1, weeks);
  for (let at: usize = 0; at < row; at += 8) {
    let sum = 0.0;
    for (let k = 1; k <= count; k++) sum += load<f64>(here + at - <usize>k * back);
    const mean = sum / <f64>count;
    const m = load<f64>(square + at);
    store<f64>(guess + at, mean);
    store<f64>(band + at, mean + BAND * Math.sqrt(max(0.0, m)));
  }
  return true;
}

/** Whether a pack that holds `stored` keeps the whole band at or below `level`. */
function holds(level: f64, stored: f64, end: usize): bool {
  for (let at = band; at < end; at += 8) {
    const wanted = load<f64>(at) - level;
    const flow = packFlow(wanted, stored);
    if (wanted > flow) return false;
    stored = packAfter(flow, stored);
  }
  return true;
}

/**
 * The level of day `day`, kW a pack, for a pack that holds `stored` at its start; `net` is the
 * year's net load a pack, of which only what lies before that day is read. −1: no forecast.
 */
export function planLevel(net: usize, day: i32, slotsPerDay: i32, stored: f64): f64 {
  if (!forecast(net, day, slotsPerDay)) return -1;
  const end = band + ((<usize>slotsPerDay) << 3);
  if (holds(0, stored, end)) return 0;
  let high = 0.0;
  for (let at = band; at < end; at += 8) high = max(high, load<f64>(at));
  // no pack takes more than its power off the highest slot
  let low = max(0.0, high - packPower());
  for (let k = 0; k < HALVINGS; k++) {
    const middle = 0.5 * (low + high);
    if (holds(middle, stored, end)) high = middle;
    else low = middle;
  }
  return high;
}

/** Learns the errors of day `day`, once it is over; the last day may be cut short by `slots`. */
export function learnDay(net: usize, day: i32, slotsPerDay: i32, slots: i32): void {
  if (day == 0) return;
  const first = day * slotsPerDay;
  const count = min(slotsPerDay, slots - first);
  for (let k = 0; k < count; k++) {
    const at = (<usize>k) << 3;
    const error = load<f64>(net + ((<usize>(first + k)) << 3)) - load<f64>(guess + at);
    const m = load<f64>(square + at);
    const next = m < 0 ? error * error : (1.0 - NEWEST) * m + NEWEST * (error * error);
    store<f64>(square + at, next);
  }
}

// The slots that siting-year.ts judges a design by, laid out once for all designs.
//
// Slots come in steps of 2 × pairs lanes as in series.ts: lane L of a step is the slot at
// L × steps + step of the list, so every lane walks through its own stretch of time. Lanes past
// the end repeat the last slot with weight 0. A cell is one pair of one step.

import { alloc } from "./memory";
import { SLACK, busCount, injectionP, injectionQ, kind, setVoltage } from "./network";
import { flowRadial } from "./siting-flow";
import { feed, feedLoad, feedPanel, openFeed, prepareFeed } from "./siting-feed";
import { baseKva } from "./siting-setting";

/** f64 [bus][slot], kvar: what each bus draws; read by `layHours` only. */
export let yearKvar: usize = 0;
/** Of each evaluated slot: i32 place in the year; f64 weight; f64 $/kWh imported. */
export let yearSlot: usize = 0;
export let yearWeight: usize = 0;
export let yearPrice: usize = 0;
/** $/kWh exported. */
let exportPrice: f64 = 0;

let slots: i32 = 0; // of the year
let count: i32 = 0; // evaluated
/** Steps of all lanes, and pairs of lanes in each: cells = steps × pairs. */
export let hourSteps: i32 = 0;
let pairs: i32 = 1;

let laneP: usize = 0; // f64x2 [cell][bus], per unit: fixed generation − load
let laneQ: usize = 0;
let laneSlot: usize = 0; // i32 [cell][2]
/** f64x2 [cell][4]: panel's kW, weight, weight × price, weight × export price. */
export let hourTerms: usize = 0;
/** f64x2 [bus], per unit: net injections of the cell last laid, the design's included. */
export let hourP: usize = 0;
export let hourQ: usize = 0;

/** Reserves a year of `slotCount` slots, of which `evaluated` are judged. */
export function openHours(slotCount: i32, evaluated: i32, ranges: i32): void {
  slots = slotCount;
  count = evaluated;
  pairs = flowRadial ? 2 : 1;
  hourSteps = (count + 2 * pairs - 1) / (2 * pairs);
  const n = <usize>busCount;
  const cells = <usize>(hourSteps * pairs);
  openFeed(slots, busCount, ranges);
  yearSlot = alloc((<usize>count) << 2);
  yearWeight = alloc((<usize>count) << 3);
  yearPrice = alloc((<usize>count) << 3);
  laneP = alloc((cells * n) << 4);
  laneQ = alloc((cells * n) << 4);
  laneSlot = alloc(cells << 3);
  hourTerms = alloc(cells << 6);
  hourP = alloc(n << 4);
  hourQ = alloc(n << 4);
  // last, so that it could be given back: nothing reads it after layHours
  yearKvar = alloc((n * <usize>slots) << 3);
}

/** Lays the inputs out; the packed network holds its fixed generation only. */
export function layHours(exported: f64): void {
  exportPrice = exported;
  prepareFeed(busCount);
  for (let step = 0; step < hourSteps; step++) {
    for (let pair = 0; pair < pairs; pair++) {
      const cell = <usize>(step * pairs + pair);
      layLane(cell, 2 * pair * hourSteps + step, 0);
      layLane(cell, (2 * pair + 1) * hourSteps + step, 1);
    }
  }
}

function layLane(cell: usize, index: i32, lane: usize): void {
  const from = <usize>min(index, count - 1);
  const slot = load<i32>(yearSlot + (from << 2));
  const weight = index < count ? load<f64>(yearWeight + (from << 3)) : 0.0;
  store<i32>(laneSlot + (cell << 3) + (lane << 2), slot);
  const terms = hourTerms + (cell << 6) + (lane << 3);
  store<f64>(terms, load<f64>(feedPanel + ((<usize>slot) << 3)));
  store<f64>(terms, weight, 16);
  store<f64>(terms, weight * load<f64>(yearPrice + (from << 3)), 32);
  store<f64>(terms, weight * exportPrice, 48);
  for (let bus: usize = 0; bus < <usize>busCount; bus++) {
    const to = ((cell * <usize>busCount + bus) << 4) + (lane << 3);
    const at = (bus * <usize>slots + <usize>slot) << 3;
    const fixed = bus << 3;
    // dead buses are packed as slacks held at 0
    const slack = load<i32>(kind + (bus << 2)) == SLACK;
    if (slack && load<f64>(setVoltage + fixed) == 0) continue;
    store<f64>(laneP + to, load<f64>(injectionP + fixed) - load<f64>(feedLoad + at) / baseKva);
    store<f64>(laneQ + to, load<f64>(injectionQ + fixed) - load<f64>(yearKvar + at) / baseKva);
  }
}

/** The injections of one cell, with what the design feeds in, at `hourP` and `hourQ`. */
export function layCell(cell: usize): void {
  const row = (<usize>busCount) << 4;
  const fromP = laneP + cell * row;
  const fromQ = laneQ + cell * row;
  for (let at: usize = 0; at < row; at += 16) {
    v128.store(hourP + at, v128.load(fromP + at));
    v128.store(hourQ + at, v128.load(fromQ + at));
  }
  feed(laneSlot + (cell << 3), hourTerms + (cell << 6), hourP, hourQ);
}

/** Mean of all loads over the evaluated slots, kW. */
export function yearMeanLoad(): f64 {
  let sum = 0.0;
  for (let k: usize = 0; k < <usize>count; k++) {
    const slot = <usize>load<i32>(yearSlot + (k << 2));
    const weight = load<f64>(yearWeight + (k << 3));
    for (let bus: usize = 0; bus < <usize>busCount; bus++) {
      sum += weight * load<f64>(feedLoad + ((bus * <usize>slots + slot) << 3));
    }
  }
  return sum;
}

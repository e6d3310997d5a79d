// Siting judged by many hours: the whole year, or the hours of a few days with weights.
//
// Per design: dispatch (siting-feed.ts), then step by step the power flow of all lanes of
// siting-hours.ts, each slot from where the one before left its lane, then sums over slots,
// w = weight of a slot, all weights 1 together. A design begins flat, so its figures never depend
// on which designs were judged before it.
//   1  $ an hour: Σ w (price × import − export price × export) + PV price × PV
//      + pack price × discharge + fee × (PV + discharge) + fixed fee
//   2  Σ w Σ |1 − |V||, pu          3  Σ w |line losses|, kVA
// Violation: 0 while the weight of slots with any bus outside the limits is at most `outsideMost`;
// else what is beyond that, plus Σ w (sum of relative breaches). One slot without a power flow
// ends the judging: UNSOLVED.

import { alloc } from "./memory";
import { flatRecords, radialLimits, radialSums, solveBoth, sumUp } from "./distflow";
import { PAIR, RECORD, V, demand, records, recordsEnd } from "./radial-sweep";
import {
  flowLossP,
  flowLossQ,
  flowRadial,
  flowSlackP,
  flowVoltage,
  solveWarm,
} from "./siting-flow";
import { fedPack, fedPv, takeDesign } from "./siting-feed";
import { hourP, hourQ, hourSteps, hourTerms, layCell, layHours } from "./siting-hours";
import { openHours, yearMeanLoad } from "./siting-hours";
import {
  baseKva,
  fee,
  packPrice,
  pvPrice,
  siteBus,
  siteCount,
  voltageMax,
  voltageMin,
} from "./siting-setting";

const UNSOLVED: f64 = 1e6;
/**
 * Mismatch left as a share of the mean load, which counts as 0.001 to 1 per unit: a watt on a base
 * of 1000 kVA. The sums of a year are meant to a part in a million, and a third of the sweeps to
 * 1e-12 would buy nothing; but on a base far above its loads a network needs more.
 */
const TOLERANCE: f64 = 1e-6;
const LEAST_LOAD: f64 = 1e-3;
const SWEEPS_MAX: i32 = 100;
/** Weights add up to 1 only to rounding; the smallest is an hour of the year, 1e-4. */
const SLACKNESS: f64 = 1e-9;

/** Whether designs are judged by many hours. */
export let yearOn: bool = false;
/** f64 [3] of the design last judged: worst slot's Σ |1 − |V||, lowest and highest |V|, pu. */
export let yearWorst: usize = 0;

let exportPrice: f64 = 0;
let fixedFee: f64 = 0;
let outsideMost: f64 = 0;
let perLeast: f64 = 1; // 1 / least and 1 / most allowed voltage
let perMost: f64 = 1;
/** f64x2: sums of cost, PV, discharge, deviation, loss, outside, breach; the three extremes. */
let sums: usize = 0;
const SUMS: usize = 7;

/**
 * Reserves a year of `slotCount` slots, of which `evaluated` are judged, and room for `ranges` of
 * own-bus packs; after openSiting.
 */
export function openSitingYear(slotCount: i32, evaluated: i32, ranges: i32): void {
  yearWorst = alloc(24);
  sums = alloc((SUMS + 3) << 4);
  openHours(slotCount, evaluated, ranges);
}

/** Leaves the many hours: one hour decides again. */
export function closeSitingYear(): void {
  yearOn = false;
}

/** $/kWh exported, $ an hour whatever happens, share of the hours that may lie outside limits. */
export function sitingYearTerms(exported: f64, fixed: f64, outside: f64): void {
  exportPrice = exported;
  fixedFee = fixed;
  outsideMost = outside;
}

/** Judges by the hours whose inputs are set from now on. */
export function prepareSitingYear(): void {
  layHours(exportPrice);
  const load = min(1.0, max(LEAST_LOAD, yearMeanLoad() / baseKva));
  if (flowRadial) radialLimits(TOLERANCE * load, SWEEPS_MAX);
  perLeast = 1 / voltageMin;
  perMost = 1 / voltageMax;
  yearOn = true;
}

/**
 * Judges the design at `genome` (counts by site, panels then packs): three objectives to `out`,
 * the answer is the violation.
 */
export function judgeYear(genome: usize, out: usize): f64 {
  takeDesign(genome);
  memory.fill(sums, 0, SUMS << 4);
  v128.store(sums + (SUMS << 4), f64x2.splat(0));
  v128.store(sums + (SUMS << 4), f64x2.splat(Infinity), 16);
  v128.store(sums + (SUMS << 4), f64x2.splat(0), 32);
  const solved = flowRadial ? runRadial() : runNewton();
  if (!solved) {
    for (let k: usize = 0; k < 3; k++) store<f64>(out + (k << 3), UNSOLVED);
    return UNSOLVED;
  }
  const pv = total(1) * baseKva;
  const packs = total(2) * baseKva;
  const bought = total(0) * baseKva + pvPrice * pv + packPrice * packs;
  store<f64>(out, bought + fee * (pv + packs) + fixedFee);
  store<f64>(out, total(3), 8);
  store<f64>(out, total(4) * baseKva, 16);
  const worst = sums + (SUMS << 4);
  store<f64>(yearWorst, max(load<f64>(worst), load<f64>(worst, 8)));
  store<f64>(yearWorst, Math.sqrt(min(load<f64>(worst, 16), load<f64>(worst, 24))), 8);
  store<f64>(yearWorst, Math.sqrt(max(load<f64>(worst, 32), load<f64>(worst, 40))), 16);
  const beyond = total(5) - outsideMost;
  return beyond > SLACKNESS ? beyond + total(6) : 0.0;
}

function total(which: usize): f64 {
  return load<f64>(sums + (which << 4)) + load<f64>(sums + (which << 4), 8);
}

function runRadial(): bool {
  flatRecords(0);
  flatRecords(PAIR);
  for (let step: usize = 0; step < <usize>hourSteps; step++) {
    const cell = step << 1;
    layCell(cell);
    demand(hourP, hourQ, -1, 0);
    const pvA = v128.load(fedPv);
    const packA = v128.load(fedPack);
    layCell(cell + 1);
    demand(hourP, hourQ, -1, PAIR);
    if (solveBoth() != 15) return false;
    const pvB = v128.load(fedPv);
    const packB = v128.load(fedPack);
    v128.store(fedPv, pvA);
    v128.store(fedPack, packA);
    sumRadial(cell, 0);
    v128.store(fedPv, pvB);
    v128.store(fedPack, packB);
    sumRadial(cell + 1, PAIR);
  }
  return true;
}

function sumRadial(cell: usize, pair: usize): void {
  sumUp(pair);
  const one = f64x2.splat(1);
  let low = f64x2.splat(Infinity);
  let high = f64x2.splat(0);
  let away = high;
  for (let at = records + RECORD; at < recordsEnd; at += RECORD) {
    const square = v128.load(at + pair, V);
    low = f64x2.pmin(low, square);
    high = f64x2.pmax(high, square);
    away = f64x2.add(away, f64x2.abs(f64x2.sub(one, f64x2.sqrt(square))));
  }
  const weight = v128.load(hourTerms + (cell << 6), 16);
  if (outside(low, high, weight)) {
    for (let at = records + RECORD; at < recordsEnd; at += RECORD) {
      breach(f64x2.sqrt(v128.load(at + pair, V)), weight);
    }
  }
  account(cell, away, v128.load(radialSums, 32));
  addLoss(weight, v128.load(radialSums), v128.load(radialSums, 16));
}

function runNewton(): bool {
  for (let step: usize = 0; step < <usize>hourSteps; step++) {
    layCell(step);
    if (solveWarm(hourP, hourQ, step == 0 ? 0 : 1) != 3) return false;
    const one = f64x2.splat(1);
    let low = f64x2.splat(Infinity);
    let high = f64x2.splat(0);
    let away = high;
    for (let s: usize = 0; s < <usize>siteCount; s++) {
      const at = flowVoltage + ((<usize>load<i32>(siteBus + (s << 2))) << 4);
      const v = v128.load(at);
      const square = f64x2.mul(v, v);
      low = f64x2.pmin(low, square);
      high = f64x2.pmax(high, square);
      away = f64x2.add(away, f64x2.abs(f64x2.sub(one, v)));
    }
    const weight = v128.load(hourTerms + (step << 6), 16);
    if (outside(low, high, weight)) {
      for (let s: usize = 0; s < <usize>siteCount; s++) {
        const at = flowVoltage + ((<usize>load<i32>(siteBus + (s << 2))) << 4);
        breach(v128.load(at), weight);
      }
    }
    account(step, away, v128.load(flowSlackP));
    addLoss(weight, v128.load(flowLossP), v128.load(flowLossQ));
  }
  return true;
}

function add(which: usize, value: v128): void {
  const at = sums + (which << 4);
  v128.store(at, f64x2.add(v128.load(at), value));
}

/** Notes the extremes of |V|² of a cell; whether any bus of it lies outside the limits. */
function outside(low: v128, high: v128, weight: v128): bool {
  const worst = sums + (SUMS << 4);
  v128.store(worst, f64x2.pmin(v128.load(worst, 16), low), 16);
  v128.store(worst, f64x2.pmax(v128.load(worst, 32), high), 32);
  const under = f64x2.lt(low, f64x2.splat(voltageMin * voltageMin));
  const over = f64x2.gt(high, f64x2.splat(voltageMax * voltageMax));
  const any = v128.or(under, over);
  if (!v128.any_true(any)) return false;
  add(5, v128.and(any, weight));
  return true;
}

function breach(v: v128, weight: v128): void {
  const zero = f64x2.splat(0);
  const under = f64x2.sub(f64x2.splat(1), f64x2.mul(v, f64x2.splat(perLeast)));
  const over = f64x2.sub(f64x2.mul(v, f64x2.splat(perMost)), f64x2.splat(1));
  const sum = f64x2.add(f64x2.pmax(zero, under), f64x2.pmax(zero, over));
  add(6, f64x2.mul(weight, sum));
}

/** Money, energy and deviation of a cell; `slack` is what the grid gives, per unit. */
function account(cell: usize, away: v128, slack: v128): void {
  const terms = hourTerms + (cell << 6);
  const zero = f64x2.splat(0);
  const weight = v128.load(terms, 16);
  const bought = f64x2.mul(v128.load(terms, 32), f64x2.pmax(zero, slack));
  const sold = f64x2.mul(v128.load(terms, 48), f64x2.pmin(zero, slack));
  add(0, f64x2.add(bought, sold));
  add(1, f64x2.mul(weight, v128.load(fedPv)));
  add(2, f64x2.mul(weight, v128.load(fedPack)));
  add(3, f64x2.mul(weight, away));
  const worst = sums + (SUMS << 4);
  v128.store(worst, f64x2.pmax(v128.load(worst), away));
}

function addLoss(weight: v128, lossP: v128, lossQ: v128): void {
  const square = f64x2.add(f64x2.mul(lossP, lossP), f64x2.mul(lossQ, lossQ));
  add(4, f64x2.mul(weight, f64x2.sqrt(square)));
}

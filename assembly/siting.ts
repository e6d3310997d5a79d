// Siting: how many panels and packs at each bus, for one hour of the packed network, or for many
// (siting-year.ts, once it has been prepared).
//
// A genome is the panels at every bus but the slack (packed order), then the packs: whole numbers
// from 0. Device injection P = panels × panel power + packs × pack power, Q = P tan φ, supplied.
// Objectives, all minimised:
//   1  $ for the hour: grid price × max(grid power, 0) + PV price × PV energy
//      + (pack price + charging price) × pack energy + fee × (PV + pack energy)
//   2  Σ |1 − |V|| over the buses other than the slack, pu
//   3  |Σ line losses|, kVA, charging included
// Violation: relative breaches of the voltage limits, added up (limits not strict); a power flow
// that does not converge is UNSOLVED, far above anything else.
// Source: the thesis's formulation, with what it leaves open settled in public/docs/model.md.

import { alloc } from "./memory";
import { busCount, injectionP, injectionQ } from "./network";
import {
  flowLossP,
  flowLossQ,
  flowSlackP,
  flowVoltage,
  prepareFlow,
  solveFlow,
} from "./siting-flow";
import { enterIsland, genomeOf, Island, leaveIsland, objectivesOf, openIsland } from "./island";
import { breed, firstNewRow, openSearch, survive } from "./nsga2";
import { rngBelow, rngUnit } from "./rng";
import { logUniform } from "./variation";
import { closeSitingYear, judgeYear, prepareSitingYear, yearOn } from "./siting-year";
import { siteIdle } from "./siting-feed";
import { yearMeanLoad } from "./siting-hours";
import {
  baseKva,
  fee,
  gridPrice,
  listSites,
  packKw,
  packPrice,
  packsMax,
  panelKw,
  panelsMax,
  pvPrice,
  siteBus,
  siteCount,
  tanPhi,
  voltageMax,
  voltageMin,
} from "./siting-setting";

const UNSOLVED: f64 = 1e6;
/** Found by trial over 24 seeds at noon: any share from 0.3 to 0.7 does. */
const LINE_CHANCE: f64 = 0.7;

/** f64[3]: objectives of the network without devices, the yardstick of the hypervolume. */
export let sitingReference: usize = 0;

let lanesP: usize = 0; // f64x2 [bus]
let lanesQ: usize = 0;

/** Once per packed network, after the settings: schedule, sites, the yardstick. */
export function openSiting(): void {
  closeSitingYear();
  prepareFlow();
  listSites();
  lanesP = alloc((<usize>busCount) << 4);
  lanesQ = alloc((<usize>busCount) << 4);
  sitingReference = alloc(24);
  const unsolved = judgeNone();
  let loadP = 0.0;
  let loadQ = 0.0;
  for (let i = 0; i < busCount; i++) {
    loadP -= load<f64>(injectionP + ((<usize>i) << 3)) * baseKva;
    loadQ -= load<f64>(injectionQ + ((<usize>i) << 3)) * baseKva;
  }
  stretchReference(unsolved ? Math.abs(loadP) : max(0.0, load<f64>(flowSlackP) * baseKva));
  if (unsolved) guessReference(loadP, loadQ);
}

/** Judges by many hours from now on, and the yardstick by them; after `openSitingYear`. */
export function enterSitingYear(): void {
  prepareSitingYear();
  if (!judgeNone()) return;
  const loadP = yearMeanLoad();
  stretchReference(loadP);
  guessReference(loadP, 0.6 * loadP);
}

/** Writes the objectives of no devices to the yardstick; whether there was no power flow. */
function judgeNone(): bool {
  const island = changetype<Island>(openSitingIsland(1));
  evaluateDesigns(island, 0, 1);
  memory.copy(sitingReference, island.objective, 24);
  return load<f64>(island.violation) == UNSOLVED;
}

/**
 * Where a device's kWh is dearer than the grid's (grid-charged packs in the evening) every
 * design costs more than none, so the yardstick becomes the same energy at the dearest price.
 */
function stretchReference(kw: f64): void {
  const pv = panelKw > 0 ? pvPrice + fee : 0.0;
  const dearest = max(gridPrice, max(pv, packPrice + fee));
  store<f64>(sitingReference, dearest * kw);
}

/** Without a power flow to measure: 0.1 pu a bus, a fifth of the load lost. */
function guessReference(loadP: f64, loadQ: f64): void {
  store<f64>(sitingReference, 0.1 * <f64>siteCount, 8);
  store<f64>(sitingReference, 0.2 * Math.sqrt(loadP * loadP + loadQ * loadQ), 16);
}

/** An island of `population` designs with the bounds of this problem. */
export function openSitingIsland(population: i32): usize {
  const at = openIsland(population, 2 * siteCount, 3);
  const island = changetype<Island>(at);
  island.lineChance = LINE_CHANCE;
  for (let k = 0; k < 2 * siteCount; k++) {
    // What can do nothing is not searched: it would only multiply equal designs.
    const idle = yearOn && siteIdle(k % siteCount);
    const most = idle ? 0.0 : k >= siteCount ? packsMax : panelKw > 0 ? panelsMax : 0.0;
    store<f64>(island.lower + ((<usize>k) << 3), 0);
    store<f64>(island.upper + ((<usize>k) << 3), most);
    store<u8>(island.whole + <usize>k, 1);
  }
  return at;
}

/** Work arrays for islands of `population` designs. */
export function openSitingSearch(population: i32): void {
  openSearch(population, 2 * siteCount, 3);
}

/** Writes the injections of one design into one lane (0 or 8 bytes in). */
function layDesign(genome: usize, lane: usize): void {
  for (let i = 0; i < busCount; i++) {
    const at = ((<usize>i) << 4) + lane;
    store<f64>(lanesP + at, load<f64>(injectionP + ((<usize>i) << 3)));
    store<f64>(lanesQ + at, load<f64>(injectionQ + ((<usize>i) << 3)));
  }
  for (let s = 0; s < siteCount; s++) {
    const panels = load<f64>(genome + ((<usize>s) << 3));
    const packs = load<f64>(genome + ((<usize>(siteCount + s)) << 3));
    const kw = panels * panelKw + packs * packKw;
    const at = ((<usize>load<i32>(siteBus + ((<usize>s) << 2))) << 4) + lane;
    store<f64>(lanesP + at, load<f64>(lanesP + at) + kw / baseKva);
    store<f64>(lanesQ + at, load<f64>(lanesQ + at) + (kw * tanPhi) / baseKva);
  }
}

/** Objectives and violation of the design solved in one lane. */
function judge(island: Island, row: i32, lane: usize, solved: bool): void {
  const genome = genomeOf(island, row);
  const out = objectivesOf(island, row);
  const violation = island.violation + ((<usize>row) << 3);
  if (!solved) {
    for (let k = 0; k < 3; k++) store<f64>(out + ((<usize>k) << 3), UNSOLVED);
    store<f64>(violation, UNSOLVED);
    return;
  }
  let panels = 0.0;
  let packs = 0.0;
  let away = 0.0;
  let breach = 0.0;
  for (let s = 0; s < siteCount; s++) {
    panels += load<f64>(genome + ((<usize>s) << 3));
    packs += load<f64>(genome + ((<usize>(siteCount + s)) << 3));
    const v = load<f64>(
      flowVoltage + ((<usize>load<i32>(siteBus + ((<usize>s) << 2))) << 4) + lane,
    );
    away += Math.abs(1.0 - v);
    if (v < voltageMin) breach += (voltageMin - v) / voltageMin;
    if (v > voltageMax) breach += (v - voltageMax) / voltageMax;
  }
  const pvKwh = panels * panelKw;
  const packKwh = packs * packKw;
  const gridKwh = max(0.0, load<f64>(flowSlackP + lane) * baseKva);
  const lossP = load<f64>(flowLossP + lane) * baseKva;
  const lossQ = load<f64>(flowLossQ + lane) * baseKva;
  const bought = gridPrice * gridKwh + pvPrice * pvKwh + packPrice * packKwh;
  store<f64>(out, bought + fee * (pvKwh + packKwh));
  store<f64>(out, away, 8);
  store<f64>(out, Math.sqrt(lossP * lossP + lossQ * lossQ), 16);
  store<f64>(violation, breach);
}

/** Evaluates rows from … to − 1, two at a time; a last single one fills both lanes. */
export function evaluateDesigns(island: Island, from: i32, to: i32): void {
  island.evaluations += to - from;
  if (yearOn) {
    for (let row = from; row < to; row++) {
      const violation = judgeYear(genomeOf(island, row), objectivesOf(island, row));
      store<f64>(island.violation + ((<usize>row) << 3), violation);
    }
    return;
  }
  for (let row = from; row < to; row += 2) {
    const other = min(row + 1, to - 1);
    layDesign(genomeOf(island, row), 0);
    layDesign(genomeOf(island, other), 8);
    const solved = solveFlow(lanesP, lanesQ);
    judge(island, row, 0, (solved & 1) != 0);
    if (other > row) judge(island, other, 8, (solved & 2) != 0);
  }
}

/** Evaluates the first `rows` rows as they were written from outside. */
export function evaluateRows(at: usize, rows: i32): void {
  evaluateDesigns(changetype<Island>(at), 0, rows);
}

/**
 * The first population. Each design draws how many of its places it uses and how large its
 * numbers may be, so that sparse and full, small and large ones are all there.
 */
function scatter(island: Island): void {
  for (let row = 0; row < island.population; row++) {
    const genome = genomeOf(island, row);
    const pvShare = rngUnit();
    const packShare = rngBelow(2) == 0 ? 0.0 : rngUnit();
    const pvScale = logUniform(panelsMax) / max(1.0, panelsMax);
    const packScale = logUniform(packsMax) / max(1.0, packsMax);
    for (let k = 0; k < 2 * siteCount; k++) {
      const at = (<usize>k) << 3;
      const panel = k < siteCount;
      const used = rngUnit() < (panel ? pvShare : packShare);
      const most = load<f64>(island.upper + at) * (panel ? pvScale : packScale);
      const drawn = Math.floor(rngUnit() * (most + 1.0));
      store<f64>(genome + at, used ? min(drawn, load<f64>(island.upper + at)) : 0.0);
    }
  }
}

/** Runs `generations` more of the island; the first one of all draws the population. */
export function stepSiting(at: usize, generations: i32): void {
  const island = changetype<Island>(at);
  enterIsland(at);
  for (let g = 0; g < generations; g++) {
    const from = firstNewRow(island);
    if (from == 0) scatter(island);
    else breed(island);
    evaluateDesigns(island, from, from + island.population);
    survive(island);
  }
  leaveIsland(at);
}

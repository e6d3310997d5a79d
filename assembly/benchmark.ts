// Test problems with known fronts, for the search without a network: ZDT1, 2, 3, 4, 6 (Zitzler,
// Deb and Thiele, Evolutionary Computation 8(2), 2000: 30 variables, ZDT4 and ZDT6 10) and DTLZ2
// (Deb, Thiele, Laumanns and Zitzler, CEC 2002: 12 variables, 3 objectives). All minimised.

import { cos, sin } from "./angle";
import { genomeOf, Island, objectivesOf, enterIsland, leaveIsland } from "./island";
import { openIsland } from "./island";
import { breed, firstNewRow, openSearch, survive } from "./nsga2";
import { rngUnit } from "./rng";

export const ZDT1: i32 = 1;
export const ZDT2: i32 = 2;
export const ZDT3: i32 = 3;
export const ZDT4: i32 = 4;
export const ZDT6: i32 = 6;
export const DTLZ2: i32 = 7;

let problem: i32 = 0;

/** Mean of the variables after the first. */
function meanOfRest(x: usize, n: i32): f64 {
  let sum = 0.0;
  for (let k = 1; k < n; k++) sum += load<f64>(x + ((<usize>k) << 3));
  return sum / <f64>(n - 1);
}

/** ZDT4's g: many local fronts. */
function rugged(x: usize, n: i32): f64 {
  let sum = 1.0 + 10.0 * <f64>(n - 1);
  for (let k = 1; k < n; k++) {
    const value = load<f64>(x + ((<usize>k) << 3));
    sum += value * value - 10.0 * cos(4.0 * NativeMath.PI * value);
  }
  return sum;
}

function zdt(x: usize, n: i32, out: usize): void {
  let f = load<f64>(x);
  let g = 1.0;
  if (problem == ZDT4) g = rugged(x, n);
  else if (problem == ZDT6) g = 1.0 + 9.0 * Math.sqrt(Math.sqrt(meanOfRest(x, n)));
  else g = 1.0 + 9.0 * meanOfRest(x, n);
  if (problem == ZDT6) {
    const wave = sin(6.0 * NativeMath.PI * f);
    const cube = wave * wave * wave;
    f = 1.0 - NativeMath.exp(-4.0 * f) * cube * cube;
  }
  const ratio = f / g;
  let h = 1.0 - Math.sqrt(ratio);
  if (problem == ZDT2 || problem == ZDT6) h = 1.0 - ratio * ratio;
  if (problem == ZDT3) h -= ratio * sin(10.0 * NativeMath.PI * load<f64>(x));
  store<f64>(out, f);
  store<f64>(out, g * h, 8);
}

function dtlz2(x: usize, n: i32, out: usize): void {
  let g = 1.0;
  for (let k = 2; k < n; k++) {
    const off = load<f64>(x + ((<usize>k) << 3)) - 0.5;
    g += off * off;
  }
  const a = load<f64>(x) * (0.5 * NativeMath.PI);
  const b = load<f64>(x, 8) * (0.5 * NativeMath.PI);
  const cosA = cos(a);
  store<f64>(out, g * cosA * cos(b));
  store<f64>(out, g * cosA * sin(b), 8);
  store<f64>(out, g * sin(a), 16);
}

function evaluate(island: Island, from: i32, to: i32): void {
  for (let row = from; row < to; row++) {
    const x = genomeOf(island, row);
    const out = objectivesOf(island, row);
    if (problem == DTLZ2) dtlz2(x, island.variables, out);
    else zdt(x, island.variables, out);
    store<f64>(island.violation + ((<usize>row) << 3), 0);
  }
  island.evaluations += to - from;
}

/** Reserves an island for problem `which` (a constant above); returns it. */
export function openBenchmark(which: i32, population: i32): usize {
  problem = which;
  const few = which == ZDT4 || which == ZDT6;
  const variables = which == DTLZ2 ? 12 : few ? 10 : 30;
  const objectives = which == DTLZ2 ? 3 : 2;
  const at = openIsland(population, variables, objectives);
  openSearch(population, variables, objectives);
  const island = changetype<Island>(at);
  for (let k = 0; k < variables; k++) {
    const wide = which == ZDT4 && k > 0;
    store<f64>(island.lower + ((<usize>k) << 3), wide ? -5.0 : 0.0);
    store<f64>(island.upper + ((<usize>k) << 3), wide ? 5.0 : 1.0);
  }
  return at;
}

function scatter(island: Island): void {
  const n = island.variables;
  for (let row = 0; row < island.population; row++) {
    for (let k = 0; k < n; k++) {
      const lower = load<f64>(island.lower + ((<usize>k) << 3));
      const upper = load<f64>(island.upper + ((<usize>k) << 3));
      store<f64>(genomeOf(island, row) + ((<usize>k) << 3), lower + (upper - lower) * rngUnit());
    }
  }
}

/** Runs `generations` more of the island; the first one of all draws the population. */
export function stepBenchmark(at: usize, generations: i32): void {
  const island = changetype<Island>(at);
  enterIsland(at);
  for (let g = 0; g < generations; g++) {
    const from = firstNewRow(island);
    if (from == 0) scatter(island);
    else breed(island);
    evaluate(island, from, from + island.population);
    survive(island);
  }
  leaveIsland(at);
}

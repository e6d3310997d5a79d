// NSGA-II, whole inside wasm: one generation is `breed`, an evaluation by the problem's own
// kernel, and `survive`. This file knows neither the problem nor the operators' arithmetic.
//
// breed: binary tournaments on (rank, crowding) over a shuffled order, so that each member
//   competes equally often; crossover and mutation; a child equal to a member of the population
//   or to an earlier child is bred again (up to TRIES times, then accepted).
// select: ranks over parents and children, whole fronts while they fit, and the last front
//   pruned one by one by crowding.
// Source: Deb, Pratap, Agarwal and Meyarivan, IEEE TEVC 6(2), 2002; pruning: see crowding.ts.

import { alloc } from "./memory";
import { genomeOf, Island } from "./island";
import { openCrowding, pruneFront } from "./crowding";
import { forgetGenomes, isNewGenome, openRegister } from "./register";
import { openSpacing, pruneBySpacing } from "./spacing";
import { openSort, rankRows } from "./sort";
import { rngBelow } from "./rng";
import { vary } from "./variation";

const TRIES: i32 = 20;

let list: usize = 0; // i32[rows]: a front, rows ascending
let chosen: usize = 0; // i32[rows]: who survives, in order of front and row
let children: usize = 0; // f64[2 × n]: what a mating gave
let packed: usize = 0; // room for one population's genomes and objectives

/** Reserves the work arrays for islands of these sizes (shared by all islands of an instance). */
export function openSearch(population: i32, variables: i32, objectives: i32): void {
  const rows = 2 * population;
  openSort(rows);
  openCrowding(rows, objectives);
  openSpacing(rows, objectives);
  openRegister(rows);
  children = alloc((<usize>variables) << 4);
  list = alloc((<usize>rows) << 2);
  chosen = alloc((<usize>rows) << 2);
  packed = alloc(<usize>population * ((<usize>(variables + objectives + 3)) << 3));
}

function shuffle(island: Island): void {
  for (let i = island.population - 1; i > 0; i--) {
    const j = <i32>rngBelow(<u32>(i + 1));
    const a = island.contestants + ((<usize>i) << 2);
    const b = island.contestants + ((<usize>j) << 2);
    const kept = load<i32>(a);
    store<i32>(a, load<i32>(b));
    store<i32>(b, kept);
  }
  island.cursor = 0;
}

function nextContestant(island: Island): i32 {
  if (island.cursor >= island.population) shuffle(island);
  const at = island.cursor;
  island.cursor = at + 1;
  return load<i32>(island.contestants + ((<usize>at) << 2));
}

/** The better of two: lower rank, then wider crowding, then the first drawn. */
function tournament(island: Island): i32 {
  const a = nextContestant(island);
  const b = nextContestant(island);
  const rankA = load<i32>(island.rank + ((<usize>a) << 2));
  const rankB = load<i32>(island.rank + ((<usize>b) << 2));
  if (rankA != rankB) return rankA < rankB ? a : b;
  const wideA = load<f64>(island.crowding + ((<usize>a) << 3));
  const wideB = load<f64>(island.crowding + ((<usize>b) << 3));
  return wideB > wideA ? b : a;
}

/** Fills the offspring rows with new genomes; the island's stream must be live. */
export function breed(island: Island): void {
  const width = (<usize>island.variables) << 3;
  const last = 2 * island.population;
  forgetGenomes();
  for (let row = 0; row < island.population; row++) isNewGenome(island, row);
  let row = island.population;
  let tries = TRIES * island.population;
  while (row < last) {
    vary(island, tournament(island), tournament(island), children);
    for (let child = 0; child < 2 && row < last; child++) {
      memory.copy(genomeOf(island, row), children + <usize>child * width, width);
      if (isNewGenome(island, row) || tries-- <= 0) row++;
    }
  }
}

/** Ranks and crowding of the first `rows` rows; keeps `keep` of them in `chosen`. */
function rankAndCrowd(island: Island, rows: i32, keep: i32): void {
  const m = island.objectives;
  const fronts = rankRows(rows, m, island.objective, island.violation, island.rank);
  let taken = 0;
  for (let front = 0; front < fronts && taken < keep; front++) {
    let size = 0;
    for (let row = 0; row < rows; row++) {
      if (load<i32>(island.rank + ((<usize>row) << 2)) != front) continue;
      store<i32>(list + ((<usize>size) << 2), row);
      size++;
    }
    const kept = min(size, keep - taken);
    if (m > 2) pruneBySpacing(list, size, kept, island.objective, island.crowding);
    else pruneFront(list, size, kept, m, island.objective, island.crowding);
    memory.copy(chosen + ((<usize>taken) << 2), list, (<usize>kept) << 2);
    taken += kept;
  }
}

/** Copies one field of the chosen rows to the front of its array. */
function gather(base: usize, width: usize, keep: i32): void {
  for (let i = 0; i < keep; i++) {
    const row = load<i32>(chosen + ((<usize>i) << 2));
    memory.copy(packed + <usize>i * width, base + <usize>row * width, width);
  }
  memory.copy(base, packed, <usize>keep * width);
}

/** Keeps the best P of the first `rows` rows (P … 2P) as the next population. */
export function select(island: Island, rows: i32): void {
  const keep = island.population;
  rankAndCrowd(island, rows, keep);
  gather(island.genome, (<usize>island.variables) << 3, keep);
  gather(island.objective, (<usize>island.objectives) << 3, keep);
  gather(island.violation, 8, keep);
  gather(island.crowding, 8, keep);
  gather(island.rank, 4, keep);
}

/** Where the rows of this generation start: the first one draws the population, others offspring. */
export function firstNewRow(island: Island): i32 {
  return island.generation == 0 ? 0 : island.population;
}

/** Ends a generation whose new rows have been evaluated. */
export function survive(island: Island): void {
  const p = island.population;
  if (island.generation == 0) rankAndCrowd(island, p, p);
  else select(island, 2 * p);
  island.generation++;
}

// Exchange between islands: the best designs of one compete with those of the next.
//
// Order of a population: rank, then wider crowding, then row. The first EMIGRANTS of it travel
// (a quarter of a small population at most), join the island they come to unless they live there
// already, and the best P of all stay. Nothing here draws random numbers, and bytes are the same
// wherever the islands run.
//
// Bytes of one design: f64 genome[n], objectives[m], violation.

import { alloc } from "./memory";
import { genomeOf, Island, objectivesOf } from "./island";
import { forgetGenomes, isNewGenome } from "./register";
import { select } from "./nsga2";
import { sortRows } from "./sort";

const EMIGRANTS: i32 = 4;

let list: usize = 0; // i32[P]
let keys: usize = 0; // f64[P × 2]: rank, −crowding

/** Reserves the work arrays for islands of `population` designs; call after `openSearch`. */
export function openMigration(population: i32): void {
  list = alloc((<usize>population) << 2);
  keys = alloc((<usize>population) << 4);
}

/** How many designs an island sends. */
export function emigrantCount(at: usize): i32 {
  return max(1, min(EMIGRANTS, changetype<Island>(at).population >> 2));
}

/** Bytes that `takeEmigrants` writes. */
export function emigrantBytes(at: usize): usize {
  const island = changetype<Island>(at);
  const width = island.variables + island.objectives + 1;
  return (<usize>(emigrantCount(at) * width)) << 3;
}

function orderPopulation(island: Island): void {
  for (let row = 0; row < island.population; row++) {
    const at = keys + ((<usize>row) << 4);
    store<i32>(list + ((<usize>row) << 2), row);
    store<f64>(at, <f64>load<i32>(island.rank + ((<usize>row) << 2)));
    store<f64>(at, -load<f64>(island.crowding + ((<usize>row) << 3)), 8);
  }
  sortRows(list, island.population, keys, 16, 2);
}

/** Writes the travelling designs to `bytes`; the island stays as it is. */
export function takeEmigrants(at: usize, bytes: usize): void {
  const island = changetype<Island>(at);
  const genome = (<usize>island.variables) << 3;
  const objectives = (<usize>island.objectives) << 3;
  orderPopulation(island);
  for (let i = 0; i < emigrantCount(at); i++) {
    const row = load<i32>(list + ((<usize>i) << 2));
    memory.copy(bytes, genomeOf(island, row), genome);
    memory.copy(bytes + genome, objectivesOf(island, row), objectives);
    store<f64>(bytes + genome + objectives, load<f64>(island.violation + ((<usize>row) << 3)));
    bytes += genome + objectives + 8;
  }
}

/** Takes in what another island of the same search sent. */
export function acceptImmigrants(at: usize, bytes: usize): void {
  const island = changetype<Island>(at);
  const p = island.population;
  const genome = (<usize>island.variables) << 3;
  const objectives = (<usize>island.objectives) << 3;
  forgetGenomes();
  for (let row = 0; row < p; row++) isNewGenome(island, row);
  // The offspring rows are free between generations.
  let rows = p;
  for (let i = 0; i < emigrantCount(at); i++) {
    memory.copy(genomeOf(island, rows), bytes, genome);
    if (isNewGenome(island, rows)) {
      memory.copy(objectivesOf(island, rows), bytes + genome, objectives);
      store<f64>(island.violation + ((<usize>rows) << 3), load<f64>(bytes + genome + objectives));
      rows++;
    }
    bytes += genome + objectives + 8;
  }
  select(island, rows);
}

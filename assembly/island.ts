// One island of a search: a population of designs with their objectives, its own random stream,
// and the bytes that carry it from one instance to another.
//
// Rows 0 … P − 1 are the population, rows P … 2P − 1 the offspring. A genome is n doubles; a
// whole-numbered variable holds whole doubles. Everything that decides the future of an island
// is in `exportIsland`'s bytes: stream, counters, genomes, objectives, violations, ranks,
// crowding; so a search that is stopped, carried and resumed ends in the same bits.
//
// Bytes: u32 × 4 stream, i32 generation, i32 evaluations, i32 tournament cursor, i32 0, then for
// the P rows f64 genome[n], objectives[m], violation, crowding; then i32 rank[P]; then
// i32 tournament order[P].

import { alloc } from "./memory";
import { rngLoad, rngSave, rngStartIsland } from "./rng";

@unmanaged
export class Island {
  rng0: u32;
  rng1: u32;
  rng2: u32;
  rng3: u32;
  generation: i32;
  evaluations: i32;
  /** Next place of `contestants` to be drawn; P = shuffle first. */
  cursor: i32;
  reserved: i32;
  population: i32;
  variables: i32;
  objectives: i32;
  /** f64[n]: bounds of each variable. */
  lower: usize;
  upper: usize;
  /** u8[n]: 1 = whole numbers only. */
  whole: usize;
  crossoverEta: f64;
  mutationEta: f64;
  /** f64[2P × n] */
  genome: usize;
  /** f64[2P × m] */
  objective: usize;
  /** f64[2P]: 0 = feasible. */
  violation: usize;
  /** f64[2P] */
  crowding: usize;
  /** i32[2P]: 0 = best front. */
  rank: usize;
  /** i32[P]: a shuffled order of the population for tournaments. */
  contestants: usize;
  /** Share of matings that move along the line through the parents; 0 unless set. */
  lineChance: f64;
}

/** Bytes of the part of the object that is exported as it stands. */
const HEAD_BYTES: usize = 32;

/** Reserves an empty island; bounds and kinds of the variables are still to be written. */
export function openIsland(population: i32, variables: i32, objectives: i32): usize {
  const at = alloc(offsetof<Island>());
  const island = changetype<Island>(at);
  const rows = <usize>(2 * population);
  island.population = population;
  island.variables = variables;
  island.objectives = objectives;
  island.lower = alloc((<usize>variables) << 3);
  island.upper = alloc((<usize>variables) << 3);
  island.whole = alloc(<usize>variables);
  island.crossoverEta = 15;
  island.mutationEta = 20;
  island.genome = alloc((rows * <usize>variables) << 3);
  island.objective = alloc((rows * <usize>objectives) << 3);
  island.violation = alloc(rows << 3);
  island.crowding = alloc(rows << 3);
  island.rank = alloc(rows << 2);
  island.contestants = alloc((<usize>population) << 2);
  return at;
}

/** Starts island `index` of the search `seed` afresh: generation 0, nothing drawn yet. */
export function startIsland(at: usize, seed: u32, index: i32): void {
  const island = changetype<Island>(at);
  rngStartIsland(seed, index);
  rngSave(at);
  island.generation = 0;
  island.evaluations = 0;
  island.cursor = island.population;
  for (let i = 0; i < island.population; i++) {
    store<i32>(island.contestants + ((<usize>i) << 2), i);
  }
}

/** Makes the island's stream the live one. */
export function enterIsland(at: usize): void {
  rngLoad(at);
}

/** Puts the live stream back into the island. */
export function leaveIsland(at: usize): void {
  rngSave(at);
}

/** Address of a row's genome. */
export function genomeOf(island: Island, row: i32): usize {
  return island.genome + ((<usize>(row * island.variables)) << 3);
}

/** Address of a row's objectives. */
export function objectivesOf(island: Island, row: i32): usize {
  return island.objective + ((<usize>(row * island.objectives)) << 3);
}

/** Size of `exportIsland`'s bytes. */
export function islandBytes(at: usize): usize {
  const island = changetype<Island>(at);
  const row = (<usize>(island.variables + island.objectives + 2)) << 3;
  return HEAD_BYTES + <usize>island.population * (row + 8);
}

/** Copies between the island and `bytes`, block by block in the order of the header above. */
function exchange(at: usize, bytes: usize, out: bool): void {
  const island = changetype<Island>(at);
  const p = <usize>island.population;
  let place = bytes;
  place = move(at, place, HEAD_BYTES, out);
  place = move(island.genome, place, (p * <usize>island.variables) << 3, out);
  place = move(island.objective, place, (p * <usize>island.objectives) << 3, out);
  place = move(island.violation, place, p << 3, out);
  place = move(island.crowding, place, p << 3, out);
  place = move(island.rank, place, p << 2, out);
  move(island.contestants, place, p << 2, out);
}

function move(inside: usize, outside: usize, size: usize, out: bool): usize {
  if (out) memory.copy(outside, inside, size);
  else memory.copy(inside, outside, size);
  return outside + size;
}

/** Writes the island's whole state to `bytes` (islandBytes long). */
export function exportIsland(at: usize, bytes: usize): void {
  exchange(at, bytes, true);
}

/** Replaces the island's state by what `exportIsland` wrote; same sizes, same problem. */
export function importIsland(at: usize, bytes: usize): void {
  exchange(at, bytes, false);
}

/** What web/kernel reads of an island; rows as in the header. */
export function islandGenome(at: usize): usize {
  return changetype<Island>(at).genome;
}

export function islandObjectives(at: usize): usize {
  return changetype<Island>(at).objective;
}

export function islandViolation(at: usize): usize {
  return changetype<Island>(at).violation;
}

export function islandRank(at: usize): usize {
  return changetype<Island>(at).rank;
}

/** Generations evaluated, the first population included. */
export function islandGeneration(at: usize): i32 {
  return changetype<Island>(at).generation;
}

/** Designs evaluated. */
export function islandEvaluations(at: usize): i32 {
  return changetype<Island>(at).evaluations;
}

/** Distribution indices of crossover and mutation, 1 … 100. */
export function setIslandEtas(at: usize, crossover: f64, mutation: f64): void {
  changetype<Island>(at).crossoverEta = crossover;
  changetype<Island>(at).mutationEta = mutation;
}

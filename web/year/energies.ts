/** Energies in MWh: of the year, or of one of its months. */
export interface Energies {
  /** At the buses, without charging. */
  readonly loadMwh: number;
  readonly lossMwh: number;
  /** From the grid and back to it; within a slot only one of the two. */
  readonly importMwh: number;
  readonly exportMwh: number;
  /** After what was curtailed. */
  readonly pvMwh: number;
  readonly curtailedMwh: number;
  /** At the packs' terminals. */
  readonly chargeMwh: number;
  readonly dischargeMwh: number;
  /** Of the case's own units other than the slack. */
  readonly generationMwh: number;
  /** Drawn by shunts. */
  readonly shuntMwh: number;
  /** Loads of buses that no line in service feeds; in nothing else. */
  readonly unservedMwh: number;
}

/** Their order in a row of sums. */
export const ENERGIES = [
  'loadMwh',
  'lossMwh',
  'importMwh',
  'exportMwh',
  'pvMwh',
  'curtailedMwh',
  'chargeMwh',
  'dischargeMwh',
  'generationMwh',
  'shuntMwh',
  'unservedMwh',
] as const satisfies readonly (keyof Energies)[];

/** The row by name. */
export function energiesOf(row: Float64Array): Energies {
  return Object.fromEntries(ENERGIES.map((name, i) => [name, row[i]!])) as unknown as Energies;
}

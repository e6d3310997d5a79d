/**
 * What the year's pictures show of each slot: sums over the buses and the extreme voltages. A year
 * of a large network is millions of figures, so they are added up in pieces, between which the
 * page stays free; what is solved meanwhile joins in at the next piece.
 */
import type { YearPart } from '../../app/year-show.ts';
import type { GridCase } from '../../grid/case.ts';
import { islands } from '../../grid/topology.ts';
import type { Year } from '../../kernel/outcome.ts';

/** Slots between two looks at the clock. */
const PIECE_SLOTS = 512;

/** How a slot stands; what is not solved has no voltages. */
export const UNSOLVED = 0;
export const SOLVED = 1;
/** Solved, and a voltage is outside its limits. */
export const OUTSIDE = 2;
/** Reached, and the solver found nothing. */
export const FAILED = 3;

export class YearSlots {
  readonly year: Year;
  readonly loadKw: Float64Array;
  readonly pvKw: Float64Array;
  /** Discharge positive. */
  readonly packKw: Float64Array;
  /** Of the fed buses other than the slack; NaN until solved. */
  readonly lowestPu: Float64Array;
  readonly highestPu: Float64Array;
  /** Indices into the case's buses; −1 until solved. */
  readonly lowestAt: Int32Array;
  readonly highestAt: Int32Array;
  /** Grid power and losses, NaN until solved. */
  readonly gridKw: Float64Array;
  readonly lossKw: Float64Array;
  readonly standing: Uint8Array;
  /** Slots whose sums are made. */
  summed = 0;
  /** Slots that are solved and read. */
  read = 0;
  readonly #buses: readonly BusLimits[];
  readonly #busCount: number;
  /** Everything before it is read. */
  #front = 0;

  constructor({ year, grid }: Pick<YearPart, 'year' | 'grid'>) {
    const { slots } = year.input;
    const unknown = (): Float64Array => new Float64Array(slots).fill(Number.NaN);
    this.year = year;
    this.#buses = limitsOf(grid);
    this.#busCount = grid.buses.length;
    this.loadKw = unknown();
    this.pvKw = unknown();
    this.packKw = unknown();
    this.lowestPu = unknown();
    this.highestPu = unknown();
    this.lowestAt = new Int32Array(slots).fill(-1);
    this.highestAt = new Int32Array(slots).fill(-1);
    this.gridKw = unknown();
    this.lossKw = unknown();
    this.standing = new Uint8Array(slots);
  }

  /**
   * Goes on until everything of `known` is read or the time is over.
   * @returns true: there is more to do
   */
  advance(known: Uint8Array, until: () => boolean): boolean {
    const { slots } = this.year.input;
    while (this.summed < slots) {
      const end = Math.min(slots, this.summed + PIECE_SLOTS);
      for (; this.summed < end; this.summed++) this.#sum(this.summed);
      if (until()) return true;
    }
    while (this.#front < slots && this.standing[this.#front] !== UNSOLVED) this.#front++;
    let looked = 0;
    for (let slot = this.#front; slot < slots; slot++) {
      if (known[slot] === 0 || this.standing[slot] !== UNSOLVED) continue;
      this.#read(slot);
      looked++;
      if (looked % PIECE_SLOTS === 0 && until()) return true;
    }
    return false;
  }

  #sum(slot: number): void {
    const { input, dispatch } = this.year;
    const buses = this.#busCount;
    let [load, pv, pack] = [0, 0, 0];
    for (let at = slot * buses; at < (slot + 1) * buses; at++) {
      load += input.loadKw[at]!;
      pv += dispatch.pvKw[at]!;
      pack += dispatch.packKw[at]!;
    }
    this.loadKw[slot] = load;
    this.pvKw[slot] = pv;
    this.packKw[slot] = pack;
  }

  #read(slot: number): void {
    this.read++;
    const { series } = this.year;
    if (series.converged[slot] === 0) {
      this.standing[slot] = FAILED;
      return;
    }
    const row = slot * this.#busCount;
    let [low, high, lowAt, highAt] = [Infinity, -Infinity, -1, -1];
    let outside = false;
    for (const { at, minPu, maxPu } of this.#buses) {
      const pu = series.voltagePu[row + at]!;
      if (pu < low) [low, lowAt] = [pu, at];
      if (pu > high) [high, highAt] = [pu, at];
      outside ||= !(shown(pu) >= minPu && shown(pu) <= maxPu);
    }
    if (lowAt >= 0) this.lowestPu[slot] = low;
    if (highAt >= 0) this.highestPu[slot] = high;
    this.lowestAt[slot] = lowAt;
    this.highestAt[slot] = highAt;
    this.gridKw[slot] = series.slackKw[slot]!;
    this.lossKw[slot] = series.lossKw[slot]!;
    this.standing[slot] = outside ? OUTSIDE : SOLVED;
  }
}

interface BusLimits {
  readonly at: number;
  readonly minPu: number;
  readonly maxPu: number;
}

/** The slack is a given, not an outcome, and what no line feeds has no voltage to judge. */
function limitsOf(grid: GridCase): readonly BusLimits[] {
  const dark = new Set(islands(grid).flat());
  return grid.buses.flatMap(({ kind, voltageMinPu, voltageMaxPu }, at) =>
    kind === 'slack' || dark.has(at) ? [] : [{ at, minPu: voltageMinPu, maxPu: voltageMaxPu }],
  );
}

/** As shown: a voltage that reads as its limit is not outside of it. */
export const shown = (pu: number): number => Math.round(pu * 1e4) / 1e4;

const kept = new WeakMap<Year, YearSlots>();

/** The sums of a year; its arrays are filled in place, so they are made once. */
export function slotsOf(part: Pick<YearPart, 'year' | 'grid'>): YearSlots {
  const known = kept.get(part.year) ?? new YearSlots(part);
  kept.set(part.year, known);
  return known;
}

/**
 * What a year adds up to: energies by month and in all, where they came from, voltages and losses,
 * and whether every slot's energy balance closes.
 *
 * Knows a solved year and its network; never solves, never asks for a price. Only slots that
 * converged count: those no chunk has reached yet are left out, those without a solution listed.
 * Invariants: months sum to the totals; at each slot import + panels + packs' output + other
 * generation = load + charging + losses + export + shunts, to the residual stated.
 *
 * Only what the slack exchanges with the grid counts as import or export: devices at a slack bus
 * are taken off it, since the solver lets the slack supply all of its own bus. Buses without a path
 * to a slack draw nothing; their load is `unservedMwh`.
 */
import { assert } from '../assert.ts';
import type { GridCase } from '../grid/case.ts';
import type { Year } from '../kernel/outcome.ts';
import { DAYS, monthOf } from '../profile/calendar.ts';
import type { Energies } from './energies.ts';
import { Tally } from './tally.ts';

export interface VoltageLimits {
  readonly voltageMinPu: number;
  readonly voltageMaxPu: number;
}

/** A figure with the slot it stands at; −1 before any slot is solved. */
export interface AtSlot {
  readonly value: number;
  readonly slot: number;
}

export interface AtBus extends AtSlot {
  /** Its number; 0 before any slot is solved. */
  readonly bus: number;
}

export interface YearTotals {
  readonly slots: number;
  /** Hours of a slot, 1 or 0.25. */
  readonly slotHours: number;
  /** Slots that converged: what everything here is about. */
  readonly solvedSlots: number;
  /** Slots that a chunk reached without a solution, rising. */
  readonly failedSlots: readonly number[];
  readonly year: Energies;
  /** January first. */
  readonly months: readonly Energies[];
  /** From the grid by the hour of the day 0 … 23, MWh; and what of it covered losses. */
  readonly importByHourMwh: Float64Array;
  readonly importForLossByHourMwh: Float64Array;
  /**
   * Where charging came from, MWh: at each bus from its own panels first, what is left from the
   * grid as far as it imported in that slot, the rest from other buses' panels and packs.
   */
  readonly chargeFromPvMwh: number;
  readonly chargeFromGridMwh: number;
  /** Share of the panels' energy that did not leave for the grid; null without any. */
  readonly selfConsumption: number | null;
  /** Share not imported of what was used: loads, losses, what packs kept; null without any. */
  readonly selfSufficiency: number | null;
  readonly lossKvarh: number;
  /** Over the buses other than slacks that are fed, pu. */
  readonly lowest: AtBus;
  readonly highest: AtBus;
  /** Per bus in the case's order, hours below or above the limits; 0 at slacks. */
  readonly hoursOutside: Float64Array;
  /** Hours in which any bus was outside. */
  readonly hoursAnyOutside: number;
  /** Σ|1 − V| over the buses other than slacks: mean over the slots, and the worst slot, pu. */
  readonly deviationMeanPu: number;
  readonly deviationWorst: AtSlot;
  /** Highest and lowest exchange with the grid, import positive, kW. */
  readonly gridHighest: AtSlot;
  readonly gridLowest: AtSlot;
  /** Largest gap of a slot's energy balance, kW. */
  readonly residualWorst: AtSlot;
}

/**
 * @param limits of the buses other than slacks, themselves allowed
 */
export function yearTotals(grid: GridCase, year: Year, limits: VoltageLimits): YearTotals {
  const pieces = yearTotalsInPieces(grid, year, limits);
  for (;;) {
    const { done, value } = pieces.next();
    if (done === true) return value;
  }
}

/** Slots between two rests. */
const PIECE_SLOTS = 512;

/** The same with a rest every few hundred slots, for a thread that must not be kept for long. */
export function* yearTotalsInPieces(
  grid: GridCase,
  year: Year,
  limits: VoltageLimits,
): Generator<undefined, YearTotals, undefined> {
  const { slots, stepMinutes } = year.input;
  assert(slots === (DAYS * 1440) / stepMinutes, 'a year has 365 days', { slots, stepMinutes });
  const tally = new Tally(grid, year, limits);
  const inDay = slots / DAYS;
  const { converged, iterations } = year.series;
  const failedSlots: number[] = [];
  for (let slot = 0; slot < slots; slot++) {
    if (converged[slot] === 1) tally.add(slot, monthOf(Math.floor(slot / inDay) + 1));
    else if (iterations[slot]! > 0) failedSlots.push(slot);
    if (slot % PIECE_SLOTS === PIECE_SLOTS - 1) yield undefined;
  }
  return tally.result(failedSlots);
}

/**
 * Energies of a year the slow way: every figure by its own loop over all slots and buses, straight
 * from its definition. Slots that did not converge are passed over.
 */
import type { GridCase } from '../../web/grid/case.ts';
import type { Year } from '../../web/kernel/outcome.ts';

export interface TwinTotals {
  loadMwh: number;
  lossMwh: number;
  importMwh: number;
  exportMwh: number;
  pvMwh: number;
  curtailedMwh: number;
  chargeMwh: number;
  dischargeMwh: number;
}

const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Sum of `kwOf` over the solved slots of month 0 … 11, or of the year without one, in MWh. */
function mwh(year: Year, month: number | null, kwOf: (slot: number) => number): number {
  const perDay = 1440 / year.input.stepMinutes;
  const firstDay = month === null ? 0 : MONTHS.slice(0, month).reduce((a, b) => a + b, 0);
  const days = month === null ? 365 : MONTHS[month]!;
  let sum = 0;
  for (let slot = firstDay * perDay; slot < (firstDay + days) * perDay; slot++) {
    if (year.series.converged[slot] === 1) sum += kwOf(slot);
  }
  return (sum * year.input.stepMinutes) / 60 / 1000;
}

/** Only for networks whose every bus is fed. */
export function twinTotals(grid: GridCase, year: Year, month: number | null): TwinTotals {
  const n = grid.buses.length;
  const slack = grid.buses.findIndex(({ kind }) => kind === 'slack');
  const { input, dispatch, series } = year;
  const overBuses = (slot: number, of: (at: number) => number): number =>
    grid.buses.reduce((sum, _, bus) => sum + of(slot * n + bus), 0);
  const exchange = (slot: number): number =>
    series.slackKw[slot]! - dispatch.pvKw[slot * n + slack]! - dispatch.packKw[slot * n + slack]!;
  return {
    loadMwh: mwh(year, month, (slot) => overBuses(slot, (at) => input.loadKw[at]!)),
    lossMwh: mwh(year, month, (slot) => series.lossKw[slot]!),
    importMwh: mwh(year, month, (slot) => Math.max(0, exchange(slot))),
    exportMwh: mwh(year, month, (slot) => Math.max(0, -exchange(slot))),
    pvMwh: mwh(year, month, (slot) => overBuses(slot, (at) => dispatch.pvKw[at]!)),
    curtailedMwh: mwh(year, month, (slot) => dispatch.curtailedKw[slot]!),
    chargeMwh: mwh(year, month, (slot) =>
      overBuses(slot, (at) => Math.max(0, -dispatch.packKw[at]!)),
    ),
    dischargeMwh: mwh(year, month, (slot) =>
      overBuses(slot, (at) => Math.max(0, dispatch.packKw[at]!)),
    ),
  };
}

/**
 * From a band to a load for the grid: the upper limit as a share of the user's own peak, projected
 * on the peak of the bus where the user stands (the thesis's worst case, section 5.2.4).
 */
import type { Forecast } from './forecast.ts';

/** The highest measured value of a history in kW; 0 if there is none. */
export function peakOf(values: Float64Array): number {
  return values.reduce((peak, value) => (value > peak ? value : peak), 0);
}

/** Share of `peakKw` (> 0) that each slot's upper limit reaches; at least 0, above 1 if so foretold. */
export function worstCaseShares(forecast: Pick<Forecast, 'upper'>, peakKw: number): Float64Array {
  return forecast.upper.map((limit) => (peakKw > 0 ? Math.max(0, limit / peakKw) : 0));
}

/** A user's worst case and the bus it stands for. */
export interface BusShare {
  /** Number of the bus. */
  readonly bus: number;
  /** Share of the bus's peak in each slot. */
  readonly shares: Float64Array;
}

/**
 * Row-major slots × buses in the order of `buses`: the load in kW to put in. A bus without a
 * forecast keeps its own load, its peak; a share that ends early keeps its last value.
 */
export function forecastLoads(
  buses: readonly { readonly id: number; readonly loadKw: number }[],
  forecasts: readonly BusShare[],
  slots: number,
): Float64Array {
  const count = buses.length;
  const loadKw = new Float64Array(slots * count);
  buses.forEach(({ id, loadKw: peakKw }, index) => {
    const shares = forecasts.find(({ bus }) => bus === id)?.shares;
    for (let slot = 0; slot < slots; slot++) {
      const share = shares ? (shares[slot] ?? shares.at(-1) ?? 1) : 1;
      loadKw[slot * count + index] = peakKw * share;
    }
  });
  return loadKw;
}

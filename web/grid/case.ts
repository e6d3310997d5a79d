/**
 * A network as data. Positive-sequence, balanced; one value holds everything the solver needs.
 *
 * Sign convention: generation (injection) is positive; `loadKw` is consumption, so it is entered
 * positive and subtracted. Powers are three-phase totals. Impedances are per unit on `baseKva`
 * and the buses' `baseKv`. Shunts are kW and kvar drawn at 1 pu (a capacitor has shuntKvar < 0).
 */

export type BusKind = 'slack' | 'pv' | 'pq';
export type Category = 'residential' | 'commercial' | 'industrial';

export interface Bus {
  /** Positive integer, unique in the case; what people call the bus. Order in the list is free. */
  readonly id: number;
  readonly kind: BusKind;
  readonly loadKw: number;
  readonly loadKvar: number;
  readonly shuntKw: number;
  readonly shuntKvar: number;
  /** Nominal voltage, line to line; 0 = unknown (then nothing in volts or amperes is shown). */
  readonly baseKv: number;
  readonly voltageMinPu: number;
  readonly voltageMaxPu: number;
  readonly category?: Category;
  /** Slack: the reference angle. Others: a starting guess. Default 0. */
  readonly angleRad?: number;
}

export interface Generator {
  readonly bus: number;
  readonly powerKw: number;
  readonly reactiveKvar: number;
  readonly reactiveMinKvar: number;
  readonly reactiveMaxKvar: number;
  /** Set point on slack and PV buses. */
  readonly voltagePu: number;
  readonly inService: boolean;
}

export interface Branch {
  readonly from: number;
  readonly to: number;
  readonly resistancePu: number;
  readonly reactancePu: number;
  /** Total line charging susceptance, half at each end. */
  readonly chargingPu: number;
  /** 0 = not rated. */
  readonly ratingKva: number;
  /** Off-nominal turns ratio at the from side; 1 for a line. */
  readonly tapRatio: number;
  readonly shiftRad: number;
  readonly inService: boolean;
}

export interface GridCase {
  /** Short name for links: [a-z0-9-]{1,24}. */
  readonly id: string;
  readonly name: string;
  /** Where the data come from, when, and how they were converted. */
  readonly source: string;
  readonly baseKva: number;
  readonly buses: readonly Bus[];
  readonly generators: readonly Generator[];
  readonly branches: readonly Branch[];
}

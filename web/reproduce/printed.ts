/**
 * What the thesis prints, as printed, slips included. Input to the comparison, never an answer.
 * Buses 1 … 13 in order where a list has 13 entries.
 */

/** Table 1 (the module's data sheet): V, A, °C, V/K, A/K, m², %. */
export const MODULE = {
  openVolts: 42.8,
  shortAmperes: 10.8,
  bestVolts: 36.7,
  bestAmperes: 9.95,
  nominalCellC: 44,
  voltsPerK: -0.10272,
  amperesPerK: 0.004,
  areaM2: 1.7272,
  efficiencyPercent: 21.1,
} as const;

/** Table 4, base quantities. */
export const BASE = { kv: 4.22, kva: 490, amperes: 123.2, ohm: 34.51, microsiemens: 28902.4 };

/** Table 5, kW and kvar. */
export const PEAKS: readonly { bus: number; kw: number; kvar: number }[] = [
  { bus: 4, kw: 411, kvar: 288 },
  { bus: 5, kw: 172, kvar: 122 },
  { bus: 6, kw: 233, kvar: 135 },
  { bus: 7, kw: 1158, kvar: 662 },
  { bus: 8, kw: 181, kvar: 155 },
  { bus: 9, kw: 842, kvar: 461 },
  { bus: 11, kw: 191, kvar: 83 },
  { bus: 13, kw: 127, kvar: 85 },
];

/** Fig. 10, maximum load of the same users, kW. */
export const APP_MAXIMUM_KW: Readonly<Record<number, number>> = {
  4: 400,
  5: 170,
  6: 230,
  7: 1155,
  8: 180,
  9: 843,
  11: 190,
  13: 128,
};

export interface PrintedLine {
  readonly from: number;
  readonly to: number;
  readonly r: number;
  readonly x: number;
  readonly b: number;
  /** Decimals of b in print. */
  readonly digitsOfB: number;
  /** Of the IEEE 13-node feeder's line in the same place. */
  readonly feet: number;
}

function line(
  [from, to]: readonly [number, number],
  [r, b]: readonly [number, number],
  [digitsOfB, feet]: readonly [number, number],
): PrintedLine {
  return { from, to, r, x: r, b, digitsOfB, feet };
}

/** Table 6, per unit; r and x are printed equal on every line. */
export const LINES: readonly PrintedLine[] = [
  line([1, 2], [0.015, 6.12e-5], [7, 2000]),
  line([2, 3], [0.004, 1.53e-5], [7, 500]),
  line([3, 4], [0.004, 1.53e-5], [7, 500]),
  line([2, 5], [0.004, 1.53e-5], [7, 500]),
  line([5, 6], [0.002, 9.17e-6], [8, 300]),
  line([2, 7], [0.015, 6.12e-5], [7, 2000]),
  line([7, 8], [0.002, 9.17e-6], [8, 300]),
  line([8, 9], [0.004, 1.53e-5], [7, 500]),
  line([7, 10], [0.002, 9.17e-6], [8, 300]),
  line([10, 11], [0.002, 9.17e-6], [8, 300]),
  line([10, 13], [0.006, 2.45e-5], [7, 800]),
  line([7, 12], [0.007, 3.06e-5], [7, 1000]),
];

/**
 * Configuration 604 of the IEEE 13-node feeder, per mile: the phase with 1.3294 + j1.3471 Ω, and
 * the 4.6658 µS of its other phase, which is the one the thesis's column B follows.
 */
export const CONFIGURATION_604 = { ohmR: 1.3294, ohmX: 1.3471, microsiemens: 4.6658 };
export const FEET_PER_MILE = 5280;

export interface PrintedDevices {
  readonly bus: number;
  /** Table 7, kW and kWh. */
  readonly pvKw: number;
  readonly packKwh: number;
  /** Fig. 10: the installed panels, kW, and the battery column, kWh (bus 9 without its stray 0). */
  readonly appPvKw: number;
  readonly appPackKwh: number;
  /** Fig. 10: the user's own forecast load, kW. */
  readonly appForecastKw: number;
}

/** Table 7, and where its figures come from in the app. */
export const DEVICES: readonly PrintedDevices[] = [
  device([7, 755.003, 897.4655], [897.4, 897.4, 143.3974]),
  device([8, 683.169, 702.026], [702.6, 702.6, 21.4316]),
  device([9, 20703.406, 2810.2], [2809.2, 2809.2, 107.7949]),
  device([10, 193.2, 192.1], [193.1, 193.1, 0]),
  device([11, 154.843, 180.4731], [179.5, 179.5, 23.6578]),
  device([13, 164.708, 180.4731], [179.5, 179.5, 15.7922]),
];

function device(
  [bus, pvKw, packKwh]: readonly [number, number, number],
  [appPvKw, appPackKwh, appForecastKw]: readonly [number, number, number],
): PrintedDevices {
  return { bus, pvKw, packKwh, appPvKw, appPackKwh, appForecastKw };
}

/** Table 7's panels with bus 9 read as 2703.406 kW: a 0 too many is printed there. */
export const PV_KW_CORRECTED: Readonly<Record<number, number>> = Object.fromEntries(
  DEVICES.map(({ bus, pvKw }) => [bus, bus === 9 ? 2703.406 : pvKw]),
);

/** Table 8, kW and kvar. */
export const LOSSES = { before: { kw: 121.5, kvar: 53 }, after: { kw: 65, kvar: -2.1 } };

/** Table 9, pu. */
export const VOLTAGES = {
  before: [
    1.0, 0.8993, 0.8953, 0.8914, 0.8934, 0.8917, 0.8355, 0.8322, 0.8268, 0.8341, 0.8331, 0.8335,
    0.832,
  ],
  after: [
    1.0, 0.9634, 0.9528, 0.9356, 0.9464, 0.9452, 1.0041, 0.965, 1.0012, 0.9293, 0.9261, 0.9258,
    0.9579,
  ],
} as const;

/** Table 10, MWh a year; without devices there are neither panels nor packs. */
export const YEAR = {
  loadMwh: { before: 9903.75, after: 10_425.476 },
  lossMwh: { before: 550.15, after: 238.66 },
  pvMwh: 3549.15,
  packMwh: 321.15,
} as const;
export const HOURS_PER_YEAR = 8760;

/** The cost model, $/kWh, and the fee as it is stated and as it enters the sum. */
export const PRICES = {
  grid: 0.273,
  pv: 0.08,
  pack: 0.16,
  feePerKwh: 0.00013,
  feePerTransaction: 0.0013,
  transactions: 60_000_000,
} as const;

/** Annual figures of the cost model, $; `saving` is the printed share. */
export const COSTS = {
  before: 2_703_723.75,
  after: 2_202_879.048,
  lossesBefore: 150_190.95,
  lossesAfter: 65_154.18,
  fee: 78_000,
  savingPercent: 18.5,
} as const;

/** Fig. 15: the smallest trade of the app, kWh. */
export const SMALLEST_TRADE_KWH = 5;

/** Table 2: a pack's efficiency, all of it on charging. */
export const PACK_EFFICIENCY = 0.89;

/** Equation (9): limits of every voltage, pu. */
export const LIMITS = { min: 0.9, max: 1 };

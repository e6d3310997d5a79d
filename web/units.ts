/**
 * Every quantity that is shown: its name, symbol, unit, decimals and range, once.
 *
 * Sign convention, for the whole project: generation is positive (power injected into the network
 * at a bus), loads are entered as positive consumption and subtracted, a pack that discharges is
 * positive and one that charges is negative. At a branch the power that enters it at an end is
 * positive. Positive reactive power is supplied (as by a capacitor), lagging loads draw it. All
 * powers are three-phase totals of a balanced network.
 *
 * Values are kept in the unit of their name (`loadKw`); these functions only write them. Whatever
 * is not a finite number is written as a dash, never as NaN.
 */

export interface Quantity {
  /** As a label, lower case. */
  readonly name: string;
  /** As in equations; may be empty. */
  readonly symbol: string;
  /** As printed after the number; empty for a pure number. */
  readonly unit: string;
  /** Decimals shown. */
  readonly digits: number;
  /** What is physically or formally possible, inclusive. */
  readonly min: number;
  readonly max: number;
}

const MANY = 1e12;

function row(
  [name, symbol, unit]: readonly [string, string, string],
  digits: number,
  [min, max]: readonly [number, number],
): Quantity {
  return { name, symbol, unit, digits, min, max };
}

export const QUANTITIES = {
  voltagePu: row(['voltage', '|V|', 'pu'], 4, [0, 10]),
  voltageKv: row(['voltage', 'V', 'kV'], 3, [0, 2000]),
  angleDeg: row(['voltage angle', 'θ', '°'], 2, [-360, 360]),
  voltageDeviationPu: row(['sum of voltage deviations', 'Σ|1 − V|', 'pu'], 4, [0, MANY]),
  loadKw: row(['load', 'P', 'kW'], 1, [-MANY, MANY]),
  loadKvar: row(['reactive load', 'Q', 'kvar'], 1, [-MANY, MANY]),
  powerKw: row(['power', 'P', 'kW'], 1, [-MANY, MANY]),
  reactiveKvar: row(['reactive power', 'Q', 'kvar'], 1, [-MANY, MANY]),
  apparentKva: row(['apparent power', 'S', 'kVA'], 1, [0, MANY]),
  lossKw: row(['losses', 'P loss', 'kW'], 1, [-MANY, MANY]),
  lossKvar: row(['reactive losses', 'Q loss', 'kvar'], 1, [-MANY, MANY]),
  apparentLossKva: row(['apparent losses', '|S loss|', 'kVA'], 2, [0, MANY]),
  pvKw: row(['panels', 'P PV', 'kW'], 1, [0, MANY]),
  packKw: row(['packs', 'P BESS', 'kW'], 1, [-MANY, MANY]),
  currentA: row(['current', 'I', 'A'], 1, [0, MANY]),
  currentPu: row(['current', 'I', 'pu'], 4, [0, MANY]),
  loadingShare: row(['loading', '', '%'], 0, [0, 1e6]),
  baseKva: row(['base power', 'S base', 'kVA'], 1, [1, 1e9]),
  baseKv: row(['nominal voltage', 'V base', 'kV'], 2, [0, 2000]),
  resistancePu: row(['resistance', 'R', 'pu'], 5, [-100, 100]),
  reactancePu: row(['reactance', 'X', 'pu'], 5, [-100, 100]),
  impedancePu: row(['impedance', '|Z|', 'pu'], 5, [0, 100]),
  distancePu: row(['distance from the slack', 'Σ|Z|', 'pu'], 4, [0, 1e6]),
  chargingPu: row(['line charging', 'B', 'pu'], 6, [-100, 100]),
  ratingKva: row(['rating', 'S max', 'kVA'], 0, [0, MANY]),
  tapRatio: row(['turns ratio', 'a', ''], 4, [0.01, 100]),
  shiftDeg: row(['phase shift', 'φ', '°'], 2, [-360, 360]),
  powerFactor: row(['power factor', 'pf', ''], 3, [0, 1]),
  irradianceKwM2: row(['irradiance', 'G', 'kW/m²'], 3, [0, 1.5]),
  ambientC: row(['air temperature', 'T', '°C'], 1, [-60, 80]),
  panels: row(['panels', 'n PV', ''], 0, [0, 100_000]),
  packs: row(['packs', 'n B', ''], 0, [0, 1000]),
  storedKwh: row(['stored energy', 'E', 'kWh'], 0, [0, MANY]),
  energyKwh: row(['energy', 'E', 'kWh'], 1, [-MANY, MANY]),
  priceUsdPerKwh: row(['price', 'c', '$/kWh'], 5, [0, 1e6]),
  costUsdPerHour: row(['cost', 'C', '$/h'], 2, [-MANY, MANY]),
  hypervolume: row(['hypervolume', 'HV', ''], 4, [0, 1]),
  lambda: row(['load multiplier', 'λ', ''], 4, [0, 1e6]),
  iterations: row(['iterations', '', ''], 0, [0, 1e9]),
  acceleration: row(['acceleration factor', 'α', ''], 2, [0.5, 2]),
  durationMs: row(['time', 't', 'ms'], 1, [0, MANY]),
  durationS: row(['time', 't', 's'], 1, [0, MANY]),
} as const satisfies Record<string, Quantity>;

export type QuantityName = keyof typeof QUANTITIES;

/** Stands where there is no finite number to show. */
export const NO_VALUE = '–';

/**
 * `value` with `digits` decimals, thousands parted by commas, a true minus sign and no minus
 * before a zero; a dash if it is not finite.
 */
export function formatNumber(value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_VALUE;
  if (Math.abs(value) >= 1e15) return formatExponent(value, 3);
  const [whole = '', fraction] = Math.abs(value).toFixed(digits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** A whole number as it is counted, e.g. '10,000'. */
export function formatCount(count: number): string {
  return formatNumber(count, 0);
}

/** Millionths as whole ones, exactly, e.g. '1,000.00': at least two decimals, at most six. */
export function formatMicro(micro: number): string {
  const size = Math.abs(micro);
  const decimals = String(size % 1e6)
    .padStart(6, '0')
    .replace(/0{1,4}$/, '');
  return `${micro < 0 ? '−' : ''}${formatCount(Math.floor(size / 1e6))}.${decimals}`;
}

/** `value` as 1.2e−8 with `digits` figures, for mismatches and tolerances; a dash if not finite. */
export function formatExponent(value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_VALUE;
  if (value === 0) return '0';
  return value
    .toExponential(Math.max(0, digits - 1))
    .replace('+', '')
    .replaceAll('-', '−');
}

/** The number of quantity `name` without its unit, e.g. '0.8235'. */
export function formatBare(name: QuantityName, value: number | null | undefined): string {
  return formatNumber(value, QUANTITIES[name].digits);
}

/** The number with its unit, e.g. '0.8235 pu'; a bare dash when there is no value. */
export function formatQuantity(name: QuantityName, value: number | null | undefined): string {
  const text = formatBare(name, value);
  const { unit } = QUANTITIES[name];
  return text === NO_VALUE || unit === '' ? text : `${text}\u00a0${unit}`;
}

/**
 * A power in kW, kvar or kVA written in thousands of it from 10,000 up, so that 'kW' suits a
 * feeder and 'MW' a transmission case. `unit` is the small one.
 */
export function formatPower(
  value: number | null | undefined,
  unit: 'kW' | 'kvar' | 'kVA' = 'kW',
): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_VALUE;
  const large = { kW: 'MW', kvar: 'Mvar', kVA: 'MVA' } as const;
  if (Math.abs(value) < 10_000) return `${formatNumber(value, 1)}\u00a0${unit}`;
  return `${formatNumber(value / 1000, 1)}\u00a0${large[unit]}`;
}

/** A share from 0 to 1 (or above) as a percentage, e.g. '53.6 %'. */
export function formatShare(share: number | null | undefined, digits = 1): string {
  const text = formatNumber(share === null || share === undefined ? share : share * 100, digits);
  return text === NO_VALUE ? text : `${text}\u00a0%`;
}

/** How a voltage stands to its limits, in a word that can be printed beside it. */
export function voltageWord(
  voltagePu: number,
  { minPu, maxPu }: { readonly minPu: number; readonly maxPu: number },
): 'very low' | 'low' | 'in limits' | 'high' | 'very high' | 'unknown' {
  if (!Number.isFinite(voltagePu)) return 'unknown';
  if (voltagePu < minPu - 0.05) return 'very low';
  if (voltagePu < minPu) return 'low';
  if (voltagePu > maxPu + 0.05) return 'very high';
  return voltagePu > maxPu ? 'high' : 'in limits';
}

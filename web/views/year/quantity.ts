/** What the year's map can show: where the figures are, their unit, and which scale suits them. */
import type { QuantityName } from '../../units.ts';
import type { YearSlots } from './slots.ts';

export const QUANTITY_IDS = [
  'lowest',
  'highest',
  'load',
  'sun',
  'pv',
  'curtailed',
  'pack',
  'stored',
  'grid',
  'loss',
] as const;

export type QuantityId = (typeof QUANTITY_IDS)[number];

/**
 * - 'rise': from 0 up, one hue.
 * - 'around': two hues that meet at 0.
 * - 'voltage': two hues that meet at 1 pu; only the side that occurs is shown.
 */
type ScaleKind = 'rise' | 'around' | 'voltage';

export interface QuantityOnMap {
  readonly scale: ScaleKind;
  readonly format: QuantityName;
  /** Known before any power flow is solved. */
  readonly ahead: boolean;
  /** One figure a slot; NaN where there is none yet. */
  readonly of: (slots: YearSlots) => Float64Array;
}

export const QUANTITY: Readonly<Record<QuantityId, QuantityOnMap>> = {
  lowest: row('voltage', 'voltagePu', false, ({ lowestPu }) => lowestPu),
  highest: row('voltage', 'voltagePu', false, ({ highestPu }) => highestPu),
  load: row('rise', 'loadKw', true, ({ loadKw }) => loadKw),
  sun: row('rise', 'irradianceKwM2', true, ({ year }) => year.input.planeKwM2),
  pv: row('rise', 'pvKw', true, ({ pvKw }) => pvKw),
  curtailed: row('rise', 'pvKw', true, ({ year }) => year.dispatch.curtailedKw),
  pack: row('around', 'packKw', true, ({ packKw }) => packKw),
  stored: row('rise', 'storedKwh', true, ({ year }) => year.dispatch.storedKwh),
  grid: row('around', 'powerKw', false, ({ gridKw }) => gridKw),
  loss: row('rise', 'lossKw', false, ({ lossKw }) => lossKw),
};

function row(
  scale: ScaleKind,
  format: QuantityName,
  ahead: boolean,
  of: QuantityOnMap['of'],
): QuantityOnMap {
  return { scale, format, ahead, of };
}

/** The figures that a scale runs between, its middle included where it has one. */
export interface Domain {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** The smallest of 1, 1.5, 2, 3, 5, 7.5 × 10ⁿ that is not below `value`. */
function roundedUp(value: number): number {
  // Below that a figure is rounding, and powers of ten run out.
  if (!(value > 1e-9)) return 0;
  let unit = 1;
  while (unit > value) unit /= 10;
  while (unit * 10 <= value) unit *= 10;
  const step = [1, 1.5, 2, 3, 5, 7.5].find((each) => each * unit >= value) ?? 10;
  return step * unit;
}

/** Round ends around what there is, so that they seldom move while a year fills. */
export function domainOf(scale: ScaleKind, values: ArrayLike<number>): Domain {
  let [low, high] = [Infinity, -Infinity];
  for (let slot = 0; slot < values.length; slot++) {
    const value = values[slot]!;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (scale === 'voltage') {
    // Only the side that has values: all of the hue for what there is to see.
    const step = 0.02;
    const bottom = low < 1 ? 1 - Math.ceil((1 - low) / step - 1e-9) * step : 1;
    const top = high > 1 ? 1 + Math.ceil((high - 1) / step - 1e-9) * step : 1;
    return { low: low > high ? 0.9 : bottom, middle: 1, high: top };
  }
  const top = roundedUp(high) || 1;
  if (scale === 'rise') return { low: 0, middle: top / 2, high: top };
  const half = low > high ? 1 : roundedUp(Math.max(-low, high)) || 1;
  return { low: -half, middle: 0, high: half };
}

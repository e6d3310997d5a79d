import { formatNumber } from '../chart/number.ts';

/** A load as a person compares it: four digits at most where it is below 1,000 kW. */
export function kw(value: number): string {
  const size = Math.abs(value);
  return formatNumber(value, size < 10 ? 2 : size < 1000 ? 1 : 0);
}

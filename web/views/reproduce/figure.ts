import { formatNumber } from '../chart/number.ts';

/**
 * Decimals to show beside a printed figure: those of the print, and one more below a thousand, so
 * that a difference in the last printed digit can be seen. undefined where nothing is printed.
 */
export function digitsOf(published: number | null): number | undefined {
  if (published === null) return undefined;
  const [, decimals = ''] = String(published).split('.');
  if (/e/.test(decimals) || String(published).includes('e')) return undefined;
  return Math.abs(published) >= 1000 ? decimals.length : decimals.length + 1;
}

/** A printed figure with its own decimals. */
export const printed = (value: number): string => {
  const [, decimals = ''] = String(value).split('.');
  return String(value).includes('e') ? formatNumber(value) : formatNumber(value, decimals.length);
};

/** A figure with those decimals; with its own digits where they would hide that it is not zero. */
export function figure(value: number, digits: number | undefined): string {
  const text = formatNumber(value, digits);
  return value !== 0 && !/[1-9]/.test(text) ? formatNumber(value) : text;
}

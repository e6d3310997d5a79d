/** Digits of a printed figure and of ours beside it. */
import type { RowReport } from '../../reproduce/table.ts';
import { words } from '../../strings/en/reproduce.ts';
import { formatNumber } from '../chart/number.ts';

type Printed = Pick<RowReport, 'published' | 'digits'>;

/** Decimals of the print; undefined where it gives words. */
function decimalsOf({ published, digits }: Printed): number | undefined {
  if (published === null) return undefined;
  if (digits !== undefined) return digits;
  const text = String(published);
  return text.includes('e') ? undefined : (text.split('.')[1] ?? '').length;
}

/** A printed figure with its own decimals. */
export const printed = (row: Printed): string =>
  row.published === null ? words.table.none : formatNumber(row.published, decimalsOf(row));

/**
 * A figure of ours with one decimal more than the print below a thousand, so that a difference in
 * the last printed digit can be seen; whole numbers beside whole numbers stay whole, and what the
 * decimals would hide is written out.
 */
export function figure(value: number, row: Printed): string {
  const decimals = decimalsOf(row);
  if (decimals === undefined) return formatNumber(value);
  const more = Math.abs(row.published ?? 0) >= 1000 ? decimals : decimals + 1;
  const whole = decimals === 0 && Number.isInteger(value);
  const text = formatNumber(value, whole ? 0 : more);
  return value !== 0 && !/[1-9]/.test(text) ? formatNumber(value) : text;
}

/** Rounding of binary arithmetic is no difference, and no zero either. */
export function difference(value: number, row: Printed): string {
  const size = Math.max(1, Math.abs(row.published ?? 0));
  return value !== 0 && Math.abs(value) < 1e-9 * size ? words.table.rounding : figure(value, row);
}

/** Numbers as people read them. Never "NaN": what is not finite is a word. */
import { words } from '../../strings/en/chart.ts';
import { formatNumber as formatFixed } from '../../units.ts';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

const superscript = (exponent: number): string =>
  (exponent < 0 ? '⁻' : '') +
  String(Math.abs(exponent)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? '');

const digitsFor = (size: number): number => {
  if (size >= 1000) return 0;
  if (size >= 100) return 1;
  if (size >= 10) return 2;
  return size >= 1 ? 3 : 4;
};

/** 10⁻⁶ for a power of ten. */
export const powerOfTen = (exponent: number): string => `10${superscript(exponent)}`;

/** `digits` after the point; without it, about four that count. */
export function formatNumber(value: number, digits?: number): string {
  if (!Number.isFinite(value)) return words.none;
  const size = Math.abs(value);
  if (size !== 0 && digits === undefined && (size < 1e-3 || size >= 1e9)) {
    const [mantissa = '', exponent = '0'] = size.toExponential(2).split('e');
    return `${value < 0 ? '−' : ''}${mantissa} × ${powerOfTen(Number(exponent))}`;
  }
  return formatFixed(value, digits ?? (size === 0 ? 0 : digitsFor(size)));
}

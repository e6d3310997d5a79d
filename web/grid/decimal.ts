/**
 * Exact changes of decimal unit. MW × 1000 in binary rounds; moving the decimal point of the text
 * does not, so a case survives kW → MW → kW to the last bit.
 */

/** The double nearest to `text` × 10^`places`; `text` is a plain or exponent decimal. */
export function shiftedNumber(text: string, places: number): number {
  const at = text.search(/e/i);
  if (at < 0) return Number(`${text}e${places}`);
  return Number(`${text.slice(0, at)}e${Number(text.slice(at + 1)) + places}`);
}

/** The shortest decimal that reads back as `value`, with its point moved by `places`. */
export function shiftedText(value: number, places: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : value < 0 ? '-Inf' : 'NaN';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', power = '0'] = Math.abs(value).toString().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = (whole + fraction).replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  // value = 0.kept × 10^point
  const point = digits.length - fraction.length + Number(power) + places;
  const sign = value < 0 ? '-' : '';
  if (point > 21 || point < -6) {
    const rest = kept.slice(1);
    return `${sign}${kept[0] ?? '0'}${rest === '' ? '' : `.${rest}`}e${point - 1}`;
  }
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${kept}`;
  if (kept.length <= point) return sign + kept.padEnd(point, '0');
  return `${sign}${kept.slice(0, point)}.${kept.slice(point)}`;
}

const RADIANS_PER_DEGREE = Math.PI / 180;

/** Radians of an angle in degrees, by one rounded product (the same everywhere). */
export function radiansOf(degrees: number): number {
  return degrees * RADIANS_PER_DEGREE;
}

/**
 * An angle in degrees whose {@link radiansOf} is `radians`, if there is one (there is when the
 * angle came from degrees); otherwise the nearest. The shortest such decimal is preferred.
 */
export function degreesOf(radians: number): number {
  const near = radians / RADIANS_PER_DEGREE;
  for (let digits = 1; digits <= 17; digits++) {
    const degrees = Number(near.toPrecision(digits));
    if (radiansOf(degrees) === radians) return degrees;
  }
  return near;
}

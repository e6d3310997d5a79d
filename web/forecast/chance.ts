/** Seeded draws and the normal distribution by + − × ÷ √ alone, alike in every engine. */
import type { Rng } from '../rng.ts';

const LN2 = 0.6931471805599453;
const bits = new DataView(new ArrayBuffer(8));

/** Natural logarithm of a normal number x > 0; error below 2e-16 · max(1, |ln x|). */
export function ln(x: number): number {
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  let exponent = (high >>> 20) - 1023;
  bits.setUint32(0, ((high & 0xfffff) | 0x3ff00000) >>> 0);
  let mantissa = bits.getFloat64(0);
  if (mantissa > 1.4142135623730951) {
    mantissa /= 2;
    exponent += 1;
  }
  // ln m = 2 artanh((m − 1)/(m + 1)), whose argument is at most 0.172 in size.
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let sum = 0;
  for (let k = 23; k >= 1; k -= 2) sum = sum * square + 1 / k;
  return 2 * s * sum + exponent * LN2;
}

/** Exponentially distributed with mean 1. */
export function exponential(rng: Rng): number {
  return -ln(1 - rng.unit());
}

/** Draws from the standard normal distribution: Marsaglia's polar method, two at a time. */
export function normals(rng: Rng): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    for (;;) {
      const u = 2 * rng.unit() - 1;
      const v = 2 * rng.unit() - 1;
      const square = u * u + v * v;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * ln(square)) / square);
      spare = v * scale;
      return u * scale;
    }
  };
}

// P. J. Acklam, An algorithm for computing the inverse normal cumulative distribution function.
const CENTRAL = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2,
  -3.066479806614716e1, 2.506628277459239,
];
const CENTRAL_BELOW = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1,
  -1.328068155288572e1, 1,
];
const TAIL = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734,
  4.374664141464968, 2.938163982698783,
];
const TAIL_BELOW = [
  7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1,
];

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, c) => sum * x + c, 0);

/** The z below which a share `p` of the standard normal lies, 0 < p < 1; relative error 1.2e-9. */
export function normalQuantile(p: number): number {
  const low = 0.02425;
  if (p < low || p > 1 - low) {
    const q = Math.sqrt(-2 * ln(p < low ? p : 1 - p));
    const z = polynomial(TAIL, q) / polynomial(TAIL_BELOW, q);
    return p < low ? z : -z;
  }
  const q = p - 0.5;
  return (q * polynomial(CENTRAL, q * q)) / polynomial(CENTRAL_BELOW, q * q);
}

/** Half the width, in standard deviations, of the middle that holds a share `width` of a normal. */
export function halfWidth(width: number): number {
  return normalQuantile(0.5 + width / 2);
}

/** The `share` quantile of ascending `sorted` (at least one), joined by straight lines. */
export function quantile(sorted: Float64Array, share: number): number {
  const at = (sorted.length - 1) * share;
  const below = Math.floor(at);
  const left = sorted[below]!;
  const right = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return left + (right - left) * (at - below);
}

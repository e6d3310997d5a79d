// Sine, cosine and the angle of a vector, the same bits everywhere: only + − × ÷ √.
//
// The kernels' arguments are angles of buses, of the sun and of test functions, a few turns at
// most; so the reduction is the short one (two-part π/2, exact up to a million quarter turns),
// and the whole is a quarter of the size of the general functions of the standard library.
// Polynomials: Remez coefficients on [−π/4, π/4] as in fdlibm's kernel functions, 1993; error
// below 1 unit in the last place there.

const TWO_OVER_PI: f64 = 0.6366197723675814;
/** π/2 = HIGH + LOW; HIGH has 33 bits, so n × HIGH is exact. */
const HIGH: f64 = 1.57079632673412561417;
const LOW: f64 = 6.07710050650619224932e-11;
const PI: f64 = 3.141592653589793;

/** sin x; x in radians, |x| ≤ 1e6. */
export function sin(x: f64): f64 {
  return wave(x, 0);
}

/** cos x; x in radians, |x| ≤ 1e6. */
export function cos(x: f64): f64 {
  return wave(x, 1);
}

function wave(x: f64, quarters: i32): f64 {
  const n = nearest(x * TWO_OVER_PI);
  const r = x - n * HIGH - n * LOW;
  const z = r * r;
  const turn = <i32>n + quarters;
  let value: f64 = 0;
  if (turn & 1) {
    const p = 2.48015872894767294178e-5 + z * (-2.75573143513906633035e-7 + z * tailOfCosine(z));
    const q = 4.16666666666666019037e-2 + z * (-1.38888888888741095749e-3 + z * p);
    const half = 0.5 * z;
    const w = 1 - half;
    value = w + (1 - w - half + z * z * q);
  } else {
    const p =
      2.75573137070700676789e-6 + z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10);
    const q = 8.33333333332248946124e-3 + z * (-1.98412698298579493134e-4 + z * p);
    value = r + r * z * (-1.66666666666666324348e-1 + z * q);
  }
  return turn & 2 ? -value : value;
}

function tailOfCosine(z: f64): f64 {
  return 2.0875723212981748279e-9 + z * -1.13596475577881948265e-11;
}

/** The angle of (e, f) in radians, −π … π; 0 for (0, 0). */
export function angleOf(e: f64, f: f64): f64 {
  const wide = Math.abs(e);
  const high = Math.abs(f);
  const most = max(wide, high);
  if (most == 0) return 0;
  const t = min(wide, high) / most;
  // within 0.004 by this parabola, then corrected by the sine of what is left
  let angle = t * (0.25 * PI + 0.273 * (1 - t));
  if (high > wide) angle = 0.5 * PI - angle;
  if (e < 0) angle = PI - angle;
  if (f < 0) angle = -angle;
  const left = (f * cos(angle) - e * sin(angle)) / Math.sqrt(e * e + f * f);
  const z = left * left;
  return angle + left * (1 + z * (1.0 / 6.0 + z * (3.0 / 40.0)));
}

// From the light on level ground to the light on a tilted panel.
//
// Split: the diffuse share of the global irradiance by the clearness index kt, its ratio to what
// falls on a level plane above the air (D. G. Erbs, S. A. Klein and J. A. Duffie, Solar Energy 28,
// 1982).
// Panel: beam; sky light, of which the share DNI / extraterrestrial comes from around the sun and
// the rest evenly from the sky (J. E. Hay and J. A. Davies, 1980); ground light by its albedo.

/** Solar constant, kW/m² (G. Kopp and J. L. Lean, Geophysical Research Letters 38, 2011). */
export const SOLAR_CONSTANT: f64 = 1.361;
/** sin 1°: a lower sun counts as this high where the light around it is divided by its height. */
const LEAST_HEIGHT: f64 = 0.017452406437283512;

/** The share of the global irradiance that is diffuse, 0 … 1; clearness index from 0. */
export function diffuseShare(kt: f64): f64 {
  if (kt <= 0.22) return 1.0 - 0.09 * kt;
  if (kt > 0.8) return 0.165;
  return 0.9511 + kt * (-0.1604 + kt * (4.388 + kt * (-16.638 + kt * 12.336)));
}

/**
 * Irradiance of a panel in the unit of `direct` and `diffuse`; `extra` is that above the air on a
 * plane that faces the sun, `height` the sine of the sun's elevation, `facing` the cosine of the
 * angle between the sun and the panel's normal, `tiltCosine` that between the panel and the level.
 */
export function planeIrradiance(
  direct: f64,
  diffuse: f64,
  extra: f64,
  height: f64,
  facing: f64,
  tiltCosine: f64,
  albedo: f64,
): f64 {
  const seen = max(0.0, facing);
  const around = direct / extra;
  const ratio = seen / max(height, LEAST_HEIGHT);
  const sky = diffuse * (around * ratio + (1.0 - around) * 0.5 * (1.0 + tiltCosine));
  const ground = (direct * height + diffuse) * albedo * 0.5 * (1.0 - tiltCosine);
  return direct * seen + sky + ground;
}

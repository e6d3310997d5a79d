/**
 * The sun's direction by the low-precision formulas of the Astronomical Almanac, as J. J. Michalsky
 * printed them (Solar Energy 40, 1988): another method than the kernel's, good to 0.01° from 1950
 * to 2050. Geometric, without parallax.
 */
const RADIANS = Math.PI / 180;

export interface SunTwin {
  readonly east: number;
  readonly north: number;
  readonly up: number;
  /** Astronomical units. */
  readonly distance: number;
}

/** Seconds since 1970, degrees north and east. */
export function sunTwin(unixSeconds: number, latitudeDeg: number, longitudeDeg: number): SunTwin {
  const days = unixSeconds / 86400 - 10957.5;
  const anomaly = (357.528 + 0.9856003 * days) * RADIANS;
  const longitude =
    (280.46 + 0.9856474 * days + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) *
    RADIANS;
  const obliquity = (23.439 - 0.0000004 * days) * RADIANS;
  const ascension = Math.atan2(Math.cos(obliquity) * Math.sin(longitude), Math.cos(longitude));
  const declination = Math.asin(Math.sin(obliquity) * Math.sin(longitude));
  const siderealDeg = 280.46062 + 360.98564737 * days + longitudeDeg;
  const hour = siderealDeg * RADIANS - ascension;
  const latitude = latitudeDeg * RADIANS;
  return {
    east: -Math.cos(declination) * Math.sin(hour),
    north:
      Math.cos(latitude) * Math.sin(declination) -
      Math.sin(latitude) * Math.cos(declination) * Math.cos(hour),
    up:
      Math.sin(latitude) * Math.sin(declination) +
      Math.cos(latitude) * Math.cos(declination) * Math.cos(hour),
    distance: 1.00014 - 0.01671 * Math.cos(anomaly) - 0.00014 * Math.cos(2 * anomaly),
  };
}

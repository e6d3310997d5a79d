// Where the sun stands.
//
// Apparent ecliptic longitude, obliquity and distance by the low-accuracy method of J. Meeus,
// Astronomical Algorithms, 2nd ed. 1998, chapters 22 and 25; hour angle from the sidereal time of
// chapter 12. Within 0.01° of the full theory from 1950 to 2050 (NREL's SPA). Universal time is
// taken for dynamical time: the minute between them moves the sun by 0.001°.
// Seen from the surface: parallax taken off. Geometric: no refraction, which would lift the sun by
// 0.5° at the horizon and 0.02° at 40°.
//
// Directions are unit vectors east, north, up. Angles in radians unless a name says degrees.

import { angleOf, cos, sin } from "./angle";

const PI: f64 = NativeMath.PI;
const RADIANS: f64 = PI / 180.0;
/** Days from 1 January 1970, 00:00, to the epoch J2000, noon of 1 January 2000. */
const EPOCH_DAY: f64 = 10957.5;
/** Sine of the sun's parallax at the horizon, 8.794″. */
const PARALLAX: f64 = 4.2635e-5;

/** Of the last `placeSun`: sine and cosine of the declination. */
export let sunSine: f64 = 0;
export let sunCosine: f64 = 1;
/** Hour angle at longitude 0, radians, westward positive, not reduced to one turn. */
export let sunHour: f64 = 0;
/** Distance in astronomical units. */
export let sunDistance: f64 = 1;

/** Of the last `turnSun`: the direction of the sun. */
export let sunEast: f64 = 0;
export let sunNorth: f64 = 0;
export let sunUp: f64 = 0;

/** Of the last `sunPosition`, in degrees: above the horizon, and clockwise from north. */
export let sunElevation: f64 = 0;
export let sunAzimuth: f64 = 0;

/** The sun at `day`, days since 1 January 1970 00:00 UTC with their fraction. */
export function placeSun(day: f64): void {
  const days = day - EPOCH_DAY;
  const century = days / 36525.0;
  const mean = (357.52911 + 35999.05029 * century) * RADIANS;
  const orbit = 0.016708634 - 0.000042037 * century;
  const centre =
    (1.914602 - 0.004817 * century) * sin(mean) +
    0.019993 * sin(2.0 * mean) +
    0.000289 * sin(3.0 * mean);
  const node = (125.04 - 1934.136 * century) * RADIANS;
  // less the aberration, and the nutation that follows the moon's node
  const nutation = -0.00478 * sin(node);
  const degrees = 280.46646 + 36000.76983 * century + centre - 0.00569 + nutation;
  const longitude = degrees * RADIANS;
  const obliquity = (23.4392911 - 0.0130042 * century + 0.00256 * cos(node)) * RADIANS;
  sunDistance =
    (1.000001018 * (1.0 - orbit * orbit)) / (1.0 + orbit * cos(mean + centre * RADIANS));
  const along = sin(longitude);
  sunSine = sin(obliquity) * along;
  sunCosine = Math.sqrt(1.0 - sunSine * sunSine);
  const ascension = angleOf(cos(longitude), cos(obliquity) * along);
  const turns = day - Math.floor(day) - 0.5;
  const sidereal = 280.46061837 + 360.0 * turns + 0.98564736629 * days + 0.91746 * nutation;
  sunHour = sidereal * RADIANS - ascension;
}

/**
 * The direction of the sun from a place of this latitude; `sine` of its declination, whose cosine
 * is split by the hour angle: `level` times its cosine, `west` times its sine.
 */
export function turnSun(
  sine: f64,
  level: f64,
  west: f64,
  latitudeSine: f64,
  latitudeCosine: f64,
): void {
  sunEast = -west;
  sunNorth = latitudeCosine * sine - latitudeSine * level;
  sunUp = latitudeSine * sine + latitudeCosine * level - PARALLAX;
}

/** Fills `sunElevation` and `sunAzimuth`; seconds since 1970, degrees north and east. */
export function sunPosition(unixSeconds: f64, latitudeDeg: f64, longitudeDeg: f64): void {
  const latitude = latitudeDeg * RADIANS;
  placeSun(unixSeconds / 86400.0);
  const hour = sunHour + longitudeDeg * RADIANS;
  const level = sunCosine * cos(hour);
  turnSun(sunSine, level, sunCosine * sin(hour), sin(latitude), cos(latitude));
  const along = Math.sqrt(sunEast * sunEast + sunNorth * sunNorth);
  sunElevation = angleOf(along, sunUp) / RADIANS;
  const azimuth = angleOf(sunNorth, sunEast) / RADIANS;
  sunAzimuth = azimuth < 0 ? azimuth + 360.0 : azimuth;
}

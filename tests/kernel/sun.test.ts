import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { openWasm, type Wasm } from '../../web/kernel/wasm.ts';
import { sunPosition } from '../../web/kernel/weather.ts';
import { sunTwin } from '../twin/sun.ts';

const RADIANS = Math.PI / 180;
const ALLOWED_DEG = 0.02;

// NREL's solar position algorithm (Reda and Andreas, Solar Energy 76, 2004), good to 0.0003°:
// first its own worked example (NREL/TP-560-34302, appendix A.5: geometric elevation e0, azimuth),
// then as pvlib's spa_python computes it. Elevation without refraction.
const SPA = [
  ['2003-10-17T19:30:30Z', 39.742476, -105.1786, 39.872046, 194.340241],
  ['2021-06-21T12:00:00Z', 64.1466, -21.9426, 46.702267686, 149.338090798],
  ['2021-06-21T12:00:00Z', 52.52, 13.405, 59.285656574, 203.723049224],
  ['2021-12-21T09:30:00Z', 52.52, 13.405, 11.293283001, 157.982910573],
  ['2021-12-21T09:30:00Z', 38.5449, -121.7405, -66.452193476, 56.275317591],
  ['2021-06-21T12:00:00Z', 28.6139, 77.209, 22.031291424, 285.544831875],
  ['2021-12-21T09:30:00Z', 28.6139, 77.209, 25.139617362, 220.840757224],
  ['2021-06-21T12:00:00Z', -1.2921, 36.8219, 46.861904311, 307.296058711],
  ['2021-12-21T09:30:00Z', -1.2921, 36.8219, 67.853068803, 179.504172108],
  ['2021-12-21T09:30:00Z', -43.5321, 172.6362, -11.620362385, 220.937995844],
] as const;

const secondsAt = (iso: string): number => Date.parse(iso) / 1000;

describe('sun position', () => {
  let wasm: Wasm;
  before(async () => {
    wasm = openWasm(await loadKernelModule());
  });

  /** Seen from the pole the elevation is the declination, less the parallax of 0.0024°. */
  const declinationDeg = (unixSeconds: number): number =>
    sunPosition(wasm, { unixSeconds, latitudeDeg: 90, longitudeDeg: 0 }).elevationDeg;

  it('meets NREL’s algorithm at ten places within 0.02°', () => {
    for (const [iso, latitudeDeg, longitudeDeg, elevation, azimuth] of SPA) {
      const at = { unixSeconds: secondsAt(iso), latitudeDeg, longitudeDeg };
      const { elevationDeg, azimuthDeg } = sunPosition(wasm, at);
      const where = `${iso} ${latitudeDeg} ${longitudeDeg}`;
      expect(elevationDeg, where).to.be.closeTo(elevation, ALLOWED_DEG);
      expect(azimuthDeg, where).to.be.closeTo(azimuth, ALLOWED_DEG);
    }
  });

  it('leaves refraction out: NREL’s example stands 0.0163° higher to the eye', () => {
    const [iso, latitudeDeg, longitudeDeg] = SPA[0];
    const at = { unixSeconds: secondsAt(iso), latitudeDeg, longitudeDeg };
    expect(sunPosition(wasm, at).elevationDeg).to.be.below(39.888378 - 0.01);
  });

  it('meets Meeus’s example 25.b of 13 October 1992', () => {
    // Apparent declination −7°47′01.74″ by the full theory.
    const published = -(7 + 47 / 60 + 1.74 / 3600);
    const found = declinationDeg(secondsAt('1992-10-13T00:00:00Z'));
    expect(found).to.be.closeTo(published, ALLOWED_DEG);
  });

  it('crosses the equator and turns when the almanac of 2023 says', () => {
    // Equinoxes 20 March 21:24 and 23 September 06:50, solstices 21 June 14:58 and 22 December
    // 03:27 UTC; the obliquity of 2023 is 23.438°.
    expect(declinationDeg(secondsAt('2023-03-20T21:24:00Z'))).to.be.closeTo(0, 0.01);
    expect(declinationDeg(secondsAt('2023-09-23T06:50:00Z'))).to.be.closeTo(0, 0.01);
    expect(declinationDeg(secondsAt('2023-06-21T14:58:00Z'))).to.be.closeTo(23.438, 0.01);
    expect(declinationDeg(secondsAt('2023-12-22T03:27:00Z'))).to.be.closeTo(-23.438, 0.01);
  });

  it('stands in the south at noon less the equation of time', () => {
    // Extremes of the equation of time: −14 min 14 s on 11 February, +16 min 26 s on 3 November.
    // 0.02° are 5 s.
    const south = (day: string, equationS: number): void => {
      const unixSeconds = secondsAt(`2023-${day}T12:00:00Z`) - equationS;
      const at = { unixSeconds, latitudeDeg: 51.4778, longitudeDeg: 0 };
      const { elevationDeg, azimuthDeg } = sunPosition(wasm, at);
      const hourAngleDeg = (azimuthDeg - 180) * Math.cos(elevationDeg * RADIANS);
      expect(hourAngleDeg, day).to.be.closeTo(0, ALLOWED_DEG);
    };
    south('02-11', -854);
    south('11-03', 986);
  });

  it('agrees with the almanac’s formula at any place and time from 1950 to 2050', () => {
    const moments = fc.record({
      unixSeconds: fc.integer({ min: -631_152_000, max: 2_524_608_000 }),
      latitudeDeg: fc.double({ min: -90, max: 90, noNaN: true }),
      longitudeDeg: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(moments, (at) => {
        const { elevationDeg, azimuthDeg } = sunPosition(wasm, at);
        const twin = sunTwin(at.unixSeconds, at.latitudeDeg, at.longitudeDeg);
        const level = Math.cos(elevationDeg * RADIANS);
        const apart = Math.hypot(
          level * Math.sin(azimuthDeg * RADIANS) - twin.east,
          level * Math.cos(azimuthDeg * RADIANS) - twin.north,
          Math.sin(elevationDeg * RADIANS) - twin.up,
        );
        expect(apart / RADIANS).to.be.below(ALLOWED_DEG);
        expect(azimuthDeg).to.be.within(0, 360);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses places and times that are none', () => {
    const at = { unixSeconds: 0, latitudeDeg: 0, longitudeDeg: 0 };
    expect(() => sunPosition(wasm, { ...at, latitudeDeg: 91 })).to.throw(RangeError, 'latitude');
    expect(() => sunPosition(wasm, { ...at, longitudeDeg: NaN })).to.throw(RangeError, 'longitude');
    expect(() => sunPosition(wasm, { ...at, unixSeconds: 4e9 })).to.throw(RangeError, 'unixSec');
  });
});

import { expect } from '@open-wc/testing';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { clearSky, panelOutputKw, panelWatts } from '../../web/kernel/solar.ts';
import { openWasm, type Wasm } from '../../web/kernel/wasm.ts';
import { panelTwinWatts } from '../twin/panel.ts';

const SUMMER_SOLSTICE = 172;
const WINTER_SOLSTICE = 355;
const SPRING_EQUINOX = 81;
const DEGREES = 180 / Math.PI;

describe('panel', () => {
  let wasm: Wasm;
  before(async () => {
    wasm = openWasm(await loadKernelModule());
  });

  it('gives the nameplate’s 36.7 V × 9.95 A at standard test conditions', () => {
    // Cell at 25 °C under 1 kW/m² means air 30 K colder (NOCT 44 °C).
    const watts = panelWatts(wasm, { irradianceKwM2: 1, ambientC: -5 });
    expect(watts).to.be.closeTo(36.7 * 9.95, 1e-9);
  });

  it('gives 338.8271 W at 1 kW/m² and 30 °C, not what wrong signs give', () => {
    const watts = panelWatts(wasm, { irradianceKwM2: 1, ambientC: 30 });
    expect(watts).to.be.closeTo(338.82713625925925, 1e-9);
    expect(panelTwinWatts(1, 30, 'minus-kv-tc')).to.be.closeTo(423.2, 0.05);
    expect(panelTwinWatts(1, 30, 'plus-kv-tc')).to.be.closeTo(316.6, 0.05);
  });

  it('equals its twin over the whole range and is never negative', () => {
    for (let g = 0; g <= 1.5; g += 0.05) {
      for (let t = -40; t <= 60; t += 5) {
        const watts = panelWatts(wasm, { irradianceKwM2: g, ambientC: t });
        expect(watts, `${g} kW/m², ${t} °C`).to.be.closeTo(panelTwinWatts(g, t), 1e-9);
      }
    }
    expect(panelWatts(wasm, { irradianceKwM2: -1, ambientC: 20 })).to.equal(0);
  });

  it('cuts off below 30 % of 365 W, clips at 365 W, and takes the efficiency', () => {
    const inverter = { inverterMinShare: 0.3, inverterEfficiency: 1 };
    const cold = { irradianceKwM2: 1, ambientC: -20 };
    expect(panelWatts(wasm, cold)).to.be.above(365);
    expect(panelOutputKw(wasm, cold, inverter)).to.equal(0.365);
    const dim = { irradianceKwM2: 0.28, ambientC: 20 };
    expect(panelWatts(wasm, dim)).to.be.within(50, 0.3 * 365);
    expect(panelOutputKw(wasm, dim, inverter)).to.equal(0);
    const half = { inverterMinShare: 0, inverterEfficiency: 0.5 };
    expect(panelOutputKw(wasm, dim, half)).to.equal(panelWatts(wasm, dim) / 2000);
  });
});

describe('clear sky', () => {
  let wasm: Wasm;
  before(async () => {
    wasm = openWasm(await loadKernelModule());
  });

  it('tilts the sun by ±23.45° at the solstices and by none at the equinox', () => {
    expect(wasm.declination(SUMMER_SOLSTICE) * DEGREES).to.be.closeTo(23.45, 0.01);
    expect(wasm.declination(WINTER_SOLSTICE) * DEGREES).to.be.closeTo(-23.45, 0.01);
    expect(wasm.declination(SPRING_EQUINOX) * DEGREES).to.be.closeTo(0, 0.01);
  });

  it('puts the noon sun at 90° − latitude + declination', () => {
    const noon = Math.asin(wasm.sunHeight(SUMMER_SOLSTICE, 720, 33.9)) * DEGREES;
    expect(noon).to.be.closeTo(90 - 33.9 + 23.45, 0.01);
    expect(Math.asin(wasm.sunHeight(SPRING_EQUINOX, 720, 0)) * DEGREES).to.be.closeTo(90, 0.02);
  });

  it('meets Haurwitz’s irradiance as pvlib’s tests print it', () => {
    // pvlib-python, test_clearsky.py, haurwitz: W/m² by the sun's elevation in degrees.
    const published = [
      [5, 48.6298687941956],
      [10, 135.741748091813],
      [30, 487.894132885425],
      [50, 778.766689344363],
      [90, 1035.0920325345],
    ] as const;
    for (const [elevation, wattsM2] of published) {
      const irradiance = wasm.clearSkyIrradiance(Math.sin(elevation / DEGREES));
      expect(irradiance * 1000, `${elevation}°`).to.be.closeTo(wattsM2, 1e-9);
    }
    expect(wasm.clearSkyIrradiance(0)).to.equal(0);
    expect(wasm.clearSkyIrradiance(-0.2)).to.equal(0);
  });

  it('lights as many quarter-hours as the day is long', () => {
    // Day length 2/15 acos(−tan latitude tan declination), Duffie and Beckman, eq. 1.6.11.
    const hoursOf = (day: number, latitudeDeg: number): number =>
      clearSky(wasm, { day, latitudeDeg }).irradianceKwM2.filter((value) => value > 0).length / 4;
    for (const [day, latitude, hours] of [
      [SPRING_EQUINOX, 51.5, 12.0],
      [SUMMER_SOLSTICE, 51.5, 16.4],
      [WINTER_SOLSTICE, 51.5, 7.6],
      [SUMMER_SOLSTICE, 33.9, 14.3],
      [WINTER_SOLSTICE, -33.9, 14.3],
      [SUMMER_SOLSTICE, 0, 12.0],
    ] as const) {
      expect(hoursOf(day, latitude), `day ${day}, ${latitude}°`).to.be.closeTo(hours, 0.3);
    }
  });

  it('is symmetric about noon, brightest at noon, and dark at midnight', () => {
    const { irradianceKwM2 } = clearSky(wasm, { day: 100, latitudeDeg: 33.9 });
    expect(irradianceKwM2[0]).to.equal(0);
    expect(Math.max(...irradianceKwM2)).to.equal(irradianceKwM2[48]);
    for (let slot = 1; slot < 48; slot++) {
      const apart = Math.abs(irradianceKwM2[48 - slot]! - irradianceKwM2[48 + slot]!);
      expect(apart, `slot ${slot}`).to.be.below(1e-12);
    }
  });

  it('assumes air that is warmest in the afternoon and in the local summer', () => {
    const north = clearSky(wasm, { day: 202, latitudeDeg: 34 }).ambientC;
    const winter = clearSky(wasm, { day: 20, latitudeDeg: 34 }).ambientC;
    const south = clearSky(wasm, { day: 20, latitudeDeg: -34 }).ambientC;
    expect(north.indexOf(Math.max(...north))).to.equal(60);
    expect(north[48]! - winter[48]!).to.be.closeTo(2 * 0.2 * 34, 0.1);
    expect(south[48]).to.be.closeTo(north[48]!, 0.1);
  });

  it('refuses days and latitudes that are none', () => {
    expect(() => clearSky(wasm, { day: 0, latitudeDeg: 0 })).to.throw(RangeError, 'day');
    expect(() => clearSky(wasm, { day: 1, latitudeDeg: NaN })).to.throw(RangeError, 'latitude');
  });
});

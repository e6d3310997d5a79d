import { expect } from '@open-wc/testing';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { openWasm, type Wasm } from '../../web/kernel/wasm.ts';

const RADIANS = Math.PI / 180;

describe('light under clouds and on a panel', () => {
  let wasm: Wasm;
  before(async () => {
    wasm = openWasm(await loadKernelModule());
  });

  it('splits the light as Erbs and others print it', () => {
    // pvlib-python, test_irradiance.py, erbs: clearness index, diffuse of global W/m².
    for (const [kt, diffuse, global] of [
      [0.405723511, 41.5703604, 50],
      [0.718132729, 217.860117, 1000],
      [0.768214312, 170.790318, 1000],
    ] as const) {
      expect(wasm.diffuseShare(kt), `kt ${kt}`).to.be.closeTo(diffuse / global, 2e-7);
    }
    // By hand: 1 − 0.09 · 0.1; 0.9511 − 0.0802 + 1.097 − 2.07975 + 0.771; the constant above 0.8.
    expect(wasm.diffuseShare(0)).to.equal(1);
    expect(wasm.diffuseShare(0.1)).to.be.closeTo(0.991, 1e-12);
    expect(wasm.diffuseShare(0.5)).to.be.closeTo(0.65915, 1e-12);
    expect(wasm.diffuseShare(0.9)).to.equal(0.165);
  });

  it('leaves of the clear sky what Kasten and Czeplak print for 0, 4 and 8 oktas', () => {
    expect(wasm.cloudTransmission(0)).to.equal(1);
    // 0.5^3.4 = 0.125 · 0.5^0.4 = 0.125 · 0.757858
    expect(wasm.cloudTransmission(0.5)).to.be.closeTo(1 - 0.75 * 0.125 * 0.757858, 1e-7);
    expect(wasm.cloudTransmission(1)).to.be.closeTo(0.25, 1e-12);
  });

  it('tilts the sky’s light as Hay and Davies do', () => {
    // pvlib-python, test_irradiance.py, haydavies (values of PVLIB for MATLAB): a panel of 40°
    // facing south; zenith and azimuth of the sun in degrees, direct, diffuse, sky on the panel.
    for (const [zenith, azimuth, direct, diffuse, sky] of [
      [82.85457044, 66.71410338, 316.1949056, 40.46149818, 27.1775],
      [10.56413562, 144.76567754, 939.95469881, 118.45831879, 102.9949],
      [72.41687122, 287.04104128, 646.22886049, 62.03376265, 33.1909],
    ] as const) {
      const tilt = 40 * RADIANS;
      const height = Math.cos(zenith * RADIANS);
      const facing =
        Math.cos(tilt) * height +
        Math.sin(tilt) * Math.sin(zenith * RADIANS) * Math.cos((azimuth - 180) * RADIANS);
      const extra = 1321.1655834833093;
      const args = [direct, diffuse, extra, height, facing, Math.cos(tilt)] as const;
      const beam = direct * Math.max(0, facing);
      expect(wasm.planeIrradiance(...args, 0) - beam, `${zenith}°`).to.be.closeTo(sky, 1e-4);
      // The ground adds global · albedo · (1 − cos 40°) / 2, 0.116978 of it.
      const ground = wasm.planeIrradiance(...args, 0.2) - wasm.planeIrradiance(...args, 0);
      const global = direct * height + diffuse;
      expect(ground).to.be.closeTo(global * 0.2 * 0.116977778, 1e-6);
    }
  });

  it('gives a level panel the global light, and an upright one half of sky and ground', () => {
    const [direct, diffuse, extra, height] = [0.6, 0.2, 1.36, 0.5];
    const level = wasm.planeIrradiance(direct, diffuse, extra, height, height, 1, 0.7);
    expect(level).to.be.closeTo(direct * height + diffuse, 1e-15);
    // Sun behind it: (1 − 0.6/1.36) · 0.2 / 2 + 0.5 · 0.5 · 0.5
    const upright = wasm.planeIrradiance(direct, diffuse, extra, height, -0.3, 0, 0.5);
    expect(upright).to.be.closeTo((1 - 0.6 / 1.36) * 0.1 + 0.125, 1e-15);
  });

  it('does not let the light around a setting sun grow without bound', () => {
    const height = 1e-6;
    const light = wasm.planeIrradiance(0.01, 0.02, 1.36, height, 0.9, 0.5, 0.2);
    // With the height taken as sin 1° the sky gives at most diffuse · (0.0074 · 52 + 1).
    expect(light).to.be.below(0.009 + 0.02 * 1.4 + 0.001);
  });
});

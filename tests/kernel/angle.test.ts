import { expect } from '@open-wc/testing';
import { getCase } from '../../web/grid/cases.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { openWasm } from '../../web/kernel/wasm.ts';
import { stream } from '../../web/rng.ts';
import { powerFlow } from '../../web/kernel/power-flow.ts';

describe('angles in the kernel', () => {
  it('come out in every quadrant as they went in', async () => {
    const wasm = openWasm(await loadKernelModule());
    const rng = stream(3, 'angle');
    const grid = getCase('ieee14');
    const upright = powerFlow(wasm, grid, { method: 'newton-raphson', tolerancePu: 1e-12 });
    const last = upright.buses[13]!.angleRad;
    for (let k = 0; k < 400; k++) {
      // sine and cosine set the slack's voltage, the angle is taken back from it
      const angleRad = k < 8 ? (k / 4 - 1) * 3.14159 : (2 * rng.unit() - 1) * 3.14159;
      const buses = grid.buses.map((bus) => (bus.kind === 'slack' ? { ...bus, angleRad } : bus));
      const flow = powerFlow(
        wasm,
        { ...grid, buses },
        { method: 'newton-raphson', tolerancePu: 1e-12 },
      );
      expect(flow.buses[0]!.angleRad).to.be.closeTo(angleRad, 4e-16);
      expect(flow.buses[0]!.voltagePu).to.be.closeTo(grid.generators[0]!.voltagePu, 4e-16);
      const turned = flow.buses[13]!.angleRad - angleRad;
      const whole = turned - 2 * Math.PI * Math.round(turned / (2 * Math.PI));
      expect(whole).to.be.closeTo(last, 1e-12);
    }
  });
});

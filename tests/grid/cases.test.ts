import { expect } from '@open-wc/testing';
import { cases, getCase } from '../../web/grid/cases.ts';
import { validate } from '../../web/grid/validate.ts';
import ieee118 from '../cases/ieee118/published.json' with { type: 'json' };
import ieee14 from '../cases/ieee14/published.json' with { type: 'json' };
import ieee30 from '../cases/ieee30/published.json' with { type: 'json' };
import ieee33 from '../cases/ieee33/published.json' with { type: 'json' };
import ieee57 from '../cases/ieee57/published.json' with { type: 'json' };
import ieee69 from '../cases/ieee69/published.json' with { type: 'json' };
import thesis13 from '../cases/thesis13/published.json' with { type: 'json' };
import { admittance, twinPowerFlow, type TwinFlow } from '../twin/newton.ts';

const PUBLISHED = { thesis13, ieee14, ieee30, ieee33, ieee57, ieee69, ieee118 };
const SIZES: Record<string, [number, number, number]> = {
  thesis13: [13, 12, 1],
  'thesis13-490': [13, 12, 1],
  ieee14: [14, 20, 5],
  ieee30: [30, 41, 6],
  ieee33: [33, 37, 1],
  ieee57: [57, 80, 7],
  ieee69: [69, 68, 1],
  ieee118: [118, 186, 54],
};

/** Losses from the twin's voltages and the admittance matrix alone: Σ V conj(Y V), kW. */
function lossKw(id: string, { voltagePu, angleRad }: TwinFlow): number {
  const grid = getCase(id);
  const { g, b } = admittance(grid);
  let sum = 0;
  voltagePu.forEach((v, i) => {
    voltagePu.forEach((w, k) => {
      const angle = angleRad[i]! - angleRad[k]!;
      sum += v * w * (g[i]![k]! * Math.cos(angle) + b[i]![k]! * Math.sin(angle));
    });
  });
  return sum * grid.baseKva;
}

describe('built-in cases', () => {
  it('are the documented ones, sound, and of their published size', () => {
    expect(cases().map(({ id }) => id)).to.deep.equal(Object.keys(SIZES));
    for (const { id, name } of cases()) {
      const grid = getCase(id);
      const { buses, branches, generators, source } = grid;
      expect([buses.length, branches.length, generators.length], id).to.deep.equal(SIZES[id]);
      expect(validate(grid), id).to.deep.equal([]);
      expect(grid.name, id).to.equal(name);
      expect(source, id).to.match(/20\d\d|19\d\d/);
      expect(id).to.match(/^[a-z0-9-]{1,24}$/);
    }
  });

  it('name the known ones when another is asked for', () => {
    expect(() => getCase('ieee15')).to.throw(RangeError, /'ieee15'.*thesis13.*ieee118/);
  });

  it('carry the published total load', () => {
    for (const [id, { totalLoadKw, totalLoadKvar }] of Object.entries(PUBLISHED)) {
      const { buses } = getCase(id);
      const kw = buses.reduce((sum, bus) => sum + bus.loadKw, 0);
      const kvar = buses.reduce((sum, bus) => sum + bus.loadKvar, 0);
      expect(kw, id).to.be.closeTo(totalLoadKw, 1e-6);
      expect(kvar, id).to.be.closeTo(totalLoadKvar, 1e-6);
    }
  });

  for (const [id, printed] of Object.entries({ ieee33, ieee69 })) {
    it(`${id} loses what the literature says`, () => {
      const flow = twinPowerFlow(getCase(id));
      const lowest = Math.min(...flow.voltagePu);
      const half = 0.5 / 10 ** printed.lossDigits + 0.05;
      expect(lossKw(id, flow)).to.be.closeTo(printed.lossKw, half);
      expect(Number(lowest.toFixed(4))).to.equal(printed.voltageMinPu);
      const at = flow.voltagePu.indexOf(lowest);
      expect(getCase(id).buses[at]!.id).to.equal(printed.voltageMinBus);
    });
  }

  it('thesis13 solves to the independent study; its stated base has no solution', () => {
    const flow = twinPowerFlow(getCase('thesis13'), { tolerance: 1e-12 });
    thesis13.buses.forEach(({ id, voltagePu }, i) => {
      expect(flow.voltagePu[i], `bus ${id}`).to.be.closeTo(voltagePu, 1e-9);
    });
    expect(lossKw('thesis13', flow)).to.be.closeTo(thesis13.lossKw, 1e-5);
    expect(twinPowerFlow(getCase('thesis13-490')).converged).to.equal(false);
  });

  it('keep the slack of ieee118 at 30 degrees', () => {
    const slack = getCase('ieee118').buses.find(({ kind }) => kind === 'slack')!;
    expect(slack.id).to.equal(69);
    expect(slack.angleRad).to.be.closeTo(Math.PI / 6, 1e-15);
  });
});

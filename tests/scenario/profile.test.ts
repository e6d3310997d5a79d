import { expect } from '@open-wc/testing';
import { getCase } from '../../web/grid/cases.ts';
import { defaultScenario } from '../../web/scenario/default.ts';
import { withValue } from '../../web/scenario/edit.ts';
import { DAY_SHAPES, busDay, dayLoads, packDay } from '../../web/scenario/profile.ts';

const grid = getCase('thesis13');
const scenario = defaultScenario();

describe('the seeded day', () => {
  it('has shapes of 24 hours whose peak is 1', () => {
    for (const [name, shape] of Object.entries(DAY_SHAPES)) {
      expect(shape.length, name).to.equal(24);
      expect(Math.max(...shape), name).to.equal(1);
      expect(Math.min(...shape), name).to.be.above(0.2);
    }
  });

  it('never exceeds the peak of the case and comes near it', () => {
    const { loadKw } = dayLoads(scenario, grid);
    grid.buses.forEach((bus, index) => {
      const day = Array.from({ length: 96 }, (_, slot) => loadKw[slot * 13 + index]!);
      expect(Math.max(...day), `bus ${bus.id}`).to.be.at.most(bus.loadKw);
      expect(Math.max(...day), `bus ${bus.id}`).to.be.at.least(0.9 * bus.loadKw);
    });
  });

  it('peaks in the evening at homes and in working hours elsewhere', () => {
    const peakHour = (id: number): number => {
      const day = busDay(
        scenario,
        grid.buses.find((bus) => bus.id === id)!,
      );
      return day.indexOf(Math.max(...day)) / 4;
    };
    expect(peakHour(8), 'residential').to.be.within(18, 22);
    expect(peakHour(7), 'commercial').to.be.within(9, 16);
    expect(peakHour(9), 'industrial').to.be.within(7, 16);
  });

  it('repeats with the seed, differs with seed and bus, and keeps buses apart', () => {
    const [first, second] = [grid.buses[3]!, { ...grid.buses[3]!, id: 77 }];
    expect(busDay(scenario, first)).to.deep.equal(busDay(scenario, first));
    expect(busDay(scenario, first)).to.not.deep.equal(busDay(scenario, second));
    const other = withValue(scenario, 'seed', 1);
    expect(busDay(scenario, first)).to.not.deep.equal(busDay(other, first));
    const fewer = { ...grid, buses: grid.buses.slice(3) };
    expect(dayLoads(scenario, fewer).loadKw[0]).to.equal(dayLoads(scenario, grid).loadKw[3]);
  });

  it('scales with the load scale, kvar with kW', () => {
    const double = dayLoads(withValue(scenario, 'loadScale', 2), grid);
    const single = dayLoads(scenario, grid);
    single.loadKw.forEach((kw, i) => expect(double.loadKw[i]).to.be.closeTo(2 * kw, 1e-9));
    expect(single.loadKvar[3]! / single.loadKw[3]!).to.be.closeTo(288 / 411, 1e-12);
  });
});

describe('the packs of the day', () => {
  const daylight = Float64Array.from({ length: 96 }, (_, slot) => (slot > 24 && slot < 72 ? 1 : 0));

  it('close their energy, lose 11 % on charging and keep to 50 kW and 210 kWh', () => {
    const { packKw, storedKwh } = packDay(daylight);
    const charged = packKw.reduce((sum, kw) => sum + Math.max(0, -kw) / 4, 0);
    const given = packKw.reduce((sum, kw) => sum + Math.max(0, kw) / 4, 0);
    expect(given).to.be.closeTo(0.89 * charged, 1e-9);
    expect(given, 'four hours at 50 kW').to.be.closeTo(200, 1e-9);
    expect(Math.max(...packKw.map(Math.abs))).to.be.at.most(50);
    expect(storedKwh[95]).to.be.closeTo(storedKwh[0]!, 1e-9);
    expect(Math.max(...storedKwh)).to.be.at.most(210);
    expect(Math.min(...storedKwh)).to.be.at.least(0);
  });

  it('charge only under the sun and rest when there is none', () => {
    const short = daylight.map((sun, slot) => (slot < 56 ? sun : 0));
    const { packKw, storedKwh } = packDay(short);
    expect(packKw.findIndex((kw) => kw < 0)).to.equal(40);
    expect(packKw.findLastIndex((kw) => kw < 0)).to.equal(55);
    expect(storedKwh[95]).to.be.closeTo(storedKwh[0]!, 1e-9);
    expect(packDay(new Float64Array(96)).packKw.every((kw) => kw === 0)).to.equal(true);
  });
});

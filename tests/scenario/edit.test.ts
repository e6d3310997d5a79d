import { expect } from '@open-wc/testing';
import { getCase } from '../../web/grid/cases.ts';
import { stream } from '../../web/rng.ts';
import { applyScenario } from '../../web/scenario/apply.ts';
import { defaultScenario, openingScenario } from '../../web/scenario/default.ts';
import * as edit from '../../web/scenario/edit.ts';
import { fitToCase, validateScenario } from '../../web/scenario/validate.ts';
import { randomScenario, SEED } from './random-scenario.ts';

describe('edits of a scenario', () => {
  const start = defaultScenario();

  it('give a valid scenario from any order of random edits', () => {
    const rng = stream(SEED, 'edit');
    for (let i = 0; i < 1000; i++) {
      const scenario = randomScenario(rng);
      expect(validateScenario(scenario), `seed ${SEED.toString(16)}, ${i}`).to.deep.equal([]);
    }
    expect(validateScenario(start)).to.deep.equal([]);
    expect(validateScenario(openingScenario())).to.deep.equal([]);
  });

  it('keep lists sorted, one entry a bus, and drop what says nothing', () => {
    const put = (bus: number, panels: number, packs = 0) => ({ bus, panels, packs });
    let scenario = edit.withDevices(start, put(9, 10));
    scenario = edit.withDevices(scenario, put(2, 20, 1));
    scenario = edit.withDevices(scenario, put(9, 30));
    expect(scenario.devices).to.deep.equal([put(2, 20, 1), put(9, 30)]);
    scenario = edit.withDevices(scenario, put(2, 0));
    scenario = edit.withDevices(scenario, put(9, 0));
    expect(scenario).to.deep.equal(start);
    scenario = edit.withSwitched(edit.withSwitched(start, 5, true), 2, true);
    expect(scenario.switched).to.deep.equal([2, 5]);
    expect(edit.withSwitched(edit.withSwitched(scenario, 5, false), 2, false)).to.deep.equal(start);
  });

  it('hold numbers inside their bounds and ignore what is no number', () => {
    expect(edit.withPowerFactor(start, 0.2).powerFactor).to.equal(0.8);
    expect(edit.withValue(start, 'loadScale', Number.NaN)).to.equal(start);
    expect(edit.withValue(start, 'minute', 767).minute).to.equal(765);
    expect(edit.withLoad(start, { bus: 4, loadKw: Number.NaN, loadKvar: 0 })).to.equal(start);
    const devices = edit.withDevices(start, { bus: 4, panels: 1e9, packs: -3 }).devices;
    expect(devices).to.deep.equal([{ bus: 4, panels: 100_000, packs: 0 }]);
    const negativeZero = edit.withLoad(start, { bus: 4, loadKw: -0, loadKvar: -0 }).loads[0];
    expect(Object.is(negativeZero?.loadKw, 0)).to.equal(true);
  });

  it('round the population up to four designs an island', () => {
    const search = edit.withSearch(start, { population: 30, islands: 8 }).search;
    expect(search).to.include({ population: 32, islands: 8 });
    expect(edit.withSearch(start, { population: 1000, islands: 7 }).search.population).to.equal(
      980,
    );
  });

  it('forget what another case cannot mean', () => {
    const scenario = edit.withLoad(openingScenario(), { bus: 7, loadKw: 1, loadKvar: 1 });
    expect(edit.withCase(scenario, 'ieee33')).to.deep.include({ loads: [], devices: [] });
    expect(edit.withCase(scenario, 'ieee33').seed).to.equal(scenario.seed);
  });
});

describe('a scenario and its case', () => {
  const grid = getCase('thesis13');

  it('applies base power, loads and switches and leaves the case alone', () => {
    let scenario = edit.withValue(defaultScenario(), 'baseKva', 490);
    scenario = edit.withLoad(scenario, { bus: 7, loadKw: 900, loadKvar: 450 });
    scenario = edit.withSwitched(scenario, 3, true);
    const applied = applyScenario(scenario, grid);
    expect(applied.baseKva).to.equal(490);
    expect(applied.buses.find(({ id }) => id === 7)).to.include({ loadKw: 900, loadKvar: 450 });
    expect(applied.branches.map(({ inService }) => inService).indexOf(false)).to.equal(3);
    expect(grid.buses.find(({ id }) => id === 7)).to.include({ loadKw: 1158, loadKvar: 662 });
    expect(applyScenario(defaultScenario(), grid)).to.equal(grid);
  });

  it('reports unknown buses and lines and drops what equals the case', () => {
    let scenario = edit.withLoad(defaultScenario(), { bus: 7, loadKw: 1158, loadKvar: 662 });
    scenario = edit.withDevices(scenario, { bus: 99, panels: 1, packs: 0 });
    scenario = edit.withSwitched(scenario, 12, true);
    const { scenario: fitted, problems } = fitToCase(scenario, grid);
    expect(fitted).to.deep.equal(defaultScenario());
    expect(problems.map(({ found }) => found).sort((a, b) => (a < b ? -1 : 1))).to.deep.equal([
      'bus 99',
      'line 12',
    ]);
  });
});

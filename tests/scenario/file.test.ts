import { expect } from '@open-wc/testing';
import { getCase } from '../../web/grid/cases.ts';
import { stream } from '../../web/rng.ts';
import { defaultScenario } from '../../web/scenario/default.ts';
import { withDevices, withOwnCase, withOwnProfile } from '../../web/scenario/edit.ts';
import { formatScenarioFile, looksLikeScenario } from '../../web/scenario/file.ts';
import { readScenarioFile } from '../../web/scenario/read-file.ts';
import { validateScenario } from '../../web/scenario/validate.ts';
import { randomScenario, SEED } from './random-scenario.ts';

describe('scenario file', () => {
  it('brings any scenario back, an imported network included', () => {
    const rng = stream(SEED, 'file');
    for (let i = 0; i < 200; i++) {
      const scenario = randomScenario(rng);
      const own = withDevices(withOwnCase(scenario, { ...getCase('ieee14'), id: 'own' }), {
        bus: 3,
        panels: 5,
        packs: 0,
      });
      const kw = Array.from({ length: 8760 }, () => Math.round(rng.unit() * 1e6) / 1e3);
      const profile = { name: 'meter.csv', stepMinutes: 60, buses: [{ bus: 3, kw }] } as const;
      const metered = i < 3 ? [withOwnProfile(own, profile)] : [];
      for (const each of [scenario, own, ...metered]) {
        const text = formatScenarioFile(each, '#/grid');
        expect(looksLikeScenario(text)).to.equal(true);
        const { scenario: again, problems } = readScenarioFile(text);
        expect(problems, `seed ${SEED.toString(16)}, ${i}`).to.deep.equal([]);
        expect(again, `seed ${SEED.toString(16)}, ${i}`).to.deep.equal(each);
      }
    }
  });

  const file = (changes: object): string => {
    const scenario = { ...defaultScenario(), ...changes };
    return JSON.stringify({ format: 'gridledger-scenario', link: '', scenario });
  };
  for (const [what, text, rule] of [
    ['no JSON', '{"format": "gridledger-scenario",', 'json'],
    ['another file', '{"hello": 1}', 'format'],
    ['a newer version', file({ version: 2 }), 'version'],
    ['a load of the wrong kind', file({ loads: [{ bus: 4, loadKw: 'x', loadKvar: 1 }] }), 'bounds'],
    ['a negative pack count', file({ devices: [{ bus: 4, panels: 1, packs: -1 }] }), 'bounds'],
    ['unsorted devices', file({ switched: [4, 2] }), 'bounds'],
    ['a list that is none', file({ devices: 7 }), 'kind'],
    ['a section that is none', file({ siting: null }), 'kind'],
    ['a number out of bounds', file({ acceleration: 7 }), 'bounds'],
    ['limits in the wrong order', file({ siting: { voltageMinPu: 1.1 } }), 'bounds'],
    ['a profile that is none', file({ ownProfile: 7 }), 'kind'],
    [
      'a profile of a day',
      file({ ownProfile: { name: 'a', stepMinutes: 60, buses: [{ bus: 1, kw: [1, 2] }] } }),
      'kind',
    ],
    ['a rule for packs that is none', file({ year: { dispatch: 'magic' } }), 'bounds'],
    ['a year in steps of a minute', file({ year: { stepMinutes: 1 } }), 'bounds'],
    ['a network that is none', file({ caseId: 'own', ownCase: { buses: [] } }), ''],
  ] as const) {
    it(`refuses ${what} and says where`, () => {
      const { scenario, problems } = readScenarioFile(text);
      expect(scenario).to.equal(null);
      expect(problems.length).to.be.above(0);
      if (rule !== '') expect(problems[0]?.rule).to.equal(rule);
      for (const problem of problems) expect(problem.remedy).to.not.equal('');
    });
  }

  it('passes over settings of later versions', () => {
    const { scenario, problems } = readScenarioFile(file({ tariff: 3 }));
    expect(scenario).to.deep.equal(defaultScenario());
    expect(problems.map(({ harmless }) => harmless)).to.deep.equal([true]);
  });

  it('takes 3 000 damaged files without an exception and never half of one', () => {
    const rng = stream(SEED, 'file/mutations');
    let refused = 0;
    for (let i = 0; i < 3000; i++) {
      const text = formatScenarioFile(randomScenario(rng), '#/grid');
      const at = rng.below(text.length);
      const strange = ['"', '}', '-', 'e9', '1', 'null', '[]', '\u0000', ''][rng.below(9)]!;
      const damaged = text.slice(0, at) + strange + text.slice(at + rng.below(4));
      const where = `seed ${SEED.toString(16)}, file ${i}`;
      const { scenario, problems } = readScenarioFile(damaged);
      if (scenario) expect(validateScenario(scenario), where).to.deep.equal([]);
      else {
        refused += 1;
        expect(
          problems.some(({ harmless }) => !harmless),
          where,
        ).to.equal(true);
      }
    }
    expect(refused, 'most of them are beyond use').to.be.above(1000);
  });
});

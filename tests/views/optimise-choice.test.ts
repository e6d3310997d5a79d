import { expect, fixture, html } from '@open-wc/testing';
import type { ByChoice, Judgement } from '../../web/kernel/outcome.ts';
import { defaultScenario } from '../../web/scenario/default.ts';
import { atHour, withValue, withYear } from '../../web/scenario/edit.ts';
import {
  choiceTable,
  limitsOf,
  missesOf,
  missWords,
  shareOf,
} from '../../web/views/optimise/choice.ts';
import { fieldsOf } from '../../web/views/optimise/field.ts';
import type { GlChoices } from '../../web/views/optimise/gl-choices.ts';
import '../../web/views/optimise/gl-assumptions.ts';
import '../../web/views/optimise/gl-choices.ts';
import { isStale } from '../../web/views/optimise/stale.ts';
import { design, FRONT } from './optimise-fixture.ts';

function judged(
  costUsdPerHour: number,
  voltageDeviationPu: number,
  apparentLossKva: number,
): Judgement {
  const objectives = { costUsdPerHour, voltageDeviationPu, apparentLossKva };
  return { ...objectives, feasible: true, violation: 0 };
}

const WORST = { voltageDeviationPu: 1.2, lowestPu: 0.8685, highestPu: 1.01 };
const CHOICES: ByChoice = {
  noon: judged(300, 0.2, 10),
  evening: null,
  days: { ...judged(330, 0.4, 63), worst: { ...WORST, lowestPu: 0.87 } },
  year: { ...judged(300, 0.5, 60), worst: WORST, feasible: false, violation: 0.01 },
};

describe('what each choice of hours misses', () => {
  it('draws each figure as a share of the largest', () => {
    expect(shareOf(CHOICES, 'days', 'costUsdPerHour')).to.equal(1);
    expect(shareOf(CHOICES, 'noon', 'voltageDeviationPu')).to.equal(0.4);
    expect(shareOf(CHOICES, 'evening', 'apparentLossKva')).to.equal(0);
  });

  it('says in words what the year sees and the search did not', () => {
    const lines = missWords(CHOICES, 'noon', FRONT);
    expect(lines[0]).to.contain('10.00 kVA').and.to.contain('60.00 kVA');
    expect(lines[1]).to.contain('0.869 pu');
    // 330 / 300, 0.4 / 0.5 and 63 / 60
    expect(lines[2]).to.contain('10.0 %').and.to.contain('20.0 %').and.to.contain('5.0 %');
    expect(lines).to.have.length(3);
    expect(missWords({ ...CHOICES, year: null }, 'noon', FRONT)[0]).to.contain('no power flow');
  });

  it('states the largest error of a front found by days, and of whom the limits', () => {
    const front = [
      design([300, 0.5, 60], { wholeYear: judged(303, 0.5, 50) }),
      design([310, 0.4, 55], { wholeYear: { ...judged(310, 0.5, 55), feasible: false } }),
    ];
    const { most, wrong, count } = missesOf(front)!;
    expect(most.costUsdPerHour).to.be.closeTo(100 * (1 - 300 / 303), 1e-9);
    expect(most.voltageDeviationPu).to.be.closeTo(20, 1e-9);
    expect(most.apparentLossKva).to.be.closeTo(20, 1e-9);
    expect([wrong, count]).to.deep.equal([1, 2]);
    expect(missesOf(FRONT)).to.equal(null);
    expect(missWords(CHOICES, 'days', front).at(-1)).to.contain('of 1 they tell wrongly');
    const days = atHour(defaultScenario(), 'days').siting;
    expect(limitsOf(front[0]!, days)).to.contain('95 % of the hours; the whole year says so too');
    expect(limitsOf(front[1]!, days)).to.contain('the whole year breaks');
    expect(limitsOf(FRONT[0]!, defaultScenario().siting)).to.equal('Keeps all limits');
  });

  it('stands as a table that says where there is no figure, and goes out as CSV', async () => {
    const element = await fixture<GlChoices>(
      html`<gl-choices .choices=${CHOICES} .hour=${'days'} .front=${FRONT}></gl-choices>`,
    );
    const rows = [...element.renderRoot.querySelectorAll('tbody tr')];
    expect(rows).to.have.length(4);
    expect(rows[1]!.textContent).to.contain('no solution in some hour');
    expect(rows[2]!.className).to.equal('own');
    expect(element.renderRoot.textContent).not.to.contain('NaN');
    const { rows: cells } = choiceTable(CHOICES);
    expect(cells[3]).to.deep.equal(['Whole year', 300, 0.5, 60, 1.2, 0.8685, 'broken']);
    expect(cells[1]!.slice(1, 6)).to.deep.equal([null, null, null, null, null]);
    element.choices = null;
    await element.updateComplete;
    expect(element.renderRoot.querySelector('table')).to.equal(null);
  });
});

describe('assumptions where the year judges', () => {
  const scenario = defaultScenario();
  const keysAt = (hour: 'noon' | 'days' | 'year'): readonly string[] =>
    fieldsOf(hour).flatMap(([, keys]) => keys);

  it('show what says something there and nothing else', () => {
    expect(keysAt('noon')).to.include('siting.irradianceKwM2');
    expect(keysAt('noon')).not.to.include('siting.days');
    expect(keysAt('noon')).not.to.include('siting.outsideShare');
    expect(keysAt('days')).to.include.members(['siting.days', 'siting.outsideShare']);
    expect(keysAt('year')).not.to.include('siting.days');
    for (const key of ['siting.irradianceKwM2', 'siting.ambientC', 'siting.packChargingPrice']) {
      expect(keysAt('year')).not.to.include(key);
    }
  });

  it('offer four judges, and a rule for the packs where they act', async () => {
    const at = async (hour: 'noon' | 'year'): Promise<Element> =>
      fixture(html`<gl-assumptions .scenario=${atHour(scenario, hour)}></gl-assumptions>`);
    const noon = (await at('noon')).shadowRoot!;
    expect(noon.querySelectorAll('input[type=radio]')).to.have.length(4);
    expect(noon.querySelector('select')).to.equal(null);
    const year = (await at('year')).shadowRoot!;
    expect(year.querySelectorAll('select option')).to.have.length(6);
  });

  it('make a front stale by the year’s weather or rule, which an hour does not know', () => {
    const cloudy = withValue(scenario, 'year.cloudiness', 0.9);
    expect(isStale(scenario, cloudy)).to.equal(false);
    expect(isStale(atHour(scenario, 'year'), atHour(cloudy, 'year'))).to.equal(true);
    const idle = withYear(scenario, { dispatch: 'idle' });
    expect(isStale(atHour(scenario, 'days'), atHour(idle, 'days'))).to.equal(true);
  });
});

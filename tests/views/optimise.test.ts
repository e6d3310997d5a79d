import { expect, fixture, html } from '@open-wc/testing';
import * as fc from 'fast-check';
import type { Job, SitingPart } from '../../web/app/snapshot.ts';
import type { Design } from '../../web/kernel/outcome.ts';
import { defaultScenario } from '../../web/scenario/default.ts';
import { DEFAULT_SEARCH, DEFAULT_SITING } from '../../web/scenario/scenario.ts';
import { atHour, withSearch, withSiting, withValue } from '../../web/scenario/edit.ts';
import { duration } from '../../web/views/job/duration.ts';
import { FIELD_KEYS, isRecommended, read, toRecommended } from '../../web/views/optimise/field.ts';
import {
  beatenBy,
  compare,
  neighbour,
  order,
  rankCorrelation,
  rankOf,
  strongestConflict,
} from '../../web/views/optimise/front.ts';
import { progressOf, quarter } from '../../web/views/job/progress.ts';
import { domains, inside, project } from '../../web/views/optimise/projection.ts';
import { isStale } from '../../web/views/optimise/stale.ts';
import { earlier, EMPTY_TRAIL, extend } from '../../web/views/optimise/trail.ts';
import { why } from '../../web/views/optimise/why.ts';
import '../../web/views/optimise/gl-bus-table.ts';
import {
  design,
  FEEDER,
  finished,
  frame,
  FRONT,
  NO_DEVICES,
  part,
  snapshotOf,
} from './optimise-fixture.ts';

const objectives = fc.tuple(
  fc.integer({ min: 0, max: 5 }),
  fc.integer({ min: 0, max: 5 }),
  fc.integer({ min: 0, max: 5 }),
);
const designs = fc
  .array(objectives, { minLength: 1, maxLength: 30 })
  .map((list) => list.map((values) => design(values)));

describe('the front as data', () => {
  it('walks from the cheapest to the dearest and stays at the ends', () => {
    fc.assert(
      fc.property(designs, (front) => {
        let index = order(front, 'costUsdPerHour')[0]!;
        const seen = [index];
        for (let i = 1; i < front.length; i++) {
          index = neighbour(front, { index, by: 'costUsdPerHour', step: 1 });
          seen.push(index);
        }
        const costs = seen.map((at) => front[at]!.costUsdPerHour);
        expect([...costs].sort((a, b) => a - b)).to.deep.equal(costs);
        expect(new Set(seen).size).to.equal(front.length);
        expect(neighbour(front, { index, by: 'costUsdPerHour', step: 1 })).to.equal(index);
      }),
    );
  });

  it('compares as the definition of domination says', () => {
    fc.assert(
      fc.property(objectives, objectives, (a, b) => {
        const noWorse = a.every((value, at) => value <= b[at]!);
        const better = a.some((value, at) => value < b[at]!);
        expect(compare(design(a), design(b)) === 'dominates').to.equal(noWorse && better);
      }),
    );
    const breaking = design([0, 0, 0], { feasible: false, violation: 0.1 });
    expect(compare(design([9, 9, 9]), breaking)).to.equal('dominates');
    const worse = design([0, 0, 0], { feasible: false, violation: 0.2 });
    expect(compare(breaking, worse)).to.equal('dominates');
  });

  it('ranks and counts what beats a design', () => {
    expect(rankOf(FRONT, FRONT[4]!, 'costUsdPerHour')).to.equal(5);
    expect(beatenBy(FRONT, FRONT[4]!)).to.equal(0);
    expect(beatenBy(FRONT, NO_DEVICES)).to.equal(FRONT.length);
  });

  it('correlates ranks: −1 for opposed, 1 for equal, the textbook value with a tie', () => {
    const line = (pairs: readonly (readonly [number, number])[]): Design[] =>
      pairs.map(([a, b]) => design([a, b, 0]));
    const pair = ['costUsdPerHour', 'voltageDeviationPu'] as const;
    const opposed = line([
      [1, 9],
      [2, 7],
      [3, 5],
      [4, 1],
    ]);
    expect(rankCorrelation(opposed, pair)).to.be.closeTo(-1, 1e-12);
    expect(
      rankCorrelation(
        line([
          [1, 1],
          [2, 4],
          [3, 9],
          [4, 16],
        ]),
        pair,
      ),
    ).to.equal(1);
    // Ranks 1 2 3 4 against 1 2.5 2.5 4: covariance 4.5, variances 5 and 4.5.
    const tied = line([
      [1, 1],
      [2, 2],
      [3, 2],
      [4, 3],
    ]);
    expect(rankCorrelation(tied, pair)).to.be.closeTo(4.5 / Math.sqrt(5 * 4.5), 1e-12);
    expect(
      rankCorrelation(
        line([
          [1, 1],
          [2, 1],
          [3, 1],
          [4, 1],
        ]),
        pair,
      ),
    ).to.equal(null);
    expect(strongestConflict(opposed)?.pair).to.deep.equal(pair);
  });
});

describe('the projections', () => {
  const input = {
    front: FRONT,
    earlier: [] as readonly Design[],
    stars: [{ id: 'none' as const, design: NO_DEVICES }],
    selected: 2,
    zoom: 'front' as const,
    ranks: FRONT.map((_, at) => at + 1),
  };

  it('lead from each mark back to its design, in every pair', () => {
    const breaking = design([270, 0.2, 20], { feasible: false, violation: 1 });
    const front = [breaking, ...FRONT];
    const { refOf, indexOf, series } = project(['costUsdPerHour', 'apparentLossKva'], {
      ...input,
      front,
      ranks: front.map((_, at) => at + 1),
    });
    front.forEach((one, index) => {
      const ref = refOf(index)!;
      expect(indexOf(ref)).to.equal(index);
      const point = series.find(({ id }) => id === ref.seriesId)!.points[ref.index]!;
      expect([point.x, point.y]).to.deep.equal([one.costUsdPerHour, one.apparentLossKva]);
    });
    expect(refOf(0)!.seriesId).to.equal('infeasible');
    const infeasible = series.find(({ id }) => id === 'infeasible')!;
    expect(infeasible.marker).to.equal('cross');
    expect(infeasible.name).to.equal('Breaks a limit');
    expect(indexOf({ seriesId: 'none', index: 0 })).to.equal(-1);
  });

  it('leave a far star out of the close picture and show it in the wide one', () => {
    expect(inside(NO_DEVICES, domains(input))).to.equal(false);
    expect(FRONT.every((one) => inside(one, domains(input)))).to.equal(true);
    const wide = { ...input, zoom: 'all' as const };
    expect(inside(NO_DEVICES, domains(wide))).to.equal(true);
  });
});

describe('the trail of earlier generations', () => {
  it('thins itself, never holds the front of now, and starts anew with a new search', () => {
    const scenario = defaultScenario();
    let trail = EMPTY_TRAIL;
    let last = part(scenario);
    for (let generation = 1; generation <= 400; generation++) {
      last = part(scenario, { generation, front: [design([generation, 1, 1])] });
      trail = extend(trail, last);
    }
    expect(trail.kept.length).to.be.within(4, 16);
    expect(earlier(trail, last.front)).not.to.include(last.front[0]);
    expect(extend(trail, part(scenario, { generation: 1 })).kept.length).to.equal(1);
  });
});

describe('the fields', () => {
  const scenario = defaultScenario();

  it('read what is allowed and name the rule of what is not', () => {
    expect(read(scenario, 'siting.irradianceKwM2', '0,8')).to.deep.equal({ ok: true, value: 0.8 });
    expect(read(scenario, 'siting.ambientC', '−5')).to.deep.equal({ ok: true, value: -5 });
    const rule = (...[key, text]: [Parameters<typeof read>[1], string]): string => {
      const reading = read(scenario, key, text);
      return reading.ok ? 'fine' : reading.rule;
    };
    expect(rule('siting.irradianceKwM2', 'sunny')).to.equal('number');
    expect(rule('siting.irradianceKwM2', '')).to.equal('number');
    expect(rule('siting.irradianceKwM2', '3')).to.equal('range');
    expect(rule('siting.packsMax', '-1')).to.equal('range');
    expect(rule('siting.packsMax', '1.5')).to.equal('whole');
    expect(rule('siting.voltageMinPu', '1.1')).to.equal('order');
    expect(rule('search.population', '102')).to.equal('islands');
    expect(read(withSearch(scenario, { islands: 4 }), 'search.population', '100').ok).to.be.false;
  });

  it('return to the recommended values and keep the hour', () => {
    const changed = withValue(withSiting(scenario, { gridPrice: 1 }), 'search.generations', 7);
    expect(FIELD_KEYS.filter((key) => !isRecommended(changed, key))).to.have.members([
      'siting.gridPrice',
      'search.generations',
    ]);
    const back = toRecommended(changed);
    expect(back.siting).to.deep.equal(DEFAULT_SITING);
    expect(back.search).to.deep.equal(DEFAULT_SEARCH);
  });

  it('make an evening dark and let the grid charge the packs: 0.273 / 0.89 $/kWh', () => {
    const evening = atHour(scenario, 'evening');
    expect(evening.siting.irradianceKwM2).to.equal(0);
    expect(evening.siting.packChargingPrice).to.be.closeTo(0.273 / 0.89, 5e-5);
    expect(FIELD_KEYS.every((key) => isRecommended(evening, key))).to.equal(true);
    expect(atHour(evening, 'noon').siting).to.deep.equal(DEFAULT_SITING);
  });
});

describe('progress', () => {
  it('estimates what is left only after 5 %, rounded', () => {
    expect(progressOf(4, 100, 1000).leftSeconds).to.equal(null);
    expect(progressOf(50, 100, 61_000).leftSeconds).to.equal(90);
    expect(progressOf(90, 100, 9_000).leftSeconds).to.equal(5);
  });

  it('speaks in quarters', () => {
    const at = (done: number): Job<null> => ({
      state: 'running',
      done,
      total: 400,
      elapsedMs: 0,
      part: null,
    });
    expect([0, 99, 100, 399, 400].map((done) => quarter(at(done)))).to.deep.equal([
      0, 0, 25, 75, 100,
    ]);
    expect(quarter({ state: 'idle' })).to.equal(null);
  });

  it('says durations as people do', () => {
    expect([0.001, 0.05, 0.42, 12.3, 60, 93, 840].map(duration)).to.deep.equal([
      '< 0.01 s',
      '0.05 s',
      '0.4 s',
      '12 s',
      '1 min',
      '1 min 33 s',
      '14 min',
    ]);
  });
});

describe('staleness', () => {
  it('follows what the search depends on, not the time of day or the devices', () => {
    const ran = defaultScenario();
    expect(isStale(ran, withValue(ran, 'minute', 0))).to.equal(false);
    expect(isStale(ran, { ...ran, devices: [{ bus: 7, panels: 1, packs: 0 }] })).to.equal(false);
    expect(isStale(ran, withValue(ran, 'seed', 1))).to.equal(true);
    expect(isStale(ran, withSiting(ran, { gridPrice: 1 }))).to.equal(true);
    expect(isStale(ran, withValue(ran, 'baseKva', 490))).to.equal(true);
  });
});

describe('the why line', () => {
  const along = 'costUsdPerHour';
  const said = (changes: Parameters<typeof snapshotOf>[0]): string =>
    why(snapshotOf(changes), along);
  const done = (front: readonly Design[]): { siting: Job<SitingPart> } => ({
    siting: { state: 'done', elapsedMs: 1, part: part(defaultScenario(), { front }) },
  });

  it('says that noon hardly conflicts, with the numbers', () => {
    const words = said(finished());
    expect(words).to.contain('266 to 299 $/h');
    expect(words).to.contain('1,044 $/h');
    // Design 3 to 4 along cost: 272.9 − 268.9 = 4.0 $/h for 0.1015 − 0.0551 = 0.0464 pu.
    expect(words).to.contain('0.0464 pu less deviation for 4.00 $/h more');
  });

  it('names the pair that pulls apart when the front is wide', () => {
    const wide = [0, 1, 2, 3].map((i) => design([200 + 200 * i, 1 - 0.2 * i, 20 + i]));
    expect(said(done(wide))).to.match(/less cost mostly have more deviation/);
    expect(said(done(wide))).not.to.match(/correlation/);
  });

  it('says that an evening’s designs all cost more than the grid alone', () => {
    const dear = [0, 1, 2, 3].map((i) => design([1184 + 100 * i, 1 - 0.2 * i, 240 - 50 * i]));
    expect(said(done(dear))).to.match(/costs more than buying all from the grid \(1,044 \$/);
  });

  it('never shows the objectives of designs without a power-flow solution', () => {
    const unsolved = design([1e6, 1e6, 1e6], { feasible: false, violation: 1e6 });
    const words = said(done([unsolved]));
    expect(words).to.contain('no design with a power-flow solution');
    expect(words).not.to.contain('000');
  });

  it('changes with the state', () => {
    const all = [
      said({}),
      said({
        siting: {
          state: 'running',
          done: 1,
          total: 9,
          elapsedMs: 1,
          part: part(defaultScenario()),
        },
      }),
      said(done([design([1, 1, 1], { feasible: false, violation: 1 })])),
      said(finished()),
    ];
    expect(new Set(all).size).to.equal(4);
    for (const words of all) expect(words).not.to.match(/NaN|undefined|Infinity|none/);
  });
});

describe('the table of a design', () => {
  it('sums panels and kilowatts, sorts by a column and names a breach', async () => {
    const low = frame((bus) => (bus === 9 ? 0.85 : 1));
    const table = await fixture(
      html`<gl-bus-table
        .grid=${FEEDER}
        .design=${FRONT[0]!}
        .frame=${low}
        .limits=${DEFAULT_SITING}
      ></gl-bus-table>`,
    );
    const root = table.shadowRoot!;
    const foot = root.querySelector('tfoot')!.textContent.replaceAll(/[\s\u202f]+/g, ' ');
    const panels = FRONT[0]!.panels.reduce((a, b) => a + b, 0);
    expect(foot).to.contain(panels.toLocaleString('en'));
    const rowOf9 = [...root.querySelectorAll('tbody tr')].find(
      (tr) => tr.querySelector('th')!.textContent.trim() === '9',
    )!;
    expect(rowOf9.textContent).to.contain('too low');
    root.querySelectorAll<HTMLButtonElement>('thead button')[1]!.click();
    await (table as HTMLElement & { updateComplete: Promise<unknown> }).updateComplete;
    expect(root.querySelector('tbody th')!.textContent.trim()).to.equal('7');
    expect(root.querySelector('th[aria-sort]')!.getAttribute('aria-sort')).to.equal('descending');
  });
});

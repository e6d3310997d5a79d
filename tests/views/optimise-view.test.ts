import { expect, fixture, html } from '@open-wc/testing';
import { defaultScenario } from '../../web/scenario/default.ts';
import { withAllDevices, withGuess, withSiting } from '../../web/scenario/edit.ts';
import type { Snapshot } from '../../web/app/snapshot.ts';
import '../../web/views/gl-optimise.ts';
import type { GlOptimise } from '../../web/views/gl-optimise.ts';
import type { GlChart } from '../../web/views/chart/gl-chart.ts';
import {
  design,
  type Fake,
  fakeSession,
  finished,
  FRONT,
  part,
  snapshotOf,
} from './optimise-fixture.ts';
import { wearTheme } from './theme-sheet.ts';

wearTheme();

async function show(changes: Partial<Snapshot> = {}): Promise<Fake & { view: GlOptimise }> {
  const fake = fakeSession(changes);
  const view = await fixture<GlOptimise>(
    html`<gl-optimise .session=${fake.session}></gl-optimise>`,
  );
  await settled(view);
  return { ...fake, view };
}

async function settled(element: Element): Promise<void> {
  const lit = element as Element & { updateComplete?: Promise<unknown> };
  await lit.updateComplete;
  for (const child of element.shadowRoot?.querySelectorAll('*') ?? []) {
    if (child.tagName.startsWith('GL-')) await settled(child);
  }
}

const inner = <T extends Element>(view: Element, part: string, selector: string): T =>
  view.shadowRoot!.querySelector(part)!.shadowRoot!.querySelector<T>(selector)!;

const flat = (element: Element): string => element.textContent.replaceAll(/[\s\u202f]+/g, ' ');

describe('gl-optimise before a search', () => {
  it('asks for a guess first and starts the search on the button', async () => {
    const { view, asked } = await show();
    expect(flat(view.shadowRoot!.querySelector('.empty')!)).to.contain(
      'No design yet. Guess first',
    );
    const button = inner<HTMLButtonElement>(view, 'gl-job-run', 'button');
    expect(button.textContent.trim()).to.equal('Run the search');
    button.click();
    expect(asked).to.deep.equal([{ kind: 'search-start' }]);
  });

  it('puts a guess into the scenario by arrow keys, by buttons and by typing', async () => {
    const { view, session } = await show();
    const field = inner<HTMLInputElement>(view, 'gl-guess', '#panels-7');
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageUp', bubbles: true }));
    await settled(view);
    expect(session.snapshot.world.scenario.guess).to.deep.equal([
      { bus: 7, panels: 1000, packs: 0 },
    ]);
    inner<HTMLButtonElement>(view, 'gl-guess', '[aria-label="1 more: Packs at bus 9"]').click();
    await settled(view);
    field.value = '2500';
    field.dispatchEvent(new Event('change'));
    await settled(view);
    expect(session.snapshot.world.scenario.guess).to.deep.equal([
      { bus: 7, panels: 2500, packs: 0 },
      { bus: 9, panels: 0, packs: 1 },
    ]);
    expect(field.value).to.equal('2500');
  });

  it('refuses a wrong guess with the field and the range, changing nothing', async () => {
    const { view, asked } = await show();
    const field = inner<HTMLInputElement>(view, 'gl-guess', '#packs-7');
    field.value = '99';
    field.dispatchEvent(new Event('change'));
    await settled(view);
    const error = inner<HTMLElement>(view, 'gl-guess', '.error');
    expect(error.textContent).to.equal('Packs at bus 7: give a whole number from 0 to 15.');
    expect(field.getAttribute('aria-invalid')).to.equal('true');
    expect(asked).to.deep.equal([]);
  });

  it('copies the grid’s devices into the guess', async () => {
    const devices = [{ bus: 7, panels: 2068, packs: 4 }];
    const scenario = withAllDevices(defaultScenario(), devices);
    const { view, session } = await show({ world: { ...snapshotOf().world, scenario } });
    const copy = [
      ...view.shadowRoot!.querySelector('gl-guess')!.shadowRoot!.querySelectorAll('button'),
    ].find((button) => button.textContent.includes('Copy'))!;
    copy.click();
    expect(session.snapshot.world.scenario.guess).to.deep.equal(devices);
  });

  it('draws the guess as a star before any search, and says when it has no solution', async () => {
    const scenario = withGuess(defaultScenario(), { bus: 7, panels: 3000, packs: 0 });
    const world = { ...snapshotOf().world, scenario };
    const { view, publish } = await show({ world, guessDesign: design([420, 0.3, 60]) });
    const chart = inner<GlChart>(view, 'gl-front', 'gl-chart');
    const star = chart.series.find(({ id }) => id === 'guess')!;
    expect(star.marker).to.equal('star');
    expect(star.points[0]).to.include({ x: 420, y: 0.3 });
    publish({ guessDesign: null });
    await settled(view);
    expect(flat(inner(view, 'gl-guess', '[role="status"]'))).to.contain('does not converge');
  });
});

describe('the assumptions', () => {
  it('name the field and the range of a refused value, then take a good one', async () => {
    const { view, session } = await show();
    const field = inner<HTMLInputElement>(view, 'gl-assumptions', '#siting-irradianceKwM2');
    field.value = '3';
    field.dispatchEvent(new Event('change'));
    await settled(view);
    const error = inner<HTMLElement>(view, 'gl-assumptions', '.error');
    expect(error.textContent).to.equal('Irradiance: give a number from 0 to 1.5 kW/m².');
    field.value = '0.8';
    field.dispatchEvent(new Event('change'));
    await settled(view);
    expect(session.snapshot.world.scenario.siting.irradianceKwM2).to.equal(0.8);
    expect(
      view.shadowRoot!.querySelector('gl-assumptions')!.shadowRoot!.querySelector('.error'),
    ).to.equal(null);
    expect(flat(inner(view, 'gl-assumptions', 'summary'))).to.contain('1 value changed');
  });

  it('explain the evening’s trade-off when the evening is chosen', async () => {
    const { view, session } = await show();
    const evening = inner<HTMLInputElement>(view, 'gl-assumptions', 'input[value="evening"]');
    evening.click();
    await settled(view);
    expect(session.snapshot.world.scenario.siting.hour).to.equal('evening');
    expect(
      flat(view.shadowRoot!.querySelector('gl-assumptions')!.shadowRoot as unknown as Element),
    ).to.contain('Packs charged from the grid cost more');
  });
});

describe('the search as a job', () => {
  const running = (done: number): Partial<Snapshot> => ({
    siting: { state: 'running', done, total: 400, elapsedMs: 2000, part: part(defaultScenario()) },
  });

  it('counts generations, keeps the focus on its button, and stops', async () => {
    const { view, asked, publish } = await show();
    const button = inner<HTMLButtonElement>(view, 'gl-job-run', 'button');
    button.focus();
    publish(running(63));
    await settled(view);
    expect(view.shadowRoot!.querySelector('gl-job-run')!.shadowRoot!.activeElement).to.equal(
      button,
    );
    expect(button.textContent.trim()).to.equal('Stop');
    expect(flat(inner(view, 'gl-job-run', 'p'))).to.contain(
      'Generation 63 of 400 · 2.0 s so far · about 15 s left',
    );
    button.click();
    expect(asked).to.deep.equal([{ kind: 'search-cancel' }]);
  });

  it('tells a screen reader quarters only', async () => {
    const { view, publish } = await show(running(101));
    const status = inner<HTMLElement>(view, 'gl-job-run', '[role="status"]');
    expect(status.textContent).to.equal('Search 25 % done');
    publish(running(180));
    await settled(view);
    expect(status.textContent).to.equal('Search 25 % done');
  });

  it('offers to continue after a stop, and says when the result is of old inputs', async () => {
    const stopped: Snapshot['siting'] = {
      state: 'stopped',
      reason: 'Stopped at generation 63.',
      done: 63,
      total: 400,
      part: part(defaultScenario()),
      resumable: true,
    };
    const { view, asked, publish } = await show({ siting: stopped });
    inner<HTMLButtonElement>(view, 'gl-job-run', '[data-command="search-resume"]').click();
    expect(asked).to.deep.equal([{ kind: 'search-resume' }]);
    const scenario = withSiting(defaultScenario(), { gridPrice: 1 });
    publish({ world: { ...snapshotOf().world, scenario } });
    await settled(view);
    expect(flat(inner(view, 'gl-job-run', '.warning'))).to.contain('belong to the old inputs');
    expect(inner(view, 'gl-job-run', '[data-command="search-resume"]')).to.equal(null);
  });
});

describe('the front', () => {
  const charts = (view: Element): GlChart[] => [
    ...view.shadowRoot!.querySelector('gl-front')!.shadowRoot!.querySelectorAll('gl-chart'),
  ];

  it('marks a picked design in all three projections', async () => {
    const { view, asked } = await show({ ...finished(), selectedDesign: -1 });
    const [first] = charts(view);
    first!.dispatchEvent(new CustomEvent('gl-select', { detail: { seriesId: 'front', index: 5 } }));
    await settled(view);
    expect(asked).to.deep.equal([{ kind: 'select-design', index: 5 }]);
    for (const chart of charts(view).slice(0, 3)) {
      expect(chart.selected).to.deep.equal([{ seriesId: 'front', index: 5 }]);
      expect(chart.series.some(({ id }) => id === 'selected')).to.equal(true);
    }
  });

  it('rings the design under the cursor in the other projections too', async () => {
    const { view } = await show({ ...finished(), selectedDesign: -1 });
    const [first, second] = charts(view);
    first!.dispatchEvent(new CustomEvent('gl-hover', { detail: { seriesId: 'front', index: 1 } }));
    await settled(view);
    expect(second!.selected).to.deep.equal([{ seriesId: 'front', index: 1 }]);
    first!.dispatchEvent(new CustomEvent('gl-hover', { detail: null }));
    await settled(view);
    expect(second!.selected).to.deep.equal([]);
  });

  it('names the stars outside the picture and explains one without a solution', async () => {
    const { view, publish } = await show(finished());
    expect(flat(inner(view, 'gl-front', '.outside'))).to.contain(
      'No devices (breaks a limit): 1,043.9',
    );
    publish({ thesisDesign: null });
    await settled(view);
    expect(flat(inner(view, 'gl-front', '.no-star'))).to.contain('does not converge at this base');
  });
});

describe('the selected design', () => {
  it('is walked along the cost with Next and used with one button', async () => {
    const { view, asked } = await show(finished());
    inner<HTMLButtonElement>(view, 'gl-design', '[data-step="1"]').click();
    await settled(view);
    inner<HTMLButtonElement>(view, 'gl-design', 'button.main').click();
    expect(asked).to.deep.equal([
      { kind: 'select-design', index: 3 },
      { kind: 'use-design', index: 3 },
    ]);
    expect(flat(inner(view, 'gl-design', 'output'))).to.contain('4 of 8 by cost');
  });

  it('says so when it already stands on the grid', async () => {
    const devices = FRONT[2]!.panels.map((panels, at) => ({ bus: at + 1, panels, packs: 0 }));
    const scenario = withAllDevices(defaultScenario(), devices);
    const { view } = await show({ ...finished(), world: { ...snapshotOf().world, scenario } });
    expect(flat(inner(view, 'gl-design', 'strong'))).to.contain('stands on the grid');
  });

  it('compares with no devices: 268.9 of 1043.888 $/h is −74.2 %', async () => {
    const { view } = await show(finished());
    const compare = view
      .shadowRoot!.querySelector('gl-design')!
      .shadowRoot!.querySelector('gl-compare')!;
    expect(flat(compare.shadowRoot!.querySelector('tbody tr')!)).to.contain('−74.2 %');
  });
});

describe('gl-optimise on a projector', () => {
  it('shows one number, one picture and folds the rest', async () => {
    const { view } = await show({ ...finished(), projector: true });
    const root = view.shadowRoot!;
    expect(flat(root.querySelector('.number')!)).to.match(
      /\d+\.\d .*1,043\.9 \$\/h without devices/,
    );
    const charts = [...root.querySelector('gl-front')!.shadowRoot!.querySelectorAll('gl-chart')];
    expect(charts.filter((chart) => chart.closest('details:not([open])') === null).length).to.equal(
      1,
    );
    for (const card of ['gl-guess', 'gl-assumptions'])
      expect(root.querySelector(card)!.closest('details:not([open])'), card).not.to.equal(null);
  });
});

describe('gl-optimise for everyone', () => {
  const looks = [
    ['light', 'theme', 'light'],
    ['dark', 'theme', 'dark'],
    ['projector', 'mode', 'projector'],
  ] as const;
  for (const [name, key, value] of looks) {
    it(`is accessible, empty and full, in ${name}`, async () => {
      document.documentElement.dataset[key] = value;
      const { view } = await show();
      await expect(view).to.be.accessible();
      const projector = value === 'projector';
      const full = await show({ ...finished(), projector });
      await expect(full.view).to.be.accessible();
    });
  }
});

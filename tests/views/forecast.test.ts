import { expect, fixture, html } from '@open-wc/testing';
import type { ForecastShow } from '../../web/app/forecast-show.ts';
import type { Snapshot } from '../../web/app/snapshot.ts';
import { drawnCurve } from '../../web/forecast/guess.ts';
import type { GlChart } from '../../web/views/chart/gl-chart.ts';
import { pointed } from '../../web/views/forecast/board.ts';
import { pictureOf } from '../../web/views/forecast/picture.ts';
import { cameOf, readingOf } from '../../web/views/forecast/reading.ts';
import '../../web/views/gl-forecast.ts';
import type { GlForecast } from '../../web/views/gl-forecast.ts';
import {
  COMPARED,
  GUESS,
  PROCEDURE,
  PROPHET,
  SCENARIO,
  show,
  STUDY,
  SUN_STUDY,
} from './forecast-fixture.ts';
import { type Fake, fakeSession, snapshotOf } from './optimise-fixture.ts';
import { wearTheme } from './theme-sheet.ts';

wearTheme();

async function open(
  forecast: Partial<ForecastShow> = {},
  more: Partial<Snapshot> = {},
): Promise<Fake & { view: GlForecast }> {
  const world = { ...snapshotOf().world, scenario: SCENARIO };
  const fake = fakeSession({ view: 'forecast', world, forecast: show(forecast), ...more });
  const view = await fixture<GlForecast>(
    html`<gl-forecast .session=${fake.session}></gl-forecast>`,
  );
  await settled(view);
  fake.asked.length = 0;
  return { ...fake, view };
}

async function settled(element: Element): Promise<void> {
  // Small pictures come one a frame.
  for (let frame = 0; frame < 12; frame++) {
    await updated(element);
    await new Promise((done) => requestAnimationFrame(done));
  }
}

async function updated(element: Element): Promise<void> {
  await (element as Element & { updateComplete?: Promise<unknown> }).updateComplete;
  for (const child of element.shadowRoot?.querySelectorAll('*') ?? []) {
    if (child.tagName.startsWith('GL-')) await updated(child);
  }
}

const flat = (element: Node | null | undefined): string =>
  (element?.textContent ?? '').replaceAll(/[\s\u202f]+/g, ' ').trim();
const part = (view: Element, name: string): ShadowRoot =>
  view.shadowRoot!.querySelector(name)!.shadowRoot!;
const button = (root: ShadowRoot, label: RegExp): HTMLButtonElement =>
  [...root.querySelectorAll('button')].find((each) => label.test(flat(each)))!;
const press = (element: Element, key: string): boolean =>
  element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

describe('gl-forecast', () => {
  it('draws meter, fit, band and the best simple method, and says who was closer', async () => {
    const { view } = await open();
    const chart = part(view, 'gl-forecast-picture').querySelector<GlChart>('gl-chart')!;
    const ids = chart.series.map(({ id }) => id);
    expect(ids).to.include.members(['band', 'lower', 'upper', 'measured', 'prophet']);
    expect(ids).to.have.length(6);
    const table = chart.tableTwin();
    const labels = table.columns.map(({ label }) => label);
    expect(labels).to.include.members(['the meter', 'Prophet', 'upper limit of 80 %']);
    // Three days and tomorrow by the hour; the meter's last value is tomorrow's last.
    expect(table.rows).to.have.length(96);
    expect(table.rows.at(-1)![labels.indexOf('the meter')]).to.equal(STUDY.coming.values[23]);
    expect(table.rows.at(-1)![labels.indexOf('upper limit of 80 %')]).to.equal(PROPHET.upper[23]);
    expect(flat(view.shadowRoot!.querySelector('.why'))).to.match(/Prophet errs by [\d.]+ kW/);
  });

  it('shows a long past as means of each day, tomorrow as wide as a day', () => {
    const reading = readingOf(show())!;
    const { series, stride } = pictureOf(reading, { days: 0, beside: null });
    expect(stride).to.equal(24);
    const { points } = series.find(({ id }) => id === 'measured')!;
    expect(points).to.have.length(62);
    const first = STUDY.history.values.subarray(0, 24).reduce((sum, kw) => sum + kw, 0) / 24;
    expect(points[0]!.y).to.be.closeTo(first, 1e-12);
    const [from, to] = [points.at(-2)!, points.at(-1)!];
    expect(from.x).to.equal(STUDY.coming.startMinute);
    expect(to).to.deep.equal({ x: from.x + 1440, y: from.y });
    expect(pictureOf(reading, { days: 14, beside: null }).stride).to.equal(1);
  });

  it('shows the parts, marks where the trend bends, and what is left over', async () => {
    const { view } = await open();
    const charts = [...part(view, 'gl-forecast-parts').querySelectorAll<GlChart>('gl-chart')];
    expect(charts.map(({ heading }) => heading)).to.deep.equal([
      ...['Trend', 'Through the week', 'Through the day', 'Public holidays'],
      'What the fit leaves over',
    ]);
    const [trend, , , holidays, left] = charts;
    const bends = trend!.series.find(({ id }) => id === 'changepoints')!;
    expect(bends.points.map(({ label }) => label)).to.deep.equal([
      '+0.0100 kW a day',
      '−0.0400 kW a day',
    ]);
    expect(trend!.rules.map(({ label }) => label)).to.deep.equal(['−0.0400 kW a day']);
    expect(holidays!.series[0]!.points.map(({ y }) => y)).to.deep.equal([-2.5]);
    const first = STUDY.history.values[0]! - PROPHET.fit[0]!;
    expect(left!.series[0]!.points[0]!.y).to.be.closeTo(first, 1e-12);
  });

  it('lists every method, Prophet once it has foretold the same days', async () => {
    const rowsOf = (view: Element): string[][] =>
      [...part(view, 'gl-forecast-errors').querySelectorAll('tbody tr')].map((row) =>
        [...row.children].map((cell) => flat(cell)),
      );
    const { view, asked } = await open();
    const rows = rowsOf(view);
    expect(rows).to.have.length(5);
    expect(rows.at(-1)![0]).to.equal('Prophet');
    expect(rows.at(-1)![1]).to.equal('none');
    const errors = rows.slice(0, -1).map((row) => Number(row[1]!.replaceAll(',', '')));
    expect([...errors].sort((a, b) => a - b)).to.deep.equal(errors);
    const run = part(view, 'gl-forecast-errors').querySelector('gl-job-run')!.shadowRoot!;
    button(run, /foretell these 7 days/).click();
    expect(asked).to.deep.equal([{ kind: 'forecast-compare' }]);
    const compared = await open({ compare: { state: 'done', elapsedMs: 900, part: COMPARED } });
    const prophet = rowsOf(compared.view).find(([name]) => name === 'Prophet')!;
    expect(prophet[1]).not.to.equal('none');
  });

  it('says what keeps it from foretelling, in a sentence, and never NaN', async () => {
    const short = { ...STUDY, rows: [], cut: true };
    for (const forecast of [
      { study: null, fit: { state: 'idle' as const } },
      { study: short, fit: { state: 'idle' as const } },
      { fit: { state: 'idle' as const }, trouble: 'Prophet is not saved in this browser yet.' },
    ]) {
      const { view } = await open(forecast);
      const text = flat(view.shadowRoot);
      expect(text).not.to.contain('NaN');
      if (forecast.trouble) {
        const run = view.shadowRoot!.querySelector('gl-job-run')!.shadowRoot!;
        expect(flat(run)).to.contain('not saved in this browser');
        expect(view.shadowRoot!.querySelector('gl-forecast-picture')).not.to.equal(null);
      }
    }
  });

  it('offers a later day where the year has just begun, and names another fault by itself', async () => {
    const length = { where: { kind: 'series' }, rule: 'length', found: '24 values' };
    const problem = { ...length, allowed: 'more', remedy: 'Give a longer history.' };
    const early = { ...STUDY, rows: [], cut: true, problems: [problem] };
    const first = await open({ study: early, fit: { state: 'idle' } });
    first.view.shadowRoot!.querySelector<HTMLButtonElement>('.picture button')!.click();
    const [command] = first.asked;
    if (command?.kind !== 'change') throw new Error('no change');
    expect(command.scenario.day).to.equal(61);
    const level = { ...problem, rule: 'constant', found: 'only 5', remedy: 'Look at the meter.' };
    const flatLine = { ...STUDY, rows: [], cut: true, problems: [level] };
    const second = await open({ study: flatLine, fit: { state: 'idle' } });
    expect(second.view.shadowRoot!.querySelector('.picture button')).to.equal(null);
    const why = flat(second.view.shadowRoot!.querySelector('.why'));
    expect(why).to.contain('The meter shows only 5. Look at the meter.');
  });

  it('asks, stops and asks again', async () => {
    const { view, asked, publish } = await open();
    const run = view.shadowRoot!.querySelector('gl-job-run')!.shadowRoot!;
    button(run, /Ask again/).click();
    publish({
      forecast: show({
        fit: { state: 'running', done: 0, total: 1, elapsedMs: 1200, part: null },
      }),
    });
    await settled(view);
    button(run, /Stop/).click();
    expect(asked).to.deep.equal([{ kind: 'forecast-fit' }, { kind: 'forecast-fit-cancel' }]);
  });

  it('is one picture, one number and one sentence on a projector', async () => {
    const { view } = await open({}, { projector: true });
    const number = flat(view.shadowRoot!.querySelector('.number'));
    expect(number).to.match(/^13 .*tomorrow’s peak by Prophet/);
    expect(view.shadowRoot!.querySelectorAll('section > .picture')).to.have.length(1);
    expect(view.shadowRoot!.querySelector('.below')).to.equal(null);
  });
});

describe('the question', () => {
  it('takes a day by its date or one to either side, around the year’s end', async () => {
    const { view, asked } = await open();
    const card = part(view, 'gl-forecast-card');
    const field = card.querySelector<HTMLInputElement>('[data-key="day"]')!;
    expect(field.value).to.equal('2023-03-03');
    field.value = '2023-12-31';
    field.dispatchEvent(new Event('change'));
    field.value = '';
    field.dispatchEvent(new Event('change'));
    expect(field.value).to.equal('2023-03-03');
    card.querySelector<HTMLButtonElement>('[aria-label="A day back"]')!.click();
    const days = asked.map((command) => command.kind === 'change' && command.scenario.day);
    expect(days).to.deep.equal([365, 61]);
  });

  it('changes the scenario by bus, day and history, and names what is out of range', async () => {
    const { view, asked } = await open();
    const card = part(view, 'gl-forecast-card');
    const field = card.querySelector<HTMLInputElement>('[data-key="forecast.historyDays"]')!;
    field.value = '90';
    field.dispatchEvent(new Event('change'));
    const [command] = asked;
    if (command?.kind !== 'change') throw new Error('no change');
    expect(command.scenario.forecast.historyDays).to.equal(90);
    field.value = '3';
    field.dispatchEvent(new Event('change'));
    await settled(view);
    expect(flat(card.querySelector('.error'))).to.contain('from 7 to 364');
    expect(asked).to.have.length(1);
    const band = card.querySelector<HTMLInputElement>('[data-key="forecast.band"]')!;
    expect(band.value).to.equal('80');
  });
});

describe('the sun', () => {
  const sunny = (changes: Partial<ForecastShow> = {}): Partial<ForecastShow> => ({
    ...{ study: SUN_STUDY, fit: { state: 'idle' } as const },
    ...changes,
  });
  const world = { ...snapshotOf().world, scenario: SUN_STUDY.scenario };

  it('draws the clear sky and the band of the best method, and speaks of panels', async () => {
    const { view } = await open(sunny(), { world });
    const chart = part(view, 'gl-forecast-picture').querySelector<GlChart>('gl-chart')!;
    expect(chart.heading).to.equal('Output of the panels at bus 7');
    const of = (id: string) => chart.series.find((one) => one.id === id)!.points;
    expect(chart.series.map(({ id }) => id)).to.include.members(['clear', 'measured', 'weather']);
    // At tomorrow’s noon the service foretells 0.9 of what came.
    const noon = SUN_STUDY.coming.startMinute + 12 * 60;
    const at = (id: string): number => of(id).find(({ x }) => x === noon)!.y;
    expect(at('clear')).to.equal(300);
    expect(at('weather')).to.be.closeTo(0.9 * at('measured'), 1e-9);
    expect(at('upper')).to.be.above(at('weather'));
    expect(flat(view.shadowRoot!.querySelector('.why'))).to.contain('of what is installed');
    const text = flat(part(view, 'gl-forecast-errors'));
    expect(text).to.contain('no weather service is asked');
    expect(text).to.contain('scored by daylight; 365.0 kW are installed');
    expect(text).not.to.contain('NaN');
  });

  it('gives errors in shares of what is installed and leaves the procedure to loads', async () => {
    const { view } = await open(sunny(), { world });
    const rows = [...part(view, 'gl-forecast-errors').querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map(flat),
    );
    expect(rows.map(([name]) => name)[0]).to.equal('Simulated weather forecast');
    for (const row of rows.slice(0, -1)) {
      expect(Number(row[4])).to.be.closeTo((100 * Number(row[1])) / 365, 0.51);
    }
    expect(view.shadowRoot!.querySelector('gl-forecast-procedure')).to.equal(null);
    expect(flat(view.shadowRoot!.querySelector('.below'))).to.contain('for loads only');
  });

  it('says when one kWp stands in for panels that are not there', async () => {
    const sun = { ...SUN_STUDY.sun!, standing: 0, panels: 1000 / 365, installedKw: 1 };
    const { view } = await open(sunny({ study: { ...SUN_STUDY, sun } }), { world });
    expect(flat(view.shadowRoot)).to.contain('What one kWp would give at bus 7');
    expect(flat(part(view, 'gl-forecast-card'))).to.contain('one kWp is foretold');
  });

  it('is chosen at the top of the question', async () => {
    const { view, asked } = await open();
    const radios = part(view, 'gl-forecast-card').querySelectorAll<HTMLInputElement>('[name=what]');
    expect([...radios].map(({ checked }) => checked)).to.deep.equal([true, false]);
    radios[1]!.click();
    const [command] = asked;
    if (command?.kind !== 'change') throw new Error('no change');
    expect(command.scenario.forecast.what).to.equal(1);
  });

  it('counts a guess by daylight', () => {
    const came = cameOf(SUN_STUDY);
    expect(came.filter(Number.isFinite)).to.have.length(11);
    expect(came[12]).to.equal(SUN_STUDY.coming.values[12]);
    expect(came[0]).to.deep.equal(NaN);
    expect(cameOf(STUDY)).to.equal(STUDY.coming.values);
  });
});

describe('drawing a guess', () => {
  const guessing = { guess: { ...GUESS, moved: GUESS.moved.map((_, i) => i === 0) } };

  it('hides tomorrow everywhere until it is shown', async () => {
    const { view, asked } = await open(guessing);
    expect(view.shadowRoot!.querySelector('gl-forecast-picture')).to.equal(null);
    const header = flat(part(view, 'gl-forecast-errors').querySelector('thead'));
    expect(header).not.to.contain('tomorrow');
    const reading = readingOf(show(guessing))!;
    const { series } = pictureOf(reading, { days: 3, beside: null });
    const last = series.find(({ id }) => id === 'measured')!.points.at(-1)!;
    expect(last.x).to.be.below(STUDY.coming.startMinute);
    button(part(view, 'gl-forecast-guess'), /Show what came/).click();
    expect(asked).to.deep.equal([{ kind: 'forecast-reveal' }]);
  });

  it('moves a handle by keys, by numbers and by a click, with one tab stop', async () => {
    const { view, asked } = await open(guessing);
    const board = part(view, 'gl-guess-board');
    const box = board.querySelector<HTMLElement>('.box')!;
    const stops = [...board.querySelectorAll('.box, .box *')].filter(
      (each) => each.getAttribute('tabindex') === '0',
    );
    expect(stops).to.deep.equal([box]);
    press(box, 'ArrowRight');
    press(box, 'ArrowRight');
    press(box, 'ArrowUp');
    await settled(view);
    const [moved] = asked;
    if (moved?.kind !== 'forecast-draw') throw new Error('nothing was drawn');
    expect(moved.index).to.equal(2);
    expect(moved.kw).to.be.above(GUESS.handlesKw[2]!);
    expect(flat(board.querySelector('[role="status"]'))).to.match(/^04:00: [\d.]+ kW$/);
    const field = board.querySelector<HTMLInputElement>('[aria-label="kW at 18:00"]')!;
    field.value = '14.5';
    field.dispatchEvent(new Event('change'));
    expect(asked[1]).to.deep.equal({ kind: 'forecast-draw', index: 9, kw: 14.5 });
    const { left, top, width, height } = box.getBoundingClientRect();
    const at = { clientX: left + width * 0.5, clientY: top + height * 0.5, button: 0 };
    box.dispatchEvent(new PointerEvent('pointerdown', { ...at, bubbles: true }));
    const clicked = asked[2];
    if (clicked?.kind !== 'forecast-draw') throw new Error('nothing was drawn');
    expect(clicked.index).to.be.within(4, 8);
    expect(clicked.kw).to.be.above(0);
  });

  it('reads a pixel as the nearest handle and the load of its height', () => {
    const plot = { left: 100, right: 340, top: 20, bottom: 120, yDomain: [0, 50] } as never;
    expect(pointed(plot, [100, 120], 12)).to.deep.equal({ index: 0, kw: 0 });
    expect(pointed(plot, [165, 70], 12)).to.deep.equal({ index: 3, kw: 25 });
    expect(pointed(plot, [999, -50], 12)).to.deep.equal({ index: 11, kw: 50 });
  });

  it('ranks the curve among the methods once tomorrow is shown', async () => {
    // Whoever draws what came has no error left: here a day as straight as a drawn one.
    const handlesKw = GUESS.handlesKw.map((_, i) => 5 + ((i * 7) % 5));
    const straight = drawnCurve(
      handlesKw.map((value, i) => ({ slot: 2 * i, value })),
      24,
    );
    const study = { ...STUDY, coming: { ...STUDY.coming, values: straight } };
    const { view } = await open({ study, guess: { ...guessing.guess, revealed: true, handlesKw } });
    const rows = [...part(view, 'gl-forecast-guess').querySelectorAll('tbody tr')].map(flat);
    expect(rows).to.have.length(6);
    expect(rows[0]).to.match(/^1 You/);
    expect(flat(view.shadowRoot!.querySelector('.why'))).to.contain('beats all 5 methods');
  });
});

describe('the procedure', () => {
  const said = (view: Element): string[] =>
    [...part(view, 'gl-forecast-procedure').querySelectorAll('.steps .did')].map(flat);

  it('has seven numbered steps and puts nothing on the feeder before it was gone through', async () => {
    const { view, asked } = await open();
    const root = part(view, 'gl-forecast-procedure');
    expect(root.querySelectorAll('.steps li')).to.have.length(7);
    expect(said(view)).to.deep.equal([]);
    expect(button(root, /on the feeder/)).to.equal(undefined);
    button(root.querySelector('gl-job-run')!.shadowRoot!, /Go through it/).click();
    expect(asked).to.deep.equal([{ kind: 'forecast-procedure' }]);
  });

  it('gives the numbers of each step, and the load of the bus by the thesis’s rule', async () => {
    const { view, asked } = await open({ procedure: PROCEDURE });
    const steps = said(view);
    expect(steps).to.have.length(7);
    expect(steps[2]).to.contain('2.0 % off, accepted');
    expect(steps[5]).to.contain('12.0 of 16.0 kW: 75.0 % of the peak');
    // 1158 kW × 12 / 16
    expect(steps[6]).to.contain('868.5 kW');
    button(part(view, 'gl-forecast-procedure'), /^Put the forecast load/).click();
    expect(asked).to.deep.equal([{ kind: 'forecast-apply', scope: 'bus' }]);
  });

  it('sets the thesis’s own example beside it, refused by its own 5 %', async () => {
    const { view } = await open();
    const table = flat(part(view, 'gl-forecast-procedure').querySelector('table'));
    expect(table).to.contain('7.5 kWh against 8 kWh');
    expect(table).to.contain('6.25 % off, more than the 5 %');
    expect(table).to.contain('266.7 kW');
  });

  it('offers nothing when no round was accepted', async () => {
    const { run } = PROCEDURE.part;
    const rounds = run.rounds.map((one) => ({ ...one, accepted: false }));
    const refused = { ...PROCEDURE.part, run: { ...run, rounds, exhausted: true } };
    const { view } = await open({ procedure: { ...PROCEDURE, part: refused } });
    expect(button(part(view, 'gl-forecast-procedure'), /on the feeder/)).to.equal(undefined);
    expect(said(view).at(-1)).to.contain('The history ends here');
  });
});

describe('accessibility', () => {
  it('passes axe in each of its states, light, dark and projected', async () => {
    const guess = { ...GUESS, revealed: false };
    for (const [forecast, projector] of [
      [{}, false],
      [{ procedure: PROCEDURE }, false],
      [{ study: SUN_STUDY, fit: { state: 'idle' } }, false],
      [{ guess }, false],
      [{ guess: { ...guess, revealed: true } }, true],
    ] as const) {
      for (const theme of ['light', 'dark']) {
        document.documentElement.dataset['theme'] = theme;
        const { view } = await open(forecast, { projector });
        await expect(view).to.be.accessible();
      }
    }
  });
});

import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { Command } from '../../web/app/command.ts';
import type { Job, Snapshot } from '../../web/app/snapshot.ts';
import type { YearPart } from '../../web/app/year-show.ts';
import { BOUNDS, NUMBER_KEYS } from '../../web/scenario/bounds.ts';
import { withOwnProfile, withYear } from '../../web/scenario/edit.ts';
import type { Scenario } from '../../web/scenario/scenario.ts';
import { DISPATCHES, type OwnProfile } from '../../web/scenario/year.ts';
import { assumptions } from '../../web/strings/en/year-assumption.ts';
import '../../web/views/gl-grid.ts';
import '../../web/views/grid/below.ts';
import type { GlGrid } from '../../web/views/gl-grid.ts';
import '../../web/views/year/gl-year.ts';
import type { GlYear } from '../../web/views/year/gl-year.ts';
import { annualCost } from '../../web/year/cost.ts';
import { yearTotals } from '../../web/year/totals.ts';
import { FIRST_LEDGER } from '../../web/app/annex-first.ts';
import type { WalletRow } from '../../web/app/ledger-show.ts';
import { summaryOf as feederSummary } from '../../web/views/grid/why.ts';
import { sessionOf, snapshotOf, worldOf } from './grid-world.ts';
import { commandsOf } from './stub-session.ts';
import { wearTheme } from './theme-sheet.ts';
import { GRID, yearPart, yearScenario, type YearOptions } from './year-fixture.ts';

wearTheme();

const ORIGIN = {
  link: 'https://example.org/#/grid?v=1',
  seed: '7f3a',
  version: '0',
  title: 'Year',
};
const LIMITS = { voltageMinPu: 0.9, voltageMaxPu: 1 };

const done = (options: YearOptions = {}): Job<YearPart> => ({
  state: 'done',
  elapsedMs: 1234,
  part: yearPart(options),
});
const stopped = (): Job<YearPart> => ({
  ...{ state: 'stopped', reason: 'Stopped.', done: 1752, total: 8760, resumable: true },
  part: yearPart({ solved: 1752 }),
});

const snapshotWith = (
  year: Job<YearPart>,
  more: Partial<Snapshot> = {},
  scenario: Scenario = yearScenario(),
): Snapshot =>
  snapshotOf(worldOf({ ...scenario, moment: 'year', day: 200, minute: 19 * 60 }), {
    year,
    ...more,
  });

interface Shown {
  readonly view: GlYear;
  readonly asked: Command[];
}

async function show(snapshot: Snapshot): Promise<Shown> {
  const host = document.createElement('div');
  const asked = commandsOf(host);
  const view = document.createElement('gl-year');
  Object.assign(view, { snapshot, provenance: ORIGIN });
  host.append(view);
  await fixture(html`${host}`);
  if ('part' in snapshot.year && snapshot.year.part)
    await waitUntil(
      () => view.shadowRoot?.querySelectorAll('gl-chart').length === 4,
      'is added up',
    );
  await aTimeout(60);
  await view.updateComplete;
  return { view, asked };
}

const inside = <Found extends Element = HTMLElement>(host: Element, selector: string): Found => {
  const found = host.shadowRoot?.querySelector<Found>(selector);
  if (!found) throw new Error(`nothing matches ${selector} in ${host.localName}`);
  return found;
};
const allText = (node: Node): string => {
  if (node.nodeType === Node.TEXT_NODE) return (node as Text).data;
  if (node instanceof HTMLStyleElement) return '';
  const shadow = node instanceof Element ? (node.shadowRoot?.childNodes ?? []) : [];
  return [...shadow, ...node.childNodes].map(allText).join(' ');
};
const flat = (node: Node): string => allText(node).replaceAll(/\s+/g, ' ');
const offers = (view: GlYear): string[] =>
  [...inside(view, 'gl-job-run').shadowRoot!.querySelectorAll('button')].map(
    (button) => button.dataset['command'] ?? '',
  );
const row = (table: Element, name: string): string[] => {
  const rows = [...table.querySelectorAll('tbody tr, tfoot tr')];
  const found = rows.find((each) => each.querySelector('th')?.textContent?.includes(name));
  if (!found) throw new Error(`no row ${name}`);
  return [...found.querySelectorAll('td')].map((cell) => flat(cell).trim());
};
const numberIn = (text: string): number =>
  Number(text.replaceAll(/[^\d.−-]/g, '').replace('−', '-'));

describe('year: the job', () => {
  it('asks for what an earlier visit left, and offers to start', async () => {
    const { view, asked } = await show(snapshotWith({ state: 'idle' }));
    expect(asked).to.deep.equal([{ kind: 'year-open' }]);
    expect(offers(view)).to.deep.equal(['year-start']);
    expect(flat(view)).to.contain('8,760 power flows of 13 buses');
    inside(inside(view, 'gl-job-run'), 'button').click();
    expect(asked.at(-1)).to.deep.equal({ kind: 'year-start' });
  });

  it('says how far it is by the date, and stops', async () => {
    const { view } = await show(
      snapshotWith({
        ...{ state: 'running', done: 72 * 24 + 24, total: 8760, elapsedMs: 2000 },
        part: yearPart({ solved: 73 * 24 }),
      }),
    );
    expect(offers(view)).to.deep.equal(['year-cancel']);
    expect(flat(view)).to.contain('14 March · 1,752 of 8,760');
    expect(flat(view)).to.contain('20 % of the year so far');
  });

  it('goes on from where it stopped, or from the start', async () => {
    const { view } = await show(snapshotWith(stopped()));
    expect(offers(view)).to.deep.equal(['year-resume', 'year-start']);
    expect(flat(view)).to.contain('14 March is reached');
  });

  it('is pinned and forgotten when done', async () => {
    const year = done();
    const first = await show(snapshotWith(year));
    expect(offers(first.view)).to.deep.equal(['year-start', 'year-pin']);
    const yearBaseline = yearPart();
    const second = await show(snapshotWith(year, { yearBaseline }));
    expect(offers(second.view)).to.deep.equal(['year-start', 'year-pin', 'year-drop']);
  });

  it('marks a year of other inputs as old, and asks to compute anew', async () => {
    const changed = withYear(yearScenario(), { tiltDeg: 61 });
    const old = await show(snapshotWith(done(), {}, changed));
    expect(inside(inside(old.view, 'gl-job-run'), '.warning').textContent).to.contain('old inputs');
    const fresh = await show(snapshotWith(done()));
    expect(inside(fresh.view, 'gl-job-run').shadowRoot!.querySelector('.warning')).to.equal(null);
  });
});

describe('year: what it says', () => {
  it('names the worst moment, where and why', async () => {
    const { view } = await show(snapshotWith(done()));
    const why = flat(inside(view, '.why'));
    expect(why).to.contain('Lowest voltage 0.8123 pu at bus 9, 14 December 19:00, because');
    expect(why).to.contain('50.0 kW from the packs');
  });

  it('tells a dark hour of day, with too little sun for inverters, from night', async () => {
    const dim = yearPart();
    // The worst moment, 19:00 on 14 December, in such a light as panels stand still in.
    dim.year.input.planeKwM2[347 * 24 + 19] = 0.1;
    const why = async (part: YearPart): Promise<string> =>
      flat(inside((await show(snapshotWith({ state: 'done', elapsedMs: 1, part }))).view, '.why'));
    expect(await why(dim)).to.contain('too little sun for the inverters to start');
    expect(await why(yearPart())).to.contain('there is no sun');
  });

  it('says what the feeder shows, and leads to it', async () => {
    const { view } = await show(snapshotWith(done()));
    const line = inside(view, '.on-feeder');
    expect(flat(line)).to.contain('The feeder above shows 19 July, 19:00: lowest voltage 0.');
    let led = 0;
    view.addEventListener('gl-to-feeder', () => led++);
    line.querySelector('button')!.click();
    expect(led).to.equal(1);
    const elsewhere = snapshotOf(worldOf({ ...yearScenario(), moment: 'noon' }), { year: done() });
    expect((await show(elsewhere)).view.shadowRoot!.querySelector('.on-feeder')).to.equal(null);
  });

  it('puts moments without solution first, lists them and shows them on the feeder', async () => {
    const { view, asked } = await show(snapshotWith(done({ failed: [100, 4000] })));
    expect(flat(inside(view, '.why')))
      .to.contain('In 2 hours')
      .and.to.contain('5 January at 04:00');
    const list = inside(view, '.failed');
    const buttons = [...list.querySelectorAll('button')];
    expect(buttons.map((each) => each.textContent?.trim())).to.deep.equal([
      '5 January, 04:00',
      '16 June, 16:00',
    ]);
    buttons[1]!.click();
    expect(asked.at(-1)).to.deep.equal({ kind: 'year-seek', slot: 4000 });
  });

  it('shows no figure that is not one', async () => {
    const part = yearPart({ solved: 3000, failed: [7] });
    part.year.series.voltagePu.fill(Number.NaN, 13 * 20, 13 * 21);
    for (const year of [
      { state: 'done', elapsedMs: 1, part } as const,
      done({ solved: 0 }),
      { state: 'idle' } as const,
    ]) {
      const { view } = await show(snapshotWith(year));
      expect(flat(view)).not.to.match(/NaN|Infinity|undefined|\[object/);
    }
  });
});

describe('year: energy and money', () => {
  it('stand as the totals and the cost functions have them', async () => {
    const part = yearPart();
    const { view } = await show(snapshotWith({ state: 'done', elapsedMs: 1, part }));
    const totals = yearTotals(GRID, part.year, LIMITS);
    const cost = annualCost(totals, part.scenario);
    const tables = inside(view, 'gl-year-accounts').shadowRoot!.querySelectorAll('table');
    const [energy, money] = [tables[0]!, tables[1]!];
    expect(numberIn(row(energy, 'From the grid')[0]!)).to.be.closeTo(totals.year.importMwh, 0.06);
    expect(numberIn(row(energy, 'Line losses')[0]!)).to.be.closeTo(12 * 8.76, 0.06);
    expect(row(energy, 'Lowest voltage')[0]).to.contain('bus 9, 14 December 19:00');
    expect(numberIn(row(money, 'In all').at(-1)!)).to.be.closeTo(cost.totalUsd, 0.51);
    const pv = cost.lines.find(({ key }) => key === 'pv')!;
    expect(numberIn(row(money, 'Energy from panels')[2]!)).to.be.closeTo(pv.usd, 0.51);
  });

  it('stand below what the gateway says on the day shown, each message at its moment', async () => {
    const part = yearPart({ failed: [199 * 24 + 5] });
    const { view, asked } = await show(snapshotWith({ state: 'done', elapsedMs: 1, part }));
    const messages = inside(view, '.messages');
    expect(flat(messages)).to.contain('What the gateway says on 19 July');
    const rows = [...messages.querySelectorAll('li')];
    const unsolved = rows.find((each) => flat(each).includes('no solution'))!;
    unsolved.querySelector('button')!.click();
    expect(asked.at(-1)).to.deep.equal({ kind: 'year-seek', slot: 199 * 24 + 5 });
  });

  it('name what the chain of the Ledger view has cost, once it has run', async () => {
    const year = done();
    const wallet = (nonce: number): WalletRow => ({
      ...{ name: 'Home 1', publicKey: 'ab'.repeat(32), balanceMicro: 5e6, nonce },
      ...{ lowMicro: 0, urgentMicro: 0, role: 'home' },
    });
    const ledger = { ...FIRST_LEDGER, height: 12, wallets: [wallet(30), wallet(4)] };
    const { view } = await show(snapshotWith(year, { ledger }));
    const money = inside(view, 'gl-year-accounts').shadowRoot!.querySelectorAll('table')[1]!;
    const line = row(money, 'What the chain here cost');
    expect(line.some((cell) => numberIn(cell) === 34)).to.equal(true);
    const without = await show(snapshotWith(year));
    expect(flat(inside(without.view, 'gl-year-accounts'))).to.not.contain('the chain here');
  });

  it('stand beside the pinned year, with the difference', async () => {
    const yearBaseline = yearPart();
    yearBaseline.year.series.lossKw.fill(20);
    const { view } = await show(snapshotWith(done(), { yearBaseline }));
    const tables = inside(view, 'gl-year-accounts').shadowRoot!.querySelectorAll('table');
    expect(tables).to.have.lengthOf(3);
    const [now, before, change] = row(tables[0]!, 'Line losses').map(numberIn);
    expect([now, before]).to.deep.equal([105.1, 175.2]);
    expect(change).to.be.closeTo(-70.1, 0.06);
    const charts = [...view.shadowRoot!.querySelectorAll('gl-chart')];
    expect(charts.map(({ series }) => series.some(({ ghost }) => ghost))).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
  });

  it('draw the load from its highest to its lowest over 8,760 hours', async () => {
    const part = yearPart();
    const { view } = await show(snapshotWith({ state: 'done', elapsedMs: 1, part }));
    const chart = view.shadowRoot!.querySelector('gl-chart')!;
    const load = chart.series.find(({ id }) => id === 'load')!.points;
    const hourly = Array.from({ length: 8760 }, (_, slot) =>
      part.year.input.loadKw.slice(slot * 13, slot * 13 + 13).reduce((a, b) => a + b, 0),
    );
    expect(load[0]!.y).to.be.closeTo(Math.max(...hourly), 1e-9);
    expect(load.at(-1)!.y).to.be.closeTo(Math.min(...hourly), 1e-9);
    expect([load[0]!.x, load.at(-1)!.x]).to.deep.equal([0, 8760]);
    expect(load.every(({ y }, at) => at === 0 || y <= load[at - 1]!.y)).to.equal(true);
  });
});

describe('year: assumptions and meter', () => {
  const settings = async (view: GlYear, name: string): Promise<Element> => {
    const fold = name === 'gl-own-meter' ? '.meter' : '.assumptions';
    inside<HTMLDetailsElement>(view, fold).open = true;
    await waitUntil(() => view.shadowRoot?.querySelector(name), `${name} opens`);
    await aTimeout(20);
    return inside(view, name);
  };

  it('have a field for each number of the year, with its bounds', async () => {
    const { view, asked } = await show(snapshotWith({ state: 'idle' }));
    const part = await settings(view, 'gl-year-assumptions');
    const ofRule = (key: string): boolean => /shave|night/.test(key);
    for (const key of NUMBER_KEYS.filter((each) => each.startsWith('year.') && !ofRule(each))) {
      const field = part.shadowRoot!.querySelector(`gl-number-field[data-key="${key}"]`);
      expect(field, key).to.include({ min: BOUNDS[key].min, max: BOUNDS[key].max });
    }
    const tilt = inside(part, 'gl-number-field[data-key="year.tiltDeg"]');
    tilt.dispatchEvent(new CustomEvent('gl-value', { detail: { value: 45, gesture: 'g' } }));
    const change = asked.at(-1);
    if (change?.kind !== 'change') throw new Error('no change was asked for');
    expect(change.scenario.year.tiltDeg).to.equal(45);
    expect(change).to.include({ gesture: 'g', words: 'Tilt of the panels to 45' });
  });

  it('ask for a level to shave or for nights only where the rule has them', async () => {
    const asked = { 'peak-shaving': ['shaveShare'], arbitrage: ['Share', 'FromHour', 'ToHour'] };
    for (const dispatch of DISPATCHES) {
      const scenario = withYear(yearScenario(), { dispatch });
      const { view } = await show(snapshotWith({ state: 'idle' }, {}, scenario));
      const part = await settings(view, 'gl-year-assumptions');
      const fields = [...part.shadowRoot!.querySelectorAll<HTMLElement>('.rule gl-number-field')];
      const keys = fields.map(({ dataset }) => dataset.key!.replace(/year\.(night)?/, ''));
      expect(keys, dispatch).to.deep.equal({ ...asked }[dispatch as 'arbitrage'] ?? []);
      expect(
        part.shadowRoot!.querySelectorAll('[data-key*="shave"], [data-key*="night"]').length,
      ).to.equal(keys.length);
    }
  });

  it('choose every rule of dispatch and say what it does', async () => {
    for (const dispatch of DISPATCHES) {
      const scenario = withYear(yearScenario(), { dispatch: 'idle' });
      const { view, asked } = await show(snapshotWith({ state: 'idle' }, {}, scenario));
      const part = await settings(view, 'gl-year-assumptions');
      inside<HTMLInputElement>(part, `input[value="${dispatch}"]`).dispatchEvent(
        new Event('change'),
      );
      const change = asked.at(-1);
      if (change?.kind !== 'change') throw new Error('no change was asked for');
      expect(change.scenario.year.dispatch).to.equal(dispatch);
      const chosen = await show(snapshotWith({ state: 'idle' }, {}, change.scenario));
      expect(flat(await settings(chosen.view, 'gl-year-assumptions'))).to.contain(
        assumptions.dispatchDoes[dispatch],
      );
    }
  });

  it('are fixed where the link fixes them', async () => {
    const locked = ['siting', 'loads'];
    const { view } = await show(snapshotWith({ state: 'idle' }, { locked }));
    const part = await settings(view, 'gl-year-assumptions');
    const fields = [...part.shadowRoot!.querySelectorAll('fieldset, gl-number-field')];
    expect(fields.every((each) => (each as HTMLFieldSetElement).disabled)).to.equal(true);
    expect((await settings(view, 'gl-own-meter')).shadowRoot!.querySelector('input')).to.equal(
      null,
    );
  });

  it('take a meter’s file for a bus, show whose loads are measured, and let go of them', async () => {
    const first = await show(snapshotWith({ state: 'idle' }));
    const part = await settings(first.view, 'gl-own-meter');
    const bus = inside<HTMLSelectElement>(part, 'select');
    bus.value = '7';
    bus.dispatchEvent(new Event('change'));
    const input = inside<HTMLInputElement>(part, 'input[type="file"]');
    const files = new DataTransfer();
    files.items.add(new File(['time,kw\n'], 'meter.csv', { type: 'text/csv' }));
    input.files = files.files;
    input.dispatchEvent(new Event('change'));
    await waitUntil(() => first.asked.some(({ kind }) => kind === 'year-import'));
    expect(first.asked.at(-1)).to.deep.equal({
      ...{ kind: 'year-import', name: 'meter.csv', text: 'time,kw\n', bus: 7 },
    });

    const kw = Array.from({ length: 8760 }, (_, slot) => (slot === 9 ? 300 : 100));
    const profile: OwnProfile = { name: 'meter.csv', stepMinutes: 60, buses: [{ bus: 7, kw }] };
    const scenario = withOwnProfile(yearScenario(), profile);
    const { view, asked } = await show(snapshotWith({ state: 'idle' }, {}, scenario));
    const shown = await settings(view, 'gl-own-meter');
    expect(flat(shown))
      .to.contain('meter.csv')
      .and.to.match(/7 876\.2 300\.0/);
    inside(shown, 'p button').click();
    const change = asked.at(-1);
    if (change?.kind !== 'change') throw new Error('no change was asked for');
    expect(change.scenario).not.to.have.property('ownProfile');
  });
});

describe('year: in the Grid view', () => {
  const open = async (snapshot: Snapshot): Promise<GlGrid> => {
    const view = await fixture<GlGrid>(html`<gl-grid .session=${sessionOf(snapshot)}></gl-grid>`);
    await aTimeout(60);
    return view;
  };
  const fold = (view: GlGrid): Element => inside(view, 'gl-year-fold');

  it('is loaded when it is opened, and opens by itself with its moment', async () => {
    const day = await open(snapshotOf(worldOf({ moment: 'day' })));
    expect(fold(day).shadowRoot!.querySelector('gl-year')).to.equal(null);
    inside<HTMLDetailsElement>(fold(day), 'details').open = true;
    await waitUntil(() => fold(day).shadowRoot!.querySelector('gl-year'), 'opens');
    const year = await open(snapshotWith(done()));
    await waitUntil(() => fold(year).shadowRoot!.querySelector('gl-year'), 'opens by itself');
    fold(year).shadowRoot!.querySelector('gl-year')!.dispatchEvent(new Event('gl-to-feeder'));
    expect(year.shadowRoot!.activeElement?.localName, 'leads to the feeder').to.equal('gl-feeder');
  });

  it('puts the moment shown on the map', async () => {
    const { view } = await show(snapshotWith(done()));
    expect(inside<Element & { shown: number }>(view, 'gl-year-map').shown).to.equal(199 * 24 + 19);
  });

  it('says the date with the time of the feeder, which a clear day has no need of', () => {
    expect(feederSummary(snapshotWith(done()))).to.contain('on 19 July at 19:00');
    const day = worldOf({ moment: 'day', day: 200, minute: 19 * 60 });
    expect(feederSummary(snapshotOf(day))).to.contain('13 buses, at 19:00');
  });
});

describe('year: accessible', () => {
  for (const [theme, mode] of [
    ['light', ''],
    ['dark', ''],
    ['light', 'projector'],
  ] as const) {
    it(`with everything open, in ${theme} ${mode}`, async () => {
      document.documentElement.dataset['theme'] = theme;
      if (mode !== '') document.documentElement.dataset['mode'] = mode;
      const yearBaseline = yearPart();
      const { view } = await show(
        snapshotWith(done({ failed: [5] }), { yearBaseline, projector: mode !== '' }),
      );
      for (const each of view.shadowRoot!.querySelectorAll('details')) each.open = true;
      await aTimeout(60);
      await expect(view).to.be.accessible();
    });
  }
});

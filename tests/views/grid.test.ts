import { aTimeout, expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import fc from 'fast-check';
import type { Command } from '../../web/app/command.ts';
import type { Snapshot } from '../../web/app/snapshot.ts';
import { getCase } from '../../web/grid/cases.ts';
import { applyScenario } from '../../web/scenario/apply.ts';
import type { Scenario } from '../../web/scenario/scenario.ts';
import '../../web/views/gl-grid.ts';
import '../../web/views/grid/below.ts';
import type { GlGrid } from '../../web/views/gl-grid.ts';
import { tableOfSeries } from '../../web/views/chart/table.ts';
import { profile } from '../../web/views/grid/chart-data.ts';
import { edited, pulled } from '../../web/views/grid/drag.ts';
import type { GlFeeder } from '../../web/views/grid/gl-feeder.ts';
import { type BusPicture, pictureOf } from '../../web/views/grid/picture.ts';
import { remediesOf, statedExample } from '../../web/views/grid/remedy.ts';
import { walked, type Selection } from '../../web/views/grid/selection.ts';
import { busTable, lineTable } from '../../web/views/grid/table.ts';
import { totalsOf } from '../../web/views/grid/totals.ts';
import { sessionOf, snapshotOf, worldOf } from './grid-world.ts';

before(async () => {
  const sheet = document.createElement('link');
  sheet.rel = 'stylesheet';
  sheet.href = new URL('../../web/theme.css', import.meta.url).href;
  const ready = oneEvent(sheet, 'load');
  document.head.append(sheet);
  await ready;
});

const inside = <Found extends Element = HTMLElement>(host: Element, selector: string): Found => {
  const found = host.shadowRoot?.querySelector<Found>(selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
};

const settle = async (view: GlGrid): Promise<void> => {
  await view.updateComplete;
  await nextFrame();
  await aTimeout(20);
  await view.updateComplete;
};

const open = async (snapshot: Snapshot): Promise<{ view: GlGrid; heard: Command[] }> => {
  const heard: Command[] = [];
  const session = sessionOf(snapshot, heard);
  const view = await fixture<GlGrid>(html`<gl-grid .session=${session}></gl-grid>`);
  await settle(view);
  return { view, heard };
};

const feederOf = (view: GlGrid): GlFeeder => inside<GlFeeder>(view, 'gl-feeder');
const pick = async (view: GlGrid, selection: Selection): Promise<void> => {
  feederOf(view).dispatchEvent(new CustomEvent('gl-pick', { detail: selection }));
  await settle(view);
};
const lastChange = (heard: readonly Command[]): Extract<Command, { kind: 'change' }> => {
  const change = heard.filter((command) => command.kind === 'change').at(-1);
  if (!change) throw new Error('no change was asked for');
  return change;
};
const busIndex = (id: number): number => getCase('thesis13').buses.findIndex((b) => b.id === id);

const DEVICELESS = { moment: 'evening', devices: [] } as const;

describe('grid: the picture tells what the solver found', () => {
  it('shows the thesis’s feeder at its peak as published', () => {
    // Solution at base 1000 kVA without devices; the sweep here leaves out line charging, which
    // is worth 0.03 kW.
    const world = worldOf(DEVICELESS);
    const totals = totalsOf(world);
    expect(totals.lossKw).to.be.closeTo(508.7666, 0.05);
    expect(totals.gridKw).to.be.closeTo(3823.7666, 0.05);
    expect(totals.lowest?.bus).to.equal(9);
    expect(totals.lowest?.voltagePu).to.be.closeTo(0.823524, 2e-5);
    const worst = pictureOf(world).buses[pictureOf(world).worst];
    expect(worst).to.include({ id: 9, word: 'very low', breach: true });
  });

  it('balances when a line is open: the grid gives the load that is supplied, and the losses', () => {
    const open = totalsOf(worldOf({ ...DEVICELESS, switched: [6] }));
    expect(open.cutOff).to.equal(2);
    expect(open.gridKw! - open.lossKw!).to.be.closeTo(open.loadKw, 0.05);
  });

  it('keeps its shape when a line opens, and says what is cut off', () => {
    const closed = pictureOf(worldOf());
    const open = pictureOf(worldOf({ switched: [6] }));
    expect(open.layout.points).to.deep.equal(closed.layout.points);
    const off = open.buses.filter(({ supplied }) => !supplied).map(({ id }) => id);
    // Branch 6 is the line 7–8, with bus 9 behind it.
    expect(off).to.deep.equal([8, 9]);
  });

  it('draws width by the share of the largest flow where nothing is rated', () => {
    const { branches } = pictureOf(worldOf(DEVICELESS));
    expect(Math.max(...branches.map(({ share }) => share))).to.equal(1);
    expect(branches[0]).to.include({ share: 1, rated: false });
  });

  it('calls no voltage a breach that is shown as the limit itself', () => {
    const world = worldOf();
    const flow = {
      ...world.frame!.flow,
      buses: world.frame!.flow.buses.map((bus) => ({ ...bus, voltagePu: 1.000004 })),
    };
    const picture = pictureOf({ ...world, frame: { ...world.frame!, flow } });
    expect(picture.buses.map(({ word }) => word)).to.deep.equal(
      picture.buses.map(() => 'in limits'),
    );
  });

  it('shows no number that is not finite, whatever the solver leaves behind', () => {
    const wild = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, 1e308));
    const world = worldOf();
    const frame = world.frame!;
    const property = fc.property(fc.array(wild, { minLength: 13, maxLength: 13 }), (values) => {
      const flow = {
        ...frame.flow,
        buses: frame.flow.buses.map((bus, at) => ({ ...bus, voltagePu: values[at]! })),
        branches: frame.flow.branches.map((each, at) => ({ ...each, fromKw: values[at]! })),
      };
      const hostile = { ...world, frame: { ...frame, flow, loadKw: Float64Array.from(values) } };
      const numbers = [...busTable(hostile).rows, ...lineTable(hostile).rows].flat();
      const picture = pictureOf(hostile);
      for (const { share, flowKw } of picture.branches) numbers.push(share, flowKw);
      for (const { loadKw, voltagePu } of picture.buses) numbers.push(loadKw, voltagePu);
      expect(numbers.filter((n) => typeof n === 'number' && !Number.isFinite(n))).to.deep.equal([]);
    });
    fc.assert(property, { numRuns: 200, seed: 0x7f3a });
  });
});

describe('grid: table twins', () => {
  it('hold each bus of the voltage picture once, at full precision', () => {
    const world = worldOf(DEVICELESS);
    const data = profile(world, null);
    const { rows } = tableOfSeries({ caption: '', ...data });
    expect(rows.map(([, label]) => label)).to.have.members(
      world.grid.buses.map(({ id }) => `bus ${id}`),
    );
    const voltages = rows.map((row) => row[3]);
    expect(voltages).to.have.members(world.frame!.flow.buses.map(({ voltagePu }) => voltagePu));
  });

  it('hold every bus and every line of the case', () => {
    const world = worldOf({ caseId: 'ieee33', devices: [] });
    expect(busTable(world).rows.map(([id]) => id)).to.deep.equal(
      world.grid.buses.map(({ id }) => id),
    );
    expect(
      lineTable(world).rows.map(([from, to, state]) => `${from}-${to} ${state}`),
    ).to.deep.equal(
      world.grid.branches.map(
        ({ from, to, inService }) => `${from}-${to} ${inService ? 'closed' : 'open'}`,
      ),
    );
  });
});

describe('grid: by keyboard', () => {
  it('walks bus – line – bus away from the grid’s side and back', () => {
    const picture = pictureOf(worldOf());
    const names: string[] = [];
    let at: Selection | null = null;
    for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight']) {
      at = walked(picture, at, key) ?? at;
      const branch = at?.kind === 'line' ? picture.branches[at.index] : undefined;
      names.push(
        branch
          ? `${picture.buses[branch.from]?.id}-${picture.buses[branch.to]?.id}`
          : String(picture.buses[at?.index ?? -1]?.id),
      );
    }
    expect(names).to.deep.equal(['1', '1-2', '2', '2-7', '7']);
    expect(walked(picture, at, 'ArrowLeft')).to.deep.equal({ kind: 'line', index: 5 });
  });

  it('reaches every bus and every line of every size of case with arrows alone', () => {
    for (const caseId of ['thesis13', 'ieee33', 'ieee69']) {
      const picture = pictureOf(worldOf({ caseId, devices: [] }));
      const seen = new Set<string>();
      const queue: Selection[] = [walked(picture, null, 'Home')!];
      for (let selection = queue.pop(); selection; selection = queue.pop()) {
        const key = `${selection.kind} ${selection.index}`;
        if (seen.has(key)) continue;
        seen.add(key);
        for (const arrow of ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown']) {
          const next = walked(picture, selection, arrow);
          if (next) queue.push(next);
        }
      }
      expect(seen.size, caseId).to.equal(picture.buses.length + picture.branches.length);
    }
  });

  it('says what it stands on, opens its card with Enter, and comes back with Escape', async () => {
    const { view } = await open(snapshotOf(worldOf(DEVICELESS)));
    const box = inside(feederOf(view), '.box');
    box.focus();
    box.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
    await settle(view);
    const status = inside(feederOf(view), '[role="status"]').textContent ?? '';
    const said = status.replaceAll('\u00a0', ' ');
    expect(said).to.include('Bus 9');
    expect(said).to.include('0.8235 pu, very low');
    box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await settle(view);
    const card = inside(view, 'gl-bus-card');
    expect(view.shadowRoot?.activeElement).to.equal(card);
    inside(card, 'gl-number-field').dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }),
    );
    await settle(view);
    expect(view.shadowRoot?.activeElement).to.equal(feederOf(view));
  });
});

describe('grid: a drag and a field end in the same scenario', () => {
  const drag = async (view: GlGrid, handle: string, risePx: number): Promise<void> => {
    const feeder = feederOf(view);
    const target = inside<SVGElement>(
      feeder,
      `[data-handle="${handle}"][data-bus="${busIndex(9)}"]`,
    );
    const { left, top } = target.getBoundingClientRect();
    const at = (type: string, y: number): PointerEvent =>
      new PointerEvent(type, {
        bubbles: true,
        composed: true,
        button: 0,
        pointerId: 1,
        clientX: left + 4,
        clientY: top + 4 - y,
      });
    const box = inside(feeder, '.box');
    // A made-up pointer cannot be captured; the rest of the gesture is the real one.
    box.setPointerCapture = () => undefined;
    target.dispatchEvent(at('pointerdown', 0));
    for (const share of [0.4, 0.8, 1]) {
      box.dispatchEvent(at('pointermove', risePx * share));
      await settle(view);
    }
    box.dispatchEvent(at('pointerup', risePx));
    await settle(view);
  };

  for (const [handle, field] of [
    ['load', 'load'],
    ['pv', 'pv'],
    ['pack', 'pack'],
  ] as const) {
    it(`for ${handle}`, async () => {
      const pulledView = await open(snapshotOf(worldOf()));
      await pick(pulledView.view, { kind: 'bus', index: busIndex(9) });
      await drag(pulledView.view, handle, 21);
      const byDrag = lastChange(pulledView.heard);
      const gestures = pulledView.heard.flatMap((command) =>
        command.kind === 'change' ? [command.gesture] : [],
      );
      expect(gestures.length).to.be.greaterThan(1);
      expect(new Set(gestures).size, 'one drag is one step of undo').to.equal(1);

      const bus = pictureOf(worldOf(byDrag.scenario)).buses[busIndex(9)]!;
      const amount = { load: bus.peakKw, pv: bus.panels, pack: bus.packs }[handle];
      const typedView = await open(snapshotOf(worldOf()));
      await pick(typedView.view, { kind: 'bus', index: busIndex(9) });
      const card = inside(typedView.view, 'gl-bus-card');
      const input = inside<HTMLInputElement>(inside(card, `[data-handle="${field}"]`), 'input');
      input.focus();
      input.value = String(amount);
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await settle(typedView.view);
      expect(lastChange(typedView.heard).scenario).to.deep.equal(byDrag.scenario);
      expect(lastChange(typedView.heard).words).to.equal(byDrag.words);
    });
  }

  it('keeps the power factor of a load that is pulled', () => {
    const world = worldOf();
    const bus = pictureOf(world).buses[busIndex(9)]!;
    const { scenario } = edited(world.scenario, bus, { handle: 'load', amount: 421 });
    expect(scenario.loads).to.deep.equal([{ bus: 9, loadKw: 421, loadKvar: 461 / 2 }]);
  });

  it('gives a load its power factor back after it was nothing', () => {
    const world = worldOf();
    const at = (scenario: Scenario): BusPicture => {
      const grid = applyScenario(scenario, getCase('thesis13'));
      return pictureOf({ ...world, scenario, grid }).buses[busIndex(9)]!;
    };
    const none = edited(world.scenario, at(world.scenario), { handle: 'load', amount: 0 }).scenario;
    const back = edited(none, at(none), { handle: 'load', amount: 421 }).scenario;
    expect(back.loads).to.deep.equal([{ bus: 9, loadKw: 421, loadKvar: 461 / 2 }]);
  });

  it('never pulls below nothing, and stays put for less than half a step', () => {
    expect(pulled(100, 'load', { risePx: -1e6, kwPerPx: 3 })).to.equal(0);
    expect(pulled(842, 'load', { risePx: 1, kwPerPx: 2 })).to.equal(842);
    expect(pulled(4, 'pack', { risePx: 10, kwPerPx: 10 })).to.equal(6);
  });

  it('refuses words and numbers out of range in a field, in a sentence, changing nothing', async () => {
    const { view, heard } = await open(snapshotOf(worldOf()));
    await pick(view, { kind: 'bus', index: busIndex(9) });
    const field = inside(inside(view, 'gl-bus-card'), '[data-handle="pack"]');
    const input = inside<HTMLInputElement>(field, 'input');
    for (const text of ['-3', '2.5', '1e9', '']) {
      input.value = text;
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await settle(view);
      expect(inside(field, '.error').hidden, text).to.equal(false);
      expect(inside(field, '.error').textContent).to.include('a whole number from 0 to 1000');
    }
    expect(heard.filter(({ kind }) => kind === 'change')).to.deep.equal([]);
  });
});

describe('grid: without a solution', () => {
  const stated = (): Snapshot => snapshotOf(worldOf(statedExample(worldOf().scenario)));

  it('says so with bus, mismatch and three things to try that all change the scenario', async () => {
    const { view, heard } = await open(stated());
    const card = inside(view, 'gl-margin');
    const text = inside(card, '.state').textContent ?? '';
    expect(text).to.match(/stopped after \d+ rounds/);
    expect(text).to.match(/Worst at bus \d+/);
    expect(view.shadowRoot?.textContent).to.not.match(/NaN|Infinity|undefined/);
    const buttons = [...card.shadowRoot!.querySelectorAll<HTMLElement>('.state button')];
    expect(buttons.length).to.equal(3);
    buttons[1]?.click();
    expect(lastChange(heard).scenario.baseKva).to.equal(1000);
  });

  it('offers a load below the margin, and that load has a solution', () => {
    // λmax at 490 kVA as published: 490 / 552.704.
    const nose = {
      lambdaMax: 490 / 552.704,
      weakestBus: 9,
      voltageAtNosePu: 0.47,
      lambda: new Float64Array(),
      voltagePu: new Float64Array(),
      voltagesPu: new Float64Array(),
    };
    const [lower] = remediesOf({ ...stated(), nose });
    expect(lower?.scenario.loadScale).to.be.lessThan(490 / 552.704);
    expect(worldOf(lower?.scenario).frame?.flow.converged).to.equal(true);
    expect(worldOf(stated().world.scenario).frame?.flow.converged).to.equal(false);
  });
});

describe('grid: the first three buttons', () => {
  it('each do one undoable thing and leave', async () => {
    const { view, heard } = await open(snapshotOf(worldOf()));
    const labels = (): string[] =>
      [...view.shadowRoot!.querySelectorAll('.tries button.framed')].map(
        (button) => button.textContent?.trim() ?? '',
      );
    expect(labels()).to.deep.equal(['Pass a cloud', 'Open a line', 'Double the load']);
    view.shadowRoot!.querySelectorAll<HTMLElement>('.tries button.framed')[2]?.click();
    await settle(view);
    expect(lastChange(heard).scenario.loadScale).to.equal(2);
    expect(labels()).to.deep.equal(['Pass a cloud', 'Open a line']);
  });
});

describe('grid: accessible', () => {
  for (const [name, attributes, snapshot] of [
    ['light', {}, {}],
    ['dark', { theme: 'dark' }, {}],
    ['projector', { mode: 'projector' }, { projector: true }],
  ] as const) {
    it(`in ${name}, with a bus selected and without a solution`, async () => {
      Object.assign(document.documentElement.dataset, attributes);
      document.body.style.background = 'var(--ground)';
      const solved = await open(
        snapshotOf(worldOf(), { ...snapshot, baseline: worldOf(DEVICELESS) }),
      );
      await pick(solved.view, { kind: 'bus', index: busIndex(9) });
      for (const fold of solved.view.shadowRoot!.querySelectorAll('details')) fold.open = true;
      inside<HTMLDetailsElement>(inside(solved.view, 'gl-grid-tables'), 'details').open = true;
      await settle(solved.view);
      await expect(solved.view).to.be.accessible();
      const failed = await open(snapshotOf(worldOf(statedExample(worldOf().scenario)), snapshot));
      await expect(failed.view).to.be.accessible();
      delete document.documentElement.dataset['theme'];
      delete document.documentElement.dataset['mode'];
    });
  }
});

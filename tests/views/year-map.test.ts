import { aTimeout, expect, fixture, html, oneEvent } from '@open-wc/testing';
import fc from 'fast-check';
import type { YearPart } from '../../web/app/year-show.ts';
import { applyScenario } from '../../web/scenario/apply.ts';
import { rampOf } from '../../web/views/year/colour.ts';
import '../../web/views/year/gl-year-map.ts';
import type { GlYearMap } from '../../web/views/year/gl-year-map.ts';
import { monthOfDay, movedOnMap, slotAt } from '../../web/views/year/map-cursor.ts';
import { marksPath } from '../../web/views/year/map-scene.ts';
import { monthTable } from '../../web/views/year/map-table.ts';
import { Painter, shareOf } from '../../web/views/year/painter.ts';
import {
  domainOf,
  QUANTITY,
  QUANTITY_IDS,
  type QuantityId,
} from '../../web/views/year/quantity.ts';
import { readingOf, summaryOf } from '../../web/views/year/reading.ts';
import {
  OUTSIDE,
  slotsOf,
  type YearSlots,
  YearSlots as Slots,
} from '../../web/views/year/slots.ts';
import { plottedCsv, wholeCsv } from '../../web/views/year/year-export.ts';
import { commandsOf } from './stub-session.ts';
import { wearTheme } from './theme-sheet.ts';
import { GRID, voltageAt, yearPart } from './year-fixture.ts';

wearTheme();

const SEED = 0x7f3a;
const ORIGIN = {
  link: 'https://example.org/#/grid?v=1',
  seed: '7f3a',
  version: '0',
  title: 'Year',
};

const readAll = (part: YearPart): YearSlots => {
  const slots = slotsOf(part);
  slots.advance(part.known, () => false);
  return slots;
};

async function show(part: YearPart | null, shown = -1): Promise<GlYearMap> {
  const map = document.createElement('gl-year-map');
  const drawn = part ? oneEvent(map, 'gl-year-read') : null;
  Object.assign(map, { year: part, shown, provenance: ORIGIN });
  await fixture(html`${map}`);
  await drawn;
  await map.updateComplete;
  await aTimeout(40);
  return map;
}

const inside = <Found extends Element = HTMLElement>(map: Element, selector: string): Found => {
  const found = map.shadowRoot?.querySelector<Found>(selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
};

const pixels = (map: GlYearMap): ImageData => {
  const canvas = inside<HTMLCanvasElement>(map, 'canvas');
  return canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
};
const pixelOf = ({ data, height }: ImageData, slot: number): readonly number[] => {
  const [day, row] = [Math.floor(slot / height), slot % height];
  const at = ((height - 1 - row) * 365 + day) * 4;
  return [...data.slice(at, at + 4)];
};
const choose = async (map: GlYearMap, id: QuantityId): Promise<void> => {
  const select = inside<HTMLSelectElement>(map, 'select');
  select.value = id;
  select.dispatchEvent(new Event('change'));
  await aTimeout(60);
  await map.updateComplete;
};

/** Relative luminance and contrast as WCAG 2.2 defines them. */
const luminance = ([red = 0, green = 0, blue = 0]: readonly number[]): number => {
  const [r, g, b] = [red, green, blue].map((byte) => {
    const c = byte / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: readonly number[], b: readonly number[]): number => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
};
const bytes = (colour: number): readonly number[] => [
  colour & 255,
  (colour >> 8) & 255,
  (colour >> 16) & 255,
];

describe('year map: the cells', () => {
  it('have one pixel a slot, darker where there is more load, alike where there is as much', async () => {
    const part = yearPart();
    const map = await show(part);
    await choose(map, 'load');
    const image = pixels(map);
    expect([image.width, image.height]).to.deep.equal([365, 24]);
    const { loadKw } = readAll(part);
    const slot = fc.integer({ min: 0, max: 8759 });
    const most = Math.max(...loadKw);
    fc.assert(
      fc.property(slot, slot, (a, b) => {
        const [x, y] = [luminance(pixelOf(image, a)), luminance(pixelOf(image, b))];
        const more = loadKw[a]! - loadKw[b]!;
        if (Math.abs(more) > most * 0.04) expect(Math.sign(y - x)).to.equal(Math.sign(more));
        if (more === 0) expect(pixelOf(image, a)).to.deep.equal(pixelOf(image, b));
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  it('stand in columns of 96 for quarter-hours', async () => {
    const map = await show(yearPart({ stepMinutes: 15 }));
    expect([pixels(map).width, pixels(map).height]).to.deep.equal([365, 96]);
  });

  it('fill as the year is solved, and only what is new is drawn', async () => {
    const whole = yearPart();
    const known = new Uint8Array(8760).fill(1, 0, 100 * 24);
    const map = await show({ ...whole, known, solved: 2400 });
    const filled = (): number => {
      const image = pixels(map);
      return Array.from({ length: 365 }, (_, day) => pixelOf(image, day * 24)[3]).filter(
        (alpha) => alpha === 255,
      ).length;
    };
    expect(filled()).to.equal(100);
    known.fill(1, 2400, 200 * 24);
    const next = oneEvent(map, 'gl-year-read');
    map.year = { ...whole, known, solved: 4800 };
    await next;
    await aTimeout(40);
    expect(filled()).to.equal(200);

    const canvas = document.createElement('canvas');
    const painter = new Painter(canvas);
    const values = new Float64Array(8760).fill(Number.NaN).fill(1, 0, 240);
    const paint = { values, domain: { low: 0, middle: 1, high: 2 }, ramp: new Uint32Array(8) };
    expect(painter.draw(paint)).to.equal(10);
    expect(painter.draw(paint)).to.equal(0);
    values.fill(1, 240, 264);
    expect(painter.draw(paint)).to.equal(1);
  });

  it('show what is known before any power flow at once', async () => {
    const map = await show(yearPart({ solved: 24 }));
    await choose(map, 'pv');
    expect(pixelOf(pixels(map), 8759)[3]).to.equal(255);
    await choose(map, 'loss');
    expect(pixelOf(pixels(map), 8759)[3]).to.equal(0);
  });

  it('are added up in pieces to what they are in one go', () => {
    const part = yearPart();
    const [slow, fast] = [new Slots(part), new Slots(part)];
    let turns = 0;
    while (slow.advance(part.known, () => true)) turns++;
    fast.advance(part.known, () => false);
    expect(turns).to.be.greaterThan(10);
    for (const id of QUANTITY_IDS)
      expect([...QUANTITY[id].of(slow)]).to.deep.equal([...QUANTITY[id].of(fast)]);
  });

  it('hold the lowest voltage of the fed buses beside the slack', () => {
    const part = yearPart();
    const { lowestPu, lowestAt } = readAll(part);
    for (const slot of [0, 4000, 8347, 8759]) {
      const all = GRID.buses.map((_, bus) => voltageAt(slot, bus, 24)).slice(1);
      expect(lowestPu[slot]).to.equal(Math.min(...all));
      expect(lowestAt[slot]! - 1).to.equal(all.indexOf(Math.min(...all)));
    }
    const grid = applyScenario({ ...part.scenario, switched: [6] }, GRID);
    const cut = readAll(yearPart({ scenario: part.scenario }));
    const dark = new Slots({ year: part.year, grid });
    dark.advance(part.known, () => false);
    // Branch 6 is the line 7–8, with bus 9 behind it: neither counts any more.
    expect(dark.lowestPu[8347]).to.be.greaterThan(cut.lowestPu[8347]!);
  });
});

describe('year map: marks and scale', () => {
  it('cover exactly the slots with a voltage outside its limits', () => {
    const part = yearPart();
    const { standing } = readAll(part);
    const place = { left: 0, top: 0, width: 3650, height: 240 };
    const path = marksPath(standing, OUTSIDE, place);
    const runs = [...path.matchAll(/M([\d.]+) ([\d.]+)V([\d.]+)H([\d.]+)V[\d.]+Z/g)];
    const cells = runs.reduce((sum, [, x, y, top, right]) => {
      return sum + ((Number(right) - Number(x)) / 10) * ((Number(y) - Number(top)) / 10);
    }, 0);
    const outside = Array.from({ length: 8760 }, (_, slot) => slot).filter((slot) =>
      GRID.buses.some(
        (bus, at) => at > 0 && Math.round(voltageAt(slot, at, 24) * 1e4) / 1e4 < bus.voltageMinPu,
      ),
    ).length;
    expect(cells).to.be.closeTo(outside, 1e-6);
    expect(outside).to.be.greaterThan(0);
  });

  it('hold every value between their ends, the middle in the middle', () => {
    const values = fc.array(fc.double({ min: -1e5, max: 1e5, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.constantFrom('rise', 'around', 'voltage'), (list, scale) => {
        const known = scale === 'rise' ? list.map(Math.abs) : list;
        const domain = domainOf(scale, known);
        for (const value of known) {
          expect(value).to.be.within(domain.low - 1e-6, domain.high + 1e-6);
          expect(shareOf(value, domain)).to.be.within(0, 1);
        }
        if (scale !== 'rise') expect(shareOf(domain.middle, domain)).to.equal(0.5);
      }),
      { seed: SEED },
    );
  });

  for (const [theme, mode] of [
    ['light', ''],
    ['dark', ''],
    ['light', 'projector'],
  ] as const) {
    it(`can be told from the ground and end from end: ${theme} ${mode}`, async () => {
      document.documentElement.dataset['theme'] = theme;
      if (mode !== '') document.documentElement.dataset['mode'] = mode;
      const map = await show(yearPart());
      const probe = inside(map, '.probe');
      for (const id of QUANTITY_IDS) {
        const ramp = rampOf(probe, id);
        const [first, middle, last] = [0, ramp.length >> 1, ramp.length - 1].map((at) =>
          bytes(ramp[at]!),
        ) as [readonly number[], readonly number[], readonly number[]];
        const pale = QUANTITY[id].scale === 'rise' ? first : middle;
        expect(contrast(last, pale), `${id} high`).to.be.at.least(3);
        if (QUANTITY[id].scale === 'rise') continue;
        expect(contrast(first, pale), `${id} low`).to.be.at.least(3);
        const apart = first.map((byte, i) => Math.abs(byte - last[i]!));
        expect(Math.max(...apart), `${id} ends`).to.be.greaterThan(60);
      }
    });
  }
});

describe('year map: the cursor', () => {
  // The days of a common year, by the calendar of the platform.
  const dateAfter = (slot: number): Date => new Date(Date.UTC(2025, 0, 1, slot));
  const slotOf = (date: Date): number => (date.getTime() - Date.UTC(2025, 0, 1)) / 3_600_000;
  const year = { slots: 8760, perDay: 24 };
  const slot = fc.integer({ min: 0, max: 8759 });

  it('moves by hour, day, week and month as a calendar does', () => {
    const moves: readonly [string, boolean, number][] = [
      ['ArrowUp', false, 1],
      ['ArrowDown', false, -1],
      ['ArrowRight', false, 24],
      ['ArrowLeft', false, -24],
      ['ArrowRight', true, 168],
    ];
    fc.assert(
      fc.property(slot, fc.constantFrom(...moves), (from, [key, shiftKey, by]) => {
        expect(movedOnMap(from, year, { key, shiftKey })).to.equal((from + by + 8760) % 8760);
      }),
      { seed: SEED },
    );
    fc.assert(
      fc.property(slot, (from) => {
        const date = dateAfter(from);
        expect(monthOfDay(Math.floor(from / 24))).to.equal(date.getUTCMonth());
        const next = dateAfter(movedOnMap(from, year, { key: 'PageUp', shiftKey: false })!);
        expect(next.getUTCMonth()).to.equal((date.getUTCMonth() + 1) % 12);
        expect(next.getUTCHours()).to.equal(date.getUTCHours());
        const last = new Date(Date.UTC(2025, next.getUTCMonth() + 1, 0)).getUTCDate();
        expect(next.getUTCDate()).to.equal(Math.min(date.getUTCDate(), last));
        expect(slotOf(next)).to.be.within(0, 8759);
      }),
      { seed: SEED },
    );
  });

  it('is one tab stop that speaks, leaves with Escape and shows a moment with Enter', async () => {
    const part = yearPart();
    const map = await show(part, 3000);
    const commands = commandsOf(map);
    const box = inside(map, '.box');
    const press = async (key: string): Promise<string> => {
      box.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      await map.updateComplete;
      return inside(map, '[role="status"]').textContent?.trim() ?? '';
    };
    const shadow = map.shadowRoot!;
    expect(shadow.querySelectorAll('.box, .box [tabindex]')).to.have.lengthOf(1);
    expect(box.getAttribute('aria-roledescription')).to.equal('heat map');
    const hourOf3000 = new Intl.DateTimeFormat('en-GB', {
      ...{ day: 'numeric', month: 'long', timeZone: 'UTC' },
    }).format(dateAfter(3000));
    expect(await press('ArrowRight')).to.contain(`${hourOf3000}, 00:00`);
    expect(await press('ArrowUp')).to.contain(`${hourOf3000}, 01:00`);
    expect(await press('End')).to.contain('31 December, 23:00');
    await press('Enter');
    expect(commands).to.deep.equal([{ kind: 'year-seek', slot: 8759 }]);
    await press('Escape');
    expect(shadow.querySelector('[data-cursor]')).to.equal(null);
  });

  it('follows the pointer and shows the moment that is pressed', async () => {
    const map = await show(yearPart());
    const commands = commandsOf(map);
    const box = inside(map, '.box');
    const canvas = inside(map, 'canvas').getBoundingClientRect();
    const point = {
      clientX: canvas.left + (200.5 / 365) * canvas.width,
      clientY: canvas.bottom - (19.5 / 24) * canvas.height,
      bubbles: true,
    };
    box.dispatchEvent(new PointerEvent('pointermove', point));
    await map.updateComplete;
    expect(inside(map, '.readout').textContent).to.contain('20 July, 19:00');
    box.dispatchEvent(new MouseEvent('click', point));
    expect(commands).to.deep.equal([{ kind: 'year-seek', slot: 200 * 24 + 19 }]);
    box.dispatchEvent(new MouseEvent('click', { ...point, clientY: canvas.bottom + 20 }));
    expect(commands).to.have.lengthOf(1);
    const place = { left: 10, top: 10, width: 365, height: 24 };
    expect([slotAt([10, 33.9], place, 24), slotAt([9, 12], place, 24)]).to.deep.equal([0, null]);
  });
});

describe('year map: words and twins', () => {
  it('say value, bus and breach of a moment', () => {
    const part = yearPart();
    const slots = readAll(part);
    const said = readingOf(part, slots, { id: 'lowest', slot: 347 * 24 + 19 });
    expect(said).to.contain('14 December, 19:00').and.to.contain('0.8123\u00a0pu at bus 9');
    expect(said).to.contain('outside the limits');
    expect(readingOf(part, slots, { id: 'pack', slot: 12 })).to.contain(
      'charging with 20.0\u00a0kW',
    );
    expect(readingOf(part, slots, { id: 'pack', slot: 20 })).to.contain('giving 50.0\u00a0kW');
    expect(summaryOf(part, slots, 'lowest')).to.contain('0.8123');
  });

  it('show no figure that is not one, whatever the solver left', async () => {
    const part = yearPart({ solved: 5000, failed: [3, 4, 4999] });
    part.year.series.voltagePu.fill(Number.NaN, 5 * 13, 6 * 13);
    part.year.series.lossKw[6] = Number.POSITIVE_INFINITY;
    part.year.dispatch.storedKwh[7] = Number.NaN;
    const map = await show(part);
    for (const id of QUANTITY_IDS) {
      await choose(map, id);
      for (const slot of [3, 5, 6, 7, 4999, 5000, 8759]) {
        const said = readingOf(part, slotsOf(part), { id, slot });
        expect(said).not.to.match(/NaN|Infinity|undefined|null/);
      }
      expect(map.shadowRoot!.textContent).not.to.match(/NaN|Infinity|undefined/);
    }
    const slots = slotsOf(part);
    expect(readingOf(part, slots, { id: 'loss', slot: 3 })).to.contain('no solution');
    expect(readingOf(part, slots, { id: 'grid', slot: 8000 })).to.contain('not computed yet');
  });

  it('hold by month what a slow count finds', () => {
    const part = yearPart();
    const slots = readAll(part);
    const { rows } = monthTable(slots, 'grid');
    expect(rows).to.have.lengthOf(12);
    rows.forEach(([, least, mean, most], month) => {
      const values = [...part.year.series.slackKw].filter(
        (_, slot) => new Date(Date.UTC(2025, 0, 1, slot)).getUTCMonth() === month,
      );
      expect([least, most]).to.deep.equal([Math.min(...values), Math.max(...values)]);
      const sum = values.reduce((total, value) => total + value, 0);
      expect(mean).to.be.closeTo(sum / values.length, 1e-9);
    });
  });

  it('write every slot of what is plotted, and every bus of the year, with where it comes from', async () => {
    const part = yearPart({ failed: [8000] });
    const slots = readAll(part);
    const plotted = (await plottedCsv(part, slots, 'loss')(ORIGIN)).join('');
    const lines = plotted.trimEnd().split('\r\n');
    expect(lines[0]).to.match(/^# .*seed 7f3a.*example\.org/);
    expect(lines).to.have.lengthOf(2 + 8760);
    expect(lines[2 + 19]).to.match(/^1,1 January,19:00,(in|out)side,12$/);
    expect(lines[2 + 8000]).to.match(/,no solution,$/);
    const whole = (await wholeCsv(part, slots, ORIGIN)).join('').trimEnd().split('\r\n');
    const titles = whole[1]!.split(',');
    const row = whole[2 + 4000]!.split(',');
    expect(row).to.have.lengthOf(titles.length);
    const of = (title: string): number => Number(row[titles.indexOf(title)]);
    expect(of('Voltage at bus 9 (pu)')).to.equal(voltageAt(4000, 8, 24));
    expect(of('Panels at bus 9 (kW)')).to.equal(part.year.dispatch.pvKw[4000 * 13 + 8]);
    // What is 0 all year has no column.
    expect(titles).not.to.include('Panels at bus 8 (kW)');
    expect(whole.join('')).not.to.match(/NaN|undefined/);
  });
});

describe('year map: its scale', () => {
  it('waits for a year', async () => {
    expect((await show(null)).shadowRoot!.querySelector('.scale')).to.equal(null);
    expect((await show(yearPart())).shadowRoot!.querySelector('.scale')).not.to.equal(null);
  });

  for (const width of [296, 366, 640, 1200]) {
    it(`keeps its words apart and inside ${width} px`, async () => {
      const map = await show(yearPart());
      map.style.display = 'block';
      map.style.width = `${width}px`;
      for (const id of QUANTITY_IDS) {
        Object.assign(map, { quantity: id });
        await aTimeout(40);
        await map.updateComplete;
        const texts = [...map.shadowRoot!.querySelectorAll('.scale text')]
          .map((each) => each.getBoundingClientRect())
          .filter((each) => each.width > 0)
          .sort((a, b) => a.left - b.left);
        texts.slice(1).forEach((next, at) => {
          const before = texts[at]!;
          const apart = next.left > before.right || next.top > before.bottom;
          const row = next.bottom < before.top;
          expect(apart || row, `${id}: words overlap`).to.equal(true);
        });
        const { right } = map.getBoundingClientRect();
        expect(Math.max(...texts.map((each) => each.right)), id).to.be.at.most(right + 1);
      }
    });
  }
});

describe('year map: accessible', () => {
  it('with a year, as table and without one', async () => {
    const map = await show(yearPart(), 100);
    await expect(map).to.be.accessible();
    inside(map, 'gl-chart-tools').dispatchEvent(new CustomEvent('gl-table-toggle'));
    await map.updateComplete;
    expect(map.shadowRoot!.querySelectorAll('.box tbody tr')).to.have.lengthOf(12);
    await expect(map).to.be.accessible();
    await expect(await show(null)).to.be.accessible();
  });
});
